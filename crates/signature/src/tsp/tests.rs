//! Each fault of an answer is distinguished, and only a correct one passes.

use const_oid::ObjectIdentifier;
use const_oid::db::rfc3161::ID_CT_TST_INFO;
use const_oid::db::rfc5280::{ID_KP_EMAIL_PROTECTION, ID_KP_TIME_STAMPING};
use der::asn1::{Any, Int, OctetString};
use der::{Decode as _, Encode as _};
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;

use super::syntax::{StatusInfo, TimeStampReq, TimeStampResp, TstInfo};
use super::*;
use crate::cms::{CmsError, sign_inside};
use crate::test_certificates::{Holder, TestKey, holder, noon};
use crate::trust::{Anchors, TrustError};

const VALUE: &[u8] = b"the value of a signature";

/// A scripted time-stamp authority.
struct Authority {
    holder: Holder,
    time: Timestamp,
    status: u8,
    names_certificate: bool,
    content_type: ObjectIdentifier,
    change: fn(&mut TstInfo),
}

fn authority() -> Authority {
    Authority {
        holder: holder("stamps", 1).purposes(true, &[ID_KP_TIME_STAMPING]),
        time: noon(),
        status: 0,
        names_certificate: true,
        content_type: ID_CT_TST_INFO,
        change: |_| (),
    }
}

impl Authority {
    fn answer(&self, request: &Request) -> Vec<u8> {
        let asked = TimeStampReq::from_der(request.der()).unwrap();
        assert!(asked.certificates);
        let time = self.time.strftime("%Y%m%d%H%M%SZ").to_string();
        let mut info = TstInfo {
            version: 1,
            policy: ObjectIdentifier::new_unwrap("1.2.3.4.1"),
            imprint: asked.imprint,
            serial: Int::new(&[1]).unwrap(),
            time: Any::new(der::Tag::GeneralizedTime, time.into_bytes()).unwrap(),
            accuracy: None,
            ordering: false,
            nonce: Some(Int::from(asked.nonce)),
            authority: None,
            extensions: None,
        };
        (self.change)(&mut info);
        let signer = TestKey::new(&self.holder, &self.holder);
        let info = info.to_der().unwrap();
        let token = sign_inside(&signer, self.content_type, &info, self.names_certificate);
        let answer = TimeStampResp {
            status: StatusInfo {
                status: self.status,
                text: Some(vec!["closed\u{1b}[31m today".to_owned()]),
                failure: None,
            },
            token: (self.status < 2).then(|| Any::from_der(&token).unwrap()),
        };
        answer.to_der().unwrap()
    }
}

fn request() -> Request {
    Request::new(VALUE, [0x9a; NONCE]).unwrap()
}

fn check_answer(authority: &Authority) -> Result<Stamped, TspError> {
    let (token, stamped) = request().token(&authority.answer(&request()), noon())?;
    assert_eq!(check(&token, VALUE).unwrap(), stamped);
    Ok(stamped)
}

#[test]
fn a_right_answer_is_a_stamp_now_and_later() {
    let stamped = check_answer(&authority()).unwrap();
    assert_eq!(
        (stamped.time, stamped.policy.to_string().as_str()),
        (noon(), "1.2.3.4.1")
    );
    let anchors = Anchors::from_pem_or_der(&stamped.encoded[0]).unwrap();
    assert!(stamped.path(&anchors).is_ok());
    let error = stamped.path(&Anchors::default()).unwrap_err();
    assert!(matches!(error, TrustError::NoAnchor { .. }));
}

#[test]
fn a_token_is_over_these_octets_alone() {
    let (token, _) = request()
        .token(&authority().answer(&request()), noon())
        .unwrap();
    assert_eq!(
        check(&token, b"another value").unwrap_err(),
        TspError::Imprint
    );
    let other = Request::new(b"another value", [0x9a; NONCE]).unwrap();
    let answer = authority().answer(&request());
    assert_eq!(other.token(&answer, noon()).unwrap_err(), TspError::Imprint);
}

#[test]
fn an_old_answer_or_one_without_nonce_is_refused() {
    let old = Request::new(VALUE, [1; NONCE]).unwrap();
    let answer = authority().answer(&old);
    assert_eq!(
        request().token(&answer, noon()).unwrap_err(),
        TspError::Nonce
    );
    let without = Authority {
        change: |info| info.nonce = None,
        ..authority()
    };
    assert_eq!(check_answer(&without).unwrap_err(), TspError::Nonce);
}

#[test]
fn the_time_is_now_by_some_minutes() {
    let check = |minutes: i64| {
        let time = noon() + SignedDuration::from_mins(minutes);
        check_answer(&Authority {
            time,
            ..authority()
        })
    };
    assert!(check(5).is_ok() && check(-5).is_ok());
    for minutes in [6, -6, 60 * 24 * 30] {
        let error = check(minutes).unwrap_err();
        assert!(
            matches!(error, TspError::Time { now, .. } if now == noon()),
            "{error}"
        );
    }
}

#[test]
fn the_certificate_was_valid_and_is_for_time_stamps_alone() {
    let check = |holder: Holder| match check_answer(&Authority {
        holder,
        ..authority()
    }) {
        Err(TspError::Certificate(error)) => error,
        other => panic!("{other:?}"),
    };
    let expired = authority()
        .holder
        .valid("2025-01-01T00:00:00Z", "2025-12-31T00:00:00Z");
    assert!(matches!(check(expired), TrustError::Expired { .. }));
    let early = authority()
        .holder
        .valid("2026-07-01T00:00:00Z", "2026-12-31T00:00:00Z");
    assert!(matches!(check(early), TrustError::NotYetValid { .. }));
    let both = [ID_KP_TIME_STAMPING, ID_KP_EMAIL_PROTECTION];
    for wrong in [
        holder("stamps", 1),
        authority().holder.purposes(false, &[ID_KP_TIME_STAMPING]),
        authority().holder.purposes(true, &both),
    ] {
        assert!(matches!(check(wrong), TrustError::Usage { .. }));
    }
}

#[test]
fn the_certificate_is_named_and_the_content_is_a_stamp() {
    let unnamed = Authority {
        names_certificate: false,
        ..authority()
    };
    assert_eq!(check_answer(&unnamed).unwrap_err(), TspError::Unnamed);
    let content_type = const_oid::db::rfc5911::ID_DATA;
    let error = check_answer(&Authority {
        content_type,
        ..authority()
    })
    .unwrap_err();
    assert!(matches!(error, TspError::Syntax { .. }), "{error}");
    let change = |info: &mut TstInfo| info.imprint.digest = OctetString::new([0; 32]).unwrap();
    let error = check_answer(&Authority {
        change,
        ..authority()
    })
    .unwrap_err();
    assert_eq!(error, TspError::Imprint);
    let change = |info: &mut TstInfo| info.imprint.algorithm.oid = const_oid::db::rfc5912::ID_SHA_1;
    let error = check_answer(&Authority {
        change,
        ..authority()
    })
    .unwrap_err();
    assert!(
        matches!(error, TspError::Signature(CmsError::Algorithm { .. })),
        "{error}"
    );
}

#[test]
fn a_refusal_says_why_without_what_a_terminal_would_obey() {
    let error = check_answer(&Authority {
        status: 2,
        ..authority()
    })
    .unwrap_err();
    let status = "rejection, closed[31m today".to_owned();
    assert_eq!(error, TspError::Refused { status });
}

#[test]
fn an_answer_that_is_cut_off_anywhere_is_none() {
    let answer = authority().answer(&request());
    for length in 0..answer.len() {
        let error = request().token(&answer[..length], noon()).unwrap_err();
        assert!(
            matches!(error, TspError::Syntax { .. }),
            "{length}: {error}"
        );
    }
}

proptest! {
    #[test]
    fn arbitrary_changes_give_no_other_stamp(at in any::<prop::sample::Index>(), flip in 1..=255_u8) {
        let mut answer = authority().answer(&request());
        let right = request().token(&answer, noon()).unwrap().1;
        let at = at.index(answer.len());
        answer[at] ^= flip;
        if let Ok((_, stamped)) = request().token(&answer, noon()) {
            prop_assert_eq!(stamped, right);
        }
    }

    #[test]
    fn arbitrary_bytes_are_read_without_a_panic(octets in prop::collection::vec(any::<u8>(), 0..200)) {
        prop_assert!(request().token(&octets, noon()).is_err());
        prop_assert!(check(&octets, VALUE).is_err());
    }
}
