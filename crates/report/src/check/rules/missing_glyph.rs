//! CB601: every character can be drawn by the available fonts.

use std::collections::BTreeMap;

use super::lines::Places;
use super::{Context, Example, Finding, Rule, RuleInfo, Severity, Text, odd_character};
use crate::report::Report;
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
        for (character, roles) in missing {
            let seen = seen.remove(&character).unwrap_or_default();
            findings.push(finding(character, seen, &roles));
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

/// How often a character occurs, and where first: id path and place.
#[derive(Default)]
struct Seen<'a> {
    count: usize,
    first: Option<(&'a str, Span)>,
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
            let seen = found.entry(character).or_default();
            seen.count += 1;
            let piece = at..at + character.len_utf8();
            seen.first
                .get_or_insert_with(|| (line.path, places.place(&piece)));
        }
    }
    found
}

fn finding(character: char, seen: Seen<'_>, roles: &[Typeface]) -> Finding {
    let Seen { count, first } = seen;
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
    let (path, place) = first.unzip();
    Finding::new(&INFO, path.unwrap_or_default(), place, message).help(help)
}
