//! The changes of an update of a file.

use chengbao_base::text::{Bilingual, Text};

/// A part of a document that an update changed, removed or added.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Change {
    /// Its kind.
    pub part: Part,
    /// The page, from 1, if it belongs to one.
    pub page: Option<usize>,
    /// Object number, if it is an object.
    pub object: Option<u32>,
}

/// What kind of part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Part {
    /// A page: its dictionary, content or pictures, or the order of pages.
    Page,
    /// A font.
    Font,
    /// An annotation.
    Annotation,
    /// Position or behaviour of a form field's widget.
    Widget,
    /// Value of a form field, a signature's too.
    FieldValue,
    /// The form as a whole.
    Form,
    /// Metadata (XMP, document information).
    Metadata,
    /// An embedded file.
    Attachment,
    /// The certification's permissions.
    Certification,
    /// Tags.
    Structure,
    /// Validation data (DSS), which prove old signatures and change nothing that is shown.
    ValidationData,
    /// Other entries of the catalog.
    Catalog,
    /// Trailer entries.
    Trailer,
    /// Bytes that belong to no object.
    Bytes,
    /// An object that leads nowhere known.
    Other,
}

impl Change {
    /// A change of a part as a whole.
    pub(super) const fn of(part: Part) -> Self {
        Self {
            part,
            page: None,
            object: None,
        }
    }
}

impl Bilingual for Change {
    fn text(&self) -> Text {
        let (zh, en) = match self.part {
            Part::Page => ("页面", "a page"),
            Part::Font => ("字体", "a font"),
            Part::Annotation => ("批注", "an annotation"),
            Part::Widget => ("域的位置或外观", "position or appearance of a field"),
            Part::FieldValue => ("域的值", "the value of a field"),
            Part::Form => ("表单", "the form"),
            Part::Metadata => ("元数据", "the metadata"),
            Part::Attachment => ("内嵌文件", "an embedded file"),
            Part::Certification => ("文件认证（DocMDP）", "the certification (DocMDP)"),
            Part::Structure => ("结构标签", "the tags"),
            Part::ValidationData => ("验证资料（DSS）", "validation data (DSS)"),
            Part::Catalog => ("文件目录", "the catalog"),
            Part::Trailer => ("文件尾", "the trailer"),
            Part::Bytes => ("附加的字节", "bytes at the end"),
            Part::Other => ("其他对象", "another object"),
        };
        let (mut zh, mut en) = (zh.to_owned(), en.to_owned());
        if let Some(page) = self.page {
            zh = format!("第 {page} 页的{zh}");
            en = format!("{en} (page {page})");
        }
        if let Some(object) = self.object {
            zh = format!("{zh}（对象 {object}）");
            en = format!("{en} (object {object})");
        }
        Text::new(zh, en)
    }
}
