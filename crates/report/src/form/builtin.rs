//! The forms compiled in, and the typographies and lists of words they share: every folder of `templates/`, collected by
//! `build.rs`.

use std::sync::{Arc, OnceLock};

use super::look::Shared;
use super::words::WordList;
use super::{Form, FormError, FormFiles};

include!(concat!(env!("OUT_DIR"), "/builtin_forms.rs"));

/// The compiled-in forms by id, read once.
///
/// # Errors
/// If one of them is broken.
pub fn builtin() -> Result<Vec<Arc<Form>>, FormError> {
    static READ: OnceLock<Result<Vec<Arc<Form>>, FormError>> = OnceLock::new();
    READ.get_or_init(|| {
        BUILTIN
            .iter()
            .map(|files| Form::parse(*files).map(Arc::new))
            .collect()
    })
    .clone()
}
