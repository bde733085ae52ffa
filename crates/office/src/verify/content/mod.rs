//! Does the document say what its data say? It is made again from the data inside, with the fonts
//! at hand, and held against the file.

pub(super) mod docx;
mod names;
pub(super) mod pdf;
#[cfg(test)]
mod tests;

use super::answer::{Answer, Question, Verdict};
use chengbao_base::text::Text;

/// That a PDF cannot be made again.
pub(super) fn without_fonts() -> Answer {
    let text = Text::new(
        "没有找到字体，不能用所附数据重新生成文件来比对；chengbao fonts 列出找过的位置，--fonts 可指明字体目录。",
        "no fonts were found, so that the document cannot be made again for comparison; `chengbao fonts` tells the places looked in, --fonts names another",
    );
    Answer::new(Question::Content, Verdict::Unknown, text)
}
