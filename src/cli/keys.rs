//! The signing key as given on the command line: a file or a token, its certificate, and where its
//! pass phrase comes from. A pass phrase is never an argument: other users of the machine could read
//! it.

use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use clap::Args;
use jiff::Timestamp;
use zeroize::Zeroizing;

use super::exit::Failure;
use super::shell::Shell;
use chengbao_base::files;
use chengbao_base::text::{Bilingual as _, Text};
use chengbao_report::source::{file_error, io_error};
use chengbao_signature::keys::{
    self, KeyError, Kinds, MAX_FILE, PassPhrase, Signer, TokenKey, WhichKey,
};

#[cfg(test)]
mod tests;

/// Largest file a pass phrase is read from, in bytes.
const MAX_PASS: usize = 4096;

/// The flags for it.
#[derive(Debug, Args)]
pub(super) struct KeyArgs {
    /// File of the key.
    #[arg(
        long,
        value_name = "FILE",
        group = "signing_key",
        help = "签名密钥：PKCS #8、PKCS #1、SEC 1（PEM 或 DER，可加密），或 PKCS #12（含证书）。\
                Private key: PKCS #8, PKCS #1 or SEC 1 (PEM or DER, encrypted or not), or PKCS #12"
    )]
    key: Option<PathBuf>,
    /// File of the certificates.
    #[arg(
        long,
        value_name = "FILE",
        requires = "signing_key",
        help = "密钥的证书及其上级证书（PEM 或 DER）；已在密钥文件或 USB Key 中的，不必指定。\
                Certificate of the key and those above it (PEM or DER), unless they are with the key"
    )]
    cert: Option<PathBuf>,
    /// File with the pass phrase in its first line.
    #[arg(
        long,
        value_name = "FILE",
        requires = "signing_key",
        conflicts_with = "pass_env",
        help = "口令或 PIN 在 FILE 的第一行；不加则在终端上输入。\
                Read the pass phrase or PIN from the first line of FILE; otherwise it is entered on the terminal"
    )]
    pass_file: Option<PathBuf>,
    /// Environment variable with the pass phrase.
    #[arg(
        long,
        value_name = "NAME",
        requires = "signing_key",
        help = "口令或 PIN 在环境变量 NAME 中。Read the pass phrase or PIN from the environment variable NAME"
    )]
    pass_env: Option<String>,
    /// Library of a token.
    #[arg(
        long,
        hide = !cfg!(feature = "token"),
        value_name = "PATH",
        group = "signing_key",
        requires = "token",
        help = "用 USB Key（加密机）签名：厂商的 PKCS #11 库。\
                Sign with a token (USB key, HSM): its maker's PKCS #11 library"
    )]
    pkcs11_module: Option<PathBuf>,
    /// Label of the token.
    #[arg(
        long,
        hide = !cfg!(feature = "token"),
        value_name = "LABEL",
        requires = "pkcs11_module",
        conflicts_with = "key",
        help = "USB Key 的标签。Label of the token"
    )]
    token: Option<String>,
    /// Label of the key in the token.
    #[arg(
        long,
        hide = !cfg!(feature = "token"),
        value_name = "LABEL",
        requires = "pkcs11_module",
        conflicts_with_all = ["key", "key_id"],
        help = "USB Key 中密钥的标签；只有一个密钥时不必指定。\
                Label of the key in the token, if it has more than one"
    )]
    key_label: Option<String>,
    /// Id of the key in the token.
    #[arg(
        long,
        hide = !cfg!(feature = "token"),
        value_name = "HEX",
        requires = "pkcs11_module",
        conflicts_with = "key",
        value_parser = hex,
        help = "USB Key 中密钥的编号（十六进制）。Id of the key in the token, hexadecimal"
    )]
    key_id: Option<KeyId>,
    /// SM2.
    #[arg(
        long,
        requires = "key",
        conflicts_with = "pkcs11_module",
        help = "允许用 SM2 密钥签名；尚属试验，多数阅读软件不支持。\
                Allow an SM2 key; experimental, most readers do not support it"
    )]
    experimental_sm2: bool,
}

/// `CKA_ID` of a key.
#[derive(Debug, Clone)]
struct KeyId(Vec<u8>);

impl KeyArgs {
    /// Whether a key is given.
    pub(super) const fn is_given(&self) -> bool {
        self.key.is_some() || self.pkcs11_module.is_some()
    }

    /// The key that is given, if any. Its certificate may sign documents at
    /// that time.
    pub(super) fn signer(
        &self,
        shell: &Shell,
        at: Timestamp,
    ) -> Result<Option<Box<dyn Signer>>, Failure> {
        if !cfg!(feature = "token") && self.pkcs11_module.is_some() {
            return Err(Failure::lacking("--pkcs11-module", "token"));
        }
        let cert = self.cert.as_deref();
        let cert = cert.map(|path| read(path, MAX_FILE)).transpose()?;
        let cert = cert.as_ref().map(|bytes| bytes.as_slice());
        let (named, signer) = if let Some(path) = &self.key {
            let key = secret(path, MAX_FILE, shell)?;
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
            // A name without a folder is looked for by the system.
            if module.components().count() > 1 {
                files::open(module).map_err(|error| unopened(module, &error))?;
            }
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

    /// The pass phrase of what has this name.
    fn pass(&self, shell: &Shell, named: &Path) -> Result<PassPhrase, Trouble> {
        if let Some(path) = &self.pass_file {
            return Ok(first_line(path, &secret(path, MAX_PASS, shell)?)?);
        }
        if let Some(name) = &self.pass_env {
            return Ok(variable(name)?);
        }
        let named = named.display();
        let prompt = shell
            .console
            .localized(&Text::new(
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

/// An error of the key, or of reading its pass phrase.
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
    /// A failure that names the file.
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

/// A file that only its owner should be able to read; a note says so if others can.
pub(super) fn secret(
    path: &Path,
    most: usize,
    shell: &Shell,
) -> Result<Zeroizing<Vec<u8>>, Failure> {
    let file = files::open(path).map_err(|error| unopened(path, &error))?;
    if files::is_shared(&file) {
        let path = path.display();
        shell.console.note(shell.console.localized(&Text::new(
            format!("注意：其他用户能读取“{path}”，请用 chmod 600 {path} 改正权限。"),
            format!("note: other users can read `{path}`; run `chmod 600 {path}`"),
        )));
    }
    content(file, path, most)
}

/// A file of at most this many bytes, in memory that is wiped.
fn read(path: &Path, most: usize) -> Result<Zeroizing<Vec<u8>>, Failure> {
    let file = files::open(path).map_err(|error| unopened(path, &error))?;
    content(file, path, most)
}

fn unopened(path: &Path, error: &files::FileError) -> Failure {
    let Text { zh, en } = file_error(&path.display().to_string(), error).text();
    Failure::usage(zh, en)
}

fn content(file: File, path: &Path, most: usize) -> Result<Zeroizing<Vec<u8>>, Failure> {
    let named = path.display();
    // Room for one byte more than allowed, so that what was read is never moved, which would leave
    // a copy behind.
    let mut bytes = Zeroizing::new(Vec::with_capacity(most + 2));
    let limit = u64::try_from(most).unwrap_or(u64::MAX).saturating_add(1);
    let taken = file.take(limit).read_to_end(&mut bytes);
    taken.map_err(|error| {
        let Text { zh, en } = io_error(&named.to_string(), &error, false).text();
        Failure::usage(zh, en)
    })?;
    if bytes.len() > most {
        return Err(Failure::usage(
            format!("“{named}”大于 {most} 字节，不是密钥、证书或口令文件，请核对文件名"),
            format!(
                "`{named}` is larger than {most} bytes: too large for a key, certificate or pass phrase; check the file name"
            ),
        ));
    }
    Ok(bytes)
}

/// The first line of a file, the pass phrase: without its line break and byte order
/// mark, with all its spaces.
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
            format!("“{named}”的第一行不是 UTF-8 文本，请另存为 UTF-8"),
            format!("the first line of `{named}` is not UTF-8 text; save it as UTF-8"),
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
            format!("没有环境变量 {name}，请用 --pass-env 指定存有口令的变量名"),
            format!(
                "the environment variable {name} is not set; give the name of the one with the pass phrase with --pass-env"
            ),
        )),
    }
}

fn hex(text: &str) -> Result<KeyId, String> {
    let id = base16ct::mixed::decode_vec(text);
    id.ok()
        .filter(|id| !id.is_empty())
        .map(KeyId)
        .ok_or_else(|| "pairs of hexadecimal digits, like `01a0`".to_owned())
}
