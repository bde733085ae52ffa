//! Page content as bytes: operands and operators (ISO 32000-1 annex A), one operator per line. printpdf
//! would take them as values and look each of thousands of characters up twice.

use chengbao_base::formats::pdf::{decimal, hexadecimal, whole};

/// Content of one page.
#[derive(Debug, Default)]
pub(super) struct Operators(Vec<u8>);

/// A part of a shown text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Shown {
    /// A glyph.
    Code(u16),
    /// The pen moves back, in tenths of a thousandth of the size.
    Back(i64),
}

impl Operators {
    /// The bytes.
    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.0
    }

    /// An operator, after its operands.
    pub(super) fn operator(&mut self, name: &str) {
        self.0.extend_from_slice(name.as_bytes());
        self.0.push(b'\n');
    }

    /// An operand that is not a number, unchanged.
    pub(super) fn operand(&mut self, text: &str) {
        self.0.extend_from_slice(text.as_bytes());
        self.0.push(b' ');
    }

    /// A number with as many digits as it needs.
    pub(super) fn number(&mut self, value: f32) {
        self.operand(&value.to_string());
    }

    /// A number given in thousandths.
    pub(super) fn thousandths(&mut self, value: i64) {
        decimal(&mut self.0, value, 1000);
        self.0.push(b' ');
    }

    /// Opens a marked-content sequence that is content of an element of that type (`BDC`).
    pub(super) fn content_of(&mut self, element: &str, id: usize) {
        for part in ["/", element, " <</MCID "] {
            self.0.extend_from_slice(part.as_bytes());
        }
        whole(&mut self.0, i64::try_from(id).unwrap_or(i64::MAX));
        self.operator(">> BDC");
    }

    /// Shows text of one font: two bytes per code (`Tj`), and between two codes how far the pen moves
    /// back (`TJ`).
    pub(super) fn show(&mut self, text: &[Shown]) {
        let moves = text.iter().any(|shown| matches!(shown, Shown::Back(_)));
        self.0.extend_from_slice(if moves { b"[<" } else { b"<" });
        for shown in text {
            match shown {
                Shown::Code(code) => hexadecimal(&mut self.0, &code.to_be_bytes()),
                Shown::Back(tenths) => {
                    self.0.extend_from_slice(b"> ");
                    decimal(&mut self.0, *tenths, 10);
                    self.0.push(b'<');
                }
            }
        }
        self.operator(if moves { ">] TJ" } else { "> Tj" });
    }
}
