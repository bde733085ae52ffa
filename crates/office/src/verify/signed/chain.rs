//! Whether the signers' certificates lead to trusted ones, at the proven time. It never asks
//! the network whether one was revoked, and says so.

use jiff::Timestamp;
use serde_json::{Value, json};

use super::stamp::{Stamp, proven};
use super::stop;
use crate::verify::answer::{Answer, Question, Verdict};
use crate::verify::look::Signature;
use chengbao_base::text::{Bilingual as _, Text, beijing};
use chengbao_signature::trust::{Anchors, NOT_ASKED, TrustError, Usage, path, shown};

/// The second answer.
pub(super) fn chain<'a>(
    signatures: impl Iterator<Item = (&'a Signature, &'a Stamp)>,
    anchors: &Anchors,
    now: Timestamp,
) -> Answer {
    let mut good = Vec::new();
    for (signature, stamp) in signatures {
        if signature.encoded.is_empty() {
            let text = Text::new(
                "签名中的证书无法读取。",
                "the signer's certificate cannot be read",
            );
            return Answer::new(Question::Chain, Verdict::No, text);
        }
        let who = &signature.who;
        if anchors.is_empty() {
            let text = Text::new(
                format!("没有信任的证书，无法确认签名人就是“{who}”；请用 --trust 指定根证书。"),
                format!(
                    "no trusted certificate was given, so it is not certain that “{who}” signed it; give the root certificate with --trust"
                ),
            );
            return Answer::new(Question::Chain, Verdict::Unknown, text);
        }
        // A trusted time stamp proves that the signature existed while the certificate was valid.
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
            "{}（按{}验证）。{}。",
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
