//! The key that signs, as the command line names it: a file or a token, its certificate, and where its
//! pass phrase comes from. A pass phrase is never an argument: other users of the machine can read
//! those.

use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use clap::Args;
use jiff::Timestamp;
use zeroize::Zeroizing;

use super::exit::Failure;
use super::shell::Shell;
use chengbao_base::text::Text;
use chengbao_report::source::io_error;
use chengbao_signature::keys::{
    self, KeyError, Kinds, LARGEST_FILE, PassPhrase, Signer, TokenKey, WhichKey,
};

#[cfg(test)]
mod tests;

/// Longest file a pass phrase is read from, in bytes.
const LONGEST_PASS: usize = 4096;

/// The flags that name it.
#[derive(Debug, Args)]
pub(super) struct KeyArgs {
    /// File of the key.
    #[arg(
        long,
        value_name = "FILE",
        group = "signing_key",
        help = "签名私钥：PKCS #8、PKCS #1、SEC 1（PEM 或 DER，可加密），或 PKCS #12（含证书）。\
                Private key: PKCS #8, PKCS #1 or SEC 1 (PEM or DER, encrypted or not), or PKCS #12"
    )]
    key: Option<PathBuf>,
    /// File of the certificates.
    #[arg(
        long,
        value_name = "FILE",
        requires = "signing_key",
        help = "私钥的证书及其上级证书（PEM 或 DER）；已在密钥文件或令牌中的不必给出。\
                Certificate of the key and those above it (PEM or DER), unless they are with the key"
    )]
    cert: Option<PathBuf>,
    /// File whose first line is the pass phrase.
    #[arg(
        long,
        value_name = "FILE",
        requires = "signing_key",
        conflicts_with = "pass_env",
        help = "口令或 PIN 在 FILE 的第一行；不给出则在终端上询问。\
                Pass phrase or PIN is the first line of FILE; asked for on the terminal otherwise"
    )]
    pass_file: Option<PathBuf>,
    /// Environment variable that has the pass phrase.
    #[arg(
        long,
        value_name = "NAME",
        requires = "signing_key",
        help = "口令或 PIN 在环境变量 NAME 中。Pass phrase or PIN is in the environment variable NAME"
    )]
    pass_env: Option<String>,
    /// Library of a token.
    #[arg(
        long,
        value_name = "PATH",
        group = "signing_key",
        requires = "token",
        help = "用令牌（USB Key、加密机）签名：厂商的 PKCS #11 库。\
                Sign with a token (USB key, HSM): its maker's PKCS #11 library"
    )]
    pkcs11_module: Option<PathBuf>,
    /// Label of the token.
    #[arg(
        long,
        value_name = "LABEL",
        requires = "pkcs11_module",
        conflicts_with = "key",
        help = "令牌的标签。Label of the token"
    )]
    token: Option<String>,
    /// Label of the key in the token.
    #[arg(
        long,
        value_name = "LABEL",
        requires = "pkcs11_module",
        conflicts_with_all = ["key", "key_id"],
        help = "令牌中密钥的标签；只有一个密钥时不必给出。\
                Label of the key in the token, where it has more than one"
    )]
    key_label: Option<String>,
    /// Id of the key in the token.
    #[arg(
        long,
        value_name = "HEX",
        requires = "pkcs11_module",
        conflicts_with = "key",
        value_parser = hex,
        help = "令牌中密钥的编号（十六进制）。Id of the key in the token, hexadecimal"
    )]
    key_id: Option<KeyId>,
    /// SM2.
    #[arg(
        long,
        requires = "key",
        conflicts_with = "pkcs11_module",
        help = "允许以 SM2 密钥签名；尚属试验，多数阅读软件不认。\
                Allow an SM2 key; experimental, most readers do not know it"
    )]
    experimental_sm2: bool,
}

/// `CKA_ID` of a key.
#[derive(Debug, Clone)]
struct KeyId(Vec<u8>);

impl KeyArgs {
    /// Whether a key is named.
    pub(super) const fn is_given(&self) -> bool {
        self.key.is_some() || self.pkcs11_module.is_some()
    }

    /// The key that is named, none where none is. Its certificate is one to sign documents with at
    /// that time.
    pub(super) fn signer(
        &self,
        shell: &Shell,
        at: Timestamp,
    ) -> Result<Option<Box<dyn Signer>>, Failure> {
        let cert = self.cert.as_deref();
        let cert = cert.map(|path| read(path, LARGEST_FILE)).transpose()?;
        let cert = cert.as_ref().map(|bytes| bytes.as_slice());
        let (named, signer) = if let Some(path) = &self.key {
            let key = read(path, LARGEST_FILE)?;
            let kinds = if self.experimental_sm2 {
                Kinds::WithSm2
            } else {
                Kinds::Proven
            };
            let mut pass = || self.pass(shell, path);
            (path, keys::open(&key, cert, kinds, &mut pass))
        } else if let (Some(module), Some(token)) = (&self.pkcs11_module, &self.token) {
            let which = match (&self.key_label, &self.key_id) {
                (Some(label), _) => WhichKey::Label(label.clone()),
                (None, Some(KeyId(id))) => WhichKey::Id(id.clone()),
                (None, None) => WhichKey::Only,
            };
            let place = TokenKey {
                module,
                token,
                key: &which,
            };
            let mut pin = || self.pass(shell, Path::new(token));
            (module, keys::open_token(place, cert, &mut pin))
        } else {
            return Ok(None);
        };
        let signer = signer.map_err(|error| error.about(named))?;
        let fit = keys::fit(signer.as_ref(), at);
        fit.map_err(|error| Trouble::Key(error).about(self.cert.as_ref().unwrap_or(named)))?;
        Ok(Some(signer))
    }

    /// The pass phrase of what is named so.
    fn pass(&self, shell: &Shell, named: &Path) -> Result<PassPhrase, Trouble> {
        if let Some(path) = &self.pass_file {
            return Ok(first_line(path, &read(path, LONGEST_PASS)?)?);
        }
        if let Some(name) = &self.pass_env {
            return Ok(variable(name)?);
        }
        let named = named.display();
        let prompt = shell
            .console
            .tell(&Text::new(
                format!("“{named}”的口令或 PIN："),
                format!("pass phrase or PIN of `{named}`: "),
            ))
            .to_owned();
        match rpassword::prompt_password(prompt) {
            Ok(text) => Ok(PassPhrase::new(Zeroizing::new(text))),
            // No terminal, or closed by its user.
            Err(_) => Err(KeyError::NoPassPhrase.into()),
        }
    }
}

/// What a key refuses, or what it takes to ask for its pass phrase.
enum Trouble {
    Key(KeyError),
    Failure(Failure),
}

impl From<KeyError> for Trouble {
    fn from(error: KeyError) -> Self {
        Self::Key(error)
    }
}

impl From<Failure> for Trouble {
    fn from(failure: Failure) -> Self {
        Self::Failure(failure)
    }
}

impl Trouble {
    /// As a failure that names the file.
    fn about(self, path: &Path) -> Failure {
        match self {
            Self::Failure(failure) => failure,
            Self::Key(error) => {
                let (named, text) = (path.display(), error.text());
                Failure::usage(
                    format!("“{named}”：{}", text.zh),
                    format!("`{named}`: {}", text.en),
                )
            }
        }
    }
}

/// A file of at most so many bytes, in memory that is wiped.
fn read(path: &Path, most: usize) -> Result<Zeroizing<Vec<u8>>, Failure> {
    let named = path.display();
    // A byte of room beyond what is allowed, so that what was read is never moved, which would leave
    // a copy behind.
    let mut bytes = Zeroizing::new(Vec::with_capacity(most + 2));
    let file = File::open(path).and_then(|file| {
        let limit = u64::try_from(most).unwrap_or(u64::MAX).saturating_add(1);
        file.take(limit).read_to_end(&mut bytes)
    });
    file.map_err(|error| {
        let Text { zh, en } = io_error(&named.to_string(), &error, false).message();
        Failure::usage(zh, en)
    })?;
    if bytes.len() > most {
        return Err(Failure::usage(
            format!("“{named}”大于 {most} 字节，不会是密钥、证书或口令"),
            format!(
                "`{named}` is larger than {most} bytes, which no key, certificate or pass phrase is"
            ),
        ));
    }
    Ok(bytes)
}

/// The first line of a file, which is a pass phrase: without its line break and without a byte order
/// mark, with every space.
fn first_line(path: &Path, bytes: &[u8]) -> Result<PassPhrase, Failure> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let line = bytes
        .split(|byte| *byte == b'\n')
        .next()
        .unwrap_or_default();
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    let text = std::str::from_utf8(line).map_err(|_| {
        let named = path.display();
        Failure::usage(
            format!("“{named}”的第一行不是 UTF-8 文本"),
            format!("the first line of `{named}` is not UTF-8 text"),
        )
    })?;
    Ok(PassPhrase::new(Zeroizing::new(text.to_owned())))
}

fn variable(name: &str) -> Result<PassPhrase, Failure> {
    let value = std::env::var_os(name).map(std::ffi::OsString::into_string);
    match value {
        Some(Ok(text)) => Ok(PassPhrase::new(Zeroizing::new(text))),
        Some(Err(value)) => {
            drop(Zeroizing::new(value.into_encoded_bytes()));
            Err(Failure::usage(
                format!("环境变量 {name} 不是 UTF-8 文本"),
                format!("the environment variable {name} is not UTF-8 text"),
            ))
        }
        None => Err(Failure::usage(
            format!("没有环境变量 {name}，--pass-env 须给出存有口令的变量名"),
            format!(
                "there is no environment variable {name}; --pass-env takes the name of the one with the pass phrase"
            ),
        )),
    }
}

fn hex(text: &str) -> Result<KeyId, String> {
    let id = base16ct::mixed::decode_vec(text);
    id.ok()
        .filter(|id| !id.is_empty())
        .map(KeyId)
        .ok_or_else(|| "pairs of hexadecimal digits, as `01a0`".to_owned())
}
