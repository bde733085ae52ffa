//! Signed files with bytes changed, cut out or doubled anywhere: never a panic, never a file that
//! holds.

use std::sync::LazyLock;

use chengbao::compose::Profile;
use chengbao::import::parts;
use proptest::prelude::*;

use support::edited;
use support::rooms::{examples, read};
use support::verified::{ask, documents, final_purpose, signed_docx, signed_pdf};

static SIGNED: LazyLock<[Vec<u8>; 2]> = LazyLock::new(|| {
    let (_, form, yaml) = examples().remove(0);
    let report = read(&form, &yaml);
    let (pdf, docx) = documents(&report, &final_purpose(&report, Profile::Filing));
    [signed_pdf(&pdf, "p256"), signed_docx(&docx, "p256")]
});

/// What is done to a file, at places in thousandths of its length.
#[derive(Debug, Clone)]
enum Blow {
    Set(usize, u8),
    Cut(usize, usize),
    Double(usize, usize),
    End(usize),
}

fn blow() -> impl Strategy<Value = Blow> {
    // The end of a file has what holds it together.
    let place = || prop_oneof![0..100_000_usize, 95_000..100_000_usize];
    prop_oneof![
        4 => (place(), any::<u8>()).prop_map(|(at, byte)| Blow::Set(at, byte)),
        1 => (place(), 1..200_usize).prop_map(|(at, count)| Blow::Cut(at, count)),
        1 => (place(), 1..200_usize).prop_map(|(at, count)| Blow::Double(at, count)),
        1 => place().prop_map(Blow::End),
    ]
}

fn struck(file: &[u8], blows: &[Blow]) -> Vec<u8> {
    let mut file = file.to_vec();
    for blow in blows {
        let at = |place: &usize| place * file.len() / 100_000;
        match blow {
            Blow::Set(place, byte) => {
                let at = at(place);
                if let Some(slot) = file.get_mut(at) {
                    *slot = *byte;
                }
            }
            Blow::Cut(place, count) => {
                let at = at(place);
                let end = (at + count).min(file.len());
                file.drain(at..end);
            }
            Blow::Double(place, count) => {
                let at = at(place);
                let end = (at + count).min(file.len());
                let again = file[at..end].to_vec();
                file.splice(at..at, again);
            }
            Blow::End(place) => {
                let at = at(place);
                file.truncate(at);
            }
        }
    }
    file
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_mangled_file_panics_or_holds(
        which in 0..2_usize,
        blows in prop::collection::vec(blow(), 1..6),
    ) {
        let file = struck(&SIGNED[which], &blows);
        if file != SIGNED[which]
            && let Ok(answers) = ask(&file)
        {
            // What is signed of a DOCX are its parts; how they are packed says nothing.
            let same = parts(&file).is_ok_and(|it| Ok(it) == parts(&SIGNED[1]));
            prop_assert!(!answers.hold() || same, "{answers:#?}");
        }
    }

    #[test]
    fn no_edit_behind_compression_makes_a_document_panic_or_hold(
        edits in prop::collection::vec(
            (any::<[u8; 5]>(), 0..9_u8, prop::collection::vec(any::<u8>(), 0..9)),
            1..4,
        ),
    ) {
        let edits = edits.iter().flat_map(|(place, removed, added)| {
            let count = u8::try_from(added.len()).unwrap();
            // Not the first byte of a PDF or a ZIP file.
            let [_, rest @ ..] = place;
            [&[0], &rest[..], &[*removed, count], added].concat()
        });
        let edits: Vec<u8> = edits.collect();
        prop_assert!(edited::verify_pdf(&edits) && edited::verify_docx(&edits));
    }
}
