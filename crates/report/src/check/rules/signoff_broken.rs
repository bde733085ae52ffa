//! CB801: the report is what was signed off.

use std::collections::BTreeMap;

use super::{Context, Example, Finding, Rule, RuleInfo, Severity, Text};
use crate::check::ValueChange;
use crate::form::HeadKey;
use crate::report::{Body, Report, fields};
use crate::source::Span;
use chengbao_base::text::difference;

pub(super) struct Signoff;

/// The rule's description.
pub static INFO: RuleInfo = RuleInfo {
    code: "CB801",
    name: "signoff-broken",
    severity: Severity::Warning,
    summary: "审签以后，报告的数据、文字和图片不应再改动",
    summary_en: "figures, text and pictures are unchanged since they were signed off (*.signoff.yaml)",
    why: "拟稿人、审核人、签发人确认的是当时的数据。审签后改动一个数，审签就失效，应从拟稿重新审签；在此之前只能生成草稿。注释、空行、项目名的次序和写法不影响审签。",
    why_en: "Those who signed off approved the figures as they were at the time. If a value changes afterwards, the sign-off is void and starts over; until it is complete, only drafts are written. Comments, order and layout may change.",
    clause: "《党政机关公文处理工作条例》第二十一条、第二十二条、第二十五条（审核、签发、复核）",
    bad: Example {
        year: 2024,
        yaml: "# 审签时是“示例市人民政府”。\nissuer: 示例市农业农村局\n",
        previous: None,
    },
    good: Example {
        year: 2024,
        yaml: "# 审签后加了这一行注释。\nyear: 2024\n",
        previous: None,
    },
};

impl Rule for Signoff {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        let Some(broken) = context.signoff else {
            return;
        };
        let report = context.report;
        let places: BTreeMap<String, _> = fields(report)
            .into_iter()
            .map(|field| (field.path, field.place))
            .collect();
        let bodies: Vec<Body<'_>> = report.bodies().collect();
        let from = findings.len();
        for change in &broken.values {
            let line = changed_line(&bodies, change);
            let place = line.or_else(|| places.get(&change.path).copied().flatten());
            let mut finding =
                Finding::new(&INFO, &change.path, place, change_message(report, change));
            finding.stated.clone_from(&change.now);
            finding.expected.clone_from(&change.before);
            findings.push(finding);
        }
        for Text { zh, en } in &broken.others {
            // What is said of a file that cannot be read is whole sentences.
            let (zh, en) = (zh.trim_end_matches('。'), en.trim_end_matches('.'));
            let message = Text::new(format!("{zh}。"), format!("{en}."));
            findings.push(Finding::new(&INFO, "", None, message));
        }
        // Only once, as it is the same for all of them.
        if let Some(first) = findings.get_mut(from) {
            first.command = Some("chengbao sign FILE");
            first.help = Some(Text::new(
                "此前的审签已经失效。改动属实的，从第一个环节重新审签；误改的，改回原样。审签记录文件（*.signoff.yaml）损坏的，用备份恢复，或移走后从头审签。",
                "the sign-off is no longer valid: start again from the first role, or undo the change; if the sign-off file (*.signoff.yaml) is damaged, restore it or move it away.",
            ));
        }
    }
}

/// The first line of a text that was changed.
fn changed_line(bodies: &[Body<'_>], change: &ValueChange) -> Option<Span> {
    let body = bodies.iter().find(|body| body.path == change.path)?;
    let mut before = change.before.as_deref().unwrap_or_default().split('\n');
    let changed = body
        .text
        .lines
        .iter()
        .find(|line| before.next() != Some(line.value.as_str()));
    changed.map(|line| line.place)
}

/// The change, with the name the form gives the value.
fn change_message(report: &Report, change: &ValueChange) -> Text {
    let ValueChange { path, before, now } = change;
    let name = name(report, path);
    let empty = || Text::new("未填", "blank");
    let shown = |text: &str| match text {
        "" => empty(),
        text => Text::new(text, text),
    };
    match (before, now) {
        (Some(before), Some(now)) => {
            let (before, now) = difference(before, now);
            let (before, now) = (shown(&before), shown(&now));
            Text::new(
                format!("{name}：审签后有改动，{} → {}。", before.zh, now.zh),
                format!(
                    "{path}: changed after it was signed off, {} → {}.",
                    before.en, now.en
                ),
            )
        }
        (None, now) => {
            let now = shown(&difference("", now.as_deref().unwrap_or_default()).1);
            Text::new(
                format!("{name}：审签后新增“{}”。", now.zh),
                format!("{path}: added after it was signed off: {}.", now.en),
            )
        }
        (Some(before), None) => {
            let before = shown(&difference(before, "").0);
            Text::new(
                format!("{name}：审签后删去“{}”。", before.zh),
                format!("{path}: removed after it was signed off: {}.", before.en),
            )
        }
    }
}

/// What the form calls the value of a path.
fn name(report: &Report, path: &str) -> String {
    let form = &report.form;
    if let Some(spec) = form.cell(path).and_then(|id| form.spec(id)) {
        return spec.name.clone();
    }
    if let Some((_, section)) = form.section(path) {
        return section.label.clone();
    }
    HeadKey::of_path(path).map_or_else(|| path.to_owned(), HeadKey::name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::testing::over_example;
    use crate::check::{SignoffBroken, check};

    #[test]
    fn what_was_changed_after_it_was_signed_is_named_where_it_stands() {
        let change = |path: &str, before: Option<&str>, now: Option<&str>| ValueChange {
            path: path.to_owned(),
            before: before.map(str::to_owned),
            now: now.map(str::to_owned),
        };
        let report = over_example(2024, "circular: {to: 某办, date: 2025-01-24}");
        let broken = SignoffBroken {
            values: vec![
                change("requests.granted.total", Some("223"), Some("222")),
                change("requests.granted.legal", Some(""), Some("9")),
                change("circular.to", None, Some("某办")),
                change("title", Some("旧标题"), None),
            ],
            others: vec![Text::new(
                "图片“a.png”不在了",
                "the picture `a.png` is gone",
            )],
        };
        let found = check(&Context::new(&report).with_signoff(Some(&broken)));
        let told: Vec<(&str, &str)> = found
            .iter()
            .map(|finding| {
                let written = finding.place.map_or("", |place| report.source.slice(place));
                (written, finding.message.zh.as_str())
            })
            .collect();
        assert_eq!(
            told,
            [
                ("", "标题：审签后删去“旧标题”。"),
                ("", "图片“a.png”不在了。"),
                (
                    "9",
                    "三、（一）予以公开，法律服务机构：审签后有改动，未填 → 9。"
                ),
                ("222", "三、（一）予以公开，总计：审签后有改动，223 → 222。"),
                ("某办", "公函的主送机关：审签后新增“某办”。"),
            ]
        );
        assert!(
            found
                .iter()
                .all(|finding| finding.severity == Severity::Warning)
        );
        let helped = found.iter().filter(|finding| finding.help.is_some());
        assert_eq!(helped.count(), 1);
    }
}
