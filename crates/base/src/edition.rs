//! The edition of a document: which of the program's ways of writing it was made with. A change of what
//! PDF or DOCX files contain raises the number; what was filed before can then still be made again, as it was.
//!
//! It knows only the numbers and what differs between them, never a document.

/// A way of writing documents that this program knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edition {
    /// What was written before documents stated their edition.
    Zero,
    /// Embedded files and the style of the sign-off are named in today's terms; documents state their edition.
    One,
}

/// A later edition than this program knows, or one that was never stated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("edition {0} is not known; this program writes edition {current}", current = Edition::CURRENT.number())]
pub struct UnknownEdition(pub u32);

impl Edition {
    /// All editions, oldest first.
    pub const ALL: [Self; 2] = [Self::Zero, Self::One];

    /// The editions that are made again byte for byte. A document of another one can be compared by what it says alone.
    pub const MADE_AGAIN: &'static [Self] = &Self::ALL;

    /// The edition of what is written today.
    pub const CURRENT: Self = Self::One;

    /// Its number, which documents state.
    #[must_use]
    pub const fn number(self) -> u32 {
        match self {
            Self::Zero => 0,
            Self::One => 1,
        }
    }

    /// The name of the style for the lines of a sign-off.
    #[must_use]
    pub const fn sign_off_style(self) -> &'static str {
        match self {
            Self::Zero => "签发",
            Self::One => "审签",
        }
    }
}

impl TryFrom<u32> for Edition {
    type Error = UnknownEdition;

    fn try_from(number: u32) -> Result<Self, UnknownEdition> {
        let found = Self::ALL.into_iter().find(|it| it.number() == number);
        found.ok_or(UnknownEdition(number))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn editions_are_numbered_from_zero_and_the_last_is_written() {
        for (number, edition) in (0..).zip(Edition::ALL) {
            assert_eq!(edition.number(), number);
            assert_eq!(Edition::try_from(number), Ok(edition));
        }
        assert_eq!(Edition::ALL.last(), Some(&Edition::CURRENT));
        let next = Edition::CURRENT.number() + 1;
        assert_eq!(Edition::try_from(next), Err(UnknownEdition(next)));
    }
}
