//! Why nothing could be taken from a file: what it is, and what to do instead.

use chengbao_base::text::Text;
use chengbao_report::source::SourceError;

/// Why nothing was imported.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
#[error("{}", self.text().en)]
pub enum ImportError {
    /// Neither PDF, DOCX nor HTML.
    Kind,
    /// The report's data itself: there is nothing to import.
    Data,
    /// Larger than what is looked at.
    TooLarge,
    /// A PDF that cannot be read.
    DamagedPdf {
        /// What the reader says.
        detail: String,
    },
    /// A PDF that asks for a password.
    EncryptedPdf,
    /// A PDF without the report's data in it.
    NoData,
    /// A package that cannot be read, or one that is no Word document.
    DamagedDocx {
        /// What the reader says.
        detail: String,
    },
    /// A Word document locked with a password, or the format before DOCX: one container holds both.
    OldOffice,
    /// A part with a document type declaration, which no Word file has (ECMA-376 part 2 §9.1.1).
    Doctype,
    /// Elements within one another beyond any document.
    TooDeep,
    /// HTML that is neither UTF-8 nor GBK.
    Charset,
    /// Nothing of any form in it.
    NoForm {
        /// Ids of the forms that were tried.
        known: Vec<String>,
    },
    /// The data inside are on a form that is not known here.
    UnknownForm {
        /// Its id.
        id: String,
    },
    /// The data inside cannot be read.
    BadData(SourceError),
    /// What was put together cannot be read back: a fault of the program.
    Unreadable(SourceError),
}

impl ImportError {
    /// The message.
    #[must_use]
    pub fn text(&self) -> Text {
        match self {
            Self::Kind => Text::new(
                "这不是 PDF、DOCX 或网页。请用本程序导出的 PDF，或 Word 文件（.docx），或保存下来的网页（.html）。",
                "this is neither PDF, DOCX nor HTML; give a PDF of this program, a Word file (.docx) or a saved page (.html)",
            ),
            Self::Data => Text::new(
                "这就是报告数据（YAML），不必导入，可直接 chengbao check。",
                "this is the data of a report (YAML) already; there is nothing to import",
            ),
            Self::TooLarge => Text::new(
                "文件太大，或解压后太大，不像一份报告。",
                "the file, or what is packed in it, is larger than any report",
            ),
            Self::DamagedPdf { detail } => Text::new(
                format!("PDF 已损坏，读不出来（{detail}）。请换一份，或用报告的 DOCX 或网页。"),
                format!(
                    "the PDF is damaged ({detail}); take another copy, or the DOCX or page of the report"
                ),
            ),
            Self::EncryptedPdf => Text::new(
                "PDF 加了密。请换一份未加密的，或用报告的 DOCX 或网页。",
                "the PDF is encrypted; take one without a password, or the DOCX or page of the report",
            ),
            Self::NoData => Text::new(
                "PDF 中没有报告数据：它不是本程序导出的，或另存时丢掉了附件。请改用报告的 DOCX 或网页导入。",
                "the PDF holds no report data: it was made by another program, or lost its attachments; import the DOCX or the page instead",
            ),
            Self::DamagedDocx { detail } => Text::new(
                format!(
                    "文件已损坏，或不是 Word 文件（{detail}）。请用 Word 或 WPS 另存为 .docx。"
                ),
                format!(
                    "the file is damaged or no Word document ({detail}); save it as .docx with Word or WPS"
                ),
            ),
            Self::OldOffice => Text::new(
                "这是旧版 Office 或 WPS 文件，或加了密的文件。请打开后另存为不加密的 .docx。",
                "this is an old Office or WPS file, or an encrypted one; open it and save it as .docx without a password",
            ),
            Self::Doctype => Text::new(
                "文件中有 DOCTYPE 声明，Word 文件不会有，不予读取。",
                "a part of the file has a document type declaration, which no Word file has; it was not read",
            ),
            Self::TooDeep => Text::new(
                "文件的结构层层嵌套过深，不像一份报告。",
                "the file is nested deeper than any report",
            ),
            Self::Charset => Text::new(
                "网页的编码不是 UTF-8 或 GBK。请在浏览器中打开，另存为 UTF-8 编码的网页。",
                "the page is neither UTF-8 nor GBK; open it in a browser and save it as UTF-8",
            ),
            Self::NoForm { known } => Text::new(
                format!(
                    "没有找到任何一种格式的表格和标题。已知的格式：{}；别的格式可用 --template 给出。",
                    known.join("、")
                ),
                format!(
                    "no tables or headings of a known form were found; known forms: {}; give another with --template",
                    known.join(", ")
                ),
            ),
            Self::UnknownForm { id } => Text::new(
                format!("文件中的数据用的是“{id}”格式，这里没有。请用 --template 给出这种格式。"),
                format!(
                    "the data in the file are on the form `{id}`, which is not known here; give it with --template"
                ),
            ),
            Self::BadData(error) => {
                let Text { zh, en } = error.message();
                Text::new(
                    format!("文件中的报告数据读不出来：{zh}"),
                    format!("the report data in the file cannot be read: {en}"),
                )
            }
            Self::Unreadable(error) => {
                let Text { zh, en } = error.message();
                Text::new(
                    format!("程序内部错误：写出的数据读不回来：{zh}"),
                    format!("fault of the program: what was imported cannot be read back: {en}"),
                )
            }
        }
    }
}
