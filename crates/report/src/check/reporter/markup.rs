//! Text within XML and HTML, shared by the reports that are written in them: every character that means something
//! there is escaped, and every hidden one is written out, so that none is left that XML forbids.

use chengbao_base::text::Sentence;

/// A text as content or as the value of an attribute in quotation marks, as one sentence.
pub(super) fn escaped(text: &str) -> String {
    let line = Sentence::new(text);
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
