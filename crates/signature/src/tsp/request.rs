//! Requests a time stamp, and checks the answer against the request.

use der::asn1::{Any, Int, OctetString, Uint};
use der::{Decode as _, Encode as _};
use jiff::{SignedDuration, Timestamp};
use spki::AlgorithmIdentifierOwned;

use super::syntax::{Imprint, TimeStampReq, TimeStampResp};
use super::token::{Stamped, opened};
use super::{TOLERANCE, TspError};
use crate::Hash;

/// The media types of a request and its answer (RFC 3161 §3.4).
pub const MEDIA_TYPE: (&str, &str) = ("application/timestamp-query", "application/timestamp-reply");

/// Octets of a nonce.
pub const NONCE: usize = 16;

/// A request for a time stamp over some octets, answered once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    der: Vec<u8>,
    imprint: Imprint,
    nonce: Uint,
}

impl Request {
    /// Requests a stamp for `value`, the value of a signature, with its SHA-256. The nonce is random and
    /// new for every request: it distinguishes the answer from an old one.
    ///
    /// # Errors
    /// [`TspError::Syntax`]; not for any possible input.
    pub fn new(value: &[u8], nonce: [u8; NONCE]) -> Result<Self, TspError> {
        let imprint = Imprint {
            algorithm: AlgorithmIdentifierOwned {
                oid: Hash::Sha256.oid(),
                parameters: Some(Any::null()),
            },
            digest: OctetString::new(Hash::Sha256.digest(&[value]))?,
        };
        let request = TimeStampReq {
            version: 1,
            imprint,
            nonce: Uint::new(&nonce)?,
            certificates: true,
        };
        Ok(Self {
            der: request.to_der()?,
            imprint: request.imprint,
            nonce: request.nonce,
        })
    }

    /// The request, DER.
    #[must_use]
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// The token of an answer received at `now`, DER, and its content.
    ///
    /// # Errors
    /// [`TspError`] if the answer does not belong to this request, is not of now, or is not valid.
    pub fn token(&self, answer: &[u8], now: Timestamp) -> Result<(Vec<u8>, Stamped), TspError> {
        let answer = TimeStampResp::from_der(answer)?;
        // granted, grantedWithMods (RFC 3161 §2.4.2).
        if answer.status.status > 1 {
            return Err(TspError::Refused {
                status: status(&answer),
            });
        }
        let token = answer.token.ok_or_else(|| TspError::Refused {
            status: "no token".to_owned(),
        })?;
        let token = token.to_der()?;
        let (stamped, imprint, nonce) = opened(&token)?;
        if imprint.digest != self.imprint.digest
            || imprint.algorithm.oid != self.imprint.algorithm.oid
        {
            return Err(TspError::Imprint);
        }
        if nonce != Some(Int::from(self.nonce.clone())) {
            return Err(TspError::Nonce);
        }
        let off: SignedDuration = stamped.time.duration_since(now);
        if off.abs() > TOLERANCE {
            return Err(TspError::Time {
                stated: stamped.time,
                now,
            });
        }
        stamped.fit()?;
        Ok((token, stamped))
    }
}

/// Status, failure and text of a refusal.
fn status(answer: &TimeStampResp) -> String {
    let name = match answer.status.status {
        2 => "rejection",
        3 => "waiting",
        4 => "revocationWarning",
        5 => "revocationNotification",
        _ => "unknown status",
    };
    // PKIFailureInfo (RFC 3161 §2.4.2).
    let failures = [
        (0, "badAlg"),
        (2, "badRequest"),
        (5, "badDataFormat"),
        (14, "timeNotAvailable"),
        (15, "unacceptedPolicy"),
        (16, "unacceptedExtension"),
        (17, "addInfoNotAvailable"),
        (25, "systemFailure"),
    ];
    let mut words = vec![name.to_owned()];
    let bits: Vec<bool> = answer
        .status
        .failure
        .iter()
        .flat_map(|failure| failure.bits())
        .collect();
    let is_set = |at: &usize| bits.get(*at) == Some(&true);
    let named = failures.iter().filter(|(at, _)| is_set(at));
    words.extend(named.map(|(_, name)| (*name).to_owned()));
    // The text of a foreign machine goes to a terminal: plain text only, with a limit.
    let text = answer.status.text.iter().flatten();
    let shown = |text: &String| -> String {
        let text = text.chars().filter(|c| !c.is_control());
        text.take(200).collect()
    };
    words.extend(text.take(3).map(shown));
    words.join(", ")
}
