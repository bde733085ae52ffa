//! Text within XML and HTML, shared by the reports that are written in them: every character that means something
//! there is escaped, and every hidden one is written out, so that none is left that XML forbids.

use chengbao_base::text::legible;

/// A text as content or as the value of an attribute in quotation marks, on one line.
pub(super) fn escaped(text: &str) -> String {
    let line = legible::one_line(text);
    let mut out = String::with_capacity(line.len());
    for c in line.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}
