//! The libraries of tokens, each loaded and started once per process, as PKCS #11 §5.4 requires.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use cryptoki::context::{CInitializeArgs, CInitializeFlags, Pkcs11};
use cryptoki::error::{Error, RvError};

use super::TokenError;
use super::failure::other;
use crate::keys::KeyError;

/// Those loaded so far. They stay loaded: unloading a library while its threads run crashes
/// the process.
static LOADED: Mutex<Vec<(PathBuf, Pkcs11)>> = Mutex::new(Vec::new());

/// The library at that path.
pub(super) fn load(path: &Path) -> Result<Pkcs11, KeyError> {
    // A panicked thread leaves nothing half done.
    let mut loaded = LOADED.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((_, module)) = loaded.iter().find(|(known, _)| known == path) {
        return Ok(module.clone());
    }
    let module = Pkcs11::new(path).map_err(|error| TokenError::Module {
        path: path.display().to_string(),
        detail: error.to_string(),
    })?;
    let flags = CInitializeFlags::OS_LOCKING_OK;
    match module.initialize(CInitializeArgs::new(flags)) {
        Ok(()) | Err(Error::Pkcs11(RvError::CryptokiAlreadyInitialized, _)) => {}
        Err(error) => return Err(other(error)),
    }
    loaded.push((path.to_owned(), module.clone()));
    Ok(module)
}
