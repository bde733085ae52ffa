//! Whether the signers' certificates lead to trusted ones, at the proven time, and whether they are those of the signers
//! that were required. It never asks the network whether one was revoked, and says so.

use jiff::Timestamp;
use serde_json::{Value, json};

use super::stamp::{Stamp, proven};
use super::stop;
use crate::verify::answer::{Answer, Question, Verdict};
use crate::verify::look::Signature;
use crate::verify::signer::{RequiredSigner, subject};
use chengbao_base::text::{Bilingual as _, Foreign, Text, beijing};
use chengbao_signature::trust::{Anchors, NOT_ASKED, TrustError, Usage, called, fingerprint, path};

/// A signature whose certificate leads to a trusted one.
struct Trusted {
    who: Foreign,
    anchor: Foreign,
    at: Timestamp,
    is_stamped: bool,
}

/// The second answer.
pub(super) fn chain<'a>(
    signatures: impl Iterator<Item = (&'a Signature, &'a Stamp)> + Clone,
    anchors: &Anchors,
    required: &[RequiredSigner],
    now: Timestamp,
) -> Answer {
    let certificates = || signatures.clone().filter_map(|(it, _)| it.encoded.first());
    let missing = required
        .iter()
        .find(|signer| !certificates().any(|encoded| signer.is(encoded)));
    let holders: Vec<Text> = certificates().map(|encoded| holder(encoded)).collect();
    let answer = match missing {
        Some(signer) => another(signer, &holders),
        None => paths(signatures.clone(), anchors, required, &holders, now),
    };
    let fingerprints: Vec<String> = certificates().map(|it| fingerprint(it)).collect();
    let required: Vec<&str> = required.iter().map(|it| it.given().exact()).collect();
    answer
        .with("fingerprint", fingerprints)
        .with("required", required)
}

/// Whose a certificate is: subject and fingerprint.
fn holder(encoded: &[u8]) -> Text {
    let whole = subject(encoded).map_or_else(|| "?".to_owned(), |it| it.whole.shown());
    let digits = fingerprint(encoded);
    Text::new(
        format!("{whole}（SHA-256 指纹 {digits}）"),
        format!("{whole} (SHA-256 {digits})"),
    )
}

fn joined(holders: &[Text]) -> Text {
    let zh: Vec<&str> = holders.iter().map(|it| it.zh.as_str()).collect();
    let en: Vec<&str> = holders.iter().map(|it| it.en.as_str()).collect();
    Text::new(zh.join("；"), en.join("; "))
}

/// That a required signer did not sign.
fn another(signer: &RequiredSigner, holders: &[Text]) -> Answer {
    let given = signer.given().shown();
    let by = joined(holders);
    let text = if holders.is_empty() {
        Text::new(
            format!("没有 --signer 所要求的“{given}”的签名。"),
            format!("“{given}”, whose signature --signer requires, did not sign it"),
        )
    } else {
        Text::new(
            format!(
                "不是 --signer 所要求的“{given}”签的名；签名证书：{}。",
                by.zh
            ),
            format!(
                "it was not signed by “{given}”, as --signer requires; certificate: {}",
                by.en
            ),
        )
    };
    Answer::new(Question::Chain, Verdict::No, text)
}

/// Whether each certificate leads to a trusted one.
fn paths<'a>(
    signatures: impl Iterator<Item = (&'a Signature, &'a Stamp)>,
    anchors: &Anchors,
    required: &[RequiredSigner],
    holders: &[Text],
    now: Timestamp,
) -> Answer {
    let mut good = Vec::new();
    for (signature, stamp) in signatures {
        if signature.encoded.is_empty() {
            let text = Text::new(
                "签名不成立，其中没有可以认定的签名人证书。",
                "the signature is not valid, so no certificate can be taken for that of its signer",
            );
            return Answer::new(Question::Chain, Verdict::No, text);
        }
        if anchors.is_empty() {
            let who = signature.who.shown();
            let asked = asked(required, holders);
            let text = Text::new(
                format!(
                    "没有信任的证书，无法确认签名人就是“{who}”；请用 --trust 指定根证书。{}",
                    asked.zh
                ),
                format!(
                    "no trusted certificate was given, so it is not certain that “{who}” signed it; give the root certificate with --trust; {}",
                    asked.en
                ),
            );
            return Answer::new(Question::Chain, Verdict::Unknown, text);
        }
        // A trusted time stamp proves that the signature existed while the certificate was valid.
        let stamped = proven(stamp, anchors, now);
        let at = stamped.unwrap_or(now);
        match path(&signature.encoded, anchors, at, Usage::Documents) {
            Ok(path) => {
                let anchor = path.anchor();
                let anchor = anchor.map(|it| called(it.tbs_certificate().subject()));
                good.push(Trusted {
                    who: signature.who.clone(),
                    anchor: anchor.unwrap_or_default(),
                    at,
                    is_stamped: stamped.is_some(),
                });
            }
            Err(error) => return untrusted(&error, stamped.is_some()),
        }
    }
    trusted(&good, &asked(required, holders), now)
}

/// What was required of the signers.
fn asked(required: &[RequiredSigner], holders: &[Text]) -> Text {
    let by = joined(holders);
    if required.is_empty() {
        Text::new(
            format!(
                "签名证书：{}。没有用 --signer 指定签名人，未核对应由谁签名。",
                by.zh
            ),
            format!(
                "certificate: {}; no particular signer was required (--signer)",
                by.en
            ),
        )
    } else {
        Text::new(
            format!("签名证书：{}，是 --signer 所要求的。", by.zh),
            format!("certificate: {}, as --signer requires", by.en),
        )
    }
}

fn trusted(good: &[Trusted], asked: &Text, now: Timestamp) -> Answer {
    let join = |comma: &str, between: &str| {
        let each = good
            .iter()
            .map(|it| format!("“{}”{between}“{}”", it.who.shown(), it.anchor.shown()));
        each.collect::<Vec<_>>().join(comma)
    };
    let mut times: Vec<Text> = good
        .iter()
        .map(|it| checked(it.at, it.is_stamped))
        .collect();
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
            "{}（按{}验证）。{}{}。",
            join("；", "的证书可上溯至所信任的"),
            times.zh,
            asked.zh,
            NOT_ASKED.0
        ),
        format!(
            "{} (as of {}); {}; {}",
            join("; ", " leads to the trusted "),
            times.en,
            asked.en,
            NOT_ASKED.1
        ),
    );
    let at: Vec<Value> = good.iter().map(|it| json!(it.at.to_string())).collect();
    let anchors: Vec<Value> = good.iter().map(|it| json!(it.anchor)).collect();
    Answer::new(Question::Chain, Verdict::Yes, text)
        .with("anchors", anchors)
        .with("checked_at", at)
}

/// The time at which certificates were checked, and why.
fn checked(at: Timestamp, by_stamp: bool) -> Text {
    let at = Timestamp::from_second(at.as_second()).unwrap_or(at);
    if by_stamp {
        Text::new(
            format!("时间戳的{}", beijing(at)),
            format!("the time of its time stamp, {at}"),
        )
    } else {
        Text::new(format!("当前{}", beijing(at)), format!("now, {at}"))
    }
}

fn untrusted(error: &TrustError, stamped: bool) -> Answer {
    let mut text = stop(&error.text());
    if matches!(error, TrustError::Expired { .. }) && !stamped {
        text.zh
            .push_str("签名没有可信的时间戳，不能证明是在证书有效期内签的。");
        text.en.push_str(
            "; without a trusted time stamp nothing proves that the signature was made while the certificate was valid",
        );
    }
    Answer::new(Question::Chain, Verdict::No, text)
}
