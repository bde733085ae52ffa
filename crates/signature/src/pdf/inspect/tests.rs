//! Signatures made here are valid; changes made with or after them are named.

use super::super::sign::sign_with;
use super::super::sign::testing::Update;
use super::super::testing::{BaseKind, annotated, approved, base, request, signer};
use super::super::{Appearance, Seal, sign};
use super::*;
use chengbao_base::formats::pdf::{Dictionary, PdfFile, Value};
use chengbao_base::text::Foreign;

/// Object numbers of the small file.
const CATALOG: u32 = 1;
const FIRST_PAGE: u32 = 3;
const FIRST_CONTENT: u32 = 5;
const FONT: u32 = 7;
const WIDGET: u32 = 8;
const METADATA: u32 = 10;

fn signed(kind: BaseKind) -> Vec<u8> {
    let signer = signer("p256");
    sign(&base(kind), &mut request(signer.as_ref())).unwrap()
}

/// The only signature of a file.
fn only(bytes: &[u8]) -> PdfSignature {
    let mut inspection = inspect(bytes).unwrap();
    assert_eq!(inspection.signatures.len(), 1);
    inspection.signatures.remove(0)
}

#[test]
fn what_is_signed_here_is_sound() {
    for kind in BaseKind::ALL {
        let bytes = signed(kind);
        let inspection = inspect(&bytes).unwrap();
        assert_eq!(inspection.revisions, [base(kind).len(), bytes.len()]);
        assert_eq!((inspection.pages, inspection.tail), (2, 0));
        assert!(inspection.empty_fields.is_empty() && inspection.faults.is_empty());
        let signature = only(&bytes);
        assert!(signature.is_sound(), "{kind:?} {signature:#?}");
        assert_eq!(signature.beside, []);
        assert_eq!(&bytes[..signature.base_end], base(kind));
        assert_eq!(signature.signed_end, bytes.len());
        assert!(signature.field_was_there && signature.certifies);
        assert_eq!(signature.field, "Signature1");
        assert_eq!(signature.sub_filter, "ETSI.CAdES.detached");
        assert_eq!(signature.doc_mdp, Some(1));
        let stated = signature.stated_time.as_ref().map(Foreign::exact);
        assert_eq!(stated, Some("D:20250124100000+08'00'"));
        assert_eq!(
            signature.name.as_ref().map(Foreign::exact),
            Some("某市人民政府办公室")
        );
        assert_eq!(signature.page, Some(2));
        assert_eq!(signature.rect, Some([350.5, 200.0, 469.5, 319.0]));
        let certificate = signature.cms.unwrap().certificate;
        assert_eq!(certificate, *signer("p256").certificate());
    }
}

#[test]
fn a_seal_is_part_of_signing() {
    let signer = signer("p256");
    let mut request = request(signer.as_ref());
    request.appearance = Appearance::Seal(Seal {
        width: 1,
        height: 1,
        rgb: vec![200, 0, 0],
        alpha: Some(vec![120]),
        size: None,
    });
    let signature = only(&sign(&base(BaseKind::Stream), &mut request).unwrap());
    assert!(signature.is_sound());
    assert_eq!(signature.beside, []);
}

#[test]
fn a_file_without_a_signature_says_so() {
    let inspection = inspect(&base(BaseKind::Stream)).unwrap();
    assert!(inspection.signatures.is_empty());
    assert_eq!(inspection.empty_fields, ["Signature1"]);
    let inspection = inspect(&base(BaseKind::NoField)).unwrap();
    assert!(inspection.signatures.is_empty() && inspection.empty_fields.is_empty());
    assert_eq!(inspect(b"PK").unwrap_err(), PdfError::NotPdf);
    let damaged = inspect(b"%PDF-1.7\n%%EOF\n").unwrap_err();
    assert!(matches!(damaged, PdfError::Damaged { .. }));
}

#[test]
fn no_changed_byte_of_a_signed_file_passes() {
    let bytes = signed(BaseKind::Stream);
    let [_, first, from, _] = only(&bytes).byte_range.unwrap();
    // Every byte that signing wrote, some of those before.
    let base = base(BaseKind::Stream).len();
    let bytes_of = (0..base).step_by(7).chain(base..first);
    for at in bytes_of.chain(from..bytes.len()) {
        let mut changed = bytes.clone();
        changed[at] ^= 1;
        let sound = inspect(&changed).is_ok_and(|it| it.signatures.iter().any(|it| it.is_sound()));
        assert!(!sound, "byte {at}");
    }
}

#[test]
fn the_gap_has_no_room_for_anything() {
    let bytes = signed(BaseKind::Stream);
    let [_, first, from, _] = only(&bytes).byte_range.unwrap();
    let check = |put: &[u8], fault: Option<PdfDefect>| {
        let mut changed = bytes.clone();
        let start = from - 2 - put.len();
        assert!(start > first + 2);
        changed[start..start + put.len()].copy_from_slice(put);
        let signature = only(&changed);
        assert!(!signature.is_sound());
        if let Some(fault) = fault {
            assert!(signature.cms.is_ok(), "the signed bytes are as they were");
            assert_eq!(signature.faults, [fault]);
        } else {
            assert!(signature.cms.is_err());
        }
    };
    check(b">/Reason(x)/More<00", Some(PdfDefect::Gap));
    check(b"0 0", Some(PdfDefect::Gap));
    check(b"01", None);
}

/// The file with an update that does something.
fn updated(bytes: &[u8], change: impl FnOnce(&PdfFile<'_>, &mut Update<'_>)) -> Vec<u8> {
    let file = PdfFile::open(bytes).unwrap();
    let mut update = Update::new(&file);
    change(&file, &mut update);
    update.write().bytes
}

fn dictionary(file: &PdfFile<'_>, number: u32) -> Dictionary {
    file.get(number).unwrap().dictionary().unwrap().clone()
}

/// A change of a file.
type Tamper = fn(&PdfFile<'_>, &mut Update<'_>);

fn with(file: &PdfFile<'_>, update: &mut Update<'_>, number: u32, key: &str, value: Value) {
    let mut dictionary = dictionary(file, number);
    dictionary.set(key, value);
    update.set(number, dictionary);
}

/// Changes with what they are.
const TAMPERS: [(Tamper, Part, Option<usize>); 6] = [
    (
        |file, update| {
            let media = [0, 0, 100, 100].map(Value::Integer);
            with(
                file,
                update,
                FIRST_PAGE,
                "MediaBox",
                Value::Array(media.into()),
            );
        },
        Part::Page,
        Some(1),
    ),
    (
        |_, update| update.set(FIRST_CONTENT, Dictionary::default()),
        Part::Page,
        Some(1),
    ),
    (
        |file, update| with(file, update, FONT, "BaseFont", Value::name("Courier")),
        Part::Font,
        Some(1),
    ),
    (
        |file, update| {
            let annotation = update.add_stream(Dictionary::default(), Vec::new());
            let list = Value::Array(vec![Value::Reference(annotation, 0)]);
            with(file, update, FIRST_PAGE, "Annots", list);
        },
        Part::Annotation,
        Some(1),
    ),
    (
        |_, update| update.set(METADATA, Dictionary::default()),
        Part::Metadata,
        None,
    ),
    (
        |file, update| {
            with(
                file,
                update,
                CATALOG,
                "Names",
                Value::Dictionary(Dictionary::default()),
            );
        },
        Part::Attachment,
        None,
    ),
];

#[test]
fn what_an_update_changes_afterwards_is_named() {
    for kind in BaseKind::ALL {
        for (tamper, part, page) in TAMPERS {
            let bytes = updated(&signed(kind), tamper);
            let signature = only(&bytes);
            assert!(!signature.is_sound() && !signature.covers_whole_file);
            assert!(signature.cms.is_ok() && signature.faults.is_empty());
            let is_named = |it: &Change| (it.part, it.page) == (part, page);
            let named = &signature.added_after;
            assert!(named.iter().any(is_named), "{part:?}: {named:?}");
            let is_all = |it: &Change| it.part == part;
            assert!(named.iter().all(is_all), "{part:?}: {named:?}");
        }
    }
}

#[test]
fn what_the_signing_update_changes_beside_is_named() {
    let signer = signer("p256");
    for kind in BaseKind::ALL {
        for (tamper, part, page) in TAMPERS {
            let base = base(kind);
            let file = PdfFile::open(&base).unwrap();
            // The catalog is written by signing: what is said of it comes on top.
            if part == Part::Attachment {
                continue;
            }
            let bytes = sign_with(&base, &mut request(signer.as_ref()), |update| {
                tamper(&file, update);
            });
            let signature = only(&bytes.unwrap());
            assert!(signature.is_sound(), "the signer signed this too");
            let is_named = |it: &Change| (it.part, it.page) == (part, page);
            let named = &signature.beside;
            assert!(named.iter().any(is_named), "{part:?}: {named:?}");
        }
    }
}

#[test]
fn a_widget_moved_by_signing_or_afterwards_is_named() {
    let place = || Value::Array([0, 0, 9, 9].map(Value::Integer).into());
    let signer = signer("p256");
    let whole = signed(BaseKind::Stream);
    let moved = updated(&whole, |file, update| {
        with(file, update, WIDGET, "Rect", place());
    });
    let is_widget = |it: &Change| it.part == Part::Widget && it.page == Some(2);
    assert!(only(&moved).added_after.iter().any(is_widget));
    let signed = PdfFile::open(&whole).unwrap();
    let moved = sign_with(
        &base(BaseKind::Stream),
        &mut request(signer.as_ref()),
        |update| {
            let mut widget = dictionary(&signed, WIDGET);
            widget.set("Rect", place());
            update.set(WIDGET, widget);
        },
    );
    let signature = only(&moved.unwrap());
    assert!(signature.cms.is_ok());
    assert!(signature.beside.iter().any(is_widget), "{signature:?}");
}

#[test]
fn a_signature_taken_away_is_still_found() {
    let bytes = updated(&signed(BaseKind::Stream), |file, update| {
        let mut widget = dictionary(file, WIDGET);
        widget.set("V", Value::Null);
        update.set(WIDGET, widget);
    });
    let signature = only(&bytes);
    assert!(signature.faults.contains(&PdfDefect::Removed));
    let is_value = |it: &Change| it.part == Part::FieldValue;
    assert!(signature.added_after.iter().any(is_value));
}

#[test]
fn certification_taken_away_is_named() {
    let bytes = updated(&signed(BaseKind::Table), |file, update| {
        with(file, update, CATALOG, "Perms", Value::Null);
    });
    let signature = only(&bytes);
    assert!(signature.certifies, "when it was signed");
    assert_eq!(signature.added_after, [Change::of(Part::Certification)],);
}

#[test]
fn bytes_that_are_no_update_are_named() {
    let whole = signed(BaseKind::Stream);
    for more in [&b"%%EOF\n"[..], b"\n", b"7 0 obj\n(x)\nendobj\n"] {
        let bytes = [&whole, more].concat();
        let signature = only(&bytes);
        assert!(!signature.covers_whole_file);
        assert_eq!(signature.added_after, [Change::of(Part::Bytes)]);
    }
}

#[test]
fn a_file_that_is_cut_off_says_so_wherever_it_is_cut() {
    let (whole, base) = (signed(BaseKind::Stream), base(BaseKind::Stream));
    for end in (base.len() + 1..whole.len())
        .step_by(7)
        .chain([whole.len() - 1])
    {
        let inspection = inspect(&whole[..end]).unwrap();
        let all = inspection.signatures.iter().flat_map(|it| &it.faults);
        let mut all = all.chain(&inspection.faults);
        assert!(all.any(|fault| *fault == PdfDefect::Truncated), "{end}");
        assert!(!inspection.signatures.iter().any(PdfSignature::is_sound));
    }
}

#[test]
fn signatures_are_reported_oldest_first_wherever_their_fields_stand() {
    for kind in BaseKind::ALL {
        let one = approved(&base(kind), "p256", true);
        let two = approved(&one, "p384", true);
        let [first, second] = <[_; 2]>::try_from(inspect(&two).unwrap().signatures).unwrap();
        assert_eq!(
            (first.base_end, first.signed_end),
            (base(kind).len(), one.len())
        );
        assert_eq!((second.base_end, second.signed_end), (one.len(), two.len()));
        assert!(second.is_sound() && second.beside.iter().all(|it| it.part == Part::Form));
    }
}

#[test]
fn a_signature_of_pades_names_its_certificate() {
    let named = only(&approved(&base(BaseKind::Table), "p256", true));
    assert_eq!(named.faults, []);
    let unnamed = only(&approved(&base(BaseKind::Table), "p256", false));
    assert!(unnamed.cms.is_ok(), "the value is good");
    let name = "ETSI.CAdES.detached";
    assert_eq!(unnamed.faults, [PdfDefect::Unnamed { name }]);
    assert!(!unnamed.is_sound());
}

/// Files for tests of whoever asks this crate, in `tests/data/signed`.
#[test]
fn files_for_other_tests_are_as_they_are_made() {
    let one = approved(&base(BaseKind::Table), "p256", true);
    for (name, made) in [
        ("twice-approved", approved(&one, "p384", true)),
        (
            "annotated-between-approvals",
            approved(&annotated(&one), "p384", true),
        ),
    ] {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/data/signed");
        let path = format!("{folder}/{name}.pdf");
        if std::env::var_os("CHENGBAO_BLESS").is_some() {
            std::fs::write(&path, &made).unwrap();
        }
        assert!(
            std::fs::read(&path).is_ok_and(|kept| kept == made),
            "{path}"
        );
    }
}
