//! Any bytes as a report file, all the way to both documents: nothing may panic. The first byte
//! chooses the form, and whether the way ends on paper.

#![no_main]

use std::path::Path;
use std::sync::{Arc, LazyLock};

use chengbao::form::{Form, Forms};
use chengbao::typeset::FaceSet;
use libfuzzer_sys::fuzz_target;

#[path = "../../tests/support/anything.rs"]
mod anything;

static FORMS: LazyLock<Vec<Arc<Form>>> =
    LazyLock::new(|| Forms::builtin().expect("sound forms").iter().cloned().collect());

static FACES: LazyLock<FaceSet> = LazyLock::new(|| {
    let fonts = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fonts");
    FaceSet::find(&[fonts]).expect("the shipped faces")
});

fuzz_target!(|bytes: &[u8]| {
    let Some((choice, report)) = bytes.split_first() else { return };
    let form = &FORMS[usize::from(*choice) % FORMS.len()];
    let to_paper = choice & 0x80 != 0;
    anything::try_it(form, report, to_paper.then_some(&*FACES));
});
