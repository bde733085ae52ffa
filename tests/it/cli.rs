//! The program as users run it: every command, every exit status, every file that is no report.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot set its desk has failed"
)]

use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};
use std::process::Output;
use std::sync::Arc;

use assert_cmd::Command;
use chengbao::compose::{Purpose, SignedOff, compose};
use chengbao::form::Forms;
use chengbao::picture::Pictures;
use chengbao::pipeline;
use chengbao::report::Report;
use chengbao::source::Source;
use chengbao::typeset::FaceSet;
use serde_json::Value;

const GOOD: &str = include_str!("../cli/good.yaml");

/// A folder with reports in it, good and bad.
struct Workspace {
    folder: tempfile::TempDir,
}

/// What a run gave.
struct Ran {
    code: i32,
    out: String,
    err: String,
}

impl Workspace {
    fn new() -> Self {
        let desk = Self {
            folder: tempfile::tempdir().unwrap(),
        };
        desk.put("good.yaml", GOOD);
        // One total is one too many.
        desk.put(
            "bad.yaml",
            GOOD.replace(
                "[1288, 21, 0, 0, 50, 3, 1362]",
                "[1288, 21, 0, 0, 50, 3, 1363]",
            ),
        );
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn put(&self, name: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    /// File names in a folder, hidden ones too.
    fn names(&self, folder: &str) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(self.path(folder))
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    /// The program in this folder, with nothing of the user's surroundings.
    fn command(&self, line: &str) -> Command {
        let mut command = Command::cargo_bin("chengbao").unwrap();
        command
            .current_dir(&self.folder)
            .env_remove("CHENGBAO_FONTS")
            .env_remove("NO_COLOR")
            .args(line.split_whitespace());
        command
    }

    fn run(&self, line: &str) -> Ran {
        ran(&self.command(line).output().unwrap())
    }

    /// Runs a command line and looks at exit status and at what stdout and stderr say.
    #[track_caller]
    fn check(&self, line: &str, code: i32, out: &[&str], err: &[&str]) -> Ran {
        let ran = self.run(line);
        let all = format!("$ chengbao {line}\n{}\n---\n{}", ran.out, ran.err);
        assert_eq!(ran.code, code, "{all}");
        for part in out {
            assert!(ran.out.contains(part), "stdout lacks {part}\n{all}");
        }
        for part in err {
            assert!(ran.err.contains(part), "stderr lacks {part}\n{all}");
        }
        ran
    }
}

fn ran(output: &Output) -> Ran {
    Ran {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout.clone()).unwrap(),
        err: String::from_utf8(output.stderr.clone()).unwrap(),
    }
}

#[test]
fn a_report_that_is_being_filled_in_has_nothing_wrong_yet() {
    let desk = Workspace::new();
    desk.put("begun.yaml", "form: zfxxgk-2021\nyear: 2024\n");
    desk.check("check begun.yaml", 1, &["处错误"], &[]);
    let filling = desk.check("check --stage filling begun.yaml", 0, &["未填"], &[]);
    assert!(!filling.out.contains("错误"), "{}", filling.out);
    let json = desk
        .run("check --stage filling --format json begun.yaml")
        .out;
    let json: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["stage"], "filling");
    // What is wrong is wrong at any stage.
    desk.check("check --stage filling bad.yaml", 1, &["1 处错误"], &[]);
    desk.check("check --stage begun bad.yaml", 2, &[], &["filling"]);
}

#[test]
fn a_sum_that_blames_no_cell_is_changed_only_on_request() {
    let desk = Workspace::new();
    let right = "[72, 64, 178, 37, 351]";
    assert!(GOOD.contains(right));
    desk.put("sum.yaml", GOOD.replace(right, "[72, 64, 178, 37, 350]"));
    let before = desk.read("sum.yaml");
    desk.check(
        "check --fix sum.yaml",
        1,
        &["单凭数字看不出", "--fix --suggested"],
        &[],
    );
    assert_eq!(desk.read("sum.yaml"), before);
    desk.check("check --fix --suggested sum.yaml", 0, &["350 → 351"], &[]);
    assert_eq!(desk.read("sum.yaml"), GOOD);
}

#[test]
fn a_report_becomes_text_with_every_figure_in_its_table() {
    let desk = Workspace::new();
    desk.check(
        "export good.yaml -o out --to txt",
        0,
        &["good.draft.txt"],
        &[],
    );
    let text = desk.read("out/good.draft.txt");
    assert!(text.starts_with("草稿"), "{text}");
    let table = text.lines().filter(|line| line.starts_with(['+', '|']));
    let widths: std::collections::BTreeSet<usize> =
        table.map(unicode_width::UnicodeWidthStr::width).collect();
    // Three tables, each as wide on all of its lines.
    assert_eq!(widths.len(), 3, "{text}");
    desk.check("export good.yaml -o out --to ofd", 2, &[], &["txt"]);
}

#[test]
fn a_good_report_becomes_a_pdf_and_a_docx() {
    let desk = Workspace::new();
    let ran = desk.check(
        "export good.yaml -o new/out",
        0,
        &["good.draft.pdf", " 页  ", " KB", "good.draft.docx"],
        &[],
    );
    assert_eq!(ran.out.lines().count(), 2, "{}", ran.out);
    assert_eq!(desk.names("new/out"), ["good.draft.docx", "good.draft.pdf"]);
    assert!(
        fs::read(desk.path("new/out/good.draft.pdf"))
            .unwrap()
            .starts_with(b"%PDF-1.7")
    );
    assert!(
        fs::read(desk.path("new/out/good.draft.docx"))
            .unwrap()
            .starts_with(b"PK")
    );
}

#[test]
fn formats_are_those_asked_for() {
    let desk = Workspace::new();
    desk.check(
        "export good.yaml -o out --to docx",
        0,
        &["good.draft.docx"],
        &[],
    );
    assert_eq!(desk.names("out"), ["good.draft.docx"]);
    desk.check(
        "export good.yaml -o out2 --to pdf,pdf",
        0,
        &["good.draft.pdf"],
        &[],
    );
    assert_eq!(desk.names("out2"), ["good.draft.pdf"]);
    desk.check(
        "export good.yaml -o out3 --to ods",
        2,
        &[],
        &["ods", "pdf、docx"],
    );
}

#[test]
fn nothing_is_written_for_a_bad_report_and_the_others_go_on() {
    let desk = Workspace::new();
    desk.put("third.yaml", GOOD);
    desk.put("out/bad.pdf", "last year's");
    let ran = desk.check(
        "export good.yaml bad.yaml third.yaml -o out",
        1,
        &["good.draft.pdf", "third.draft.docx"],
        &["bad.yaml", "1363", "1362"],
    );
    assert!(!ran.out.contains("bad"), "{}", ran.out);
    assert!(ran.out.find("good.draft.pdf") < ran.out.find("third.draft.pdf"));
    assert_eq!(
        desk.names("out"),
        [
            "bad.pdf",
            "good.draft.docx",
            "good.draft.pdf",
            "third.draft.docx",
            "third.draft.pdf"
        ]
    );
    assert_eq!(desk.read("out/bad.pdf"), "last year's");
}

#[test]
fn an_existing_document_is_replaced_only_by_a_finished_one() {
    let desk = Workspace::new();
    desk.put("out/good.draft.docx", "old");
    desk.put("out/good.draft.pdf/file", "a directory in the way");
    desk.check(
        "export good.yaml -o out --to pdf",
        2,
        &[],
        &["good.draft.pdf"],
    );
    assert_eq!(desk.names("out"), ["good.draft.docx", "good.draft.pdf"]);
    desk.check("export good.yaml -o out --to docx", 0, &[], &[]);
    assert!(
        fs::read(desk.path("out/good.draft.docx"))
            .unwrap()
            .starts_with(b"PK")
    );
}

#[test]
fn two_reports_never_share_a_document() {
    let desk = Workspace::new();
    desk.put("b/good.yml", GOOD);
    desk.check("export good.yaml b/good.yml -o out", 2, &[], &["同名"]);
    assert!(!desk.path("out").exists());
}

#[test]
fn a_report_is_never_replaced_by_its_document() {
    let desk = Workspace::new();
    desk.put("good.pdf", GOOD);
    desk.check(
        "export good.pdf -o . --to pdf",
        2,
        &[],
        &["数据文件", "good.pdf"],
    );
    assert_eq!(desk.read("good.pdf"), GOOD);
}

#[test]
fn a_place_that_cannot_be_written_is_reported() {
    let desk = Workspace::new();
    desk.check(
        "export good.yaml -o good.yaml",
        2,
        &[],
        &["good.yaml", "不是文件夹"],
    );
    desk.check("export good.yaml -o good.yaml/x", 2, &[], &["good.yaml/x"]);
    desk.check("export good.yaml", 2, &[], &["--output"]);
    desk.check("export - -o out", 2, &[], &["标准输入"]);
}

#[test]
fn the_same_report_gives_the_same_bytes_anywhere() {
    let desk = Workspace::new();
    desk.check("export good.yaml -o a", 0, &[], &[]);
    let mut second = desk.command("export good.yaml -o b");
    second
        .env("TZ", "Asia/Shanghai")
        .env("LANG", "zh_CN.GB18030")
        .env("LC_ALL", "C");
    second.assert().success();
    for name in ["good.draft.pdf", "good.draft.docx"] {
        let bytes = |folder: &str| fs::read(desk.path(folder).join(name)).unwrap();
        assert!(bytes("a") == bytes("b"), "{name}");
    }
}

#[test]
fn check_reports_all_and_ends_by_the_gravest() {
    let desk = Workspace::new();
    desk.check("check good.yaml", 0, &["good.yaml"], &[]);
    desk.check(
        "check bad.yaml",
        1,
        &["CB", "1363", "1362", "（一）予以公开"],
        &[],
    );
    desk.check("check --lang en bad.yaml", 1, &["error", "1362"], &[]);
    desk.check(
        "check good.yaml none.yaml bad.yaml",
        2,
        &["none.yaml", "bad.yaml"],
        &[],
    );
    desk.check("check", 2, &[], &["没有写数据文件"]);
}

#[test]
fn findings_as_json_are_those_of_the_interface() {
    let desk = Workspace::new();
    desk.put("broken.yaml", "a: [\n");
    let ran = desk.check(
        "check --format json bad.yaml none.yaml broken.yaml good.yaml",
        2,
        &[],
        &[],
    );
    let json: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(json["version"], 1);
    let files = json["files"].as_array().unwrap();
    let names: Vec<&str> = files
        .iter()
        .map(|file| file["file"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["bad.yaml", "none.yaml", "broken.yaml", "good.yaml"]);
    let finding = &files[0]["findings"][0];
    assert_eq!(files[0]["form"], "zfxxgk-2021");
    assert_eq!(finding["rule"], "row-total");
    assert_eq!(finding["severity"], "error");
    assert_eq!(finding["path"], "requests.granted.total");
    assert_eq!(
        (&finding["line"], &finding["column"], &finding["length"]),
        (&24.into(), &50.into(), &4.into())
    );
    assert_eq!(
        (&finding["stated"], &finding["expected"]),
        (&"1363".into(), &"1362".into())
    );
    assert_eq!(finding["fix"]["replacement"], "1362");
    assert_eq!(finding["fix"]["safe"], true);
    assert_eq!(files[1]["findings"][0]["rule"], "syntax");
    assert_eq!(files[2]["findings"][0]["rule"], "syntax");
}

#[test]
fn findings_as_sarif_name_file_rule_and_place() {
    let desk = Workspace::new();
    let ran = desk.check("check --format sarif bad.yaml none.yaml", 2, &[], &[]);
    let sarif: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(sarif["version"], "2.1.0");
    let result = &sarif["runs"][0]["results"][0];
    let place = &result["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "bad.yaml");
    assert_eq!(place["region"]["startLine"], 24);
}

#[test]
fn standard_input_is_a_report_like_any_other() {
    let desk = Workspace::new();
    let bad = desk.read("bad.yaml");
    let output = desk.command("check -").write_stdin(bad).output().unwrap();
    let ran = ran(&output);
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert!(ran.out.contains("1363"), "{}", ran.out);
    desk.check("check - --fix", 2, &[], &["标准输入"]);
}

#[test]
fn a_fix_changes_its_place_and_keeps_all_else() {
    let desk = Workspace::new();
    let before = desk.read("bad.yaml").replace("[447, 7,", "[\"447\", ７,");
    desk.put("bad.yaml", &before);
    let ran = desk.check(
        "check --fix bad.yaml",
        0,
        &["第 24 行 1363 → 1362", "第 25 行 ７ → 7"],
        &[],
    );
    assert_eq!(ran.out.matches('→').count(), 2, "{}", ran.out);
    let expected = before.replace("1363", "1362").replace('７', "7");
    assert_eq!(desk.read("bad.yaml"), expected);
    assert_eq!(desk.names("."), ["bad.yaml", "good.yaml"]);
}

#[test]
fn a_counted_cell_is_fixed_only_where_that_is_asked_for() {
    let desk = Workspace::new();
    let wrong = GOOD.replace("[1288, 21,", "[1287, 21,");
    desk.put("wrong.yaml", &wrong);
    desk.check("check --fix wrong.yaml", 1, &["1287"], &[]);
    assert_eq!(desk.read("wrong.yaml"), wrong);
    desk.check(
        "check --fix --suggested wrong.yaml",
        0,
        &["1287 → 1288"],
        &[],
    );
    assert_eq!(desk.read("wrong.yaml"), GOOD);
    desk.check("check --suggested wrong.yaml", 2, &[], &["--fix"]);
}

#[test]
fn a_fix_leaves_a_file_alone_that_has_nothing_to_fix() {
    let desk = Workspace::new();
    let stamp = |desk: &Workspace| {
        fs::metadata(desk.path("good.yaml"))
            .unwrap()
            .modified()
            .unwrap()
    };
    let before = stamp(&desk);
    desk.check("check --fix good.yaml", 0, &[], &[]);
    assert_eq!(stamp(&desk), before);
}

#[test]
fn last_years_report_comes_by_key_or_flag() {
    let desk = Workspace::new();
    let last = GOOD
        .replace("year: 2024", "year: 2023")
        .replace("2024年，", "2023年，");
    let last = last
        .replace("date: 2025", "date: 2024")
        .replace("一是公开的主动性不够", "一是队伍不稳");
    desk.put("old/2023.yaml", &last);
    // 103 were carried over, 34 are carried in.
    desk.check(
        "check good.yaml --previous old/2023.yaml",
        1,
        &["103", "34"],
        &[],
    );
    desk.put("keyed.yaml", format!("previous: old/2023.yaml\n{GOOD}"));
    desk.check("check keyed.yaml", 1, &["103", "34"], &[]);
    desk.put(
        "deep/keyed.yaml",
        format!("previous: ../old/2023.yaml\n{GOOD}"),
    );
    desk.check("check deep/keyed.yaml", 1, &["103", "34"], &[]);
    desk.put("lost.yaml", format!("previous: none.yaml\n{GOOD}"));
    desk.check("check lost.yaml", 2, &["上年报告", "none.yaml"], &[]);
    desk.check(
        "check good.yaml --previous none.yaml",
        2,
        &["none.yaml"],
        &[],
    );
}

#[test]
fn a_report_without_a_known_form_gets_a_list_of_them() {
    let desk = Workspace::new();
    desk.put("none.yaml", GOOD.replace("form: zfxxgk-2021\n", ""));
    desk.put("odd.yaml", GOOD.replace("zfxxgk-2021", "zfxxgk-2012"));
    for file in ["none.yaml", "odd.yaml"] {
        let parts = [
            "格式",
            "zfxxgk-2019",
            "2024年度请写“格式: fzzf-2019 或 zfxxgk-2021”",
        ];
        desk.check(&format!("check {file}"), 1, &parts, &[]);
        desk.check(&format!("export {file} -o out"), 1, &[], &parts);
    }
}

/// Every file that is no report has a sentence of its own, in `check` and in `export` alike.
#[test]
fn every_kind_of_bad_file_has_its_own_sentence() {
    let desk = Workspace::new();
    let utf16: Vec<u8> = GOOD.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let cases: [(&str, Vec<u8>, i32, &str); 8] = [
        ("empty.yaml", Vec::new(), 1, "空"),
        (
            "gbk.yaml",
            b"form: zfxxgk-2021\nissuer: \xc4\xb3\xca\xd0\xc8\xcb\xc3\xf1\xd5\xfe\xb8\xae\n"
                .to_vec(),
            1,
            "GBK",
        ),
        (
            "utf16.yaml",
            [&[0xff, 0xfe][..], &utf16].concat(),
            1,
            "UTF-16",
        ),
        (
            "word.yaml",
            b"PK\x03\x04\x14\0\0\0word/document.xml".to_vec(),
            1,
            "",
        ),
        ("nul.yaml", b"form: \0\0\x01\x02".to_vec(), 1, ""),
        (
            "tab.yaml",
            b"form: zfxxgk-2021\nrequests:\n\treceived: []\n".to_vec(),
            1,
            "Tab",
        ),
        ("deep.yaml", vec![b'['; 100_000], 1, "64"),
        ("open.yaml", b"a: [1, 2\n".to_vec(), 1, ""),
    ];
    let mut sentences = Vec::new();
    for (name, bytes, code, part) in cases {
        desk.put(name, bytes);
        let ran = desk.check(&format!("check {name}"), code, &[name, part], &[]);
        desk.check(&format!("export {name} -o out"), code, &[], &[name, part]);
        sentences.push(ran.out.replace(name, ""));
    }
    desk.put("huge.yaml", vec![b'#'; (4 << 20) + 1]);
    fs::create_dir(desk.path("folder")).unwrap();
    for (name, part) in [
        ("folder", "文件夹"),
        ("none.yaml", "找不到"),
        ("huge.yaml", "4 MB"),
    ] {
        let ran = desk.check(&format!("check {name}"), 2, &[name, part], &[]);
        sentences.push(ran.out.replace(name, ""));
    }
    let count = sentences.len();
    sentences.sort();
    sentences.dedup();
    assert_eq!(sentences.len(), count, "{sentences:#?}");
}

#[test]
fn marks_and_line_ends_of_other_systems_are_read() {
    let desk = Workspace::new();
    desk.put(
        "windows.yaml",
        format!("\u{feff}{}", GOOD.replace('\n', "\r\n")),
    );
    desk.check("check windows.yaml", 0, &[], &[]);
    desk.check(
        "export windows.yaml -o out --to docx",
        0,
        &["windows.draft.docx"],
        &[],
    );
}

#[cfg(unix)]
#[test]
fn a_file_the_user_may_not_read_is_reported() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Workspace::new();
    let path = desk.path("good.yaml");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
    // Root may read everything.
    if fs::read(&path).is_err() {
        desk.check("check good.yaml", 2, &["权限"], &[]);
    }
}

#[cfg(unix)]
#[test]
fn names_that_are_no_text_are_taken_as_they_are() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let desk = Workspace::new();
    let name = OsStr::from_bytes(b"\xc4\xb3\xca\xd0.yaml");
    fs::write(desk.folder.path().join(name), GOOD).unwrap();
    let mut command = desk.command("export -o out --to docx");
    command.arg(name).assert().success();
    let expected = OsStr::from_bytes(b"\xc4\xb3\xca\xd0.draft.docx");
    assert!(desk.path("out").join(expected).is_file());
}

#[test]
fn a_name_as_long_as_the_system_allows_is_no_trouble() {
    let desk = Workspace::new();
    // `.draft.docx` comes to it.
    let stem = "n".repeat(244);
    desk.put(&format!("{stem}.yaml"), GOOD);
    desk.check(&format!("export {stem}.yaml -o out --to docx"), 0, &[], &[]);
    desk.put(&format!("{stem}x.yml"), GOOD);
    desk.check(
        &format!("export {stem}x.yml -o out --to docx"),
        2,
        &[],
        &["文件名太长"],
    );
    assert_eq!(desk.names("out").len(), 1);
}

#[cfg(unix)]
#[test]
fn a_reader_who_has_had_enough_stops_nothing() {
    use std::process::{Command, Stdio};
    let desk = Workspace::new();
    let mut child = Command::new(assert_cmd::cargo::cargo_bin("chengbao"))
        .current_dir(desk.folder.path())
        .args([
            "export",
            "good.yaml",
            "-o",
            "out",
            "--to",
            "docx",
            "--draft",
        ])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    let ran = ran(&output);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert!(desk.path("out/good.draft.docx").is_file());
}

/// Whatever the moment, each document is whole or not there.
#[cfg(unix)]
#[test]
fn an_interrupted_run_leaves_nothing_half_written() {
    use std::io::{BufRead, BufReader};
    use std::process::{Command, Stdio};
    let desk = Workspace::new();
    let files: Vec<String> = (0..200).map(|number| format!("r{number}.yaml")).collect();
    files.iter().for_each(|file| desk.put(file, GOOD));
    let mut child = Command::new(assert_cmd::cargo::cargo_bin("chengbao"))
        .current_dir(desk.folder.path())
        .args(["export", "-o", "out", "--to", "docx"])
        .args(&files)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    lines.next().unwrap().unwrap();
    let kill = Command::new("kill")
        .args(["-INT", &child.id().to_string()])
        .status();
    assert!(kill.unwrap().success());
    let told = 1 + lines.count();
    let ran = ran(&child.wait_with_output().unwrap());
    assert_eq!(ran.code, 130, "{}", ran.err);
    assert_eq!(ran.err.matches("已中断").count(), 1, "{}", ran.err);
    let names = desk.names("out");
    assert!(names.len() < files.len());
    assert!(names.len() >= told);
    let whole = fs::read(desk.path("out/r0.draft.docx")).unwrap();
    for name in names {
        assert!(
            fs::read(desk.path("out").join(&name)).unwrap() == whole,
            "{name}"
        );
    }
}

/// A watch under way.
#[cfg(unix)]
struct Watch {
    child: std::process::Child,
    /// stdout, line by line as it comes.
    out: std::sync::mpsc::Receiver<String>,
    /// stderr.
    err: std::sync::mpsc::Receiver<String>,
}

#[cfg(unix)]
impl Watch {
    /// Starts one and waits until it has exported once.
    #[track_caller]
    fn start(desk: &Workspace, line: &str) -> Self {
        use std::process::Stdio;
        let mut child = std::process::Command::new(assert_cmd::cargo::cargo_bin("chengbao"))
            .current_dir(desk.folder.path())
            .args(line.split_whitespace())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let out = lines(child.stdout.take().unwrap());
        let err = lines(child.stderr.take().unwrap());
        let watch = Self { child, out, err };
        until(&watch.err, "Ctrl-C");
        watch
    }

    /// Ctrl-C; the exit status.
    fn end(&mut self) -> Option<i32> {
        let kill = std::process::Command::new("kill")
            .args(["-INT", &self.child.id().to_string()])
            .status();
        assert!(kill.unwrap().success());
        self.child.wait().unwrap().code()
    }
}

#[cfg(unix)]
impl Drop for Watch {
    fn drop(&mut self) {
        let _ = self.child.kill();
    }
}

#[cfg(unix)]
fn lines(pipe: impl std::io::Read + Send + 'static) -> std::sync::mpsc::Receiver<String> {
    use std::io::{BufRead, BufReader};
    let (sender, lines) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        for line in BufReader::new(pipe).lines() {
            let _ = sender.send(line.unwrap());
        }
    });
    lines
}

/// Waits for a line that holds the words, so long and no longer.
#[cfg(unix)]
#[track_caller]
fn until(lines: &std::sync::mpsc::Receiver<String>, words: &str) {
    loop {
        let line = lines.recv_timeout(std::time::Duration::from_secs(60));
        assert!(line.is_ok(), "nothing was told of {words}");
        if line.unwrap().contains(words) {
            return;
        }
    }
}

/// Puts a new file in the place of the old one, as many editors save.
#[cfg(unix)]
fn save(desk: &Workspace, name: &str, text: &str) {
    desk.put("4913~", text);
    fs::rename(desk.path("4913~"), desk.path(name)).unwrap();
}

#[cfg(unix)]
#[test]
fn a_watched_report_is_exported_again_when_it_is_saved() {
    let desk = Workspace::new();
    let mut watch = Watch::start(&desk, "watch good.yaml -o out --to html");
    until(&watch.out, "out/good.draft.html");
    save(
        &desk,
        "good.yaml",
        &GOOD.replace("某市人民政府", "某县人民政府"),
    );
    until(&watch.out, "out/good.draft.html");
    assert!(desk.read("out/good.draft.html").contains("某县人民政府"));
    // Wrong for a while: that is told, the document stays, the watch goes on.
    save(&desk, "good.yaml", &desk.read("bad.yaml"));
    until(&watch.err, "CB201");
    fs::remove_file(desk.path("good.yaml")).unwrap();
    until(&watch.err, "good.yaml");
    assert!(desk.read("out/good.draft.html").contains("某县人民政府"));
    desk.put("good.yaml", GOOD);
    until(&watch.out, "out/good.draft.html");
    assert!(desk.read("out/good.draft.html").contains("某市人民政府"));
    assert_eq!(desk.names("out"), ["good.draft.html"]);
    assert_eq!(watch.end(), Some(130));
}

#[cfg(unix)]
#[test]
fn last_years_report_is_watched_for_the_reports_that_name_it() {
    let desk = Workspace::new();
    let last = GOOD.replace("year: 2024", "year: 2023");
    desk.put("old/2023.yaml", &last);
    desk.put("a.yaml", GOOD);
    // Does not take over what last year left.
    desk.put("b.yaml", format!("previous: old/2023.yaml\n{GOOD}"));
    let mut watch = Watch::start(&desk, "watch a.yaml b.yaml -o out --to html");
    save(&desk, "old/2023.yaml", &last);
    until(&watch.err, "CB301");
    assert_eq!(watch.end(), Some(130));
    let told: Vec<String> = watch.out.iter().collect();
    assert_eq!(told.len(), 1, "the other is left alone: {told:?}");
}

#[cfg(unix)]
#[test]
fn a_watched_report_is_exported_again_when_it_is_signed() {
    let desk = Workspace::new();
    let mut watch = Watch::start(&desk, "watch good.yaml -o out --to html");
    until(&watch.out, "out/good.draft.html");
    for (role, name) in [("drafter", "张三"), ("reviewer", "李四")] {
        let line = format!("sign good.yaml --as {role} --name {name}");
        desk.check(&line, 0, &[name], &[]);
        until(&watch.err, name);
    }
    desk.check("sign good.yaml --as issuer --name 王五", 0, &["王五"], &[]);
    until(&watch.out, "out/good.html");
    assert_eq!(watch.end(), Some(130));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_behind_stdout_is_reported() {
    let desk = Workspace::new();
    let full = fs::OpenOptions::new()
        .write(true)
        .open("/dev/full")
        .unwrap();
    let output = std::process::Command::new(assert_cmd::cargo::cargo_bin("chengbao"))
        .current_dir(desk.folder.path())
        .arg("forms")
        .stdout(full)
        .output()
        .unwrap();
    let ran = ran(&output);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("标准输出"), "{}", ran.err);
}

#[test]
fn a_skeleton_can_be_read_and_lacks_only_what_is_blank() {
    let desk = Workspace::new();
    for form in ["zfxxgk-2019", "zfxxgk-2021"] {
        let file = format!("{form}.yaml");
        desk.check(&format!("new --form {form} {file}"), 0, &[&file], &[]);
        let ran = desk.check(&format!("check --format json {file}"), 1, &[], &[]);
        let json: Value = serde_json::from_str(&ran.out).unwrap();
        let findings = json["files"][0]["findings"].as_array().unwrap();
        assert!(!findings.is_empty());
        for finding in findings {
            let rule = finding["rule"].as_str().unwrap();
            let blank = [
                "missing-key",
                "missing-section",
                "blank-cell",
                "fee-statement",
                "total-missing",
            ];
            assert!(blank.contains(&rule), "{finding}");
        }
    }
}

#[test]
fn a_skeleton_takes_over_what_last_year_decides() {
    let desk = Workspace::new();
    desk.check("new --from good.yaml next/2025.yaml", 2, &[], &["next"]);
    fs::create_dir(desk.path("next")).unwrap();
    desk.check("new --from good.yaml next/2025.yaml", 0, &[], &[]);
    let value: serde_yaml::Value = serde_yaml::from_str(&desk.read("next/2025.yaml")).unwrap();
    assert_eq!(value["form"], "zfxxgk-2021");
    assert_eq!(value["year"], 2025);
    assert_eq!(value["issuer"], "某市人民政府");
    assert_eq!(value["level"], "city");
    assert_eq!(value["previous"], "../good.yaml");
    let carried: Vec<i64> =
        serde_yaml::from_value(value["requests"]["carried_in"].clone()).unwrap();
    assert_eq!(carried, [103, 0, 0, 0, 0, 0, 103]);
    let ran = desk.run("check --format json next/2025.yaml");
    assert!(!ran.out.contains("\"carry-over\""), "{}", ran.out);
}

#[test]
fn a_skeleton_replaces_nothing() {
    let desk = Workspace::new();
    desk.check("new --form zfxxgk-2021 good.yaml", 2, &[], &["已存在"]);
    assert_eq!(desk.read("good.yaml"), GOOD);
    desk.check(
        "new --form nonesuch x.yaml",
        2,
        &[],
        &["nonesuch", "zfxxgk-2021"],
    );
    desk.check("new --from none.yaml x.yaml", 2, &[], &["none.yaml"]);
    desk.check("new --year 1900 x.yaml", 2, &[], &["1900"]);
    assert_eq!(desk.names("."), ["bad.yaml", "good.yaml"]);
}

#[test]
fn a_rule_is_explained_by_code_and_by_name() {
    let desk = Workspace::new();
    let by_name = desk.check(
        "explain row-total",
        0,
        &["row-total", "错误的写法", "正确的写法", "依据"],
        &[],
    );
    let code = by_name.out.split_whitespace().next().unwrap().to_owned();
    assert_eq!(
        desk.run(&format!("explain {}", code.to_lowercase())).out,
        by_name.out
    );
    desk.check("explain", 0, &[&code, "carry-over"], &[]);
    desk.check(
        "explain --lang en row-total",
        0,
        &["Basis", "Wrong", "Right"],
        &[],
    );
    desk.check("explain CB999", 2, &[], &["CB999"]);
}

#[test]
fn forms_are_listed_and_shown() {
    let desk = Workspace::new();
    desk.check(
        "forms",
        0,
        &["zfxxgk-2019", "2019–2020", "国办公开办函〔2021〕30号"],
        &[],
    );
    desk.check(
        "forms zfxxgk-2021",
        0,
        &["requests", "（一）予以公开", "individual 自然人"],
        &[],
    );
    desk.check("forms nonesuch", 2, &[], &["nonesuch", "zfxxgk-2019"]);
}

#[test]
fn a_form_of_the_users_own_is_taken_or_refused_with_file_line_and_reason() {
    let desk = Workspace::new();
    let own = |file: &str| {
        let path = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("templates/zfxxgk-2021")
            .join(file);
        fs::read_to_string(path).unwrap()
    };
    let form = own("form.yaml").replace("id: zfxxgk-2021", "id: own-2021");
    desk.put("own/form.yaml", &form);
    desk.check("--template own forms", 0, &["own-2021", "zfxxgk-2021"], &[]);
    desk.put("mine.yaml", GOOD.replace("zfxxgk-2021", "own-2021"));
    desk.check("check mine.yaml --template own", 0, &[], &[]);
    desk.check("check mine.yaml", 1, &["own-2021"], &[]);
    desk.put("own/form.yaml", form.replace("version: 1", "version: one"));
    desk.check("--template own forms", 2, &[], &["own/form.yaml:4"]);
    desk.put("own/form.yaml", form.replace("  late: ", "  latest: "));
    let line = form.lines().position(|line| line.starts_with("  late: "));
    let place = format!("own/form.yaml:{}", line.unwrap() + 1);
    desk.check("--template own forms", 2, &[], &[&place, "latest"]);
    desk.check("--template none forms", 2, &[], &["none/form.yaml"]);
}

/// Lays a form of the user's own: the text of a compiled-in one, changed.
fn put_form(desk: &Workspace, folder: &str, changes: &[(&str, &str)]) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/zfxxgk-2021/form.yaml");
    let mut form = fs::read_to_string(path).unwrap();
    for (from, to) in changes {
        assert!(form.contains(from), "{from}");
        form = form.replace(from, to);
    }
    desk.put(&format!("{folder}/form.yaml"), form);
}

#[test]
fn a_form_of_the_users_own_extends_the_shared_typography_or_is_refused() {
    let desk = Workspace::new();
    let own = ("id: zfxxgk-2021", "id: own-2021");
    desk.put("mine.yaml", GOOD.replace("zfxxgk-2021", "own-2021"));
    let typography = |yaml: &str| {
        put_form(
            &desk,
            "own",
            &[own, ("typography: {extends: gbt9704}", yaml)],
        );
    };
    let export = "export mine.yaml --to html --template own -o";
    typography("typography: {extends: gbt9704}");
    desk.check(&format!("{export} same"), 0, &[], &[]);
    typography("typography: {extends: gbt9704, styles: {title: {size: 20}}}");
    desk.check(&format!("{export} changed"), 0, &[], &[]);
    let size = |folder: &str| {
        let html = desk.read(&format!("{folder}/mine.draft.html"));
        (html.contains("1.25em"), html.contains("1.375em"))
    };
    assert_eq!(
        (size("same"), size("changed")),
        ((false, true), (true, false))
    );
    let refused = |reason: &str| {
        desk.check("forms --template own", 2, &[], &["own/form.yaml:", reason]);
    };
    typography("typography: {extends: gbt9705}");
    refused("没有共用版式“gbt9705”，可用的有：gbt9704");
    typography("typography: {extends: gbt9704, styles: {heading: {size: 20}}}");
    refused("heading");
    typography("");
    refused("没有版式");
    desk.put("own/typography.yaml", "extends: gbt9704\n");
    desk.check("forms --template own", 0, &["own-2021"], &[]);
    typography("typography: {extends: gbt9704}");
    refused("版式写了两处");
}

/// A form of `--template` is known wherever forms are: two editions of a family no program knows.
#[test]
fn every_command_knows_the_forms_of_the_users_own() {
    let desk = Workspace::new();
    let family = ("family: zfxxgk ", "family: own ");
    let until = ("years: {from: 2021}", "years: {from: 2021, to: 2023}");
    let since = ("years: {from: 2021}", "years: {from: 2024}");
    put_form(
        &desk,
        "old",
        &[("id: zfxxgk-2021", "id: own-2021"), family, until],
    );
    put_form(
        &desk,
        "new",
        &[("id: zfxxgk-2021", "id: own-2024"), family, since],
    );
    let own = "--template old --template new";
    desk.put("late.yaml", GOOD.replace("zfxxgk-2021", "own-2021"));
    let right = "2024年度请用 own-2024";
    desk.check(&format!("check late.yaml {own}"), 1, &["CB101", right], &[]);
    desk.check("check late.yaml --template old", 1, &["CB101"], &[]);
    assert!(
        !desk
            .run("check late.yaml --template old")
            .out
            .contains("请用")
    );
    desk.check(&format!("export late.yaml -o out {own}"), 1, &[], &[right]);
    desk.check(
        &format!("sign late.yaml --as drafter --name 甲 {own}"),
        1,
        &[],
        &[right],
    );
    desk.put("mine.yaml", GOOD.replace("zfxxgk-2021", "own-2024"));
    desk.check(&format!("check mine.yaml {own}"), 0, &[], &[]);
    desk.check(&format!("fonts mine.yaml {own}"), 0, &["不缺字"], &[]);
    desk.check(&format!("export mine.yaml -o out {own}"), 0, &[], &[]);
    desk.check(
        &format!("import out/mine.draft.docx -o back.yaml {own}"),
        0,
        &["own-2024"],
        &[],
    );
    assert_eq!(desk.read("back.yaml"), desk.read("mine.yaml"));
    desk.check(
        &format!("verify out/mine.draft.pdf {own}"),
        1,
        &["与数据一致  是"],
        &[],
    );
    desk.check(
        &format!("sign mine.yaml --as drafter --name 甲 {own}"),
        0,
        &[],
        &[],
    );
    desk.check(&format!("forms own-2024 {own}"), 0, &["own-2024"], &[]);
    desk.check(&format!("schema own-2024 {own}"), 0, &["own-2024"], &[]);
    desk.check(
        &format!("explain late {own}"),
        0,
        &["own-2021、own-2024"],
        &[],
    );
    desk.check(
        &format!("check --format sarif mine.yaml {own}"),
        0,
        &["own-2024"],
        &[],
    );
    desk.check(
        &format!("new --from mine.yaml 2025.yaml {own}"),
        0,
        &["own-2024"],
        &[],
    );
    desk.check(
        &format!("new --year 2024 x.yaml {own}"),
        2,
        &[],
        &["own-2024", "zfxxgk-2021"],
    );
}

#[test]
fn several_kinds_of_report_are_in_force_and_new_asks_which() {
    let desk = Workspace::new();
    let both = [
        "--form",
        "fzzf-2019（法治政府建设年度报告）",
        "zfxxgk-2021（",
    ];
    desk.check("new x.yaml", 2, &[], &both);
    desk.check("new --year 2024 x.yaml", 2, &[], &both);
    desk.check("new --year 2018 x.yaml", 2, &[], &["2018"]);
    assert_eq!(desk.names("."), ["bad.yaml", "good.yaml"]);
}

/// 法治政府建设年度报告 has text only; no line of the program knows it.
#[test]
fn a_report_without_tables_goes_every_way_there_is() {
    let desk = Workspace::new();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/fzzf-2019/example.yaml");
    let yaml = fs::read_to_string(path).unwrap();
    desk.put("2024.yaml", &yaml);
    desk.check("new --form fzzf-2019 blank.yaml", 0, &["fzzf-2019"], &[]);
    let skeleton = desk.read("blank.yaml");
    assert!(skeleton.contains("# 一、上一年度推进法治政府建设的主要举措和成效"));
    let ran = desk.check("check --format json blank.yaml", 1, &[], &[]);
    let json: Value = serde_json::from_str(&ran.out).unwrap();
    for finding in json["files"][0]["findings"].as_array().unwrap() {
        let rule = finding["rule"].as_str().unwrap();
        assert!(
            ["missing-key", "missing-section"].contains(&rule),
            "{finding}"
        );
    }
    desk.check("new --from 2024.yaml 2025.yaml", 0, &["fzzf-2019"], &[]);
    desk.check("check 2024.yaml", 0, &["没有发现问题"], &[]);
    desk.check("forms fzzf-2019", 0, &["leadership", "文字"], &[]);
    let schema = desk.check("schema fzzf-2019", 0, &[], &[]);
    let schema: Value = serde_json::from_str(&schema.out).unwrap();
    assert_eq!(schema["properties"]["form"]["const"], "fzzf-2019");
    desk.check("explain late", 0, &["fzzf-2019：", "3月1日"], &[]);
    for (role, name) in [("drafter", "甲"), ("reviewer", "乙"), ("issuer", "丙")] {
        desk.check(
            &format!("sign 2024.yaml --as {role} --name {name}"),
            0,
            &[],
            &[],
        );
    }
    desk.check(
        "export 2024.yaml -o out --final --to pdf,docx,html",
        0,
        &[],
        &[],
    );
    for file in ["2024.pdf", "2024.docx"] {
        let back = format!("back/{file}.yaml");
        fs::create_dir_all(desk.path("back")).unwrap();
        desk.check(
            &format!("import out/{file} -o {back}"),
            0,
            &["fzzf-2019"],
            &[],
        );
        assert_eq!(desk.read(&back), yaml, "{file}");
        desk.check(&format!("verify out/{file}"), 1, &["与数据一致  是"], &[]);
    }
    // What carries no data is read as the form its headings are of.
    desk.check("import out/2024.html -o html.yaml", 0, &["fzzf-2019"], &[]);
    let values = |yaml: &str| serde_yaml::from_str::<serde_yaml::Value>(yaml).unwrap();
    let (before, after) = (values(&yaml), values(&desk.read("html.yaml")));
    for key in [
        "form",
        "year",
        "issuer",
        "date",
        "achievements",
        "leadership",
        "arrangements",
    ] {
        assert_eq!(before[key], after[key], "{key}");
    }
}

#[test]
fn fonts_are_listed_with_role_and_licence() {
    let desk = Workspace::new();
    desk.check(
        "fonts",
        0,
        &[
            "小标宋",
            "仿宋",
            "黑体",
            "楷体",
            "宋体",
            "西文",
            "OFL-1.1",
            ".ttf",
        ],
        &[],
    );
    desk.check("fonts good.yaml", 0, &["good.yaml", "不缺字"], &[]);
    desk.put(
        "rare.yaml",
        GOOD.replace("某市人民政府主动", "某市\u{2e1a0}人民政府主动"),
    );
    desk.check("fonts rare.yaml", 1, &["rare.yaml", "U+2E1A0"], &[]);
    desk.check("fonts --fonts none", 2, &[], &["none", "不是文件夹"]);
}

#[test]
fn a_place_without_fonts_is_passed_over_for_the_next() {
    let desk = Workspace::new();
    fs::create_dir(desk.path("none")).unwrap();
    let mut command = desk.command("fonts --fonts none");
    command.env("CHENGBAO_FONTS", "/nowhere/fonts");
    command.assert().success();
}

#[cfg(unix)]
#[test]
fn a_copied_program_takes_the_fonts_beside_it() {
    let desk = Workspace::new();
    let program = desk.path("bin/chengbao");
    fs::create_dir(desk.path("bin")).unwrap();
    fs::copy(assert_cmd::cargo::cargo_bin("chengbao"), &program).unwrap();
    let fonts = Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts");
    std::os::unix::fs::symlink(fonts, desk.path("bin/fonts")).unwrap();
    let output = Command::new(program)
        .arg("fonts")
        .env_remove("CHENGBAO_FONTS")
        .output();
    let ran = ran(&output.unwrap());
    let beside = desk.folder.path().canonicalize().unwrap().join("bin/fonts");
    assert!(
        ran.out.contains(beside.to_str().unwrap()),
        "{}{}",
        ran.out,
        ran.err
    );
}

#[test]
fn a_schema_completions_and_man_pages_are_printed() {
    let desk = Workspace::new();
    let ran = desk.check("schema zfxxgk-2021", 0, &["2020-12"], &[]);
    let schema: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(schema["properties"]["form"]["const"], "zfxxgk-2021");
    desk.check("schema nonesuch", 2, &[], &["nonesuch"]);
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        desk.check(&format!("completions {shell}"), 0, &["chengbao"], &[]);
    }
    desk.check("completions tcsh", 2, &[], &["tcsh"]);
    desk.check("man", 0, &[".TH chengbao 1"], &[]);
    desk.check("man -o man", 0, &["chengbao-export.1"], &[]);
    assert!(desk.names("man").contains(&"chengbao-check.1".to_owned()));
}

#[test]
fn published_files_are_imported_and_checked() {
    let desk = Workspace::new();
    desk.check("export good.yaml -o out", 0, &[], &[]);
    for file in ["good.draft.pdf", "good.draft.docx"] {
        let back = format!("{file}.yaml");
        desk.check(
            &format!("import out/{file} -o {back}"),
            0,
            &[&back, "zfxxgk-2021"],
            &[],
        );
        assert_eq!(desk.read(&back), GOOD);
        desk.check(&format!("import out/{file} -o {back}"), 2, &[], &["已存在"]);
    }
    let ran = desk.check("import out/good.draft.pdf -o -", 0, &[], &[]);
    assert_eq!(ran.out, GOOD);
}

/// Final files of the good report beside it.
fn put_final(desk: &Workspace) {
    let forms = Forms::builtin().unwrap();
    let source = Source::parse("report.yaml", GOOD.as_bytes()).unwrap();
    let form = forms
        .in_force(2024)
        .max_by_key(|form| form.cells.len())
        .unwrap();
    let report = Report::read(form, &Arc::new(source));
    let signed_off = SignedOff {
        approvals: Vec::new(),
        off: Vec::new(),
        record: b"version: 1\n".as_slice().into(),
    };
    let purpose = Purpose {
        signed_off: Some(signed_off),
        ..Purpose::default()
    };
    let document = compose(&report, &purpose, &Pictures::new());
    let fonts = Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts");
    let faces = FaceSet::find(&[fonts]).unwrap();
    desk.put("final.pdf", pipeline::pdf(&document, &faces).unwrap().bytes);
    desk.put("final.docx", pipeline::docx(&document).unwrap());
}

#[test]
fn the_sign_off_of_a_final_document_is_written_where_it_holds() {
    let desk = Workspace::new();
    put_final(&desk);
    for name in ["pdf", "docx"] {
        let command = format!("import final.{name} -o {name}.yaml");
        let record = format!("{name}.signoff.yaml");
        desk.check(&command, 0, &[&record], &["完全相同"]);
        assert_eq!(desk.read(&record), "version: 1\n");
        assert_eq!(desk.read(&format!("{name}.yaml")), GOOD);
    }
    desk.put("other.signoff.yaml", "");
    desk.check(
        "import final.pdf -o other.yaml",
        0,
        &["other.yaml"],
        &["other.signoff.yaml", "已保留原文件", "CB801"],
    );
    assert_eq!(desk.read("other.signoff.yaml"), "");
    assert_eq!(desk.read("other.yaml"), GOOD);
    desk.check("import final.pdf -o -", 0, &[], &["没有生成"]);

    // A figure changed in Word after the sign-off.
    let mut changed = Vec::new();
    let docx = fs::read(desk.path("final.docx")).unwrap();
    let mut from = zip::ZipArchive::new(Cursor::new(docx)).unwrap();
    let mut to = zip::ZipWriter::new(Cursor::new(&mut changed));
    for at in 0..from.len() {
        let mut part = from.by_index(at).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).unwrap();
        if name == "customXml/item1.xml" {
            let text = String::from_utf8(bytes).unwrap();
            assert!(text.contains(">3119<"));
            bytes = text.replace(">3119<", ">3120<").into_bytes();
        }
        let options = zip::write::SimpleFileOptions::default();
        to.start_file(name, options).unwrap();
        to.write_all(&bytes).unwrap();
    }
    to.finish().unwrap();
    desk.put("changed.docx", changed);
    desk.check("import changed.docx -o changed.yaml", 0, &[], &["已经失效"]);
    assert!(!desk.names(".").contains(&"changed.signoff.yaml".to_owned()));
}

#[test]
fn a_page_with_wrong_sums_is_imported_all_the_same() {
    let desk = Workspace::new();
    desk.put(
        "page.htm",
        include_str!("../data/published/portal.html").replace("<td>11</tr>", "<td>十一</tr>"),
    );
    let ran = desk.check(
        "import page.htm -o page.yaml",
        0,
        &["page.yaml", "zfxxgk-2021", "处错误"],
        &["check page.yaml"],
    );
    assert!(ran.out.lines().count() == 1, "{}", ran.out);
    desk.check("check page.yaml", 1, &["十一"], &[]);
    desk.check("import good.yaml -o x.yaml", 2, &[], &["不必导入"]);
    desk.check("import none.pdf -o x.yaml", 2, &[], &["none.pdf"]);
    desk.put("other.pdf", "%PDF-1.4\n");
    desk.check("import other.pdf -o x.yaml", 2, &[], &["已损坏"]);
    assert!(!desk.names(".").contains(&"x.yaml".to_owned()));
}

#[test]
fn wrong_usage_is_reported_in_chinese_first() {
    let desk = Workspace::new();
    desk.check("frobnicate", 2, &[], &["错误：没有“frobnicate”这个命令"]);
    desk.check("check --frob x", 2, &[], &["错误：没有“--frob”这个选项"]);
    desk.check("--lang fr forms", 2, &[], &["fr", "zh、en"]);
    desk.check("", 2, &[], &["用法 Usage"]);
    desk.check("--help", 0, &["用法 Usage", "export", "退出状态"], &[]);
    desk.check("export --help", 0, &["参数 Arguments", "选项 Options"], &[]);
    desk.check("--version", 0, &[env!("CARGO_PKG_VERSION")], &[]);
}

#[test]
fn colour_is_only_where_it_is_asked_for() {
    let desk = Workspace::new();
    for (line, coloured) in [
        ("check bad.yaml", false),
        ("check --color never bad.yaml", false),
        ("check --color always bad.yaml", true),
    ] {
        assert_eq!(desk.run(line).out.contains('\x1b'), coloured, "{line}");
    }
}

/// The covering letter's example, in the folder.
fn with_letter(desk: &Workspace) {
    let example = include_str!("../../examples/shili-2024-circular.yaml");
    desk.put("letter.yaml", example);
}

#[test]
fn every_use_keeps_the_documents_name() {
    let desk = Workspace::new();
    for profile in ["filing", "print", "attachment"] {
        let line = format!("export good.yaml -o {profile} --profile {profile} --start-page 3");
        desk.check(&line, 0, &["good.draft.pdf", "good.draft.docx"], &[]);
        assert_eq!(desk.names(profile), ["good.draft.docx", "good.draft.pdf"]);
    }
    desk.check(
        "export good.yaml -o x --profile paper",
        2,
        &[],
        &["filing", "print", "attachment"],
    );
    assert!(!desk.path("x").exists());
}

#[test]
fn the_example_with_a_covering_letter_is_sound_and_exported() {
    let desk = Workspace::new();
    with_letter(&desk);
    let ran = desk.check("check letter.yaml", 0, &[], &[]);
    assert!(!ran.out.contains("CB"), "{}", ran.out);
    desk.check(
        "export good.yaml letter.yaml -o out --profile attachment",
        0,
        &["good.draft.pdf", "letter.draft.pdf", "letter.draft.docx"],
        &[],
    );
    desk.check("export letter.yaml -o filed", 0, &["letter.draft.pdf"], &[]);
    for name in ["letter.draft.pdf", "letter.draft.docx"] {
        let bytes = |folder: &str| fs::read(desk.path(folder).join(name)).unwrap();
        assert!(bytes("out") != bytes("filed"), "{name}");
    }
}

#[test]
fn a_draft_never_takes_the_finished_documents_place() {
    let desk = Workspace::new();
    for (role, name) in [
        ("drafter", "张三"),
        ("reviewer", "李四"),
        ("issuer", "王五"),
    ] {
        let line = format!("sign good.yaml --as {role} --name {name}");
        desk.check(&line, 0, &[name], &[]);
    }
    desk.check("export good.yaml -o out --to pdf", 0, &["good.pdf"], &[]);
    let finished = fs::read(desk.path("out/good.pdf")).unwrap();
    desk.check(
        "export good.yaml -o out --draft",
        0,
        &["good.draft.pdf", "good.draft.docx"],
        &[],
    );
    assert_eq!(
        desk.names("out"),
        ["good.draft.docx", "good.draft.pdf", "good.pdf"]
    );
    assert!(fs::read(desk.path("out/good.pdf")).unwrap() == finished);
    desk.put("b/good.yml", GOOD);
    desk.check(
        "export good.yaml b/good.yml -o two --draft",
        2,
        &[],
        &["同名"],
    );
}

#[test]
fn flags_that_mean_nothing_together_are_refused() {
    let desk = Workspace::new();
    for profile in ["", "--profile filing", "--profile print"] {
        let line = format!("export good.yaml -o out --annex 2 {profile}");
        desk.check(&line, 2, &[], &["--annex", "--profile attachment"]);
    }
    for (flag, value) in [
        ("--start-page", "0"),
        ("--start-page", "x"),
        ("--annex", "0"),
    ] {
        let line = format!("export good.yaml -o out --profile attachment {flag} {value}");
        desk.check(&line, 2, &[], &[flag, "无法使用"]);
    }
    assert!(!desk.path("out").exists());
    desk.check(
        "export good.yaml -o out --profile attachment --annex 2",
        0,
        &["good.draft.pdf"],
        &[],
    );
}

#[test]
fn the_annexs_number_is_one_its_letter_gives() {
    let desk = Workspace::new();
    with_letter(&desk);
    let line = "export letter.yaml good.yaml -o out --to docx --profile attachment --annex 2";
    desk.check(line, 2, &["good.draft.docx"], &["letter.yaml", "1 个附件"]);
    assert_eq!(desk.names("out"), ["good.draft.docx"]);
    let two = desk
        .read("letter.yaml")
        .replace("  # annexes: [甲, 乙] ", "  annexes: [甲, 乙] ");
    desk.put("letter.yaml", two);
    desk.check(line, 0, &["letter.draft.docx"], &[]);
}

#[test]
fn a_letters_faults_are_reported_and_its_number_is_fixed() {
    let desk = Workspace::new();
    with_letter(&desk);
    let sound = desk.read("letter.yaml");
    desk.put(
        "letter.yaml",
        sound.replace("示审函〔2025〕2号", "示审函[2025]第02号"),
    );
    let told = ["CB701", "示审函〔2025〕2号", "circular.number"];
    desk.check("check letter.yaml --format json", 0, &told, &[]);
    desk.check("check letter.yaml --fix", 0, &[], &[]);
    assert_eq!(desk.read("letter.yaml"), sound);
    desk.put("letter.yaml", sound.replace("  to: ", "  too: "));
    desk.check(
        "export letter.yaml -o out",
        1,
        &[],
        &["CB003", "CB004", "主送机关"],
    );
}

#[test]
fn many_files_are_summed_up() {
    let desk = Workspace::new();
    let all = desk.check(
        "check good.yaml bad.yaml good.yaml",
        1,
        &[
            "共 3 个文件：1 个有错误，0 个只有提醒，2 个没有问题；1 处错误、0 处提醒",
            "CB201 row-total  错误 1 处，1 个文件",
        ],
        &[],
    );
    assert!(all.out.ends_with("1 个文件\n"), "{}", all.out);
    let one = desk.check("check bad.yaml", 1, &["1 处错误"], &[]);
    assert!(!one.out.contains("个文件"), "{}", one.out);
}

#[test]
fn findings_come_as_a_table_a_page_and_a_test_report() {
    let desk = Workspace::new();
    let run = |format: &str| {
        desk.check(
            &format!("check bad.yaml good.yaml --format {format}"),
            1,
            &["CB201"],
            &[],
        )
    };
    let csv = run("csv").out;
    let rows: Vec<&str> = csv.split_terminator("\r\n").collect();
    assert!(rows[0].starts_with("\u{feff}file,line,column,code,"));
    assert!(rows[1].starts_with("bad.yaml,24,"), "{csv}");
    assert_eq!(rows.len(), 2);
    let html = run("html").out;
    assert!(html.starts_with("<!DOCTYPE html>") && html.contains("<h2>good.yaml</h2>"));
    let junit = run("junit").out;
    assert!(junit.starts_with("<?xml ") && junit.contains("tests=\"2\" failures=\"1\""));
    for format in ["csv", "html", "junit"] {
        assert_eq!(run(format).out, run(format).out);
        // What was fixed is no part of the answer.
        desk.put("fixed.yaml", desk.read("bad.yaml"));
        let line = format!("check --fix fixed.yaml --format {format}");
        let fixed = desk.check(&line, 0, &[], &["1363 → 1362"]);
        assert!(!fixed.out.contains("1363"), "{}", fixed.out);
    }
}

#[test]
fn only_what_a_baseline_does_not_have_counts() {
    let desk = Workspace::new();
    let before = desk.run("check bad.yaml good.yaml --format json").out;
    desk.put("base.json", before);
    let known = ["没有发现问题", "另有 1 处与“base.json”相同，没有列出"];
    desk.check("check bad.yaml --baseline base.json", 0, &known, &[]);
    // Where it stands does not matter.
    let moved = format!("# 一行\n# 又一行\n{}", desk.read("bad.yaml"));
    desk.put("bad.yaml", moved);
    desk.check("check bad.yaml --baseline base.json", 0, &known, &[]);
    let json = desk.run("check bad.yaml --baseline base.json --format json");
    let json: Value = serde_json::from_str(&json.out).unwrap();
    assert_eq!(json["files"][0]["findings"], serde_json::json!([]));
    // Another figure is new, and so is the same in another file.
    desk.put("worse.yaml", desk.read("bad.yaml"));
    desk.check(
        "check worse.yaml --baseline base.json",
        1,
        &["1363", "另有 0 处"],
        &[],
    );
    desk.put("bad.yaml", desk.read("bad.yaml").replace("1363]", "1364]"));
    desk.check("check bad.yaml --baseline base.json", 1, &["1364"], &[]);
    // That a file cannot be read is never known.
    let lost = desk.run("check lost.yaml --format json").out;
    desk.put("lost.json", lost);
    desk.check(
        "check lost.yaml --baseline lost.json",
        2,
        &["lost.yaml"],
        &[],
    );
    desk.check(
        "check good.yaml --baseline none.json",
        2,
        &[],
        &["--baseline", "none.json"],
    );
    desk.check(
        "check good.yaml --baseline good.yaml",
        2,
        &[],
        &["good.yaml", "check --format json"],
    );
}

#[test]
fn last_years_report_is_of_the_same_kind_and_body_and_of_the_year_before() {
    let desk = Workspace::new();
    let last = GOOD
        .replace("year: 2024", "year: 2023")
        .replace("carried_over:          [103", "carried_over:          [34")
        .replace("0, 0, 0, 0, 103]", "0, 0, 0, 0, 34]");
    let found = |text: &str| -> Vec<String> {
        desk.put("last.yaml", text);
        let ran = desk.run("check good.yaml --previous last.yaml --format json");
        let json: Value = serde_json::from_str(&ran.out).unwrap();
        let found = json["files"][0]["findings"].as_array().unwrap().clone();
        let found = found.iter().filter(|it| it["path"] == "previous");
        let each = found.map(|it| format!("{} {}", it["rule"], it["severity"]).replace('"', ""));
        each.collect()
    };
    assert_eq!(found(&last), [""; 0]);
    let renamed = last.replace("issuer: 某市人民政府", "issuer: 某县人民政府");
    assert_eq!(found(&renamed), ["previous-issuer warning"]);
    let older = last.replace("year: 2023", "year: 2022");
    assert_eq!(found(&older), ["previous-year error"]);
    let both = renamed.replace("year: 2023", "year: 2024");
    assert_eq!(
        found(&both),
        ["previous-year error", "previous-issuer warning"]
    );
    let other = both.replace("form: zfxxgk-2021", "form: fzzf-2019");
    assert_eq!(found(&other), ["previous-form error"]);
}
