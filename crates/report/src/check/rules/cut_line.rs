//! CB428: no sentence is cut by the line breaks of the file: neither by those that YAML turns into blanks nor by those
//! that it makes paragraphs of.

mod folded;
mod parted;

use super::{Context, Example, Finding, Rule, RuleInfo, Severity, Text};
use crate::report::TextPart;

pub(super) struct CutLine;

static INFO: RuleInfo = RuleInfo {
    code: "CB428",
    name: "cut-line",
    severity: Severity::Warning,
    summary: "一句话不被换行截断：“>”和引号里的换行变成空格，“|”里的换行另成一段",
    summary_en: "no sentence is cut by a line break: within `>` and quotes it becomes a blank, within `|` a paragraph",
    why: "编辑软件按宽度自动换行的文字，存成数据文件后，换行处会印出空格，或者断成两段。一段一行，才能照原样印出。",
    why_en: "Where an editor wraps text at a column, the file has line breaks within sentences; they are printed as blanks or as new paragraphs. A paragraph is one line.",
    clause: "YAML 1.2.2 §6.5、8.1；GB/T 15834—2011 §4.1.3、5.1.1；docs/report.md",
    bad: Example {
        year: 2024,
        yaml: "problems: |\n  存在的主要问题：落实《中华人民共和国\n  政府信息公开条例》不够到位。\n",
        previous: None,
    },
    good: Example {
        year: 2024,
        yaml: "problems: |\n  存在的主要问题：落实《中华人民共和国政府信息公开条例》不够到位。\n  改进情况：加强培训。\n",
        previous: None,
    },
};

impl Rule for CutLine {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        let source = &context.report.source;
        let lines = context.prose();
        let mut folded_at = None;
        for (index, prose) in lines.iter().enumerate() {
            let line = prose.line;
            if source.slice(line.place) == line.text {
                let next = lines.get(index + 1);
                let next = next.filter(|next| {
                    next.line.path == line.path && next.line.part == TextPart::Paragraph
                });
                if line.part == TextPart::Paragraph && prose.is_chinese {
                    findings.extend(parted::finding(context, prose, next));
                }
            } else if folded_at != Some(line.place.start) {
                // Every paragraph of a folded text has the place of the whole.
                folded_at = Some(line.place.start);
                findings.extend(folded::findings(context, line));
            }
        }
    }
}

/// A finding with the section's name.
fn named(context: &Context<'_>, path: &str, text: Text) -> Text {
    let name = super::lines::label(&context.report.form, path);
    Text::new(
        format!("{name}：{}", text.zh),
        format!("{path}: {}", text.en),
    )
}

#[cfg(test)]
mod tests {
    use crate::check::fix::{Fixes, fix};
    use crate::check::rules::wording::{check, check_found, check_safe};
    use crate::check::testing::{findings, read};

    #[test]
    fn parted_sentences_are_joined() {
        for (text, right) in [
            (
                "落实《中华人民共和国\n政府信息公开条例》。",
                "落实《中华人民共和国政府信息公开条例》。",
            ),
            ("公开不及时，\n解读少。", "公开不及时，解读少。"),
            (
                "问题较多。全年公开政府信息\n520条。",
                "问题较多。全年公开政府信息520条。",
            ),
            ("公开不及时\n，解读少。", "公开不及时，解读少。"),
        ] {
            check("cut-line", text, right);
        }
        check_safe(
            "cut-line",
            "公开不及时，\n解读少。",
            "公开不及时，\n解读少。",
        );
        check_found("cut-line", "问题较多。解读少", &["少"]);
    }

    #[test]
    fn paragraphs_headings_and_captions_are_let_be() {
        for text in [
            "（一）主要问题\n一是公开不及时。\n改进情况：\n加强培训；\n督促整改。",
            "各渠道情况见表1。\n表1 各渠道情况\n收到申请3件。联系电话：0000-1234567",
            "（一）聚焦重点领域，强化主动公开，着力提升公开实效，不断满足群众需求\n一是公开。",
            "“第一段。\n“第二段。”",
            "网址见https://a.gov.cn",
        ] {
            check("cut-line", text, text);
        }
    }

    /// What safe fixes make of a text.
    #[track_caller]
    fn fixed(text: &str, expected: &str) {
        let report = read(2024, text);
        let found: Vec<_> = findings(&report, None)
            .into_iter()
            .filter(|it| it.rule == "cut-line")
            .collect();
        assert!(!found.is_empty(), "{text}");
        let fixed = fix(&report.source, &found, Fixes::Safe).unwrap();
        assert_eq!(fixed.text, expected);
    }

    #[test]
    fn folded_breaks_are_taken_out_where_they_cut_a_sentence() {
        fixed(
            "overview: > # 注\n  落实《中华人民共和国\n  政府信息公开条例》。\n\n  全年公开政府信息\n  520条。\n",
            "overview: > # 注\n  落实《中华人民共和国政府信息公开条例》。\n\n  全年公开政府信息520条。\n",
        );
        fixed("issuer: 清平县\n  人民政府\n", "issuer: 清平县人民政府\n");
        fixed(
            "overview: \"甲乙\n  丙丁。\"\n",
            "overview: \"甲乙丙丁。\"\n",
        );
        // Two sentences may have been two paragraphs.
        let text = "overview: >\n  第一段。\n  第二段。\n";
        fixed(text, text);
        let text = "overview: >\n  new line\n  of words 甲\n";
        let report = read(2024, text);
        assert!(
            findings(&report, None)
                .iter()
                .all(|it| it.rule != "cut-line")
        );
    }
}
