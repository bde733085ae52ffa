//! The answer about a PDF of an edition that is not made again: what it says is compared, wherever it says it.

use chengbao_base::formats::pdf::{PdfFile, examine};

use super::regenerate::regenerate;
use super::verdict::{no, unsaid, yes};
use crate::verify::answer::Answer;
use crate::verify::dialect::{self, Finding, Scope};
use crate::verify::difference::{Difference, What};
use crate::verify::drawn::{self, Sheet};
use crate::verify::pieces;
use crate::verify::reading;
use chengbao_base::text::{Bilingual as _, Text};
use chengbao_paper::document::Document;
use chengbao_paper::typeset::FaceSet;

/// The answer about a file of an edition that is not made again: what it says, wherever it says it. `signed` is
/// the document that was signed, with its end; signatures may add to it what they may.
pub(super) fn answer(
    file: &PdfFile<'_>,
    signed: Option<&(PdfFile<'_>, usize)>,
    data: (&PdfFile<'_>, &[Sheet]),
    mut notes: Vec<Difference>,
    name: pieces::Namer<'_>,
) -> Answer {
    let mut unsaid_about: Vec<Text> = Vec::new();
    let document = match signed {
        None => file,
        Some((document, end)) => {
            if let Err(doubt) = examine(document) {
                return unsaid(&doubt.text());
            }
            let added = dialect::compare(file, document, Some(*end), Scope::All);
            unsaid_about.extend(added.iter().map(Finding::text));
            document
        }
    };
    let mut found = reading::compare(document, data, name);
    unsaid_about.append(&mut found.unsaid);
    let mut differences = found.differences;
    differences.append(&mut notes);
    if differences.is_empty() {
        return match unsaid_about.first() {
            Some(first) => unsaid(first),
            None => yes("words", same_words()),
        };
    }
    let what = unsaid_about.into_iter().map(What::Beside);
    differences.extend(what.map(|what| Difference::new(what, None)));
    no("words", &differences)
}

/// The pages of a document whose page numbers have all digits.
pub(super) fn numbered(mut document: Document, faces: &FaceSet) -> Result<Vec<Sheet>, Text> {
    document.furniture.first_page = 1_023_456_789;
    let (_, made) = regenerate(&document, faces)?;
    let file = PdfFile::open(&made).map_err(|error| error.text())?;
    drawn::sheets(&file).map_err(|odd| odd.text())
}

fn same_words() -> Text {
    Text::new(
        "由另一版本的程序生成，版式与本版本不同；各段、各单元格的文字、字形与内嵌数据相同，都看得见，顺序相同，标签、书签、链接、页码、图片、元数据、内嵌文件也与数据相符。",
        "another version of the program made it, and its layout differs; every paragraph and cell has the words and glyphs of the embedded data, visible and in order, and tags, bookmarks, links, page numbers, pictures, metadata and embedded files match the data",
    )
}
