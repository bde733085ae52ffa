//! The purpose of a document, which decides what surrounds the report: nothing for filing,
//! spaces for signature and seal on paper, a label and a covering letter for an annex.

use std::sync::Arc;

use chengbao_base::edition::Edition;
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
    /// 公文附件: the annex to an official letter, preceded by the covering letter if the
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

/// The purpose of one document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Purpose {
    /// How it is written: what is made today is of the current edition.
    pub edition: Edition,
    /// The use.
    pub profile: Profile,
    /// Number of the first page. An annex continues the numbers of its letter (GB/T 9704 §7.3.7).
    pub first_page: u32,
    /// Number of the annex if the letter has several: `附件1`.
    pub annex: Option<u32>,
    /// Whether every page is marked as a draft.
    pub draft: bool,
    /// Who signed off the report, if that is complete.
    pub signed_off: Option<SignedOff>,
}

/// An annex number that the covering letter does not have.
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
    /// The rules that were off when it was checked, each with its reason: `CB302（口径不同）`.
    pub off: Vec<String>,
    /// The sign-off file, byte for byte; it is embedded in the document.
    pub record: Arc<[u8]>,
}

impl Default for Purpose {
    fn default() -> Self {
        Self {
            edition: Edition::CURRENT,
            profile: Profile::Filing,
            first_page: 1,
            annex: None,
            draft: false,
            signed_off: None,
        }
    }
}

impl Purpose {
    /// The document of that use, with its first page numbered 1.
    #[must_use]
    pub fn of(profile: Profile) -> Self {
        Self {
            profile,
            ..Self::default()
        }
    }

    /// Why a report cannot be made for that purpose: the number of the annex must be one that its covering
    /// letter has (GB/T 9704 §7.3.7), and a single annex has none.
    #[must_use]
    pub fn unfit(&self, report: &Report) -> Option<Unfit> {
        let (annex, circular) = (self.annex?, report.circular()?);
        let annexes = circular.annex_count();
        let is_one = annexes > 1 && usize::try_from(annex).is_ok_and(|annex| annex <= annexes);
        (!is_one).then_some(Unfit { annex, annexes })
    }

    /// The sign-off of a final document: complete, and not printed as a draft.
    #[must_use]
    pub const fn final_sign_off(&self) -> Option<&SignedOff> {
        match &self.signed_off {
            Some(signed_off) if !self.draft => Some(signed_off),
            _ => None,
        }
    }

    /// Whether the file itself is to be signed and sealed: it is final, and not a sheet of paper.
    #[must_use]
    pub const fn is_sealed(&self) -> bool {
        self.final_sign_off().is_some() && !matches!(self.profile, Profile::Print)
    }
}
