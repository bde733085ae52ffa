//! Compares a DOCX with the one its data make: byte for byte, part by part without the signature's
//! own parts, and if another program saved it, by what it shows.

use std::collections::BTreeMap;

use super::pdf::{cannot_make, no, yes};
use crate::import::{self, ImportError, Shown, ShownLine};
use crate::pipeline;
use crate::verify::align::{Step, align};
use crate::verify::answer::{Answer, Question, Verdict};
use crate::verify::difference::{Difference, What};
use crate::verify::inside::Inside;
use chengbao_base::text::{Bilingual as _, Text};
use chengbao_report::form::Form;

/// The answer about a DOCX.
pub(in crate::verify) fn answer(bytes: &[u8], inside: &Inside) -> Answer {
    let made = match pipeline::docx(&inside.document()) {
        Ok(made) => made,
        Err(error) => return cannot_make(&error.text()),
    };
    let identical = Text::new(
        "用内嵌数据重新生成，与文件各部分逐字节相同。",
        "regenerated from the embedded data, every part is byte-identical",
    );
    if bytes == made {
        return yes("bytes", identical);
    }
    let same = match (import::parts(bytes), import::parts(&made)) {
        (Ok(file), Ok(data)) => same_parts(file, data),
        (Err(error), _) | (_, Err(error)) => return unread(&error),
    };
    if same {
        return yes("parts", identical);
    }
    match (import::shown(bytes), import::shown(&made)) {
        (Ok(file), Ok(data)) => {
            let differences = compare(&file, &data, inside);
            if differences.is_empty() {
                yes("text", same_text())
            } else {
                no("text", &differences)
            }
        }
        (Err(error), _) | (_, Err(error)) => unread(&error),
    }
}

fn same_text() -> Text {
    Text::new(
        "显示的文字、数字与内嵌数据相同；文件经 Word 等软件另存，版式没有逐项比对。",
        "the text and figures shown match the embedded data; another program saved the file, so its layout was not compared",
    )
}

fn unread(error: &ImportError) -> Answer {
    let why = error.text();
    let text = Text::new(
        format!("文件内容无法读取：{}", why.zh),
        format!("the document cannot be read: {}", why.en),
    );
    Answer::new(Question::Content, Verdict::No, text)
}

/// Folder of a signature's own parts, in lower case.
const SIGNATURES: &str = "_xmlsignatures/";

/// Whether all parts are the same except for what a signature adds.
fn same_parts(file: Vec<(String, Vec<u8>)>, data: Vec<(String, Vec<u8>)>) -> bool {
    let sorted = |parts: Vec<(String, Vec<u8>)>| -> BTreeMap<String, Vec<u8>> {
        let own = |(name, _): &(String, Vec<u8>)| {
            let lower = name.trim_start_matches('/').to_ascii_lowercase();
            !lower.starts_with(SIGNATURES)
        };
        parts.into_iter().filter(own).collect()
    };
    let (file, data) = (sorted(file), sorted(data));
    file.len() == data.len()
        && file.iter().zip(&data).all(|((name, one), (also, other))| {
            let lists = ["[Content_Types].xml", "_rels/.rels"];
            name == also
                && (one == other || lists.contains(&name.as_str()) && same_tags(one, other))
        })
}

/// Whether a list of parts differs from another only by the signature's entries.
fn same_tags(file: &[u8], data: &[u8]) -> bool {
    let tags = |part: &[u8]| -> Vec<String> {
        let text = String::from_utf8_lossy(part).into_owned();
        let tags = text.split('<').map(str::trim).filter(|tag| !tag.is_empty());
        tags.map(str::to_owned).collect()
    };
    let is_signature = |tag: &String| {
        tag.ends_with("/>")
            && ["/digital-signature/", "digital-signature-"]
                .iter()
                .any(|word| tag.contains(word))
    };
    let mut file = tags(file);
    file.retain(|tag| !is_signature(tag));
    file == tags(data)
}

/// The differences between a document and the one its data make.
fn compare(file: &Shown, data: &Shown, inside: &Inside) -> Vec<Difference> {
    let mut differences = Vec::new();
    let (one, other) = (&file.lines, &data.lines);
    let same = |i: usize, j: usize| {
        matches!((one.get(i), other.get(j)), (Some(one), Some(other))
            if plain(&one.text) == plain(&other.text)
                && (one.path.is_none() || other.path.is_none() || one.path == other.path))
    };
    let form = &inside.report.form;
    let (mut more, mut less) = (Vec::new(), Vec::new());
    for step in align(one.len(), other.len(), same) {
        match step {
            Step::First(i) => more.extend(one.get(i)),
            Step::Second(j) => less.extend(other.get(j)),
            Step::Both(..) => changed_between(&mut more, &mut less, form, &mut differences),
        }
    }
    changed_between(&mut more, &mut less, form, &mut differences);
    let words = |file: Option<&String>, data: Option<&String>| Difference {
        file: file.cloned(),
        data: data.cloned(),
        name: Some("页眉、页脚、文本框".to_owned()),
        ..Difference::new(What::Words, None)
    };
    let added = file.around.iter().filter(|it| !data.around.contains(it));
    differences.extend(added.map(|text| words(Some(text), None)));
    let gone = data.around.iter().filter(|it| !file.around.contains(it));
    differences.extend(gone.map(|text| words(None, Some(text))));
    if file.pictures != data.pictures {
        let what = Text::new(
            format!(
                "文件有 {} 个图形，按数据是 {} 个",
                file.pictures, data.pictures
            ),
            format!(
                "the file has {} pictures or shapes, but {} according to the data",
                file.pictures, data.pictures
            ),
        );
        differences.push(Difference::new(What::Beside(what), None));
    }
    differences.extend(bound(inside));
    let notes = inside.notes.iter();
    differences.extend(notes.map(|note| Difference::new(What::Beside(note.clone()), None)));
    differences
}

/// Lines between two common ones: lines in pairs were changed.
fn changed_between(
    more: &mut Vec<&ShownLine>,
    less: &mut Vec<&ShownLine>,
    form: &Form,
    out: &mut Vec<Difference>,
) {
    let (mut more, mut less) = (more.drain(..), less.drain(..));
    loop {
        let (file, data) = (more.next(), less.next());
        if file.is_none() && data.is_none() {
            return;
        }
        let path = |line: Option<&ShownLine>| line?.path.clone();
        let name = path(data).or_else(|| path(file));
        let name = name.and_then(|path| name_of(form, &path));
        out.push(Difference {
            file: file.map(|line| line.text.clone()),
            data: data.map(|line| line.text.clone()),
            name,
            ..Difference::new(What::Words, None)
        });
    }
}

/// The values bound to the document that differ from the embedded report. Programs that edit it
/// show these values.
fn bound(inside: &Inside) -> Vec<Difference> {
    if inside.bound.is_empty() {
        return Vec::new();
    }
    let mut differences = Vec::new();
    for field in chengbao_report::report::fields(&inside.report) {
        let Some(value) = inside.bound.get(&field.path) else {
            continue;
        };
        if plain(value) != plain(&field.text) {
            differences.push(Difference {
                file: Some(value.trim().to_owned()),
                data: Some(field.text),
                name: name_of(&inside.report.form, &field.path).or(Some(field.path)),
                ..Difference::new(What::Words, None)
            });
        }
    }
    differences
}

fn name_of(form: &Form, path: &str) -> Option<String> {
    let spec = form.spec(form.cell(path)?)?;
    Some(spec.name.clone())
}

/// A text without blanks, which programs add and remove.
fn plain(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}
