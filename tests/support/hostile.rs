//! A signed revision put together by hand: what a hostile signer can write in the update with which they sign. The
//! signature is valid and covers the whole file; nothing checks what else the update has.

use chengbao::signature::cms::{self, CmsError};

use super::forge::{Forge, last_startxref, stream};
use super::verified::signer;

/// Bytes for the value, in digits.
const ROOM: usize = 12_000;
/// Place for a number of the range.
const WIDE: &str = "9999999999";

/// An update that signs a document.
#[derive(Clone)]
pub struct Revision<'a> {
    base: &'a [u8],
    before: Forge,
    /// The document as the update leaves it; what differs is written.
    pub forge: Forge,
    /// Numbers of the signature field, its page, the form and the signature's value.
    pub field: u32,
    pub page: u32,
    pub form: u32,
    pub value: u32,
}

impl<'a> Revision<'a> {
    /// What is needed to sign and no more.
    pub fn of(base: &'a [u8]) -> Self {
        let before = Forge::of(base);
        let mut forge = before.clone();
        let field = forge.find(&["/FT/Sig"]);
        let form = forge.find(&["/SigFlags"]);
        let page = forge.refers(field, "/P ");
        // The base's own numbers go on behind its objects: its cross-references, and what they are packed in.
        let used = forge.next() + 16;
        forge.objects.insert(used, super::forge::Object {
            text: format!(
                "<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached/M(D:20270601120000+08'00')\
                 /ByteRange[0 {WIDE} {WIDE} {WIDE}]/Contents<{}>>>",
                "0".repeat(ROOM)
            ),
            data: None,
        });
        forge.put(field, &format!("/V {used} 0 R"));
        forge.edit(form, "/SigFlags 1", "/SigFlags 3");
        Self {
            base,
            before,
            forge,
            field,
            page,
            form,
            value: used,
        }
    }

    /// An appearance of the field as large as it is, and its resources.
    pub fn look(&mut self, resources: &str, content: &str) {
        let [left, bottom, right, top] = self.rectangle();
        let (width, height) = (right - left, top - bottom);
        self.dress(
            &format!("/BBox[0 0 {width} {height}]/Resources<<{resources}>>"),
            content,
        );
    }

    /// An appearance with these entries.
    pub fn dress(&mut self, entries: &str, content: &str) {
        let look = self.form_object(entries, content);
        self.appear(&format!("/AP<</N {look} 0 R>>"));
    }

    /// A form object.
    pub fn form_object(&mut self, entries: &str, content: &str) -> u32 {
        let text = format!("<</Type/XObject/Subtype/Form{entries}>>");
        self.forge.add_stream(&text, content.as_bytes())
    }

    /// The entry `AP` of the field.
    pub fn appear(&mut self, entry: &str) {
        let text = self.forge.text(self.field).to_owned();
        let old = text.split("/AP<<").nth(1).unwrap();
        let old = old.split(">>").next().unwrap();
        self.forge.edit(self.field, &format!("/AP<<{old}>>"), entry);
    }

    /// Left, bottom, right, top of the field.
    pub fn rectangle(&self) -> [f64; 4] {
        let text = self.forge.text(self.field);
        let edges = text.split("/Rect[").nth(1).unwrap();
        let edges = edges.split(']').next().unwrap().split(' ');
        let edges: Vec<f64> = edges.map(|it| it.parse().unwrap()).collect();
        edges.try_into().unwrap()
    }

    /// The signed file.
    pub fn write(&self, key: &str) -> Vec<u8> {
        let mut out = self.base.to_vec();
        let mut rows = String::new();
        for (number, object) in &self.forge.objects {
            let before = self.before.objects.get(number);
            if before.is_some_and(|it| it.text == object.text && it.data == object.data) {
                continue;
            }
            rows.push_str(&format!("{number} 1\n{:010} 00000 n \n", out.len()));
            match &object.data {
                Some(data) => out.extend(stream(*number, &object.text, data)),
                None => out.extend(format!("{number} 0 obj\n{}\nendobj\n", object.text).bytes()),
            }
        }
        let start = out.len();
        let trailer = format!(
            "/Size {}/Root {} 0 R/Info {} 0 R/Prev {}{}",
            self.forge.next(),
            self.forge.root,
            self.forge.info,
            last_startxref(self.base),
            self.forge.trailer
        );
        out.extend(format!("xref\n{rows}trailer\n<<{trailer}>>\n").bytes());
        out.extend(format!("startxref\n{start}\n%%EOF\n").bytes());
        seal(&mut out, self.base.len(), key);
        out
    }
}

/// Puts range and value in.
fn seal(file: &mut [u8], base: usize, key: &str) {
    let find = |file: &[u8], words: &[u8]| {
        let mut windows = file[base..].windows(words.len());
        base + windows.position(|it| it == words).unwrap()
    };
    let digits = "0".repeat(ROOM);
    let start = find(file, format!("<{digits}>").as_bytes());
    let end = start + ROOM + 2;
    let wide = format!("[0 {WIDE} {WIDE} {WIDE}]");
    let range = format!("[0 {start} {end} {}", file.len() - end);
    let range = format!("{range:<width$}]", width = wide.len() - 1);
    let at = find(file, wide.as_bytes());
    file[at..at + wide.len()].copy_from_slice(range.as_bytes());
    let signer = signer(key);
    let digest = signer
        .scheme()
        .hash()
        .digest(&[&file[..start], &file[end..]]);
    let value = cms::sign::<CmsError>(&*signer, &digest, None).unwrap();
    let value: String = value.iter().map(|byte| format!("{byte:02X}")).collect();
    assert!(value.len() <= ROOM, "{}", value.len());
    file[start + 1..=start + value.len()].copy_from_slice(value.as_bytes());
}
