//! `--template DIR`: a user's own form.

use std::path::Path;

use super::exit::{Exit, Failure};
use super::load;
use chengbao_base::text::{Bilingual as _, Text};
use chengbao_report::check::RULES;
use chengbao_report::form::{Form, FormError, FormFiles};
use chengbao_report::source::{Source, SourceError};

/// Reads and checks the form in a folder.
pub(super) fn read(folder: &Path) -> Result<Form, Failure> {
    let text = |name: &str| {
        let path = folder.join(name);
        let shown = path.display().to_string();
        let source = load::bytes(&path).and_then(|bytes| Source::parse(&shown, &bytes));
        source
            .map(|source| source.text)
            .map_err(|error| (shown, error))
    };
    let needed = |name| text(name).map_err(|(shown, error)| cannot(&shown, &error));
    let form = needed("form.yaml")?;
    // Without a `typography.yaml`, `form.yaml` says which typography it uses. A form works without an example.
    let optional = |name| match text(name) {
        Err((_, SourceError::NotFound { .. })) => Ok(None),
        other => other
            .map(Some)
            .map_err(|(shown, error)| cannot(&shown, &error)),
    };
    let typography = optional("typography.yaml")?;
    let example = optional("example.yaml")?.unwrap_or_default();
    let folder = folder.display().to_string();
    let files = FormFiles {
        folder: &folder,
        form: &form,
        typography: typography.as_deref(),
        example: &example,
    };
    Form::parse(files)
        .and_then(|parsed| known_rules(parsed, files))
        .map_err(|error| Failure::new(Exit::Usage, error.text()))
}

/// The form, if every rule it gives a clause for exists.
fn known_rules(form: Form, files: FormFiles<'_>) -> Result<Form, FormError> {
    let is_rule = |name: &str| RULES.iter().any(|rule| rule.info().name == name);
    let Some(name) = form.clauses.keys().find(|name| !is_rule(name)) else {
        return Ok(form);
    };
    Err(FormError::at(
        files,
        &["clauses", name],
        Text::new(
            format!("没有“{name}”这条规则，全部规则见 chengbao explain"),
            format!("unknown rule `{name}`; `chengbao explain` lists all rules"),
        ),
    ))
}

fn cannot(shown: &str, error: &SourceError) -> Failure {
    let message = error.text();
    let line = error
        .place()
        .map_or_else(String::new, |at| format!(":{}", at.line));
    Failure::usage(
        format!("报告格式的文件无法使用（{shown}{line}）：{}", message.zh),
        format!(
            "{shown}{line}: the form file cannot be used: {}",
            message.en
        ),
    )
}
