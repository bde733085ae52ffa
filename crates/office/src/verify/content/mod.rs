//! Answers whether the document matches its data. It is regenerated from the embedded data, with the fonts
//! at hand, and compared with the file.

pub(super) mod docx;
mod names;
pub(super) mod pdf;
mod regenerate;
#[cfg(test)]
mod tests;
mod verdict;
mod words;

use super::answer::{Answer, Question, Verdict};
use chengbao_base::text::Text;

/// That a PDF cannot be regenerated.
pub(super) fn without_fonts() -> Answer {
    let text = Text::new(
        "没有找到字体，无法用内嵌数据重新生成文件来比对。找过的文件夹见 chengbao fonts；字体在别处的，用 --fonts 指定文件夹。",
        "no fonts were found, so the document cannot be regenerated for comparison; `chengbao fonts` lists the folders searched; give another with --fonts",
    );
    Answer::new(Question::Content, Verdict::Unknown, text)
}
