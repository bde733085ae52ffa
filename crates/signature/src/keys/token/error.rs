//! Why a key in a token cannot be used.

use chengbao_base::text::Text;

/// Why a key in a token cannot be used. Never holds a PIN.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TokenError {
    /// The library cannot be loaded.
    #[error(
        "`{path}` is not a PKCS #11 library that can be loaded ({detail}); give the one of the token's maker"
    )]
    Module {
        /// Where it was looked for.
        path: String,
        /// What the system says.
        detail: String,
    },
    /// No token of that label is plugged in.
    #[error(
        "no token is labelled `{token}`; {}",
        there(present, "there is", "none is plugged in")
    )]
    NoToken {
        /// The label.
        token: String,
        /// Labels of the tokens there are.
        present: Vec<String>,
    },
    /// The PIN is wrong.
    #[error("the PIN is wrong; it was tried once, a few more wrong ones lock the token")]
    Pin,
    /// The token was locked by wrong PINs.
    #[error("the token is locked by wrong PINs; whoever issued it can unlock it")]
    PinLocked,
    /// The token has no PIN yet.
    #[error("the token has no PIN yet; set one by its maker's program")]
    NoPin,
    /// The key that is meant is not in it.
    #[error(
        "the key is not in the token; {}",
        there(names, "there is", "there is none that signs")
    )]
    NoKey {
        /// The keys there are.
        names: Vec<String>,
    },
    /// More than one key could be meant.
    #[error("the token has more than one such key: {}; say which by --key-label or --key-id", names.join(", "))]
    Keys {
        /// The keys.
        names: Vec<String>,
    },
    /// The key asks for the PIN at each signature (`CKA_ALWAYS_AUTHENTICATE`).
    #[error(
        "the key asks for its PIN at each signature, which is not done here; take another key of the token"
    )]
    EachTime,
    /// The library refuses.
    #[error("the token refuses: {detail}")]
    Other {
        /// What it says.
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

impl TokenError {
    /// The message.
    #[must_use]
    pub fn text(&self) -> Text {
        let zh = match self {
            Self::Module { path, detail } => {
                format!("“{path}”不是可以加载的 PKCS #11 库（{detail}），请给出令牌厂商的库文件")
            }
            Self::NoToken { token, present } => {
                format!(
                    "没有标签为“{token}”的令牌；{}",
                    there(present, "现有", "没有插入令牌")
                )
            }
            Self::Pin => "PIN 不对；只试了一次，再错几次令牌会锁定".to_owned(),
            Self::PinLocked => "令牌已因 PIN 输错而锁定，请由发放单位解锁".to_owned(),
            Self::NoPin => "令牌尚未设置 PIN，请用厂商的程序设置".to_owned(),
            Self::NoKey { names } => {
                format!(
                    "令牌中没有这个密钥；{}",
                    there(names, "现有", "没有能签名的密钥")
                )
            }
            Self::Keys { names } => format!(
                "令牌中有不止一个这样的密钥：{}；请用 --key-label 或 --key-id 指明",
                names.join("、")
            ),
            Self::EachTime => {
                "该密钥每次签名都要 PIN，这里做不到，请改用令牌中的其他密钥".to_owned()
            }
            Self::Other { detail } => format!("令牌拒绝：{detail}"),
        };
        Text::new(zh, self.to_string())
    }
}
