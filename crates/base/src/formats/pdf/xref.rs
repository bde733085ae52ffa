//! The position of an object: a row of the cross-references (ISO 32000-1 §7.5.4, §7.5.8).

/// The position of an object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum XrefEntry {
    /// None: it was removed.
    Free,
    /// At an offset in the file.
    At {
        /// In bytes.
        offset: usize,
        /// Generation.
        generation: u16,
    },
    /// In an object stream.
    Within {
        /// Number of that stream.
        stream: u32,
        /// Its index in it, from 0.
        index: usize,
    },
}

impl XrefEntry {
    /// What a row of a cross-reference stream states (§7.5.8.3): `None` if its numbers are out of range, and
    /// an inner `None` if it is of an unknown kind. Its fields are as wide as given, at most 8 bytes each.
    pub(super) fn of_row(row: &[u8], [kind, first, second]: [usize; 3]) -> Option<Option<Self>> {
        let mut row = row.iter().copied();
        let mut field = |width: usize| {
            let bytes = row.by_ref().take(width);
            bytes.fold(0_u64, |sum, byte| sum << 8 | u64::from(byte))
        };
        let kind = if kind == 0 { 1 } else { field(kind) };
        let (first, second) = (field(first), field(second));
        Some(Some(match kind {
            0 => Self::Free,
            1 => Self::At {
                offset: usize::try_from(first).ok()?,
                generation: u16::try_from(second).ok()?,
            },
            2 => Self::Within {
                stream: u32::try_from(first).ok()?,
                index: usize::try_from(second).ok()?,
            },
            _ => return Some(None),
        }))
    }
}
