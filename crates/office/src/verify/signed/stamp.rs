//! What time stamps prove. It never trusts the time that a signer states.

use der::Decode as _;
use jiff::Timestamp;
use x509_cert::Certificate;

use super::stop;
use crate::verify::answer::{Answer, Question, Verdict};
use crate::verify::look::{Look, Signature};
use chengbao_base::text::{Bilingual as _, Foreign, Text, beijing};
use chengbao_signature::cms::CmsError;
use chengbao_signature::trust::{self, Anchors, TrustError, Usage, called};
use chengbao_signature::tsp::{self, Stamped, TspError};

/// A signature's time stamp, checked against it.
pub(super) type Stamp = Option<Result<Stamped, TspError>>;

/// Checks it.
pub(super) fn stamp(signature: &Signature) -> Stamp {
    let token = signature.stamp.as_ref()?;
    Some(tsp::check(token, &signature.stamped))
}

/// The time at which everything in the file must have been valid: that of a trusted time stamp over the
/// whole of it, else now.
pub(in crate::verify) fn as_of(look: &Look, anchors: &Anchors, now: Timestamp) -> Timestamp {
    let whole = look
        .signatures
        .iter()
        .filter(|it| it.faults.is_empty() && it.unchecked.is_empty() && it.uncovered.is_empty());
    let mut times = whole.filter_map(|it| proven(&stamp(it), anchors, now));
    times.next().unwrap_or(now)
}

/// The time a stamp proves, if it is valid, from a trusted authority, and not in the future.
pub(super) fn proven(stamp: &Stamp, anchors: &Anchors, now: Timestamp) -> Option<Timestamp> {
    let stamped = stamp.as_ref()?.as_ref().ok()?;
    let is_past = !is_to_come(stamped.time, now);
    (is_past && stamped.path(anchors).is_ok()).then_some(stamped.time)
}

/// Whether a time is further in the future than inexact clocks explain.
fn is_to_come(time: Timestamp, now: Timestamp) -> bool {
    time.duration_since(now) > tsp::TOLERANCE
}

/// The third answer.
pub(super) fn time_stamp<'a>(
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
                let stated = signature.stated.as_ref();
                let stated = stated.map_or_else(|| "—".to_owned(), Foreign::shown);
                let mut text = Text::new(
                    format!("没有时间戳；签名时间（{stated}）是签名人自己写的，无法证实。"),
                    format!(
                        "not present; the time of signing ({stated}) is only stated by the signer"
                    ),
                );
                if states_other_time(signature) {
                    text.zh.push_str("所写的时间不在其证书的有效期内，不可信。");
                    text.en
                        .push_str(", and the certificate was not valid then: do not rely on it");
                }
                lacking = Some(answer(Verdict::Absent, text));
                continue;
            }
            Some(Err(error)) => {
                let verdict = match error {
                    TspError::Signature(CmsError::Unchecked { .. }) => Verdict::Unknown,
                    _ => Verdict::No,
                };
                return answer(verdict, stop(&error.text()));
            }
            Some(Ok(stamped)) => stamped,
        };
        let who = called(stamped.certificate.tbs_certificate().subject()).shown();
        let time = stamped.time;
        let unknown = |why: &str, en: &str| {
            Text::new(
                format!("时间戳（{}，“{who}”）与签名相符，但{why}", beijing(time)),
                format!("the time stamp ({time}, “{who}”) matches this signature, but {en}"),
            )
        };
        if anchors.is_empty() {
            let text = unknown(
                "没有信任的证书，无法确认时间戳机构；请用 --trust 指定其根证书。",
                "no trusted certificate was given; give the root certificate of its authority with --trust",
            );
            return answer(Verdict::Unknown, text).with("time", time.to_string());
        }
        if is_to_come(time, now) {
            let text = unknown("它的时间晚于当前时间。", "its time is in the future");
            return answer(Verdict::No, text).with("time", time.to_string());
        }
        match stamped.path(anchors) {
            Ok(_) => {
                let text = Text::new(
                    format!("时间戳有效，“{who}”证明{}前已签名。", beijing(time)),
                    format!("it is valid: “{who}” proves that it was signed before {time}"),
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
    let nothing = || answer(Verdict::Absent, Text::new("没有时间戳。", "not present"));
    lacking.or(good).unwrap_or_else(nothing)
}

/// Whether a signer states a time at which the certificate was not valid.
fn states_other_time(signature: &Signature) -> bool {
    let stated = signature.stated.as_ref().map(Foreign::exact);
    // `2025-01-20 09:30:00 +08:00`, or as in RFC 3339.
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
