//! `export --final --key`: signed as asked, or nothing is written.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails there")]

use std::path::Path;

use assert_cmd::Command;
use chengbao::signature::{docx, pdf};
use support::keys;
use support::rooms::root;

/// A folder with a report that is signed off.
fn signed_off() -> tempfile::TempDir {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    for file in ["shili-2024-chart.yaml", "shili-2024-chart.png"] {
        let from = root().join("examples").join(file);
        std::fs::copy(from, folder.path().join(file)).unwrap();
    }
    for (role, name) in [
        ("drafter", "张三"),
        ("reviewer", "李四"),
        ("issuer", "王五"),
    ] {
        program(folder.path())
            .args([
                "sign",
                "shili-2024-chart.yaml",
                "--as",
                role,
                "--name",
                name,
            ])
            .assert()
            .success();
    }
    folder
}

fn program(folder: &Path) -> Command {
    let mut command = Command::cargo_bin("chengbao").unwrap();
    command
        .current_dir(folder)
        .env("SOURCE_DATE_EPOCH", "1796090400")
        .env("CHENGBAO_FONTS", root().join("fonts"));
    command
}

fn export(folder: &Path, more: &[&str]) -> assert_cmd::assert::Assert {
    let key = |end: &str| keys::folder().join(format!("p256.{end}.pem"));
    let (key, chain) = (key("key"), key("chain"));
    let more = more.iter().map(|word| match *word {
        "KEY" => key.to_str().unwrap(),
        "CHAIN" => chain.to_str().unwrap(),
        word => word,
    });
    program(folder)
        .args(["export", "shili-2024-chart.yaml", "-o", "out"])
        .args(more)
        .assert()
}

const KEY: [&str; 5] = ["--final", "--key", "KEY", "--cert", "CHAIN"];

#[test]
fn a_fixed_time_is_pointed_out_where_it_matters() {
    let folder = signed_off();
    let said = |line: &[&str], time: Option<&str>| {
        let mut command = program(folder.path());
        match time {
            Some(time) => command.env("SOURCE_DATE_EPOCH", time),
            None => command.env_remove("SOURCE_DATE_EPOCH"),
        };
        let output = command.args(line).output().unwrap();
        let text = String::from_utf8(output.stderr).unwrap();
        text.matches("SOURCE_DATE_EPOCH（2026-12-01T02:00:00Z）")
            .count()
    };
    let at = |end: &str| keys::folder().join(format!("p256.{end}.pem"));
    let (key, chain) = (at("key"), at("chain"));
    let report = "shili-2024-chart.yaml";
    let (key, chain) = (key.to_str().unwrap(), chain.to_str().unwrap());
    let signed = [
        "export", report, "-o", "out", "--final", "--key", key, "--cert", chain,
    ];
    let verify = ["verify", "out/shili-2024-chart.pdf"];
    let sign = ["sign", report, "--as", "drafter", "--name", "张三"];
    for line in [&signed[..], &verify, &sign] {
        assert_eq!(said(line, Some("1796090400")), 1, "{line:?}");
        assert_eq!(said(line, None), 0, "{line:?}");
    }
    for line in [
        &["check", report][..],
        &["export", report, "-o", "other"],
        &["sign", report, "--status"],
    ] {
        assert_eq!(said(line, Some("1796090400")), 0, "{line:?}");
    }
}

#[test]
fn final_documents_are_signed_the_same_way_twice() {
    let folder = signed_off();
    let read = |name: &str| std::fs::read(folder.path().join("out").join(name)).unwrap();
    export(folder.path(), &KEY).success();
    let (pdf_file, docx_file) = (read("shili-2024-chart.pdf"), read("shili-2024-chart.docx"));
    let inspection = pdf::inspect(&pdf_file).unwrap();
    assert!(inspection.signatures[0].is_sound());
    assert_eq!(inspection.signatures[0].beside, []);
    let inspection = docx::inspect(&docx_file).unwrap();
    assert_eq!(inspection.signatures.len(), 1);
    export(folder.path(), &[&KEY[..], &["--replace-signed"]].concat()).success();
    assert!(read("shili-2024-chart.pdf") == pdf_file);
    assert!(read("shili-2024-chart.docx") == docx_file);
}

#[test]
fn what_cannot_be_signed_as_asked_is_not_written() {
    let folder = signed_off();
    let nobody: Vec<&str> = [&KEY[..], &["--tsa", "http://127.0.0.1:9/"]].concat();
    let no_seal: Vec<&str> = [&KEY[..], &["--seal", "shili-2024-chart.yaml"]].concat();
    let html: Vec<&str> = [&KEY[..], &["--to", "pdf,html"]].concat();
    let print: Vec<&str> = [&KEY[..], &["--profile", "print"]].concat();
    for (words, zh) in [
        (&KEY[1..], "--final"),
        (&["--final", "--tsa", "http://127.0.0.1:9/"], "--tsa"),
        (&["--final", "--seal", "x.png"], "--seal"),
        (&nobody, "无法连接时间戳服务器"),
        (&no_seal, "印章图片"),
        (&html, "HTML 不能签名"),
        (&print, "--profile print"),
    ] {
        let assert = export(folder.path(), words).code(2);
        let told = String::from_utf8_lossy(&assert.get_output().stderr).into_owned();
        assert!(told.contains(zh), "{told}");
        let out = folder.path().join("out");
        let written = std::fs::read_dir(out).map_or(0, Iterator::count);
        assert_eq!(written, 0, "{words:?}");
    }
}

#[test]
fn a_seal_is_shown_in_the_field_alone() {
    let folder = signed_off();
    let words: Vec<&str> = [&KEY[..], &["--seal", "shili-2024-chart.png", "--to", "pdf"]].concat();
    export(folder.path(), &words).success();
    let file = std::fs::read(folder.path().join("out/shili-2024-chart.pdf")).unwrap();
    let inspection = pdf::inspect(&file).unwrap();
    let signature = &inspection.signatures[0];
    assert!(signature.is_sound() && signature.beside.is_empty());
    let text = |words: &[u8]| file.windows(words.len()).any(|window| window == words);
    assert!(
        text(b"/BM/Multiply"),
        "ink on paper: what is under it is seen"
    );
}

#[test]
fn what_is_signed_is_not_replaced_unless_asked_to() {
    let folder = signed_off();
    let path = |name: &str| folder.path().join("out").join(name);
    let read = |name: &str| std::fs::read(path(name)).unwrap();
    export(folder.path(), &KEY).success();
    let (pdf, docx) = ("shili-2024-chart.pdf", "shili-2024-chart.docx");
    let before = (read(pdf), read(docx));
    let refused = |words: &[&str], named: &str| {
        let assert = export(folder.path(), words).code(2);
        let told = String::from_utf8_lossy(&assert.get_output().stderr).into_owned();
        assert!(
            told.contains(named) && told.contains("--replace-signed"),
            "{told}"
        );
    };
    refused(&[], pdf);
    refused(&["--final"], pdf);
    refused(&["--to", "docx"], docx);
    refused(&["--lang", "en"], "is signed and was not overwritten");
    refused(&KEY, pdf);
    assert!((read(pdf), read(docx)) == before);
    // Nothing is written beside what stays.
    std::fs::remove_file(path(pdf)).unwrap();
    refused(&KEY, docx);
    assert!(!path(pdf).exists() && read(docx) == before.1);
    // What says nothing clear is not lost either; drafts and pages are in nobody's way.
    std::fs::write(path(pdf), b"%PDF-1.7 /ByteRange [0 1 2 3]").unwrap();
    refused(&["--to", "pdf"], pdf);
    export(folder.path(), &["--draft"]).success();
    export(folder.path(), &["--to", "html"]).success();
    export(folder.path(), &["--draft"]).success();
    export(folder.path(), &["--replace-signed"]).success();
    assert!(pdf::inspect(&read(pdf)).unwrap().signatures.is_empty());
    // What is not signed is replaced as ever.
    export(folder.path(), &[]).success();
}

#[test]
fn a_watch_leaves_what_is_signed_alone() {
    use std::io::BufRead as _;
    let folder = signed_off();
    export(folder.path(), &KEY).success();
    let target = folder.path().join("out/shili-2024-chart.pdf");
    let before = std::fs::read(&target).unwrap();
    let mut watch = std::process::Command::new(env!("CARGO_BIN_EXE_chengbao"))
        .current_dir(folder.path())
        .env("CHENGBAO_FONTS", root().join("fonts"))
        .args(["watch", "shili-2024-chart.yaml", "-o", "out"])
        .stdin(std::process::Stdio::null())
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let said = std::io::BufReader::new(watch.stderr.take().unwrap());
    // It goes on watching: the line that says so comes after the refusal.
    let lines = said.lines().map(Result::unwrap);
    let said: Vec<String> = lines.take_while(|line| !line.contains("Ctrl-C")).collect();
    watch.kill().unwrap();
    watch.wait().unwrap();
    let is_reported = |line: &String| line.contains("--replace-signed");
    assert!(said.iter().any(is_reported), "{said:?}");
    assert!(std::fs::read(&target).unwrap() == before);
}
