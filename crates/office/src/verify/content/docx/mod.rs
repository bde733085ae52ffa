//! Compares a DOCX with the one its data make: byte for byte, part by part without what signatures
//! add, and if it is of another edition, by our dialect. A file that another program saved is
//! never ours: nothing is said of it but where it differs.

mod dialect;
mod parts;

use super::verdict::{cannot_make, no, yes};
use crate::import::{self, ImportError, Shown, ShownLine};
use crate::pipeline;
use crate::verify::align::{Step, align};
use crate::verify::answer::{Answer, Question, Verdict};
use crate::verify::difference::{Difference, What, sentence};
use crate::verify::inside::Inside;
use crate::verify::look::Own;
use chengbao_base::formats::opc::Package;
use chengbao_base::text::{Bilingual as _, Text};
use chengbao_report::form::Form;
use serde_json::Value;

/// The answer about a DOCX. `own` is what its signatures added.
pub(in crate::verify) fn answer(
    bytes: &[u8],
    package: &Package,
    own: &Own,
    inside: &Inside,
) -> Answer {
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
    let made = match Package::read(&made) {
        Ok(made) => made,
        Err(error) => return unread(&error.into()),
    };
    let parts = parts::differing(package, own, &made);
    if parts.is_empty() {
        return yes("parts", identical);
    }
    let found = dialect::judge(package, own, &made);
    let mut differences = match (import::shown(package), import::shown(&made)) {
        (Ok(file), Ok(data)) => compare(&file, &data, inside),
        (Err(error), _) | (_, Err(error)) => return unread(&error),
    };
    let is_known = found.forbidden.is_empty() && found.unknown.is_empty();
    if is_known && !found.differs && differences.is_empty() {
        return yes("text", same_text());
    }
    if found.forbidden.is_empty() && !found.unknown.is_empty() {
        return unknown(&parts, &found.unknown, &differences);
    }
    if found.forbidden.is_empty() && differences.is_empty() {
        let what = Text::new(
            "文字、表格、图片或链接与数据不同",
            "words, tables, pictures or links are not those of the data",
        );
        differences.push(Difference::new(What::Beside(what), None));
    }
    let named = found.forbidden.into_iter().map(|what| {
        let what = Text::new(
            format!("文件中有{}", what.zh),
            format!("the file has {}", what.en),
        );
        Difference::new(What::Beside(what), None)
    });
    let all: Vec<Difference> = named.chain(differences).collect();
    no("text", &all).with("parts", parts)
}

fn same_text() -> Text {
    Text::new(
        "由另一版本的程序生成，只含本程序写过的内容；显示的文字、数字、表格、图片与内嵌数据相同。",
        "another version of the program made it: it has only what this program writes, and its text, figures, tables and pictures match the embedded data",
    )
}

/// How many parts and constructs are named in a sentence.
const NAMED: usize = 4;

/// That nothing can be said: which parts differ, what is not known in them, and, as help, which words are
/// others.
fn unknown(parts: &[String], unknown: &[Text], differences: &[Difference]) -> Answer {
    let names: Vec<&str> = parts.iter().map(String::as_str).collect();
    let in_zh: Vec<&str> = unknown.iter().map(|it| it.zh.as_str()).collect();
    let in_en: Vec<&str> = unknown.iter().map(|it| it.en.as_str()).collect();
    let mut zh = format!(
        "无法判断：文件不是本程序原样写出的（可能经 Word 等软件另存或改动）。不同的部件：{}；不认识的内容：{}。",
        list(&names, "、"),
        list(&in_zh, "；"),
    );
    let mut en = format!(
        "cannot be said: the file is not as this program wrote it (Word or another program may have saved or changed it). Parts that differ: {}; not known: {}",
        list(&names, ", "),
        list(&in_en, "; "),
    );
    if differences.is_empty() {
        zh.push_str("能读出的文字与数据没有不同，仅供参考。");
        en.push_str("; as far as its text can be read it does not differ from the data, which proves nothing");
    } else {
        let told = sentence(differences);
        zh.push_str(&format!("供参考，文字不同之处：{}", told.zh));
        en.push_str(&format!("; as help, where its text differs: {}", told.en));
    }
    let all: Vec<Value> = in_zh.into_iter().map(Value::from).collect();
    let words: Vec<Value> = differences.iter().map(Difference::json).collect();
    Answer::new(Question::Content, Verdict::Unknown, Text::new(zh, en))
        .with("compared", "text")
        .with("parts", parts.to_vec())
        .with("unknown", all)
        .with("differences", words)
}

/// The first of a list as one text.
fn list(all: &[&str], comma: &str) -> String {
    let named: Vec<&str> = all.iter().take(NAMED).copied().collect();
    let more = if all.len() > NAMED { "…" } else { "" };
    format!("{}{more}", named.join(comma))
}

fn unread(error: &ImportError) -> Answer {
    let why = error.text();
    let text = Text::new(
        format!("文件内容无法读取：{}", why.zh),
        format!("the document cannot be read: {}", why.en),
    );
    Answer::new(Question::Content, Verdict::No, text)
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
