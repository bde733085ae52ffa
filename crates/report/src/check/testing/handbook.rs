//! docs/rules.md and docs/rules.zh-CN.md: every rule with its reason, its basis, its examples and what can be done about
//! it, written from the rules themselves. The test fails where they are not current; with `CHENGBAO_BLESS=1` it writes
//! them.

use std::fmt::Write as _;
use std::path::Path;

use super::of_example;

use crate::check::reporter::grounds::grounds;
use crate::check::{Example, Level, RULES, RuleInfo};
use crate::form::Forms;
use chengbao_base::text::{Lang, Sentence, legible};

/// What the codes of a group begin with, and what the group is about.
const GROUPS: [(&str, &str, &str); 9] = [
    ("CB0", "文件", "The file"),
    ("CB1", "格式和表格", "The form and its cells"),
    ("CB2", "勾稽关系", "The sums"),
    ("CB3", "与上年比较", "Last year"),
    ("CB4", "文字", "The text"),
    ("CB5", "年份和日期", "Years and days"),
    ("CB6", "字符", "Characters"),
    ("CB7", "公函", "The covering letter"),
    ("CB8", "审签", "The sign-off"),
];

const HEAD_ZH: &str = "\
# 检查规则

[English](rules.md) · **中文**

`chengbao check` 的全部规则：为什么有这条规则，依据什么，怎样是错的，怎样是对的，能不能自动改正。命令行上看一条规则：`chengbao explain CB301`。

* **错误**：报告不能报送，不能审签。**提醒**：请核对；不改的，审签时写明理由（`chengbao sign --accept CB502=理由`），或者由本单位的规定文件关闭（`rules: {off: {CB502: 理由}}`，见 [README](../README.zh-CN.md)）。
* 反例和正例是数据文件中的几行，写在报告格式的示例上，就是报告的全部；它们也是规则的测试。
* **改正**说的是反例：有把握的由 `check --fix` 改正；建议的加 `--suggested`，改后请与台账核实；其余由人改正。

本页由规则生成，不要手改。更新：`CHENGBAO_BLESS=1 cargo test -p chengbao-report handbook`。
";

const HEAD_EN: &str = "\
# Rules

**English** · [中文](rules.zh-CN.md)

All rules of `chengbao check`: why each exists, what it is based on, what breaks it, what keeps it, and whether it can be fixed automatically. On the command line: `chengbao explain CB301`.

* An **error**: the report cannot be filed or signed off. A **warning**: check it; keep it with a reason when signing off (`chengbao sign --accept CB502=reason`), or have your office's policy switch the rule off
  (`rules: {off: {CB502: reason}}`, see the [README](../README.md)).
* The examples are a few lines of a report file; laid over the example of the form they are a whole report, and they are the tests of the rules.
* **Fix** is about the wrong example: `check --fix` makes safe fixes; `--suggested` makes suggestions too, which are to be verified against your records; the rest is for people.

This page is written from the rules; do not edit it. To renew it: `CHENGBAO_BLESS=1 cargo test -p chengbao-report handbook`.
";

fn page(forms: &Forms, lang: Lang) -> String {
    let zh = lang == Lang::Zh;
    let mut page = String::from(if zh { HEAD_ZH } else { HEAD_EN });
    for (group, name, name_en) in GROUPS {
        let _ = write!(page, "\n## {group}xx {}\n", if zh { name } else { name_en });
        let rules = RULES.iter().map(|rule| rule.info());
        for info in rules.filter(|info| info.code.starts_with(group)) {
            rule(&mut page, info, forms, lang);
        }
    }
    page
}

fn rule(page: &mut String, info: &RuleInfo, forms: &Forms, lang: Lang) {
    let zh = lang == Lang::Zh;
    let (summary, why) = if zh {
        (info.summary, info.why)
    } else {
        (info.summary_en, info.why_en)
    };
    let [severity, reason, basis, wrong, right, mend] = if zh {
        ["程度", "为什么", "依据", "反例", "正例", "改正"]
    } else {
        ["Severity", "Why", "Basis", "Wrong", "Right", "Fix"]
    };
    let colon = if zh { "：" } else { ": " };
    let grounds = grounds(info, forms, lang).into_iter();
    let grounds: Vec<String> = grounds.map(|it| Sentence::new(&it).to_string()).collect();
    let grounds = grounds.join(if zh { "；" } else { "; " });
    let _ = write!(
        page,
        "\n### {} `{}`\n\n{summary}\n\n* **{severity}**{colon}{}\n* **{reason}**{colon}{why}\n* **{basis}**{colon}{grounds}\n* **{mend}**{colon}{}\n",
        info.code,
        info.name,
        Level::of(info.severity).called(lang),
        fix(info, lang),
    );
    for (head, shown) in [(wrong, info.bad), (right, info.good)] {
        let _ = write!(
            page,
            "\n{head}{}\n\n{}",
            colon.trim_end(),
            example(&shown, zh)
        );
    }
}

/// What can be done about the wrong example.
fn fix(info: &RuleInfo, lang: Lang) -> &'static str {
    let found = of_example(info, &info.bad).into_iter();
    let mut fixes = found.filter(|it| it.rule == info.name).map(|it| it.fix);
    let fixes: Vec<bool> = fixes.by_ref().flatten().map(|fix| fix.safe).collect();
    match (lang, fixes.is_empty(), fixes.contains(&true)) {
        (Lang::Zh, true, _) => "由人改正",
        (Lang::Zh, _, true) => "有把握，`check --fix`",
        (Lang::Zh, _, false) => "建议，`check --fix --suggested`",
        (Lang::En, true, _) => "for people",
        (Lang::En, _, true) => "safe, `check --fix`",
        (Lang::En, _, false) => "suggested, `check --fix --suggested`",
    }
}

fn example(example: &Example, zh: bool) -> String {
    let block = |yaml: &str| format!("```yaml\n{}\n```\n", legible::lines(yaml.trim_end()));
    let mut text = block(example.yaml);
    if let Some(previous) = example.previous {
        let head = if zh {
            "上年报告："
        } else {
            "Previous report:"
        };
        let _ = write!(text, "\n{head}\n\n{}", block(previous));
    }
    text
}

#[test]
fn the_handbook_says_what_the_rules_say() {
    let forms = Forms::builtin().unwrap();
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs");
    let is_blessed = std::env::var_os("CHENGBAO_BLESS").is_some();
    for (name, lang) in [("rules.md", Lang::En), ("rules.zh-CN.md", Lang::Zh)] {
        let (path, page) = (docs.join(name), page(&forms, lang));
        if is_blessed {
            std::fs::write(&path, &page).unwrap();
        }
        let written = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(
            written == page,
            "docs/{name} is not current: CHENGBAO_BLESS=1 cargo test -p chengbao-report handbook"
        );
        let rules = page.matches("\n### CB").count();
        assert_eq!(rules, RULES.len(), "a rule is in no group");
    }
}
