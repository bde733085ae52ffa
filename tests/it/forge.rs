//! PDF files that were forged before a trusted key signed them, or while it signed: signature, chain and coverage
//! are sound, and none of them may be said to match its data.

use std::collections::BTreeSet;

use chengbao::verify::{Question, Verdict};
use rayon::prelude::*;

use support::forge::Forge;
use support::forgeries::{
    BASE, before_signing, honest_while_signing, signed_by_hand, while_signing,
};
use support::verified::{ask, ask_without_layout, expect, signed_pdf, try_signed_pdf, verdicts};

#[test]
fn the_document_put_together_again_unchanged_is_the_same() {
    let again = Forge::of(&BASE).write();
    assert_ne!(again, *BASE);
    let answers = ask(&signed_pdf(&again, "p256")).unwrap();
    assert_eq!(
        verdicts(&answers),
        "yes yes absent yes yes yes",
        "{answers:#?}"
    );
    let content = answers.to(Question::Content).unwrap();
    assert_eq!(content.details["compared"], "objects");
}

#[test]
fn no_forged_document_that_a_trusted_key_signed_matches_its_data() {
    let all = before_signing();
    let kinds: BTreeSet<&str> = all.iter().map(|it| it.kind).collect();
    assert!(
        all.len() >= 290 && kinds.len() >= 30,
        "{} of {}",
        all.len(),
        kinds.len()
    );
    let wrong: Vec<String> = all
        .par_iter()
        .flat_map(|forgery| {
            let (kind, name) = (forgery.kind, forgery.name);
            // What our own signer refuses, another may sign.
            let files = [
                Some(forgery.bytes.clone()),
                try_signed_pdf(&forgery.bytes, "p256").ok(),
            ];
            let passed = files.into_iter().flatten().filter_map(|file| {
                let answers = ask(&file).unwrap_or_else(|error| panic!("{name}: {error}"));
                let verdict = answers.to(Question::Content).map(|it| it.verdict);
                let passed = answers.hold() || verdict == Some(Verdict::Yes);
                passed.then(|| format!("{kind}: {name}: {}", verdicts(&answers)))
            });
            passed.collect::<Vec<_>>()
        })
        .collect();
    assert!(
        wrong.is_empty(),
        "{} of {}:\n{}",
        wrong.len(),
        all.len(),
        wrong.join("\n")
    );
}

#[test]
fn no_forged_document_matches_its_data_where_layout_is_not_compared() {
    let mut all = before_signing();
    let before: BTreeSet<&str> = all.iter().map(|it| it.name).collect();
    all.extend(while_signing());
    let wrong: Vec<String> = all
        .par_iter()
        .filter_map(|forgery| {
            let (kind, name) = (forgery.kind, forgery.name);
            let answers = ask_without_layout(&forgery.bytes);
            let answers = answers.unwrap_or_else(|error| panic!("{name}: {error}"));
            let verdict = answers.to(Question::Content).map(|it| it.verdict);
            // What is added by a signature, another answer may refuse.
            let passed = answers.hold() || before.contains(&name) && verdict == Some(Verdict::Yes);
            passed.then(|| format!("{kind}: {name}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_signature_made_by_hand_holds_and_so_does_what_an_honest_signer_adds() {
    expect(&signed_by_hand(), "yes yes absent yes yes yes");
    let all = honest_while_signing();
    assert!(all.len() >= 4);
    for forgery in all {
        let answers = ask(&forgery.bytes).unwrap();
        let about = format!("{}: {}: {answers:#?}", forgery.kind, forgery.name);
        assert_eq!(verdicts(&answers), "yes yes absent yes yes yes", "{about}");
    }
}

#[test]
fn what_a_signer_forges_while_signing_does_not_hold() {
    let all = while_signing();
    let kinds: BTreeSet<&str> = all.iter().map(|it| it.kind).collect();
    assert!(
        all.len() >= 60 && kinds.len() >= 8,
        "{} of {}",
        all.len(),
        kinds.len()
    );
    let wrong: Vec<String> = all
        .par_iter()
        .filter_map(|forgery| {
            let (kind, name) = (forgery.kind, forgery.name);
            let answers = ask(&forgery.bytes).unwrap_or_else(|error| panic!("{name}: {error}"));
            // The value itself is good, so nothing but the forgery is in the way.
            let is_signed = [Question::Signature, Question::Chain]
                .iter()
                .all(|it| answers.to(*it).is_some_and(|it| it.verdict == Verdict::Yes));
            let is_refused = is_signed && !answers.hold();
            (!is_refused).then(|| format!("{kind}: {name}: {}", verdicts(&answers)))
        })
        .collect();
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
}
