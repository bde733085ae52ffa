//! PDF files that were changed before a trusted key signed them: signature, chain and coverage are sound, and
//! none of them may be said to match its data. Every entry is a kind of its own or a case of one; what is
//! never written must be refused whatever it is, so the list is not what the program knows.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on fails there"
)]

mod beside;
mod drawing;
mod files;
mod fonts;
mod objects;
mod tree;
mod updates;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use chengbao::compose::Profile;
use chengbao::verify::{Question, Verdict};
use rayon::prelude::*;

use support::forge::Forge;
use support::rooms::{examples, read};
use support::verified::{ask, ask_without_layout, documents, final_purpose, signed_pdf, verdicts};

/// A change of a document: its kind, what is done.
type Change = (&'static str, &'static str, fn(&mut Forge));

/// A change of the bytes of a document.
type Blow = (&'static str, &'static str, fn(&[u8]) -> Vec<u8>);

/// The final document of the example with a picture and links.
static BASE: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let examples = examples();
    let (_, form, yaml) = examples
        .iter()
        .find(|(name, ..)| name == "shili-2024-chart")
        .unwrap();
    let report = read(form, yaml);
    documents(&report, &final_purpose(&report, Profile::Filing)).0
});

/// Every forgery: kind, name, bytes before they are signed.
fn forgeries() -> Vec<(&'static str, &'static str, Vec<u8>)> {
    let base = Forge::of(&BASE);
    let changes = [
        objects::CHANGES,
        tree::CHANGES,
        drawing::CHANGES,
        fonts::CHANGES,
        beside::CHANGES,
        files::CHANGES,
    ];
    let mut all = Vec::new();
    for (kind, name, change) in changes.into_iter().flatten() {
        let mut forge = base.clone();
        change(&mut forge);
        all.push((*kind, *name, forge.write()));
    }
    for (kind, name, blow) in updates::BLOWS {
        let bytes = blow(&BASE);
        assert_ne!(bytes, *BASE, "{name}");
        all.push((*kind, *name, bytes));
    }
    all
}

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
fn no_forged_document_matches_its_data_where_layout_is_not_compared() {
    let all = forgeries();
    let wrong: Vec<String> = all
        .par_iter()
        .filter_map(|(kind, name, bytes)| {
            let answers =
                ask_without_layout(bytes).unwrap_or_else(|error| panic!("{name}: {error}"));
            let verdict = answers.to(Question::Content).map(|it| it.verdict);
            (verdict == Some(Verdict::Yes)).then(|| format!("{kind}: {name}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_forged_document_that_a_trusted_key_signed_matches_its_data() {
    let all = forgeries();
    let kinds: BTreeSet<&str> = all.iter().map(|(kind, ..)| *kind).collect();
    assert!(
        all.len() >= 120 && kinds.len() >= 24,
        "{} of {}",
        all.len(),
        kinds.len()
    );
    let wrong: Vec<String> = all
        .par_iter()
        .flat_map(|(kind, name, bytes)| {
            // What our own signer refuses, another may sign.
            let signer = std::panic::catch_unwind(|| signed_pdf(bytes, "p256"));
            let files = [Some(bytes.clone()), signer.ok()];
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
