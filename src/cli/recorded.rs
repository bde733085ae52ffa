//! What `sign` prints: what was recorded, the progress of the sign-off, what is next.

use std::path::Path;

use super::shell::Shell;
use super::signoff::{in_command, missing, path_of, stray};
use chengbao_base::style::{Coverage, Typeface};
use chengbao_base::text::{Lang, Text};
use chengbao_office::publish::{Examined, Signoff};
use chengbao_office::signoff::{Approved, File, Record, State};
use chengbao_report::check::{Finding, SIGNOFF_BROKEN};
use chengbao_report::report::{Report, printed_date};

/// What was recorded, by whom, and what is next.
pub(super) fn report(path: &Path, file: &File, after: &Signoff, shell: &Shell) {
    let console = &shell.console;
    let Some(record) = file.records.last() else {
        return;
    };
    let mut parts = vec![
        path_of(path).display().to_string(),
        record.label.clone(),
        record.name.clone(),
    ];
    parts.extend(record.post.clone());
    parts.push(record.time.clone());
    if record.signature.is_some() {
        parts.push(
            console
                .pick("已用密钥签名", "signed with the key")
                .to_owned(),
        );
    }
    console.line(&parts.join("  "));
    for accepted in &record.accepted {
        let mark = console.pick("已说明理由", "kept with a reason:");
        console.line(&format!("{mark} {}：{}", accepted.code, accepted.reason));
    }
    for off in &record.off {
        let mark = console.pick("已关闭规则", "rule off:");
        console.line(&format!("{mark} {}：{}", off.code, off.reason));
    }
    console.line(console.localized(&next(path, after)));
}

/// What of a record the final document prints.
pub(super) fn printed(record: &Record) -> Vec<&str> {
    let post = record.post.as_deref();
    let off = record.off.iter().map(|off| off.reason.as_str());
    std::iter::once(record.name.as_str())
        .chain(post)
        .chain(off)
        .collect()
}

/// A character that the final document will need and no font has.
pub(super) fn undrawn(texts: &[&str], faces: &dyn Coverage, shell: &Shell) {
    let is_drawn = |c: char| {
        let covers = |role| faces.covers(role, c);
        covers(Typeface::Latin) || Typeface::ALL.into_iter().all(covers)
    };
    let mut characters = texts.iter().flat_map(|text| text.chars());
    if let Some(c) = characters.find(|c| !c.is_whitespace() && !is_drawn(*c)) {
        let code = u32::from(c);
        shell.console.note(shell.console.localized(&Text::new(
            format!("注意：字体中没有“{c}”（U+{code:04X}），生成定稿前请用 --fonts 加入有此字的字体。"),
            format!("note: no font has `{c}` (U+{code:04X}); add one that has it with --fonts before making the final documents"),
        )));
    }
}

/// What is next.
fn next(path: &Path, signoff: &Signoff) -> Text {
    missing(path, signoff).unwrap_or_else(|| {
        let path = in_command(path);
        Text::new(
            format!("审签完成，可以生成定稿：chengbao export {path} -o 文件夹"),
            format!("signed off; to make the final documents: chengbao export {path} -o DIR"),
        )
    })
}

/// The progress of the sign-off.
pub(super) fn status(
    path: &Path,
    report: &Report,
    signoff: &Signoff,
    examined: &Examined,
    shell: &Shell,
) {
    let console = &shell.console;
    if let Ok(State::Begun { approved, .. } | State::Complete(approved)) = &signoff.state {
        for one in approved {
            console.line(&approval(one));
        }
    }
    let is_broken = |finding: &&Finding| finding.code == SIGNOFF_BROKEN.code;
    for finding in examined.findings.iter().filter(is_broken) {
        console.line(finding.message.get(console.lang));
    }
    let issuer = report.issuer().map_or("", |issuer| &issuer.value);
    let Text { zh, en } = next(path, signoff);
    console.line(&match console.lang {
        Lang::Zh => format!("{}（{issuer}）：{zh}", path.display()),
        Lang::En => format!("{} ({issuer}): {en}", path.display()),
    });
    if let Some(text) = stray(path, signoff) {
        console.note(console.localized(&text));
    }
}

/// `拟稿  张三  科长  2025年1月20日`, with the warnings kept and the rules off.
fn approval(approved: &Approved) -> String {
    let mut parts = vec![approved.role_label.clone(), approved.name.clone()];
    parts.extend(approved.post.clone());
    parts.push(printed_date(approved.day));
    parts.extend(
        approved
            .accepted
            .iter()
            .map(|accepted| format!("{}＝{}", accepted.code, accepted.reason)),
    );
    parts.extend(
        approved
            .off
            .iter()
            .map(|off| format!("关闭 {}＝{}", off.code, off.reason)),
    );
    parts.join("  ")
}
