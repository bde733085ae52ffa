//! The messages of [`SourceError`]: what is wrong, then what to do, for people who know Notepad
//! and WPS and not YAML. Chinese first, in plain official language; a key is called 项目名.

use super::bounds::{MAX_ANCHORS, MAX_DEPTH, MAX_NODES, MAX_TEXT};
use super::{SourceError, kind};
use chengbao_base::text::{Bilingual, Text};

/// How to save as UTF-8.
const SAVE_ZH: &str = "请用记事本打开，点“文件→另存为”，编码选“UTF-8”后保存（WPS：另存为“纯文本”，编码选“Unicode (UTF-8)”），再试一次。";
const SAVE_EN: &str =
    "Open it in Notepad, choose File → Save As, set the encoding to UTF-8, save and try again.";

impl Bilingual for SourceError {
    /// What is wrong and what to do, without the file's name unless the file itself is the problem.
    fn text(&self) -> Text {
        of(self)
    }
}

fn of(error: &SourceError) -> Text {
    match error {
        SourceError::Directory { .. }
        | SourceError::NotFound { .. }
        | SourceError::PermissionDenied { .. }
        | SourceError::Unreadable { .. }
        | SourceError::Special { .. }
        | SourceError::Outside { .. } => of_path(error),
        SourceError::Empty
        | SourceError::TooLong { .. }
        | SourceError::Foreign { .. }
        | SourceError::Binary { .. }
        | SourceError::Utf16
        | SourceError::Gbk { .. }
        | SourceError::NotUtf8 { .. } => of_bytes(error),
        SourceError::Syntax { fault, detail, .. } => fault.message(detail),
        _ => of_structure(error),
    }
}

fn of_path(error: &SourceError) -> Text {
    match error {
        SourceError::Directory { name } => Text::new(
            format!("“{name}”是文件夹，不是文件。请写明其中的数据文件（.yaml）。"),
            format!("“{name}” is a folder. Give the name of a report file (.yaml) in it."),
        ),
        SourceError::NotFound { name } => Text::new(
            format!("找不到文件“{name}”。请核对文件名和所在文件夹。"),
            format!("The file “{name}” was not found. Check its name and folder."),
        ),
        SourceError::PermissionDenied { name } => Text::new(
            format!("没有读取“{name}”的权限。请把文件复制到自己的文件夹，或者请管理员开通权限。"),
            format!(
                "You have no permission to read “{name}”. Copy it to your own folder, or ask your administrator for permission."
            ),
        ),
        SourceError::Unreadable { name, detail } => Text::new(
            format!(
                "无法读取“{name}”（系统提示：{detail}）。请确认文件没有被别的程序占用，存储设备已接好。"
            ),
            format!(
                "“{name}” cannot be read ({detail}). Check that no other program is using it and that its drive is connected."
            ),
        ),
        SourceError::Special { name, special } => {
            let Text { zh, en } = special.name();
            Text::new(
                format!("“{name}”是{zh}，不是文件，没有读取。请写文件名；标准输入写作“-”。"),
                format!(
                    "“{name}” is {en}, not a file, and was not read. Give the name of a file; standard input is `-`."
                ),
            )
        }
        SourceError::Outside { name } => Text::new(
            format!("“{name}”是通向别的文件夹的链接，没有读取。请把文件本身放进这个文件夹。"),
            format!(
                "“{name}” is a link that leads out of its folder, and was not read. Put the file itself into the folder."
            ),
        ),
        _ => of_structure(error),
    }
}

fn of_bytes(error: &SourceError) -> Text {
    match error {
        SourceError::TooLong { bytes } => Text::new(
            format!(
                "文件过大（{bytes} 字节），数据文件最多 {} MB。请核对是不是选错了文件。",
                MAX_TEXT >> 20
            ),
            format!(
                "The file is too large ({bytes} bytes); a report file has at most {} MB. Check that it is the right file.",
                MAX_TEXT >> 20
            ),
        ),
        SourceError::Foreign { kind } => kind::message(*kind),
        SourceError::Binary { .. } => Text::new(
            "文件里有看不见的控制字符，不是文本文件。请选报告的数据文件（.yaml），它用记事本打开能直接看到文字。",
            "The file contains control bytes and is not text. Choose the report's .yaml file, which is readable in Notepad.",
        ),
        SourceError::Utf16 => Text::new(
            format!("文件的编码是 UTF-16（记事本里叫“Unicode”或“UTF-16”），应为 UTF-8。{SAVE_ZH}"),
            format!("The file is encoded as UTF-16; it must be UTF-8. {SAVE_EN}"),
        ),
        SourceError::Gbk { .. } => Text::new(
            format!("文件的编码是 GBK（记事本里叫“ANSI”），应为 UTF-8。{SAVE_ZH}"),
            format!("The file is encoded as GBK (“ANSI” in Notepad); it must be UTF-8. {SAVE_EN}"),
        ),
        SourceError::NotUtf8 { .. } => Text::new(
            format!(
                "从这里起不是 UTF-8 编码的文字，可能是编码选错，也可能是文件损坏。如果打开后文字都正常：{SAVE_ZH}如果有乱码，请换一份完好的文件。"
            ),
            format!(
                "From here on the file is not UTF-8: it has another encoding, or is damaged. If the text looks right: {SAVE_EN} If it does not, use an undamaged copy."
            ),
        ),
        _ => Text::new(
            "文件是空的，或者只有空行和注释。请填写，或者生成一份空白的数据文件再填写。",
            "The file is empty or contains only blank lines and comments. Fill in the report, or begin with a blank one.",
        ),
    }
}

fn of_structure(error: &SourceError) -> Text {
    match error {
        SourceError::TooDeep { .. } => Text::new(
            format!("层次太深，最多 {MAX_DEPTH} 层。数据文件只需要五六层，请检查缩进或括号。"),
            format!(
                "Nested too deeply; at most {MAX_DEPTH} levels are allowed. A report file needs five or six: check indentation and brackets."
            ),
        ),
        SourceError::TooManyNodes { .. } => Text::new(
            format!("数据项太多，最多 {MAX_NODES} 个。请核对是不是选错了文件。"),
            format!(
                "Too many values; at most {MAX_NODES} are allowed. Check that it is the right file."
            ),
        ),
        SourceError::TooManyAnchors { .. } => Text::new(
            format!("引用的定义（&）太多，最多 {MAX_ANCHORS} 个。请直接写出数据，不用引用。"),
            format!(
                "Too many anchors (&); at most {MAX_ANCHORS} are allowed. Write out the values."
            ),
        ),
        SourceError::AliasesTooLarge { .. } => Text::new(
            "这里的引用（*）展开以后数据太多，无法读取。请直接写出数据，不用引用。",
            "With this alias (*) expanded the file would be too large. Write out the values.",
        ),
        SourceError::Tab { .. } => Text::new(
            "这里是制表符（Tab 键），YAML 的缩进只能用空格。请把它换成空格，与上下同级的行对齐。",
            "This is a tab; YAML uses only spaces for indentation. Replace it with spaces, aligned with the other lines of its level.",
        ),
        SourceError::DuplicateKey {
            key, first_line, ..
        } => Text::new(
            format!("“{key}”重复，第 {first_line} 行已经写过。请核对后只留一处。"),
            format!(
                "“{key}” occurs twice; the first is on line {first_line}. Keep only the right one."
            ),
        ),
        SourceError::SecondDocument { .. } => Text::new(
            "这里的“---”开始了第二份数据，一个文件只能写一份报告。请把后面的内容存成另一个文件，或者删去这一行。",
            "This `---` begins a second document, but a file contains one report. Move the rest to another file, or delete this line.",
        ),
        SourceError::UnknownAnchor { name, .. } => Text::new(
            format!(
                "“*{name}”是引用，但前面没有“&{name}”。如果星号是文字的一部分，请给整个内容加上单引号。"
            ),
            format!(
                "“*{name}” is an alias, but `&{name}` does not occur before it. If the asterisk is part of a text, put single quotes around the text."
            ),
        ),
        SourceError::AliasToItself { .. } => Text::new(
            "这里的引用（*）指向包含它自己的内容，没有尽头。请直接写出数据，不用引用。",
            "This alias (*) refers to a value that contains it. Write out the values.",
        ),
        SourceError::Tag { tag, .. } => Text::new(
            format!(
                "“{tag}”是 YAML 的类型标记，数据文件里不用，也不起作用。请删去；如果感叹号是文字的一部分，请给整个内容加上单引号。"
            ),
            format!(
                "“{tag}” is a YAML tag, which report files do not use. Delete it; if the exclamation mark is part of a text, put single quotes around the text."
            ),
        ),
        SourceError::MergeKey { .. } => Text::new(
            "数据文件里不能用“<<”合并。请把合并进来的内容逐项写出。",
            "Report files do not support the merge key `<<`. Write out the entries it would merge.",
        ),
        SourceError::ComplexKey { .. } => Text::new(
            "项目名只能是文字，不能是列表、括号或引用。如果括号或星号是文字的一部分，请给项目名加上单引号。",
            "A key must be a text, not a list, a mapping or an alias. If the bracket or asterisk is part of a text, put single quotes around the key.",
        ),
        SourceError::EmptyKey { .. } => Text::new(
            "冒号前面缺项目名。请写成“项目名: 内容”。",
            "The key before this colon is missing. Write `key: value`.",
        ),
        _ => Text::new(
            "这里有一个看不见的字节顺序标记（BOM），多半是几个文件拼在一起造成的。请把光标移到这里，删去它。",
            "There is an invisible byte order mark here, most likely because files were joined. Span the cursor here and delete it.",
        ),
    }
}
