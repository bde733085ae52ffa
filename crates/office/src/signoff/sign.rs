//! Adds a record: every possible transition, and everything that forbids one.

use std::collections::BTreeSet;

use serde_json::Value;

use super::breaks::{Break, Unmet};
use super::record::moment;
use super::state::{State, state};
use super::{Accepted, File, PictureDigests, Record, SignOffError, digest, hex, person};
use chengbao_report::check::{Finding, RuleOff, SIGNOFF_BROKEN, Severity};
use chengbao_report::form::{Policy, Role};
use chengbao_report::report::{Report, canonical, values};
use chengbao_signature::keys::Signer;

/// What is signed off.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    /// The report.
    pub report: &'a Report,
    /// The pictures it refers to.
    pub pictures: &'a PictureDigests,
    /// All findings of `check` for it.
    pub findings: &'a [Finding],
    /// The rules that were off when it was checked.
    pub off: &'a [RuleOff],
}

/// Who signs off, in which role.
#[derive(Debug, Clone, Copy)]
pub struct Approval<'a> {
    /// The role, by id or label.
    pub role: &'a str,
    /// The person's name.
    pub name: &'a str,
    /// The person's post.
    pub post: Option<&'a str>,
    /// Warnings that are kept, by code or by the rule's name, with reasons.
    pub accepted: &'a [(String, String)],
    /// The time, as `2025-01-20T09:30:00+08:00`.
    pub time: &'a str,
}

impl File {
    /// Adds a record, signed with the key if there is one. If it is refused, the file stays unchanged.
    ///
    /// # Errors
    /// [`SignOffError`] for every transition that the policy, the state or the findings do not allow.
    pub fn sign(
        &mut self,
        approval: &Approval<'_>,
        subject: &Subject<'_>,
        policy: &Policy,
        key: Option<&dyn Signer>,
    ) -> Result<(), SignOffError> {
        let role = role(policy, approval.role)?;
        let round = self.round(role, subject, policy)?;
        let accepted = accepted(approval.accepted, subject.findings)?;
        let record = self.record(approval, subject, role, round, accepted)?;
        let mut next = self.clone();
        next.values = values(subject.report);
        next.push(record, key)?;
        let unmet = match state(subject.report, subject.pictures, Some(&next), policy) {
            State::Begun { .. } | State::Complete(_) => None,
            // Unreachable: a record was added.
            State::None => Some(vec![Break::Damaged { record: None }]),
            State::Broken(breaks) => Some(breaks),
        };
        match unmet {
            None => {
                *self = next;
                Ok(())
            }
            Some(breaks) => Err(refused(role, breaks)),
        }
    }

    /// The round in which the role may sign off now.
    fn round(
        &self,
        role: &Role,
        subject: &Subject<'_>,
        policy: &Policy,
    ) -> Result<u32, SignOffError> {
        let last = self.records.last().map_or(0, |record| record.round);
        let is_first = policy.roles.first() == Some(role);
        let turn = |next: &Role| match next.id == role.id {
            true => Ok(()),
            false => Err(SignOffError::NotYourTurn {
                role: role.label.clone(),
                next: named(next),
            }),
        };
        let found = state(subject.report, subject.pictures, Some(self), policy);
        let is_damaged = found.is_damaged();
        match found {
            State::Broken(breaks) if is_damaged => Err(SignOffError::Damaged(breaks)),
            State::Broken(_) if is_first => Ok(last.saturating_add(1)),
            State::Broken(breaks) => Err(SignOffError::Changed {
                first: policy.roles.first().map(named).unwrap_or_default(),
                breaks,
            }),
            State::None => {
                policy.roles.first().map_or(Ok(()), turn)?;
                Ok(1)
            }
            State::Begun { next, .. } => {
                turn(&next)?;
                Ok(last)
            }
            State::Complete(_) => Err(SignOffError::Complete),
        }
    }

    fn record(
        &self,
        approval: &Approval<'_>,
        subject: &Subject<'_>,
        role: &Role,
        round: u32,
        accepted: Vec<Accepted>,
    ) -> Result<Record, SignOffError> {
        let Subject {
            report,
            pictures,
            off,
            ..
        } = subject;
        let last = self.records.last();
        let time = moment(approval.time).ok_or(SignOffError::Time { last: None })?;
        if let Some(last) = last.filter(|last| last.moment() > Some(time)) {
            return Err(SignOffError::Time {
                last: Some(last.time.clone()),
            });
        }
        let canonical = canonical(&Value::Object(values(report)));
        Ok(Record {
            round,
            role: role.id.clone(),
            label: role.label.clone(),
            name: person::line(approval.name, "name")?,
            post: approval
                .post
                .map(|post| person::line(post, "post"))
                .transpose()?,
            time: approval.time.to_owned(),
            form: report.form.id.clone(),
            form_version: report.form.version,
            report: hex(&digest(&canonical)),
            pictures: pictures
                .iter()
                .map(|(path, digest)| (path.clone(), hex(digest)))
                .collect(),
            accepted,
            off: off.iter().map(recorded).collect(),
            previous: last.map(Record::digest),
            signature: None,
        })
    }

    fn push(&mut self, mut record: Record, key: Option<&dyn Signer>) -> Result<(), SignOffError> {
        if let Some(key) = key {
            record.sign(key).map_err(SignOffError::Key)?;
        }
        self.head = Some(record.digest());
        self.records.push(record);
        self.version = self.needed();
        Ok(())
    }
}

fn recorded(off: &RuleOff) -> Accepted {
    Accepted {
        code: off.code.to_owned(),
        reason: off.reason.clone(),
    }
}

fn named(role: &Role) -> (String, String) {
    (role.id.clone(), role.label.clone())
}

fn role<'p>(policy: &'p Policy, given: &str) -> Result<&'p Role, SignOffError> {
    let given = given.trim();
    let found = policy
        .roles
        .iter()
        .find(|role| role.id.eq_ignore_ascii_case(given) || role.label == given);
    found.ok_or_else(|| SignOffError::UnknownRole {
        role: given.to_owned(),
        known: policy
            .roles
            .iter()
            .map(|role| format!("{}（{}）", role.id, role.label))
            .collect(),
    })
}

/// What the new record lacks; it is the last, and all before it are valid.
fn refused(role: &Role, breaks: Vec<Break>) -> SignOffError {
    let unmet: Option<&Unmet> = breaks.iter().find_map(|broken| match broken {
        Break::Policy { unmet, .. } => Some(unmet),
        _ => None,
    });
    match unmet {
        Some(unmet) => SignOffError::Unmet {
            role: role.label.clone(),
            unmet: unmet.clone(),
        },
        None => SignOffError::Damaged(breaks),
    }
}

/// The warnings with the reasons for keeping them: each of them, and no others.
fn accepted(
    given: &[(String, String)],
    findings: &[Finding],
) -> Result<Vec<Accepted>, SignOffError> {
    let count = findings
        .iter()
        .filter(|finding| finding.severity == Severity::Error)
        .count();
    if count > 0 {
        return Err(SignOffError::HasErrors { count });
    }
    // A broken earlier round is not a fault of the report.
    let warnings: BTreeSet<(&'static str, &'static str)> = findings
        .iter()
        .map(|finding| (finding.code, finding.rule))
        .filter(|(code, _)| *code != SIGNOFF_BROKEN.code)
        .collect();
    let mut accepted: Vec<Accepted> = Vec::new();
    for (code, reason) in given {
        let code = code.trim();
        let found = warnings
            .iter()
            .find(|(known, rule)| known.eq_ignore_ascii_case(code) || *rule == code);
        let Some((known, _)) = found else {
            let code = code.to_owned();
            return Err(SignOffError::NothingToAccept { code });
        };
        let code = (*known).to_owned();
        if accepted.iter().any(|before| before.code == code) {
            return Err(SignOffError::AcceptedTwice { code });
        }
        let reason = person::reason(reason)?;
        accepted.push(Accepted { code, reason });
    }
    let open: Vec<&'static str> = warnings
        .into_iter()
        .map(|(code, _)| code)
        .filter(|code| !accepted.iter().any(|one| one.code == *code))
        .collect();
    if !open.is_empty() {
        return Err(SignOffError::NotAccepted { codes: open });
    }
    accepted.sort_by(|one, other| one.code.cmp(&other.code));
    Ok(accepted)
}
