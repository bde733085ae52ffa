//! Any bytes for the strict PDF reader and the reader of signatures (`tests/support/edited.rs`): nothing may panic.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let _ = support::edited::read_pdf(bytes);
});
