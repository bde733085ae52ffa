//! What is asked of a file and what was answered: one question a line, each with a verdict and a
//! sentence.

use serde_json::{Map, Value};

use chengbao_base::text::Text;

/// What is asked, in the order it is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Question {
    /// Is the signature good, and over the whole file?
    Signature,
    /// Does its chain end at a given anchor?
    Chain,
    /// Is the time stamp good?
    TimeStamp,
    /// Was nothing added afterwards?
    Additions,
    /// Does the report inside carry a complete sign-off for exactly itself?
    SignOff,
    /// Does the document say what its data say?
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

    /// What holds where the answer is yes, in a few words.
    #[must_use]
    pub fn label(self) -> Text {
        match self {
            Self::Signature => Text::new("签名有效", "signature good"),
            Self::Chain => Text::new("证书可信", "certificate trusted"),
            Self::TimeStamp => Text::new("时间可靠", "time stamp good"),
            Self::Additions => Text::new("签后未改", "nothing added"),
            Self::SignOff => Text::new("签发完整", "signed off"),
            Self::Content => Text::new("文数一致", "says its data"),
        }
    }
}

/// How a question is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// It holds.
    Yes,
    /// There is nothing to ask about: no time stamp, no signature.
    Absent,
    /// It cannot be said here; the sentence says what is lacking.
    Unknown,
    /// It does not hold.
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
            Self::Absent => Text::new("没有", "not there"),
            Self::Unknown => Text::new("无法判断", "cannot be said"),
            Self::No => Text::new("否", "no"),
        }
    }
}

/// One answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// What was asked.
    pub question: Question,
    /// How it is answered.
    pub verdict: Verdict,
    /// Why, in one sentence or two.
    pub text: Text,
    /// What programs may want to know of it.
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
    /// In the order of [`Question::ALL`]; a file without data inside has no answer to the last two.
    pub answers: Vec<Answer>,
}

impl Answers {
    /// The answer to a question, where it was asked.
    #[must_use]
    pub fn to(&self, question: Question) -> Option<&Answer> {
        self.answers.iter().find(|it| it.question == question)
    }

    /// Whether everything that was asked holds. A time stamp need not be there; a signature must.
    #[must_use]
    pub fn hold(&self) -> bool {
        self.answers.iter().all(|it| match it.verdict {
            Verdict::Yes => true,
            Verdict::Absent => it.question == Question::TimeStamp,
            Verdict::Unknown | Verdict::No => false,
        })
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
        }
    }
}
