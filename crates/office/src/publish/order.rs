//! What is asked for: the use, the numbers, and whether a draft will do. It is settled before the report
//! is read, and becomes the purpose of a document once the report and its sign-off are known.

use super::Signoff;
use crate::compose::{Profile, Purpose, Unfit};
use crate::signoff::Missing;
use chengbao_base::text::Text;
use chengbao_report::report::Report;

/// Whether a document is to be a draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Standing {
    /// Final where the report is signed off, otherwise a draft.
    #[default]
    BySignoff,
    /// A draft.
    Draft,
    /// Final, or no document.
    Final,
}

/// The documents that are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Order {
    /// The use.
    pub profile: Profile,
    /// Number of the first page.
    pub first_page: u32,
    /// Number of the annex.
    pub annex: Option<u32>,
    /// Draft or final.
    pub standing: Standing,
}

impl Default for Order {
    fn default() -> Self {
        Self {
            profile: Profile::default(),
            first_page: 1,
            annex: None,
            standing: Standing::default(),
        }
    }
}

/// Why an order cannot be carried out. Texts name the options as the caller writes them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OrderError {
    /// There is no use of that name.
    Profile,
    /// The number of the first page is out of range.
    FirstPage,
    /// The number of the annex is out of range, or the use is not `attachment`.
    Annex,
    /// The covering letter has other annexes.
    Unfit(Unfit),
}

/// The numbers a first page may have.
const FIRST_PAGES: std::ops::RangeInclusive<u32> = 1..=9999;
/// The numbers an annex may have.
const ANNEXES: std::ops::RangeInclusive<u32> = 1..=999;

impl Order {
    /// The order for a use by its id and the numbers that come with it.
    ///
    /// # Errors
    /// [`OrderError`] where one of them is out of range or does not go with the others.
    pub fn new(
        profile: &str,
        first_page: u32,
        annex: Option<u32>,
        standing: Standing,
    ) -> Result<Self, OrderError> {
        let profile = Profile::of_id(profile).ok_or(OrderError::Profile)?;
        if !FIRST_PAGES.contains(&first_page) {
            return Err(OrderError::FirstPage);
        }
        let fits = |annex: u32| profile == Profile::Attachment && ANNEXES.contains(&annex);
        if annex.is_some_and(|annex| !fits(annex)) {
            return Err(OrderError::Annex);
        }
        Ok(Self {
            profile,
            first_page,
            annex,
            standing,
        })
    }

    /// The purpose of the documents of a report, and what is missing where they come out as drafts
    /// although a sign-off would have made them final.
    ///
    /// # Errors
    /// [`OrderError::Unfit`] where the report does not go with the order. What is missing where only
    /// final documents are wanted is not an error here: see [`Self::refuses`].
    pub fn purpose<'a>(
        &self,
        report: &Report,
        signoff: &'a Signoff,
    ) -> Result<(Purpose, Option<Missing<'a>>), OrderError> {
        let mut purpose = Purpose {
            first_page: self.first_page,
            annex: self.annex,
            draft: true,
            ..Purpose::of(self.profile)
        };
        if let Some(unfit) = purpose.unfit(report) {
            return Err(OrderError::Unfit(unfit));
        }
        if self.standing == Standing::Draft {
            return Ok((purpose, None));
        }
        let missing = signoff.missing();
        if missing.is_none() {
            purpose.signed_off = signoff.signed_off();
            purpose.draft = purpose.signed_off.is_none();
        }
        Ok((purpose, missing))
    }

    /// Whether no document is to be made, because of what is missing.
    #[must_use]
    pub fn refuses(&self, missing: Option<&Missing<'_>>) -> bool {
        self.standing == Standing::Final && missing.is_some()
    }
}

impl OrderError {
    /// The message; `option` writes an option of the caller with its value, if that is to be shown:
    /// `--annex 2`, `annex=2`.
    #[must_use]
    pub fn text(&self, option: impl Fn(&str, Option<&str>) -> String) -> Text {
        let name = |name| option(name, None);
        let attachment = option("profile", Some(Profile::Attachment.id()));
        match self {
            Self::Profile => {
                let ids = Profile::ALL.map(Profile::id).join("、");
                let name = name("profile");
                Text::new(
                    format!("{name} 应为 {ids} 之一。"),
                    format!("{name} must be one of {}", ids.replace('、', ", ")),
                )
            }
            Self::FirstPage => range(&name("start_page"), &FIRST_PAGES),
            Self::Annex => {
                let Text { zh, en } = range(&name("annex"), &ANNEXES);
                Text::new(
                    format!("{}，与 {attachment} 同用。", zh.trim_end_matches('。')),
                    format!("{en} and used with {attachment}"),
                )
            }
            Self::Unfit(Unfit { annex, annexes }) => {
                let annex = option("annex", Some(&annex.to_string()));
                Text::new(
                    format!("公函有 {annexes} 个附件，{annex} 与之不符；只有一个附件的不编序号。"),
                    format!(
                        "{annex} does not match the covering letter, which lists {annexes} annexes; a single annex has no number"
                    ),
                )
            }
        }
    }
}

fn range(name: &str, range: &std::ops::RangeInclusive<u32>) -> Text {
    let (least, most) = (range.start(), range.end());
    Text::new(
        format!("{name} 应为 {least}–{most}。"),
        format!("{name} must be {least}–{most}"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(profile: &str, page: u32, annex: Option<u32>) -> Result<Order, OrderError> {
        Order::new(profile, page, annex, Standing::BySignoff)
    }

    #[test]
    fn what_does_not_go_together_is_refused() {
        assert!(order("filing", 1, None).is_ok());
        assert!(order("attachment", 9999, Some(999)).is_ok());
        assert_eq!(order("poster", 1, None), Err(OrderError::Profile));
        assert_eq!(order("print", 0, None), Err(OrderError::FirstPage));
        assert_eq!(order("print", 10_000, None), Err(OrderError::FirstPage));
        assert_eq!(order("filing", 1, Some(1)), Err(OrderError::Annex));
        assert_eq!(order("attachment", 1, Some(0)), Err(OrderError::Annex));
    }

    #[test]
    fn messages_name_options_as_the_caller_writes_them() {
        let query = |name: &str, value: Option<&str>| match value {
            Some(value) => format!("{name}={value}"),
            None => name.to_owned(),
        };
        let unfit = OrderError::Unfit(Unfit {
            annex: 3,
            annexes: 2,
        });
        let text = unfit.text(query);
        assert!(text.zh.contains("annex=3") && text.en.contains("annex=3"));
        let text = OrderError::Annex.text(query);
        assert!(text.zh.contains("1–999") && text.zh.contains("profile=attachment"));
    }
}
