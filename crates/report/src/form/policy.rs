//! Who has to sign off a report, in which order, and which roles need different persons. A form has a
//! policy; an office may make it stricter, never less strict.

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

/// The content of an office's policy file: anything left out stays unchanged.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Stricter {
    #[serde(default)]
    roles: Vec<StricterRole>,
    #[serde(default)]
    different: Vec<Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StricterRole {
    id: String,
    label: Option<String>,
    key: Option<bool>,
    post: Option<bool>,
    certificate: Option<String>,
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

    /// This policy made stricter by an office's file: further roles between or after the given ones,
    /// further pairs that differ, required signatures and posts.
    ///
    /// # Errors
    /// [`FormError`] with file and line if the file is malformed, contradicts itself, or relaxes anything.
    pub fn tightened(&self, file: &str, text: &str) -> Result<Self, FormError> {
        let located = Located::named(file, text);
        let stricter: Stricter = located.read()?;
        let mut policy = Self {
            roles: self.roles.clone(),
            different: self.different.clone(),
        };
        if !stricter.roles.is_empty() {
            policy.roles = self.with_roles(&located, stricter.roles)?;
        }
        policy.different.extend(stricter.different);
        let own = self.different.len();
        policy.check(&located, &[], own)?;
        Ok(policy)
    }

    /// All roles of this policy, in its order, with those the file has between them.
    fn with_roles(
        &self,
        file: &Located<'_>,
        stricter: Vec<StricterRole>,
    ) -> Result<Vec<Role>, FormError> {
        let is_kept = |role: &&Role| stricter.iter().any(|kept| kept.id == role.id);
        if let Some(Role { id, label, .. }) = self.roles.iter().find(|role| !is_kept(role)) {
            return Err(file.at(
                &["roles".into()],
                Text::new(
                    format!("缺少报告格式规定的环节“{label}”（{id}）；只能加严，不能放宽"),
                    format!(
                        "the form's role `{id}` is missing; a policy may only be made stricter"
                    ),
                ),
            ));
        }
        let mut roles = Vec::with_capacity(stricter.len());
        let mut given = self.roles.iter().peekable();
        for (index, role) in stricter.into_iter().enumerate() {
            let at = [Step::from("roles"), index.into()];
            if given.peek().is_some_and(|next| next.id == role.id) {
                roles.extend(
                    given
                        .next()
                        .map(|given| given.stricter(file, &at, role))
                        .transpose()?,
                );
                continue;
            }
            if self.role(&role.id).is_some() {
                let id = role.id;
                return Err(file.at(
                    &at,
                    Text::new(
                        format!("环节“{id}”的次序与报告格式的规定不同；只能加严，不能改变次序"),
                        format!("`{id}` is not in the order of the form; a policy may only be made stricter"),
                    ),
                ));
            }
            let Some(label) = role.label else {
                let id = role.id;
                return Err(file.at(
                    &at,
                    Text::new(
                        format!("新增的环节“{id}”应有名称（label）"),
                        format!("the added role `{id}` needs a label"),
                    ),
                ));
            };
            roles.push(Role {
                id: role.id,
                label,
                key: role.key.unwrap_or(role.certificate.is_some()),
                post: role.post.unwrap_or_default(),
                certificate: role.certificate,
            });
        }
        Ok(roles)
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

impl Role {
    /// The role with the additional requirements of a file.
    fn stricter(
        &self,
        file: &Located<'_>,
        at: &[Step<'_>],
        asked: StricterRole,
    ) -> Result<Self, FormError> {
        let lifted = |key: &'static str, what: &str| {
            let label = &self.label;
            file.at(
                &[at, &[key.into()]].concat(),
                Text::new(
                    format!("环节“{label}”应有{what}，不能免去；只能加严，不能放宽"),
                    format!("`{}` requires a {key}, which cannot be waived", self.id),
                ),
            )
        };
        if self.key && asked.key == Some(false) {
            return Err(lifted("key", "电子签名"));
        }
        if self.post && asked.post == Some(false) {
            return Err(lifted("post", "职务"));
        }
        let is_other = |asked: &String| {
            self.certificate
                .as_ref()
                .is_some_and(|own| fingerprint(own) != fingerprint(asked))
        };
        if asked.certificate.as_ref().is_some_and(is_other) {
            let label = &self.label;
            return Err(file.at(
                &[at, &["certificate".into()]].concat(),
                Text::new(
                    format!("环节“{label}”的证书已由报告格式规定，不能换成别的"),
                    format!("the form already names the certificate of `{}`", self.id),
                ),
            ));
        }
        if asked
            .label
            .as_ref()
            .is_some_and(|label| *label != self.label)
        {
            let label = &self.label;
            return Err(file.at(
                &[at, &["label".into()]].concat(),
                Text::new(
                    format!("报告格式规定的环节“{label}”不能改名"),
                    format!("the role `{}` of the form cannot be renamed", self.id),
                ),
            ));
        }
        Ok(Self {
            key: self.key || asked.key.unwrap_or(asked.certificate.is_some()),
            post: self.post || asked.post == Some(true),
            certificate: self.certificate.clone().or(asked.certificate),
            ..self.clone()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The three roles made stricter by a file: the policy, or line and reason.
    fn tightened(text: &str) -> Result<Policy, (u32, String)> {
        let base = Policy::default();
        let tightened = base.tightened("office.yaml", text);
        tightened.map_err(|error| (error.line, error.reason.zh.into()))
    }

    #[track_caller]
    fn refused(text: &str, line: u32, part: &str) {
        let (at, reason) = tightened(text).unwrap_err();
        assert!(at == line && reason.contains(part), "{at}: {reason}");
    }

    #[test]
    fn an_office_may_ask_for_more() {
        let policy = tightened(
            "roles:\n- id: drafter\n- {id: reviewer, post: true}\n- {id: countersigner, label: 会签, post: true}\n- {id: issuer, key: true}\ndifferent:\n- [drafter, issuer]\n- [countersigner, issuer]\n",
        )
        .unwrap();
        let ids: Vec<&str> = policy.roles.iter().map(|role| role.id.as_str()).collect();
        assert_eq!(ids, ["drafter", "reviewer", "countersigner", "issuer"]);
        let asks: Vec<_> = policy
            .roles
            .iter()
            .map(|role| (role.key, role.post))
            .collect();
        assert_eq!(
            asks,
            [(false, false), (false, true), (false, true), (true, false)]
        );
        for (one, other) in [
            ("drafter", "reviewer"),
            ("issuer", "drafter"),
            ("issuer", "countersigner"),
        ] {
            assert!(policy.differ(one, other), "{one} {other}");
        }
        assert!(!policy.differ("drafter", "countersigner"));
        assert!(!policy.differ("drafter", "drafter"));
        // A certificate is that of a key.
        let digits = "0A".repeat(32);
        let named = format!(
            "roles:\n- id: drafter\n- id: reviewer\n- {{id: issuer, certificate: \"{digits}\"}}\n"
        );
        let named = tightened(&named).unwrap();
        let issuer = named.roles.last().unwrap();
        assert!(issuer.key && issuer.certificate == Some(digits));
        // Anything left out stays unchanged.
        let same = tightened("different: [[drafter, issuer]]").unwrap();
        assert_eq!(same.roles, Policy::default().roles);
    }

    #[test]
    fn an_office_may_lift_nothing() {
        refused("roles:\n- id: drafter\n- id: issuer\n", 2, "审核");
        refused(
            "roles:\n- id: reviewer\n- id: drafter\n- id: issuer\n",
            2,
            "次序",
        );
        refused(
            "roles:\n- {id: drafter, label: 起草}\n- id: reviewer\n- id: issuer\n",
            2,
            "改名",
        );
        refused("different:\n- [drafter, nobody]\n", 2, "nobody");
        refused(
            "different:\n- [drafter, issuer]\n- [drafter, drafter]\n",
            3,
            "两个",
        );
        refused(
            "roles:\n- id: drafter\n- id: reviewer\n- {id: x, key: true}\n- id: issuer\n",
            4,
            "label",
        );
        refused(
            "roles:\n- id: drafter\n- id: drafter\n- id: reviewer\n- id: issuer\n",
            3,
            "次序",
        );
        for wrong in ["abc", "00"] {
            let role = format!("{{id: issuer, certificate: \"{wrong}\"}}");
            refused(
                &format!("roles:\n- id: drafter\n- id: reviewer\n- {role}\n"),
                4,
                "SHA-256",
            );
        }
        refused("rules: []\n", 1, "rules");
        refused("roles: {{{", 1, "");
        let strict = tightened(
            "roles:\n- {id: drafter, key: true}\n- id: reviewer\n- {id: issuer, post: true}\n",
        )
        .unwrap();
        for lax in [
            "- {id: drafter, key: false}\n- id: reviewer\n- id: issuer\n",
            "- id: drafter\n- id: reviewer\n- {id: issuer, post: false}\n",
        ] {
            let error = strict
                .tightened("lax.yaml", &format!("roles:\n{lax}"))
                .unwrap_err();
            assert!(error.reason.zh.contains("放宽"), "{error}");
        }
    }
}
