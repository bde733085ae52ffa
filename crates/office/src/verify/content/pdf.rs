//! Compares a PDF with the one its data make: byte for byte, and if the bytes differ, page by page.

use std::collections::BTreeSet;

use super::names::Names;
use crate::verify::answer::{Answer, Question, Verdict};
use crate::verify::difference::{Difference, What, sentence};
use crate::verify::drawn::{Book, Drawn, Sheet, Unread};
use crate::verify::inside::Inside;
use crate::verify::pieces;
use chengbao_base::text::{Bilingual as _, Text};
use chengbao_paper::pdf;
use chengbao_paper::typeset;
use chengbao_paper::typeset::FaceSet;

/// The answer about a PDF. `base_end` is where the document that was signed ends, according to
/// the signature; the end of the file if there is none.
pub(in crate::verify) fn answer(
    bytes: &[u8],
    base_end: Option<usize>,
    inside: &Inside,
    faces: &FaceSet,
) -> Answer {
    let document = inside.document();
    let made = typeset::lay_out(&document, faces)
        .map_err(|error| error.text())
        .and_then(|pages| {
            pdf::write(&pages, faces, &document.meta, &document.data.files)
                .map(|made| (pages, made))
                .map_err(|error| error.text())
        });
    let (pages, made) = match made {
        Ok(made) => made,
        Err(why) => return cannot_make(&why),
    };
    let base = base_end.map_or(bytes, |end| bytes.get(..end).unwrap_or(bytes));
    if bytes == made {
        return yes("bytes", identical());
    }
    let read = |bytes: &[u8]| {
        let book = Book::open(bytes)?;
        Ok((book.sheets()?, book))
    };
    let ((file, book), (data, made_book)) = match (read(bytes), read(&made)) {
        (Ok(file), Ok(data)) => (file, data),
        (Err(why), _) | (_, Err(why)) => return unread(&why),
    };
    let names = Names::of(&inside.report.form, &document, &pages);
    let name = |page: usize, x: f64, y: f64| names.at(page, x, y);
    let mut differences = pieces::compare(&file, &data, &name);
    differences.extend(beside(&book, &made_book));
    let notes = inside.notes.iter();
    differences.extend(notes.map(|note| Difference::new(What::Beside(note.clone()), None)));
    if differences.is_empty() {
        return if base == made {
            yes("bytes", identical())
        } else {
            yes("pages", same_pages())
        };
    }
    let missing = fonts(&file, &data);
    if missing.is_empty() {
        return no("pages", &differences);
    }
    let is_of_fonts = |it: &Difference| !matches!(it.what, What::Beside(_) | What::Edges);
    if words(&file) == words(&data) && differences.iter().all(is_of_fonts) {
        other_fonts(&missing)
    } else {
        hint(no("pages", &differences), &missing)
    }
}

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

fn identical() -> Text {
    Text::new(
        "用内嵌数据重新生成，与文件逐字节相同。",
        "regenerated from the embedded data, byte-identical",
    )
}

fn same_pages() -> Text {
    Text::new(
        "用内嵌数据重新生成，各页文字、字形、位置、线条、图片都相同。文件字节不同，是因为用了另一版本的程序或字体，或经其他软件另存。",
        "regenerated from the embedded data, every page has the same text, glyphs, positions, lines and pictures; the bytes differ, because another version of the program or fonts made it, or another program saved it",
    )
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

fn unread(why: &Unread) -> Answer {
    let (verdict, zh, en) = match why {
        Unread::File => (
            Verdict::No,
            "文件的页面无法读取，可能已损坏。请向发文机关另要一份。",
            "its pages cannot be read; it may be damaged; ask the sender for another copy",
        ),
        Unread::Encrypted => (
            Verdict::Unknown,
            "文件已加密，无法读取页面。请向发文机关要没有加密的文件。",
            "it is encrypted and its pages cannot be read; ask the sender for one that is not encrypted",
        ),
        Unread::Content => (
            Verdict::No,
            "有的页面无法完整读取，不像本程序生成的。",
            "a page cannot be read completely and does not look like one of this program",
        ),
        Unread::TooMuch => (
            Verdict::No,
            "页面内容过多，不像年度报告，已停止读取。",
            "its pages contain too much for an annual report; reading was stopped",
        ),
    };
    Answer::new(Question::Content, verdict, Text::new(zh, en))
}

/// Entries of the catalog that no page shows but readers may encounter.
fn beside(file: &Book, data: &Book) -> Vec<Difference> {
    /// Entries that signatures, validation data and programs that save a file add.
    const ADDED: &[&str] = &[
        "AcroForm",
        "AcroForm/DA",
        "AcroForm/DR",
        "AcroForm/Fields",
        "AcroForm/SigFlags",
        "DSS",
        "Extensions",
        "Metadata",
        "Names/Dests",
        "Names/EmbeddedFiles",
        "PageLayout",
        "PageMode",
        "Perms",
        "Type",
        "Version",
    ];
    let known = data.entries();
    let is_added = |key: &String| !known.contains(key) && !ADDED.contains(&key.as_str());
    let keys = file.entries().into_iter().filter(is_added).map(|key| {
        Text::new(
            format!("文件目录中多出“{key}”"),
            format!("the catalog has an extra entry {key}"),
        )
    });
    let (files, own) = (file.files(), data.files());
    let names: BTreeSet<&String> = files.keys().chain(own.keys()).collect();
    let names = names
        .into_iter()
        .filter(|name| files.get(*name) != own.get(*name));
    let others = names.map(|name| {
        Text::new(
            format!("内嵌文件“{name}”与数据不符"),
            format!("the embedded file `{name}` does not match the data"),
        )
    });
    let all = keys.chain(others);
    all.map(|what| Difference::new(What::Beside(what), None))
        .collect()
}

/// The fonts of the file that the regenerated document does not have.
fn fonts(file: &[Sheet], data: &[Sheet]) -> Vec<String> {
    let names = |sheets: &[Sheet]| -> BTreeSet<String> {
        let drawn = sheets.iter().flat_map(|sheet| &sheet.drawn);
        let fonts = drawn.filter_map(|drawn| match drawn {
            Drawn::Glyph(glyph) => Some(glyph.font.to_string()),
            _ => None,
        });
        fonts.collect()
    };
    let here = names(data);
    names(file)
        .into_iter()
        .filter(|name| !here.contains(name))
        .collect()
}

/// All text of the pages, without blanks.
fn words(sheets: &[Sheet]) -> String {
    let drawn = sheets.iter().flat_map(|sheet| &sheet.drawn);
    let texts = drawn.filter_map(|drawn| match drawn {
        Drawn::Glyph(glyph) => Some(glyph.text.trim()),
        _ => None,
    });
    texts.collect()
}

/// The same answer, with the hint that different fonts may have moved line and page breaks.
fn hint(mut answer: Answer, missing: &[String]) -> Answer {
    let (zh, en) = (missing.join("、"), missing.join(", "));
    answer.text.zh.push_str(&format!(
        "本机没有文件所用的字体 {zh}，分行、分页可能因此不同；请用 --fonts 指定字体所在的文件夹再试。"
    ));
    answer.text.en.push_str(&format!(
        " The fonts {en} of the file are not installed here, so lines and pages may break differently; give their folder with --fonts."
    ));
    answer.with("fonts", missing.to_vec())
}

fn other_fonts(missing: &[String]) -> Answer {
    let (zh, en) = (missing.join("、"), missing.join(", "));
    let text = Text::new(
        format!(
            "各页文字与数据相同，但本机没有文件所用的字体 {zh}，字形和位置无法比对；请用 --fonts 指定字体所在的文件夹再试。"
        ),
        format!(
            "the text of every page matches the data, but glyphs and positions cannot be compared, as the fonts of the file are not installed here: {en}; give their folder with --fonts"
        ),
    );
    Answer::new(Question::Content, Verdict::Unknown, text).with("fonts", missing.to_vec())
}
