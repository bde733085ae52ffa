//! The questions about a file and their answers: one question per line, each with a verdict and a
//! sentence.

use serde_json::{Map, Value};

use chengbao_base::text::Text;

/// The questions, in the order of the answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Question {
    /// Is the signature valid, and does it cover the whole file?
    Signature,
    /// Does its certificate chain end at a trusted root?
    Chain,
    /// Is the time stamp valid?
    TimeStamp,
    /// Is the file unchanged since signing?
    Additions,
    /// Is the embedded report signed off completely, in exactly this state?
    SignOff,
    /// Does the document match its data?
    Content,
}

impl Question {
    /// All questions.
    pub const ALL: [Self; 6] = [
        Self::Signature,
        Self::Chain,
        Self::TimeStamp,
        Self::Additions,
        Self::SignOff,
        Self::Content,
    ];

    /// Its name for programs; never changes.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Signature => "signature",
            Self::Chain => "chain",
            Self::TimeStamp => "timestamp",
            Self::Additions => "additions",
            Self::SignOff => "signoff",
            Self::Content => "content",
        }
    }

    /// What is true if the answer is yes, in a few words.
    #[must_use]
    pub fn label(self) -> Text {
        match self {
            Self::Signature => Text::new("签名有效", "signature valid"),
            Self::Chain => Text::new("证书可信", "certificate trusted"),
            Self::TimeStamp => Text::new("时间可靠", "time stamp valid"),
            Self::Additions => Text::new("签名后未改", "unchanged since signing"),
            Self::SignOff => Text::new("审签完整", "signed off"),
            Self::Content => Text::new("与数据一致", "matches its data"),
        }
    }
}

/// The verdict on a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// It is true.
    Yes,
    /// There is nothing to check: no time stamp, no signature.
    Absent,
    /// It cannot be determined here; the sentence says what is missing.
    Unknown,
    /// It is not true.
    No,
}

impl Verdict {
    /// Its name for programs; never changes.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::Absent => "absent",
            Self::Unknown => "unknown",
            Self::No => "no",
        }
    }

    /// Its name for people.
    #[must_use]
    pub fn label(self) -> Text {
        match self {
            Self::Yes => Text::new("是", "yes"),
            Self::Absent => Text::new("没有", "missing"),
            Self::Unknown => Text::new("无法判断", "unknown"),
            Self::No => Text::new("否", "no"),
        }
    }
}

/// One answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// The question.
    pub question: Question,
    /// The verdict.
    pub verdict: Verdict,
    /// Why, in one sentence or two.
    pub text: Text,
    /// Details for programs.
    pub details: Map<String, Value>,
}

impl Answer {
    /// An answer without details.
    pub(super) fn new(question: Question, verdict: Verdict, text: Text) -> Self {
        Self {
            question,
            verdict,
            text,
            details: Map::new(),
        }
    }

    /// The same with one more detail.
    pub(super) fn with(mut self, key: &str, value: impl Into<Value>) -> Self {
        self.details.insert(key.to_owned(), value.into());
        self
    }
}

/// All answers about a file.
#[derive(Debug, Clone, PartialEq)]
pub struct Answers {
    /// In the order of [`Question::ALL`]; a file without embedded data has no answer to the last two.
    pub answers: Vec<Answer>,
}

impl Answers {
    /// The answer to a question, if it was asked.
    #[must_use]
    pub fn to(&self, question: Question) -> Option<&Answer> {
        self.answers.iter().find(|it| it.question == question)
    }

    /// Whether everything is true. A time stamp may be missing; a signature may not, and neither may the
    /// data: without them nothing proves that the pages are what was signed off.
    #[must_use]
    pub fn hold(&self) -> bool {
        let are_good = self.answers.iter().all(|it| match it.verdict {
            Verdict::Yes => true,
            Verdict::Absent => it.question == Question::TimeStamp,
            Verdict::Unknown | Verdict::No => false,
        });
        are_good
            && Question::ALL
                .iter()
                .all(|question| self.to(*question).is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answers(verdict: Verdict, of: Question) -> Answers {
        let answer = |question| {
            let verdict = if question == of {
                verdict
            } else {
                Verdict::Yes
            };
            Answer::new(question, verdict, Text::new("", ""))
        };
        Answers {
            answers: Question::ALL.map(answer).into(),
        }
    }

    #[test]
    fn of_all_that_may_be_absent_only_the_time_stamp_does_not_count() {
        for question in Question::ALL {
            assert!(answers(Verdict::Yes, question).hold());
            assert!(!answers(Verdict::No, question).hold());
            assert!(!answers(Verdict::Unknown, question).hold());
            let may_be_absent = question == Question::TimeStamp;
            assert_eq!(answers(Verdict::Absent, question).hold(), may_be_absent);
            let mut removed = answers(Verdict::Yes, question);
            removed.answers.retain(|it| it.question != question);
            assert!(!removed.hold());
        }
    }
}
