//! A state as a message and as printed in documents.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{Accepted, Approved, PictureDigests, State, digest};
use crate::compose::SignedOff;
use chengbao_base::picture::Pictures;
use chengbao_base::text::Text;
use chengbao_paper::document::SignOffLine;
use chengbao_report::form::{Policy, Role};
use chengbao_report::report::printed_date;

/// What is missing for a complete sign-off.
#[derive(Debug, Clone, PartialEq)]
pub struct Missing<'a> {
    /// The progress, a sentence without its end.
    pub text: Text,
    /// Which role is next; `None` if the file is damaged.
    pub next: Option<&'a Role>,
}

impl Missing<'_> {
    /// The progress and which role is next, a sentence without its end; `None` if the file is damaged.
    #[must_use]
    pub fn next_step(&self) -> Option<Text> {
        let (next, Text { zh, en }) = (self.next?, &self.text);
        Some(Text::new(
            format!("{zh}；下一步“{}”", next.label),
            format!("{en}; next is {}", next.id),
        ))
    }

    /// That the file cannot be read or does not hold together.
    #[must_use]
    pub fn damaged() -> Self {
        Self {
            text: Text::new(
                "审签记录文件已损坏（CB801）",
                "the sign-off file is damaged (CB801)",
            ),
            next: None,
        }
    }
}

/// The rules that were off in a round as documents print them: each with each of its reasons once, ordered by code.
pub(crate) fn printed<'a>(off: impl Iterator<Item = &'a Accepted>) -> Vec<String> {
    let each: BTreeSet<&Accepted> = off.collect();
    let each = each.into_iter();
    each.map(|it| format!("{}（{}）", it.code, it.reason))
        .collect()
}

/// The digests of a report's pictures, by the path in the report.
#[must_use]
pub fn digests(pictures: &Pictures) -> Box<PictureDigests> {
    let pictures = pictures.iter();
    pictures
        .map(|(path, picture)| (path.clone(), digest(&picture.file)))
        .collect()
}

impl State {
    /// What is missing; `None` if the sign-off is complete.
    #[must_use]
    pub fn missing<'a>(&'a self, policy: &'a Policy) -> Option<Missing<'a>> {
        let (zh, en, next) = match self {
            Self::Complete(_) => return None,
            Self::None => (
                "尚未审签".to_owned(),
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
                    format!("审签未完成，已办：{}", zh.collect::<Vec<_>>().join("、")),
                    format!(
                        "sign-off not complete; done: {}",
                        en.collect::<Vec<_>>().join(", ")
                    ),
                    Some(next),
                )
            }
            Self::Broken(_) if self.is_damaged() => return Some(Missing::damaged()),
            Self::Broken(_) => (
                "审签已经失效（CB801），请重新审签".to_owned(),
                "the sign-off is no longer valid (CB801); start again".to_owned(),
                policy.roles.first(),
            ),
        };
        Some(Missing {
            text: Text::new(zh, en),
            next,
        })
    }

    /// What the document prints about a complete sign-off; `None` for any other state. `record` is the sign-off file.
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
            off: printed(approved.iter().flat_map(|one| &one.off)),
            record: Arc::clone(record),
        })
    }
}
