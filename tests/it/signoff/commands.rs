//! `sign`, and what the other commands make of a sign-off, as users run them.

use std::fs;
use std::path::PathBuf;
use std::process::Stdio;

use assert_cmd::Command;
use der::Encode as _;

const GOOD: &str = include_str!("../../cli/good.yaml");

/// The time of the records.
const TIME: &str = "1737336600";
/// A time at which the keys of the tests are valid.
const KEY_TIME: &str = "1796090400";

/// A folder with a report in it, and the time of what is done there.
pub(super) struct Workspace(tempfile::TempDir, &'static str);

impl Workspace {
    pub(super) fn new() -> Self {
        Self::at(TIME)
    }

    fn at(time: &'static str) -> Self {
        let desk = Self(tempfile::tempdir().unwrap(), time);
        desk.put("2024.yaml", GOOD);
        desk
    }

    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub(super) fn put(&self, name: &str, bytes: impl AsRef<[u8]>) {
        fs::write(self.path(name), bytes).unwrap();
    }

    pub(super) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    /// Changes a piece of a file.
    #[track_caller]
    pub(super) fn edit(&self, name: &str, from: &str, to: &str) {
        let text = self.read(name);
        assert!(text.contains(from), "{name} lacks {from}");
        self.put(name, text.replace(from, to));
    }

    fn names(&self, folder: &str) -> Vec<String> {
        let entries = fs::read_dir(self.path(folder)).unwrap();
        let mut names: Vec<String> = entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    fn command(&self, line: &str) -> Command {
        let mut command = Command::cargo_bin("chengbao").unwrap();
        command
            .current_dir(&self.0)
            .env_remove("CHENGBAO_FONTS")
            .env("SOURCE_DATE_EPOCH", self.1)
            .args(line.split_whitespace());
        command
    }

    /// Runs a command line and looks at exit status and at all it prints.
    #[track_caller]
    pub(super) fn check(&self, line: &str, code: i32, parts: &[&str]) -> String {
        let output = self.command(line).output().unwrap();
        let text = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
        let all = format!("$ chengbao {line}\n{text}");
        assert_eq!(output.status.code(), Some(code), "{all}");
        for part in parts {
            assert!(text.contains(part), "{part} is lacking\n{all}");
        }
        text
    }

    #[track_caller]
    pub(super) fn sign_off(&self) {
        for (role, name) in [
            ("drafter", "张三"),
            ("reviewer", "李四"),
            ("issuer", "王五"),
        ] {
            self.check(
                &format!("sign 2024.yaml --as {role} --name {name}"),
                0,
                &[name],
            );
        }
    }
}

#[test]
fn three_persons_sign_one_after_the_other() {
    let desk = Workspace::new();
    desk.check("sign 2024.yaml --status", 0, &["尚未审签", "--as drafter"]);
    desk.check(
        "sign 2024.yaml --as reviewer --name 李四",
        1,
        &["没有记录", "“拟稿”"],
    );
    assert_eq!(desk.names("."), ["2024.yaml"]);
    desk.check(
        "sign 2024.yaml --as drafter --name 张三 --post 科员",
        0,
        &[
            "2024.signoff.yaml  拟稿  张三  科员  2025-01-20T01:30:00+00:00",
            "“审核”：chengbao sign 2024.yaml --as reviewer",
        ],
    );
    desk.check("sign 2024.yaml --as 审核 --name 张三", 1, &["同一人"]);
    desk.check(
        "sign 2024.yaml --as boss --name 张三",
        2,
        &["boss", "reviewer（审核）"],
    );
    desk.check("sign 2024.yaml --as 审核 --name …", 2, &["姓名"]);
    desk.check("sign 2024.yaml --as reviewer --name 李四", 0, &["“签发”"]);
    desk.check(
        "sign 2024.yaml --status --lang en",
        0,
        &[
            "拟稿  张三  科员  2025年1月20日",
            "next is issuer",
            "--name NAME",
        ],
    );
    desk.check(
        "sign 2024.yaml --as issuer --name 王五",
        0,
        &["审签完成，可以生成定稿", "chengbao export 2024.yaml"],
    );
    desk.check(
        "sign 2024.yaml --as issuer --name 王五 --lang en",
        1,
        &["nothing was recorded", "the sign-off is complete"],
    );
    desk.check("sign 2024.yaml --status", 0, &["签发  王五", "审签完成"]);
    assert_eq!(desk.names("."), ["2024.signoff.yaml", "2024.yaml"]);
    assert!(desk.read("2024.signoff.yaml").starts_with("# 审签记录"));
}

#[test]
fn what_is_not_signed_off_comes_out_as_a_draft() {
    let desk = Workspace::new();
    desk.check(
        "export 2024.yaml -o out --to html",
        0,
        &[
            "out/2024.draft.html",
            "生成的是草稿。尚未审签",
            "chengbao sign 2024.yaml --as drafter --name 姓名",
        ],
    );
    desk.check(
        "export 2024.yaml -o out --to html --lang en",
        0,
        &["written as a draft; not signed off yet", "--name NAME"],
    );
    let told = desk.check("export 2024.yaml -o out --to html --draft", 0, &[]);
    assert!(!told.contains("sign"), "{told}");
    desk.check(
        "export 2024.yaml -o final --to html --final",
        1,
        &["没有生成定稿", "尚未审签"],
    );
    desk.check(
        "export 2024.yaml -o final --to html --final --profile print --lang en",
        1,
        &["no final document"],
    );
    assert!(desk.names("final").is_empty());
    desk.check("export 2024.yaml -o final --final --draft", 2, &["--draft"]);
    desk.sign_off();
    let told = desk.check(
        "export 2024.yaml -o out --to html --final",
        0,
        &["out/2024.html"],
    );
    assert!(!told.contains("草稿"), "{told}");
    desk.check(
        "export 2024.yaml -o out2 --to html --draft",
        0,
        &["out2/2024.draft.html"],
    );
    assert_eq!(desk.names("out2"), ["2024.draft.html"]);
    assert!(!desk.read("out/2024.html").contains("草稿"));
}

#[test]
fn a_change_after_the_sign_off_is_named_by_every_command() {
    let desk = Workspace::new();
    desk.sign_off();
    desk.check("export 2024.yaml -o out --to html", 0, &["out/2024.html"]);
    let named = ["CB801", "三、（一）予以公开，总计", "1362 → 1363"];
    let wrong = [
        "[1288, 21, 0, 0, 50, 3, 1362]",
        "[1288, 21, 0, 0, 50, 3, 1363]",
    ];
    desk.edit("2024.yaml", wrong[0], wrong[1]);
    desk.check("check 2024.yaml", 1, &named);
    desk.edit("2024.yaml", wrong[1], wrong[0]);
    desk.edit("2024.yaml", "某市人民政府", "某县人民政府");
    // The files' times may be a second apart and no less.
    let later = fs::metadata(desk.path("out/2024.html"))
        .unwrap()
        .modified()
        .unwrap()
        + std::time::Duration::from_secs(5);
    fs::File::options()
        .append(true)
        .open(desk.path("2024.yaml"))
        .unwrap()
        .set_modified(later)
        .unwrap();
    let named = [
        "CB801",
        "发布机关：审签后有改动，某市人民政府 → 某县人民政府",
    ];
    desk.check("check 2024.yaml", 0, &named);
    desk.check(
        "check 2024.yaml --format json",
        0,
        &[
            "\"rule\": \"signoff-broken\"",
            "\"path\": \"issuer\"",
            "\"line\": 3",
        ],
    );
    desk.check(
        "check 2024.yaml --lang en",
        0,
        &["changed after it was signed"],
    );
    let before = desk.read("out/2024.html");
    desk.check(
        "export 2024.yaml -o out --to html",
        0,
        &[
            named.as_slice(),
            &[
                "2024.draft.html",
                "审签已经失效",
                "out/2024.html 是数据改动前生成的",
            ],
        ]
        .concat(),
    );
    assert_eq!(desk.read("out/2024.html"), before);
    desk.check("export 2024.yaml -o out --to html --final", 1, &named);
    desk.check(
        "sign 2024.yaml --status",
        0,
        &["某县人民政府", "审签已经失效", "--as drafter"],
    );
    desk.check(
        "sign 2024.yaml --as issuer --name 王五",
        1,
        &["此前的审签已经失效", "--as drafter"],
    );
    desk.check("explain CB801", 0, &["signoff-broken"]);
    // A new round; nobody is asked to accept that the old one is broken.
    desk.sign_off();
    desk.check("check 2024.yaml", 0, &["2024.yaml"]);
    let file = desk.read("2024.signoff.yaml");
    assert_eq!(file.matches("- round: 1").count(), 3);
    assert_eq!(file.matches("- round: 2").count(), 3);
    desk.check(
        "export 2024.yaml -o out --to html --final",
        0,
        &["out/2024.html"],
    );
}

#[test]
fn a_report_with_errors_is_not_signed_and_warnings_want_a_reason() {
    let desk = Workspace::new();
    desk.edit(
        "2024.yaml",
        "[1288, 21, 0, 0, 50, 3, 1362]",
        "[1288, 21, 0, 0, 50, 3, 1363]",
    );
    desk.check(
        "sign 2024.yaml --as drafter --name 张三",
        1,
        &["CB201", "1 处错误，不能审签"],
    );
    desk.put(
        "2024.yaml",
        GOOD.replace("date: 2025-01-24", "date: 2025-03-24"),
    );
    let line = "sign 2024.yaml --as drafter --name 张三";
    desk.check(line, 1, &["CB502", "提醒", "--accept CB502=理由"]);
    desk.check(&format!("{line} --lang en"), 1, &["--accept CB502=reason"]);
    desk.check(&format!("{line} --accept CB502"), 2, &["没有写理由"]);
    desk.check(&format!("{line} --accept CB502="), 2, &["理由不合要求"]);
    desk.check(
        &format!("{line} --accept CB501=x理由"),
        2,
        &["没有提醒 CB501"],
    );
    desk.check(
        &format!("{line} --accept CB502=一 --accept late=二"),
        2,
        &["两次"],
    );
    assert_eq!(desk.names("."), ["2024.yaml"]);
    desk.check(
        &format!("{line} --accept late=市政府办公室同意延期"),
        0,
        &["已说明理由 CB502：市政府办公室同意延期"],
    );
    assert!(
        desk.read("2024.signoff.yaml")
            .contains("reason: 市政府办公室同意延期")
    );
    desk.check(
        "sign 2024.yaml --as reviewer --name 李四",
        1,
        &["--accept CB502"],
    );
    desk.check(
        "sign 2024.yaml --as reviewer --name 李四 --accept CB502=同意",
        0,
        &["“签发”"],
    );
}

#[test]
fn a_damaged_sign_off_is_reported_and_nothing_is_signed_into_it() {
    let desk = Workspace::new();
    desk.sign_off();
    let whole = desk.read("2024.signoff.yaml");
    for (from, to, told) in [
        ("name: 李四", "name: 赵六", "第 3 条审签记录与前后不符"),
        ("name: 王五", "name: 赵六", "审签记录文件有改动"),
        ("version: 1", "version: 2", "版本号"),
        ("version: 1", "version: 3", "请升级"),
        ("records:\n", "records: [[[[\n", "无法读取"),
        (
            "  role: issuer\n",
            "  role: issuer\n  role: issuer\n",
            "无法读取",
        ),
    ] {
        desk.put("2024.signoff.yaml", whole.replacen(from, to, 1));
        desk.check("check 2024.yaml", 0, &["CB801", told]);
        desk.check(
            "export 2024.yaml -o out --to html",
            0,
            &["2024.draft.html", "已损坏"],
        );
        desk.check(
            "export 2024.yaml -o out --to html --final",
            1,
            &["已损坏", "移走“2024.signoff.yaml”"],
        );
        let before = desk.read("2024.signoff.yaml");
        desk.check("sign 2024.yaml --as drafter --name 张三", 1, &["没有记录"]);
        assert_eq!(desk.read("2024.signoff.yaml"), before);
    }
    desk.put("2024.signoff.yaml", "");
    let told = desk.check("check 2024.yaml", 0, &["文件是空的", "移走后从头审签"]);
    assert!(
        !told.contains("。。") && !told.contains("chengbao new"),
        "{told}"
    );
    desk.put("2024.signoff.yaml", vec![b'['; 100_000]);
    desk.check("check 2024.yaml", 0, &["CB801", "64"]);
    desk.put("2024.signoff.yaml", vec![b'#'; (4 << 20) + 1]);
    desk.check("check 2024.yaml", 0, &["CB801", "4 MB"]);
}

#[test]
fn an_office_may_be_stricter_than_the_form() {
    let desk = Workspace::at(KEY_TIME);
    let certificate = support::verified::signer("p256")
        .certificate()
        .to_der()
        .unwrap();
    let certificate = chengbao::signature::trust::fingerprint(&certificate);
    let policy = |issuer: &str| {
        format!(
            "roles:\n- id: drafter\n- id: reviewer\n- {{id: legal, label: 合法性审查, post: true}}\n- {{id: issuer, {issuer}}}\ndifferent: [[drafter, issuer]]\n"
        )
    };
    desk.put(
        "office.yaml",
        policy(&format!("certificate: {certificate}")),
    );
    desk.put("person.yaml", policy("key: true"));
    desk.put("lax.yaml", "roles:\n- id: drafter\n- id: issuer\n");
    let sign = |role: &str, name: &str, more: &str| {
        format!("sign 2024.yaml --policy office.yaml --as {role} --name {name} {more}")
    };
    desk.check(
        "sign 2024.yaml --policy lax.yaml --as drafter --name 张三",
        2,
        &["lax.yaml:2", "审核", "不能放宽"],
    );
    desk.check(
        "export 2024.yaml -o out --policy none.yaml",
        2,
        &["none.yaml"],
    );
    desk.check(&sign("drafter", "张三", ""), 0, &[]);
    desk.check(
        &sign("reviewer", "李四", ""),
        0,
        &["“合法性审查”", "--post 职务"],
    );
    desk.check(&sign("issuer", "王五", ""), 1, &["合法性审查"]);
    desk.check(&sign("legal", "赵六", ""), 1, &["职务"]);
    desk.check(
        &sign("legal", "赵六", "--post 法规科科长"),
        0,
        &["--key KEY.pem"],
    );
    desk.check(&sign("issuer", "王五", ""), 1, &["这一环节要用密钥签名"]);
    let data = super::root().join("tests/data/signing");
    let key = |name: &str| {
        format!(
            "--key {0}/{name}.key.pem --cert {0}/{name}.chain.pem",
            data.display()
        )
    };
    desk.check(
        &sign("issuer", "张三", &key("p256")),
        1,
        &["“拟稿”是同一人"],
    );
    desk.check(
        &sign("issuer", "王五", &key("p384")),
        1,
        &["不是审签规定所写的那一个", &certificate],
    );
    // Without one that is named, it must be the person's own.
    desk.check(
        &sign("issuer", "王五", &key("p256")).replace("office.yaml", "person.yaml"),
        1,
        &["示例市人民政府办公室", "不是所写姓名的"],
    );
    desk.check(
        &sign("issuer", "王五", &key("p256")),
        0,
        &["已用密钥签名", "审签完成"],
    );
    desk.check(
        "export 2024.yaml -o out --to html --final --policy office.yaml",
        0,
        &["2024.html"],
    );
    // Who has not the office's policy at hand sees a sign-off that is complete by the form's.
    desk.check(
        "sign 2024.yaml --status",
        0,
        &["合法性审查  赵六  法规科科长", "审签完成"],
    );
    let file = desk.read("2024.signoff.yaml");
    let (before, value) = file.split_once("signature: M").unwrap();
    desk.put("2024.signoff.yaml", format!("{before}signature: N{value}"));
    desk.check("sign 2024.yaml --status", 0, &["签名无效", "已损坏"]);
}

#[test]
fn of_many_who_sign_at_once_one_comes_first_and_no_record_is_lost() {
    let desk = Workspace::new();
    let program = assert_cmd::cargo::cargo_bin("chengbao");
    let run = |role: &str| {
        let children: Vec<_> = (0..4)
            .map(|number| {
                std::process::Command::new(&program)
                    .current_dir(&desk.0)
                    .args([
                        "sign",
                        "2024.yaml",
                        "--as",
                        role,
                        "--name",
                        &format!("{role}{number}"),
                    ])
                    .stdout(Stdio::null())
                    .stderr(Stdio::null())
                    .spawn()
                    .unwrap()
            })
            .collect();
        let codes = children
            .into_iter()
            .map(|mut child| child.wait().unwrap().code().unwrap());
        let mut codes: Vec<i32> = codes.collect();
        codes.sort_unstable();
        assert_eq!(codes, [0, 1, 1, 1]);
    };
    run("drafter");
    run("reviewer");
    run("issuer");
    assert_eq!(
        desk.read("2024.signoff.yaml").matches("- round: 1").count(),
        3
    );
    assert_eq!(desk.names("."), ["2024.signoff.yaml", "2024.yaml"]);
    desk.check("export 2024.yaml -o out --to html --final", 0, &[]);
}

#[test]
fn a_sign_off_is_no_report_and_patterns_may_take_it_along() {
    let desk = Workspace::new();
    desk.sign_off();
    desk.check("check 2024.yaml 2024.signoff.yaml", 0, &[]);
    desk.check(
        "export 2024.signoff.yaml 2024.yaml -o out --to html",
        0,
        &["2024.html"],
    );
    desk.check("import 2024.signoff.yaml -o x.yaml", 2, &["是审签记录"]);
    for command in ["check", "export -o out", "sign --status"] {
        desk.check(
            &format!("{command} 2024.signoff.yaml"),
            2,
            &["是审签记录，不是报告"],
        );
    }
    desk.check("sign - --status", 2, &["标准输入"]);
    desk.check("sign none.yaml --status", 2, &["none.yaml"]);
    desk.check("sign 2024.yaml --name 张三", 2, &["--as"]);
}

#[test]
fn what_is_imported_beside_a_sign_off_is_held_against_it() {
    let desk = Workspace::new();
    desk.sign_off();
    desk.check("export 2024.yaml -o out --to pdf", 0, &["2024.pdf"]);
    fs::remove_file(desk.path("2024.yaml")).unwrap();
    let told = desk.check("import out/2024.pdf -o 2024.yaml", 0, &[]);
    assert!(!told.contains("CB801"), "{told}");
    desk.edit("2024.yaml", "某市人民政府", "某县人民政府");
    desk.check("export 2024.yaml -o out --to pdf", 0, &["2024.draft.pdf"]);
    fs::remove_file(desk.path("2024.yaml")).unwrap();
    desk.check(
        "import out/2024.draft.pdf -o 2024.yaml",
        0,
        &["CB801", "某县人民政府"],
    );
}

#[test]
fn a_report_that_was_renamed_is_reminded_of_its_sign_off() {
    let desk = Workspace::new();
    desk.sign_off();
    let rename = |from: &str, to: &str| fs::rename(desk.path(from), desk.path(to)).unwrap();
    let told = desk.check("sign 2024.yaml --status", 0, &[]);
    assert!(!told.contains("改名"), "{told}");
    rename("2024.yaml", "年报.yaml");
    let hint = [
        "尚未审签",
        "“2024.signoff.yaml”",
        "改名为“年报.signoff.yaml”",
    ];
    desk.check("sign 年报.yaml --status", 0, &hint);
    desk.check("export 年报.yaml -o out --to html --final", 1, &hint);
    rename("2024.signoff.yaml", "年报.signoff.yaml");
    desk.check(
        "export 年报.yaml -o out --to html --final",
        0,
        &["年报.html"],
    );
}

#[test]
fn an_import_leaves_another_sign_off_as_it_is() {
    let desk = Workspace::new();
    desk.sign_off();
    desk.check("export 2024.yaml -o out --to pdf", 0, &["2024.pdf"]);
    let ours = desk.read("2024.signoff.yaml");
    let told = desk.check(
        "import out/2024.pdf -o copy.yaml",
        0,
        &["copy.signoff.yaml"],
    );
    assert!(!told.contains("CB801"), "{told}");
    assert_eq!(desk.read("copy.signoff.yaml"), ours);
    // Of the same figures, by others.
    desk.put("other.yaml", desk.read("2024.yaml"));
    desk.check("sign other.yaml --as drafter --name 赵六", 0, &[]);
    let other = desk.read("other.signoff.yaml");
    fs::remove_file(desk.path("other.yaml")).unwrap();
    let told = desk.check(
        "import out/2024.pdf -o other.yaml",
        0,
        &["注意：“other.signoff.yaml”已存在", "已保留原文件"],
    );
    assert!(!told.contains("一并生成"), "{told}");
    assert_eq!(desk.read("other.signoff.yaml"), other);
    assert_eq!(desk.read("other.yaml"), GOOD);
    // Of other figures.
    let changed = GOOD.replace("某市人民政府", "某县人民政府");
    desk.put("other.yaml", changed);
    fs::remove_file(desk.path("other.signoff.yaml")).unwrap();
    desk.check("sign other.yaml --as drafter --name 赵六", 0, &[]);
    fs::remove_file(desk.path("other.yaml")).unwrap();
    desk.check(
        "import out/2024.pdf -o other.yaml",
        0,
        &["已存在", "CB801", "某县人民政府 → 某市人民政府"],
    );
    // What is no file is no sign-off.
    fs::create_dir(desk.path("third.signoff.yaml")).unwrap();
    desk.check("import out/2024.pdf -o third.yaml", 0, &["已存在"]);
}

#[test]
fn a_name_no_font_can_draw_is_reported_at_once() {
    let desk = Workspace::new();
    let told = desk.check(
        "sign 2024.yaml --as drafter --name 张\u{2e1a0}",
        0,
        &["U+2E1A0", "--fonts"],
    );
    assert!(told.contains("2024.signoff.yaml"), "{told}");
    let told = desk.check("sign 2024.yaml --as reviewer --name 李四·Li", 0, &[]);
    assert!(!told.contains("U+"), "{told}");
}

#[test]
fn the_time_is_the_places_own() {
    let desk = Workspace::new();
    let mut command = desk.command("sign 2024.yaml --as drafter --name 张三");
    command
        .env_remove("SOURCE_DATE_EPOCH")
        .env("TZ", "Asia/Shanghai");
    command.assert().success();
    assert!(desk.read("2024.signoff.yaml").contains("+08:00\n"));
    let mut command = desk.command("sign 2024.yaml --as reviewer --name 李四");
    command.env("SOURCE_DATE_EPOCH", "soon").assert().code(2);
    // Before the first record.
    desk.check("sign 2024.yaml --as reviewer --name 李四", 1, &["时钟"]);
}

#[test]
fn the_example_is_signed_off_and_the_real_report_is_not() {
    let desk = Workspace::new();
    for name in [
        "shili-2024-circular.yaml",
        "shili-2024-circular.signoff.yaml",
        "panzhihua-dongqu-2019.yaml",
    ] {
        fs::copy(super::root().join("examples").join(name), desk.path(name)).unwrap();
    }
    desk.check(
        "export shili-2024-circular.yaml -o out --to html --profile attachment --final",
        0,
        &["shili-2024-circular.html"],
    );
    desk.check(
        "export panzhihua-dongqu-2019.yaml -o out --to html --final",
        1,
        &["尚未审签"],
    );
}
