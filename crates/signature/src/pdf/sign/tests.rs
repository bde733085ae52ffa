//! Signing adds to a file and changes no existing bytes.

use super::super::testing::{BaseKind, base, request, signer};
use super::*;

#[test]
fn the_base_is_the_beginning_of_what_is_signed() {
    for kind in BaseKind::ALL {
        let base = base(kind);
        for key in ["p256", "p384", "rsa2048"] {
            let signer = signer(key);
            let signed = sign(&base, &mut request(signer.as_ref())).unwrap();
            assert!(signed.starts_with(&base), "{kind:?} {key}");
            assert!(signed.ends_with(b"%%EOF\n"));
        }
    }
}

#[test]
fn the_same_request_gives_the_same_bytes() {
    let (base, signer) = (base(BaseKind::Stream), signer("p256"));
    let first = sign(&base, &mut request(signer.as_ref())).unwrap();
    let again = sign(&base, &mut request(signer.as_ref())).unwrap();
    assert!(first == again);
    let mut later = request(signer.as_ref());
    later.at = "2025-01-24T02:00:01Z".parse().unwrap();
    assert!(sign(&base, &mut later).unwrap() != first);
}

#[test]
fn a_token_of_any_size_finds_room_and_is_asked_for_again() {
    let (base, signer) = (base(BaseKind::Stream), signer("p256"));
    let mut asked = 0;
    let mut stamp = |_: &[u8]| {
        asked += 1;
        // An OCTET STRING of 60,000 bytes.
        let mut token = vec![0x04, 0x82, 0xea, 0x60];
        token.resize(4 + 60_000, 7);
        Ok::<_, PdfSignError>(token)
    };
    let mut request = request(signer.as_ref());
    request.stamp = Some(&mut stamp);
    let signed = sign(&base, &mut request).unwrap();
    assert!(signed.len() > base.len() + 120_000);
    assert_eq!(asked, 2);
}

#[test]
fn what_the_stamp_says_is_handed_on() {
    let (base, signer) = (base(BaseKind::Stream), signer("p256"));
    let mut stamp = |_: &[u8]| Err(PdfSignError::Size { limit: 77 });
    let mut request = request(signer.as_ref());
    request.stamp = Some(&mut stamp);
    let error = sign(&base, &mut request).unwrap_err();
    assert_eq!(error, PdfSignError::Size { limit: 77 });
}

#[test]
fn what_has_no_free_field_is_not_signed() {
    let signer = signer("p256");
    let mut request = request(signer.as_ref());
    let error = |base: &[u8], request: &mut _| sign(base, request).unwrap_err();
    let signed = sign(&base(BaseKind::Stream), &mut request).unwrap();
    assert_eq!(error(&signed, &mut request), PdfSignError::Signed);
    let bare = base(BaseKind::NoField);
    assert_eq!(error(&bare, &mut request), PdfSignError::NoField);
    let mut longer = base(BaseKind::Stream);
    longer.extend_from_slice(b"more");
    let is_pdf = |error| matches!(error, PdfSignError::Pdf(PdfError::Damaged { .. }));
    assert!(is_pdf(error(&longer, &mut request)));
    let odd = error(b"PK", &mut request);
    assert_eq!(odd, PdfSignError::Pdf(PdfError::NotPdf));
}

#[test]
fn the_free_field_is_found_with_its_place() {
    let field = empty_field(&base(BaseKind::Table)).unwrap();
    assert_eq!(field.name, "Signature1");
    assert_eq!(field.page, Some(2));
    assert_eq!(field.rect, [350.5, 200.0, 469.5, 319.0]);
}

#[test]
fn a_picture_that_contradicts_itself_is_refused() {
    let (base, signer) = (base(BaseKind::Stream), signer("p256"));
    let seal = Seal {
        width: 2,
        height: 2,
        rgb: vec![200; 12],
        alpha: Some(vec![255; 4]),
        size: None,
    };
    let check = |change: &dyn Fn(&mut Seal), is_right: bool| {
        let mut seal = seal.clone();
        change(&mut seal);
        let mut request = request(signer.as_ref());
        request.appearance = Appearance::Seal(seal);
        let signed = sign(&base, &mut request);
        match signed {
            Ok(_) => assert!(is_right),
            Err(error) => assert!(!is_right && error == PdfSignError::Picture, "{error}"),
        }
    };
    check(&|_| {}, true);
    check(&|seal| seal.alpha = None, true);
    check(&|seal| seal.width = 3, false);
    check(&|seal| seal.rgb.push(0), false);
    check(&|seal| seal.alpha = Some(vec![0; 3]), false);
    check(&|seal| seal.size = Some([f64::NAN, 1.0]), false);
    check(&|seal| (seal.width, seal.rgb) = (0, Vec::new()), false);
}
