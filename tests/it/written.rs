//! What this program writes: the digest of every document it makes of every example, held against those recorded
//! for its edition. A change of output needs a new edition, so that what was filed before can still be verified.

use std::collections::BTreeMap;
use std::path::PathBuf;

use chengbao::compose::{Profile, Purpose};
use chengbao::edition::Edition;
use rayon::prelude::*;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use support::rooms::{examples, read};
use support::verified::{documents, final_purpose, signed_docx, signed_pdf};

fn recorded() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data/editions/written.json")
}

fn digest(bytes: &[u8]) -> String {
    base16ct::lower::encode_string(&Sha256::digest(bytes))
}

/// Drafts and finals of every example in every use, and finals signed with a key whose signatures are always the
/// same, by name.
fn written() -> BTreeMap<String, String> {
    let of_example = |(name, form, yaml): (String, _, String)| -> Vec<(String, String)> {
        let report = read(&form, &yaml);
        let mut all = Vec::new();
        for profile in Profile::ALL {
            let draft = Purpose {
                draft: true,
                ..Purpose::of(profile)
            };
            for (state, purpose) in [("draft", draft), ("final", final_purpose(&report, profile))] {
                let (pdf, docx) = documents(&report, &purpose);
                let name = format!("{name} {} {state}", profile.id());
                if purpose.is_sealed() {
                    all.push((
                        format!("{name} signed.pdf"),
                        digest(&signed_pdf(&pdf, "rsa2048")),
                    ));
                    all.push((
                        format!("{name} signed.docx"),
                        digest(&signed_docx(&docx, "rsa2048")),
                    ));
                }
                all.push((format!("{name}.pdf"), digest(&pdf)));
                all.push((format!("{name}.docx"), digest(&docx)));
            }
        }
        all
    };
    examples()
        .into_par_iter()
        .flat_map_iter(of_example)
        .collect()
}

#[test]
fn output_changes_only_with_the_edition() {
    let current = Edition::CURRENT.number();
    let now = json!({"edition": current, "sha256": written()});
    let then: Value = std::fs::read(recorded())
        .map_or(Value::Null, |bytes| serde_json::from_slice(&bytes).unwrap());
    if then == now {
        return;
    }
    // What is recorded for an edition is never written over.
    let is_new = then["edition"].as_u64() < Some(current.into());
    if is_new && std::env::var_os("CHENGBAO_BLESS").is_some() {
        let text = serde_json::to_string_pretty(&now).unwrap();
        std::fs::write(recorded(), format!("{text}\n")).unwrap();
        panic!("written for edition {current}; look at what changed, and run again");
    }
    let (then, now) = (&then["sha256"], &now["sha256"]);
    let names = now.as_object().unwrap().keys();
    let changed: Vec<&String> = names.filter(|name| then[*name] != now[*name]).collect();
    panic!(
        "{} documents are not those of edition {current}, or some are gone; CONTRIBUTING.md says how to raise the edition: {changed:#?}",
        changed.len(),
    );
}
