//! The state of a report according to its sign-off file.

use serde_json::{Map, Value};

use super::approved::Approved;
use super::breaks::{Break, Change};
use super::{File, PictureDigests, Record, digest, hex, judge};
use chengbao_base::text::Bilingual as _;
use chengbao_report::check::{SignoffBroken, ValueChange};
use chengbao_report::form::{Policy, Role};
use chengbao_report::report::{Report, canonical, values};

/// The state of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// There are no records.
    None,
    /// Some roles have signed off exactly this report, others are still missing.
    Begun {
        /// Who has, in order.
        approved: Vec<Approved>,
        /// Which role is next.
        next: Role,
    },
    /// All roles of the policy have signed off exactly this report, in order.
    Complete(Vec<Approved>),
    /// There are records, but they are not, or no longer, about this report. Never empty.
    Broken(Vec<Break>),
}

/// The state of a report that refers to these pictures. Without a file there are no records.
#[must_use]
pub fn state(
    report: &Report,
    pictures: &PictureDigests,
    file: Option<&File>,
    policy: &Policy,
) -> State {
    let Some((file, last)) = file.and_then(|file| Some((file, file.records.last()?))) else {
        return match file {
            Some(file) if !file.is_new() => State::Broken(vec![Break::Damaged { record: None }]),
            _ => State::None,
        };
    };
    let signers = match judge::integrity(file, last) {
        Ok(signers) => signers,
        Err(broken) => return State::Broken(vec![broken]),
    };
    let mut breaks = content(file, last, report);
    breaks.extend(judge::pictures(last, pictures));
    if !breaks.is_empty() {
        return State::Broken(breaks);
    }
    match judge::round(file, last, &signers, policy) {
        Err(broken) => State::Broken(vec![broken]),
        Ok((approved, Some(next))) => State::Begun { approved, next },
        Ok((approved, None)) => State::Complete(approved),
    }
}

/// What in the report differs from what was signed off.
fn content(file: &File, last: &Record, report: &Report) -> Vec<Break> {
    let now = Value::Object(values(report));
    if hex(&digest(&canonical(&now))) == last.report {
        return Vec::new();
    }
    let form = [
        (last.form.clone(), last.form_version),
        (report.form.id.clone(), report.form.version),
    ];
    let mut breaks = Vec::new();
    if let [before, now] = form
        && before != now
    {
        breaks.push(Break::Form { before, now });
    }
    let empty = Map::new();
    let now = now.as_object().unwrap_or(&empty);
    breaks.extend(changes(&file.values, now).map(Break::Value));
    breaks
}

/// The values that differ, except the form's; in the order of the current values, the removed ones last.
fn changes<'a>(
    before: &'a Map<String, Value>,
    now: &'a Map<String, Value>,
) -> impl Iterator<Item = Change> + 'a {
    let removed = before.keys().filter(|path| !now.contains_key(*path));
    let differs = |path: &&String| before.get(*path) != now.get(*path);
    now.keys()
        .chain(removed)
        .filter(|path| !matches!(path.as_str(), "form" | "form_version"))
        .filter(differs)
        .map(|path| Change {
            path: path.clone(),
            before: before.get(path).map(printed),
            now: now.get(path).map(printed),
        })
}

/// A value as it is printed; a blank is empty.
fn printed(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

impl State {
    /// Whether the file itself is damaged, so that records cannot be added to it.
    #[must_use]
    pub fn is_damaged(&self) -> bool {
        let damages =
            |broken: &Break| matches!(broken, Break::Damaged { .. } | Break::Signature { .. });
        matches!(self, Self::Broken(breaks) if breaks.iter().any(damages))
    }

    /// What rule CB801 reports; `None` unless the sign-off is broken.
    #[must_use]
    pub fn broken(&self) -> Option<SignoffBroken> {
        let Self::Broken(breaks) = self else {
            return None;
        };
        let mut broken = SignoffBroken::default();
        for one in breaks {
            match one {
                Break::Value(change) => broken.values.push(ValueChange {
                    path: change.path.clone(),
                    before: change.before.clone(),
                    now: change.now.clone(),
                }),
                other => broken.others.push(other.text()),
            }
        }
        Some(broken)
    }
}
