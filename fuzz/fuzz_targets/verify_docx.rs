//! Any bytes for `verify` of DOCX (`tests/support/edited.rs`): nothing may panic.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let _ = support::edited::verify_docx(bytes);
});
