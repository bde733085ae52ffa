//! Hostile texts in what a command reads: reports, sign-offs, forms, policies.

use std::fs;

use rayon::prelude::*;
use serde_yaml::Value;

use chengbao::signoff::Record;
use support::rooms::root;

use super::{GOOD, hostile, program, reported, tried, words};

/// A text as YAML has it in double quotes; JSON's escapes are YAML's.
fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap()
}

/// Reports with a text in every place.
fn reports(text: &str) -> Vec<String> {
    let given = quoted(text);
    let line = |key: &str, value: &str| {
        let kept = GOOD.lines().filter(|line| !line.starts_with(key));
        let kept: Vec<&str> = kept.collect();
        format!("{key} {value}\n{}\n", kept.join("\n"))
    };
    let mut all: Vec<String> = [
        "form:",
        "year:",
        "issuer:",
        "title:",
        "date:",
        "level:",
        "previous:",
    ]
    .iter()
    .map(|key| line(key, &given))
    .collect();
    all.push(format!("{GOOD}\n{given}: 1\n"));
    all.push(format!("{GOOD}\n{given}: {{a: {given}}}\n"));
    all.push(GOOD.replacen("[3001,", &format!("[{given},"), 1));
    all.push(format!(
        "{GOOD}\nappendix: [{given}, {{{given}: {given}}}]\n"
    ));
    all.push(format!("{GOOD}\nnonsense: [{given}\n"));
    // As it is, which YAML forbids for most.
    all.push(format!("{GOOD}\n{text}: {text}\n"));
    let picture = quoted(&format!("![{text}]({text}.png)"));
    all.push(format!("{GOOD}\npreface: {picture}\n"));
    all.push(format!("{GOOD}\npreface: {given}\n"));
    all
}

#[test]
fn a_report_acts_on_no_terminal() {
    let wrong: Vec<String> = hostile::groups(20)
        .par_iter()
        .flat_map_iter(|text| {
            let folder = tempfile::tempdir().unwrap();
            let mut names = Vec::new();
            for (index, report) in reports(text).iter().enumerate() {
                let name = format!("r{index}.yaml");
                fs::write(folder.path().join(&name), report).unwrap();
                names.push(name);
            }
            let mut wrong = Vec::new();
            let all = names.join(" ");
            for line in [
                format!("check {all}"),
                format!("check {all} --format json"),
                format!("check {all} --format sarif"),
                format!("export {all} -o out --to docx,txt --draft"),
                format!("fonts {all}"),
            ] {
                tried(folder.path(), &words(&line), false, &mut wrong);
            }
            // Each kind of place once.
            for name in names.into_iter().step_by(6) {
                for line in [
                    format!("sign {name} --status"),
                    format!("sign {name} --as drafter --name 张三"),
                    format!("new --from {name} n-{name}"),
                    format!("check --fix --suggested {name}"),
                ] {
                    tried(folder.path(), &words(&line), false, &mut wrong);
                }
            }
            wrong
        })
        .collect();
    reported(&wrong);
}

/// A valid sign-off in which a record was given other words, and everything after it was made to fit.
pub(super) fn sign_off(valid: &str, key: &str, text: &str) -> String {
    let mut file: Value = serde_yaml::from_str(valid).unwrap();
    let mut before: Option<String> = None;
    for record in file["records"].as_sequence_mut().unwrap() {
        match key {
            "reason" | "code" => {
                let mut accepted = serde_yaml::Mapping::new();
                for (name, usual) in [("code", "CB501"), ("reason", "已核实")] {
                    let value = if name == key { text } else { usual };
                    accepted.insert(name.into(), value.into());
                }
                record["accepted"] = Value::Sequence(vec![accepted.into()]);
            }
            key => record[key] = text.into(),
        }
        record["previous"] = before.map_or(Value::Null, Value::from);
        let whole: Record = serde_yaml::from_value(record.clone()).unwrap();
        before = Some(whole.digest());
    }
    file["head"] = before.map_or(Value::Null, Value::from);
    serde_yaml::to_string(&file).unwrap()
}

/// The fields of a record that hold words.
pub(super) const WORDS: &[&str] = &["name", "post", "label", "role", "time", "reason", "code"];

#[test]
fn a_sign_off_acts_on_no_terminal() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("good.yaml"), GOOD).unwrap();
    let signing = words("sign good.yaml --as drafter --name 张三 --post 科长");
    assert!(program(folder.path(), &signing, false).status.success());
    let valid = fs::read_to_string(folder.path().join("good.signoff.yaml")).unwrap();
    // What is made to fit does fit: a common name is accepted.
    fs::write(
        folder.path().join("good.signoff.yaml"),
        sign_off(&valid, "name", "李四"),
    )
    .unwrap();
    let status = program(folder.path(), &words("sign good.yaml --status"), false);
    let said = String::from_utf8(status.stdout).unwrap();
    assert!(said.contains("李四") && status.status.success(), "{said}");

    let wrong: Vec<String> = hostile::groups(20)
        .par_iter()
        .flat_map_iter(|text| {
            let folder = tempfile::tempdir().unwrap();
            fs::write(folder.path().join("good.yaml"), GOOD).unwrap();
            let mut wrong = Vec::new();
            for key in WORDS {
                let file = folder.path().join("good.signoff.yaml");
                fs::write(file, sign_off(&valid, key, text)).unwrap();
                for line in [
                    "check good.yaml",
                    "check good.yaml --format json",
                    "sign good.yaml --status",
                    "sign good.yaml --as reviewer --name 李四",
                    "export good.yaml -o out --to docx",
                    "export good.yaml -o out --to docx --final",
                ] {
                    tried(folder.path(), &words(line), false, &mut wrong);
                }
            }
            wrong
        })
        .collect();
    reported(&wrong);
}

#[test]
fn a_form_and_a_policy_act_on_no_terminal() {
    let form = fs::read_to_string(root().join("templates/zfxxgk-2021/form.yaml")).unwrap();
    let example = fs::read_to_string(root().join("templates/zfxxgk-2021/example.yaml")).unwrap();
    let name = form.lines().find(|line| line.starts_with("name:")).unwrap();
    let wrong: Vec<String> = hostile::groups(20)
        .par_iter()
        .flat_map_iter(|text| {
            let given = quoted(text);
            let folder = tempfile::tempdir().unwrap();
            fs::write(folder.path().join("good.yaml"), GOOD).unwrap();
            let mut wrong = Vec::new();
            let forms = [
                form.replacen(name, &format!("name: {{zh: {given}, en: {given}}}"), 1),
                form.replacen("authority: 国办公开办函〔2021〕30号", &format!("authority: {given}"), 1),
                form.replacen("label: 拟稿", &format!("label: {given}"), 1),
                form.replacen("id: drafter", &format!("id: {given}"), 1),
                form.replacen("clauses:", &format!("clauses:\n  row-total: {given}\n  {given}: x"), 1),
                form.replacen("  row-total: 国办公开办函〔2021〕30号附件：报告格式“总计”列", &format!("  row-total: {given}"), 1),
                format!("{form}\n{given}: 1\n"),
            ];
            for changed in forms {
                assert_ne!(changed, form);
                let place = folder.path().join("t");
                fs::create_dir_all(&place).unwrap();
                fs::write(place.join("form.yaml"), changed).unwrap();
                fs::write(place.join("example.yaml"), &example).unwrap();
                for line in [
                    "--template t forms",
                    "--template t forms zfxxgk-2021",
                    "--template t explain row-total",
                    "--template t schema zfxxgk-2021",
                    "--template t sign good.yaml --as reviewer --name 李四",
                    "--template t check good.yaml",
                ] {
                    tried(folder.path(), &words(line), false, &mut wrong);
                }
            }
            let role = |label: &str, id: &str| {
                format!("roles:\n- id: drafter\n- {{id: {id}, label: {label}}}\n- id: reviewer\n- id: issuer\n")
            };
            for policy in [
                role(&given, "second"),
                role("会签", &given),
                format!("roles: {given}\n"),
                format!("{given}: {given}\n"),
                format!("different: [[drafter, {given}]]\n"),
                format!("rules: {{off: {{CB502: {given}}}}}\n"),
                format!("rules: {{off: {{{given}: x}}}}\n"),
                format!("rules: {{{given}: x}}\n"),
            ] {
                fs::write(folder.path().join("policy.yaml"), policy).unwrap();
                for line in [
                    "sign good.yaml --as reviewer --name 李四 --policy policy.yaml",
                    "check good.yaml --policy policy.yaml",
                    "export good.yaml -o out --to docx --final --policy policy.yaml",
                ] {
                    tried(folder.path(), &words(line), false, &mut wrong);
                }
            }
            wrong
        })
        .collect();
    reported(&wrong);
}
