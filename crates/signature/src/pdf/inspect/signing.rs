//! What an update that signs may change: the field gets its value and appearance, the catalog says that
//! the file is certified and has validation data, the metadata give the time of the change. Everything else is an
//! additional change.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::compare::{Delta, differing};
use crate::pdf::fields::Field;
use chengbao_base::formats::pdf::{Dictionary, PdfFile, Stored, Value};

/// A signed revision, with the one before it.
pub(super) struct Signing<'a, 'b> {
    /// Before.
    pub(super) base: &'a PdfFile<'b>,
    /// After.
    pub(super) signed: &'a PdfFile<'b>,
    /// The field afterwards.
    pub(super) field: &'a Field,
    /// Object number of its value.
    pub(super) value: u32,
}

impl Signing<'_, '_> {
    /// The differences that are not part of signing.
    pub(super) fn beside(&self, deltas: Vec<Delta>) -> Vec<Delta> {
        let own = self.own();
        let may = |delta: &Delta| match delta {
            Delta::New(number) => own.contains(number),
            Delta::Key(number, key) => self.may_change(*number, key),
            Delta::Whole(number) => self.is_packet(*number),
            Delta::Trailer => false,
        };
        deltas.into_iter().filter(|delta| !may(delta)).collect()
    }

    /// The objects that may be new: the value, the parts of the appearance, and the field itself.
    fn own(&self) -> BTreeSet<u32> {
        let mut own = BTreeSet::from([self.value]);
        own.extend(self.field.object.number);
        let widget = self.field.widget.as_ref();
        own.extend(widget.and_then(|it| it.number));
        let looks = widget.and_then(|it| it.dictionary()?.get("AP").cloned());
        let mut open: Vec<Value> = looks.into_iter().collect();
        if let Some(catalog) = self.signed.catalog()
            && let Some(catalog) = catalog.dictionary()
        {
            let form = catalog.get("AcroForm").and_then(Value::as_reference);
            own.extend(form);
            own.extend(catalog.get("Perms").and_then(Value::as_reference));
            open.extend(catalog.get("DSS").cloned());
        }
        while let Some(value) = open.pop() {
            match value {
                Value::Reference(number, _) => {
                    // Existing objects are not new.
                    if self.base.identity(number).is_none()
                        && own.insert(number)
                        && let Some(stored) = self.signed.get(number)
                    {
                        open.push(stored.value.clone());
                    }
                }
                Value::Array(array) => open.extend(array),
                Value::Dictionary(dictionary) => {
                    open.extend(dictionary.iter().map(|(_, value)| value.clone()));
                }
                _ => {}
            }
        }
        own
    }

    fn may_change(&self, number: u32, key: &str) -> bool {
        let of = |stored: Option<&Rc<Stored>>| stored.and_then(|it| it.number) == Some(number);
        let catalog = self.signed.catalog();
        if of(catalog.as_ref()) {
            return match key {
                "Perms" => self.certifies_only(),
                "AcroForm" => self.form_only_signs(),
                "Version" | "Extensions" | "DSS" => true,
                _ => false,
            };
        }
        let info = self
            .signed
            .trailer()
            .and_then(|it| it.get("Info")?.as_reference());
        if info == Some(number) {
            return matches!(key, "ModDate" | "Producer");
        }
        let form = self.form(self.signed);
        if of(form.as_ref()) {
            return self.form_key(key);
        }
        if of(Some(&self.field.object)) || of(self.field.widget.as_ref()) {
            return match key {
                "V" => !self.had_value(number),
                "AP" | "Contents" => true,
                _ => false,
            };
        }
        key == "Annots" && self.only_adds_widget(number)
    }

    /// The XMP packet, which programs write anew with the time of the change; whether it says the same otherwise,
    /// only who knows the document can tell.
    fn is_packet(&self, number: u32) -> bool {
        let is = |file: &PdfFile<'_>| {
            let catalog = file.catalog();
            let named = catalog.and_then(|it| it.dictionary()?.get("Metadata")?.as_reference());
            let stored = file.get(number);
            let is_stream = stored.is_some_and(|it| it.data.is_some());
            named == Some(number) && is_stream
        };
        is(self.base) && is(self.signed)
    }

    fn form(&self, file: &PdfFile<'_>) -> Option<Rc<Stored>> {
        file.entry(file.catalog()?.dictionary()?, "AcroForm")
    }

    fn had_value(&self, number: u32) -> bool {
        let before = self.base.get(number);
        let value = before.and_then(|it| it.dictionary()?.get("V").cloned());
        value.is_some_and(|value| value != Value::Null)
    }

    /// `Perms` names this signature and nothing else new.
    fn certifies_only(&self) -> bool {
        let permissions = |file: &PdfFile<'_>| {
            let catalog = file.catalog()?;
            let permissions = file.entry(catalog.dictionary()?, "Perms")?;
            permissions.dictionary().cloned()
        };
        let before = permissions(self.base).unwrap_or_default();
        let after = permissions(self.signed).unwrap_or_default();
        let own = after.get("DocMDP").and_then(Value::as_reference) == Some(self.value);
        own && differing(&before, &after) == ["DocMDP"]
    }

    /// A new form, or one inside the catalog with changes allowed for a form.
    fn form_only_signs(&self) -> bool {
        let (before, after) = (self.form(self.base), self.form(self.signed));
        let entries = |it: &Option<Rc<Stored>>| -> Dictionary {
            let it = it.as_ref().and_then(|it| it.dictionary());
            it.cloned().unwrap_or_default()
        };
        let keys = differing(&entries(&before), &entries(&after));
        keys.iter().all(|key| self.form_key(key))
    }

    fn form_key(&self, key: &str) -> bool {
        match key {
            "SigFlags" => true,
            "Fields" => {
                let list = |file: &PdfFile<'_>| -> Vec<Value> {
                    let form = self.form(file);
                    let fields = form.and_then(|it| file.entry(it.dictionary()?, "Fields"));
                    let fields = fields.as_ref().and_then(|it| it.value.as_array());
                    fields.unwrap_or_default().to_vec()
                };
                self.is_one_more(&list(self.base), &list(self.signed))
            }
            _ => false,
        }
    }

    /// The page's annotations are the previous ones and the widget of this signature.
    fn only_adds_widget(&self, page: u32) -> bool {
        let list = |file: &PdfFile<'_>| -> Option<Vec<Value>> {
            let page = file.get(page)?;
            page.dictionary()?.is("Type", "Page").then_some(())?;
            let annotations = file.entry(page.dictionary()?, "Annots");
            let annotations = annotations.as_ref().and_then(|it| it.value.as_array());
            Some(annotations.unwrap_or_default().to_vec())
        };
        match (list(self.base), list(self.signed)) {
            (Some(before), Some(after)) => self.is_one_more(&before, &after),
            _ => false,
        }
    }

    /// The field or widget itself at the end, and nothing else.
    fn is_one_more(&self, before: &[Value], after: &[Value]) -> bool {
        let Some((last, rest)) = after.split_last() else {
            return false;
        };
        let own = [Some(&self.field.object), self.field.widget.as_ref()];
        let own = own.into_iter().flatten().filter_map(|it| it.number);
        let is_new = |number: &u32| self.base.identity(*number).is_none();
        let mut own = own.filter(is_new);
        rest == before && own.any(|number| last.as_reference() == Some(number))
    }
}
