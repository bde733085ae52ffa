//! Signs finished documents for the office: with which key, which time-stamp server and which
//! seal. A document is signed exactly as requested, or not at all.

use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};

use clap::Args;

use super::clock;
use super::exit::{Exit, Failure};
use super::keys::KeyArgs;
use super::purpose::option;
use super::seal;
use super::shell::Shell;
use super::tsa::{self, Server, TsaArgs};
use chengbao_base::text::Bilingual as _;
use chengbao_office::publish::{self, Format, Order, SignError, signable};
use chengbao_paper::typeset::{FaceSet, FontError};
use chengbao_signature::docx::OpcError;
use chengbao_signature::keys::Signer;
use chengbao_signature::pdf::{PdfSignError, Seal};

/// The flags for it.
#[derive(Debug, Args)]
pub(super) struct SignedArgs {
    #[command(flatten)]
    key: KeyArgs,
    #[command(flatten)]
    tsa: TsaArgs,
    /// Picture of the seal.
    #[arg(
        long,
        value_name = "FILE",
        help = "印章图片（PNG、JPEG），只显示在本签名的位置；不加则只印一行文字；程序不生成印章。\
                Picture of the office's seal (PNG, JPEG), shown only at the place of this signature; \
                otherwise a line of text is shown; the program never draws a seal"
    )]
    seal: Option<PathBuf>,
}

/// What signs the documents of a run.
pub(super) struct Signing {
    /// One key, for all documents: a token does one operation at a time.
    signer: Mutex<Box<dyn Signer>>,
    server: Option<Server>,
    seal: Option<Seal>,
}

impl SignedArgs {
    /// What signs; none if no key is given. Reads the pass phrase.
    ///
    /// # Errors
    /// If a flag has no meaning next to the others, or its value cannot be used.
    pub(super) fn signing(
        &self,
        shell: &Shell,
        order: &Order,
        formats: &[&Format],
    ) -> Result<Option<Signing>, Failure> {
        if !self.key.is_given() {
            let (named, given) = match (&self.tsa.tsa, &self.seal) {
                (Some(_), _) => ("--tsa", true),
                (None, Some(_)) => ("--seal", true),
                (None, None) => ("", false),
            };
            if given {
                return Err(Failure::usage(
                    format!("{named} 用于签名，请同时指定签名密钥（--key 或 --pkcs11-module）。"),
                    format!("{named} is for signing; give the key too (--key or --pkcs11-module)"),
                ));
            }
            return Ok(None);
        }
        signable(order, formats).map_err(|error| Failure::new(Exit::Usage, error.text(option)))?;
        clock::note_if_fixed(shell)?;
        let seal = self.seal.as_deref().map(seal::read).transpose()?;
        let signer = self.key.signer(shell, clock::moment()?.timestamp())?;
        Ok(signer.map(|signer| Signing {
            signer: Mutex::new(signer),
            server: self.tsa.server(),
            seal,
        }))
    }
}

impl Signing {
    /// The document, signed.
    ///
    /// # Errors
    /// If the key, the time-stamp server or the document does not allow it.
    pub(super) fn sign(
        &self,
        format: &Format,
        bytes: &[u8],
        faces: Option<&FaceSet>,
    ) -> Result<Vec<u8>, Failure> {
        let at = clock::moment()?;
        let signer = self.signer.lock().unwrap_or_else(PoisonError::into_inner);
        let mut stamper = self.server.as_ref().map(tsa::stamper::<Failure>);
        let signing = publish::Signing {
            signer: signer.as_ref(),
            at: &at,
            stamp: stamper.as_mut().map(|stamp| stamp as _),
            seal: self.seal.as_ref(),
            faces,
        };
        publish::sign(format, bytes, signing)
    }
}

impl From<SignError> for Failure {
    fn from(error: SignError) -> Self {
        Self::new(Exit::Fault, error.text(option))
    }
}

impl From<FontError> for Failure {
    fn from(error: FontError) -> Self {
        Self::new(Exit::Usage, error.text())
    }
}

impl From<PdfSignError> for Failure {
    fn from(error: PdfSignError) -> Self {
        let exit = match error {
            PdfSignError::Program { .. } | PdfSignError::Pdf(_) => Exit::Fault,
            _ => Exit::Usage,
        };
        Self::new(exit, error.text())
    }
}

impl From<OpcError> for Failure {
    fn from(error: OpcError) -> Self {
        Self::new(Exit::Usage, error.text())
    }
}
