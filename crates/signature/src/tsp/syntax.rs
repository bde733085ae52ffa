//! The ASN.1 of RFC 3161 §2.4.

use const_oid::ObjectIdentifier;
use der::Sequence;
use der::asn1::{Any, Int, OctetString, Uint};
use jiff::Timestamp;
use jiff::civil::DateTime;
use spki::AlgorithmIdentifierOwned;

/// `MessageImprint`.
#[derive(Debug, Clone, PartialEq, Eq, Sequence)]
pub(super) struct Imprint {
    pub(super) algorithm: AlgorithmIdentifierOwned,
    pub(super) digest: OctetString,
}

/// `TimeStampReq`; without policy and extensions.
#[derive(Sequence)]
pub(super) struct TimeStampReq {
    pub(super) version: u8,
    pub(super) imprint: Imprint,
    pub(super) nonce: Uint,
    pub(super) certificates: bool,
}

/// `TimeStampResp`.
#[derive(Sequence)]
pub(super) struct TimeStampResp {
    pub(super) status: StatusInfo,
    #[asn1(optional = "true")]
    pub(super) token: Option<Any>,
}

/// `PKIStatusInfo`.
#[derive(Sequence)]
pub(super) struct StatusInfo {
    pub(super) status: u8,
    #[asn1(optional = "true")]
    pub(super) text: Option<Vec<String>>,
    #[asn1(optional = "true")]
    pub(super) failure: Option<der::asn1::BitString>,
}

/// `TSTInfo`.
#[derive(Sequence)]
pub(super) struct TstInfo {
    pub(super) version: u8,
    pub(super) policy: ObjectIdentifier,
    pub(super) imprint: Imprint,
    pub(super) serial: Int,
    pub(super) time: Any,
    #[asn1(optional = "true")]
    pub(super) accuracy: Option<Accuracy>,
    #[asn1(default = "Default::default")]
    pub(super) ordering: bool,
    #[asn1(optional = "true")]
    pub(super) nonce: Option<Int>,
    #[asn1(context_specific = "0", optional = "true", tag_mode = "EXPLICIT")]
    pub(super) authority: Option<Any>,
    #[asn1(
        context_specific = "1",
        optional = "true",
        tag_mode = "IMPLICIT",
        constructed = "true"
    )]
    pub(super) extensions: Option<x509_cert::ext::Extensions>,
}

/// `Accuracy`.
#[derive(Sequence)]
pub(super) struct Accuracy {
    #[asn1(optional = "true")]
    pub(super) seconds: Option<Uint>,
    #[asn1(context_specific = "0", optional = "true", tag_mode = "IMPLICIT")]
    pub(super) millis: Option<Uint>,
    #[asn1(context_specific = "1", optional = "true", tag_mode = "IMPLICIT")]
    pub(super) micros: Option<Uint>,
}

/// A `GeneralizedTime` according to RFC 3161 §2.4.2, with or without fractions of a second.
pub(super) fn time(value: &Any) -> Option<Timestamp> {
    use der::Tagged as _;
    if value.tag() != der::Tag::GeneralizedTime {
        return None;
    }
    let text = std::str::from_utf8(value.value()).ok()?.strip_suffix('Z')?;
    let (whole, fraction) = match text.split_once('.') {
        Some((_, "")) => return None,
        Some((whole, fraction)) => (whole, fraction),
        None => (text, ""),
    };
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.len() != 14 || !digits(whole) || !digits(fraction) {
        return None;
    }
    let part = |from: usize, to: usize| whole.get(from..to)?.parse::<i8>().ok();
    let nanos = format!("{fraction:0<9}").get(..9)?.parse().ok()?;
    let time = DateTime::new(
        whole.get(..4)?.parse().ok()?,
        part(4, 6)?,
        part(6, 8)?,
        part(8, 10)?,
        part(10, 12)?,
        part(12, 14)?,
        nanos,
    );
    time.ok()?
        .to_zoned(jiff::tz::TimeZone::UTC)
        .ok()
        .map(|time| time.timestamp())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_have_parts_of_seconds_or_not() {
        let check = |text: &str, expected: Option<&str>| {
            let any = Any::new(der::Tag::GeneralizedTime, text.as_bytes()).unwrap();
            assert_eq!(
                time(&any).map(|time| time.to_string()).as_deref(),
                expected,
                "{text}"
            );
        };
        check("20261123093000Z", Some("2026-11-23T09:30:00Z"));
        check("20261123093000.5Z", Some("2026-11-23T09:30:00.5Z"));
        check(
            "20261123093000.1234567891Z",
            Some("2026-11-23T09:30:00.123456789Z"),
        );
        for wrong in [
            "20261123093000",
            "202611230930Z",
            "20261323093000Z",
            "20261123093000.Z",
            "2026112309300+Z",
            "",
        ] {
            check(wrong, None);
        }
    }
}
