//! The state of the pen (ISO 32000-1 §8.4.1, §9.3): set by operators and used by painting.

use std::rc::Rc;

use lopdf::Object;
use sha2::{Digest as _, Sha256};

use super::font::Font;
use super::matrix::Matrix;

/// A colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::verify) enum Ink {
    /// DeviceGray, thousandths.
    Grey(i64),
    /// DeviceRGB, thousandths.
    Rgb([i64; 3]),
    /// Any other, by a digest of its operator and operands.
    Other([u8; 32]),
}

/// The state.
#[derive(Debug, Clone)]
pub(super) struct State {
    pub(super) map: Matrix,
    pub(super) fill: Ink,
    pub(super) stroke: Ink,
    pub(super) weight: f64,
    pub(super) font: Option<Rc<Font>>,
    pub(super) size: f64,
    pub(super) char_space: f64,
    pub(super) word_space: f64,
    /// Horizontal scale, 1 for none.
    pub(super) stretch: f64,
    pub(super) leading: f64,
    pub(super) rise: f64,
    pub(super) mode: i64,
}

impl Default for State {
    fn default() -> Self {
        Self {
            map: Matrix::IDENTITY,
            fill: Ink::Grey(0),
            stroke: Ink::Grey(0),
            weight: 1.0,
            font: None,
            size: 0.0,
            char_space: 0.0,
            word_space: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
            mode: 0,
        }
    }
}

impl Ink {
    /// The colour an operator sets (§8.6.8); `None` for an operator that does not set one.
    pub(super) fn set_by(operator: &str, operands: &[Object]) -> Option<Self> {
        let parts: Vec<i64> = operands.iter().filter_map(thousandths).collect();
        let is_plain = parts.len() == operands.len();
        Some(match (operator, parts.as_slice()) {
            ("g" | "G", [grey]) if is_plain => Self::Grey(*grey),
            ("rg" | "RG", [r, g, b]) if is_plain => Self::Rgb([*r, *g, *b]),
            (
                "g" | "G" | "rg" | "RG" | "k" | "K" | "cs" | "CS" | "sc" | "SC" | "scn" | "SCN",
                _,
            ) => {
                let told = format!("{} {operands:?}", operator.to_ascii_lowercase());
                Self::Other(Sha256::digest(told).into())
            }
            _ => return None,
        })
    }
}

fn thousandths(object: &Object) -> Option<i64> {
    let value = f64::from(object.as_float().ok()?);
    #[expect(clippy::cast_possible_truncation, reason = "a cast saturates")]
    let whole = (value * 1e3).round() as i64;
    Some(whole)
}
