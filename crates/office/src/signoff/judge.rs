//! Whether a sign-off file is consistent, and whether its last round meets a policy.

use std::collections::{BTreeMap, BTreeSet};

use der::Encode as _;
use serde_json::Value;
use x509_cert::Certificate;

use super::approved::Approved;
use super::breaks::{Break, PictureChange, Unmet};
use super::{File, PictureDigests, Record, digest, hex, holder, person};
use chengbao_report::form::{Policy, Role};
use chengbao_report::report::canonical;

/// The certificates of the records' signatures, if all records match one another.
pub(super) fn integrity(file: &File, last: &Record) -> Result<Vec<Option<Certificate>>, Break> {
    let mut before: Option<&Record> = None;
    let mut signers = Vec::with_capacity(file.records.len());
    for (index, record) in file.records.iter().enumerate() {
        let number = index + 1;
        if !follows(before, record) {
            return Err(Break::Damaged {
                record: Some(number),
            });
        }
        let signed = record.signer().map_err(|error| Break::Signature {
            record: number,
            error,
        })?;
        signers.push(signed.map(|signed| signed.certificate));
        before = Some(record);
    }
    let values = Value::Object(file.values.clone());
    let holds = file.head.as_ref() == Some(&last.digest())
        && hex(&digest(&canonical(&values))) == last.report
        && file.values.get("form") == Some(&last.form.as_str().into())
        && file.values.get("form_version") == Some(&last.form_version.into());
    if holds {
        Ok(signers)
    } else {
        Err(Break::Damaged { record: None })
    }
}

/// Whether a record can be the next.
fn follows(before: Option<&Record>, record: &Record) -> bool {
    let links = match before {
        None => record.previous.is_none() && record.round == 1,
        Some(before) => {
            let same_subject = (
                &before.report,
                &before.pictures,
                &before.form,
                before.form_version,
            ) == (
                &record.report,
                &record.pictures,
                &record.form,
                record.form_version,
            );
            let round = match record.round.checked_sub(before.round) {
                Some(0) => same_subject,
                step => step == Some(1),
            };
            round
                && record.previous.as_ref() == Some(&before.digest())
                && record.moment() >= before.moment()
        }
    };
    links && record.day().is_some()
}

/// Pictures that differ from those signed.
pub(super) fn pictures(last: &Record, pictures: &PictureDigests) -> Vec<Break> {
    let now: BTreeMap<&str, String> = pictures
        .iter()
        .map(|(path, digest)| (path.as_str(), hex(digest)))
        .collect();
    let before = &last.pictures;
    let paths: BTreeSet<&str> = before
        .keys()
        .map(String::as_str)
        .chain(now.keys().copied())
        .collect();
    let breaks = paths.into_iter().filter_map(|path| {
        let change = match (before.get(path), now.get(path)) {
            (Some(before), Some(now)) if before == now => return None,
            (Some(_), Some(_)) => PictureChange::Replaced,
            (None, _) => PictureChange::Added,
            (_, None) => PictureChange::Missing,
        };
        let path = path.to_owned();
        Some(Break::Picture { path, change })
    });
    breaks.collect()
}

/// The approvals of the last round, and who is next. Roles the policy does not know (an office's own, if its
/// policy is not available) are skipped, but still count as persons.
pub(super) fn round(
    file: &File,
    last: &Record,
    signers: &[Option<Certificate>],
    policy: &Policy,
) -> Result<(Vec<Approved>, Option<Role>), Break> {
    let mut due = policy.roles.iter();
    let mut approved: Vec<Approved> = Vec::new();
    for ((index, record), signer) in file.records.iter().enumerate().zip(signers) {
        if record.round != last.round {
            continue;
        }
        let unmet = |unmet| Break::Policy {
            record: index + 1,
            unmet,
        };
        if let Some((_, role)) = policy.role(&record.role) {
            let expected = due.next();
            if expected != Some(role) {
                let expected = expected.unwrap_or(role).label.clone();
                return Err(unmet(Unmet::Order { expected }));
            }
            asked(record, role, signer.as_ref()).map_err(unmet)?;
        } else if approved.iter().any(|before| before.role == record.role) {
            let expected = due.next().map_or("", |role| &role.label).to_owned();
            return Err(unmet(Unmet::Order { expected }));
        }
        let signer = signer.as_ref();
        persons(record, signer, &approved, policy).map_err(unmet)?;
        approved.extend(approval(record, signer));
    }
    Ok((approved, due.next().cloned()))
}

/// What a role requires of its record.
fn asked(record: &Record, role: &Role, signer: Option<&Certificate>) -> Result<(), Unmet> {
    if record.label != role.label {
        let expected = role.label.clone();
        return Err(Unmet::Label { expected });
    }
    if role.post && record.post.is_none() {
        return Err(Unmet::Post);
    }
    match signer {
        _ if !role.key => Ok(()),
        None => Err(Unmet::Key),
        Some(signer) => holder::check(role, &record.name, signer),
    }
}

/// Whether the person differs from those who must be different.
fn persons(
    record: &Record,
    signer: Option<&Certificate>,
    approved: &[Approved],
    policy: &Policy,
) -> Result<(), Unmet> {
    for before in approved {
        if !policy.differ(&before.role, &record.role) {
            continue;
        }
        let other = before.role_label.clone();
        if person::same(&before.name, &record.name) {
            return Err(Unmet::SamePerson { other });
        }
        if before
            .certificate
            .as_deref()
            .zip(signer)
            .is_some_and(same_key)
        {
            return Err(Unmet::SameKey { other });
        }
    }
    Ok(())
}

fn same_key((one, other): (&Certificate, &Certificate)) -> bool {
    let key = |certificate: &Certificate| {
        certificate
            .tbs_certificate()
            .subject_public_key_info()
            .to_der()
            .ok()
    };
    // Keys that cannot be compared are not known to be different.
    key(one) == key(other)
}

fn approval(record: &Record, signer: Option<&Certificate>) -> Option<Approved> {
    Some(Approved {
        role: record.role.clone(),
        role_label: record.label.clone(),
        name: record.name.clone(),
        post: record.post.clone(),
        day: record.day()?,
        time: record.time.clone(),
        accepted: record.accepted.clone(),
        off: record.off.clone(),
        certificate: signer.cloned().map(Box::new),
    })
}
