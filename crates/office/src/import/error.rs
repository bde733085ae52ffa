//! Why a file could not be imported: what it is, and what to do instead.

use super::bounds::{MAX_ATTRIBUTES, MAX_DEPTH, MAX_NODES};
use chengbao_base::formats::opc::PackageError;
use chengbao_base::formats::xml::XmlError;
use chengbao_base::text::{Bilingual, Text};
use chengbao_report::source::SourceError;

/// Why nothing was imported.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
#[error("{}", self.text().en)]
pub enum ImportError {
    /// Neither PDF, DOCX nor HTML.
    Kind,
    /// Already a report file: there is nothing to import.
    Data,
    /// Larger than the bounds.
    TooLarge,
    /// A PDF that cannot be read.
    DamagedPdf {
        /// What is wrong.
        detail: Text,
    },
    /// A PDF that can be read, but not in one way only, as this program's can.
    OtherPdf {
        /// What is not as this program writes it.
        detail: Text,
    },
    /// A PDF that requires a password.
    EncryptedPdf,
    /// A PDF without embedded data.
    NoData,
    /// A package that cannot be read, or one that is not a Word document.
    DamagedDocx {
        /// The reader's message.
        detail: String,
    },
    /// A Word document locked with a password, or the format before DOCX: one container holds both.
    OldOffice,
    /// A page saved with all its parts in one file.
    WebArchive,
    /// A part with a document type declaration, which no Word file has (ECMA-376 part 2 §9.1.1).
    Doctype,
    /// Elements nested deeper than in any document.
    TooDeep,
    /// A page that is more than any report.
    Page {
        /// The bound that it passes.
        limit: PageLimit,
        /// The line where it does so.
        line: usize,
    },
    /// HTML that is neither UTF-8 nor GBK.
    Charset,
    /// No part of any form was found in it.
    NoForm {
        /// Ids of the forms that were tried.
        known: Vec<String>,
    },
    /// The embedded data use an unknown form.
    UnknownForm {
        /// Its id.
        id: String,
    },
    /// The embedded data cannot be read.
    BadData(SourceError),
    /// The imported report file cannot be read back: an internal error.
    Unreadable(SourceError),
}

/// A bound of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageLimit {
    /// Of nesting.
    Depth,
    /// Of the attributes of a tag.
    Attributes,
    /// Of elements and texts.
    Nodes,
}

impl Bilingual for PageLimit {
    fn text(&self) -> Text {
        match self {
            Self::Depth => Text::new(
                format!("元素嵌套超过 {MAX_DEPTH} 层"),
                format!("elements are nested deeper than {MAX_DEPTH}"),
            ),
            Self::Attributes => Text::new(
                format!("一个标记的属性超过 {MAX_ATTRIBUTES} 个"),
                format!("a tag has more than {MAX_ATTRIBUTES} attributes"),
            ),
            Self::Nodes => Text::new(
                format!("元素超过 {MAX_NODES} 个，或者大量写在表格之间"),
                format!(
                    "there are more than {MAX_NODES} elements, or too many out of place in a table"
                ),
            ),
        }
    }
}

impl From<PackageError> for ImportError {
    fn from(error: PackageError) -> Self {
        match error {
            PackageError::TooLarge { .. } => Self::TooLarge,
            other => Self::DamagedDocx {
                detail: other.to_string(),
            },
        }
    }
}

impl From<XmlError> for ImportError {
    fn from(error: XmlError) -> Self {
        match error {
            XmlError::Damaged(detail) => Self::DamagedDocx { detail },
            XmlError::Doctype => Self::Doctype,
            XmlError::TooDeep => Self::TooDeep,
            XmlError::TooLarge => Self::TooLarge,
        }
    }
}

impl Bilingual for ImportError {
    fn text(&self) -> Text {
        match self {
            Self::Kind => Text::new(
                "这不是 PDF、DOCX 或网页。请用本程序生成的 PDF、Word 文件（.docx）或保存下来的网页（.html）。",
                "this is not a PDF, DOCX or HTML file; use a PDF made by this program, a Word file (.docx) or a saved web page (.html)",
            ),
            Self::Data => Text::new(
                "这就是数据文件（YAML），不必导入，请直接用 chengbao check 检查。",
                "this is already a report file (YAML); use `chengbao check` directly",
            ),
            Self::TooLarge => Text::new(
                "文件过大或解压后过大，不像年度报告。请核对是不是选错了文件。",
                "the file, or its uncompressed content, is too large for an annual report; check that it is the right file",
            ),
            Self::DamagedPdf { detail } => Text::new(
                format!(
                    "PDF 已损坏，无法读取（{}）。请换一份，或改用该报告的 DOCX 或网页。",
                    detail.zh
                ),
                format!(
                    "the PDF is damaged ({}); use another copy, or the DOCX or web page of the report",
                    detail.en
                ),
            ),
            Self::OtherPdf { detail } => Text::new(
                format!(
                    "这份 PDF 不是本程序的写法，或已被改动（{}），内嵌数据没有读取。",
                    detail.zh
                ),
                format!(
                    "the PDF is not written as this program writes, or was changed ({}); its embedded data were not read",
                    detail.en
                ),
            ),
            Self::EncryptedPdf => Text::new(
                "PDF 已加密。请换一份未加密的，或改用该报告的 DOCX 或网页。",
                "the PDF is encrypted; use one without a password, or the DOCX or web page of the report",
            ),
            Self::NoData => Text::new(
                "这份 PDF 里没有内嵌数据：不是本程序生成的，或另存时丢了。请改用该报告的 DOCX 或网页。",
                "the PDF has no embedded data: it was not made by this program, or lost them when it was saved; use the DOCX or web page of the report",
            ),
            Self::DamagedDocx { detail } => Text::new(
                format!(
                    "文件已损坏，或不是 Word 文件（{detail}）。请用 Word 或 WPS 另存为 .docx。"
                ),
                format!(
                    "the file is damaged or not a Word document ({detail}); save it as .docx with Word or WPS"
                ),
            ),
            Self::OldOffice => Text::new(
                "这是旧版 Office 或 WPS 文件，或已加密的文件。请打开后另存为不加密的 .docx。",
                "this is an old Office or WPS file, or an encrypted one; open it and save it as .docx without a password",
            ),
            Self::WebArchive => Text::new(
                "这是“单个文件网页”（.mht、.mhtml）。请用 Word 或 WPS 打开后另存为 .docx；从浏览器保存的，请重新保存，类型选“网页，仅 HTML”（.html）。",
                "this is a web page saved as a single file (.mht, .mhtml), which cannot be read; open it in Word or WPS and save it as .docx, or save it again from the browser as “Webpage, HTML Only” (.html)",
            ),
            Self::Doctype => Text::new(
                "文件中有 DOCTYPE 声明，不合 Word 文件的规范，没有读取。请用 Word 或 WPS 打开后另存为 .docx。",
                "the file contains a document type declaration, which Word files must not have, so it was not read; open it in Word or WPS and save it as .docx",
            ),
            Self::TooDeep => Text::new(
                "文件结构异常，不像年度报告。请核对是不是选错了文件。",
                "the file is nested too deeply for an annual report; check that it is the right file",
            ),
            Self::Page { limit, line } => {
                let Text { zh, en } = limit.text();
                Text::new(
                    format!("网页第 {line} 行{zh}，不像年度报告。请核对是不是选错了文件。"),
                    format!(
                        "line {line} of the web page: {en}, more than in any annual report; check that it is the right file"
                    ),
                )
            }
            Self::Charset => Text::new(
                "网页的编码不是 UTF-8 或 GBK。请在浏览器中打开，另存为 UTF-8 编码的网页。",
                "the web page is not encoded as UTF-8 or GBK; open it in a browser and save it as UTF-8",
            ),
            Self::NoForm { known } => Text::new(
                format!(
                    "没有找到已知格式的表格和标题（{}）。请核对是不是选错了文件；别的格式用 --template 指定。",
                    known.join("、")
                ),
                format!(
                    "no tables or headings of a known form were found ({}); check that it is the right file, or give another form with --template",
                    known.join(", ")
                ),
            ),
            Self::UnknownForm { id } => Text::new(
                format!("内嵌数据用的是格式“{id}”，本程序没有。请用 --template 指定这种格式。"),
                format!(
                    "the embedded data use the form `{id}`, which is unknown here; give it with --template"
                ),
            ),
            Self::BadData(error) => {
                let Text { zh, en } = error.text();
                Text::new(
                    format!("内嵌数据无法读取。{zh}"),
                    format!("the embedded data cannot be read: {en}"),
                )
            }
            Self::Unreadable(error) => {
                let Text { zh, en } = error.text();
                Text::new(
                    format!("程序内部错误，生成的数据无法读取。请把这一行反馈给开发者。{zh}"),
                    format!(
                        "internal error: the imported data cannot be read back; please report this line: {en}"
                    ),
                )
            }
        }
    }
}
