//! The value of a cell, read as text: YAML's own idea of a number (`012` is 10 or 12, `1e3` is
//! 1000, `no` is false) is never used.

use rust_decimal::Decimal;

use super::Unread;
use super::spelling::plain;
use crate::form::CellKind;
use crate::source::Span;

/// A cell as filled in by the report.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// Its value.
    pub value: Value,
    /// As written.
    pub text: String,
    /// Where it is; the place of its row if the cell itself was left out.
    pub place: Option<Span>,
}

/// The value of a cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// The row is not in the report.
    Missing,
    /// Left blank, which is not 0.
    Blank,
    /// `/`, not applicable.
    NotApplicable,
    /// A whole number.
    Count(i64),
    /// An exact decimal, with its zeros at the end.
    Amount(Decimal),
    /// Text.
    Text(String),
    /// None of these.
    Invalid(Unread),
}

impl Value {
    /// The number a sum takes for this cell: a blank and `/` count as 0; unreadable or missing
    /// cells have none.
    #[must_use]
    pub fn number(&self) -> Option<i64> {
        match self {
            Self::Count(number) => Some(*number),
            Self::Blank | Self::NotApplicable => Some(0),
            Self::Missing | Self::Amount(_) | Self::Text(_) | Self::Invalid(_) => None,
        }
    }

    /// Whether the cell is blank or missing.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        matches!(self, Self::Blank | Self::NotApplicable | Self::Missing)
    }
}

impl Cell {
    /// The cell as it is printed.
    #[must_use]
    pub fn printed(&self) -> String {
        match &self.value {
            Value::Missing | Value::Blank => String::new(),
            Value::NotApplicable => "/".to_owned(),
            Value::Count(number) => number.to_string(),
            Value::Amount(amount) => amount.to_string(),
            Value::Text(_) | Value::Invalid(_) => self.text.clone(),
        }
    }
}

/// Reads a scalar as a cell of that kind; the label may name a unit.
#[must_use]
pub(super) fn parse(text: &str, kind: CellKind, label: &str) -> Value {
    match (text, kind) {
        ("", _) => Value::Blank,
        ("/", _) => Value::NotApplicable,
        (_, CellKind::Text) => Value::Text(text.to_owned()),
        _ => match plain(text, kind, label) {
            Err(why) => Value::Invalid(why),
            Ok(number) => exact(&number, kind).unwrap_or(Value::Invalid(Unread::Other)),
        },
    }
}

/// The value that a canonical spelling stands for.
fn exact(number: &str, kind: CellKind) -> Option<Value> {
    match (number, kind) {
        ("/", _) => Some(Value::NotApplicable),
        (_, CellKind::Decimal) => number.parse().ok().map(Value::Amount),
        _ => number.parse().ok().map(Value::Count),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, kind: CellKind, expected: Value) {
        assert_eq!(parse(text, kind, ""), expected, "{text}");
    }

    #[test]
    fn plain_cells_are_read_as_written() {
        check("0", CellKind::Count, Value::Count(0));
        check("3985758", CellKind::Count, Value::Count(3_985_758));
        check("-43", CellKind::Signed, Value::Count(-43));
        check(
            "1316.84万元",
            CellKind::Text,
            Value::Text("1316.84万元".into()),
        );
        check(
            "24252.311082",
            CellKind::Decimal,
            Value::Amount("24252.311082".parse().unwrap()),
        );
        check("", CellKind::Text, Value::Blank);
        check("/", CellKind::Decimal, Value::NotApplicable);
    }

    #[test]
    fn what_yaml_would_call_a_number_is_not_one_here() {
        for text in [
            "012",
            "1e3",
            "三",
            "-1",
            "-0",
            "0x1f",
            "true",
            "9999999999999999",
        ] {
            assert!(
                matches!(parse(text, CellKind::Count, ""), Value::Invalid(_)),
                "{text}"
            );
        }
    }

    #[test]
    fn an_amount_is_printed_with_the_digits_it_was_given() {
        for (text, printed) in [("1,203.50", "1203.50"), ("0.00", "0.00"), ("１２", "12")] {
            let cell = Cell {
                value: parse(text, CellKind::Decimal, ""),
                text: text.to_owned(),
                place: None,
            };
            assert_eq!(cell.printed(), printed, "{text}");
        }
    }
}
