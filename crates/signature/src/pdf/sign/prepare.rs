//! The signing update, with everything except the signature value: field value, appearance,
//! certification.

use std::ops::Range;

use jiff::Timestamp;
use jiff::tz::Offset;

use super::super::error::PdfSignError;
use super::super::fields::{Field, rectangle};
use super::update::Update;
use super::{Appearance, Request, appearance, program};
use chengbao_base::formats::pdf::{Dictionary, PdfFile, Value, value_at};

/// A number as wide as any offset in a file.
const WIDE: i64 = 9_999_999_999;
/// `SigFlags` (ISO 32000-1 table 219): signatures exist, the file may only be appended to.
const APPEND_ONLY: i64 = 3;

pub(super) struct Prepared<'a> {
    pub(super) update: Update<'a>,
    signature: Dictionary,
    number: u32,
}

impl<'a> Prepared<'a> {
    pub(super) fn new<E>(
        file: &'a PdfFile<'a>,
        field: &Field,
        request: &Request<'_, '_, E>,
    ) -> Result<Self, PdfSignError> {
        let mut update = Update::new(file);
        let number = update.reserve();
        fill(&mut update, file, field, number, &request.appearance)?;
        certify(&mut update, file, number)?;
        Ok(Self {
            update,
            signature: signature(request),
            number,
        })
    }

    /// The file with space for a signature of this many bytes, and its position, including delimiters.
    pub(super) fn written(&mut self, room: usize) -> Result<(Vec<u8>, Range<usize>), PdfSignError> {
        let mut signature = self.signature.clone();
        signature.set("Contents", Value::String(vec![0; room], true));
        let wide = [0, WIDE, WIDE, WIDE].map(Value::Integer);
        signature.set("ByteRange", Value::Array(wide.into()));
        self.update.set(self.number, signature);
        let updated = self.update.write();
        let offset = updated.offset(self.number);
        let mut bytes = updated.bytes;
        let offset = offset.ok_or(program("the signature is not in the file"))?;
        let find = |key| {
            let found = value_at(&bytes, offset, key);
            found.map(|(_, range)| range).ok_or(program("no signature"))
        };
        let (contents, place) = (find("Contents")?, find("ByteRange")?);
        let after = bytes.len() - contents.end;
        let ranges = format!("[0 {} {} {after}", contents.start, contents.end);
        // Blanks fill the space that is left.
        let ranges = format!("{ranges:<width$}]", width = place.len().saturating_sub(1));
        let place = bytes.get_mut(place).filter(|it| it.len() == ranges.len());
        let place = place.ok_or(program("no room for the ranges"))?;
        place.copy_from_slice(ranges.as_bytes());
        Ok((bytes, contents))
    }
}

/// The field gets its value, its widget its appearance.
fn fill(
    update: &mut Update<'_>,
    file: &PdfFile<'_>,
    field: &Field,
    value: u32,
    shown: &Appearance,
) -> Result<(), PdfSignError> {
    let object = &field.object;
    let (Some(number), Some(dictionary)) = (object.number, object.dictionary()) else {
        return Err(PdfSignError::NoField);
    };
    let mut dictionary = dictionary.clone();
    dictionary.set("V", Value::Reference(value, 0));
    let widget = field.widget.as_deref();
    let rectangle = widget.and_then(|widget| rectangle(file, widget));
    let size = rectangle.map_or([0.0; 2], |[left, bottom, right, top]| {
        [right - left, top - bottom]
    });
    let look = appearance::add(update, shown, size)?;
    let dress = |widget: &mut Dictionary| {
        if let Some(look) = look {
            let looks = Dictionary::of([("N", Value::Reference(look, 0))]);
            widget.set("AP", Value::Dictionary(looks));
            if let Appearance::Statement(statement) = shown {
                widget.set("Contents", Value::text(&statement.words));
            }
        }
    };
    match widget.and_then(|widget| Some((widget.number?, widget.dictionary()?))) {
        Some((own, widget)) if own != number => {
            let mut widget = widget.clone();
            dress(&mut widget);
            update.set(own, widget);
        }
        _ => dress(&mut dictionary),
    }
    update.set(number, dictionary);
    Ok(())
}

/// The catalog says that the signature certifies, the form that the file may only be appended to.
fn certify(update: &mut Update<'_>, file: &PdfFile<'_>, value: u32) -> Result<(), PdfSignError> {
    let catalog = file.catalog().ok_or(PdfSignError::NoField)?;
    let (Some(number), Some(dictionary)) = (catalog.number, catalog.dictionary()) else {
        return Err(PdfSignError::NoField);
    };
    let mut dictionary = dictionary.clone();
    let permissions = Dictionary::of([("DocMDP", Value::Reference(value, 0))]);
    dictionary.set("Perms", Value::Dictionary(permissions));
    let form = file.entry(&dictionary, "AcroForm");
    let form = form.ok_or(PdfSignError::NoField)?;
    let mut entries = form.dictionary().ok_or(PdfSignError::NoField)?.clone();
    entries.set("SigFlags", Value::Integer(APPEND_ONLY));
    match form.number {
        Some(form) => update.set(form, entries),
        None => dictionary.set("AcroForm", Value::Dictionary(entries)),
    }
    update.set(number, dictionary);
    Ok(())
}

/// The signature dictionary (ISO 32000-1 table 252, EN 319 142-1 §5.3) without value and ranges.
fn signature<E>(request: &Request<'_, '_, E>) -> Dictionary {
    let parameters = Dictionary::of([
        ("Type", Value::name("TransformParams")),
        // No changes at all.
        ("P", Value::Integer(1)),
        ("V", Value::name("1.2")),
    ]);
    // ISO 19005-3 §6.4.3: no digest entries with a DocMDP transform.
    let reference = Dictionary::of([
        ("Type", Value::name("SigRef")),
        ("TransformMethod", Value::name("DocMDP")),
        ("TransformParams", Value::Dictionary(parameters)),
    ]);
    let mut dictionary = Dictionary::of([
        ("Type", Value::name("Sig")),
        ("Filter", Value::name("Adobe.PPKLite")),
        ("SubFilter", Value::name("ETSI.CAdES.detached")),
        ("M", Value::text(&moment(request.at, request.offset))),
        (
            "Reference",
            Value::Array(vec![Value::Dictionary(reference)]),
        ),
    ]);
    let texts = [
        ("Name", &request.name),
        ("Reason", &request.reason),
        ("Location", &request.location),
    ];
    for (key, text) in texts {
        if let Some(text) = text {
            dictionary.set(key, Value::text(text));
        }
    }
    dictionary
}

/// §7.9.4: `D:20250124100000+08'00'`.
fn moment(at: Timestamp, offset: Offset) -> String {
    let time = offset.to_datetime(at).strftime("%Y%m%d%H%M%S").to_string();
    let seconds = offset.seconds();
    let sign = if seconds < 0 { '-' } else { '+' };
    let minutes = seconds.unsigned_abs() / 60;
    format!("D:{time}{sign}{:02}'{:02}'", minutes / 60, minutes % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_written_in_the_time_of_its_place() {
        let at: Timestamp = "2025-01-24T02:00:00Z".parse().unwrap();
        let check = |seconds, expected: &str| {
            let offset = Offset::from_seconds(seconds).unwrap();
            assert_eq!(moment(at, offset), expected);
        };
        check(8 * 3600, "D:20250124100000+08'00'");
        check(0, "D:20250124020000+00'00'");
        check(-(3 * 3600 + 1800), "D:20250123223000-03'30'");
    }
}
