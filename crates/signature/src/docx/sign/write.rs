//! The package with the parts of its signature: untouched entries are copied without unpacking.

use crate::docx::{
    ORIGIN, ORIGIN_TYPE, OpcError, SIGNATURE, SIGNATURE_TYPE, names, relationships, xml,
};
use chengbao_base::formats::opc::{self, Package, PackageError};
use chengbao_base::formats::zip::{Archive, Packing, Zip};

/// The added parts: signature origin, its relationships, the signature.
pub(super) const ADDED: [&str; 3] = [
    "/_xmlsignatures/origin.sigs",
    "/_xmlsignatures/_rels/origin.sigs.rels",
    "/_xmlsignatures/sig1.xml",
];

/// Largest list of types, in bytes; the package was read within its own limits before.
const MAX_TYPES: u64 = 1 << 20;

/// The XML declaration of the added parts.
const DECLARATION: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#;

/// Adds a signature to a package, whose bytes and parts these are.
pub(super) fn package(
    bytes: &[u8],
    package: &Package,
    signature: String,
) -> Result<Vec<u8>, OpcError> {
    let mut archive = Archive::strict(bytes, opc::MAX_ENTRIES).map_err(PackageError::from)?;
    let mut zip = Zip::with_capacity(bytes.len() + 16 * 1024);
    let root = names::relationships_of("/");
    for at in 0..archive.len() {
        let entry = archive.entry(at).map_err(PackageError::from)?;
        let name = entry.name.clone().unwrap_or_default();
        let key = names::key(&format!("/{name}"));
        if key == names::key(opc::TYPES) {
            let types = archive
                .content(&entry, MAX_TYPES)
                .map_err(PackageError::from)?;
            add(&mut zip, &name, &with_types(&types)?)?;
        } else if key == names::key(&root) {
            let part = package.part(&root).map_or(&[][..], |part| &part.bytes);
            add(&mut zip, &name, &with_origin(part)?)?;
        } else {
            archive.copy(at, &mut zip)?;
        }
    }
    let [origin, relationships, own] = ADDED;
    let to_signature = format!(
        "{DECLARATION}<Relationships xmlns=\"{}\"><Relationship Id=\"rId1\" Type=\"{SIGNATURE}\" Target=\"sig1.xml\"/></Relationships>",
        relationships::SPACE,
    );
    add(&mut zip, origin, b"")?;
    add(&mut zip, relationships, to_signature.as_bytes())?;
    add(
        &mut zip,
        own,
        format!("{DECLARATION}{signature}").as_bytes(),
    )?;
    Ok(zip.finish()?)
}

/// Adds a part.
fn add(zip: &mut Zip, name: &str, bytes: &[u8]) -> Result<(), OpcError> {
    let packing = if bytes.is_empty() {
        Packing::Stored
    } else {
        Packing::Deflated(None)
    };
    Ok(zip.add(name.trim_start_matches('/'), bytes, packing)?)
}

/// The content types with those of the signature.
fn with_types(types: &[u8]) -> Result<Vec<u8>, OpcError> {
    let [origin, _, own] = ADDED;
    append(opc::TYPES, types, |prefix| {
        format!(
            "<{prefix}Override PartName=\"{origin}\" ContentType=\"{ORIGIN_TYPE}\"/>\
             <{prefix}Override PartName=\"{own}\" ContentType=\"{SIGNATURE_TYPE}\"/>"
        )
    })
}

/// The package's relationships with that to the signature origin.
fn with_origin(part: &[u8]) -> Result<Vec<u8>, OpcError> {
    let name = names::relationships_of("/");
    let wrong = |detail| OpcError::Part {
        part: name.clone(),
        detail,
    };
    let known = relationships::read(part).map_err(wrong)?;
    let is_free = |id: &String| !known.iter().any(|one| one.id == *id);
    let mut ids = (1..).map(|number| format!("rId{number}"));
    let id = ids.find(is_free).unwrap_or_default();
    let [origin, ..] = ADDED;
    append(&name, part, |prefix| {
        let target = origin.trim_start_matches('/');
        format!("<{prefix}Relationship Id=\"{id}\" Type=\"{ORIGIN}\" Target=\"{target}\"/>")
    })
}

/// A part with markup added at the end of its root element, whose prefix it gets.
fn append(
    name: &str,
    part: &[u8],
    markup: impl FnOnce(&str) -> String,
) -> Result<Vec<u8>, OpcError> {
    let wrong = |detail: &str| OpcError::Part {
        part: name.to_owned(),
        detail: detail.to_owned(),
    };
    let document = xml::parse(part).map_err(|detail| wrong(&detail))?;
    // Then the last end tag is the root's.
    if !document.after.is_empty() || document.root.elements().next().is_none() {
        return Err(wrong("nothing can be added to it"));
    }
    let text = str::from_utf8(part).map_err(|_| wrong("not UTF-8"))?;
    let (before, end) = text
        .rfind("</")
        .and_then(|at| text.split_at_checked(at))
        .ok_or_else(|| wrong("no end"))?;
    let prefix = match document.root.name.prefix.as_str() {
        "" => String::new(),
        prefix => format!("{prefix}:"),
    };
    Ok(format!("{before}{}{end}", markup(&prefix)).into_bytes())
}
