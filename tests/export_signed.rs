//! `export --final --key`: signed as asked, or nothing is written.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails there")]

mod support;

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
    export(folder.path(), &KEY).success();
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
