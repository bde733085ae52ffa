//! `--template DIR`: a user's own form.

use std::path::Path;

use super::exit::{Exit, Failure};
use super::load;
use crate::check::RULES;
use crate::form::{Form, FormError, FormFiles};
use crate::source::{Source, SourceError};
use crate::text::Text;

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
    // Without one `form.yaml` says which typography it is. An example is for those who fill the form in.
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
        .map_err(|error| Failure::new(Exit::Usage, refused(&error)))
}

/// The form, where every rule it gives a clause for is one.
fn known_rules(form: Form, files: FormFiles<'_>) -> Result<Form, FormError> {
    let is_rule = |name: &str| RULES.iter().any(|rule| rule.info().name == name);
    let Some(name) = form.clauses.keys().find(|name| !is_rule(name)) else {
        return Ok(form);
    };
    Err(FormError::at(
        files,
        &["clauses", name],
        Text::new(
            format!("没有“{name}”这条规则，chengbao explain 列出全部规则"),
            format!("there is no rule `{name}`; `chengbao explain` lists them all"),
        ),
    ))
}

/// Why a form file is refused: file, line, reason.
pub(super) fn refused(error: &FormError) -> Text {
    let FormError { file, line, reason } = error;
    Text::new(
        format!("表格文件不可用：{file}:{line}：{}", reason.zh),
        format!("form file refused: {file}:{line}: {}", reason.en),
    )
}

fn cannot(shown: &str, error: &SourceError) -> Failure {
    let message = error.message();
    let line = error
        .place()
        .map_or_else(String::new, |at| format!(":{}", at.line));
    Failure::usage(
        format!("表格文件不可用：{shown}{line}：{}", message.zh),
        format!("form file refused: {shown}{line}: {}", message.en),
    )
}
