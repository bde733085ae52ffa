//! One more record in a sign-off file: the file as it is, who signs off, and the file as it will be. It
//! writes nothing: whoever keeps the file puts the new bytes in the place of the old ones, or nothing.

use std::sync::Arc;

use super::Signoff;
use crate::signoff::{Approval, File as Records, SignOffError, Subject};
use chengbao_report::form::Policy;
use chengbao_signature::keys::Signer;

/// A sign-off file with one more record.
#[derive(Debug)]
pub struct Recorded {
    /// The file; its last record is the new one.
    pub file: Records,
    /// Its bytes.
    pub bytes: Arc<[u8]>,
    /// The sign-off that the report has with it.
    pub signoff: Signoff,
}

/// Adds a record to a sign-off file, or begins one if there is none; signed with the key, if there is one.
///
/// # Errors
/// [`SignOffError`] for everything that forbids it; the file then stays as it is.
pub fn record(
    subject: &Subject<'_>,
    policy: &Policy,
    file: Option<&[u8]>,
    approval: &Approval<'_>,
    key: Option<&dyn Signer>,
) -> Result<Recorded, SignOffError> {
    let mut file = file.map_or_else(|| Ok(Records::default()), Records::parse)?;
    file.sign(approval, subject, policy, key)?;
    let bytes: Arc<[u8]> = file.bytes()?.into();
    let signoff = Signoff::of(
        subject.report,
        subject.pictures,
        Ok(Some(Arc::clone(&bytes))),
        policy.clone(),
    );
    Ok(Recorded {
        file,
        bytes,
        signoff,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::signoff::State;
    use chengbao_report::form::Forms;
    use chengbao_report::report::Report;
    use chengbao_report::source::Source;

    #[test]
    fn records_follow_each_other_until_the_sign_off_is_complete() {
        let forms = Forms::builtin().unwrap();
        let form = forms.in_force(2024).next().unwrap();
        let source = Source::parse("a.yaml", form.example.as_bytes()).unwrap();
        let report = Report::read(form, &Arc::new(source));
        let subject = Subject {
            report: &report,
            pictures: &[],
            findings: &[],
            off: &[],
        };
        let sign = |file: Option<&[u8]>, role: &str, name: &str| {
            let approval = Approval {
                role,
                name,
                post: Some("科长"),
                accepted: &[],
                time: "2025-03-03T09:00:00+08:00",
            };
            record(&subject, &form.policy, file, &approval, None)
        };
        let mut file: Option<Arc<[u8]>> = None;
        for (role, name) in form
            .policy
            .roles
            .iter()
            .zip(["张三", "李四", "王五", "赵六"])
        {
            let recorded = sign(file.as_deref(), &role.id, name).unwrap();
            assert_eq!(recorded.file.records.last().unwrap().name, name);
            assert_eq!(recorded.signoff.bytes.as_ref(), Some(&recorded.bytes));
            file = Some(recorded.bytes);
            let is_last = form.policy.roles.last() == Some(role);
            let state = recorded.signoff.state.unwrap();
            assert_eq!(matches!(state, State::Complete(_)), is_last);
        }
        let error = sign(file.as_deref(), "drafter", "张三").unwrap_err();
        assert_eq!(error, SignOffError::Complete);
        let error = sign(Some(b"version: 1\n"), "drafter", "张三").unwrap_err();
        assert!(matches!(error, SignOffError::Unreadable(_)));
    }
}
