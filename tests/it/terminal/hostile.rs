//! Texts that try to act on a terminal or on its reader, and the judge of what was printed.

use std::process::Output;

/// What is at the beginning of every line that a hostile text would put between ours.
const FORGED: &str = "伪造";

/// Forty texts, each with its own way.
pub(super) fn texts() -> Vec<String> {
    let five = "\n伪造  是  签名有效".repeat(5);
    let mut texts: Vec<String> = [
        // Controls of a terminal (ECMA-48), by ESC and by C1.
        "某局\x1b[8m藏",
        "某局\x1b[1A\x1b[2K伪造",
        "\x1b[2J\x1b[H伪造",
        "\x1b[31m红\x1b[0m",
        "\x1b]8;;http://example.com\x1b\\点\x1b]8;;\x1b\\",
        "\x1b]52;c;cm0gLXJm\x07",
        "\x1b]0;标题\x07",
        "\x1bP+q544e\x1b\\",
        "\x1b_G伪造\x1b\\",
        "\x1bc",
        "\x1b(0",
        "\x1b[?25l",
        "\x1b[6n",
        "某局\u{9b}8m藏",
        "\u{9b}1A\u{9b}2K伪造",
        "\u{9d}8;;http://example.com\u{9c}点",
        "\u{90}伪造\u{9c}",
        "\u{85}伪造  是",
        // Controls on their own.
        "某局\r伪造",
        "某局\r\n伪造  是",
        "某局\x08\x08伪造",
        "某局\x07",
        "某局\t伪造",
        "某局\x0b伪造",
        "某局\x0c伪造",
        "某局\x7f",
        "某局\x0e藏\x0f",
        // The order of characters.
        "9\u{202e}21",
        "\u{202d}321\u{202c}",
        "\u{2066}是\u{2069}否",
        "\u{2067}否\u{2069}",
        "\u{200f}1\u{200e}2\u{61c}3",
        // Lines of Unicode.
        "某局\u{2028}伪造  是",
        "某局\u{2029}伪造  是",
        // What cannot be seen.
        "张\u{200b}三\u{feff}",
        "张\u{e0041}\u{e007f}三",
        "张\u{2060}\u{ad}\u{3164}三",
    ]
    .map(str::to_owned)
    .into();
    texts.push(format!("某局{five}\x1b[8m"));
    texts.push("长".repeat(20_000) + "\x1b[8m");
    texts.push("A".repeat(100_000));
    texts.push("\x1b[8m\u{202e}\n伪造".repeat(2_000));
    assert!(texts.len() >= 40, "{}", texts.len());
    texts
}

/// The same texts where each costs a run of the program: several short ones in one, the long ones on their own.
pub(super) fn groups(size: usize) -> Vec<String> {
    let (short, long): (Vec<String>, Vec<String>) =
        texts().into_iter().partition(|text| text.len() < 100);
    let mut groups: Vec<String> = short.chunks(size).map(<[String]>::concat).collect();
    // Of the long ones those with controls.
    groups.extend(long.into_iter().filter(|text| text.contains('\n')));
    groups
}

/// Whether a character acts instead of being seen. Not asked of the program, which is on trial.
fn acts(c: char) -> bool {
    let is_bidi = matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let is_unseen = matches!(c, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}'..='\u{2064}' | '\u{3164}' | '\u{feff}' | '\u{e0000}'..='\u{e0fff}');
    c.is_control() || is_bidi || is_unseen || matches!(c, '\u{2028}' | '\u{2029}')
}

/// What is wrong with printed text: a character that acts, a line that is not ours, a line that is very long.
pub(super) fn wrong(output: &Output) -> Option<String> {
    for (name, bytes) in [("stdout", &output.stdout), ("stderr", &output.stderr)] {
        let Ok(text) = std::str::from_utf8(bytes) else {
            return Some(format!("{name} is not UTF-8"));
        };
        if let Some(c) = text.chars().find(|c| acts(*c) && *c != '\n') {
            return Some(format!("{name} has {c:?}"));
        }
        let is_json = text.starts_with('{');
        // For programs, and pages for browsers.
        let is_data = is_json || text.starts_with('<');
        for line in text.split('\n') {
            if line.trim_start().starts_with(FORGED) {
                return Some(format!("{name} has a line that is not ours: {line:?}"));
            }
            let length = line.chars().count();
            if length > 6_000 && !is_data {
                return Some(format!("{name} has a line of {length} characters"));
            }
        }
        if is_json && serde_json::from_str::<serde_json::Value>(text).is_err() {
            return Some(format!("{name} is not JSON"));
        }
    }
    let panicked = output.status.code().is_none_or(|code| code > 2);
    panicked.then(|| format!("it ended with {:?}", output.status))
}
