//! From bytes to a report: text, source, form. A failure becomes a finding like any other, so that
//! text, JSON and SARIF report it in the same way.

use std::sync::Arc;

use super::{Finding, MISSING_KEY, RuleInfo, SYNTAX, WRONG_FORM, unreadable};
use crate::form::{Form, Forms};
use crate::report::{Header, Placed, Report, header};
use crate::source::{Source, SourceError, Span};
use chengbao_base::text::Text;

/// A text that is not a report that can be checked.
#[derive(Debug, Clone)]
pub struct Refusal {
    /// What is wrong.
    pub finding: Box<Finding>,
    /// The text the finding points into; empty if there is none.
    pub text: String,
    /// Its values, if it is YAML.
    pub source: Option<Arc<Source>>,
}

impl Refusal {
    /// For bytes that are not a source.
    #[must_use]
    pub fn unreadable(error: &SourceError, bytes: &[u8]) -> Self {
        // Places do not count a byte order mark.
        let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
        Self {
            finding: Box::new(unreadable(error)),
            text: str::from_utf8(bytes).unwrap_or_default().to_owned(),
            source: None,
        }
    }
}

/// Reads bytes as YAML; `name` is what messages call them.
///
/// # Errors
/// [`Refusal`] if they are not YAML.
pub fn source(name: &str, bytes: &[u8]) -> Result<Arc<Source>, Refusal> {
    let source = Source::parse(name, bytes);
    source
        .map(Arc::new)
        .map_err(|error| Refusal::unreadable(&error, bytes))
}

/// Reads a source using the form it names.
///
/// # Errors
/// [`Refusal`] if it names no form or an unknown one.
pub fn report(forms: &Forms, source: &Arc<Source>) -> Result<Report, Refusal> {
    let header = header(source);
    let Some(named) = &header.form else {
        let text = Text::new(
            "没有写明所用的报告格式。",
            "the file does not name its form (`form`)",
        );
        return Err(no_form(forms, &header, source, &MISSING_KEY, text));
    };
    match forms.get(&named.value) {
        Some(form) => Ok(Report::read(form, source)),
        None => {
            let id = &named.value;
            let text = Text::new(
                format!("不认识格式“{id}”。"),
                format!("unknown form `{id}`"),
            );
            Err(no_form(forms, &header, source, &WRONG_FORM, text))
        }
    }
}

/// Turns the refusal of last year's report into a finding of the report that names it: `shown` is what
/// messages call it, `place` where it is named, if it is.
#[must_use]
pub fn previous_refused(
    current: &Report,
    shown: &str,
    place: Option<Span>,
    refusal: &Refusal,
) -> Refusal {
    let Text { zh, en } = &refusal.finding.message;
    let message = Text::new(
        format!("上年报告“{shown}”无法使用。{zh}"),
        format!("the previous report `{shown}` cannot be used: {en}"),
    );
    Refusal {
        finding: Box::new(Finding {
            help: refusal.finding.help.clone(),
            ..Finding::new(&SYNTAX, "previous", place, message)
        }),
        text: current.source.text.clone(),
        source: Some(Arc::clone(&current.source)),
    }
}

fn no_form(
    forms: &Forms,
    header: &Header,
    source: &Arc<Source>,
    rule: &RuleInfo,
    message: Text,
) -> Refusal {
    let ids = |forms: &mut dyn Iterator<Item = &Arc<Form>>| -> Vec<String> {
        forms.map(|form| form.id.clone()).collect()
    };
    let known = ids(&mut forms.iter());
    let mut help = Text::new(
        format!("可用的格式有：{}。", known.join("、")),
        format!("known forms: {}", known.join(", ")),
    );
    if let Some(Placed { value: year, .. }) = header.year {
        let in_force = ids(&mut forms.in_force(year));
        if !in_force.is_empty() {
            help = Text::new(
                format!(
                    "{year}年度请写“格式: {}”。{}",
                    in_force.join(" 或 "),
                    help.zh
                ),
                format!(
                    "for {year} write `form: {}`; {}",
                    in_force.join(" or "),
                    help.en
                ),
            );
        }
    }
    let place = header.form.as_ref().map(|form| form.place);
    Refusal {
        finding: Box::new(Finding {
            stated: header.form.as_ref().map(|form| form.value.clone()),
            help: Some(help),
            ..Finding::new(rule, "form", place, message)
        }),
        text: source.text.clone(),
        source: Some(Arc::clone(source)),
    }
}
