//! What the file says about itself: catalog, document information, XMP (ISO 16684-1), language,
//! title in the window's bar, page labels. The only date is the document's own.

use lopdf::{Document, Object, ObjectId, Stream, StringFormat, dictionary};

use super::PdfError;
use crate::document::Meta;

/// Who wrote the file.
const PRODUCER: &str = "chengbao";

/// Adds the metadata and hangs structure and bookmarks into the catalog.
pub(super) fn add(
    document: &mut Document,
    meta: &Meta,
    structure: ObjectId,
    outline: Option<ObjectId>,
) -> Result<(), PdfError> {
    document.version = "1.7".to_owned();
    let date = meta.date.as_deref().map(Date::parse).transpose()?;
    let xmp = Stream::new(
        dictionary! { "Type" => "Metadata", "Subtype" => "XML" },
        xmp(meta, date.as_ref()).into_bytes(),
    )
    // Left as it is: tools that know no PDF look for the packet in the bytes of the file.
    .with_compression(false);
    let xmp = document.add_object(xmp);

    let mut info = dictionary! { "Title" => text(&meta.title), "Producer" => text(PRODUCER) };
    if !meta.author.is_empty() {
        info.set("Author", text(&meta.author));
    }
    if let Some(date) = &date {
        info.set("CreationDate", Object::string_literal(date.pdf()));
        info.set("ModDate", Object::string_literal(date.pdf()));
    }
    let old = document.trailer.get(b"Info")?.as_reference()?;
    document.objects.insert(old, info.into());

    let root = document.trailer.get(b"Root")?.as_reference()?;
    let catalog = document.get_object_mut(root)?.as_dict_mut()?;
    catalog.remove(b"PageLayout");
    catalog.remove(b"PageMode");
    catalog.set("Lang", text(&meta.language));
    catalog.set("MarkInfo", dictionary! { "Marked" => true });
    catalog.set("StructTreeRoot", structure);
    if let Some(outline) = outline {
        catalog.set("Outlines", outline);
        catalog.set("PageMode", "UseOutlines");
    }
    catalog.set("Metadata", xmp);
    catalog.set(
        "ViewerPreferences",
        dictionary! { "DisplayDocTitle" => true },
    );
    let numbered: Vec<Object> = vec![0.into(), dictionary! { "S" => "D" }.into()];
    catalog.set("PageLabels", dictionary! { "Nums" => numbered });
    Ok(())
}

/// A text string (ISO 32000-1 §7.9.2.2): ASCII as it is, all else in UTF-16.
pub(super) fn text(text: &str) -> Object {
    if text.bytes().all(|byte| matches!(byte, 0x20..=0x7E)) {
        return Object::string_literal(text);
    }
    let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
    Object::String(
        units.flat_map(u16::to_be_bytes).collect(),
        StringFormat::Hexadecimal,
    )
}

/// A day, taken as its beginning in China (UTC+8).
struct Date<'a> {
    year: &'a str,
    month: &'a str,
    day: &'a str,
}

impl<'a> Date<'a> {
    /// Reads `YYYY-MM-DD`.
    fn parse(date: &'a str) -> Result<Self, PdfError> {
        let mut parts = date.splitn(3, '-');
        let mut part = |length| {
            parts
                .next()
                .filter(|part| {
                    part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit())
                })
                .ok_or_else(|| PdfError::pages(format!("the date `{date}`")))
        };
        Ok(Self {
            year: part(4)?,
            month: part(2)?,
            day: part(2)?,
        })
    }

    fn pdf(&self) -> String {
        format!("D:{}{}{}000000+08'00'", self.year, self.month, self.day)
    }

    fn iso(&self) -> String {
        format!("{}-{}-{}T00:00:00+08:00", self.year, self.month, self.day)
    }
}

/// The XMP packet; says the same as the document information.
fn xmp(meta: &Meta, date: Option<&Date<'_>>) -> String {
    let title = escape(&meta.title);
    let author = escape(&meta.author);
    let language = escape(&meta.language);
    let mut about = format!(
        "<dc:format>application/pdf</dc:format>\n\
         <dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">{title}</rdf:li></rdf:Alt></dc:title>\n\
         <dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>\n\
         <pdf:Producer>{PRODUCER}</pdf:Producer>\n"
    );
    if !author.is_empty() {
        about.push_str(&format!(
            "<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>\n"
        ));
    }
    if let Some(date) = date {
        let date = date.iso();
        about.push_str(&format!(
            "<xmp:CreateDate>{date}</xmp:CreateDate>\n<xmp:ModifyDate>{date}</xmp:ModifyDate>\n"
        ));
    }
    format!(
        "<?xpacket begin=\"\u{FEFF}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n\
         <x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n\
         <rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n\
         <rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\">\n\
         {about}</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"w\"?>"
    )
}

/// Text as XML content. What XML cannot hold at all (control characters) is left out.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '\t' | '\n' | '\r' => escaped.push(' '),
            character if character.is_control() => {}
            '\u{FFFE}' | '\u{FFFF}' => {}
            character => escaped.push(character),
        }
    }
    escaped
}
