//! What an office's policy switches off, and `--fix` on a report that was signed off, as users run them.

use serde_json::Value;

use super::commands::Workspace;

const OFFICE: &str = "rules:\n  off:\n    CB502: 经市政府同意延期\n";

/// A desk whose report is late, and a policy by which that is no matter.
fn late() -> Workspace {
    let desk = Workspace::new();
    desk.edit("2024.yaml", "date: 2025-01-24", "date: 2025-12-01");
    desk.put("office.yaml", OFFICE);
    desk
}

#[test]
fn a_rule_that_is_off_finds_nothing_and_every_answer_says_so() {
    let desk = late();
    desk.check("check 2024.yaml", 0, &["CB502"]);
    let line = "按“office.yaml”关闭了 1 条规则：CB502";
    let told = desk.check(
        "check 2024.yaml --policy office.yaml",
        0,
        &["没有发现问题", line],
    );
    assert_eq!(told.matches("CB502").count(), 1, "{told}");
    let json = desk.check("check 2024.yaml --policy office.yaml --format json", 0, &[]);
    let json: Value = serde_json::from_str(&json).unwrap();
    let file = &json["files"][0];
    assert_eq!(file["findings"], serde_json::json!([]));
    assert_eq!(
        file["off"],
        serde_json::json!([{"code": "CB502", "rule": "late", "reason": "经市政府同意延期"}])
    );
    desk.check(
        "export 2024.yaml -o out --to txt --policy office.yaml",
        0,
        &["2024.draft.txt", line],
    );
    // Errors are never off.
    desk.edit("2024.yaml", "0, 0, 50, 3, 1362]", "0, 0, 50, 3, 1363]");
    desk.check("check 2024.yaml --policy office.yaml", 1, &["CB201", line]);
}

#[test]
fn a_policy_that_switches_off_more_than_warnings_is_refused_where_it_does() {
    let desk = late();
    for (entry, part) in [
        ("CB201: 理由", "只有提醒"),
        ("CB999: 理由", "没有“CB999”"),
        ("CB801: 理由", "不能放宽"),
        ("CB502: ''", "理由"),
    ] {
        desk.put("office.yaml", format!("rules:\n  off:\n    {entry}\n"));
        for command in [
            "check 2024.yaml",
            "export 2024.yaml -o out --to txt",
            "sign 2024.yaml --as drafter --name 张三",
        ] {
            let line = format!("{command} --policy office.yaml");
            desk.check(&line, 2, &["office.yaml:3", part]);
        }
    }
    // What it asks of a sign-off must still be stricter, whichever command reads it.
    desk.put("office.yaml", format!("roles: [{{id: drafter}}]\n{OFFICE}"));
    let lax = ["office.yaml:1", "不能放宽"];
    desk.check("check 2024.yaml --policy office.yaml", 2, &lax);
}

#[test]
fn the_sign_off_records_and_prints_which_rules_were_off() {
    let desk = late();
    desk.check("sign 2024.yaml --as drafter --name 张三", 1, &["CB502="]);
    for (role, name) in [
        ("drafter", "张三"),
        ("reviewer", "李四"),
        ("issuer", "王五"),
    ] {
        desk.check(
            &format!("sign 2024.yaml --as {role} --name {name} --policy office.yaml"),
            0,
            &["已关闭规则 CB502：经市政府同意延期"],
        );
    }
    desk.check(
        "sign 2024.yaml --status",
        0,
        &[
            "张三  2025年1月20日  关闭 CB502＝经市政府同意延期",
            "审签完成",
        ],
    );
    let file = desk.read("2024.signoff.yaml");
    assert!(file.contains("version: 2\n"), "{file}");
    // Without the policy the warning is there, as one of a new rule would be: the sign-off stays complete.
    desk.check("check 2024.yaml", 0, &["CB502"]);
    desk.check(
        "export 2024.yaml -o out --to pdf,docx,html,txt --final",
        0,
        &["2024.pdf", "2024.docx"],
    );
    let line = "审签时关闭的检查规则：CB502（经市政府同意延期）。";
    for name in ["out/2024.txt", "out/2024.html"] {
        assert_eq!(desk.read(name).matches(line).count(), 1, "{name}");
    }
    // The documents are those that their data make, and the data come back.
    for name in ["2024.pdf", "2024.docx"] {
        let told = desk.check(&format!("verify out/{name} --format json"), 1, &[]);
        let mut told = serde_json::Deserializer::from_str(&told).into_iter::<Value>();
        let told = told.next().unwrap().unwrap();
        let answers = told["files"][0]["answers"].as_array().unwrap();
        let answer = |question: &str| {
            let found = answers.iter().find(|it| it["question"] == question);
            found.unwrap()["verdict"].clone()
        };
        assert_eq!(answer("content"), "yes", "{told}");
        assert_eq!(answer("signoff"), "yes", "{told}");
        desk.check(&format!("import out/{name} -o {name}.yaml"), 0, &[]);
        assert_eq!(desk.read(&format!("{name}.yaml")), desk.read("2024.yaml"));
    }
    // It belongs to what was signed.
    for (from, to) in [
        ("reason: 经市政府同意延期", "reason: 经县政府同意延期"),
        ("code: CB502", "code: CB503"),
        ("version: 2", "version: 1"),
    ] {
        desk.put("2024.signoff.yaml", file.replace(from, to));
        desk.check("sign 2024.yaml --status", 0, &["已损坏"]);
    }
}

#[test]
fn a_report_that_was_signed_off_is_fixed_only_where_that_is_asked_for() {
    let desk = Workspace::new();
    desk.edit("2024.yaml", "更新及时。", "更新及时。。");
    let whole = desk.read("2024.yaml");
    for (role, name) in [
        ("drafter", "张三"),
        ("reviewer", "李四"),
        ("issuer", "王五"),
    ] {
        let line = format!("sign 2024.yaml --as {role} --name {name} --accept CB414=原文如此");
        desk.check(&line, 0, &[]);
    }
    let refused = ["没有改正", "2024.signoff.yaml", "--break-signoff"];
    desk.check("check --fix 2024.yaml", 2, &refused);
    desk.check("--lang en check --fix 2024.yaml", 2, &["--break-signoff"]);
    assert_eq!(desk.read("2024.yaml"), whole);
    desk.check("check 2024.yaml --break-signoff", 2, &["--fix"]);
    // Asked for, it is fixed, and the sign-off is void.
    let line = "check --fix --break-signoff 2024.yaml";
    desk.check(line, 0, &["“更新及时。。”", "CB801"]);
    let sound = whole.replace("更新及时。。", "更新及时。");
    assert_eq!(desk.read("2024.yaml"), sound);
    // What leaves every value as it was signed breaks nothing.
    std::fs::remove_file(desk.path("2024.signoff.yaml")).unwrap();
    desk.sign_off();
    desk.put("2024.yaml", format!("\u{feff}{sound}"));
    desk.check("check --fix 2024.yaml", 0, &["没有发现问题"]);
    assert_eq!(desk.read("2024.yaml"), sound);
    desk.check("sign 2024.yaml --status", 0, &["审签完成"]);
}
