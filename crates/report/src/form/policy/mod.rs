//! Who has to sign off a report, in which order, and which roles need different persons. A form has a
//! policy; an office may make it stricter, never less strict.

mod stricter;

use std::collections::BTreeSet;

use serde::Deserialize;

use super::FormError;
use super::error::{Located, Step};
use super::names::is_id;
use chengbao_base::text::{Text, fingerprint};

/// The policy of a form, or of an office.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Policy {
    /// The roles in the order they sign; at least one.
    pub roles: Vec<Role>,
    /// Groups of role ids: within each, all are different persons.
    #[serde(default)]
    pub different: Vec<Vec<String>>,
}

/// A role in which a person signs off.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Role {
    /// Its name on the command line and in records: `drafter`.
    pub id: String,
    /// As printed: 拟稿.
    pub label: String,
    /// Whether the record must be signed with a key.
    #[serde(default)]
    pub key: bool,
    /// Whether the record must give the person's post.
    #[serde(default)]
    pub post: bool,
    /// The certificate the key must have, by its SHA-256. Without it, the certificate must name the person.
    #[serde(default)]
    pub certificate: Option<String>,
}

impl Default for Policy {
    /// 拟稿 → 审核 → 签发 (《党政机关公文处理工作条例》 chapter 5), and no one checks their own work.
    fn default() -> Self {
        let role = |id: &str, label: &str| Role {
            id: id.to_owned(),
            label: label.to_owned(),
            key: false,
            post: false,
            certificate: None,
        };
        let pair = |one: &str, other: &str| vec![one.to_owned(), other.to_owned()];
        Self {
            roles: vec![
                role("drafter", "拟稿"),
                role("reviewer", "审核"),
                role("issuer", "签发"),
            ],
            different: vec![pair("drafter", "reviewer"), pair("reviewer", "issuer")],
        }
    }
}

impl Policy {
    /// The role of an id, with its number in the order, from 0.
    #[must_use]
    pub fn role(&self, id: &str) -> Option<(usize, &Role)> {
        self.roles
            .iter()
            .enumerate()
            .find(|(_, role)| role.id == id)
    }

    /// Whether two roles must be two persons.
    #[must_use]
    pub fn differ(&self, one: &str, other: &str) -> bool {
        let has = |group: &[String], id: &str| group.iter().any(|member| member == id);
        one != other
            && self
                .different
                .iter()
                .any(|group| has(group, one) && has(group, other))
    }

    /// Whether the policy is consistent; the groups from number `first` on are the file's own.
    pub(super) fn check(
        &self,
        file: &Located<'_>,
        above: &[Step<'_>],
        first: usize,
    ) -> Result<(), FormError> {
        let at = |more: &[Step<'static>]| [above, more].concat();
        if self.roles.is_empty() {
            return Err(file.at(
                &at(&["roles".into()]),
                Text::new("至少应有一个环节", "at least one role is required"),
            ));
        }
        let mut seen = BTreeSet::new();
        for (index, role) in self.roles.iter().enumerate() {
            let id = role.id.as_str();
            let is_label = !role.label.trim().is_empty() && role.label.chars().count() <= 20;
            if !is_id(id) || !seen.insert(id) || !is_label {
                return Err(file.at(
                    &at(&["roles".into(), index.into()]),
                    Text::new(
                        format!("环节“{id}”无法使用，id 应为小写英文、数字和下划线，不重复；label 应有 1 至 20 字"),
                        format!("role `{id}` must have a unique lower-case id and a label of 1 to 20 characters"),
                    ),
                ));
            }
        }
        for (index, role) in self.roles.iter().enumerate() {
            let Some(certificate) = &role.certificate else {
                continue;
            };
            if !role.key || fingerprint(certificate).is_none() {
                return Err(file.at(
                    &at(&["roles".into(), index.into(), "certificate".into()]),
                    Text::new(
                        "证书（certificate）应写证书的 SHA-256 指纹（64 位十六进制数，冒号可有可无），并要求用密钥签名（key: true）",
                        "certificate must be the SHA-256 fingerprint of a certificate (64 hexadecimal digits, with or without colons), together with `key: true`",
                    ),
                ));
            }
        }
        for (index, group) in self.different.iter().enumerate() {
            let members: BTreeSet<&str> = group.iter().map(String::as_str).collect();
            let unknown = group.iter().find(|id| self.role(id).is_none());
            if unknown.is_none() && members.len() == group.len() && members.len() > 1 {
                continue;
            }
            let index = index.saturating_sub(first);
            return Err(file.at(
                &at(&["different".into(), index.into()]),
                match unknown {
                    Some(id) => {
                        Text::new(format!("不认识环节“{id}”"), format!("unknown role `{id}`"))
                    }
                    None => Text::new(
                        "每组至少应有两个不同的环节",
                        "a group needs at least two different roles",
                    ),
                },
            ));
        }
        Ok(())
    }
}
