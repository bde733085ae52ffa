//! `check --fix`: writes fixes back into the file and keeps everything else in it byte for byte.

use std::path::Path;
use std::sync::Arc;

use super::examine::Examiner;
use super::exit::{Exit, Failure};
use super::{signoff, write};
use chengbao_base::text::Text;
use chengbao_office::publish::Examined;
use chengbao_report::check::Finding;
use chengbao_report::check::fix::{Fixes, fix};
use chengbao_report::report::canonical_json;
use chengbao_report::source::Source;

/// How often a fixed file is checked again: a number that can now be read may reveal a sum that is
/// wrong. Two or three rounds are enough.
const ROUNDS: usize = 8;

/// One fix that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Change {
    line: u32,
    before: String,
    after: String,
    /// The finding.
    message: Text,
}

impl Change {
    /// The changes of a finding: each by itself.
    fn of(finding: &Finding, source: &Source) -> Vec<Self> {
        let edits = finding.fix.iter().flat_map(|fix| &fix.edits);
        edits
            .map(|edit| Self {
                line: edit.place.line,
                before: source.slice(edit.place).trim().to_owned(),
                after: edit.replacement.trim().to_owned(),
                message: finding.message.clone(),
            })
            .collect()
    }

    /// `第 23 行 1362 → 1361`; the finding itself where neither side is visible, as
    /// with a mark of no width.
    pub(super) fn text(&self) -> Text {
        let Self {
            line,
            before,
            after,
            message,
        } = self;
        let seen = |text: &str| {
            text.chars()
                .any(|c| c.is_alphanumeric() || c.is_ascii_graphic())
        };
        match (seen(before), seen(after)) {
            (true, true) => Text::new(
                format!("第 {line} 行 {before} → {after}"),
                format!("line {line}: {before} → {after}"),
            ),
            (false, true) => Text::new(
                format!("第 {line} 行 填入 {after}"),
                format!("line {line}: filled in {after}"),
            ),
            _ => Text::new(
                format!("第 {line} 行 已改正：{}", message.zh),
                format!("line {line}: fixed: {}", message.en),
            ),
        }
    }
}

/// Fixes a file until nothing is left to fix, writes it once, and returns what is still found. What was signed off is
/// changed only where that is asked for.
pub(super) fn rewrite(
    examiner: &Examiner,
    path: &Path,
    previous: Option<&Path>,
    fixes: Fixes,
    breaks_signoff: bool,
) -> Result<(Examined, Vec<Change>), Failure> {
    let mut examined = examiner.examine(path, previous);
    let before = examined.report.as_ref().map(canonical_json);
    let mut changes = Vec::new();
    let mut text = None;
    for _ in 0..ROUNDS {
        let Some(source) = &examined.source else {
            break;
        };
        let fixed = fix(source, &examined.findings, fixes).map_err(|error| {
            let zh = format!("程序内部错误（改正“{}”时）：{error}。文件没有改动，请把这一行反馈给开发者", examined.name);
            let en = format!(
                "internal error while fixing `{}`: {error}; the file was not changed; please report this line",
                examined.name
            );
            Failure::new(Exit::Fault, Text::new(zh, en))
        })?;
        if fixed.applied.is_empty() {
            break;
        }
        let Ok(next) = Source::parse(&source.name, fixed.text.as_bytes()) else {
            // A fix that would break the file is not made.
            break;
        };
        let made = fixed
            .applied
            .iter()
            .filter_map(|at| examined.findings.get(*at));
        changes.extend(made.flat_map(|finding| Change::of(finding, source)));
        examined = examiner.source(path, &Arc::new(next), previous);
        text = Some(fixed.text);
    }
    if let Some(text) = text {
        let now = examined.report.as_ref().map(canonical_json);
        let is_same = before.is_some() && before == now;
        if !is_same && !breaks_signoff {
            unsigned(path)?;
        }
        write::rewrite(path, text.as_bytes())?;
    }
    Ok((examined, changes))
}

/// Refuses to change the values of a report that has sign-off records, which are of exactly these values.
fn unsigned(report: &Path) -> Result<(), Failure> {
    let records = signoff::path_of(report);
    if matches!(signoff::read(&records), Ok(None)) {
        return Ok(());
    }
    let (report, records) = (report.display(), records.display());
    Err(Failure::usage(
        format!(
            "{report}：没有改正。它有审签记录（{records}），正文和数都是审签的内容，改正会使审签失效。确要改正的，请加 --break-signoff，然后从头审签。"
        ),
        format!(
            "{report}: nothing was fixed: it has sign-off records ({records}), which cover its text and figures, and a fix would end the sign-off; to fix it anyway add --break-signoff, then sign off again"
        ),
    ))
}
