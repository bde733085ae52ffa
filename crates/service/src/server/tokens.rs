//! The access tokens: bearer tokens (RFC 6750), each of a tenant.

use std::fmt;

use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;

use chengbao_base::text::{Bilingual, Text};

/// Minimum length of a token; 32 of base64 are 192 bits.
const MIN_LENGTH: usize = 32;
/// The tenant of all requests if there are no tokens.
const ALONE: &str = "local";

/// The tokens of the service. Kept as digests, so that all compared values have the same length.
#[derive(Clone, Default)]
pub struct Tokens {
    known: Vec<(String, [u8; 32])>,
}

/// Why a file of tokens cannot be used. Never contains a token.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TokenError {
    /// A line is not `tenant token`.
    #[error("line {line} must be `TENANT TOKEN`")]
    Line {
        /// Counted from 1.
        line: usize,
    },
    /// A token is too short to be a secret.
    #[error("line {line}: a token must have at least {MIN_LENGTH} characters")]
    Short {
        /// Counted from 1.
        line: usize,
    },
    /// Two tenants have the same token.
    #[error("line {line}: the token is the same as on another line; use a different one")]
    Twice {
        /// Counted from 1.
        line: usize,
    },
    /// It contains no token.
    #[error("it contains no token; write one line `TENANT TOKEN` each")]
    Empty,
}

impl Bilingual for TokenError {
    fn text(&self) -> Text {
        let zh = match self {
            Self::Line { line } => format!("第 {line} 行应写作“租户 访问码”"),
            Self::Short { line } => format!("第 {line} 行的访问码太短，至少 {MIN_LENGTH} 个字符"),
            Self::Twice { line } => format!("第 {line} 行的访问码与另一行相同，请换一个"),
            Self::Empty => "文件中没有访问码，请每行写“租户 访问码”".to_owned(),
        };
        Text::new(zh, self.to_string())
    }
}

impl fmt::Debug for Tokens {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list()
            .entries(self.known.iter().map(|(tenant, _)| tenant))
            .finish()
    }
}

impl Tokens {
    /// Reads lines of `tenant token`; empty lines and those that start with `#` are ignored.
    ///
    /// # Errors
    /// [`TokenError`] for the first line that is wrong.
    pub fn parse(text: &str) -> Result<Self, TokenError> {
        let mut known: Vec<(String, [u8; 32])> = Vec::new();
        for (line, content) in (1..).zip(text.lines()) {
            let content = content.trim();
            if content.is_empty() || content.starts_with('#') {
                continue;
            }
            let mut words = content.split_whitespace();
            let (Some(tenant), Some(token), None) = (words.next(), words.next(), words.next())
            else {
                return Err(TokenError::Line { line });
            };
            if token.chars().count() < MIN_LENGTH {
                return Err(TokenError::Short { line });
            }
            let digest = Sha256::digest(token.as_bytes()).into();
            if known.iter().any(|(_, other)| *other == digest) {
                return Err(TokenError::Twice { line });
            }
            known.push((tenant.to_owned(), digest));
        }
        if known.is_empty() {
            return Err(TokenError::Empty);
        }
        Ok(Self { known })
    }

    /// Whether no token is required.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.known.is_empty()
    }

    /// The tenant of a token. All known tokens are compared in constant time.
    #[must_use]
    pub fn tenant(&self, token: Option<&str>) -> Option<&str> {
        if self.known.is_empty() {
            return Some(ALONE);
        }
        let digest: [u8; 32] = Sha256::digest(token?.as_bytes()).into();
        let mut found = None;
        for (tenant, known) in &self.known {
            if bool::from(known.ct_eq(&digest)) {
                found = Some(tenant.as_str());
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const A: &str = "0123456789abcdef0123456789abcdef";
    const B: &str = "fedcba9876543210fedcba9876543210";

    #[test]
    fn a_token_is_that_of_its_tenant_and_no_other_is_let_in() {
        let tokens = Tokens::parse(&format!("# 访问码\none {A}\n\ntwo {B}\n")).unwrap();
        assert_eq!(tokens.tenant(Some(A)), Some("one"));
        assert_eq!(tokens.tenant(Some(B)), Some("two"));
        assert_eq!(tokens.tenant(Some(&A[1..])), None);
        assert_eq!(tokens.tenant(None), None);
        assert!(!format!("{tokens:?}").contains(A));
    }

    #[test]
    fn without_tokens_everybody_is_one_tenant() {
        assert_eq!(Tokens::default().tenant(None), Some(ALONE));
    }

    #[test]
    fn a_file_that_lets_in_by_accident_is_refused() {
        for (text, error) in [
            (String::new(), TokenError::Empty),
            ("# none\n".to_owned(), TokenError::Empty),
            (format!("one {A}\n{B}"), TokenError::Line { line: 2 }),
            ("one short".to_owned(), TokenError::Short { line: 1 }),
            (format!("one {A}\ntwo {A}"), TokenError::Twice { line: 2 }),
        ] {
            assert_eq!(Tokens::parse(&text).unwrap_err(), error, "{text}");
        }
    }
}
