//! Why a key cannot be used.

use super::{Foreign, LARGEST_FILE, TokenError, Unfit};
use chengbao_base::text::Text;

/// Why a key cannot be used. Never holds anything secret.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum KeyError {
    /// What was given as a key is none that can be read.
    #[error("not a private key that can be read: {detail}")]
    Key {
        /// What the reader says.
        detail: String,
    },
    /// A key, in a kind of file that is not read here.
    #[error("{} cannot be read; convert it first: {}", .0.en(), .0.command())]
    Convert(Foreign),
    /// What was given as a certificate is none.
    #[error("not a certificate: {detail}")]
    Certificate {
        /// What the reader says.
        detail: String,
    },
    /// It is not encoded as certificates are to be (RFC 5280 §4.1), and would not be the same in a signature.
    #[error(
        "the certificate of {subject} is not in canonical encoding (DER) and would be broken in a signature; ask whoever issued it for a new one, or leave it out of --cert where the key does not need it"
    )]
    Encoding {
        /// Whose it is.
        subject: String,
    },
    /// The file is larger than any key.
    #[error("larger than {} KB, which no key and no certificate is", LARGEST_FILE / 1024)]
    Large,
    /// Decrypting would take longer, or more memory, than any program asks for.
    #[error("its encryption asks for {detail}, more than is done here")]
    Costly {
        /// How many rounds, how much memory.
        detail: String,
    },
    /// There is no key in it.
    #[error(
        "there is no private key in it, only certificates or nothing; name the file of the key by --key"
    )]
    NoKey,
    /// There is more than one key in it.
    #[error("there are {} private keys in it ({}); give a file with the one that signs", names.len(), names.join(", "))]
    Keys {
        /// What they are called.
        names: Vec<String>,
    },
    /// There is no certificate with the key.
    #[error("there is no certificate with the key; give it by --cert")]
    NoCertificate,
    /// The key is encrypted, and no pass phrase was given.
    #[error(
        "the key is encrypted; give its pass phrase by --pass-file or --pass-env, or on a terminal"
    )]
    NoPassPhrase,
    /// The pass phrase is wrong.
    #[error(
        "the pass phrase is wrong, or the file is damaged; see that the pass phrase is this file's (--pass-file takes the first line of its file)"
    )]
    PassPhrase,
    /// The key is of a kind that is not signed with here.
    #[error("a key of kind {kind}; RSA of 2048 to 4096 bits, ECDSA P-256 and P-384 can sign")]
    Kind {
        /// Its algorithm.
        kind: String,
    },
    /// An SM2 key, and that was not asked for.
    #[error("an SM2 key; signing with SM2 is experimental and done with --experimental-sm2 only")]
    Experimental,
    /// Signing itself failed.
    #[error("the key does not sign: {detail}")]
    Sign {
        /// What key or token says.
        detail: String,
    },
    /// The certificate is not one to sign documents with.
    #[error(transparent)]
    Unfit(#[from] Unfit),
    /// The token cannot be used.
    #[error(transparent)]
    Token(#[from] TokenError),
}

impl KeyError {
    /// The message.
    #[must_use]
    pub fn text(&self) -> Text {
        let zh = match self {
            Self::Key { detail } => format!("不是可以读取的私钥：{detail}"),
            Self::Convert(file) => {
                format!("不能读取{}，请先转换：{}", file.zh(), file.command())
            }
            Self::Certificate { detail } => format!("不是证书：{detail}"),
            Self::Encoding { subject } => format!(
                "{subject} 的证书编码不合规范（不是 DER），写进签名会损坏；请向签发机构换发，不是签名所用的证书则不要放在 --cert 中"
            ),
            Self::Large => format!("大于 {} KB，不会是密钥或证书", LARGEST_FILE / 1024),
            Self::Costly { detail } => format!("解密需要 {detail}，超出限度"),
            Self::NoKey => "其中没有私钥，只有证书或空无一物；请用 --key 给出私钥文件".to_owned(),
            Self::Keys { names } => format!(
                "其中有 {} 个私钥（{}），请给出只含签名所用私钥的文件",
                names.len(),
                names.join("、")
            ),
            Self::NoCertificate => "没有与密钥相配的证书，请用 --cert 给出".to_owned(),
            Self::NoPassPhrase => {
                "密钥已加密，请用 --pass-file 或 --pass-env 给出口令，或在终端上输入".to_owned()
            }
            Self::PassPhrase => {
                "口令不对，或文件已损坏；请核对口令是不是这个文件的（--pass-file 取文件第一行）"
                    .to_owned()
            }
            Self::Kind { kind } => {
                format!("密钥类型为 {kind}；可用 RSA（2048 至 4096 位）、ECDSA P-256、P-384")
            }
            Self::Experimental => {
                "密钥为 SM2；SM2 签名尚属试验，须加 --experimental-sm2".to_owned()
            }
            Self::Sign { detail } => format!("密钥不能签名：{detail}"),
            Self::Unfit(unfit) => return unfit.text(),
            Self::Token(error) => return error.text(),
        };
        Text::new(zh, self.to_string())
    }
}
