//! Where a package says that it is signed: the relationship to the signature origin, and from there to
//! the signatures (ECMA-376 part 2 §13.2.1).

use chengbao_base::formats::opc::Package;

use crate::docx::{ORIGIN, ORIGIN_TYPE, OpcError, SIGNATURE, SIGNATURE_TYPE, names};

/// The way to the signatures.
#[derive(Debug, Default)]
pub(in crate::docx) struct Origin {
    /// `Id` of the package's relationship to the origin.
    pub(super) relationship: Option<String>,
    /// Name of the origin.
    pub(super) part: Option<String>,
    /// Names of the existing signatures it leads to, in its order.
    pub(super) signatures: Vec<String>,
    /// Names of the missing ones.
    pub(super) missing: Vec<String>,
    /// Whether it leads elsewhere too.
    pub(super) leads_elsewhere: bool,
}

impl Origin {
    /// Finds them.
    pub(in crate::docx) fn of(package: &Package) -> Result<Self, OpcError> {
        let root = package.relationships("/")?;
        let mut found = root
            .iter()
            .filter(|relationship| relationship.kind == ORIGIN);
        let (Some(relationship), second) = (found.next(), found.next()) else {
            return Ok(Self::default());
        };
        if second.is_some() {
            return Err(OpcError::Part {
                part: names::relationships_of("/"),
                detail: "two signature origins".to_owned(),
            });
        }
        let mut origin = Self {
            relationship: Some(relationship.id.clone()),
            part: relationship.part("/"),
            ..Self::default()
        };
        let Some(part) = &origin.part else {
            return Ok(origin);
        };
        for relationship in package.relationships(part)? {
            match relationship
                .part(part)
                .filter(|_| relationship.kind == SIGNATURE)
            {
                Some(name) if package.part(&name).is_some() => origin.signatures.push(name),
                Some(name) => origin.missing.push(name),
                None => origin.leads_elsewhere = true,
            }
        }
        Ok(origin)
    }

    /// Whether the package says that it is signed.
    pub(in crate::docx) fn is_signed(&self) -> bool {
        self.relationship.is_some()
    }

    /// Whether a part belongs to the signatures themselves, which no signature need cover.
    pub(super) fn holds(&self, package: &Package, name: &str) -> bool {
        let is = |other: &str| names::key(other) == names::key(name);
        let is_empty = || package.part(name).is_some_and(|part| part.bytes.is_empty());
        let Some(origin) = &self.part else {
            return false;
        };
        is(origin) && is_empty()
            || is(&names::relationships_of(origin)) && !self.leads_elsewhere
            || self.signatures.iter().any(|signature| is(signature))
    }

    /// Parts of signatures that cannot be reached, and missing signatures.
    pub(super) fn remains(&self, package: &Package) -> Vec<String> {
        let is_left = |name: &str| match package.types.of(name) {
            Some(ORIGIN_TYPE) => self.signatures.is_empty(),
            Some(SIGNATURE_TYPE) => !self.holds(package, name),
            _ => false,
        };
        let left = package
            .parts
            .iter()
            .map(|part| &part.name)
            .filter(|name| is_left(name));
        left.chain(&self.missing).cloned().collect()
    }
}
