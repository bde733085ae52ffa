//! Answers whether the embedded report is signed off completely, in exactly this state.

use jiff::Timestamp;

use super::answer::{Answer, Question, Verdict};
use super::inside::Inside;
use super::signed::list;
use super::{Setup, plausible::warnings};
use crate::signoff::{self, Approved, Break, Change, File, Office, State};
use chengbao_base::text::{Bilingual as _, Text, shown};
use chengbao_report::form::FormError;
use chengbao_signature::cms::CmsError;
use chengbao_signature::trust::{Anchors, Usage, called, path};

/// The answer about the sign-off; certificates of its keys are checked at a given time.
///
/// # Errors
/// If the office's policy cannot be used.
pub(super) fn answer(
    inside: &Inside,
    setup: &Setup<'_>,
    at: Timestamp,
) -> Result<Answer, FormError> {
    let anchors = setup.anchors;
    let policy = Office::over(setup.office, &inside.report.form.policy)?;
    let new = |verdict, text| Answer::new(Question::SignOff, verdict, text);
    let file = match &inside.sign_off {
        None => {
            let (zh, en) = if inside.purpose.draft {
                (
                    "这是草稿，审签没有完成。",
                    "it is a draft and is not signed off",
                )
            } else {
                ("文件中没有审签记录。", "it contains no sign-off")
            };
            return Ok(new(Verdict::Absent, Text::new(zh, en)));
        }
        Some(Err(why)) => {
            let text = Text::new(
                format!("审签记录无法读取：{}", why.zh),
                format!("the sign-off cannot be read: {}", why.en),
            );
            return Ok(new(Verdict::No, text));
        }
        Some(Ok(file)) => file,
    };
    let state = signoff::state(&inside.report, &inside.digests(), Some(file), &policy);
    Ok(match state {
        State::None => new(
            Verdict::No,
            Text::new("审签记录是空的。", "the sign-off is empty"),
        ),
        State::Begun { approved, next } => {
            let (zh, en) = approvals(&approved, &keys(file, &approved, anchors, at));
            let text = Text::new(
                format!("审签没有完成，已办：{zh}；还差“{}”。", next.label),
                format!(
                    "the sign-off is not complete; done: {en}; missing: “{}”",
                    next.label
                ),
            );
            new(Verdict::No, text)
        }
        State::Complete(approved) => {
            let keys = keys(file, &approved, anchors, at);
            let (zh, en) = approvals(&approved, &keys);
            let mut text = Text::new(
                format!("审签完整，所审签的就是这份数据：{zh}。"),
                format!("the sign-off is complete, and for exactly these data: {en}"),
            );
            let without = without(&approved);
            text.zh.push_str(&without.zh);
            text.en.push_str(&without.en);
            let mut verdict = Verdict::Yes;
            for (one, key) in approved.iter().zip(&keys) {
                let is_asked = policy.role(&one.role).is_some_and(|(_, role)| role.key);
                if is_asked {
                    verdict = verdict.max(key.verdict());
                }
            }
            let warnings = warnings(inside, &approved, &policy, setup.now);
            let told = if warnings.is_empty() {
                Text::new("", "")
            } else {
                let told = list(&warnings);
                Text::new(format!("提醒：{}", told.zh), format!("; note: {}", told.en))
            };
            text.zh.push_str(&told.zh);
            text.en.push_str(&told.en);
            let warnings: Vec<serde_json::Value> = warnings
                .into_iter()
                .map(|it| it.zh.as_str().into())
                .collect();
            let records = approved.iter().zip(&keys);
            let records: Vec<_> = records.map(|(one, key)| record(one, key)).collect();
            new(verdict, text)
                .with("approvals", records)
                .with("warnings", warnings)
        }
        State::Broken(breaks) => {
            // Signatures that are not checked here are not wrong.
            let is_unchecked = |it: &Break| {
                let error = match it {
                    Break::Signature { error, .. } => Some(error),
                    _ => None,
                };
                matches!(error, Some(CmsError::Unchecked { .. }))
            };
            let is_open = breaks.iter().all(is_unchecked);
            let breaks: Vec<Text> = breaks.iter().map(|it| named(it, inside)).collect();
            let told = list(&breaks);
            if is_open {
                let text = Text::new(
                    format!("无法判断审签是否成立：{}", told.zh),
                    format!("whether the sign-off is valid cannot be said: {}", told.en),
                );
                return Ok(new(Verdict::Unknown, text));
            }
            let text = Text::new(
                format!("审签不成立：{}", told.zh),
                format!("the sign-off is not valid: {}", told.en),
            );
            new(Verdict::No, text)
        }
    })
}

/// What is known about the key that signed a record.
enum Key {
    /// Signed without a key.
    None,
    /// Its certificate leads to a trusted root.
    Trusted,
    /// No trusted certificate was given.
    NotAsked,
    /// It does not lead to a trusted root.
    Untrusted(Text),
}

impl Key {
    /// Its verdict if the policy requires a key.
    const fn verdict(&self) -> Verdict {
        match self {
            Self::Trusted => Verdict::Yes,
            Self::NotAsked => Verdict::Unknown,
            Self::None | Self::Untrusted(_) => Verdict::No,
        }
    }

    /// For programs.
    const fn id(&self) -> Option<bool> {
        match self {
            Self::None | Self::NotAsked => None,
            Self::Trusted => Some(true),
            Self::Untrusted(_) => Some(false),
        }
    }
}

/// The keys of the approvals of the last round, in their order.
fn keys(file: &File, approved: &[Approved], anchors: &Anchors, at: Timestamp) -> Vec<Key> {
    let last = file.records.last().map_or(0, |record| record.round);
    let round = file.records.iter().filter(|record| record.round == last);
    let keys = round.zip(approved).map(|(record, _)| {
        let signed = match record.signer() {
            Ok(Some(signed)) => signed,
            Ok(None) => return Key::None,
            Err(error) => return Key::Untrusted(error.text()),
        };
        if anchors.is_empty() {
            return Key::NotAsked;
        }
        match path(&signed.encoded, anchors, at, Usage::Documents) {
            Ok(_) => Key::Trusted,
            Err(error) => Key::Untrusted(error.text()),
        }
    });
    keys.collect()
}

/// What approvals without a key prove.
fn without(approved: &[Approved]) -> Text {
    let bare = approved.iter().filter(|one| one.certificate.is_none());
    let bare: Vec<&str> = bare.map(|one| one.role_label.as_str()).collect();
    if bare.is_empty() {
        return Text::new("", "");
    }
    Text::new(
        format!(
            "{}没有用个人密钥签名，姓名未经核实；是否可信，以文件上的单位签名为准。",
            bare.join("、")
        ),
        format!(
            "; {} signed without a key: anyone could write that record, so it proves no more than the signature on this file",
            bare.join(", ")
        ),
    )
}

/// 拟稿 张三（2025-01-20）、…
fn approvals(approved: &[Approved], keys: &[Key]) -> (String, String) {
    let each: Vec<(String, String)> = approved
        .iter()
        .zip(keys)
        .map(|(one, key)| {
            let Approved {
                role_label,
                name,
                day,
                ..
            } = one;
            let who = one.certificate.as_ref();
            let who = who.map(|it| called(it.tbs_certificate().subject()).shown());
            let who = who.unwrap_or_default();
            let name = shown(name);
            let (zh, en) = match key {
                Key::None => (String::new(), String::new()),
                Key::Trusted => (
                    format!("，用“{who}”的密钥签名，证书可信"),
                    format!(", with the trusted key of “{who}”"),
                ),
                Key::NotAsked => (
                    format!("，用密钥签名，证书上的名称是“{who}”，没有信任的证书，无法确认；请用 --trust 指定根证书"),
                    format!(", with a key whose certificate names “{who}”; this is not certain: give the root certificate with --trust"),
                ),
                Key::Untrusted(why) => (
                    format!("，用密钥签名，证书上的名称是“{who}”，但不可信：{}", why.zh),
                    format!(", with a key whose certificate names “{who}” but is not trusted: {}", why.en),
                ),
            };
            (
                format!("{role_label} {name}（{day}{zh}）"),
                format!("{role_label} {name} ({day}{en})"),
            )
        })
        .collect();
    let (zh, en): (Vec<String>, Vec<String>) = each.into_iter().unzip();
    (zh.join("、"), en.join(", "))
}

fn record(approved: &Approved, key: &Key) -> serde_json::Value {
    serde_json::json!({
        "role": approved.role,
        "label": approved.role_label,
        "name": approved.name,
        "post": approved.post,
        "time": approved.time,
        "key_trusted": key.id(),
        "key": approved.certificate.as_ref().map(|it| it.tbs_certificate().subject().to_string()),
    })
}

/// Why it is not valid, with the form's names of values.
fn named(broken: &Break, inside: &Inside) -> Text {
    let Break::Value(change) = broken else {
        return broken.text();
    };
    let form = &inside.report.form;
    let spec = form.cell(&change.path).and_then(|id| form.spec(id));
    match spec {
        Some(spec) => Break::Value(Change {
            path: spec.name.clone(),
            ..change.clone()
        })
        .text(),
        None => broken.text(),
    }
}
