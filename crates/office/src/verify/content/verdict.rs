//! The verdicts on a document's content, in words that PDF and DOCX share.

use crate::verify::answer::{Answer, Question, Verdict};
use crate::verify::difference::{Difference, sentence};
use chengbao_base::text::Text;

/// The document does not match its data.
pub(super) fn no(compared: &str, differences: &[Difference]) -> Answer {
    let told = sentence(differences);
    let all: Vec<_> = differences.iter().take(100).map(Difference::json).collect();
    let text = Text::new(
        format!("文件内容与内嵌数据不一致：{}", told.zh),
        format!("the document does not match its embedded data: {}", told.en),
    );
    Answer::new(Question::Content, Verdict::No, text)
        .with("compared", compared)
        .with("count", differences.len())
        .with("differences", all)
}

pub(super) fn yes(compared: &str, text: Text) -> Answer {
    Answer::new(Question::Content, Verdict::Yes, text).with("compared", compared)
}

/// The document cannot be regenerated here.
pub(super) fn cannot_make(why: &Text) -> Answer {
    let text = Text::new(
        format!("无法用内嵌数据重新生成文件，不能比对：{}", why.zh),
        format!(
            "the document cannot be regenerated from its data: {}",
            why.en
        ),
    );
    Answer::new(Question::Content, Verdict::Unknown, text)
}

/// What the document shows cannot be said: it has something that this program never writes.
pub(super) fn unsaid(why: &Text) -> Answer {
    let text = Text::new(
        format!(
            "无法断定文件内容与内嵌数据一致：{}。请向发文机关另要一份。",
            why.zh
        ),
        format!(
            "whether the document matches its data cannot be said: {}; ask the sender for another copy",
            why.en
        ),
    );
    Answer::new(Question::Content, Verdict::Unknown, text)
}
