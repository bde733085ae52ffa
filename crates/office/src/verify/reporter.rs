//! Prints answers for people and for programs.

use serde::Serialize;
use serde_json::{Map, Value};

use super::{Answers, Question, Verdict};
use chengbao_base::text::{Colour, Lang, Lines, Text};

/// The result of a file.
#[derive(Debug)]
pub struct FileAnswers<'a> {
    /// Its path as the user gave it.
    pub name: &'a str,
    /// The answers, or why there are none.
    pub answers: Result<&'a Answers, &'a Text>,
}

/// The answers as lines, one per question, under the file's name. With colour where `colour` is set.
#[must_use]
pub fn text(result: &FileAnswers<'_>, lang: Lang, colour: bool) -> Lines {
    let mut out = Lines::default();
    out.push(result.name);
    let answers = match result.answers {
        Ok(answers) => answers,
        Err(why) => {
            out.push(&format!("  {}", why.get(lang)));
            return out;
        }
    };
    for answer in &answers.answers {
        let verdict = answer.verdict.label();
        let label = answer.question.label();
        let verdict = padded(verdict.get(lang), if lang == Lang::Zh { 8 } else { 7 });
        let label = padded(label.get(lang), if lang == Lang::Zh { 10 } else { 23 });
        let shade = match answer.verdict {
            Verdict::Yes => Colour::Green,
            Verdict::No => Colour::Red,
            Verdict::Unknown => Colour::Yellow,
            Verdict::Absent => Colour::Faint,
        };
        let said = format!("  {}", answer.text.get(lang));
        let label = format!("  {label}  ");
        out.push_coloured([&label, &verdict, &said], colour.then_some(shade));
    }
    let asked = |question| answers.answers.iter().any(|it| it.question == question);
    if !asked(Question::Content) {
        out.push(&format!("  {}", not_asked().get(lang)));
    }
    out
}

/// A note for files of other programs: only four of six questions are answered.
fn not_asked() -> Text {
    let [sign_off, content] = [Question::SignOff, Question::Content].map(Question::label);
    Text::new(
        format!(
            "文件没有内嵌数据，“{}”“{}”两项无法验证。",
            sign_off.zh, content.zh
        ),
        format!(
            "no embedded data, so `{}` and `{}` could not be checked",
            sign_off.en, content.en
        ),
    )
}

/// A text made as wide as a column of a terminal; a hanzi is two wide.
fn padded(text: &str, width: usize) -> String {
    let own = unicode_width::UnicodeWidthStr::width(text);
    format!("{text}{}", " ".repeat(width.saturating_sub(own)))
}

#[derive(Serialize)]
struct All<'a> {
    version: u32,
    files: Vec<File<'a>>,
}

#[derive(Serialize)]
struct File<'a> {
    file: &'a str,
    holds: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<&'a str>,
    answers: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct Entry<'a> {
    question: &'static str,
    verdict: &'static str,
    text: &'a str,
    details: &'a Map<String, Value>,
}

/// The answers as one JSON object, with a line break at its end.
#[must_use]
pub fn json(files: &[FileAnswers<'_>], lang: Lang) -> String {
    let all = All {
        version: 1,
        files: files.iter().map(|result| file(result, lang)).collect(),
    };
    // Strings, numbers and JSON values alone: it can always be written as JSON.
    let mut text = serde_json::to_string_pretty(&all).unwrap_or_default();
    text.push('\n');
    text
}

fn file<'a>(result: &FileAnswers<'a>, lang: Lang) -> File<'a> {
    let answers = result.answers.map_or(&[][..], |answers| &answers.answers);
    let entries = answers.iter().map(|answer| Entry {
        question: answer.question.id(),
        verdict: answer.verdict.id(),
        text: answer.text.get(lang),
        details: &answer.details,
    });
    File {
        file: result.name,
        holds: result.answers.is_ok_and(Answers::hold),
        error: result.answers.err().map(|why| why.get(lang)),
        answers: entries.collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_from_elsewhere_is_not_taken_for_one_that_was_asked_everything() {
        let none = Answers {
            answers: Vec::new(),
        };
        let result = FileAnswers {
            name: "a.pdf",
            answers: Ok(&none),
        };
        assert!(text(&result, Lang::Zh, false).contains("“与数据一致”两项无法验证"));
        assert!(text(&result, Lang::En, false).contains("could not be checked"));
    }
}
