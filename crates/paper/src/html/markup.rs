//! Tags and text as they are written to the file. Anything from outside goes through [`Markup::text`]
//! or an attribute's value, and is escaped only there.

use std::fmt::Write as _;

use crate::document::FlowError;
use chengbao_base::text::unwritable;

/// A page being written.
#[derive(Debug, Default)]
pub(super) struct Markup {
    out: String,
    wrong: Option<FlowError>,
}

impl Markup {
    /// A start tag, or a void element.
    pub(super) fn open(&mut self, tag: &str, attributes: &[(&str, &str)]) {
        self.out.push('<');
        self.out.push_str(tag);
        for (name, value) in attributes {
            self.out.push(' ');
            self.out.push_str(name);
            self.out.push_str("=\"");
            self.text(value);
            self.out.push('"');
        }
        self.out.push('>');
    }

    /// A start tag with a class if there is one.
    pub(super) fn open_as(&mut self, tag: &str, class: Option<&str>) {
        match class {
            Some(class) => self.open(tag, &[("class", class)]),
            None => self.open(tag, &[]),
        }
    }

    /// An end tag.
    pub(super) fn close(&mut self, tag: &str) {
        self.out.push_str("</");
        self.out.push_str(tag);
        self.out.push('>');
    }

    /// An end tag followed by a line end, for blocks.
    pub(super) fn end(&mut self, tag: &str) {
        self.close(tag);
        self.new_line();
    }

    /// A line end between blocks, which HTML ignores.
    pub(super) fn new_line(&mut self) {
        self.out.push('\n');
    }

    /// Lines with breaks between them; a line feed inside one is also a break.
    pub(super) fn lines(&mut self, lines: &[String]) {
        for (index, line) in lines.iter().flat_map(|line| line.split('\n')).enumerate() {
            if index > 0 {
                self.open("br", &[]);
            }
            self.text(line);
        }
    }

    /// Text, or an attribute's value: a reader of the file gets exactly these characters.
    pub(super) fn text(&mut self, text: &str) {
        if let Some((character, place)) = unwritable(text) {
            let error = FlowError::Character { character, place };
            self.wrong.get_or_insert(error);
        }
        for character in text.chars() {
            match character {
                '&' => self.out.push_str("&amp;"),
                '<' => self.out.push_str("&lt;"),
                '>' => self.out.push_str("&gt;"),
                '"' => self.out.push_str("&quot;"),
                '\u{a0}' => self.out.push_str("&nbsp;"),
                c if is_invisible(c) => {
                    let _ = write!(self.out, "&#x{:X};", u32::from(c));
                }
                c => self.out.push(c),
            }
        }
    }

    /// Markup without text from outside: the stylesheet, the document type.
    pub(super) fn raw(&mut self, markup: &str) {
        self.out.push_str(markup);
    }

    /// The page, unless it could not contain something.
    pub(super) fn finish(self) -> Result<String, FlowError> {
        match self.wrong {
            Some(wrong) => Err(wrong),
            None => Ok(self.out),
        }
    }
}

/// Invisible characters that control the text. Written as numbers they stay the same for a
/// reader, and anyone who edits the source can see them.
const fn is_invisible(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let mut markup = Markup::default();
        markup.text(text);
        assert_eq!(markup.finish().unwrap(), expected);
    }

    #[test]
    fn nothing_in_a_text_is_markup() {
        check("<b>\"A&B\"</b>'", "&lt;b&gt;&quot;A&amp;B&quot;&lt;/b&gt;'");
        check("甲\u{202e}乙\u{a0}\u{feff}", "甲&#x202E;乙&nbsp;&#xFEFF;");
        check("汉字\t𠮷", "汉字\t𠮷");
    }

    #[test]
    fn what_html_may_not_hold_is_refused_with_its_place() {
        for character in ['\r', '\u{85}', '\u{ffff}'] {
            let mut markup = Markup::default();
            markup.open("p", &[("title", &format!("前{character}后"))]);
            let place = "前\u{fffd}后".to_owned();
            let error = FlowError::Character { character, place };
            assert_eq!(markup.finish(), Err(error));
        }
    }
}
