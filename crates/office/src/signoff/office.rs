//! An office's own policy: of sign-off, which may only be stricter than the form's, and which warnings are off. The
//! effect of the first depends on the form, so that it is kept as text.

use super::off;
use chengbao_base::text::{Bilingual as _, Text};
use chengbao_report::check::RuleOff;
use chengbao_report::form::{FormError, Policy};
use chengbao_report::source::{Source, SourceError};

/// An office's own policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Office {
    name: String,
    text: String,
    off: Vec<RuleOff>,
}

impl Office {
    /// The policy in a file, or why there is none; `name` is what messages call the file.
    ///
    /// # Errors
    /// If it cannot be read: why.
    pub fn read(name: &str, bytes: Result<Vec<u8>, SourceError>) -> Result<Self, Text> {
        let source = bytes.and_then(|bytes| Source::parse(name, &bytes));
        let source = source
            .map_err(|error| refused(name, error.place().map(|at| at.line), &error.text()))?;
        let off = off::read(&source)
            .map_err(|misfit| refused(name, Some(misfit.line), &misfit.reason))?;
        Ok(Self {
            name: name.to_owned(),
            text: source.text,
            off,
        })
    }

    /// What messages call its file.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The rules it switches off, ordered by code.
    #[must_use]
    pub fn off(&self) -> &[RuleOff] {
        &self.off
    }

    /// The policy that a report on a form must meet: the form's, and the office's where there is one.
    ///
    /// # Errors
    /// If the office's cannot be used with this form.
    pub fn over(office: Option<&Self>, form: &Policy) -> Result<Policy, FormError> {
        match office {
            Some(office) => form.tightened(&office.name, &office.text),
            None => Ok(form.clone()),
        }
    }
}

/// The message for an office's policy that cannot be used.
#[must_use]
pub fn unusable(error: &FormError) -> Text {
    refused(&error.file, Some(error.line), &error.reason)
}

fn refused(file: &str, line: Option<u32>, reason: &Text) -> Text {
    let line = line.map_or_else(String::new, |line| format!(":{line}"));
    Text::new(
        format!("本单位的规定无法使用（{file}{line}）：{}", reason.zh),
        format!(
            "{file}{line}: the office's policy cannot be used: {}",
            reason.en
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use chengbao_report::form::Forms;

    fn office(text: &str) -> Result<Office, Text> {
        Office::read("office.yaml", Ok(text.as_bytes().to_vec()))
    }

    #[test]
    fn without_a_policy_of_its_own_an_office_follows_the_form() {
        for form in Forms::builtin().unwrap().iter() {
            assert_eq!(Office::over(None, &form.policy).unwrap(), form.policy);
        }
    }

    #[test]
    fn what_is_wrong_with_a_policy_is_said_with_file_and_line() {
        let text = office("roles: [\n").unwrap_err();
        assert!(text.zh.contains("office.yaml:"), "{}", text.zh);
        let forms = Forms::builtin().unwrap();
        let form = forms.iter().next().unwrap();
        let unfit = office("roles: 3\n").unwrap();
        let error = Office::over(Some(&unfit), &form.policy).unwrap_err();
        let text = unusable(&error);
        assert!(text.en.starts_with("office.yaml:1:"), "{}", text.en);
        let lax = office("roles: []\nrules: {off: {CB201: 理由}}\n").unwrap_err();
        assert!(lax.en.starts_with("office.yaml:2:"), "{}", lax.en);
        let missing = SourceError::NotFound {
            name: "office.yaml".to_owned(),
        };
        let text = Office::read("office.yaml", Err(missing)).unwrap_err();
        assert!(text.en.starts_with("office.yaml: "), "{}", text.en);
    }
}
