//! Compares a PDF with the one its data make: byte for byte, and if the bytes differ, object by object; what pages
//! draw, where fonts are of another version, glyph by glyph.

use std::collections::BTreeSet;

use chengbao_base::formats::pdf::{PdfFile, examine};

use super::names::Names;
use super::regenerate::regenerate;
use super::verdict::{cannot_make, no, unsaid, yes};
use super::words;
use crate::verify::answer::{Answer, Question, Verdict};
use crate::verify::dialect::{self, Finding, Scope};
use crate::verify::difference::{Difference, What};
use crate::verify::drawn::{self, Drawn, Odd, Sheet};
use crate::verify::inside::Inside;
use crate::verify::pieces;
use chengbao_base::text::{Bilingual as _, Text};
use chengbao_paper::typeset::FaceSet;

/// The answer about a PDF. `base_end` is where the document that was signed ends, according to
/// the signature; the end of the file if there is none. Unless `is_made_again`, its layout is not compared.
pub(in crate::verify) fn answer(
    bytes: &[u8],
    base_end: Option<usize>,
    inside: &Inside,
    faces: &FaceSet,
    is_made_again: bool,
) -> Answer {
    let document = inside.document();
    let (pages, made) = match regenerate(&document, faces) {
        Ok(made) => made,
        Err(why) => return cannot_make(&why),
    };
    let base = base_end.map_or(bytes, |end| bytes.get(..end).unwrap_or(bytes));
    if bytes == made {
        return yes("bytes", identical());
    }
    let file = match PdfFile::open(bytes) {
        Ok(file) => file,
        Err(error) => return unsaid(&error.text()),
    };
    if let Err(doubt) = examine(&file) {
        return unsaid(&doubt.text());
    }
    let data = match PdfFile::open(&made) {
        Ok(data) => data,
        Err(error) => return cannot_make(&error.text()),
    };
    let notes = inside.notes.iter();
    let notes: Vec<Difference> = notes
        .map(|note| Difference::new(What::Beside(note.clone()), None))
        .collect();
    let signed = base_end.map(|end| PdfFile::open(base).map(|signed| (signed, end)));
    let signed = match signed.transpose() {
        Ok(signed) => signed,
        Err(error) => return unsaid(&error.text()),
    };
    // The signed document is compared alone as well: what only a signature may add, it must not have.
    let compared = |scope| -> Vec<Finding> {
        let alone = signed.as_ref().filter(|_| base != made);
        let mut all =
            alone.map_or_else(Vec::new, |(it, _)| dialect::compare(it, &data, None, scope));
        let whole = dialect::compare(&file, &data, base_end, scope).into_iter();
        let new: Vec<Finding> = whole.filter(|finding| !all.contains(finding)).collect();
        all.extend(new);
        all
    };
    let is_same = compared(Scope::All).is_empty();
    if is_same && notes.is_empty() {
        return if base == made {
            yes("bytes", identical())
        } else {
            yes("objects", same_objects())
        };
    }
    let names = Names::of(&inside.report.form, &document, &pages);
    let name = |page: usize, x: f64, y: f64| names.at(page, x, y);
    if !is_made_again {
        let numbered = match words::numbered(document, faces) {
            Ok(numbered) => numbered,
            Err(why) => return cannot_make(&why),
        };
        return words::answer(&file, signed.as_ref(), (&data, &numbered), notes, &name);
    }
    let drawn = match drawn::sheets(&data) {
        Ok(drawn) => drawn,
        Err(odd) => return cannot_make(&odd.text()),
    };
    let findings = compared(Scope::Beside);
    judged(&drawn::sheets(&file), &drawn, &findings, notes, &name)
}

/// The answer about a file that is not the data's document byte for byte: what its pages draw, and what was
/// found beside them.
fn judged(
    file: &Result<Vec<Sheet>, Odd>,
    data: &[Sheet],
    findings: &[Finding],
    mut notes: Vec<Difference>,
    name: pieces::Namer<'_>,
) -> Answer {
    let mut unsaid_about: Vec<Text> = Vec::new();
    let mut differences = match file {
        Ok(file) => pieces::compare(file, data, name),
        Err(odd) => {
            unsaid_about.push(odd.text());
            Vec::new()
        }
    };
    for finding in findings {
        if finding.is_certain() {
            let what = What::Beside(finding.text());
            differences.push(Difference::new(what, None));
        } else {
            unsaid_about.push(finding.text());
        }
    }
    differences.append(&mut notes);
    if differences.is_empty() {
        return match unsaid_about.first() {
            Some(first) => unsaid(first),
            None => yes("pages", same_pages()),
        };
    }
    let what = unsaid_about.into_iter().map(What::Beside);
    differences.extend(what.map(|what| Difference::new(what, None)));
    let Ok(file) = file else {
        return no("pages", &differences);
    };
    let missing = fonts(file, data);
    if missing.is_empty() {
        return no("pages", &differences);
    }
    let is_of_fonts = |it: &Difference| !matches!(it.what, What::Beside(_) | What::Edges);
    if words(file) == words(data) && differences.iter().all(is_of_fonts) {
        other_fonts(&missing)
    } else {
        hint(no("pages", &differences), &missing)
    }
}

fn identical() -> Text {
    Text::new(
        "用内嵌数据重新生成，与文件逐字节相同。",
        "regenerated from the embedded data, byte-identical",
    )
}

fn same_objects() -> Text {
    Text::new(
        "用内嵌数据重新生成，与文件各对象相同；只有压缩或编号不同。",
        "regenerated from the embedded data, every object is the same; only compression or numbering differ",
    )
}

fn same_pages() -> Text {
    Text::new(
        "用内嵌数据重新生成，各页文字、字形、位置、线条、图片都相同，标签、书签、链接、元数据、内嵌文件也相同。文件字节不同，是因为字体的版本或写法不同。",
        "regenerated from the embedded data, every page has the same text, glyphs, positions, lines and pictures, and tags, bookmarks, links, metadata and embedded files are the same; the bytes differ because the fonts differ in version or form",
    )
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
