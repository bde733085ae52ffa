//! How many attributes the tag has in which the parser of a page is (HTML §13.2.5.6 to 13.2.5.40): the parser itself
//! says so only when the tag ends, after it has compared each with all others.
//!
//! It relies on the parser for whether there is a tag at all.

/// Where the parser is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum State {
    /// Between tags.
    #[default]
    Data,
    /// After a `<` between tags.
    Open,
    /// After `</`.
    Close,
    /// In a comment or anything else that has no attributes.
    Other,
    /// In a tag: its name,
    Name,
    /// before an attribute,
    Before,
    /// in its name,
    Attribute,
    /// after its name,
    After,
    /// before its value,
    BeforeValue,
    /// in its value, which ends with that quotation mark,
    Quoted(u8),
    /// in a value without quotation marks,
    Bare,
    /// after a value in quotation marks.
    AfterQuoted,
}

/// The attributes of the current tag.
#[derive(Debug, Default)]
pub(super) struct Attributes {
    state: State,
    count: usize,
}

impl Attributes {
    /// Those so far.
    pub(super) const fn count(&self) -> usize {
        self.count
    }

    /// Takes the next piece of the page, in which no `<` follows anything else, and whether the parser took something
    /// as complete in it: text, a tag, a comment.
    pub(super) fn advance(&mut self, piece: &str, is_complete: bool) {
        if piece == "<" {
            // What is complete then came before it.
            if is_complete || self.state == State::Data {
                *self = Self {
                    state: State::Open,
                    count: 0,
                };
                return;
            }
        } else if is_complete {
            *self = Self::default();
            return;
        }
        for byte in piece.bytes() {
            self.step(byte);
        }
    }

    fn step(&mut self, byte: u8) {
        let is_space = matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b'\x0c');
        let next = match (self.state, byte) {
            (State::Open, b'/') => State::Close,
            (State::Open, b'<') => State::Open,
            (State::Open | State::Close, letter) if letter.is_ascii_alphabetic() => State::Name,
            (State::Open | State::Close, _) => State::Other,
            (State::Data | State::Other, _) => self.state,
            (State::Quoted(end), byte) if byte == end => State::AfterQuoted,
            (State::Quoted(_), _) => self.state,
            (_, b'>') => State::Other,
            (State::BeforeValue, quote @ (b'"' | b'\'')) => State::Quoted(quote),
            (State::BeforeValue, _) if !is_space => State::Bare,
            (State::Bare, _) if is_space => State::Before,
            (State::BeforeValue | State::Bare, _) => self.state,
            (State::Attribute | State::After, b'=') => State::BeforeValue,
            (State::Attribute, _) if is_space => State::After,
            (_, b'/') => State::Before,
            (State::After, _) if is_space => State::After,
            (_, _) if is_space => State::Before,
            (State::Name | State::Attribute, _) => self.state,
            (State::Before | State::After | State::AfterQuoted, _) => {
                self.count += 1;
                State::Attribute
            }
        };
        self.state = next;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The attributes of an unfinished tag.
    fn count(tag: &str) -> usize {
        let mut attributes = Attributes::default();
        attributes.advance("<", false);
        attributes.advance(tag, false);
        attributes.count()
    }

    #[test]
    fn attributes_are_counted_however_they_are_written() {
        for (tag, expected) in [
            ("div", 0),
            ("div a b  c", 3),
            ("div a=1 b='>' c=\"x y\"d=2", 4),
            ("div a/b/c", 3),
            ("div a = b/c d", 2),
            ("/div a b", 2),
            ("!-- a b", 0),
            ("div style=\"a b/c d\" e", 2),
        ] {
            assert_eq!(count(tag), expected, "{tag}");
        }
    }

    #[test]
    fn a_tag_begins_only_where_the_parser_has_finished_something() {
        let mut attributes = Attributes::default();
        // A quoted value with a tag in it.
        for (piece, is_complete) in [
            ("<", false),
            ("a b=\"", false),
            ("<", false),
            ("c d e", false),
        ] {
            attributes.advance(piece, is_complete);
        }
        assert_eq!(attributes.count(), 1);
        // Text before a `<` that is complete only with it.
        attributes.advance("\">&am", true);
        attributes.advance("<", true);
        attributes.advance("c d e", false);
        assert_eq!(attributes.count(), 2);
    }
}
