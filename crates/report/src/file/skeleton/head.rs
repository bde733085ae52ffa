//! The part before the sections: the keys of every report. It never invents a value: what is
//! unknown is explained in a comment.

use std::fmt::Write as _;

use super::Writer;
use crate::file::scalar::{is_escaped, scalar};
use crate::form::{Blank, HEAD, HeadKey, LETTER, Level, Shape};

impl Writer<'_> {
    /// Writes them.
    pub(super) fn head(&mut self) {
        let form = self.form;
        let _ = writeln!(self.out, "# {}　{}", form.name.zh, form.authority);
        let has_tables = !form.cells.is_empty();
        self.out.push_str(match (has_tables, form.blank_cells) {
            (true, Blank::Allowed) => {
                "# 在冒号后或方括号、花括号中填写；“#”之后是说明。没有发生的填 0；~ 是“还没填”，不是 0；不适用的填“/”。\n\
                 # 正文从“|”的下一行写起，每段一行，行首空两格。总计可留 ~，由 chengbao check --fix 算出填入。\n\n"
            }
            (true, Blank::Warning) => {
                "# 在冒号后或方括号、花括号中填写；“#”之后是说明。没有发生的填 0；~ 是“还没填”，不是 0；不要填“/”。\n\
                 # 正文从“|”的下一行写起，每段一行，行首空两格。总计可留 ~，由 chengbao check --fix 算出填入。\n\n"
            }
            (false, _) => {
                "# 在冒号后填写；“#”之后是说明。正文从“|”的下一行写起，每段一行，行首空两格。\n\n"
            }
        });
        let levels = Level::ALL.map(|level| format!("{} {}", level.id(), level.name()));
        let levels = levels.join("、");
        let title = self.default_title();
        for key in &HEAD {
            let comment = key.comment.replace("{levels}", &levels);
            let comment = comment.replace("{title}", &title);
            match key.shape {
                Shape::Form => self.key(key.id(), Some(&form.id), &comment),
                Shape::Text | Shape::Body => self.lines(key.id(), &comment),
                Shape::Letter => self.letter(key),
                _ => self.key(key.id(), self.value(key.path), &comment),
            }
        }
    }

    /// The form's own title with what is known of the report.
    fn default_title(&self) -> String {
        let title = self.form.title.join(" ");
        let title = title.replace("{issuer}", "发布机关");
        // Comments contain no characters that can only be written escaped.
        let year = self.value("year");
        let year = year.filter(|year| !year.contains(is_escaped));
        title.replace("{year}", year.unwrap_or("××××"))
    }

    /// The covering letter, commented out if there is none: most reports have none.
    fn letter(&mut self, key: &HeadKey) {
        let (id, comment) = (key.id(), key.comment);
        if LETTER.iter().any(|key| self.value(key.path).is_some()) {
            self.line(0, &format!("{id}:"), comment);
        } else {
            let comment = format!("{comment}；要用公函的，删去以下各行行首的“# ”");
            self.line(0, &format!("# {id}:"), &comment);
        }
        for key in &LETTER {
            let id = key.id();
            let written = match self.value(key.path) {
                Some(value) => format!("  {id}: {}", scalar(value)),
                None => format!("#   {id}:"),
            };
            self.line(0, &written, key.comment);
        }
    }
}
