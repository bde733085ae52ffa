//! CB502: the report is dated before its deadline.

use jiff::civil::Date;

use super::{Context, Example, Finding, Rule, RuleInfo, Severity, Text};
use crate::report::printed_date;

pub(super) struct Late;

static INFO: RuleInfo = RuleInfo {
    code: "CB502",
    name: "late",
    severity: Severity::Warning,
    summary: "成文日期不宜晚于发布机关所在机关层级的报送时限",
    summary_en: "the date is not after the deadline for the level of the issuing body",
    why: "各级时限一级一级衔接，一家迟报，上级就无法按期汇总。没有写明机关层级的，按最晚的时限检查。",
    why_en: "The deadlines of the levels follow each other; one late report holds up the next level. If no level is given, the latest deadline applies.",
    clause: "所用格式规定的时限",
    bad: Example {
        year: 2024,
        yaml: "level: city\ndate: 2025-03-11\n",
        previous: None,
    },
    good: Example {
        year: 2024,
        yaml: "level: city\ndate: 2025-03-10\n",
        previous: None,
    },
};

impl Rule for Late {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        let report = context.report;
        let (Some(year), Some(date)) = (report.year(), report.date()) else {
            return;
        };
        let level = report.level().map(|level| level.value);
        let deadlines = &report.form.deadlines;
        let day = level
            .and_then(|level| deadlines.get(level.id()))
            .or_else(|| deadlines.get("default"));
        let last_day = day.and_then(|day| {
            let year = i16::try_from(year.value + 1).ok()?;
            Date::new(year, day.month, day.day).ok()
        });
        // A date in another year altogether is reported by `year-mismatch`.
        let Some(last_day) = last_day
            .filter(|last_day| date.value > *last_day && date.value.year() == last_day.year())
        else {
            return;
        };
        let (stated, due) = (printed_date(date.value), printed_date(last_day));
        let whose = level.map_or("没有写明机关层级", |level| level.name());
        let whose_en = level.map_or("no level", |level| level.id());
        let message = Text::new(
            format!("成文日期{stated}晚于报送时限{due}（{whose}）。"),
            format!(
                "the date {} is after the deadline {last_day} ({whose_en}).",
                date.value
            ),
        );
        let mut finding = Finding::new(&INFO, "date", Some(date.place), message).help(Text::new("请核对成文日期和机关层级；确属延期的，审签时写明理由。", "check the date and the level; if the deadline was extended, give that as the reason when signing off."));
        finding.stated = Some(date.value.to_string());
        finding.expected = Some(last_day.to_string());
        findings.push(finding);
    }
}
