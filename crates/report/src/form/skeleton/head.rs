//! The part before the sections: the keys of every report. It never invents a value: what is
//! unknown is explained in a comment.

use std::fmt::Write as _;

use super::scalar::is_escaped;
use super::{Writer, scalar};
use crate::form::{CIRCULAR_KEYS, Level};

impl Writer<'_> {
    /// Writes them.
    pub(super) fn head(&mut self) {
        let (form, filled) = (self.form, self.filled);
        let _ = writeln!(self.out, "# {}　{}", form.name.zh, form.authority);
        let has_tables = !form.cells.is_empty();
        self.out.push_str(if has_tables {
            "# 在冒号后或方括号、花括号中填写；“#”之后是说明。~ 表示空白，不等于 0；“/”表示不适用。\n\
             # 正文写在“|”的下一行起，每段一行，行首空两格。总计可留 ~，由 chengbao check --fix 算出填入。\n\n"
        } else {
            "# 在冒号后填写；“#”之后是说明。正文写在“|”的下一行起，每段一行，行首空两格。\n\n"
        });
        let year = filled.year.as_deref();
        self.key("form", Some(&form.id), "格式");
        self.key("year", year, "报告年度，四位数");
        self.key("issuer", filled.issuer.as_deref(), "发布机关");
        let title = form.title.join(" ");
        let title = title.replace("{issuer}", "发布机关");
        let title = title.replace(
            "{year}",
            // Comments contain no characters that can only be written escaped.
            year.filter(|year| !year.contains(is_escaped))
                .unwrap_or("××××"),
        );
        self.lines("title", &format!("标题；不填则为：{title}"));
        self.key("date", filled.date.as_deref(), "成文日期，如 2025-01-24");
        let levels: Vec<String> = Level::ALL
            .into_iter()
            .map(|level| format!("{} {}", level.id(), level.name()))
            .collect();
        let levels = format!("发布机关层级，定报送期限：{}", levels.join("、"));
        self.key("level", filled.level.as_deref(), &levels);
        let previous = "上年报告的文件，用于跨年核对";
        self.key("previous", filled.previous.as_deref(), previous);
        self.lines("preface", "前言，可不填");
        self.circular();
    }

    /// The covering letter, commented out if there is none: most reports have none.
    fn circular(&mut self) {
        let letter = &self.filled.letter;
        if letter.is_empty() {
            self.line(
                0,
                "# circular:",
                "随报告报送的函；要附函时删去以下各行行首的“# ”",
            );
        } else {
            self.line(0, "circular:", "随报告报送的函");
        }
        for (id, label) in CIRCULAR_KEYS {
            let note = match id {
                "mark" | "issuer" => "；不填则为发布机关",
                "number" => "，如“平审函〔2025〕3号”；没有可不填",
                "title" => "；不填则由发布机关和年度拟出",
                "to" => "，必填",
                "text" => "；不填则为一句套语",
                "date" => "；不填则与报告相同",
                _ => "名称，如“[甲, 乙]”；不填则为本报告",
            };
            let key = match letter.get(id) {
                Some(value) => format!("  {id}: {}", scalar(value)),
                None => format!("#   {id}:"),
            };
            self.line(0, &key, &format!("{label}{note}"));
        }
    }
}
