//! PDF files that are changed before a trusted key signs them, and such as their signer forges while signing: one
//! list for the tests that ask `verify` and for those that ask viewers. Every entry is a kind of its own or a case
//! of one; what is never written must be refused whatever it is, so the list is not what the program knows.

mod beside;
mod drawing;
mod files;
mod fonts;
mod objects;
mod revision;
mod tree;
mod updates;

use std::sync::LazyLock;

use chengbao::compose::Profile;

use super::forge::Forge;
use super::hostile::Revision;
use super::rooms::{examples, read};
use super::verified::{documents, final_purpose};

/// A change of a document: its kind, what is done.
type Change = (&'static str, &'static str, fn(&mut Forge));

/// A change of the bytes of a document.
type Blow = (&'static str, &'static str, fn(&[u8]) -> Vec<u8>);

/// A forged file.
pub struct Forgery {
    /// Its kind, and what was done.
    pub kind: &'static str,
    pub name: &'static str,
    pub bytes: Vec<u8>,
}

/// The final document of the example with a picture and links, which is forged.
pub static BASE: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let examples = examples();
    let (_, form, yaml) = examples
        .iter()
        .find(|(name, ..)| name == "shili-2024-chart")
        .unwrap();
    let report = read(form, yaml);
    documents(&report, &final_purpose(&report, Profile::Filing)).0
});

/// The documents that are changed before they are signed.
pub fn before_signing() -> Vec<Forgery> {
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
        let bytes = forge.write();
        all.push(Forgery { kind, name, bytes });
    }
    for (kind, name, blow) in updates::BLOWS {
        let bytes = blow(&BASE);
        assert_ne!(bytes, *BASE, "{name}");
        all.push(Forgery { kind, name, bytes });
    }
    all
}

/// The untouched document, signed by hand as its signer signs who forges while signing.
pub fn signed_by_hand() -> Vec<u8> {
    Revision::of(&BASE).write("p256")
}

/// The same with what an honest signer may add: name, what is added.
pub fn honest_while_signing() -> Vec<Forgery> {
    revisions(revision::HONEST)
}

/// The documents whose signed revision itself adds or changes something; they are signed.
pub fn while_signing() -> Vec<Forgery> {
    revisions(revision::CHANGES)
}

fn revisions(changes: &[revision::Change]) -> Vec<Forgery> {
    let base = Revision::of(&BASE);
    let changes = changes.iter().map(|(kind, name, change)| {
        let mut revision = base.clone();
        change(&mut revision);
        let bytes = revision.write("p256");
        Forgery { kind, name, bytes }
    });
    changes.collect()
}
