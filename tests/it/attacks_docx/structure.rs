//! Attacks on the signature itself: what it names, where its elements stand, how many there are.

use chengbao::signature::docx::{Fault, Uncovered, inspect};

use super::{attacked, check, look};
use support::attacks_docx::{DOCUMENT, SIGNATURE};
use support::signed_docx::Parts;

#[test]
fn the_manifest_changed() {
    let object = || Fault::Object {
        id: "idPackageObject".to_owned(),
    };
    // A part is no longer signed, so that it may change.
    let attack = |parts: &mut Parts| {
        let text = parts.text(SIGNATURE);
        let start = text.find("<Reference URI=\"/word/document.xml?").unwrap();
        let end = start + text[start..].find("</Reference>").unwrap() + "</Reference>".len();
        parts.set(SIGNATURE, format!("{}{}", &text[..start], &text[end..]));
    };
    check(
        attack,
        &[object()],
        &[Uncovered::Part(format!("/{DOCUMENT}"))],
    );
    // Digests by an algorithm under which other content can be found.
    let uri = "http://www.w3.org/2000/09/xmldsig#sha1".to_owned();
    let attack = |parts: &mut Parts| {
        let text = parts.text(SIGNATURE);
        let (head, tail) = text.split_at(text.find("<Manifest>").unwrap());
        let tail = tail.replacen("http://www.w3.org/2001/04/xmlenc#sha256", &uri, 1);
        parts.set(SIGNATURE, format!("{head}{tail}"));
    };
    check(attack, &[object(), Fault::Weak { uri: uri.clone() }], &[]);
    let uri = "http://www.w3.org/TR/1999/REC-xslt-19991116".to_owned();
    let attack = |parts: &mut Parts| {
        let text = parts.text(SIGNATURE);
        let (head, tail) = text.split_at(text.find("<Manifest>").unwrap());
        let tail = tail.replacen("http://www.w3.org/TR/2001/REC-xml-c14n-20010315", &uri, 1);
        parts.set(SIGNATURE, format!("{head}{tail}"));
    };
    let signature = look(&attacked(attack));
    assert!(
        signature
            .faults
            .contains(&Fault::Algorithm { uri: uri.clone() }),
        "{:?}",
        signature.faults
    );
}

#[test]
fn the_signature_rearranged() {
    let wrapped = |detail: &str| Fault::Wrapped {
        detail: detail.to_owned(),
    };
    // The signed object is kept where nobody looks, and another one stands in its place.
    let attack = |copy: fn(&str) -> String| {
        move |parts: &mut Parts| {
            let text = parts.text(SIGNATURE);
            let start = text.find("<Object Id=\"idPackageObject\">").unwrap();
            let end = start + text[start..].find("</Object>").unwrap() + "</Object>".len();
            let (object, digest) = (&text[start..end], "<DigestValue>");
            let other = object.replacen(digest, "<DigestValue>AAAA", 1);
            parts.set(
                SIGNATURE,
                format!(
                    "{}{}{}",
                    &text[..start],
                    copy(object) + &other,
                    &text[end..]
                ),
            );
        }
    };
    let twice = look(&attacked(attack(|object| {
        format!("<Object>{object}</Object>")
    })));
    assert_eq!(twice.faults, [wrapped("idPackageObject is there twice")]);
    assert!(twice.value.is_err() && twice.covered.is_empty());
    let renamed = |object: &str| {
        let object = object
            .replace("idPackageObject", "other")
            .replace("idSignatureTime", "time");
        format!("<Object>{object}</Object>")
    };
    let second = look(&attacked(attack(renamed)));
    assert!(
        second
            .faults
            .contains(&wrapped("an Object that is not signed")),
        "{:?}",
        second.faults
    );
    // A second signature that signs nothing of the package.
    let empty = attacked(|parts| {
        let text = parts.text(SIGNATURE);
        let (start, end) = (
            text.find("<Manifest>").unwrap(),
            text.find("</Manifest>").unwrap(),
        );
        parts.set(
            SIGNATURE,
            format!("{}{}", &text[..start], &text[end + "</Manifest>".len()..]),
        );
    });
    assert!(
        look(&empty)
            .faults
            .contains(&wrapped("no signed Object with a Manifest"))
    );
}

#[test]
fn more_than_one_signature_is_told_one_by_one() {
    let two = attacked(|parts| {
        parts.set(
            "_xmlsignatures/sig2.xml",
            parts
                .text(SIGNATURE)
                .replacen("<SignatureValue>", "<SignatureValue>AAAA", 1),
        );
        let one = "<Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/signature\" Target=\"sig2.xml\"/></R";
        parts.replace("_xmlsignatures/_rels/origin.sigs.rels", "</R", one);
    });
    let found = inspect(&two).unwrap();
    let said: Vec<_> = found
        .signatures
        .iter()
        .map(|it| (it.part.as_str(), it.faults.as_slice()))
        .collect();
    assert_eq!(
        said,
        [
            ("/_xmlsignatures/sig1.xml", &[][..]),
            ("/_xmlsignatures/sig2.xml", &[Fault::Value][..])
        ]
    );
}
