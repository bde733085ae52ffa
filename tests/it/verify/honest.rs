//! Honest reports of every form, in every use, signed with every kind of key, with and without a seal: no false alarm.

use chengbao::compose::Profile;
use chengbao::signature::pdf::{self, Appearance};
use jiff::tz::Offset;
use proptest::prelude::*;
use proptest::sample::select;

use super::{GOOD, UNSIGNED};
use support::final_pdf::disc;
use support::keys::KINDS;
use support::random;
use support::rooms::read;
use support::runs;
use support::verified::{ask, documents, final_purpose, noon, signed_docx, signer, verdicts};

#[test]
fn random_reports_hold_in_every_use_with_every_key_and_seal() {
    let chosen = || {
        (
            random::report(),
            select(&Profile::ALL[..]),
            select(&KINDS[..]),
            any::<bool>(),
        )
    };
    runs::prove(
        runs::long(60, 500),
        chosen,
        |(filled, profile, key, has_seal)| {
            let report = read(&filled.form, &filled.yaml);
            let (base, docx) = documents(&report, &final_purpose(&report, profile));
            let check = |file: &[u8], expected: &str| {
                let answers = ask(file).map_err(|error| TestCaseError::fail(error.to_string()))?;
                prop_assert_eq!(
                    verdicts(&answers),
                    expected,
                    "{:?} {} {:#?}",
                    profile,
                    key,
                    answers
                );
                prop_assert_eq!(answers.hold(), expected == GOOD);
                Ok(())
            };
            check(&signed_docx(&docx, key), GOOD)?;
            // What is printed and sealed on paper has no field for a signature.
            if profile == Profile::Print {
                return check(&base, UNSIGNED);
            }
            let appearance = if has_seal {
                Appearance::Seal(disc())
            } else {
                Appearance::AsItIs
            };
            let signer = signer(key);
            let mut request = pdf::Request::<pdf::PdfSignError> {
                signer: &*signer,
                at: noon(),
                offset: Offset::constant(8),
                stamp: None,
                appearance,
                name: None,
                reason: Some("报送".to_owned()),
                location: None,
            };
            let signed = pdf::sign(&base, &mut request);
            let signed = signed.map_err(|error| TestCaseError::fail(error.to_string()))?;
            check(&signed, GOOD)
        },
    );
}
