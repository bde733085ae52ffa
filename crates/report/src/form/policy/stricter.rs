//! A form's policy made stricter by an office's file: more roles, more signatures and posts, more persons that differ.
//! It never lifts what the form requires.

use serde::Deserialize;
use serde::de::IgnoredAny;

use super::{Policy, Role};
use crate::form::FormError;
use crate::form::error::{Located, Step};
use chengbao_base::text::{Text, fingerprint};

/// The content of an office's policy file: anything left out stays unchanged.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Stricter {
    #[serde(default)]
    roles: Vec<StricterRole>,
    #[serde(default)]
    different: Vec<Vec<String>>,
    /// What the office switches off of the checks is read elsewhere: it is no matter of sign-off.
    #[serde(default, rename = "rules")]
    _rules: IgnoredAny,
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
        refused("checks: []\n", 1, "checks");
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
