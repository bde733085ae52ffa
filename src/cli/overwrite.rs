//! Keeps what is signed: a document with a signature is not overwritten by one made later, unless
//! that is requested. A lost one cannot be made again. Nor is a pipe or a device.

use std::io::{ErrorKind, Read as _};
use std::path::Path;

use super::exit::Failure;
use chengbao_base::files::{self, FileError, Special};
use chengbao_base::text::Text;
use chengbao_office::publish::Format;

/// Makes sure that no target is a signed file.
///
/// # Errors
/// If one is, or cannot be read and might be.
pub(super) fn spare(format: &Format, target: &Path) -> Result<(), Failure> {
    // Files of other formats are never signed.
    if format.carrier.is_none() {
        return Ok(());
    }
    let path = target.display();
    let content = files::open(target).and_then(|mut file| {
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes)?;
        Ok(bytes)
    });
    match content {
        Ok(bytes) if format.is_signed(&bytes) => Err(Failure::usage(
            format!(
                "“{path}”已经签名，没有覆盖。请把它移走，或用 -o 另选文件夹；确需覆盖的，加 --replace-signed。"
            ),
            format!(
                "`{path}` is signed and was not overwritten; move it away, give another folder with -o, \
                 or overwrite it with --replace-signed"
            ),
        )),
        Err(FileError::Special(special)) if special != Special::Folder => {
            let Text { zh, en } = special.name();
            Err(Failure::usage(
                format!("“{path}”是{zh}，没有覆盖。请把它移走，或用 -o 另选文件夹。"),
                format!(
                    "`{path}` is {en} and was not overwritten; move it away, or give another folder with -o"
                ),
            ))
        }
        Err(FileError::System(error)) if error.kind() == ErrorKind::PermissionDenied => {
            Err(Failure::usage(
                format!("“{path}”无法读取，可能已经签名，没有覆盖。请把它移走，或改正权限。"),
                format!(
                    "`{path}` cannot be read and might be signed, so it was not overwritten; move it away or correct its permissions"
                ),
            ))
        }
        // Nothing there, or nothing a file can overwrite, which is reported when it is tried.
        _ => Ok(()),
    }
}
