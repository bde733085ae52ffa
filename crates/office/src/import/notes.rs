//! Notes about an import that succeeded: what was not found, and what was decided.

use chengbao_base::text::Text;

/// An embedded file without a usable name.
pub(super) fn unnamed_file(name: &str) -> Text {
    Text::new(
        format!("内嵌文件“{name}”的文件名不合要求，没有取出；要用的请找原文件。"),
        format!(
            "the embedded file `{name}` has an invalid file name and was left out; if you need it, use the original file"
        ),
    )
}

/// A PDF that is not read strictly.
pub(super) fn read_leniently() -> Text {
    Text::new(
        "这份 PDF 不是本程序的写法，或已被其他程序改写；内嵌数据按宽松方式读取，不能用来验证。请核实。",
        "the PDF is not written as this program writes, or another program wrote it again; its embedded data were read leniently and prove nothing, please verify",
    )
}

/// The embedded canonical form does not match the data.
pub(super) fn data_differ(name: &str) -> Text {
    Text::new(
        format!("内嵌文件“{name}”与内嵌的数据文件（YAML）不一致，已以数据文件为准。请核实。"),
        format!(
            "the embedded file `{name}` does not match the embedded report file (YAML); the report file was used, please verify"
        ),
    )
}

/// A part that should contain the figures cannot be read.
pub(super) fn damaged_part() -> Text {
    Text::new(
        "内嵌数据已损坏，改按表格和标题识别。请核实。",
        "the embedded data are damaged; tables and headings were used instead, please verify",
    )
}

/// The embedded sign-off cannot be read.
pub(super) fn damaged_sign_off() -> Text {
    Text::new(
        "内嵌的审签记录已损坏，没有取出；要用的请找原文件。",
        "the embedded sign-off is damaged and was left out; if you need it, use the original file",
    )
}

/// A picture that another program changed or removed.
pub(super) fn lost_picture(name: &str) -> Text {
    Text::new(
        format!("没有找到图片“{name}”的原文件（可能在编辑时被压缩或删除）。请另行放入。"),
        format!(
            "the original file of the picture `{name}` was not found (an editor may have compressed or deleted it); add it by hand"
        ),
    )
}

/// Pictures that were not imported.
pub(super) fn pictures(count: usize) -> Text {
    Text::new(
        format!("文件中有 {count} 张图片没有导入。请另行放入。"),
        format!("{count} picture(s) were not imported; add them by hand"),
    )
}

/// A head key that was not found.
pub(super) fn no_key(name: &str, key: &str) -> Text {
    Text::new(
        format!("没有找到{name}。请在“{name}:”处填写。"),
        format!("`{key}` was not found; fill it in"),
    )
}

/// The year was derived from the date.
pub(super) fn year_from_date(year: i32) -> Text {
    Text::new(
        format!("标题中没有年度，按成文日期推定为{year}年。请核实。"),
        format!("the title has no year; {year} was taken from the date, please verify"),
    )
}

/// Two different names of the issuing body.
pub(super) fn issuers_differ(title: &str, imprint: &str) -> Text {
    Text::new(
        format!("标题中的“{title}”与落款“{imprint}”不同，发布机关按落款填写。请核实。"),
        format!(
            "the title has `{title}`, but the name at the end is `{imprint}`; the name at the end was used, please verify"
        ),
    )
}

/// A section that was not found.
pub(super) fn no_section(label: &str) -> Text {
    Text::new(
        format!("没有找到“{label}”。请填写。"),
        format!("section “{label}” was not found; fill it in"),
    )
}

/// A table that was not found.
pub(super) fn no_table(label: &str) -> Text {
    Text::new(
        format!("没有找到“{label}”的表格，各格未填。请填写。"),
        format!("the table of “{label}” was not found and its cells are blank; fill them in"),
    )
}

/// A cell, or all cells of a row, that were not found.
pub(super) fn no_cell(name: &str) -> Text {
    Text::new(
        format!("表中没有找到“{name}”，未填。请填写。"),
        format!("“{name}” was not found in the tables and is blank; fill it in"),
    )
}

/// Text next to a table, for which a report has no place.
pub(super) fn text_at_table(label: &str, text: &str) -> Text {
    Text::new(
        format!("“{label}”的表格以外有文字没有导入，请核实：{text}"),
        format!("text outside the table of “{label}” was not imported, please verify: {text}"),
    )
}

/// The form is not the one in force.
pub(super) fn other_form(id: &str, year: i32) -> Text {
    Text::new(
        format!("表格与{year}年度的报告格式不符，已按最接近的 {id} 导入。请核实。"),
        format!(
            "the tables do not match the form in force for {year}; the closest form, {id}, was used, please verify"
        ),
    )
}

/// A figure was changed in two ways.
pub(super) fn both_changed(name: &str, bound: &str, shown: &str) -> Text {
    Text::new(
        format!(
            "“{name}”在文件中有两个值：内嵌数据是“{bound}”，表中显示“{shown}”；已按表中显示的填写。请核实。"
        ),
        format!(
            "“{name}” has two values: `{bound}` in the embedded data, `{shown}` in the table; the value shown in the table was used, please verify"
        ),
    )
}

/// A value that was changed in the document.
pub(super) fn changed(name: &str, before: &str, after: &str) -> Text {
    let shown = |text: &str, nothing: &str| {
        if text.is_empty() {
            nothing.to_owned()
        } else {
            text.to_owned()
        }
    };
    Text::new(
        format!(
            "{name}：{} → {}",
            shown(before, "（未填）"),
            shown(after, "（未填）")
        ),
        format!(
            "{name}: {} → {}",
            shown(before, "(blank)"),
            shown(after, "(blank)")
        ),
    )
}

/// A text that was changed in the document.
pub(super) fn text_changed(label: &str) -> Text {
    Text::new(
        format!("“{label}”的文字有改动，已导入。"),
        format!("the text of “{label}” was changed, and the change was imported"),
    )
}

/// The covering letter was changed in the document.
pub(super) fn letter_changed() -> Text {
    Text::new(
        "公函的文字有改动，没有导入；要改的，请改数据文件中“公函”各项。",
        "the covering letter was changed in the document, but the change was not imported; change `circular` in the report file",
    )
}

/// A row of the data whose cells are no longer in the document.
pub(super) fn value_stays(name: &str) -> Text {
    Text::new(
        format!("表中没有找到“{name}”，已保留内嵌数据。请核实。"),
        format!("“{name}” was not found in the tables; the embedded value was kept, please verify"),
    )
}

/// The embedded data could not be edited in place.
pub(super) fn rewritten() -> Text {
    Text::new(
        "内嵌的数据文件无法就地修改，已重新生成，原有注释没有保留。",
        "the embedded report file could not be changed in place and was written again; comments were not kept",
    )
}
