//! Whether signatures are valid and cover the whole file, and what else was added. It never says
//! that the signer is the one named in the certificate, or when it signed.

use serde_json::{Value, json};

use super::list;
use crate::verify::answer::{Answer, Question, Verdict};
use crate::verify::look::{Look, Signature};
use chengbao_base::text::Text;

/// The first answer: whether every signature is valid.
pub(super) fn signature(look: &Look) -> Answer {
    let mut wrong = Vec::new();
    for signature in &look.signatures {
        let faults = signature.faults.iter().chain(&signature.uncovered);
        wrong.extend(faults.map(|fault| of(signature, look, fault)));
    }
    wrong.extend(look.faults.iter().cloned());
    let details: Vec<Value> = look
        .signatures
        .iter()
        .map(|it| it.details.clone())
        .collect();
    let each = look.signatures.iter();
    let unchecked: Vec<Text> = each
        .flat_map(|it| it.unchecked.iter().map(|why| of(it, look, why)))
        .collect();
    let answer = if !wrong.is_empty() {
        Answer::new(Question::Signature, Verdict::No, list(&wrong))
    } else if !unchecked.is_empty() {
        Answer::new(Question::Signature, Verdict::Unknown, list(&unchecked))
    } else {
        let (zh, en) = names(look);
        let text = Text::new(
            format!("{zh}的签名有效，涵盖整个文件。"),
            format!("the signature of {en} is valid and covers the whole file"),
        );
        Answer::new(Question::Signature, Verdict::Yes, text)
    };
    answer.with("signatures", details)
}

/// The fourth answer: whether anything was added or changed.
pub(super) fn additions(look: &Look) -> Answer {
    let mut added = Vec::new();
    for signature in &look.signatures {
        added.extend(signature.added.iter().cloned());
    }
    added.dedup();
    if !added.is_empty() {
        let told = list(&added);
        let text = Text::new(
            format!("签名之外另有改动：{}", told.zh),
            format!(
                "something besides the signature was changed or added: {}",
                told.en
            ),
        );
        let all: Vec<Value> = added.iter().map(|it| json!(it.zh)).collect();
        return Answer::new(Question::Additions, Verdict::No, text).with("changes", all);
    }
    let is_whole = look
        .signatures
        .iter()
        .all(|it| it.uncovered.is_empty() && it.faults.is_empty() && it.unchecked.is_empty());
    if is_whole {
        let text = Text::new(
            "签名之后没有添加或改动。",
            "nothing was added or changed after signing",
        );
        Answer::new(Question::Additions, Verdict::Yes, text)
    } else {
        let text = Text::new(
            "签名无效、不完整或未能检查，无法判断。",
            "the signature is not valid, not complete or not checked, so this cannot be said",
        );
        Answer::new(Question::Additions, Verdict::Unknown, text)
    }
}

/// The signers.
fn names(look: &Look) -> (String, String) {
    let names: Vec<String> = look
        .signatures
        .iter()
        .map(|it| format!("“{}”", it.who.shown()))
        .collect();
    (names.join("、"), names.join(", "))
}

/// A fault, with the signer if there are several signatures.
fn of(signature: &Signature, look: &Look, fault: &Text) -> Text {
    if look.signatures.len() < 2 {
        return fault.clone();
    }
    let who = signature.who.shown();
    Text::new(
        format!("“{who}”的签名：{}", fault.zh),
        format!("signature of “{who}”: {}", fault.en),
    )
}
