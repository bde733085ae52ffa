//! CB501: title, period and date agree with the reporting year.

use std::ops::Range;

use jiff::civil::Date;

use super::document_number::year_of;
use super::lines::{Places, years};
use super::{Context, Example, Finding, Fix, Rule, RuleInfo, Severity, Text};
use crate::report::{Circular, Placed, Report, TextLine, TextPart};

pub(super) struct YearMismatch;

static INFO: RuleInfo = RuleInfo {
    code: "CB501",
    name: "year-mismatch",
    severity: Severity::Warning,
    summary: "标题、统计期限、成文日期宜与报告年度一致",
    summary_en: "title, period and date agree with the reporting year",
    why: "沿用上年的文档时，标题和统计期限中的年份最容易忘改。成文日期应在报告年度的次年。",
    why_en: "When the previous year’s file is reused, the year in title and period is easily forgotten. The date should be in the year after the reporting year.",
    clause: "惯例",
    bad: Example {
        year: 2024,
        yaml: "title: |\n  示例市人民政府\n  2023年工作报告\n",
        previous: None,
    },
    good: Example {
        year: 2024,
        yaml: "title: |\n  示例市人民政府\n  2024年工作报告\n",
        previous: None,
    },
};

impl Rule for YearMismatch {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        let report = context.report;
        let Some(year) = report.year().map(|year| year.value) else {
            return;
        };
        for line in report.all_text() {
            let pieces = if what(line.path).0 == PERIOD {
                period(line.text)
            } else {
                years(line.text).collect()
            };
            let wrong = pieces.into_iter().filter(|(_, stated)| *stated != year);
            let mut places = Places::of(&report.source, line);
            findings.extend(
                wrong.map(|(piece, stated)| named(line.path, &mut places, &piece, stated, year)),
            );
        }
        let circular = report.circular();
        let dates = [
            ("date", report.date()),
            ("circular.date", circular.and_then(Circular::date)),
        ];
        let dates = dates
            .into_iter()
            .filter_map(|(path, date)| Some((path, date?)));
        findings.extend(
            dates
                .filter(|(_, date)| i32::from(date.value.year()) != year + 1)
                .map(|(path, date)| dated(path, date, year)),
        );
        findings.extend(circular.and_then(|circular| numbered(report, circular)));
    }
}

const PERIOD: &str = "统计期限";

/// What a text of that path is called.
fn what(path: &str) -> (&'static str, &'static str) {
    match path {
        "title" => ("标题", "the title"),
        "circular.title" => ("公函的标题", "the title of the covering letter"),
        _ => (PERIOD, "the period"),
    }
}

/// What to do where two years differ.
fn compare() -> Text {
    Text::new(
        "请核对后改正不对的一处。",
        "compare the two and correct the wrong one.",
    )
}

/// A date that is not in the year after the reporting year.
fn dated(path: &str, date: Placed<Date>, year: i32) -> Finding {
    let stated = date.value.year();
    let (of, of_en) = match path {
        "date" => ("", "the date"),
        _ => ("公函的", "the date of the covering letter"),
    };
    let message = Text::new(
        format!(
            "{of}成文日期在{stated}年，而{year}年的报告应在{}年编制。",
            year + 1
        ),
        format!(
            "{of_en} is in {stated}, but a report for {year} is made in {}.",
            year + 1
        ),
    );
    let mut finding = Finding::new(&INFO, path, Some(date.place), message).help(compare());
    finding.stated = Some(stated.to_string());
    finding.expected = Some((year + 1).to_string());
    finding
}

/// A document number has the year in which the letter is issued (GB/T 9704 §7.2.5).
fn numbered(report: &Report, circular: &Circular) -> Option<Finding> {
    let number = circular.number()?;
    let (piece, stated) = year_of(&number.value)?;
    let issued = i32::from(circular.date().or(report.date())?.value.year());
    if stated == issued {
        return None;
    }
    let message = Text::new(
        format!("发文字号的年份是{stated}年，而公函的成文日期在{issued}年。"),
        format!(
            "the year of the document number is {stated}, but the date of the covering letter is in {issued}."
        ),
    );
    let line = TextLine {
        path: "circular.number",
        part: TextPart::Value,
        text: &number.value,
        place: number.place,
    };
    let mut places = Places::of(&report.source, line);
    let place = places.place(&piece);
    let fix = places
        .is_verbatim
        .then(|| Fix::replace(place, issued.to_string(), false));
    let mut finding = Finding::new(&INFO, line.path, Some(place), message)
        .help(compare())
        .fix(fix);
    finding.stated = Some(stated.to_string());
    finding.expected = Some(issued.to_string());
    Some(finding)
}

fn named(
    path: &str,
    places: &mut Places<'_>,
    piece: &Range<usize>,
    stated: i32,
    year: i32,
) -> Finding {
    let (what, what_en) = what(path);
    let message = Text::new(
        format!("{what}写{stated}年，而报告年度是{year}年。"),
        format!("{what_en} names {stated}, but the report is for {year}."),
    );
    let place = places.place(piece);
    let fix = places
        .is_verbatim
        .then(|| Fix::replace(place, year.to_string(), false));
    let mut finding = Finding::new(&INFO, path, Some(place), message)
        .help(compare())
        .fix(fix);
    finding.stated = Some(stated.to_string());
    finding.expected = Some(year.to_string());
    finding
}

/// The years of a period that covers the whole year: `2024年1月1日起至2024年12月31日`, with or without
/// the second year.
fn period(text: &str) -> Vec<(Range<usize>, i32)> {
    let after = |piece: &Range<usize>, day: &str| {
        let rest = text.get(piece.end..)?.strip_prefix('年')?;
        rest.strip_prefix(day)
    };
    let mut found: Vec<(Range<usize>, i32)> = Vec::new();
    let mut open = false;
    for (piece, year) in years(text) {
        if let Some(rest) = after(&piece, "1月1日") {
            let rest = rest.trim_start_matches('起');
            open = rest.starts_with(['至', '到', '—', '－', '-', '~', '～', '–']);
            if open {
                found.push((piece, year));
            }
        } else if open && after(&piece, "12月31日").is_some() {
            found.push((piece, year));
            open = false;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::period;

    #[test]
    fn only_a_whole_year_is_a_period() {
        let found = |text| {
            period(text)
                .into_iter()
                .map(|(_, year)| year)
                .collect::<Vec<_>>()
        };
        assert_eq!(found("自2024年1月1日起至2023年12月31日止"), [2024, 2023]);
        assert_eq!(found("统计期限为2024年1月1日至12月31日"), [2024]);
        assert_eq!(found("自2021年1月1日起施行的办法"), [0; 0]);
        assert_eq!(found("2023年12月31日前"), [0; 0]);
    }
}
