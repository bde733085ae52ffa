//! Does the report inside carry a complete sign-off for exactly itself?

use super::answer::{Answer, Question, Verdict};
use super::inside::Inside;
use super::signed::list;
use crate::form::{FormError, Policy};
use crate::signature::trust::shown;
use crate::signoff::{self, Approved, Break, Change, State};
use crate::text::Text;

/// An office's own policy, which may only be stricter than the form's.
#[derive(Debug, Clone, Copy)]
pub struct Office<'a> {
    /// What messages call the file.
    pub name: &'a str,
    /// The file.
    pub text: &'a str,
}

/// The answer about the sign-off.
///
/// # Errors
/// Where the office's policy cannot be used.
pub(super) fn answer(inside: &Inside, office: Option<Office<'_>>) -> Result<Answer, FormError> {
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
            let (zh, en) = told(&approved);
            let text = Text::new(
                format!("签发没有完成：已有{zh}，还差“{}”。", next.label),
                format!("it is not complete: {en}; “{}” is missing", next.label),
            );
            new(Verdict::No, text)
        }
        State::Complete(approved) => {
            let (zh, en) = told(&approved);
            let text = Text::new(
                format!("签发完整，正是对这份数据：{zh}。"),
                format!("it is complete, and for exactly these data: {en}"),
            );
            let records: Vec<_> = approved.iter().map(record).collect();
            new(Verdict::Yes, text).with("approvals", records)
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

/// 拟稿 张三（2025-01-20）、…
fn told(approved: &[Approved]) -> (String, String) {
    let each: Vec<(String, String)> = approved
        .iter()
        .map(|one| {
            let Approved {
                role_label,
                name,
                day,
                ..
            } = one;
            let key = one
                .certificate
                .as_ref()
                .map(|it| shown(it.tbs_certificate().subject()));
            let (zh, en) = match key {
                Some(who) => (
                    format!("，密钥证书“{who}”"),
                    format!(", with the key of “{who}”"),
                ),
                None => (String::new(), String::new()),
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

fn record(approved: &Approved) -> serde_json::Value {
    serde_json::json!({
        "role": approved.role,
        "label": approved.role_label,
        "name": approved.name,
        "post": approved.post,
        "time": approved.time,
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
