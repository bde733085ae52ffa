//! `--template DIR`: a user's own form.

use std::path::Path;

use super::exit::{Exit, Failure};
use super::load;
use chengbao_base::text::Text;
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
    let typography = needed("typography.yaml")?;
    // An example is for `explain`; a form works without.
    let example = match text("example.yaml") {
        Err((_, SourceError::NotFound { .. })) => String::new(),
        other => other.map_err(|(shown, error)| cannot(&shown, &error))?,
    };
    let folder = folder.display().to_string();
    let files = FormFiles {
        folder: &folder,
        form: &form,
        typography: &typography,
        example: &example,
    };
    Form::parse(files).map_err(|error| Failure::new(Exit::Usage, refused(&error)))
}

/// Why a form file cannot be used: file, line, reason.
pub(super) fn refused(error: &FormError) -> Text {
    let FormError { file, line, reason } = error;
    Text::new(
        format!("报告格式的文件无法使用（{file}:{line}）：{}", reason.zh),
        format!("{file}:{line}: the form file cannot be used: {}", reason.en),
    )
}

fn cannot(shown: &str, error: &SourceError) -> Failure {
    let message = error.message();
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
