//! Does the report inside carry a complete sign-off for exactly itself?

use jiff::Timestamp;

use super::answer::{Answer, Question, Verdict};
use super::inside::Inside;
use super::signed::list;
use crate::signoff::{self, Approved, Break, Change, File, State};
use chengbao_base::text::Text;
use chengbao_report::form::{FormError, Policy};
use chengbao_signature::trust::{Anchors, Usage, path, shown};

/// An office's own policy, which may only be stricter than the form's.
#[derive(Debug, Clone, Copy)]
pub struct Office<'a> {
    /// What messages call the file.
    pub name: &'a str,
    /// The file.
    pub text: &'a str,
}

/// The answer about the sign-off; certificates of its keys as of a time.
///
/// # Errors
/// Where the office's policy cannot be used.
pub(super) fn answer(
    inside: &Inside,
    office: Option<Office<'_>>,
    anchors: &Anchors,
    at: Timestamp,
) -> Result<Answer, FormError> {
    let form = &inside.report.form;
    let policy: Policy = match office {
        Some(office) => form.policy.tightened(office.name, office.text)?,
        None => form.policy.clone(),
    };
    let new = |verdict, text| Answer::new(Question::SignOff, verdict, text);
    let file = match &inside.sign_off {
        None => {
            let (zh, en) = if inside.purpose.draft {
                (
                    "这是草稿，没有签发。",
                    "it is a draft, nobody has signed it off",
                )
            } else {
                ("文件中没有签发记录。", "there is no sign-off inside")
            };
            return Ok(new(Verdict::Absent, Text::new(zh, en)));
        }
        Some(Err(why)) => {
            let text = Text::new(
                format!("签发记录读不出来：{}", why.zh),
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
            Text::new("签发记录是空的。", "the sign-off is empty"),
        ),
        State::Begun { approved, next } => {
            let (zh, en) = told(&approved, &keys(file, &approved, anchors, at));
            let text = Text::new(
                format!("签发没有完成：已有{zh}，还差“{}”。", next.label),
                format!("it is not complete: {en}; “{}” is missing", next.label),
            );
            new(Verdict::No, text)
        }
        State::Complete(approved) => {
            let keys = keys(file, &approved, anchors, at);
            let (zh, en) = told(&approved, &keys);
            let mut text = Text::new(
                format!("签发完整，正是对这份数据：{zh}。"),
                format!("it is complete, and for exactly these data: {en}"),
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
            let records = approved.iter().zip(&keys);
            let records: Vec<_> = records.map(|(one, key)| record(one, key)).collect();
            new(verdict, text).with("approvals", records)
        }
        State::Broken(breaks) => {
            let breaks: Vec<Text> = breaks.iter().map(|it| named(it, inside)).collect();
            let told = list(&breaks);
            let text = Text::new(
                format!("签发不成立：{}", told.zh),
                format!("it does not hold: {}", told.en),
            );
            new(Verdict::No, text)
        }
    })
}

/// What is known of whose key signed a record.
enum Key {
    /// No key signed.
    None,
    /// Its certificate leads to an anchor.
    Trusted,
    /// No certificate is trusted here.
    NotAsked,
    /// It leads to none.
    Untrusted(Text),
}

impl Key {
    /// What it is worth where the policy asks for a key.
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

/// The keys of the approvals, in their order: those of the last round.
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

/// What approvals without a key are worth.
fn without(approved: &[Approved]) -> Text {
    let bare = approved.iter().filter(|one| one.certificate.is_none());
    let bare: Vec<&str> = bare.map(|one| one.role_label.as_str()).collect();
    if bare.is_empty() {
        return Text::new("", "");
    }
    Text::new(
        format!(
            "{}没有用密钥签名：这样的记录谁都能写，能证明的不多于文件上的签名所证明的。",
            bare.join("、")
        ),
        format!(
            "; no key signed for {}: anybody can write such a record, it proves no more than the signature over this file does",
            bare.join(", ")
        ),
    )
}

/// 拟稿 张三（2025-01-20）、…
fn told(approved: &[Approved], keys: &[Key]) -> (String, String) {
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
            let who = who.map(|it| shown(it.tbs_certificate().subject()));
            let who = who.unwrap_or_default();
            let (zh, en) = match key {
                Key::None => (String::new(), String::new()),
                Key::Trusted => (
                    format!("，密钥证书“{who}”可信"),
                    format!(", with the trusted key of “{who}”"),
                ),
                Key::NotAsked => (
                    format!("，密钥证书自称“{who}”，没有给出信任的证书，不能确认；请用 --trust 指明根证书"),
                    format!(", with a key said to be of “{who}”, which is not certain: name the root with --trust"),
                ),
                Key::Untrusted(why) => (
                    format!("，密钥证书自称“{who}”，但不可信：{}", why.zh),
                    format!(", with a key said to be of “{who}”, which is not trusted: {}", why.en),
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

/// Why it does not hold, values by the names the form gives them.
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
