//! Hostile texts on the command line: as every argument, and as names of files that are there.

use std::ffi::OsString;
use std::fs;

use rayon::prelude::*;

use super::{GOOD, hostile, program, reported, tried, words};

/// Every place of a command line that takes words; `@` stands for the text.
const PLACES: &[&str] = &[
    "@",
    "--lang @",
    "--color @ forms",
    "--template @ forms",
    "--@",
    "check @",
    "check good.yaml @ --format json",
    "check @ --format sarif",
    "check @ --format html",
    "check @ --format junit",
    "check @ @ good.yaml",
    "check good.yaml --baseline @",
    "check good.yaml --policy @",
    "check good.yaml --previous @",
    "check good.yaml --format @",
    "check --fix @",
    "export @ -o out",
    "export good.yaml -o out --to @",
    "export good.yaml -o out --profile @",
    "export good.yaml -o out --final --key @ --cert @",
    "export good.yaml -o out --final --key @ --cert @ --tsa @",
    "export good.yaml -o out --policy @",
    "sign @ --as drafter --name 张三",
    "sign good.yaml --as @ --name 张三",
    "sign good.yaml --as drafter --name @",
    "sign good.yaml --as drafter --name 张三 --post @",
    "sign good.yaml --as drafter --name 张三 --accept CB501=@",
    "sign good.yaml --as drafter --name 张三 --accept @=理由",
    "sign good.yaml --as drafter --name 张三 --accept @",
    "sign good.yaml --as drafter --name 张三 --key @ --cert @",
    "sign good.yaml --as drafter --name 张三 --key @ --cert @ --pass-env @",
    "sign @ --status",
    "verify @",
    "verify @ --format json",
    "verify good.yaml --trust @",
    "verify good.yaml --policy @",
    "verify good.yaml --signer @",
    "import @ -o new.yaml",
    "import good.yaml -o @/new.yaml",
    "new --form @ new.yaml",
    "new --form zfxxgk-2021 @/new.yaml",
    "new --from @ new.yaml",
    "new --year @ new.yaml",
    "explain @",
    "forms @",
    "schema @",
    "fonts @",
    "fonts --fonts @",
    "completions @",
    "serve --listen @",
    "serve --tokens @ --listen 127.0.0.1:0",
    "serve --threads @",
];

#[test]
fn an_argument_acts_on_no_terminal() {
    let mut texts = hostile::groups(20);
    // The system takes no longer argument, and none with NUL.
    texts.retain(|text| text.len() < 120_000);
    let wrong: Vec<String> = texts
        .par_iter()
        .flat_map_iter(|text| {
            let folder = tempfile::tempdir().unwrap();
            fs::write(folder.path().join("good.yaml"), GOOD).unwrap();
            let mut wrong = Vec::new();
            for place in PLACES {
                let _ = fs::remove_file(folder.path().join("good.signoff.yaml"));
                let arguments: Vec<OsString> = place
                    .split(' ')
                    .map(|word| word.replace('@', text).into())
                    .collect();
                tried(folder.path(), &arguments, false, &mut wrong);
            }
            wrong
        })
        .collect();
    reported(&wrong);
}

#[test]
fn the_name_of_a_file_acts_on_no_terminal() {
    let mut texts = hostile::groups(7);
    texts
        .iter_mut()
        .for_each(|text| *text = text.replace('/', ":"));
    texts.retain(|text| text.len() < 200);
    assert!(texts.len() > 5, "{}", texts.len());
    let wrong: Vec<String> = texts
        .par_iter()
        .flat_map_iter(|text| {
            let folder = tempfile::tempdir().unwrap();
            let at = |name: &str| folder.path().join(name);
            fs::write(at(&format!("{text}.yaml")), GOOD).unwrap();
            let made = words("export good.yaml -o . --to docx,html --draft");
            fs::write(at("good.yaml"), GOOD).unwrap();
            assert!(program(folder.path(), &made, false).status.success());
            let mut made = fs::read_dir(folder.path())
                .unwrap()
                .map(|it| it.unwrap().path());
            let docx = made.find(|path| path.extension().is_some_and(|it| it == "docx"));
            fs::copy(docx.unwrap(), at(&format!("{text}.docx"))).unwrap();
            fs::create_dir(at(text)).unwrap();
            fs::write(at(&format!("{text}/form.yaml")), "id: 3\n").unwrap();
            let mut wrong = Vec::new();
            for line in [
                "check @.yaml",
                "check @.yaml @ --format json",
                "export @.yaml -o @",
                "export @.yaml -o out --final",
                "sign @.yaml --status",
                "sign @.yaml --as drafter --name 张三",
                "sign @.yaml --status",
                "sign @.yaml --as drafter --name 张三",
                "verify @.docx",
                "verify @ @.yaml --trust @",
                "import @.docx -o @2.yaml",
                "import @.docx -o @2.yaml",
                "import @.docx -o -",
                "import @ -o x.yaml",
                "new --from @.yaml @3.yaml",
                "new --from @.yaml @3.yaml",
                "fonts @.yaml",
                "--template @ forms",
                "man -o @",
                "export good.yaml -o out --policy @/form.yaml",
            ] {
                let line = words(line);
                let arguments: Vec<OsString> = line
                    .iter()
                    .map(|word| word.to_str().unwrap().replace('@', text).into())
                    .collect();
                tried(folder.path(), &arguments, false, &mut wrong);
            }
            wrong
        })
        .collect();
    reported(&wrong);
}
