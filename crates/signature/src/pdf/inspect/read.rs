//! One signature: its dictionary, its ranges, its value.

use std::ops::Range;

use super::compare::{changes, compare};
use super::found::Found;
use super::parts::Parts;
use super::signing::Signing;
use super::{Change, Part, PdfDefect, PdfSignature};
use crate::cms::{self, CmsError, Named, Signed};
use crate::pdf::fields::{fields, page_of, pages, rectangle};
use chengbao_base::formats::pdf::{Dictionary, PdfFile, Value, XrefEntry, endings, value_at};
use chengbao_base::text::Foreign;

/// The supported formats, both detached CMS signatures.
const UNDERSTOOD: [&str; 2] = [PADES, "adbe.pkcs7.detached"];
/// The PAdES format, which requires more of the signature (ETSI EN 319 142-1 §6.3).
const PADES: &str = "ETSI.CAdES.detached";

/// Reads a signature that was found in a revision of `bytes`; `now` is the newest readable one.
pub(super) fn read(bytes: &[u8], now: &PdfFile<'_>, found: &Found<'_>) -> PdfSignature {
    let Found { file, field, .. } = found;
    let mut faults = Vec::new();
    let value = field.value.as_ref().and_then(|value| file.follow(value));
    let dictionary = value.as_ref().and_then(|it| it.dictionary()).cloned();
    if dictionary.is_none() {
        faults.push(PdfDefect::Entry { key: "V" });
    }
    let dictionary = dictionary.unwrap_or_default();
    let text = |key| {
        file.entry(&dictionary, key)
            .and_then(|it| it.value.as_text())
            .map(Foreign::new)
    };
    let sub_filter = dictionary.get("SubFilter").and_then(Value::as_name);
    let sub_filter = String::from_utf8_lossy(sub_filter.unwrap_or_default()).into_owned();
    if !UNDERSTOOD.contains(&sub_filter.as_str()) {
        faults.push(PdfDefect::SubFilter {
            name: sub_filter.clone(),
        });
    }
    let byte_range = ranges(&dictionary);
    let number = value.as_ref().and_then(|it| it.number);
    let cms = match byte_range {
        None => {
            faults.push(PdfDefect::Entry { key: "ByteRange" });
            Err(CmsError::Content)
        }
        Some(range) => covered(bytes, file, number, range, &mut faults),
    };
    if sub_filter == PADES && cms.as_ref().is_ok_and(|it| it.named != Named::Yes) {
        faults.push(PdfDefect::Unnamed { name: PADES });
    }
    let signed_end = byte_range.map_or(0, |[_, _, from, length]| from.saturating_add(length));
    let spoils = |fault: &PdfDefect| {
        matches!(
            fault,
            PdfDefect::Ranges | PdfDefect::Truncated | PdfDefect::Gap
        )
    };
    let covers_whole_file =
        byte_range.is_some() && !faults.iter().any(spoils) && signed_end == bytes.len();
    let widget = field.widget.as_deref();
    let page = widget.and_then(|it| it.number);
    let mut signature = PdfSignature {
        field: field.name.as_str().into(),
        sub_filter: sub_filter.into(),
        byte_range,
        covers_whole_file,
        signed_end: signed_end.min(bytes.len()),
        base_end: 0,
        field_was_there: false,
        cms,
        doc_mdp: certification(file, &dictionary),
        certifies: false,
        stated_time: text("M"),
        name: text("Name"),
        reason: text("Reason"),
        location: text("Location"),
        page: page.and_then(|number| page_of(file, &pages(file), number)),
        rect: widget.and_then(|widget| rectangle(file, widget)),
        faults,
        beside: Vec::new(),
        added_after: Vec::new(),
    };
    if let (Some(number), Some(revision)) = (number, bytes.get(..signature.signed_end))
        && byte_range.is_some()
        && !signature.faults.iter().any(spoils)
    {
        revisions(&mut signature, revision, now, number);
    }
    if found.is_gone {
        signature.faults.push(PdfDefect::Removed);
    }
    let tail = bytes.len() > now.end();
    if tail && signature.signed_end <= now.end() {
        signature.added_after.push(Change::of(Part::Bytes));
    }
    signature
}

fn ranges(dictionary: &Dictionary) -> Option<[usize; 4]> {
    let ranges = dictionary.get("ByteRange")?.as_array()?.iter();
    let ranges: Vec<usize> = ranges.map(Value::as_size).collect::<Option<_>>()?;
    ranges.try_into().ok()
}

/// Checks ranges against file and dictionary, and the value against the covered bytes.
fn covered(
    bytes: &[u8],
    file: &PdfFile<'_>,
    number: Option<u32>,
    [start, first, from, second]: [usize; 4],
    faults: &mut Vec<PdfDefect>,
) -> Result<Signed, CmsError> {
    let Some(end) = from.checked_add(second) else {
        faults.push(PdfDefect::Ranges);
        return Err(CmsError::Content);
    };
    if start != 0 || first == 0 || from <= first {
        faults.push(PdfDefect::Ranges);
        return Err(CmsError::Content);
    }
    if end > bytes.len() {
        faults.push(PdfDefect::Truncated);
        return Err(CmsError::Content);
    }
    let place = number.and_then(|number| match file.place(number)? {
        XrefEntry::At { offset, .. } => value_at(file.bytes(), offset, "Contents"),
        _ => None,
    });
    let Some((Value::String(value, true), place)) = place else {
        faults.push(PdfDefect::Entry { key: "Contents" });
        return Err(CmsError::Content);
    };
    if place != (first..from) || !is_digits(bytes, place) {
        faults.push(PdfDefect::Gap);
    }
    match (bytes.get(..first), bytes.get(from..end)) {
        (Some(before), Some(after)) => cms::read(&value, Some(&[before, after])),
        _ => Err(CmsError::Content),
    }
}

/// Nothing but digits between `<` and `>`: the gap of the signature contains nothing else.
fn is_digits(bytes: &[u8], range: Range<usize>) -> bool {
    let inside = bytes.get(range.start + 1..range.end.saturating_sub(1));
    inside.is_some_and(|inside| inside.iter().all(u8::is_ascii_hexdigit))
}

/// `P` of the DocMDP transform, 2 if it is not given (table 254).
fn certification(file: &PdfFile<'_>, dictionary: &Dictionary) -> Option<u8> {
    let references = file.entry(dictionary, "Reference")?;
    let references = references.value.as_array()?.iter();
    let mut references = references.filter_map(|it| file.follow(it));
    let reference = references.find(|it| {
        let dictionary = it.dictionary();
        dictionary.is_some_and(|it| it.is("TransformMethod", "DocMDP"))
    })?;
    let parameters = file.entry(reference.dictionary()?, "TransformParams");
    let level = parameters.and_then(|it| it.dictionary()?.get("P")?.as_integer());
    u8::try_from(level.unwrap_or(2)).ok()
}

/// Whether the catalog names the signature as certifying.
fn certifies(file: &PdfFile<'_>, number: u32) -> bool {
    let named = file.catalog().and_then(|catalog| {
        let permissions = file.entry(catalog.dictionary()?, "Perms")?;
        permissions.dictionary()?.get("DocMDP")?.as_reference()
    });
    named == Some(number)
}

/// The signed bytes as a file, compared with what was before and what came after.
fn revisions(signature: &mut PdfSignature, revision: &[u8], now: &PdfFile<'_>, number: u32) {
    let signed = match PdfFile::open(revision) {
        Ok(signed) if signed.end() == revision.len() => signed,
        Ok(_) => {
            let detail = "something stands behind its end".to_owned();
            signature.faults.push(PdfDefect::Revision { detail });
            return;
        }
        Err(error) => {
            let detail = error.to_string();
            signature.faults.push(PdfDefect::Revision { detail });
            return;
        }
    };
    let is_own = |it: &Value| it.as_reference() == Some(number);
    let own = fields(&signed).into_iter();
    let mut own = own.filter(|field| field.value.as_ref().is_some_and(is_own));
    let Some(field) = own.next() else {
        signature.faults.push(PdfDefect::Chain);
        return;
    };
    signature.certifies = certifies(&signed, number);
    if signature.doc_mdp.is_some() && !signature.certifies {
        signature.faults.push(PdfDefect::Certification);
    }
    match base_end(&signed, number) {
        None => signature.faults.push(PdfDefect::Chain),
        Some(0) => {}
        Some(end) => {
            signature.base_end = end;
            match revision.get(..end).map(PdfFile::open) {
                Some(Ok(base)) => {
                    let deltas = compare(&base, &signed);
                    let before = fields(&base).into_iter();
                    let mut before = before.filter(|it| it.object.number == field.object.number);
                    signature.field_was_there = before.any(|it| it.value.is_none());
                    let signing = Signing {
                        base: &base,
                        signed: &signed,
                        field: &field,
                        value: number,
                    };
                    let deltas = signing.beside(deltas);
                    signature.beside = changes(&deltas, &Parts::of(&base), &Parts::of(&signed));
                }
                _ => signature.faults.push(PdfDefect::Chain),
            }
        }
    }
    if now.end() > signed.end() {
        let deltas = compare(&signed, now);
        signature.added_after = changes(&deltas, &Parts::of(&signed), &Parts::of(now));
        if signature.certifies && !certifies(now, number) {
            let lost = Change::of(Part::Certification);
            signature
                .added_after
                .retain(|change| change.part != lost.part);
            signature.added_after.push(lost);
        }
        if signature.added_after.is_empty() {
            // An update that changes no object is still an update.
            signature.added_after.push(Change::of(Part::Bytes));
        }
    }
}

/// The end of the revision that the signature's own update continues, 0 if there is none. `None`
/// if the update does not follow it.
fn base_end(signed: &PdfFile<'_>, number: u32) -> Option<usize> {
    let section = signed.sections().first()?;
    let XrefEntry::At { offset, .. } = section.places.get(&number).copied()? else {
        return None;
    };
    let Some(prev) = section.trailer.get("Prev") else {
        return Some(0);
    };
    let prev = prev.as_size()?;
    // The first section of a linearized file refers to one after it (Annex F).
    if prev > section.offset {
        return Some(0);
    }
    let before = signed.bytes().get(..offset)?;
    let (_, end) = endings(before).rfind(|(start, _)| *start == prev)?;
    let is_behind = |place: &XrefEntry| match place {
        XrefEntry::At { offset, .. } => *offset >= end,
        _ => true,
    };
    (section.offset >= end && section.places.values().all(is_behind)).then_some(end)
}
