//! What is said beside an import that worked: what was not found, and what was decided.

use chengbao_base::text::Text;

/// A file inside that has no usable name.
pub(super) fn unnamed_file(name: &str) -> Text {
    Text::new(
        format!("文件中的附件“{name}”名称不可用，没有取出。"),
        format!("the embedded file `{name}` has no usable name and was left out"),
    )
}

/// The canonical form inside is not that of the data.
pub(super) fn data_differ(name: &str) -> Text {
    Text::new(
        format!("文件中的“{name}”与报告数据不一致，已以报告数据（YAML）为准，请核实。"),
        format!(
            "`{name}` in the file does not agree with the report's data; the data (YAML) were taken, verify them"
        ),
    )
}

/// A part that should bind the figures cannot be read.
pub(super) fn damaged_part() -> Text {
    Text::new(
        "文件中随附的报告数据已损坏，改按表格和标题识别。",
        "the data bound into the file are damaged; tables and headings were read instead",
    )
}

/// The sign-off inside cannot be read.
pub(super) fn damaged_sign_off() -> Text {
    Text::new(
        "文件中随附的签发记录已损坏，没有取出。",
        "the sign-off in the file is damaged and was left out",
    )
}

/// A picture that another program changed or took out.
pub(super) fn lost_picture(name: &str) -> Text {
    Text::new(
        format!("图片“{name}”的原文件已不在其中（可能在编辑时被压缩或删除），请另行放入。"),
        format!(
            "the file of picture `{name}` is no longer there (an editor may have compressed or deleted it); add it by hand"
        ),
    )
}

/// Pictures do not travel.
pub(super) fn pictures(count: usize) -> Text {
    Text::new(
        format!("文件中有 {count} 幅图没有导入，请另行加入。"),
        format!("{count} pictures were not imported; add them by hand"),
    )
}

/// A key beside the sections that was not found.
pub(super) fn no_key(name: &str, key: &str) -> Text {
    Text::new(
        format!("没有找到{name}，请在“{key}”处填写。"),
        format!("`{key}` was not found; fill it in"),
    )
}

/// The year follows from the date.
pub(super) fn year_from_date(year: i32) -> Text {
    Text::new(
        format!("标题中没有年度，按成文日期推定为 {year}，请核实。"),
        format!("the title has no year; {year} was taken from the date, verify it"),
    )
}

/// Two spellings of the issuer.
pub(super) fn issuers_differ(title: &str, imprint: &str) -> Text {
    Text::new(
        format!("标题中的“{title}”与署名“{imprint}”不同，发布机关取了署名。"),
        format!("the title has `{title}`, the signature `{imprint}`; the signature was taken"),
    )
}

/// A section that was not found.
pub(super) fn no_section(label: &str) -> Text {
    Text::new(
        format!("没有找到“{label}”。"),
        format!("section “{label}” was not found"),
    )
}

/// A table that was not found.
pub(super) fn no_table(label: &str) -> Text {
    Text::new(
        format!("“{label}”的表格没有找到，各格留空。"),
        format!("the table of “{label}” was not found; its cells were left blank"),
    )
}

/// A cell, or all cells of a row, that were not found.
pub(super) fn no_cell(name: &str) -> Text {
    Text::new(
        format!("表中没有找到“{name}”，留空。"),
        format!("“{name}” was not found in the tables and left blank"),
    )
}

/// Text beside a table, which a report has no place for.
pub(super) fn text_at_table(label: &str, text: &str) -> Text {
    Text::new(
        format!("“{label}”的表格旁有文字，没有导入：{text}"),
        format!("text beside the table of “{label}” was not imported: {text}"),
    )
}

/// The form is not the one in force.
pub(super) fn other_form(id: &str, year: i32) -> Text {
    Text::new(
        format!("表格与 {year} 年度的格式不符，按最接近的 {id} 导入。"),
        format!(
            "the tables are not those of the form in force for {year}; the nearest, {id}, was taken"
        ),
    )
}

/// A figure was changed in two ways.
pub(super) fn both_changed(name: &str, bound: &str, shown: &str) -> Text {
    Text::new(
        format!(
            "“{name}”在文件中有两个改动：内容控件为“{bound}”，表中显示“{shown}”；取了表中显示的，请核实。"
        ),
        format!(
            "“{name}” was changed twice: bound `{bound}`, shown `{shown}`; what is shown was taken, verify it"
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
            shown(before, "（空白）"),
            shown(after, "（空白）")
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
        format!("“{label}”的文字有改动，已写入。"),
        format!("the text of “{label}” was changed and written"),
    )
}

/// The covering letter was changed in the document.
pub(super) fn letter_changed() -> Text {
    Text::new(
        "公函的文字有改动，没有写入；如需改动，请改“circular”各项。",
        "the covering letter was changed in the document, and that was not taken over; change `circular` by hand",
    )
}

/// A row of the data whose cells the document no longer has.
pub(super) fn kept(name: &str) -> Text {
    Text::new(
        format!("文件的表中没有找到“{name}”，保留原数据。"),
        format!("“{name}” was not found in the tables; the data were kept as they were"),
    )
}

/// The data inside could not be edited in place.
pub(super) fn rewritten() -> Text {
    Text::new(
        "原数据的写法不便就地改动，已重新写出，原有注释没有保留。",
        "the data could not be changed in place and were written anew; comments were not kept",
    )
}
