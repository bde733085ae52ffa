//! Small files with a signature field, and keys.

use std::fmt::Write as _;

use jiff::tz::Offset;

use super::sign::testing::Update;
use super::{Appearance, PdfSignError, Request};
use crate::cms;
use crate::keys::{Signer, from_pem};
use chengbao_base::formats::pdf::{Dictionary, PdfFile, Value, XrefEntry, value_at};

/// How the base is written.
#[derive(Debug, Clone, Copy)]
pub(crate) enum BaseKind {
    /// With a cross-reference table.
    Table,
    /// With object stream and cross-reference stream.
    Stream,
    /// Without a form.
    NoField,
}

impl BaseKind {
    /// The kinds with a field.
    pub(crate) const ALL: [Self; 2] = [Self::Table, Self::Stream];
}

/// The key of a name in `tests/data/signing`.
pub(crate) fn signer(name: &str) -> Box<dyn Signer> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/data/signing");
    let read = |end: &str| std::fs::read_to_string(format!("{folder}/{name}.{end}.pem")).unwrap();
    from_pem(&read("key"), &read("chain")).unwrap()
}

/// Two pages with a line of text each, metadata and, on the second page, an empty signature field.
pub(crate) fn base(kind: BaseKind) -> Vec<u8> {
    let form = match kind {
        BaseKind::NoField => "",
        _ => "/AcroForm 9 0 R",
    };
    let objects = [
        format!("<</Type/Catalog/Pages 2 0 R/Metadata 10 0 R{form}>>"),
        "<</Type/Pages/Kids[3 0 R 4 0 R]/Count 2>>".to_owned(),
        page(5, ""),
        page(6, "/Annots[8 0 R]"),
        stream("", "BT /F1 12 Tf 72 700 Td (one) Tj ET"),
        stream("", "BT /F1 12 Tf 72 700 Td (two) Tj ET"),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>".to_owned(),
        "<</Type/Annot/Subtype/Widget/FT/Sig/T(Signature1)/Rect[350.5 200 469.5 319]/F 4/P 4 0 R>>"
            .to_owned(),
        "<</Fields[8 0 R]/SigFlags 1>>".to_owned(),
        stream("/Type/Metadata/Subtype/XML", "<x:xmpmeta/>"),
    ];
    let objects = objects.iter().zip(1..);
    let mut out = "%PDF-1.7\n%\u{e2}\u{e3}\n".to_owned();
    let mut rows = vec![[0, 0, 0]];
    let mut packed: Vec<(u32, &str)> = Vec::new();
    for (object, number) in objects {
        if matches!(kind, BaseKind::Stream) && !object.contains("stream") {
            rows.push([2, 11, packed.len()]);
            packed.push((number, object));
            continue;
        }
        rows.push([1, out.len(), 0]);
        let _ = write!(out, "{number} 0 obj\n{object}\nendobj\n");
    }
    let id = "/ID[<00112233445566778899aabbccddeeff><00112233445566778899aabbccddeeff>]";
    if packed.is_empty() {
        let start = out.len();
        let _ = writeln!(out, "xref\n0 {}\n0000000000 65535 f ", rows.len());
        for [_, offset, _] in rows.iter().skip(1) {
            let _ = writeln!(out, "{offset:010} 00000 n ");
        }
        let _ = write!(
            out,
            "trailer\n<</Size {}/Root 1 0 R{id}>>\nstartxref\n{start}\n%%EOF\n",
            rows.len()
        );
        return out.into_bytes();
    }
    let (mut head, mut body) = (String::new(), String::new());
    for (number, object) in &packed {
        let _ = write!(head, "{number} {} ", body.len());
        let _ = writeln!(body, "{object}");
    }
    let more = format!("/Type/ObjStm/N {}/First {}", packed.len(), head.len());
    rows.push([1, out.len(), 0]);
    let pack = stream(&more, &(head + &body));
    let _ = write!(out, "11 0 obj\n{pack}\nendobj\n");
    let start = out.len();
    rows.push([1, start, 0]);
    let digits: String = rows
        .iter()
        .map(|[kind, first, second]| format!("{kind:02x}{first:08x}{second:04x}"))
        .collect();
    let bytes = base16ct::lower::decode_vec(digits).unwrap();
    let mut out = out.into_bytes();
    let head = format!(
        "12 0 obj\n<</Type/XRef/W[1 4 2]/Size {}/Root 1 0 R{id}/Length {}>>\nstream\n",
        rows.len(),
        bytes.len()
    );
    out.extend_from_slice(head.as_bytes());
    out.extend_from_slice(&bytes);
    let tail = format!("\nendstream\nendobj\nstartxref\n{start}\n%%EOF\n");
    out.extend_from_slice(tail.as_bytes());
    out
}

fn page(content: u32, more: &str) -> String {
    format!(
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {content} 0 R\
         /Resources<</Font<</F1 7 0 R>>>>{more}>>"
    )
}

fn stream(more: &str, data: &str) -> String {
    format!(
        "<<{more}/Length {}>>\nstream\n{data}\nendstream",
        data.len()
    )
}

/// A plain request.
pub(super) fn request<'s>(signer: &dyn Signer) -> Request<'_, 's, PdfSignError> {
    Request {
        signer,
        at: "2025-01-24T02:00:00Z".parse().unwrap(),
        offset: Offset::from_seconds(8 * 3600).unwrap(),
        stamp: None,
        appearance: Appearance::AsItIs,
        name: Some("某市人民政府办公室".to_owned()),
        reason: None,
        location: None,
    }
}

/// The file with one more signature that approves and certifies nothing, as other programs sign; it names
/// its certificate or does not.
pub(crate) fn approved(bytes: &[u8], key: &str, named: bool) -> Vec<u8> {
    let signer = signer(key);
    let file = PdfFile::open(bytes).unwrap();
    let mut update = Update::new(&file);
    let (field, value) = (update.reserve(), update.reserve());
    let reference = |number| Value::Reference(number, 0);
    let mut form = file.get(9).unwrap().dictionary().unwrap().clone();
    // In front of those that are there: fields stand in any order.
    let mut fields = vec![reference(field)];
    fields.extend(form.get("Fields").unwrap().as_array().unwrap().to_vec());
    form.set("Fields", Value::Array(fields));
    update.set(9, form);
    let name = Value::text(&format!("Approval{field}"));
    update.set(
        field,
        Dictionary::of([
            ("FT", Value::name("Sig")),
            ("T", name),
            ("V", reference(value)),
        ]),
    );
    let wide = [0, 9_999_999, 9_999_999, 9_999_999].map(Value::Integer);
    update.set(
        value,
        Dictionary::of([
            ("Type", Value::name("Sig")),
            ("Filter", Value::name("Adobe.PPKLite")),
            ("SubFilter", Value::name("ETSI.CAdES.detached")),
            ("ByteRange", Value::Array(wide.into())),
            ("Contents", Value::String(vec![0; 6000], true)),
        ]),
    );
    let mut out = update.write().bytes;
    let Some(XrefEntry::At { offset, .. }) = PdfFile::open(&out).unwrap().place(value) else {
        panic!("no value")
    };
    let (_, gap) = value_at(&out, offset, "Contents").unwrap();
    let (_, place) = value_at(&out, offset, "ByteRange").unwrap();
    let ranges = format!("[0 {} {} {}", gap.start, gap.end, out.len() - gap.end);
    let ranges = format!("{ranges:<width$}]", width = place.len() - 1);
    out[place].copy_from_slice(ranges.as_bytes());
    let hash = signer.scheme().hash();
    let digest = hash.digest(&[&out[..gap.start], &out[gap.end..]]);
    let der = if named {
        cms::sign::<cms::CmsError>(&*signer, &digest, None).unwrap()
    } else {
        cms::sign_unnamed(&*signer, &digest)
    };
    let digits = base16ct::lower::encode_string(&der);
    out[gap.start + 1..=gap.start + digits.len()].copy_from_slice(digits.as_bytes());
    out
}

/// The file with an annotation on its first page, and no signature over it.
pub(crate) fn annotated(bytes: &[u8]) -> Vec<u8> {
    let file = PdfFile::open(bytes).unwrap();
    let mut update = Update::new(&file);
    let note = update.reserve();
    update.set(note, Dictionary::of([("Subtype", Value::name("FreeText"))]));
    let mut page = file.get(3).unwrap().dictionary().unwrap().clone();
    page.set("Annots", Value::Array(vec![Value::Reference(note, 0)]));
    update.set(3, page);
    update.write().bytes
}
