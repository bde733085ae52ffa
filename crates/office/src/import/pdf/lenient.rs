//! The embedded files of a PDF of any program: whatever of them can be read. Only what leads to them is read, and a
//! search that does not end within the bounds is refused.
//!
//! It never follows anything else of the file, however much there is.

use std::collections::BTreeSet;

use chengbao_base::formats::pdf::{LenientError, LenientPdf, LenientValue, Value};
use chengbao_base::text::Bilingual as _;

use super::Embedded;
use crate::import::ImportError;
use crate::import::bounds::{MAX_ATTACHMENTS, MAX_PART};

/// Nodes of the name tree: files need fewer.
const MAX_NODES: usize = 4 * MAX_ATTACHMENTS;

fn refused(error: LenientError) -> ImportError {
    match error {
        LenientError::Encrypted => ImportError::EncryptedPdf,
        LenientError::TooLarge => ImportError::TooLarge,
        damaged => ImportError::DamagedPdf {
            detail: damaged.text(),
        },
    }
}

/// The files of the catalog's associated files and of the name tree, each once.
pub(super) fn attachments(bytes: &[u8]) -> Result<Vec<Embedded>, ImportError> {
    // As much for the files as for the object streams on the way to them.
    let file = &LenientPdf::open(bytes, 2 * MAX_PART).map_err(refused)?;
    let catalog = file.catalog().map_err(refused)?;
    let [list, names] = file.entries(&catalog, ["AF", "Names"]).unwrap_or_default();
    let list = list.and_then(|list| file.items(&file.follow(&list)?, MAX_ATTACHMENTS));
    let mut specifications = list.unwrap_or_default();
    let tree = names.and_then(|names| {
        let names = file.follow(&names)?;
        let [tree] = file.entries(&names, ["EmbeddedFiles"])?;
        tree
    });
    if let Some(tree) = tree {
        name_tree(file, tree, &mut specifications)?;
    }
    // Both lists name the same files.
    let mut seen = BTreeSet::new();
    let mut is_new = |value: &LenientValue| file.reference(value).is_none_or(|it| seen.insert(it));
    specifications.retain(&mut is_new);
    if specifications.len() > MAX_ATTACHMENTS {
        return Err(ImportError::TooLarge);
    }
    let embedded = |it| embedded(file, it, &mut is_new);
    let files = specifications.iter().filter_map(embedded).collect();
    file.outcome(files).map_err(refused)
}

/// The values of a name tree (ISO 32000-1 §7.9.6), each node once.
fn name_tree(
    file: &LenientPdf<'_>,
    root: LenientValue,
    out: &mut Vec<LenientValue>,
) -> Result<(), ImportError> {
    let (mut nodes, mut seen, mut count) = (vec![root], BTreeSet::new(), 0);
    while let Some(node) = nodes.pop() {
        let id = file.reference(&node);
        if id.is_some_and(|id| !seen.insert(id)) {
            continue;
        }
        count += 1;
        if count > MAX_NODES || out.len() > 2 * MAX_ATTACHMENTS {
            return Err(ImportError::TooLarge);
        }
        let entries = file.follow(&node);
        let entries = entries.and_then(|node| file.entries(&node, ["Names", "Kids"]));
        let [names, kids] = entries.unwrap_or_default();
        let items = |list: Option<LenientValue>, limit| {
            let items = list.and_then(|list| file.items(&file.follow(&list)?, limit));
            items.unwrap_or_default().into_iter()
        };
        out.extend(items(names, 2 * MAX_ATTACHMENTS).skip(1).step_by(2));
        nodes.extend(items(kids, MAX_ATTACHMENTS).rev());
    }
    Ok(())
}

/// The file of a specification (§7.11.3), unless its stream was read before.
fn embedded(
    file: &LenientPdf<'_>,
    specification: &LenientValue,
    is_new: impl FnOnce(&LenientValue) -> bool,
) -> Option<Embedded> {
    const NAMES: [&str; 2] = ["UF", "F"];
    let specification = file.follow(specification)?;
    let streams = file.entry(&specification, "EF")?;
    let [unicode, plain] = file.entries(&streams, NAMES)?;
    let stream = unicode.or(plain)?;
    is_new(&stream).then_some(())?;
    let stream = file.follow(&stream)?;
    let name = |key| file.scalar_entry(&specification, key)?.as_text();
    let word = |dictionary: &LenientValue, key: &str| {
        let value = file.scalar_entry(dictionary, key);
        let word = value.as_ref().and_then(Value::as_name);
        word.unwrap_or_default().to_vec()
    };
    Some(Embedded {
        name: NAMES.into_iter().find_map(name).unwrap_or_default(),
        relation: word(&specification, "AFRelationship"),
        media_type: word(&stream, "Subtype"),
        bytes: file.content(&stream)?,
    })
}
