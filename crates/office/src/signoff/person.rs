//! Persons are distinguished by name, regardless of how it is typed.

use super::{Record, SignOffError};
use chengbao_base::text::is_writable;
use chengbao_report::form::fold_width;

/// Most characters of a name, of a post and of a reason.
const MAX_NAME: usize = 60;
/// Most characters of a reason.
const MAX_REASON: usize = 500;

/// Whether two names are the same person's as far as names show: width, spaces, case and the dot of names
/// in parts (阿不都·拉) do not count.
pub(super) fn same(one: &str, other: &str) -> bool {
    folded(one) == folded(other)
}

fn folded(name: &str) -> String {
    const DOTS: [char; 7] = ['·', '•', '‧', '・', '･', '.', '．'];
    fold_width(name)
        .chars()
        .filter(|c| !DOTS.contains(c) && !is_unseen(*c))
        .flat_map(char::to_lowercase)
        .collect()
}

/// A name or a post as it is recorded: one line without spaces at its ends.
pub(super) fn line(text: &str, what: &'static str) -> Result<String, SignOffError> {
    checked(text, what, MAX_NAME)
}

/// Checks what a record of a file says of persons as `sign` does before it is recorded.
pub(super) fn recorded(record: &Record) -> Result<(), SignOffError> {
    let is_as_recorded = |text: &str, checked: Result<String, SignOffError>| match checked {
        Ok(recorded) if recorded == text => Ok(()),
        Ok(_) => Err(SignOffError::Spaces),
        Err(error) => Err(error),
    };
    is_as_recorded(&record.name, line(&record.name, "name"))?;
    if let Some(post) = &record.post {
        is_as_recorded(post, line(post, "post"))?;
    }
    for accepted in record.accepted.iter().chain(&record.off) {
        is_as_recorded(&accepted.reason, reason(&accepted.reason))?;
    }
    Ok(())
}

/// The reason for keeping a warning, as it is recorded.
pub(super) fn reason(text: &str) -> Result<String, SignOffError> {
    checked(text, "reason", MAX_REASON)
}

fn checked(text: &str, what: &'static str, most: usize) -> Result<String, SignOffError> {
    let text = text.trim();
    // An archival PDF must not contain characters that an office designed for itself (自造字).
    let is_private = |c: char| matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..);
    let is_seen = |c: char| is_writable(c) && !c.is_control() && !is_unseen(c) && !is_private(c);
    let length = text.chars().count();
    let means = text.chars().any(char::is_alphanumeric);
    if means && length <= most && text.chars().all(is_seen) {
        return Ok(text.to_owned());
    }
    Err(SignOffError::Words { what, most })
}

/// Characters that are invisible or reverse their neighbours; two names must not differ only in them.
const fn is_unseen(c: char) -> bool {
    matches!(
        c,
        '\u{ad}'
            | '\u{61c}'
            | '\u{115f}'
            | '\u{1160}'
            | '\u{180e}'
            | '\u{200b}'..='\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{3164}'
            | '\u{feff}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{ffa0}'
            | '\u{fff9}'..='\u{fffd}'
            | '\u{e0000}'..='\u{e0fff}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_is_the_same_however_the_name_is_typed() {
        for (one, other) in [
            ("张三", " 张　三 "),
            ("Ｌｉ Ｓｉ", "li si"),
            ("阿不都·热合曼", "阿不都•热合曼"),
            ("张\u{200b}三", "张三"),
        ] {
            assert!(same(one, other), "{one} {other}");
        }
        assert!(!same("张三", "张山"));
    }

    #[test]
    fn a_name_is_one_line_of_characters_that_can_be_seen() {
        assert_eq!(line(" 张三　", "name"), Ok("张三".to_owned()));
        for name in [
            "",
            " ",
            "…",
            "张\n三",
            "张\u{200b}三",
            "张\u{202e}三",
            "张\0",
            "张\u{e863}",
            &"张".repeat(61),
        ] {
            assert!(line(name, "name").is_err(), "{name:?}");
        }
    }
}
