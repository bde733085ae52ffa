//! A line of text as a paragraph: its level of heading, and the addresses in it as links.

use super::heading::{self, Split};
use super::links::linked;
use chengbao_base::style::StyleId;
use chengbao_paper::document::{Paragraph, Run};

/// A line of text as a paragraph, with the addresses in it as links.
pub(super) fn paragraph(line: &str) -> Paragraph {
    let mut paragraph = styled(line);
    paragraph.runs = linked(paragraph.runs);
    paragraph
}

/// A line of text as a heading, a heading that continues as text, or text.
fn styled(line: &str) -> Paragraph {
    let run = |style, text: &str| Run {
        style,
        text: text.to_owned(),
        link: None,
    };
    match heading::split(line) {
        Split::Text => Paragraph {
            style: StyleId::Body,
            outline: None,
            runs: vec![run(StyleId::Body, line)],
        },
        Split::Heading { level } => {
            let style = StyleId::heading(level);
            Paragraph {
                style,
                outline: Some(level),
                runs: vec![run(style, line)],
            }
        }
        Split::RunIn { level, head, text } => Paragraph {
            style: StyleId::Body,
            outline: None,
            runs: vec![run(StyleId::heading(level), head), run(StyleId::Body, text)],
        },
    }
}
