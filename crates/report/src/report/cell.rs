//! The value of a cell, read as text: YAML's own idea of a number (`012` is 10 or 12, `1e3` is
//! 1000, `no` is false) is never used.

use rust_decimal::Decimal;

use super::fix;
use super::number::{decimal, whole};
use crate::form::CellKind;
use crate::source::Span;

/// A cell as filled in by the report.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// Its value.
    pub value: Value,
    /// As written; decimals and text are printed like this.
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
    /// An exact decimal.
    Amount(Decimal),
    /// Text.
    Text(String),
    /// None of these; with the number that was probably meant, if that is certain.
    Invalid(Option<i64>),
}

impl Value {
    /// The number a sum takes for this cell: a blank and `/` count as 0; unreadable or missing
    /// cells have none.
    #[must_use]
    pub fn number(&self) -> Option<i64> {
        match self {
            Self::Count(number) => Some(*number),
            Self::Blank | Self::NotApplicable => Some(0),
            Self::Invalid(meant) => *meant,
            Self::Missing | Self::Amount(_) | Self::Text(_) => None,
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
            Value::Amount(_) | Value::Text(_) | Value::Invalid(_) => self.text.clone(),
        }
    }
}

/// Reads a scalar as a cell of that kind.
#[must_use]
pub(super) fn parse(text: &str, kind: CellKind) -> Value {
    if text.is_empty() {
        return Value::Blank;
    }
    if text == "/" {
        return Value::NotApplicable;
    }
    let value = match kind {
        CellKind::Text => Some(Value::Text(text.to_owned())),
        CellKind::Count => whole(text).map(Value::Count),
        CellKind::Signed => match text.strip_prefix('-') {
            Some(digits) => whole(digits).filter(|n| *n > 0).map(|n| Value::Count(-n)),
            None => whole(text).map(Value::Count),
        },
        CellKind::Decimal => decimal(text).map(Value::Amount),
    };
    value.unwrap_or_else(|| {
        let meant = fix(text, kind);
        Value::Invalid(meant.and_then(|fixed| fixed.parse().ok()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, kind: CellKind, expected: Value) {
        assert_eq!(parse(text, kind), expected, "{text}");
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
            "1,234",
            "１２",
            "三",
            "-1",
            "-0",
            "+3",
            "1.0",
            "0x1f",
            "true",
            "9999999999999999",
        ] {
            assert!(
                matches!(parse(text, CellKind::Count), Value::Invalid(_)),
                "{text}"
            );
        }
        assert!(matches!(parse("-0", CellKind::Signed), Value::Invalid(_)));
        assert!(matches!(
            parse(".5", CellKind::Decimal),
            Value::Invalid(None)
        ));
    }
}
