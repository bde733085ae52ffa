//! CB601: every character can be drawn by the available fonts.

use super::lines::place_in;
use super::{Context, Example, Finding, Rule, RuleInfo, Severity, Text, odd_character};
use crate::report::Report;
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
        for &(role, character) in &drawing.characters {
            // Odd characters are reported by their own rule, whether or not the fonts have them.
            if odd_character::is_odd(character) {
                continue;
            }
            let covers = |role| drawing.coverage.covers(role, character);
            // The Latin face draws letters and digits, and each is the fallback of the other.
            if covers(role) || covers(Typeface::Latin) {
                continue;
            }
            match missing.iter_mut().find(|(seen, _)| *seen == character) {
                Some((_, roles)) => roles.push(role),
                None => missing.push((character, vec![role])),
            }
        }
        for (character, roles) in missing {
            findings.push(finding(context.report, character, &roles));
        }
    }
}

fn finding(report: &Report, character: char, roles: &[Typeface]) -> Finding {
    let mut count = 0;
    let mut first = None;
    for line in report.all_text() {
        for (at, _) in line.text.match_indices(character) {
            count += 1;
            let piece = at..at + character.len_utf8();
            first.get_or_insert_with(|| (line.path, place_in(&report.source, &line, &piece)));
        }
    }
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
