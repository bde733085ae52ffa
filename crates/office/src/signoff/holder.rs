//! Whether a certificate is that of the person a record names. Whether it is trusted is not asked here.

use der::Encode as _;
use der::asn1::{Any, PrintableStringRef, Utf8StringRef};
use x509_cert::Certificate;
use x509_cert::ext::pkix::SubjectAltName;
use x509_cert::ext::pkix::name::GeneralName;
use x509_cert::name::Name;

use super::alike::nfkc;
use super::breaks::Unmet;
use chengbao_base::text::{Foreign, fingerprint};
use chengbao_report::form::Role;
use chengbao_signature::trust;

/// Whether a record's certificate fits what its role requires: the certificate the policy names; else one with the
/// person's name.
pub(super) fn check(role: &Role, name: &str, certificate: &Certificate) -> Result<(), Unmet> {
    let Some(asked) = role.certificate.as_deref().and_then(fingerprint) else {
        if is_of(name, certificate) {
            return Ok(());
        }
        return Err(Unmet::Holder {
            holder: trust::called(certificate.tbs_certificate().subject()),
        });
    };
    let own = certificate.to_der().map(|der| trust::fingerprint(&der));
    if own.as_ref() == Ok(&asked) {
        return Ok(());
    }
    Err(Unmet::Certificate { expected: asked })
}

/// Whether a certificate has a name, as its common name or as one of its alternative names, however it is typed.
fn is_of(name: &str, certificate: &Certificate) -> bool {
    let tbs = certificate.tbs_certificate();
    let wanted = nfkc(name);
    let is_it = |found: &Foreign| nfkc(found.exact()) == wanted;
    let others = tbs.get_extension::<SubjectAltName>().ok().flatten();
    let others = others.map(|(_, names)| names.0).unwrap_or_default();
    let others = others.iter().filter_map(|other| match other {
        GeneralName::Rfc822Name(text) | GeneralName::DnsName(text) => Some(text.as_str().into()),
        GeneralName::DirectoryName(name) => common(name),
        GeneralName::OtherName(other) => text_of(&other.value),
        _ => None,
    });
    common(tbs.subject())
        .into_iter()
        .chain(others)
        .any(|found| is_it(&found))
}

/// A name of a kind that the certifier defines itself (RFC 5280 §4.2.1.6), if it is text.
fn text_of(value: &Any) -> Option<Foreign> {
    let utf8 = || value.decode_as::<Utf8StringRef<'_>>().ok();
    let printable = || value.decode_as::<PrintableStringRef<'_>>().ok();
    let text = utf8()
        .map(|text| text.as_str().to_owned())
        .or_else(|| printable().map(|text| text.as_str().to_owned()))?;
    Some(Foreign::new(text))
}

fn common(name: &Name) -> Option<Foreign> {
    let common = name.common_name().ok().flatten()?;
    Some(Foreign::new(common.value().into_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use der::Tag;

    #[test]
    fn a_name_of_another_kind_counts_if_it_is_text() {
        let text = |tag, bytes: &[u8]| {
            let value = Any::new(tag, bytes).unwrap();
            text_of(&value).map(|text| text.exact().to_owned())
        };
        let name = "张三".as_bytes();
        assert_eq!(text(Tag::Utf8String, name).as_deref(), Some("张三"));
        assert_eq!(
            text(Tag::PrintableString, b"Zhang San").as_deref(),
            Some("Zhang San")
        );
        assert_eq!(text(Tag::OctetString, name), None);
        assert_eq!(text(Tag::Utf8String, &[0xff]), None);
    }
}
