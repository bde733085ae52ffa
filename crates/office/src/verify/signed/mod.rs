//! The first four answers: the signature, its chain, its time stamp, what was added.
//!
//! It never treats a file that cannot be read as one that is not signed.

mod chain;
mod stamp;
mod whole;

pub(super) use stamp::as_of;

use jiff::Timestamp;

use super::answer::{Answer, Question, Verdict};
use super::look::Look;
use super::signer::RequiredSigner;
use chain::chain;
use chengbao_base::text::Text;
use chengbao_signature::trust::Anchors;
use stamp::{stamp, time_stamp};
use whole::{additions, signature};

/// The answers about the signatures of a file, or why they could not be checked.
pub(super) fn answers(
    look: Result<&Look, &Text>,
    anchors: &Anchors,
    signers: &[RequiredSigner],
    now: Timestamp,
) -> Vec<Answer> {
    let look = match look {
        Ok(look) => look,
        Err(why) => return unread(why),
    };
    if look.signatures.is_empty() {
        return unsigned(look);
    }
    let stamps: Vec<_> = look.signatures.iter().map(stamp).collect();
    let pairs = || look.signatures.iter().zip(&stamps);
    vec![
        signature(look),
        chain(pairs(), anchors, signers, now),
        time_stamp(pairs(), anchors, now),
        additions(look),
    ]
}

fn unread(why: &Text) -> Vec<Answer> {
    let first = Text::new(
        format!(
            "文件结构不合规范，其中的签名都不予认可：{}。请向发文机关另要一份。",
            why.zh
        ),
        format!(
            "the file does not follow the standard, so its signatures are not accepted: {}; ask the sender for another copy",
            why.en
        ),
    );
    let rest = Text::new("文件无法读取。", "the file cannot be read");
    let rest = |question| Answer::new(question, Verdict::Unknown, rest.clone());
    vec![
        Answer::new(Question::Signature, Verdict::No, first),
        rest(Question::Chain),
        rest(Question::TimeStamp),
        rest(Question::Additions),
    ]
}

fn unsigned(look: &Look) -> Vec<Answer> {
    let absent = |question, zh, en| Answer::new(question, Verdict::Absent, Text::new(zh, en));
    let first = match look.faults.as_slice() {
        [] => absent(Question::Signature, "没有签名。", "it is not signed"),
        faults => Answer::new(Question::Signature, Verdict::No, list(faults)),
    };
    vec![
        first,
        absent(
            Question::Chain,
            "没有签名，也没有证书。",
            "no signature, no certificate",
        ),
        absent(
            Question::TimeStamp,
            "没有时间戳。",
            "there are no time stamps",
        ),
        absent(
            Question::Additions,
            "没有签名，无法判断有没有改动。",
            "without a signature, changes cannot be detected",
        ),
    ]
}

/// Sentences as one.
pub(super) fn list(texts: &[Text]) -> Text {
    const TOLD: usize = 6;
    let zh: Vec<&str> = texts
        .iter()
        .take(TOLD)
        .map(|it| it.zh.trim_end_matches('。'))
        .collect();
    let en: Vec<&str> = texts.iter().take(TOLD).map(|it| it.en.as_str()).collect();
    let (mut zh, mut en) = (zh.join("；"), en.join("; "));
    if let rest @ 1.. = texts.len().saturating_sub(TOLD) {
        zh.push_str(&format!("；另有 {rest} 处"));
        en.push_str(&format!("; and {rest} more"));
    }
    zh.push('。');
    Text::new(zh, en)
}

fn stop(text: &Text) -> Text {
    list(std::slice::from_ref(text))
}
