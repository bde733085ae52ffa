//! What embedded files are called where viewers list them, in each edition of documents. The names of pictures
//! come from the report.

use chengbao_base::edition::Edition;

/// The names of the files that every document, or every final one, has.
pub(super) struct Descriptions {
    pub(super) report: &'static str,
    pub(super) data: &'static str,
    pub(super) purpose: &'static str,
    pub(super) sign_off: &'static str,
}

impl Descriptions {
    pub(super) const fn of(edition: Edition) -> Self {
        match edition {
            Edition::Zero => Self {
                report: "报告数据（本文件由此生成）",
                data: "报告数据（规范 JSON，RFC 8785）",
                purpose: "文件用途（用途、首页页码、附件序号、是否草稿）",
                sign_off: "签发记录（拟稿、审核、签发）",
            },
            Edition::One => Self {
                report: "数据文件（本文件由此生成）",
                data: "数据文件的规范形式（JSON，RFC 8785）",
                purpose: "文件用途（用途、首页页码、附件序号、是否草稿、版次）",
                sign_off: "审签记录（拟稿、审核、签发）",
            },
        }
    }
}
