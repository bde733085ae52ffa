//! What a use puts around the report: covering letter and annex label before it, spaces for
//! signature and seal and the sign-off after it, page furniture and file properties.
//!
//! It never touches the report's own matter, which is the same in every use.

use super::letter::{Letter, letter};
use super::{Profile, Purpose};
use chengbao_base::style::StyleId;
use chengbao_paper::document::{Approval, Block, Furniture, Meta, Paragraph, Run, Sides};
use chengbao_report::report::{Report, printed_date};

/// What comes before the report's title.
pub(super) fn before(report: &Report, purpose: &Purpose) -> Vec<Block> {
    if purpose.profile != Profile::Attachment {
        return Vec::new();
    }
    let letter = letter(report);
    let mut number = purpose.annex;
    let mut blocks = Vec::new();
    if let Some(letter) = letter {
        number = number.or_else(|| letter.annex_number(&report.title_lines().concat()));
        blocks = letter.blocks();
    }
    blocks.push(Block::AnnexLabel(match number {
        Some(number) => format!("附件{number}"),
        None => "附件".to_owned(),
    }));
    blocks
}

/// The part after its last section: who sends it, and who signed it off if it is final. An annex
/// has no sender of its own, who is named under the letter; its sign-off belongs to the report, not to the
/// letter.
pub(super) fn after(report: &Report, purpose: &Purpose) -> Vec<Block> {
    let mut blocks = imprint(report, purpose);
    let approvals = purpose.final_sign_off().map(|it| it.approvals.clone());
    blocks.extend(approvals.filter(|it| !it.is_empty()).map(Block::SignOff));
    let off = purpose.final_sign_off().map_or(&[][..], |it| &it.off);
    blocks.extend(rules_off(off));
    blocks
}

/// Which rules were off when the report was checked; nothing if none was.
fn rules_off(off: &[String]) -> Option<Block> {
    let text = format!("审签时关闭的检查规则：{}。", off.join("；"));
    let style = StyleId::Body;
    let run = Run {
        style,
        text,
        link: None,
    };
    (!off.is_empty()).then(|| {
        Block::Paragraph(Paragraph {
            style,
            outline: None,
            runs: vec![run],
        })
    })
}

/// Who sends it, with the spaces for signature and seal on paper.
fn imprint(report: &Report, purpose: &Purpose) -> Vec<Block> {
    let mut blocks = Vec::new();
    if purpose.profile == Profile::Attachment {
        return blocks;
    }
    if purpose.profile == Profile::Print {
        blocks.push(Block::Approval(Approval {
            signature: "单位负责人（签字）：".to_owned(),
            seal: "单位公章：".to_owned(),
        }));
    }
    if let (Some(issuer), Some(date)) = (report.issuer(), report.date()) {
        blocks.push(Block::Imprint {
            issuer: issuer.value.clone(),
            date: printed_date(date.value),
        });
    }
    blocks
}

pub(super) fn furniture(purpose: &Purpose) -> Furniture {
    Furniture {
        sides: match purpose.profile {
            Profile::Filing => Sides::One,
            Profile::Print | Profile::Attachment => Sides::Two,
        },
        first_page: purpose.first_page,
        whole_sheets: purpose.profile == Profile::Print,
        watermark: purpose.draft.then(|| "草稿".to_owned()),
    }
}

/// File properties: those of the letter if the file begins with one, since then the letter is the
/// document and the report its annex.
pub(super) fn meta(report: &Report, purpose: &Purpose) -> Meta {
    let opening = match purpose.profile {
        Profile::Attachment => letter(report),
        Profile::Filing | Profile::Print => None,
    };
    let (title, author, date) = match opening {
        Some(Letter {
            title,
            issuer,
            date,
            ..
        }) => (title.concat(), issuer, date),
        None => {
            let issuer = report.issuer().map(|issuer| issuer.value.clone());
            let date = report.date().map(|date| date.value);
            let title = report.title_lines().concat();
            (title, issuer.unwrap_or_default(), date)
        }
    };
    Meta {
        title,
        author,
        language: "zh-CN".to_owned(),
        date: date.map(|date| date.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, LazyLock};

    use super::super::{SignedOff, compose};
    use super::*;
    use chengbao_base::picture::Pictures;
    use chengbao_paper::document::{Document, SignOffLine};
    use chengbao_report::form::{Form, Forms};
    use chengbao_report::source::Source;

    fn form() -> Arc<Form> {
        let forms = Forms::builtin().unwrap();
        let form = forms.in_force(2024).max_by_key(|form| form.cells.len());
        Arc::clone(form.unwrap())
    }

    /// The document of the form's example with this added to it.
    fn document(more: &str, purpose: Purpose) -> Document {
        let form = form();
        let yaml = format!("{}\n{more}", form.example);
        let source = Source::parse("report.yaml", yaml.as_bytes()).unwrap();
        let report = Report::read(&form, &Arc::new(source));
        assert_eq!(report.diagnostics, []);
        compose(&report, &purpose, &Pictures::new())
    }

    /// The blocks in one word each, with their content if it is not the report's own, which is
    /// shown as `…`.
    fn sequence(document: &Document) -> Vec<String> {
        let mut out: Vec<String> = Vec::new();
        for block in &document.blocks {
            out.push(match block {
                Block::Title(lines) => format!("标题 {}", lines.join("/")),
                Block::AnnexLabel(label) => label.clone(),
                Block::LetterHead(head) => {
                    format!(
                        "版头 {} {}",
                        head.mark,
                        head.number.as_deref().unwrap_or("-")
                    )
                }
                Block::AnnexNote(names) => format!("附件说明 {}", names.join("/")),
                Block::Approval(approval) => format!("{}{}", approval.signature, approval.seal),
                Block::Imprint { issuer, date } => format!("落款 {issuer} {date}"),
                Block::SignOff(lines) => {
                    let lines = lines.iter().map(|line| line.printed().concat());
                    format!("签发 {}", lines.collect::<Vec<_>>().join("/"))
                }
                Block::Paragraph(paragraph)
                    if out.iter().any(|it| it.starts_with("版头"))
                        && !out.iter().any(|it| it.starts_with("附件")) =>
                {
                    let text = paragraph.runs.iter().map(|run| run.text.as_str());
                    format!("{:?} {}", paragraph.style, text.collect::<String>())
                }
                _ => "…".to_owned(),
            });
        }
        out.dedup();
        out
    }

    /// The form's own title: of a report for 2024, without the issuer.
    static TITLED: LazyLock<String> = LazyLock::new(|| {
        let title = form().title.concat();
        title.replace("{issuer}", "").replace("{year}", "2024")
    });
    static NAME: LazyLock<String> = LazyLock::new(|| format!("示例市人民政府{}", *TITLED));
    static TITLE: LazyLock<String> = LazyLock::new(|| format!("标题 示例市人民政府/{}", *TITLED));
    const IMPRINT: &str = "落款 示例市人民政府 2025年3月5日";

    #[test]
    fn for_the_file_the_report_stands_alone_on_single_sides() {
        let document = document("circular: {to: 某办}", Purpose::default());
        assert_eq!(sequence(&document), [TITLE.as_str(), "…", IMPRINT]);
        assert_eq!(document.furniture, Furniture::default());
        assert_eq!(document.meta.title, *NAME);
    }

    #[test]
    fn on_paper_there_are_places_for_signature_and_seal_before_the_imprint() {
        let document = document("", Purpose::of(Profile::Print));
        let places = "单位负责人（签字）：单位公章：";
        assert_eq!(sequence(&document), [TITLE.as_str(), "…", places, IMPRINT]);
        let furniture = &document.furniture;
        assert_eq!(
            (furniture.sides, furniture.whole_sheets),
            (Sides::Two, true)
        );
    }

    #[test]
    fn an_annex_opens_with_its_label_and_has_no_issuer() {
        let purpose = |annex| Purpose {
            first_page: 3,
            annex,
            ..Purpose::of(Profile::Attachment)
        };
        let document = |annex| document("", purpose(annex));
        assert_eq!(sequence(&document(None)), ["附件", TITLE.as_str(), "…"]);
        let second = document(Some(2));
        assert_eq!(sequence(&second), ["附件2", TITLE.as_str(), "…"]);
        let furniture = &second.furniture;
        assert_eq!(
            (furniture.sides, furniture.whole_sheets),
            (Sides::Two, false)
        );
        assert_eq!(furniture.first_page, 3);
        assert_eq!(second.meta.title, *NAME);
    }

    #[test]
    fn a_letter_comes_before_its_annex_with_everything_left_out_filled_in() {
        let document = document("circular: {to: 某办}", Purpose::of(Profile::Attachment));
        assert_eq!(
            sequence(&document),
            [
                "版头 示例市人民政府 -",
                &format!("标题 示例市人民政府/关于报送{}的函", *TITLED),
                "Addressee 某办：",
                &format!("Body 现将《{}》随函报送，请予审阅。", *NAME),
                &format!("附件说明 {}", *NAME),
                IMPRINT,
                "附件",
                &TITLE,
                "…",
            ]
        );
        let meta = &document.meta;
        assert_eq!(meta.title, format!("示例市人民政府关于报送{}的函", *TITLED));
        assert_eq!(meta.date.as_deref(), Some("2025-03-05"));
    }

    #[test]
    fn a_letter_says_what_the_report_gives() {
        let letter = format!(
            "circular:\n  mark: 示例市政府\n  number: 示政函〔2025〕3号\n  title: 报送函\n  to: 某办：\n  \
             text: |\n    甲。\n    乙。\n  issuer: 示例市办\n  date: 2025-03-06\n  annexes: [别的, {}]\n",
            *NAME
        );
        let document = document(&letter, Purpose::of(Profile::Attachment));
        assert_eq!(
            sequence(&document),
            [
                "版头 示例市政府 示政函〔2025〕3号",
                "标题 报送函",
                "Addressee 某办：",
                "Body 甲。",
                "Body 乙。",
                &format!("附件说明 别的/{}", *NAME),
                "落款 示例市办 2025年3月6日",
                "附件2",
                &TITLE,
                "…",
            ]
        );
        let meta = &document.meta;
        assert_eq!(
            (meta.title.as_str(), meta.author.as_str()),
            ("报送函", "示例市办")
        );
        assert_eq!(meta.date.as_deref(), Some("2025-03-06"));
    }

    #[test]
    fn a_draft_says_so_in_every_use_and_nothing_else_does() {
        for profile in Profile::ALL {
            let purpose = |draft| Purpose {
                draft,
                ..Purpose::of(profile)
            };
            let mark = |draft| document("", purpose(draft)).furniture.watermark;
            assert_eq!(mark(true).as_deref(), Some("草稿"), "{profile:?}");
            assert_eq!(mark(false), None, "{profile:?}");
        }
    }

    #[test]
    fn a_final_document_ends_with_who_signed_it_off_and_a_draft_does_not() {
        let line = |role: &str, name: &str, post: Option<&str>| SignOffLine {
            role: role.to_owned(),
            name: name.to_owned(),
            post: post.map(str::to_owned),
            date: "2025年3月4日".to_owned(),
        };
        let signed_off = SignedOff {
            approvals: vec![
                line("拟稿", "张三", Some("科员")),
                line("签发", "李四", None),
            ],
            off: Vec::new(),
            record: b"version: 1\n".as_slice().into(),
        };
        for profile in Profile::ALL {
            for draft in [false, true] {
                let purpose = Purpose {
                    draft,
                    signed_off: Some(signed_off.clone()),
                    ..Purpose::of(profile)
                };
                let document = document("circular: {to: 某办}", purpose);
                let all = sequence(&document);
                let block = "签发 拟稿：张三（科员）2025年3月4日/签发：李四2025年3月4日";
                let is_final = !draft;
                assert_eq!(all.last().unwrap() == block, is_final, "{all:?}");
                assert_eq!(all.iter().any(|it| it.starts_with("签发")), is_final);
                assert_eq!(document.data.sign_off().is_some(), is_final);
                assert_eq!(document.sealed, is_final && profile != Profile::Print);
            }
        }
    }

    #[test]
    fn the_data_inside_are_the_same_in_every_use() {
        let data = |profile| {
            let mut data = document("circular: {to: 某办}", Purpose::of(profile)).data;
            let purpose = data.files.remove(2);
            assert_eq!(purpose.name, chengbao_base::formats::embedded::PURPOSE_FILE);
            assert_eq!(Purpose::from_json(&purpose.bytes), Ok(Purpose::of(profile)));
            data
        };
        assert_eq!(data(Profile::Print), data(Profile::Filing));
        assert_eq!(data(Profile::Attachment), data(Profile::Filing));
    }
}
