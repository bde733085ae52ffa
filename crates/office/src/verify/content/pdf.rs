//! A PDF held against the PDF its data make: byte for byte, and where the bytes differ, page by page.

use std::collections::BTreeSet;

use super::names::Names;
use crate::verify::answer::{Answer, Question, Verdict};
use crate::verify::difference::{Difference, What, sentence};
use crate::verify::drawn::{Book, Drawn, Sheet, Unread};
use crate::verify::inside::Inside;
use crate::verify::pieces;
use chengbao_base::text::Text;
use chengbao_paper::pdf;
use chengbao_paper::typeset;
use chengbao_paper::typeset::FaceSet;

/// The answer about a PDF. `base_end` is where the document ends that was brought to be signed, as
/// the signature tells; the whole file where there is none.
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

/// The document says something else.
pub(super) fn no(compared: &str, differences: &[Difference]) -> Answer {
    let told = sentence(differences);
    let all: Vec<_> = differences.iter().take(100).map(Difference::json).collect();
    let text = Text::new(
        format!("文件内容与所附数据不一致：{}", told.zh),
        format!("the document does not say what its data say: {}", told.en),
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
        "用所附数据重新生成，与文件逐字节相同。",
        "made again from the data inside, it is the same byte for byte",
    )
}

fn same_pages() -> Text {
    Text::new(
        "用所附数据重新生成，各页文字、字形、位置、线条、图片都相同；文件字节不同，是由另一版本的程序或字体生成，或经其他软件另存。",
        "made again from the data inside, every page has the same text, letters, places, rules and pictures; the bytes differ, as another version of program or fonts made it, or another program saved it anew",
    )
}

/// The document cannot be made again here.
pub(super) fn cannot_make(why: &Text) -> Answer {
    let text = Text::new(
        format!("无法用所附数据重新生成文件，不能比对：{}", why.zh),
        format!(
            "the document cannot be made again from its data: {}",
            why.en
        ),
    );
    Answer::new(Question::Content, Verdict::Unknown, text)
}

fn unread(why: &Unread) -> Answer {
    let (verdict, zh, en) = match why {
        Unread::File => (
            Verdict::No,
            "文件的页面无法读出，可能已损坏。",
            "its pages cannot be read; it may be damaged",
        ),
        Unread::Encrypted => (
            Verdict::Unknown,
            "文件已加密，无法读出页面。",
            "it is encrypted, its pages cannot be read",
        ),
        Unread::Content => (
            Verdict::No,
            "有页面的内容无法读完，不是本程序生成的样子。",
            "the content of a page cannot be read to its end, and is not as this program writes it",
        ),
        Unread::TooMuch => (
            Verdict::No,
            "页面内容远远超出任何报告，没有读完。",
            "there is far more on its pages than any report has; it was not read to its end",
        ),
    };
    Answer::new(Question::Content, verdict, Text::new(zh, en))
}

/// What the catalog has that no page shows and a reader may meet all the same.
fn beside(file: &Book, data: &Book) -> Vec<Difference> {
    /// What a signature, validation data and programs that save a file anew add.
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
            format!("the catalog has {key} more"),
        )
    });
    let (files, own) = (file.files(), data.files());
    let names: BTreeSet<&String> = files.keys().chain(own.keys()).collect();
    let names = names
        .into_iter()
        .filter(|name| files.get(*name) != own.get(*name));
    let others = names.map(|name| {
        Text::new(
            format!("附件“{name}”与数据不符"),
            format!("the file inside `{name}` is not that of the data"),
        )
    });
    let all = keys.chain(others);
    all.map(|what| Difference::new(What::Beside(what), None))
        .collect()
}

/// The fonts that the file has and the document made here has not.
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

/// The same answer, told that fonts of other measures may have broken lines and pages elsewhere.
fn hint(mut answer: Answer, missing: &[String]) -> Answer {
    let (zh, en) = (missing.join("、"), missing.join(", "));
    answer.text.zh.push_str(&format!(
        "文件所用字体 {zh} 本机没有，分行、分页也可能因此不同；请用 --fonts 指明其所在目录再试。"
    ));
    answer.text.en.push_str(&format!(
        " The fonts {en} of the file are not here, which may break lines and pages elsewhere: name their folder with --fonts."
    ));
    answer.with("fonts", missing.to_vec())
}

fn other_fonts(missing: &[String]) -> Answer {
    let (zh, en) = (missing.join("、"), missing.join(", "));
    let text = Text::new(
        format!(
            "各页文字与数据相同，但文件所用字体 {zh} 本机没有，字形和位置无法比对；请用 --fonts 指明这些字体所在目录再试。"
        ),
        format!(
            "the text of every page is that of the data, but letters and places cannot be compared, as the fonts of the file are not here: {en}; name their folder with --fonts"
        ),
    );
    Answer::new(Question::Content, Verdict::Unknown, text).with("fonts", missing.to_vec())
}
