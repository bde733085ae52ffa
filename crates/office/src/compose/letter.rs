//! The letter a report is sent with (函, 信函格式, GB/T 9704 §10.1): what the report gives for it,
//! and the defaults for the rest.

use jiff::civil::Date;

use super::paragraph::paragraph;
use chengbao_base::style::StyleId;
use chengbao_paper::document::{Block, LetterHead, Paragraph, Run};
use chengbao_report::report::{Circular, Narrative, Placed, Report, printed_date};

/// A covering letter with all values filled in.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Letter {
    head: LetterHead,
    /// Title lines.
    pub(super) title: Vec<String>,
    to: Option<String>,
    text: Vec<Block>,
    /// Names of the annexes, in order.
    annexes: Vec<String>,
    /// 署名.
    pub(super) issuer: String,
    /// 成文日期.
    pub(super) date: Option<Date>,
}

/// The letter of a report that has one.
pub(super) fn letter(report: &Report) -> Option<Letter> {
    let circular: &Circular = report.circular.as_ref()?;
    let office = report.issuer.as_ref().map_or("", |issuer| &issuer.value);
    let or_office = |given: &Option<Placed<String>>| {
        let given = given.as_ref().map(|given| given.value.as_str());
        given.unwrap_or(office).to_owned()
    };
    let issuer = or_office(&circular.issuer);
    let name = report.title_lines().concat();
    let text = match &circular.text {
        Some(text) => text.lines.iter().map(|line| body(&line.value)).collect(),
        None => vec![body(&format!("现将《{name}》随函报送，请予审阅。"))],
    };
    Some(Letter {
        head: LetterHead {
            mark: or_office(&circular.mark),
            number: circular.number.as_ref().map(|number| number.value.clone()),
        },
        title: lines(circular.title.as_ref()).unwrap_or_else(|| title(report, &issuer)),
        to: circular.to.as_ref().map(|to| to.value.clone()),
        text,
        annexes: lines(circular.annexes.as_ref()).unwrap_or_else(|| vec![name]),
        issuer,
        date: circular.date.or(report.date).map(|date| date.value),
    })
}

impl Letter {
    /// The number of an annex of that name: `None` if it is the only one, or not listed.
    pub(super) fn annex_number(&self, name: &str) -> Option<u32> {
        let at = self.annexes.iter().position(|annex| annex == name)?;
        let number = u32::try_from(at + 1).ok();
        number.filter(|_| self.annexes.len() > 1)
    }

    /// The letter, top to bottom.
    pub(super) fn blocks(self) -> Vec<Block> {
        let mut blocks = vec![Block::LetterHead(self.head), Block::Title(self.title)];
        blocks.extend(self.to.map(|to| addressee(&to)));
        blocks.extend(self.text);
        blocks.push(Block::AnnexNote(self.annexes));
        if let Some(date) = self.date {
            blocks.push(Block::Imprint {
                issuer: self.issuer,
                date: printed_date(date),
            });
        }
        blocks
    }
}

/// The default title: who, about what, and that it is a letter (GB/T 9704 §7.3.1), broken where the
/// meaning allows. The name of the report comes from the title of the form.
fn title(report: &Report, issuer: &str) -> Vec<String> {
    let year = report.year.map(|year| year.value.to_string());
    let name = report.form.title.concat();
    let name = name.replace("{issuer}", "");
    let name = name.replace("{year}", &year.unwrap_or_default());
    vec![issuer.to_owned(), format!("关于报送{name}的函")]
}

/// 主送机关 ends in a full-width colon (§7.3.2), whether the report writes it or not.
fn addressee(to: &str) -> Block {
    let run = Run {
        style: StyleId::Addressee,
        text: format!("{}：", to.trim_end_matches(['：', ':'])),
        link: None,
    };
    Block::Paragraph(Paragraph {
        style: StyleId::Addressee,
        outline: None,
        runs: vec![run],
    })
}

fn body(line: &str) -> Block {
    Block::Paragraph(paragraph(line))
}

fn lines(text: Option<&Narrative>) -> Option<Vec<String>> {
    text.map(|text| text.lines.iter().map(|line| line.value.clone()).collect())
}
