//! Twelve attacks on a signed PDF: each is noticed, and named.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use chengbao::signature::cms::CmsError;
use chengbao::signature::pdf::{Fault, Inspection, Part, inspect};
use support::attacks::{Attack, NAMES, Way, attacks};
use support::final_pdf::signed_pdf;

static SIGNED: LazyLock<Vec<u8>> = LazyLock::new(|| signed_pdf("shili-2024-chart"));

fn all() -> Vec<Attack> {
    attacks(&SIGNED, &signed_pdf("panzhihua-dongqu-2019"))
}

#[test]
fn the_signed_file_itself_is_sound() {
    let inspection = inspect(&SIGNED).unwrap();
    let [signature] = inspection.signatures.as_slice() else {
        panic!("{inspection:?}");
    };
    assert!(signature.is_sound(), "{signature:?}");
    assert_eq!(signature.beside, []);
    assert!(signature.field_was_there && signature.certifies);
    assert_eq!(inspection.revisions.len(), 2);
    assert!(inspection.faults.is_empty());
}

#[test]
fn every_attack_is_made() {
    let made: BTreeSet<&str> = all().iter().map(|attack| attack.name).collect();
    assert_eq!(made, BTreeSet::from(NAMES));
}

/// What is said of a file.
struct Told {
    added: BTreeSet<Part>,
    faults: Vec<Fault>,
    content: bool,
    certificate: bool,
}

fn told(inspection: &Inspection) -> Told {
    let signatures = inspection.signatures.iter();
    let changes = signatures.clone().flat_map(|it| &it.added_after);
    let faults = signatures.clone().flat_map(|it| &it.faults);
    let errors: Vec<&CmsError> = signatures.filter_map(|it| it.cms.as_ref().err()).collect();
    Told {
        added: changes.map(|change| change.part).collect(),
        faults: faults.chain(&inspection.faults).cloned().collect(),
        content: errors.iter().any(|error| **error == CmsError::Content),
        certificate: !errors.is_empty(),
    }
}

#[test]
fn every_attack_is_noticed_and_named() {
    for Attack { name, way, bytes } in all() {
        let about = format!("{name}, {way:?}");
        let inspection = match inspect(&bytes) {
            Ok(inspection) => inspection,
            // Bytes that no cross-references can be read in are no signed document.
            Err(error) => {
                assert_eq!(way, Way::InPlace, "{about}: {error}");
                continue;
            }
        };
        let sound = inspection.signatures.iter().any(|it| it.is_sound());
        assert!(!sound, "{about}: {inspection:?}");
        let told = told(&inspection);
        let all = || format!("{about}: {:?} {:?}", told.added, told.faults);
        let added = |part| assert!(told.added.contains(&part), "{}", all());
        let fault = |fault| assert!(told.faults.contains(&fault), "{}", all());
        match (name, way) {
            ("annotation appended", _) => added(Part::Annotation),
            ("cross-references with another page", _) => added(Part::Page),
            ("gap in the byte range", _) => fault(Fault::Gap),
            ("second end of file", _) => added(Part::Bytes),
            ("truncated", _) => fault(Fault::Truncated),
            ("signature of another file", Way::Update) => {
                assert!(!told.faults.is_empty() || told.content, "{}", all());
            }
            ("signature of another file", _) => assert!(told.certificate, "{}", all()),
            (_, Way::InPlace) => assert!(told.content, "{}", all()),
            ("page overwritten", _) => added(Part::Page),
            ("font swapped", _) => added(Part::Font),
            ("metadata changed", _) => added(Part::Metadata),
            ("attachment replaced", _) => added(Part::Attachment),
            ("widget moved", _) => added(Part::Widget),
            ("certification removed", _) => added(Part::Certification),
            _ => panic!("{about} is not asked about"),
        }
    }
}

#[test]
fn what_is_named_is_told_in_both_languages() {
    for attack in all() {
        let Ok(inspection) = inspect(&attack.bytes) else {
            continue;
        };
        let signatures = inspection.signatures.iter();
        let texts = signatures.flat_map(|it| {
            let changes = it.added_after.iter().map(|change| change.text());
            changes.chain(it.faults.iter().map(Fault::text))
        });
        for text in texts {
            assert!(text.zh.chars().any(|c| c as u32 > 0x4e00), "{text:?}");
            assert!(text.en.is_ascii(), "{text:?}");
        }
    }
}

/// Any byte may be any other: nothing here may fall over, and nothing may pass.
#[test]
fn mangled_files_are_read_within_bounds_and_never_pass() {
    let signature = inspect(&SIGNED).unwrap().signatures.remove(0);
    let [_, first, from, _] = signature.byte_range.unwrap();
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut next = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state >> 1).unwrap() % below
    };
    let base = signature.base_end;
    for round in 0..40 {
        let mut bytes = SIGNED.clone();
        // Mostly where it hurts: in the update and at the end of the base.
        let low = if round % 4 == 0 { 0 } else { base - 3000 };
        for _ in 0..=next(3) {
            let at = low + next(bytes.len() - low);
            if (first..from).contains(&at) {
                continue;
            }
            bytes[at] = bytes[at].wrapping_add(1 + u8::try_from(next(255)).unwrap());
        }
        if bytes == *SIGNED {
            continue;
        }
        if let Ok(inspection) = inspect(&bytes) {
            assert!(!inspection.signatures.iter().any(|it| it.is_sound()));
        }
    }
}
