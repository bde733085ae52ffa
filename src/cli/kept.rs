//! Keeps what is signed: a document with a signature is not overwritten by one made later, unless
//! that is requested. A lost one cannot be made again.

use std::io::ErrorKind;
use std::path::Path;

use super::exit::Failure;
use super::targets::Format;
use chengbao_signature::{docx, pdf};

/// Makes sure that no target is a signed file.
///
/// # Errors
/// If one is, or cannot be read and might be.
pub(super) fn spare(format: Format, target: &Path) -> Result<(), Failure> {
    let carries: fn(&[u8]) -> bool = match format {
        Format::Pdf => pdf_carries,
        Format::Docx => docx_carries,
        // HTML pages are never signed.
        Format::Html => return Ok(()),
    };
    let path = target.display();
    match std::fs::read(target) {
        Ok(bytes) if carries(&bytes) => Err(Failure::usage(
            format!(
                "“{path}”已经签名，没有覆盖。请把它移走，或用 -o 另选文件夹；确需覆盖的，加 --replace-signed。"
            ),
            format!(
                "`{path}` is signed and was not overwritten; move it away, give another folder with -o, \
                 or overwrite it with --replace-signed"
            ),
        )),
        Err(error) if error.kind() == ErrorKind::PermissionDenied => Err(Failure::usage(
            format!("“{path}”无法读取，可能已经签名，没有覆盖。请把它移走，或改正权限。"),
            format!(
                "`{path}` cannot be read and might be signed, so it was not overwritten; move it away or correct its permissions"
            ),
        )),
        // Nothing there, or nothing a file can overwrite, which is reported when it is tried.
        _ => Ok(()),
    }
}

/// Whether a PDF has a field that is signed. A signature says in plain text which bytes it covers
/// (ISO 32000-1 §12.8.1), so few files need a closer look.
fn pdf_carries(bytes: &[u8]) -> bool {
    holds(bytes, b"ByteRange")
        && pdf::inspect(bytes).map_or(true, |found| {
            !(found.signatures.is_empty() && found.faults.is_empty())
        })
}

/// Whether a DOCX has a part that is a signature. Packages name their parts in plain text, and those of
/// signatures have the same names in every program (ECMA-376 part 2, annex I).
fn docx_carries(bytes: &[u8]) -> bool {
    (holds(bytes, b"_xmlsignatures") || holds(bytes, b".sigs"))
        && docx::inspect(bytes).map_or(true, |found| {
            !(found.signatures.is_empty() && found.remains.is_empty())
        })
}

fn holds(bytes: &[u8], word: &[u8]) -> bool {
    bytes.windows(word.len()).any(|it| it == word)
}
