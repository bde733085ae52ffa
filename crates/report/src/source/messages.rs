//! The sentences of [`SourceError`]: what is wrong, then what to do, for people who know Notepad
//! and WPS and not YAML. Chinese first, in plain official language; a key is called 项目名.

use super::SourceError;
use super::bounds::{MAX_ANCHORS, MAX_DEPTH, MAX_NODES, MAX_TEXT};
use chengbao_base::text::Text;

/// How to save as UTF-8.
const SAVE_ZH: &str = "请用记事本打开，点“文件→另存为”，编码选“UTF-8”后保存（WPS：另存为“纯文本”，编码选“Unicode (UTF-8)”），再试一次。";
const SAVE_EN: &str =
    "Open it in Notepad, choose File → Save As, set the encoding to UTF-8, save and try again.";

/// The sentence of an error.
pub(super) fn of(error: &SourceError) -> Text {
    match error {
        SourceError::Directory { .. }
        | SourceError::NotFound { .. }
        | SourceError::PermissionDenied { .. }
        | SourceError::Unreadable { .. } => of_path(error),
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
            format!("“{name}”是文件夹，不是文件。请指明其中的报告数据文件（.yaml）。"),
            format!("“{name}” is a directory. Name a report file (.yaml) in it."),
        ),
        SourceError::NotFound { name } => Text::new(
            format!("找不到文件“{name}”。请核对文件名和所在文件夹。"),
            format!("There is no file “{name}”. Check its name and folder."),
        ),
        SourceError::PermissionDenied { name } => Text::new(
            format!("没有读取“{name}”的权限。请把文件复制到自己的文件夹，或者请管理员开通权限。"),
            format!(
                "You may not read “{name}”. Copy it to a folder of your own, or ask for permission."
            ),
        ),
        SourceError::Unreadable { name, detail } => Text::new(
            format!(
                "读不出“{name}”（系统提示：{detail}）。请确认文件没有被别的程序占用，存储设备已接好。"
            ),
            format!(
                "“{name}” cannot be read ({detail}). Check that no program holds it and that its device is connected."
            ),
        ),
        _ => of_structure(error),
    }
}

fn of_bytes(error: &SourceError) -> Text {
    match error {
        SourceError::TooLong { bytes } => Text::new(
            format!(
                "文件太大（{bytes} 字节），报告数据文件最多 {} MiB。请确认没有选错文件。",
                MAX_TEXT >> 20
            ),
            format!(
                "The file is too large ({bytes} bytes); a report has at most {} MiB. Check that it is the right file.",
                MAX_TEXT >> 20
            ),
        ),
        SourceError::Foreign { kind } => kind.message(),
        SourceError::Binary { .. } => Text::new(
            "文件里有不可见的控制字符，不是文本文件。请选报告的 YAML 数据文件（.yaml），它用记事本打开能直接看到文字。",
            "The file holds control bytes and is not text. Choose the report's YAML file (.yaml), which shows its words in Notepad.",
        ),
        SourceError::Utf16 => Text::new(
            format!(
                "文件的编码是 UTF-16（记事本里叫“Unicode”或“UTF-16”），只能读 UTF-8。{SAVE_ZH}"
            ),
            format!("The file is encoded as UTF-16; only UTF-8 is read. {SAVE_EN}"),
        ),
        SourceError::Gbk { .. } => Text::new(
            format!("文件的编码是 GBK（记事本里叫“ANSI”），只能读 UTF-8。{SAVE_ZH}"),
            format!(
                "The file is encoded as GBK (“ANSI” in Notepad); only UTF-8 is read. {SAVE_EN}"
            ),
        ),
        SourceError::NotUtf8 { .. } => Text::new(
            format!(
                "从这里起不是 UTF-8 编码的文字，可能是编码选错，也可能是文件损坏。如果打开后文字都正常：{SAVE_ZH}如果有乱码，请换一份完好的文件。"
            ),
            format!(
                "From here on the bytes are not UTF-8: another encoding, or a damaged file. If the words look right: {SAVE_EN} If they do not, take a sound copy."
            ),
        ),
        _ => Text::new(
            "文件是空的，或者只有空行和注释。请填写报告数据；chengbao new 可以生成一份空白的数据文件。",
            "The file is empty or holds nothing but blank lines and comments. Fill in the report; `chengbao new` writes a blank one.",
        ),
    }
}

fn of_structure(error: &SourceError) -> Text {
    match error {
        SourceError::TooDeep { .. } => Text::new(
            format!("层次太深，最多 {MAX_DEPTH} 层。报告数据只需要五六层，请检查缩进或括号。"),
            format!(
                "Nested too deep; at most {MAX_DEPTH} levels. A report needs five or six: check indentation and brackets."
            ),
        ),
        SourceError::TooManyNodes { .. } => Text::new(
            format!("数据项太多，最多 {MAX_NODES} 个。请确认没有选错文件。"),
            format!("Too many values; at most {MAX_NODES}. Check that it is the right file."),
        ),
        SourceError::TooManyAnchors { .. } => Text::new(
            format!("引用的定义（&）太多，最多 {MAX_ANCHORS} 个。请直接写出数据，不用引用。"),
            format!("Too many anchors (&); at most {MAX_ANCHORS}. Write the values themselves."),
        ),
        SourceError::AliasesTooLarge { .. } => Text::new(
            "这里的引用（*）展开以后数据太多，不能读入。请直接写出数据，不用引用。",
            "With this alias (*) written out the file would be too large. Write the values themselves.",
        ),
        SourceError::Tab { .. } => Text::new(
            "这里是制表符（Tab 键），YAML 的缩进和间隔只能用空格。请把它换成空格，与上下同级的行对齐。",
            "This is a tab; YAML is indented and spaced with blanks. Put blanks in its place, aligned with the lines of its level.",
        ),
        SourceError::DuplicateKey {
            key, first_line, ..
        } => Text::new(
            format!("“{key}”重复，第 {first_line} 行已经有了。请核对后只留一处。"),
            format!(
                "“{key}” stands here for the second time, the first is on line {first_line}. Keep the right one."
            ),
        ),
        SourceError::SecondDocument { .. } => Text::new(
            "这里的“---”开始了第二份数据，一个文件只能写一份报告。请把后面的内容存成另一个文件，或者删去这一行。",
            "This `---` begins a second document; one file holds one report. Move what follows to a file of its own, or delete the line.",
        ),
        SourceError::UnknownAnchor { name, .. } => Text::new(
            format!(
                "“*{name}”是引用，但前面没有“&{name}”。如果星号是文字的一部分，请给整个内容加上单引号。"
            ),
            format!(
                "“*{name}” is an alias, and there is no `&{name}` before it. If the asterisk is part of a text, put single quotes around the text."
            ),
        ),
        SourceError::AliasToItself { .. } => Text::new(
            "这里的引用（*）指向包含它自己的内容，没有尽头。请直接写出数据，不用引用。",
            "This alias (*) stands for the value it is in and has no end. Write the values themselves.",
        ),
        SourceError::Tag { tag, .. } => Text::new(
            format!(
                "“{tag}”是 YAML 的类型标记，报告数据里不用，也不会执行。请删去；如果感叹号是文字的一部分，请给整个内容加上单引号。"
            ),
            format!(
                "“{tag}” is a YAML tag; a report has none and none is obeyed. Delete it; if the exclamation mark is part of a text, put single quotes around the text."
            ),
        ),
        SourceError::MergeKey { .. } => Text::new(
            "报告数据里不能用“<<”合并。请把合并进来的内容逐项写出。",
            "The merge key `<<` is not read in reports. Write out what it would merge.",
        ),
        SourceError::ComplexKey { .. } => Text::new(
            "项目名只能是文字，不能是列表、括号或引用。如果括号或星号是文字的一部分，请给项目名加上单引号。",
            "A key must be a text, not a list, a mapping or an alias. If the bracket or asterisk is part of a text, put single quotes around the key.",
        ),
        SourceError::EmptyKey { .. } => Text::new(
            "冒号前面缺项目名。请写成“项目名: 内容”。",
            "There is no key before this colon. Write `key: value`.",
        ),
        _ => Text::new(
            "这里有一个看不见的字节顺序标记（BOM），多半是几个文件拼在一起造成的。请把光标移到这里，删去它。",
            "An invisible byte order mark stands here, most likely because files were joined. Place the cursor here and delete it.",
        ),
    }
}
