//! Edits of a text: places are replaced, everything else stays byte for byte, so that comments,
//! order, layout and line endings survive a fix.

use super::Span;

/// One replacement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced; empty to insert before `start`.
    pub place: Span,
    /// The new text.
    pub replacement: String,
}

/// Why edits cannot be made; an internal error, not a fault of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// Two edits share a byte, or begin at the same one, so that their order would matter.
    #[error("two edits overlap, at line {} column {} and at line {} column {}", first.line, first.column, second.line, second.column)]
    Overlap {
        /// The earlier place.
        first: Span,
        /// The later place.
        second: Span,
    },
    /// A place that is not a range of whole characters of this text.
    #[error("an edit at bytes {} to {} is outside the text", place.start, place.end)]
    Outside {
        /// The place.
        place: Span,
    },
}

/// Makes all the edits, in any order, or none of them.
///
/// # Errors
/// [`EditError`] if two overlap or one lies outside the text.
pub fn apply(text: &str, edits: &[Edit]) -> Result<String, EditError> {
    let mut sorted: Vec<&Edit> = edits.iter().collect();
    sorted.sort_by_key(|edit| (edit.place.start, edit.place.end));
    let mut result = String::with_capacity(text.len());
    let mut before: Option<Span> = None;
    for edit in sorted {
        let place = edit.place;
        if let Some(first) = before.filter(|it| place.start < it.end || place.start == it.start) {
            let second = place;
            return Err(EditError::Overlap { first, second });
        }
        let outside = EditError::Outside { place };
        text.get(place.start..place.end).ok_or(outside)?;
        let from = before.map_or(0, |it| it.end);
        result.push_str(text.get(from..place.start).ok_or(outside)?);
        result.push_str(&edit.replacement);
        before = Some(place);
    }
    let rest = text.get(before.map_or(0, |it| it.end)..);
    result.push_str(rest.unwrap_or_default());
    Ok(result)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edit(start: usize, end: usize, replacement: &str) -> Edit {
        let (line, column) = (1, 1);
        let place = Span {
            start,
            end,
            line,
            column,
        };
        let replacement = replacement.to_owned();
        Edit { place, replacement }
    }

    #[test]
    fn edits_keep_every_other_byte() {
        let text = "总计: 5  # 待核\r\n甲:\r\n";
        let edits = [edit(25, 25, " 0"), edit(8, 9, "1361")];
        assert_eq!(
            apply(text, &edits).unwrap(),
            "总计: 1361  # 待核\r\n甲: 0\r\n"
        );
        assert_eq!(apply(text, &[]).unwrap(), text);
    }

    #[test]
    fn edits_may_touch_but_not_overlap() {
        assert_eq!(
            apply("abcd", &[edit(1, 2, "X"), edit(2, 3, "Y")]).unwrap(),
            "aXYd"
        );
        for other in [edit(1, 2, "Y"), edit(2, 4, "Y"), edit(1, 1, "Y")] {
            let error = apply("abcd", &[other, edit(1, 3, "X")]).unwrap_err();
            assert!(matches!(error, EditError::Overlap { .. }), "{error}");
        }
    }

    #[test]
    fn edits_outside_the_text_or_inside_a_character_are_refused() {
        for bad in [edit(4, 9, ""), edit(1, 3, ""), edit(3, 2, "")] {
            let error = apply("总a", std::slice::from_ref(&bad)).unwrap_err();
            assert_eq!(error, EditError::Outside { place: bad.place });
        }
    }
}
