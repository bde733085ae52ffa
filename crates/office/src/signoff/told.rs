//! A state in words and as the document prints it.

use std::sync::Arc;

use super::{Approved, PictureDigests, State, digest};
use crate::compose::SignedOff;
use chengbao_base::picture::Pictures;
use chengbao_base::text::Text;
use chengbao_paper::document::SignOffLine;
use chengbao_report::form::{Policy, Role};
use chengbao_report::report::printed_date;

/// What is missing to a complete sign-off.
#[derive(Debug, Clone, PartialEq)]
pub struct Missing<'a> {
    /// How far it is, a sentence without its end.
    pub text: Text,
    /// Whose turn it is; none where the file is damaged.
    pub next: Option<&'a Role>,
}

impl Missing<'_> {
    /// That the file cannot be read or does not hold together.
    #[must_use]
    pub fn damaged() -> Self {
        Self {
            text: Text::new(
                "签发记录文件已损坏（CB801）",
                "the sign-off file is damaged (CB801)",
            ),
            next: None,
        }
    }
}

/// The digests of a report's pictures, by the path the report has for them.
#[must_use]
pub fn digests(pictures: &Pictures) -> Box<PictureDigests> {
    let pictures = pictures.iter();
    pictures
        .map(|(path, picture)| (path.clone(), digest(&picture.file)))
        .collect()
}

impl State {
    /// What is missing; nothing where the sign-off is complete.
    #[must_use]
    pub fn missing<'a>(&'a self, policy: &'a Policy) -> Option<Missing<'a>> {
        let (zh, en, next) = match self {
            Self::Complete(_) => return None,
            Self::None => (
                "尚未签发".to_owned(),
                "not signed off yet".to_owned(),
                policy.roles.first(),
            ),
            Self::Begun { approved, next } => {
                let zh = approved
                    .iter()
                    .map(|one| format!("{} {}", one.role_label, one.name));
                let en = approved
                    .iter()
                    .map(|one| format!("{} {}", one.role, one.name));
                (
                    format!("签发未完成，已有{}", zh.collect::<Vec<_>>().join("、")),
                    format!(
                        "sign-off not complete, so far {}",
                        en.collect::<Vec<_>>().join(", ")
                    ),
                    Some(next),
                )
            }
            Self::Broken(_) if self.is_damaged() => return Some(Missing::damaged()),
            Self::Broken(_) => (
                "签发已失效（CB801），须重新签起".to_owned(),
                "the sign-off does not hold any more (CB801) and begins anew".to_owned(),
                policy.roles.first(),
            ),
        };
        Some(Missing {
            text: Text::new(zh, en),
            next,
        })
    }

    /// What the document says of a complete sign-off; nothing of any other. `record` is the sign-off file.
    #[must_use]
    pub fn signed_off(&self, record: &Arc<[u8]>) -> Option<SignedOff> {
        let Self::Complete(approved) = self else {
            return None;
        };
        let line = |approved: &Approved| SignOffLine {
            role: approved.role_label.clone(),
            name: approved.name.clone(),
            post: approved.post.clone(),
            date: printed_date(approved.day),
        };
        Some(SignedOff {
            approvals: approved.iter().map(line).collect(),
            record: Arc::clone(record),
        })
    }
}
