//! The manifest (ECMA-376 part 2 §13.2.4.15): every part with its content type, every relationship.

use chengbao_base::formats::opc::Package;

use super::Methods;
use super::markup::Markup;
use super::objects::canonicalization;
use crate::docx::{MDSSI, OpcError, algorithms, names, relationships};

/// The manifest of a package that has no signature yet.
pub(super) fn manifest(package: &Package, methods: &Methods) -> Result<String, OpcError> {
    let mut manifest = Markup::new("Manifest");
    for part in &package.parts {
        let wrong = |detail: String| OpcError::Part {
            part: part.name.clone(),
            detail,
        };
        let content_type = package.types.of(&part.name);
        let content_type = content_type.ok_or_else(|| wrong("no content type".to_owned()))?;
        let mut reference =
            Markup::new("Reference").with("URI", &names::reference(&part.name, content_type));
        let mut octets = None;
        if names::is_relationships(&part.name) {
            let all = relationships::read(&part.bytes).map_err(wrong)?;
            if all.is_empty() {
                continue;
            }
            let mut ids: Vec<&str> = all.iter().map(|one| one.id.as_str()).collect();
            ids.sort_unstable();
            reference = reference.child(&transforms(&ids));
            octets = Some(relationships::transformed(
                &all.iter().collect::<Vec<_>>(),
                0,
            ));
        }
        for element in methods.digest(octets.as_deref().unwrap_or(&part.bytes)) {
            reference = reference.child(&element);
        }
        manifest = manifest.child(&reference.done());
    }
    Ok(manifest.done())
}

/// The transforms of a relationships part: these relationships, then canonical XML.
fn transforms(ids: &[&str]) -> String {
    let mut transform = Markup::new("Transform").with("Algorithm", algorithms::RELATIONSHIPS);
    for id in ids {
        let reference = Markup::new("mdssi:RelationshipReference")
            .with("xmlns:mdssi", MDSSI)
            .with("SourceId", id);
        transform = transform.child(&reference.done());
    }
    Markup::new("Transforms")
        .child(&transform.done())
        .child(&canonicalization("Transform"))
        .done()
}
