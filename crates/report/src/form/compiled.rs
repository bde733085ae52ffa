//! A form's regular expressions, compiled once per process: that takes longer than all checks of a
//! report together, and the editions of a form share most of their patterns.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use regex::Regex;

/// The expression of a pattern.
///
/// # Errors
/// If it is not valid; a form with such a pattern is refused when it is loaded.
pub(crate) fn compiled(text: &str) -> Result<Arc<Regex>, regex::Error> {
    static COMPILED: Mutex<BTreeMap<String, Arc<Regex>>> = Mutex::new(BTreeMap::new());
    let mut known = COMPILED.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(regex) = known.get(text) {
        return Ok(Arc::clone(regex));
    }
    let regex = Arc::new(Regex::new(text)?);
    known.insert(text.to_owned(), Arc::clone(&regex));
    Ok(regex)
}
