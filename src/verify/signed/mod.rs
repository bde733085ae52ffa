//! The first four answers: the signature, its chain, its time stamp, what was added.

use der::Decode as _;
use jiff::Timestamp;
use serde_json::{Value, json};
use x509_cert::Certificate;

use super::answer::{Answer, Question, Verdict};
use super::look::{Look, Signature};
use crate::signature::trust::{self, Anchors, NOT_ASKED, TrustError, Usage, path, shown};
use crate::signature::tsp::{self, Stamped, TspError};
use crate::text::Text;

/// The answers about the signatures of a file, or why they could not be looked at.
pub(super) fn answers(
    look: Result<&Look, &Text>,
    anchors: &Anchors,
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
        chain(pairs(), anchors, now),
        time_stamp(pairs(), anchors, now),
        additions(look),
    ]
}

/// The time at which whatever the file holds must have been valid: that of a trusted time stamp over the
/// whole of it, else now.
pub(super) fn as_of(look: &Look, anchors: &Anchors, now: Timestamp) -> Timestamp {
    let whole = look
        .signatures
        .iter()
        .filter(|it| it.faults.is_empty() && it.uncovered.is_empty());
    let mut times = whole.filter_map(|it| proven(&stamp(it), anchors, now));
    times.next().unwrap_or(now)
}

/// The time a stamp proves: good, by a trusted authority, and not of a time to come.
fn proven(stamp: &Stamp, anchors: &Anchors, now: Timestamp) -> Option<Timestamp> {
    let stamped = stamp.as_ref()?.as_ref().ok()?;
    let is_past = !is_to_come(stamped.time, now);
    (is_past && stamped.path(anchors).is_ok()).then_some(stamped.time)
}

/// Whether a time is later than clocks that go wrong a little would have it.
fn is_to_come(time: Timestamp, now: Timestamp) -> bool {
    time.duration_since(now) > tsp::TOLERANCE
}

fn unread(why: &Text) -> Vec<Answer> {
    let first = Text::new(
        format!("文件无法按规范读出，其中的签名一概不认：{}。", why.zh),
        format!(
            "the file cannot be read as the standard asks, so no signature in it counts: {}",
            why.en
        ),
    );
    let rest = Text::new("文件无法读出。", "the file cannot be read");
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
            "没有签名，没有证书。",
            "no signature, no certificate",
        ),
        absent(
            Question::TimeStamp,
            "没有时间戳。",
            "there is no time stamp",
        ),
        absent(
            Question::Additions,
            "没有签名，改动无从判断。",
            "without a signature nothing tells a change",
        ),
    ]
}

fn signature(look: &Look) -> Answer {
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
    let answer = if wrong.is_empty() {
        let (zh, en) = names(look);
        let text = Text::new(
            format!("{zh}的签名有效，覆盖整个文件。"),
            format!("the signature of {en} is good and over the whole file"),
        );
        Answer::new(Question::Signature, Verdict::Yes, text)
    } else {
        Answer::new(Question::Signature, Verdict::No, list(&wrong))
    };
    answer.with("signatures", details)
}

fn additions(look: &Look) -> Answer {
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
                "beside signing, something was changed or added: {}",
                told.en
            ),
        );
        let all: Vec<Value> = added.iter().map(|it| json!(it.zh)).collect();
        return Answer::new(Question::Additions, Verdict::No, text).with("changes", all);
    }
    let is_whole = look
        .signatures
        .iter()
        .all(|it| it.uncovered.is_empty() && it.faults.is_empty());
    if is_whole {
        let text = Text::new(
            "签名之后没有添加或改动。",
            "nothing was added or changed after signing",
        );
        Answer::new(Question::Additions, Verdict::Yes, text)
    } else {
        let text = Text::new(
            "签名无效或不全，无从判断。",
            "the signature is not good or not whole, so nothing tells",
        );
        Answer::new(Question::Additions, Verdict::Unknown, text)
    }
}

/// A signature's time stamp, held against it.
type Stamp = Option<Result<Stamped, TspError>>;

fn stamp(signature: &Signature) -> Stamp {
    let token = signature.stamp.as_ref()?;
    Some(tsp::check(token, &signature.stamped))
}

fn chain<'a>(
    signatures: impl Iterator<Item = (&'a Signature, &'a Stamp)>,
    anchors: &Anchors,
    now: Timestamp,
) -> Answer {
    let mut good = Vec::new();
    for (signature, stamp) in signatures {
        if signature.encoded.is_empty() {
            let text = Text::new(
                "签名中读不出签名人的证书。",
                "the signer's certificate cannot be read",
            );
            return Answer::new(Question::Chain, Verdict::No, text);
        }
        let who = &signature.who;
        if anchors.is_empty() {
            let text = Text::new(
                format!("没有给出信任的证书，不能确认签名人就是“{who}”；请用 --trust 指明根证书。"),
                format!(
                    "no trusted certificate was given, so that the signer is “{who}” is not certain; name the root with --trust"
                ),
            );
            return Answer::new(Question::Chain, Verdict::Unknown, text);
        }
        // A trusted time stamp proves that the signature was there while the certificate was valid.
        let stamped = proven(stamp, anchors, now);
        let at = stamped.unwrap_or(now);
        match path(&signature.encoded, anchors, at, Usage::Documents) {
            Ok(path) => {
                let anchor = path
                    .anchor()
                    .map(|it| shown(it.tbs_certificate().subject()));
                good.push((
                    who.clone(),
                    anchor.unwrap_or_default(),
                    at,
                    stamped.is_some(),
                ));
            }
            Err(error) => return untrusted(&error, stamped.is_some()),
        }
    }
    let join = |comma: &str, between: &str| {
        let each = good
            .iter()
            .map(|(who, anchor, ..)| format!("“{who}”{between}“{anchor}”"));
        each.collect::<Vec<_>>().join(comma)
    };
    let mut times: Vec<Text> = good.iter().map(|(.., at, by)| checked(*at, *by)).collect();
    times.dedup();
    let times = times.into_iter().reduce(|one, other| {
        Text::new(
            format!("{}、{}", one.zh, other.zh),
            format!("{}, {}", one.en, other.en),
        )
    });
    let times = times.unwrap_or_else(|| checked(now, false));
    let text = Text::new(
        format!(
            "{}（按{}查验）。{}。",
            join("；", "的证书可上溯至所信任的"),
            times.zh,
            NOT_ASKED.0
        ),
        format!(
            "{} (as of {}); {}",
            join("; ", " leads to the trusted "),
            times.en,
            NOT_ASKED.1
        ),
    );
    let at: Vec<Value> = good
        .iter()
        .map(|(.., at, _)| json!(at.to_string()))
        .collect();
    let anchors: Vec<Value> = good.iter().map(|(_, anchor, ..)| json!(anchor)).collect();
    Answer::new(Question::Chain, Verdict::Yes, text)
        .with("anchors", anchors)
        .with("checked_at", at)
}

/// At which time certificates were looked at, and why then.
fn checked(at: Timestamp, by_stamp: bool) -> Text {
    let at = Timestamp::from_second(at.as_second()).unwrap_or(at);
    if by_stamp {
        Text::new(
            format!("时间戳的时间 {at} "),
            format!("the time of its time stamp, {at}"),
        )
    } else {
        Text::new(format!("现在的时间 {at} "), format!("now, {at}"))
    }
}

/// Whether a signer states a time at which the certificate was not valid.
fn states_other_time(signature: &Signature) -> bool {
    let stated = signature.stated.as_deref();
    // `2025-01-20 09:30:00 +08:00`, or as RFC 3339 has it.
    let stated = stated.map(|it| it.replacen(' ', "T", 1).replace(' ', ""));
    let at = stated.and_then(|it| it.parse::<Timestamp>().ok());
    let own = signature.encoded.first();
    let own = own.and_then(|der| Certificate::from_der(der).ok());
    at.zip(own).is_some_and(|(at, own)| {
        let fit = trust::fit(&own, at, Usage::Documents);
        matches!(
            fit,
            Err(TrustError::Expired { .. } | TrustError::NotYetValid { .. })
        )
    })
}

fn untrusted(error: &TrustError, stamped: bool) -> Answer {
    let mut text = stop(&error.text());
    if matches!(error, TrustError::Expired { .. }) && !stamped {
        text.zh
            .push_str("签名没有可信的时间戳，不能证明是在证书有效期内签的。");
        text.en.push_str(
            "; without a trusted time stamp nothing proves that it signed while it was valid",
        );
    }
    Answer::new(Question::Chain, Verdict::No, text)
}

fn time_stamp<'a>(
    signatures: impl Iterator<Item = (&'a Signature, &'a Stamp)>,
    anchors: &Anchors,
    now: Timestamp,
) -> Answer {
    let answer = |verdict, text| Answer::new(Question::TimeStamp, verdict, text);
    let mut good: Option<Answer> = None;
    let mut lacking: Option<Answer> = None;
    for (signature, stamp) in signatures {
        let stamped = match stamp {
            None => {
                let stated = signature.stated.as_deref().unwrap_or("—");
                let mut text = Text::new(
                    format!("没有时间戳；签名时间（{stated}）是签名人自己写的，无从证实。"),
                    format!(
                        "there is none; the time of signing ({stated}) is what the signer states"
                    ),
                );
                if states_other_time(signature) {
                    text.zh
                        .push_str("所写的时间不在其证书的有效期内，不足为信。");
                    text.en
                        .push_str(", and the certificate was not valid then: do not rely on it");
                }
                lacking = Some(answer(Verdict::Absent, text));
                continue;
            }
            Some(Err(error)) => return answer(Verdict::No, stop(&error.text())),
            Some(Ok(stamped)) => stamped,
        };
        let who = shown(stamped.certificate.tbs_certificate().subject());
        let time = stamped.time;
        let unknown = |why: &str, en: &str| {
            Text::new(
                format!("时间戳（{time}，“{who}”）与签名相符，但{why}"),
                format!("the time stamp ({time}, “{who}”) is over this signature, but {en}"),
            )
        };
        if anchors.is_empty() {
            let text = unknown(
                "没有给出信任的证书，时间戳机构不能确认；请用 --trust 指明其根证书。",
                "no trusted certificate was given; name the root of its authority with --trust",
            );
            return answer(Verdict::Unknown, text).with("time", time.to_string());
        }
        if is_to_come(time, now) {
            let text = unknown("它的时间还没有到。", "its time is still to come");
            return answer(Verdict::No, text).with("time", time.to_string());
        }
        match stamped.path(anchors) {
            Ok(_) => {
                let text = Text::new(
                    format!("时间戳有效：{time} 之前已签名，由“{who}”证明。"),
                    format!("it is good: signed before {time}, says “{who}”"),
                );
                good = Some(answer(Verdict::Yes, text).with("time", time.to_string()));
            }
            Err(error) => {
                let why = error.text();
                let text = unknown(&format!("时间戳机构不可信：{}。", why.zh), &why.en);
                return answer(Verdict::No, text).with("time", time.to_string());
            }
        }
    }
    let nothing = || answer(Verdict::Absent, Text::new("没有时间戳。", "there is none"));
    lacking.or(good).unwrap_or_else(nothing)
}

/// The signers.
fn names(look: &Look) -> (String, String) {
    let names: Vec<String> = look
        .signatures
        .iter()
        .map(|it| format!("“{}”", it.who))
        .collect();
    (names.join("、"), names.join(", "))
}

/// A fault, with whose signature has it where there are several.
fn of(signature: &Signature, look: &Look, fault: &Text) -> Text {
    if look.signatures.len() < 2 {
        return fault.clone();
    }
    let who = &signature.who;
    Text::new(
        format!("“{who}”的签名：{}", fault.zh),
        format!("signature of “{who}”: {}", fault.en),
    )
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
