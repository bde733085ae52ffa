//! What a signature may add to a document, and only in the revisions behind the one that was signed: its
//! value and what the field shows, within the field's own rectangle; a certification, validation data, the
//! date of the change. Nothing of it changes what the pages say.

use std::collections::BTreeSet;

use chengbao_base::formats::pdf::{PdfFile, Value, XrefEntry};
use chengbao_signature::pdf::Statement;

use super::extension::{are_extensions, is_version};
use super::ink::shows_through;
use super::owner::{Role, referred};
use super::packet;
use super::plain::{is_moment, is_program};
use super::store::is_store;

/// `F` of a field that is printed, and of one that is also locked (ISO 32000-1 table 165).
const PRINTED: i64 = 4;
const LOCKED: i64 = 132;
/// The highest `SigFlags`.
const APPEND_ONLY: i64 = 3;
/// Maximum objects that signatures add.
const MAX_OBJECTS: usize = 20_000;

/// The keys of a field that a signature adds without showing anything.
const UNSEEN: [&str; 12] = [
    "AP", "F", "FT", "Ff", "Lock", "M", "P", "Rect", "Subtype", "T", "Type", "V",
];

/// The keys of a signature's value (table 252, ISO 32000-2 table 255): what a viewer shows as of the signature.
const VALUE: [&str; 18] = [
    "ByteRange",
    "Cert",
    "Changes",
    "ContactInfo",
    "Contents",
    "Filter",
    "Location",
    "M",
    "Name",
    "Prop_AuthTime",
    "Prop_AuthType",
    "Prop_Build",
    "R",
    "Reason",
    "Reference",
    "SubFilter",
    "Type",
    "V",
];
/// Maximum characters that a field says of its signature.
const MAX_SAID: usize = 120;

/// The revisions that signatures added.
pub(super) struct Signing<'f, 'a> {
    file: &'f PdfFile<'a>,
    base_end: usize,
    /// The objects that belong to signatures.
    own: BTreeSet<u32>,
}

impl<'f, 'a> Signing<'f, 'a> {
    pub(super) const fn new(file: &'f PdfFile<'a>, base_end: usize) -> Self {
        Self {
            file,
            base_end,
            own: BTreeSet::new(),
        }
    }

    /// Whether an object was written behind the document that was signed.
    fn is_new(&self, number: u32) -> bool {
        let behind = |place: Option<XrefEntry>| match place {
            Some(XrefEntry::At { offset, .. }) => Some(offset >= self.base_end),
            _ => None,
        };
        let place = self.file.place(number);
        match place {
            Some(XrefEntry::Within { stream, .. }) => behind(self.file.place(stream)) == Some(true),
            place => behind(place) == Some(true),
        }
    }

    /// Whether a signature may set an entry of an object: `value` is the file's, `data` that of the data's
    /// document. `pair` compares two objects.
    pub(super) fn may_add(
        &mut self,
        (object, role): (u32, Role),
        key: &str,
        (value, data): (&Value, Option<&Value>),
        pair: &mut dyn FnMut(u32, u32) -> bool,
    ) -> bool {
        if !self.is_new(object) {
            return false;
        }
        match (role, key, data) {
            (Role::Catalog, "Perms", None) => self.permits(value),
            (Role::Catalog, "Version", None) => is_version(value),
            (Role::Catalog, "Extensions", None) => are_extensions(value),
            (Role::Catalog, "DSS", None) => is_store(self.file, value) && self.claim(value),
            (Role::Form, "SigFlags", Some(_)) => {
                let flags = value.as_integer();
                flags.is_some_and(|flags| (1..=APPEND_ONLY).contains(&flags))
            }
            (Role::Form, "Fields", Some(data)) | (Role::Page, "Annots", Some(data)) => {
                self.is_longer(value, data.as_array().unwrap_or_default(), pair)
            }
            (Role::Page, "Annots", None) => self.is_longer(value, &[], pair),
            (Role::Field, "V", None) => self.signature(value),
            (Role::Field, "Contents", Some(_)) => is_statement(value),
            (Role::Field, "M", None) | (Role::Info, "ModDate", _) => is_moment(value),
            (Role::Info, "Producer", Some(_)) => value.as_text().is_some_and(|it| is_program(&it)),
            (Role::Field, "F", Some(_)) => {
                matches!(value.as_integer(), Some(PRINTED | LOCKED))
            }
            (Role::Field, "AP", Some(_)) => {
                self.is_signed(object) && self.appearance(object, value)
            }
            _ => false,
        }
    }

    /// Whether the packet of another program, which signed, says the same.
    pub(super) fn may_rewrite(&self, object: u32, role: Role, one: &[u8], other: &[u8]) -> bool {
        role == Role::Packet && self.is_new(object) && packet::says_the_same(one, other)
    }

    /// Takes all new objects that a value leads to; false if it leads to one of the document.
    fn claim(&mut self, value: &Value) -> bool {
        let mut open = vec![value.clone()];
        while let Some(value) = open.pop() {
            match value {
                Value::Reference(number, 0) => {
                    if !self.is_new(number) || self.own.len() >= MAX_OBJECTS {
                        return false;
                    }
                    if self.own.insert(number) {
                        let Some(stored) = self.file.get(number) else {
                            return false;
                        };
                        open.push(stored.value.clone());
                    }
                }
                Value::Reference(..) => return false,
                Value::Array(items) => open.extend(items),
                Value::Dictionary(entries) => {
                    open.extend(entries.iter().map(|(_, value)| value.clone()));
                }
                _ => {}
            }
        }
        true
    }

    /// `Perms`: the certification by a signature.
    fn permits(&mut self, value: &Value) -> bool {
        let Some(permissions) = value.as_dictionary() else {
            return false;
        };
        permissions.has_only(&["DocMDP"])
            && permissions
                .get("DocMDP")
                .is_some_and(|it| self.signature(it))
    }

    /// A signature's value (table 252); a reference to what it was made from may lead to the catalog.
    fn signature(&mut self, value: &Value) -> bool {
        let number = referred(value).filter(|number| self.is_new(*number));
        let Some((number, stored)) = number.and_then(|it| Some((it, self.file.get(it)?))) else {
            return false;
        };
        let Some(dictionary) = stored.dictionary() else {
            return false;
        };
        self.own.insert(number);
        let mut entries = dictionary.iter().filter(|(key, _)| *key != b"Reference");
        let all = dictionary.has_only(&VALUE) && entries.all(|(_, value)| self.claim(value));
        let references = dictionary.get("Reference").and_then(Value::as_array);
        all && references.unwrap_or_default().iter().all(|reference| {
            let Some(reference) = reference.as_dictionary() else {
                return self.claim(reference);
            };
            let mut entries = reference.iter().filter(|(key, _)| *key != b"Data");
            entries.all(|(_, value)| self.claim(value))
        })
    }

    fn is_signed(&self, field: u32) -> bool {
        let field = self.file.get(field);
        let value = field.as_ref().and_then(|it| it.dictionary()?.get("V"));
        value.and_then(referred).is_some()
    }

    /// `AP`: one stream that a viewer puts into the field's rectangle and cuts off at its edges (§12.5.5), and
    /// that lets the words beneath show through.
    fn appearance(&mut self, field: u32, value: &Value) -> bool {
        let Some(looks) = value.as_dictionary() else {
            return false;
        };
        looks.has_only(&["N"]) && looks.get("N").is_some_and(|it| self.look(field, it))
    }

    fn look(&mut self, field: u32, value: &Value) -> bool {
        let number = referred(value).filter(|number| self.is_new(*number));
        let stored = number.and_then(|number| self.file.get(number));
        let Some(stored) = stored.filter(|it| it.data.is_some()) else {
            return false;
        };
        let Some(dictionary) = stored.dictionary() else {
            return false;
        };
        let area = dictionary.get("BBox").and_then(Value::as_numbers);
        let has_area =
            area.is_some_and(|[left, bottom, right, top]| left != right && bottom != top);
        // Moved at most: what is turned or stretched may reach beyond the rectangle in some viewers.
        let matrix = dictionary.get("Matrix");
        let is_upright = matrix.is_none()
            || matches!(
                matrix.and_then(Value::as_numbers),
                Some([1.0, 0.0, 0.0, 1.0, _, _])
            );
        let field = self.file.get(field);
        let edges = field.as_ref().and_then(|it| it.dictionary()?.get("Rect"));
        let Some([left, bottom, right, top]) = edges.and_then(Value::as_numbers) else {
            return false;
        };
        let size = [(right - left).abs(), (top - bottom).abs()];
        dictionary.is("Subtype", "Form")
            && has_area
            && is_upright
            && shows_through(self.file, &stored, size)
            && self.claim(value)
    }

    /// The items of a list, with signature fields behind or between them that show nothing.
    fn is_longer(
        &mut self,
        value: &Value,
        data: &[Value],
        pair: &mut dyn FnMut(u32, u32) -> bool,
    ) -> bool {
        let stored = match value {
            Value::Reference(number, 0) if self.is_new(*number) => {
                self.own.insert(*number);
                self.file.get(*number)
            }
            _ => None,
        };
        let list = stored.as_ref().map_or(value, |stored| &stored.value);
        let mut data = data.iter().filter_map(referred).peekable();
        for item in list.as_array().unwrap_or_default() {
            let Some(number) = referred(item) else {
                return false;
            };
            if self.is_new(number) && self.unseen(number) {
                continue;
            }
            match data.next() {
                Some(other) if pair(number, other) => {}
                _ => return false,
            }
        }
        list.as_array().is_some() && data.peek().is_none()
    }

    /// A further signature field, with nothing to see.
    fn unseen(&mut self, number: u32) -> bool {
        if self.own.contains(&number) {
            return true;
        }
        let Some(field) = self.file.get(number) else {
            return false;
        };
        let Some(field) = field.dictionary() else {
            return false;
        };
        let is_field = field.is("FT", "Sig") && field.has_only(&UNSEEN);
        let is_flat = field.get("Rect").is_none_or(flat);
        let seen = [field.get("V"), field.get("AP"), field.get("Lock")];
        let fits = is_field && is_flat && field.get("V").is_some_and(|it| self.signature(it));
        let fits = fits && seen.into_iter().flatten().all(|it| self.claim(it));
        if fits {
            self.own.insert(number);
        }
        fits
    }
}

/// A rectangle without area.
fn flat(value: &Value) -> bool {
    #[expect(clippy::float_cmp, reason = "numbers as they are written")]
    value
        .as_numbers()
        .is_some_and(|[left, bottom, right, top]| left == right && bottom == top)
}

/// What a field says that shows words, as this program writes it.
fn is_statement(value: &Value) -> bool {
    let text = value.as_text().unwrap_or_default();
    let is_sound = |c: char| {
        c.is_alphanumeric() || c.is_ascii_punctuation() || " ·，、：（）《》“”".contains(c)
    };
    text.starts_with(Statement::LEAD)
        && text.chars().count() <= MAX_SAID
        && text.chars().all(is_sound)
}
