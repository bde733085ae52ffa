//! The approximate width of a text, in ems of its size. Widths are those of the named faces (hanzi one em,
//! Times digits half an em), which are not available here; they decide sizes, indents and widths of
//! columns, never where a line breaks.

/// Advance of a character in ems.
pub const fn advance(character: char) -> f32 {
    match character {
        '0'..='9' | '$' => 0.5,
        ' ' | '.' | ',' => 0.25,
        'A'..='Z' | '%' | '@' | '&' | 'm' | 'w' => 0.8,
        c if c.is_ascii() => 0.5,
        _ => 1.0,
    }
}

/// Width of a text in ems.
pub fn width(text: &str) -> f32 {
    text.chars().map(advance).sum()
}

/// Width in ems of the longest piece that must not be broken: a number, a Latin word.
pub fn unbreakable_width(text: &str) -> f32 {
    text.split(|c: char| !c.is_ascii_graphic())
        .map(width)
        .fold(0.0, f32::max)
}
