//! What a document is made for, which decides what goes around the report: nothing for the file,
//! a place for signature and seal on paper, a label and a covering letter for a circular.

use std::sync::Arc;

use chengbao_paper::document::SignOffLine;

use chengbao_report::report::Report;

/// The uses of the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Profile {
    /// 报送归档: read on screens and kept; page numbers on one side.
    #[default]
    Filing,
    /// 纸质: printed on both sides, signed by hand and sealed; black only.
    Print,
    /// 公文附件: the annex of an official circular, with the covering letter before it where the
    /// report has one.
    Attachment,
}

impl Profile {
    /// All uses.
    pub const ALL: [Self; 3] = [Self::Filing, Self::Print, Self::Attachment];

    /// The use of that name.
    #[must_use]
    pub fn of_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|profile| profile.id() == id)
    }

    /// Its name on the command line.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Filing => "filing",
            Self::Print => "print",
            Self::Attachment => "attachment",
        }
    }
}

/// What one document is made for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Purpose {
    /// The use.
    pub profile: Profile,
    /// Number of the first page. An annex goes on from its circular (GB/T 9704 §7.3.7).
    pub first_page: u32,
    /// Number of the annex where the circular has several: `附件1`.
    pub annex: Option<u32>,
    /// Whether every page says that it is a draft.
    pub draft: bool,
    /// Who signed the report off, where that is complete.
    pub signed_off: Option<SignedOff>,
}

/// A number of the annex that is not one of the covering letter's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unfit {
    /// The number.
    pub annex: u32,
    /// How many annexes the letter has.
    pub annexes: usize,
}

/// A complete sign-off of exactly this report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedOff {
    /// 拟稿, 审核, 签发 in the order of the form's policy.
    pub approvals: Vec<SignOffLine>,
    /// The sign-off file, byte for byte; it travels in the document.
    pub record: Arc<[u8]>,
}

impl Default for Purpose {
    fn default() -> Self {
        Self {
            profile: Profile::Filing,
            first_page: 1,
            annex: None,
            draft: false,
            signed_off: None,
        }
    }
}

impl Purpose {
    /// The document of that use, its first page numbered 1.
    #[must_use]
    pub fn of(profile: Profile) -> Self {
        Self {
            profile,
            ..Self::default()
        }
    }

    /// Why a report cannot be made into that: the number of the annex must be one its covering letter
    /// gives (GB/T 9704 §7.3.7), and an annex that is the only one bears none.
    #[must_use]
    pub fn unfit(&self, report: &Report) -> Option<Unfit> {
        let (annex, circular) = (self.annex?, report.circular.as_ref()?);
        let annexes = circular.annex_count();
        let is_one = annexes > 1 && usize::try_from(annex).is_ok_and(|annex| annex <= annexes);
        (!is_one).then_some(Unfit { annex, annexes })
    }

    /// The sign-off of a document that is final: complete, and not printed as a draft all the same.
    #[must_use]
    pub const fn final_sign_off(&self) -> Option<&SignedOff> {
        match &self.signed_off {
            Some(signed_off) if !self.draft => Some(signed_off),
            _ => None,
        }
    }

    /// Whether the file itself is to be signed and sealed: it is final, and no sheet of paper is.
    #[must_use]
    pub const fn is_sealed(&self) -> bool {
        self.final_sign_off().is_some() && !matches!(self.profile, Profile::Print)
    }
}
