//! The kind of an object, by the document that the data make.

use chengbao_base::formats::pdf::{PdfFile, Stored, Value};

/// What an object is.
#[derive(Debug)]
pub(super) struct Owner {
    /// What a signature may do to it.
    pub(super) role: Role,
    /// Its name for people: `Type`, or the type of an element.
    pub(super) kind: String,
    /// Whether it is a stream.
    pub(super) is_stream: bool,
}

/// What a signature may change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// The catalog.
    Catalog,
    /// The interactive form.
    Form,
    /// The signature field.
    Field,
    /// A page.
    Page,
    /// The document information.
    Info,
    /// The XMP packet.
    Packet,
    /// What pages draw with.
    Resources,
    /// Anything else: a signature changes nothing of it.
    Other,
}

impl Owner {
    /// The kind of an object of the data's document.
    pub(super) fn of(data: &PdfFile<'_>, stored: &Stored) -> Self {
        let dictionary = stored.dictionary();
        let name = |key: &str| {
            let name = dictionary.and_then(|it| it.get(key)?.as_name());
            name.map(|name| String::from_utf8_lossy(name).into_owned())
        };
        let has = |key: &str| dictionary.is_some_and(|it| it.get(key).is_some());
        let info = data.trailer().and_then(|it| it.get("Info")?.as_reference());
        let kind = name("Type").or_else(|| name("S")).unwrap_or_default();
        let (role, kind) = match kind.as_str() {
            "Catalog" => (Role::Catalog, kind),
            "Page" => (Role::Page, kind),
            "Metadata" => (Role::Packet, kind),
            "Annot" if name("FT").as_deref() == Some("Sig") => (Role::Field, "Field".to_owned()),
            "" if info.is_some() && info == stored.number => (Role::Info, "Info".to_owned()),
            "" if has("Fields") => (Role::Form, "AcroForm".to_owned()),
            "" if has("Font") => (Role::Resources, "Resources".to_owned()),
            _ => (Role::Other, kind),
        };
        Self {
            role,
            kind,
            is_stream: stored.data.is_some(),
        }
    }

    /// Whether an entry depends on where lines and pages break.
    pub(super) fn lays_out(&self, key: &str) -> bool {
        match self.role {
            Role::Catalog => matches!(key, "Outlines" | "Pages" | "StructTreeRoot"),
            Role::Field => matches!(key, "AP" | "P" | "Rect" | "StructParent"),
            _ => false,
        }
    }

    /// Whether an entry says what pages draw, or with what fonts.
    pub(super) fn draws(&self, key: &str) -> bool {
        matches!(
            (self.role, key),
            (Role::Page, "Contents") | (Role::Resources, "Font")
        )
    }
}

/// The number an entry refers to.
pub(super) const fn referred(value: &Value) -> Option<u32> {
    match value {
        Value::Reference(number, 0) => Some(*number),
        _ => None,
    }
}
