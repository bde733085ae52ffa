//! Why a key cannot be used.

use super::{Foreign, MAX_FILE, TokenError, Unfit};
use chengbao_base::text::{self, Bilingual, Text};

/// Why a key cannot be used. Never contains anything secret.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum KeyError {
    /// The file given as a key cannot be read as one.
    #[error("this cannot be read as a private key: {detail}")]
    Key {
        /// The parser's error.
        detail: String,
    },
    /// A key in a kind of file that this program cannot read.
    #[error("{} cannot be read; convert it first: {}", .0.en(), .0.command())]
    Convert(Foreign),
    /// The file given as a certificate is not one.
    #[error("not a certificate: {detail}")]
    Certificate {
        /// The parser's error.
        detail: String,
    },
    /// It is not encoded as required (RFC 5280 §4.1), and would change in a signature.
    #[error(
        "the certificate of {} is not in canonical encoding (DER) and would be broken in a signature; ask its certificate authority for a new one, or leave it out of --cert if the key does not need it",
        subject.shown()
    )]
    Encoding {
        /// Its holder.
        subject: text::Foreign,
    },
    /// The file is larger than any key.
    #[error("larger than {} KB: too large for a key or certificate", MAX_FILE / 1024)]
    Large,
    /// Decrypting would take far more time or memory than usual.
    #[error("decrypting it needs {detail}, more than this program allows")]
    Costly {
        /// How many rounds, how much memory.
        detail: String,
    },
    /// There is no key in it.
    #[error(
        "it contains no private key, only certificates or nothing; give the key file with --key"
    )]
    NoKey,
    /// There is more than one key in it.
    #[error("it contains {} private keys ({}); give a file with only the one that signs", names.len(), names.join(", "))]
    Keys {
        /// Their names.
        names: Vec<String>,
    },
    /// There is no certificate with the key.
    #[error("the key comes without a certificate; give it with --cert")]
    NoCertificate,
    /// The key is encrypted, and no pass phrase was given.
    #[error(
        "the key is encrypted; give its pass phrase with --pass-file or --pass-env, or on a terminal"
    )]
    NoPassPhrase,
    /// The pass phrase is wrong.
    #[error(
        "the pass phrase is wrong, or the file is damaged; check that the pass phrase belongs to this file (--pass-file uses the first line of its file)"
    )]
    PassPhrase,
    /// The key is of a kind that is not supported.
    #[error(
        "a key of kind {kind} is not supported; use RSA with 2048 to 4096 bits, ECDSA P-256 or P-384"
    )]
    Kind {
        /// Its algorithm.
        kind: String,
    },
    /// An SM2 key without the option for it.
    #[error("an SM2 key; signing with SM2 is experimental and needs --experimental-sm2")]
    Experimental,
    /// Signing itself failed.
    #[error("the key cannot sign: {detail}")]
    Sign {
        /// The error of the key or token.
        detail: String,
    },
    /// The certificate cannot be used to sign documents.
    #[error(transparent)]
    Unfit(#[from] Unfit),
    /// The token cannot be used.
    #[error(transparent)]
    Token(#[from] TokenError),
}

impl Bilingual for KeyError {
    fn text(&self) -> Text {
        let zh = match self {
            Self::Key { detail } => format!("无法作为密钥读取：{detail}"),
            Self::Convert(file) => {
                format!("无法读取{}，请先转换：{}", file.zh(), file.command())
            }
            Self::Certificate { detail } => format!("不是证书：{detail}"),
            Self::Encoding { subject } => format!(
                "{} 的证书编码不合规范（不是 DER），写进签名会损坏；请向证书颁发机构换发，签名用不到的证书不要放在 --cert 中",
                subject.shown()
            ),
            Self::Large => format!(
                "大于 {} KB，不是密钥或证书文件，请核对文件名",
                MAX_FILE / 1024
            ),
            Self::Costly { detail } => format!("解密需要 {detail}，超过本程序的限度"),
            Self::NoKey => "其中没有密钥，只有证书或没有内容；请用 --key 指定密钥文件".to_owned(),
            Self::Keys { names } => format!(
                "其中有 {} 个密钥（{}），请指定只含签名所用密钥的文件",
                names.len(),
                names.join("、")
            ),
            Self::NoCertificate => "没有与密钥相配的证书，请用 --cert 指定".to_owned(),
            Self::NoPassPhrase => {
                "密钥已加密，请用 --pass-file 或 --pass-env 指定口令，或在终端上输入".to_owned()
            }
            Self::PassPhrase => {
                "口令不正确，或文件已损坏；请核对口令是不是这个文件的（--pass-file 取文件第一行）"
                    .to_owned()
            }
            Self::Kind { kind } => {
                format!("不支持 {kind} 密钥；可用 RSA（2048 至 4096 位）、ECDSA P-256、P-384")
            }
            Self::Experimental => {
                "这是 SM2 密钥；SM2 签名尚属试验，请加 --experimental-sm2".to_owned()
            }
            Self::Sign { detail } => format!("密钥不能签名：{detail}"),
            Self::Unfit(unfit) => return unfit.text(),
            Self::Token(error) => return error.text(),
        };
        Text::new(zh, self.to_string())
    }
}
