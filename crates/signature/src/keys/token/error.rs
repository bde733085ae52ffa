//! Why a key in a token cannot be used.

use chengbao_base::feature;
use chengbao_base::text::{Bilingual, Text};

/// Why a key in a token cannot be used. Never contains a PIN.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TokenError {
    /// This build has no tokens.
    #[error("{}", feature::lacking("--pkcs11-module", "token").en)]
    Lacking,
    /// The library cannot be loaded.
    #[error(
        "`{path}` cannot be loaded as a PKCS #11 library ({detail}); give the library of the token's maker"
    )]
    Module {
        /// Where it was searched.
        path: String,
        /// The system's error.
        detail: String,
    },
    /// No token with that label is plugged in.
    #[error(
        "no token has the label `{token}`; {}",
        there(present, "found", "no token is plugged in")
    )]
    NoToken {
        /// The label.
        token: String,
        /// Labels of the tokens plugged in.
        present: Vec<String>,
    },
    /// The PIN is wrong.
    #[error("wrong PIN; it was tried once; a few more wrong PINs lock the token")]
    Pin,
    /// The token was locked by wrong PINs.
    #[error("the token is locked after wrong PINs; its issuer can unlock it")]
    PinLocked,
    /// The token has no PIN yet.
    #[error("the token has no PIN yet; set one with its maker's program")]
    NoPin,
    /// The requested key is not in it.
    #[error(
        "the key is not in the token; {}",
        there(names, "found", "it has no key that can sign")
    )]
    NoKey {
        /// The keys in it.
        names: Vec<String>,
    },
    /// More than one key matches.
    #[error("the token has more than one such key: {}; choose one with --key-label or --key-id", names.join(", "))]
    Keys {
        /// The keys.
        names: Vec<String>,
    },
    /// The key requires the PIN for each signature (`CKA_ALWAYS_AUTHENTICATE`).
    #[error(
        "the key requires its PIN for each signature, which this program does not support; use another key of the token"
    )]
    EachTime,
    /// The library returned an error.
    #[error("the token returned an error: {detail}; plug it in again and retry, or ask its maker")]
    Other {
        /// The error.
        detail: String,
    },
}

fn there(names: &[String], some: &str, none: &str) -> String {
    if names.is_empty() {
        none.to_owned()
    } else {
        format!("{some}: {}", names.join(", "))
    }
}

impl Bilingual for TokenError {
    fn text(&self) -> Text {
        let zh = match self {
            Self::Lacking => return feature::lacking("--pkcs11-module", "token"),
            Self::Module { path, detail } => {
                format!("“{path}”无法作为 PKCS #11 库加载（{detail}），请指定 USB Key 厂商的库文件")
            }
            Self::NoToken { token, present } => {
                format!(
                    "没有标签为“{token}”的 USB Key；{}",
                    there(present, "现有", "没有插入 USB Key")
                )
            }
            Self::Pin => "PIN 不正确；只试了一次，再错几次 USB Key 会锁定".to_owned(),
            Self::PinLocked => "USB Key 因 PIN 输错已锁定，请由发放单位解锁".to_owned(),
            Self::NoPin => "USB Key 尚未设置 PIN，请用厂商的程序设置".to_owned(),
            Self::NoKey { names } => {
                format!(
                    "USB Key 中没有这个密钥；{}",
                    there(names, "现有", "没有能签名的密钥")
                )
            }
            Self::Keys { names } => format!(
                "USB Key 中有不止一个这样的密钥：{}；请用 --key-label 或 --key-id 指定",
                names.join("、")
            ),
            Self::EachTime => {
                "本程序不支持每次签名都要 PIN 的密钥，请改用 USB Key 中的其他密钥".to_owned()
            }
            Self::Other { detail } => {
                format!("USB Key 返回错误：{detail}。请重新插入再试，不行请联系厂商")
            }
        };
        Text::new(zh, self.to_string())
    }
}
