//! The lines of a page's content in the one spelling this program uses (ISO 32000-1 annex A): one operator on
//! each, its operands before it. Nothing else is read.

use super::mark::Mark;
use super::odd::Odd;

/// One line.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Operator {
    /// `q`.
    Save,
    /// `Q`.
    Restore,
    /// `cm`.
    Matrix([f64; 6]),
    /// `Do`: the name of a picture.
    Picture(String),
    /// `BT`.
    BeginText,
    /// `ET`.
    EndText,
    /// `Tf`: name and size.
    Font(String, f64),
    /// `Tc`.
    Spacing(f64),
    /// `Td`.
    Move(f64, f64),
    /// `Tm`.
    TextMatrix([f64; 6]),
    /// `Tj`, `TJ`.
    Show(Vec<Shown>),
    /// `g`, `rg`: thousandths of red, green, blue.
    Fill([u16; 3]),
    /// `G`, `RG`.
    Stroke([u16; 3]),
    /// `w`.
    Weight(f64),
    /// `m`.
    From(f64, f64),
    /// `l`.
    To(f64, f64),
    /// `S`.
    Draw,
    /// `BDC`.
    Mark(Mark),
    /// `EMC`.
    EndMark,
}

/// A part of a shown text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Shown {
    /// A code.
    Code(u16),
    /// The pen moves back, in thousandths of the size.
    Back(f64),
}

/// The lines of a content stream.
pub(super) fn read(content: &[u8]) -> Result<Vec<Operator>, Odd> {
    let Some(lines) = content.strip_suffix(b"\n") else {
        return if content.is_empty() {
            Ok(Vec::new())
        } else {
            Err(Odd::line(content))
        };
    };
    let lines = lines.split(|byte| *byte == b'\n');
    lines
        .map(|line| operator(line).ok_or_else(|| Odd::line(line)))
        .collect()
}

fn operator(line: &[u8]) -> Option<Operator> {
    let line = std::str::from_utf8(line).ok()?;
    let (operands, name) = match line.rsplit_once(' ') {
        Some(("", _)) => return None,
        Some(parts) => parts,
        None => ("", line),
    };
    let numbers = || -> Option<Vec<f64>> { operands.split(' ').map(number).collect() };
    let six = || -> Option<[f64; 6]> { numbers()?.try_into().ok() };
    let two = || -> Option<[f64; 2]> { numbers()?.try_into().ok() };
    let bare = |operator| operands.is_empty().then_some(operator);
    Some(match name {
        "q" => bare(Operator::Save)?,
        "Q" => bare(Operator::Restore)?,
        "BT" => bare(Operator::BeginText)?,
        "ET" => bare(Operator::EndText)?,
        "EMC" => bare(Operator::EndMark)?,
        "S" => bare(Operator::Draw)?,
        "cm" => Operator::Matrix(six()?),
        "Tm" => Operator::TextMatrix(six()?),
        "Do" => Operator::Picture(resource(operands, 'I')?),
        "Tf" => {
            let (font, size) = operands.split_once(' ')?;
            let size = number(size).filter(|size| *size > 0.0)?;
            Operator::Font(resource(font, 'C')?, size)
        }
        "Tc" => Operator::Spacing(number(operands)?),
        "w" => Operator::Weight(number(operands).filter(|weight| *weight >= 0.0)?),
        "Td" => two().map(|[x, y]| Operator::Move(x, y))?,
        "m" => two().map(|[x, y]| Operator::From(x, y))?,
        "l" => two().map(|[x, y]| Operator::To(x, y))?,
        "Tj" => Operator::Show(codes(operands.strip_prefix('<')?.strip_suffix('>')?)?),
        "TJ" => Operator::Show(moved(operands.strip_prefix("[<")?.strip_suffix(">]")?)?),
        "g" => Operator::Fill(grey(operands)?),
        "G" => Operator::Stroke(grey(operands)?),
        "rg" => Operator::Fill(red(operands)?),
        "RG" => Operator::Stroke(red(operands)?),
        "BDC" => Operator::Mark(Mark::read(operands)?),
        _ => return None,
    })
}

/// A number with as many digits as it needs and no others.
fn number(text: &str) -> Option<f64> {
    const MAX_DIGITS: usize = 20;
    let plain = text.strip_prefix('-').unwrap_or(text);
    let (whole, part) = match plain.split_once('.') {
        Some((whole, part)) => (whole, Some(part)),
        None => (plain, None),
    };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_whole = digits(whole) && (whole == "0" || !whole.starts_with('0'));
    let is_part = part.is_none_or(|part| digits(part) && !part.ends_with('0'));
    let fits = is_whole && is_part && text != "-0" && text.len() <= MAX_DIGITS;
    fits.then(|| text.parse().ok())?
}

/// `/C12`: the name of a resource, by its letter.
fn resource(text: &str, letter: char) -> Option<String> {
    let name = text.strip_prefix('/')?;
    let index = name.strip_prefix(letter)?;
    let is_index = number(index).is_some() && index.bytes().all(|byte| byte.is_ascii_digit());
    is_index.then(|| name.to_owned())
}

/// Black and the grey of watermarks.
fn grey(text: &str) -> Option<[u16; 3]> {
    match text {
        "0" => Some([0; 3]),
        "0.85" => Some([850; 3]),
        _ => None,
    }
}

fn red(text: &str) -> Option<[u16; 3]> {
    (text == "1 0 0").then_some([1000, 0, 0])
}

/// Codes of two bytes in hexadecimal digits.
fn codes(text: &str) -> Option<Vec<Shown>> {
    let is_digit = |byte: &u8| matches!(byte, b'0'..=b'9' | b'A'..=b'F');
    if text.is_empty() || !text.len().is_multiple_of(4) || !text.as_bytes().iter().all(is_digit) {
        return None;
    }
    let codes = text.as_bytes().chunks(4);
    codes
        .map(|code| {
            let code = std::str::from_utf8(code).ok()?;
            Some(Shown::Code(u16::from_str_radix(code, 16).ok()?))
        })
        .collect()
}

/// Codes with moves of the pen between them: `0001> 12.5<0002`.
fn moved(text: &str) -> Option<Vec<Shown>> {
    let mut parts = text.split("> ");
    let mut shown = codes(parts.next()?)?;
    for part in parts {
        let (back, text) = part.split_once('<')?;
        shown.push(Shown::Back(number(back)?));
        shown.extend(codes(text)?);
    }
    // Without a move the text is written as one string.
    let moves = shown.iter().any(|shown| matches!(shown, Shown::Back(_)));
    moves.then_some(shown)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_this_program_are_read() {
        for line in [
            "/Artifact <</Subtype/Watermark/Type/Pagination>> BDC",
            "0.85 g",
            "0.70711 0.70711 -0.70711 0.70711 210.239 252.406 Tm",
            "/C2 150 Tf",
            "[<002D> -400<002C>] TJ",
            "<00150002> Tj",
            "/TD <</MCID 12>> BDC",
            "1 0 0 RG",
            "-0.207 Tc",
        ] {
            assert!(operator(line.as_bytes()).is_some(), "{line}");
        }
    }

    #[test]
    fn lines_in_any_other_spelling_are_not() {
        for line in [
            "",
            " BT",
            "BT ",
            "0.850 g",
            "1 g",
            "+1 0 Td",
            "1. 0 Td",
            ".5 Tc",
            "-0 Tc",
            "1 0  Td",
            "1 0 Td % x",
            "<0001 > Tj",
            "<000a> Tj",
            "<001> Tj",
            "<> Tj",
            "(a) Tj",
            "[<0001>] TJ",
            "[<0001>-400<002C>] TJ",
            "/C02 16 Tf",
            "/F1 16 Tf",
            "/C1 0 Tf",
            "/C1 -16 Tf",
            "3 Tr",
            "0 0 9 9 re",
            "f",
            "W",
            "n",
            "/P <</MCID 01>> BDC",
            "/P <</MCID 1/ActualText(x)>> BDC",
            "/P <</MCID 1>> BMC",
            "/OC /L1 BDC",
            "/Fm0 Do",
            "BI",
            "0 0 1 rg",
            "1e3 Tc",
            "0x10 Tc",
        ] {
            assert!(operator(line.as_bytes()).is_none(), "{line}");
        }
    }
}
