//! What is signed is kept: a document that carries a signature gives way to none made later, unless that
//! is asked for. Nobody can make a lost one anew.

use std::io::ErrorKind;
use std::path::Path;

use super::exit::Failure;
use super::targets::Format;
use chengbao_signature::{docx, pdf};

/// Sees to it that nothing signed is at a target.
///
/// # Errors
/// Where something is, or where it cannot be read and may be.
pub(super) fn spare(format: Format, target: &Path) -> Result<(), Failure> {
    let carries: fn(&[u8]) -> bool = match format {
        Format::Pdf => pdf_carries,
        Format::Docx => docx_carries,
        // Nothing signs a page.
        Format::Html => return Ok(()),
    };
    let path = target.display();
    match std::fs::read(target) {
        Ok(bytes) if carries(&bytes) => Err(Failure::usage(
            format!(
                "“{path}”是已签名的文件，没有盖掉它。请先移走，或用 -o 换一个目录；确要以新文件取代它，加 --replace-signed。"
            ),
            format!(
                "`{path}` is signed and was not replaced; move it away, name another directory with -o, \
                 or give --replace-signed to have it replaced"
            ),
        )),
        Err(error) if error.kind() == ErrorKind::PermissionDenied => Err(Failure::usage(
            format!("“{path}”不能读取，无从知道是否已签名，没有盖掉它。请先移走，或改正权限。"),
            format!(
                "`{path}` cannot be read, so that it may be signed, and was not replaced; move it away or mend its permissions"
            ),
        )),
        // None there, or none that a file can take the place of, which is told when it is tried.
        _ => Ok(()),
    }
}

/// Whether a PDF has a field that is signed. A signature says in plain text which bytes it is over
/// (ISO 32000-1 §12.8.1), and few files need a closer look.
fn pdf_carries(bytes: &[u8]) -> bool {
    holds(bytes, b"ByteRange")
        && pdf::inspect(bytes).map_or(true, |found| {
            !(found.signatures.is_empty() && found.faults.is_empty())
        })
}

/// Whether a DOCX has a part that is a signature. Packages name their parts in plain text, and those of
/// signatures are so called by every program (ECMA-376 part 2, annex I).
fn docx_carries(bytes: &[u8]) -> bool {
    (holds(bytes, b"_xmlsignatures") || holds(bytes, b".sigs"))
        && docx::inspect(bytes).map_or(true, |found| {
            !(found.signatures.is_empty() && found.remains.is_empty())
        })
}

fn holds(bytes: &[u8], word: &[u8]) -> bool {
    bytes.windows(word.len()).any(|it| it == word)
}
