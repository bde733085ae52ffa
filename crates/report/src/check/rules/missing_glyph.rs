//! CB601: every character can be drawn by the available fonts.

use std::collections::{BTreeMap, BTreeSet};

use super::lines::Places;
use super::{Context, Example, Finding, Fix, Rule, RuleInfo, Severity, Text, odd_character};
use crate::report::{Report, Value};
use crate::source::Span;
use chengbao_base::style::Typeface;

pub(super) struct MissingGlyph;

static INFO: RuleInfo = RuleInfo {
    code: "CB601",
    name: "missing-glyph",
    severity: Severity::Error,
    summary: "每个字都应有字体能够显示",
    summary_en: "every character is in one of the fonts",
    why: "字体里没有的字会印成空白或者方框。人名、地名中的生僻字最容易这样，而校对时往往看不出来。",
    why_en: "A character that no font contains is printed as a blank or a box. This mostly affects rare characters in names, and proofreaders miss it.",
    clause: "GB/T 9704—2012 §5.2.2；GB 18030—2022",
    bad: Example {
        year: 2024,
        yaml: "issuer: 示例市𪣻镇人民政府\n",
        previous: None,
    },
    good: Example {
        year: 2024,
        yaml: "issuer: 示例市示范镇人民政府\n",
        previous: None,
    },
};

impl Rule for MissingGlyph {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        let Some(drawing) = context.drawing else {
            return;
        };
        // Characters in the order of the document, with the roles that lack them.
        let mut missing: Vec<(char, Vec<Typeface>)> = Vec::new();
        let mut known: BTreeMap<char, usize> = BTreeMap::new();
        let mut is_cut = false;
        for &(role, character) in &drawing.characters {
            if missing.len() >= MAX_MISSING {
                is_cut = true;
                break;
            }
            // Odd characters are reported by their own rule, whether or not the fonts have them.
            if odd_character::is_odd(character) {
                continue;
            }
            let covers = |role| drawing.coverage.covers(role, character);
            // The Latin face draws letters and digits, and each is the fallback of the other.
            if covers(role) || covers(Typeface::Latin) {
                continue;
            }
            match known.get(&character).and_then(|at| missing.get_mut(*at)) {
                Some((_, roles)) => roles.push(role),
                None => {
                    known.insert(character, missing.len());
                    missing.push((character, vec![role]));
                }
            }
        }
        let mut seen = seen(context.report, &known);
        let unread = unread(context.report);
        for (character, roles) in missing {
            match seen.remove(&character) {
                Some(seen) if is_selector(character) => {
                    findings.push(selector(context.report, character, &seen));
                }
                Some(seen) => findings.push(finding(character, seen, &roles)),
                // `cell-value` says all about it.
                None if unread.contains(&character) => {}
                None => findings.push(of_the_form(character, &roles)),
            }
        }
        if is_cut {
            let message = Text::new(
                format!("没有字体能显示的字有 {MAX_MISSING} 个以上，其余的没有查。"),
                format!(
                    "at least {MAX_MISSING} characters are in no font; the others were not looked for."
                ),
            );
            let help = Text::new(
                "请核对是不是乱码，改正后再检查。",
                "check whether the text is garbled; correct it and check again.",
            );
            findings.push(Finding::new(&INFO, "", None, message).help(help));
        }
    }
}

/// Most characters that are looked for in the fonts in vain: each is looked for in all of them.
const MAX_MISSING: usize = 500;

/// How often a character occurs, and where first: id path, place, and the character before it.
struct Seen<'a> {
    count: usize,
    path: &'a str,
    place: Span,
    before: Option<char>,
}

/// The characters of cells that cannot be read.
fn unread(report: &Report) -> BTreeSet<char> {
    let cells = report.cells.iter();
    let unread = cells.filter(|cell| matches!(cell.value, Value::Invalid(_)));
    unread.flat_map(|cell| cell.text.chars()).collect()
}

/// Whether a character only selects a variant of the one before it.
fn is_selector(character: char) -> bool {
    matches!(character, '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

/// Where the characters are in the text.
fn seen<'a>(report: &'a Report, wanted: &BTreeMap<char, usize>) -> BTreeMap<char, Seen<'a>> {
    let mut found: BTreeMap<char, Seen<'a>> = BTreeMap::new();
    if wanted.is_empty() {
        return found;
    }
    for line in report.all_text() {
        let mut places = Places::of(&report.source, line);
        let characters = line.text.char_indices();
        for (at, character) in characters.filter(|(_, c)| wanted.contains_key(c)) {
            let before = line
                .text
                .get(..at)
                .and_then(|text| text.chars().next_back());
            let seen = found.entry(character).or_insert_with(|| Seen {
                count: 0,
                path: line.path,
                place: places.place(&(at..at + character.len_utf8())),
                before,
            });
            seen.count += 1;
        }
    }
    found
}

fn finding(character: char, seen: Seen<'_>, roles: &[Typeface]) -> Finding {
    let Seen {
        count, path, place, ..
    } = seen;
    let names: Vec<&str> = roles.iter().map(|role| role.name()).collect();
    let code = format!("U+{:04X}", u32::from(character));
    let message = Text::new(
        format!(
            "没有字体能显示“{character}”（{code}，{}，共 {count} 处）。",
            names.join("、")
        ),
        format!(
            "no font contains ‘{character}’ ({code}, in {}, {count} times).",
            names.join(", ")
        ),
    );
    let help = Text::new(
        "请安装有这个字的字体，并用 --fonts 指定它所在的文件夹；属输入错误的，请改正。",
        "install a font that contains it and give its folder with --fonts; if it is a typing error, correct it.",
    );
    Finding::new(&INFO, path, Some(place), message).help(help)
}

/// A character of the form itself, which no value contains.
fn of_the_form(character: char, roles: &[Typeface]) -> Finding {
    let names: Vec<&str> = roles.iter().map(|role| role.name()).collect();
    let code = format!("U+{:04X}", u32::from(character));
    let message = Text::new(
        format!(
            "没有字体能显示表格或标题中固定的“{character}”（{code}，{}）。",
            names.join("、")
        ),
        format!(
            "no font contains ‘{character}’ ({code}, in {}), which the form itself prints.",
            names.join(", ")
        ),
    );
    let help = Text::new(
        "请安装有这个字的字体，并用 --fonts 指定它所在的文件夹。",
        "install a font that contains it and give its folder with --fonts.",
    );
    Finding::new(&INFO, "", None, message).help(help)
}

/// A variation selector, which cannot be seen itself: marked with the character before it. No font is needed, as
/// the character is drawn without it.
fn selector(report: &Report, character: char, seen: &Seen<'_>) -> Finding {
    let code = format!("U+{:04X}", u32::from(character));
    let before = seen.before.unwrap_or('\u{25cc}');
    let count = seen.count;
    let message = Text::new(
        format!(
            "“{before}”后面有看不见的异体字选择符（{code}，共 {count} 处），现有字体不能按它选用字形。"
        ),
        format!(
            "an invisible variation selector ({code}, {count} times) follows ‘{before}’; the fonts have no such variant."
        ),
    );
    let help = Text::new(
        format!("可以删去：“{before}”仍是同一个字，按通用的字形显示。"),
        format!("it may be deleted: ‘{before}’ stays the same character, in its usual shape."),
    );
    let is_own = report.source.slice(seen.place).chars().eq([character]);
    let place = seen.place;
    let shown = seen.before.filter(|_| is_own).and_then(|before| {
        let start = place.start.checked_sub(before.len_utf8())?;
        let column = place.column.checked_sub(1)?;
        let shown = Span {
            start,
            column,
            ..place
        };
        report
            .source
            .slice(shown)
            .starts_with(before)
            .then_some(shown)
    });
    let fix = shown.map(|place| Fix::replace(place, before.to_string(), false));
    Finding::new(&INFO, seen.path, Some(shown.unwrap_or(place)), message)
        .help(help)
        .fix(fix)
}
