//! Names of files in a batch. They are only keys and labels, never used as paths of this machine, and
//! names that look like paths out of the batch are refused.

use chengbao_base::text::is_writable;

/// Maximum bytes of a name with its folders.
const MAX_NAME: usize = 512;

/// A name without `.` between its folders; none if it is not a plain relative name: empty, too long,
/// absolute, with `..`, a drive, a backslash, a control character, or one that turns the direction of
/// writing.
pub(super) fn plain(name: &str) -> Option<String> {
    let is_bad = |c: char| !is_writable(c) || matches!(c, '\t' | '\n' | '\\') || turns(c);
    let mut start = name.chars();
    let has_drive =
        matches!((start.next(), start.next()), (Some(c), Some(':')) if c.is_ascii_alphabetic());
    if name.len() > MAX_NAME || has_drive || name.chars().any(is_bad) {
        return None;
    }
    let mut folders = Vec::new();
    for folder in name.split('/') {
        match folder {
            "" | ".." => return None,
            "." => {}
            folder => folders.push(folder),
        }
    }
    (!folders.is_empty()).then(|| folders.join("/"))
}

/// Whether a character changes the direction of the text around it (UAX #9): `gnp.exe` shown as `exe.png`.
const fn turns(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// How a file in a folder refers to another: always within the batch, never above it.
pub(super) fn resolve(folder: &str, name: &str) -> Option<String> {
    if name.starts_with('/') || name.contains('\\') {
        return None;
    }
    let mut folders: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in name.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                folders.pop()?;
            }
            part => folders.push(part),
        }
    }
    Some(folders.join("/"))
}

/// A name as shown in messages.
pub(super) fn shown(name: &str) -> String {
    name.chars().take(80).flat_map(char::escape_debug).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_relative_names_are_names() {
        for (name, expected) in [
            ("a.yaml", Some("a.yaml")),
            ("./甲/a b.yaml", Some("甲/a b.yaml")),
            ("a..b.yaml", Some("a..b.yaml")),
            ("", None),
            (".", None),
            ("/a", None),
            ("a//b", None),
            ("a/", None),
            ("../a", None),
            ("a/../b", None),
            ("C:a", None),
            ("c:/a", None),
            ("a\\b", None),
            ("a\0b", None),
            ("a\nb", None),
            ("a\u{7f}", None),
            ("\u{202e}gnp.exe", None),
            ("a\u{2066}", None),
        ] {
            assert_eq!(plain(name).as_deref(), expected, "{name:?}");
        }
        assert_eq!(plain(&"a".repeat(MAX_NAME + 1)), None);
        assert!(plain(&"a".repeat(MAX_NAME)).is_some());
    }

    #[test]
    fn a_file_calls_others_from_where_it_is_and_none_from_outside() {
        for (folder, name, expected) in [
            ("", "a.png", Some("a.png")),
            ("甲", "a.png", Some("甲/a.png")),
            ("甲/乙", ".././a.png", Some("甲/a.png")),
            ("甲", "../../a.png", None),
            ("", "../a.png", None),
            ("甲", "/a.png", None),
            ("甲", "..\\a.png", None),
        ] {
            assert_eq!(
                resolve(folder, name).as_deref(),
                expected,
                "{folder} {name}"
            );
        }
    }
}
