//! One term per concept: what users read uses the terms of `docs/glossary.md`, and none of those they
//! replaced. It reads the strings of `src/`, the words of the page, and the documents for users.

use std::path::Path;

use super::rust::sources;

/// The rooms whose messages have been brought to these terms.
const REWORDED_ROOMS: &[&str] = &[
    "check",
    "cli",
    "compose",
    "document",
    "docx",
    "form",
    "html",
    "import",
    "jobs",
    "pdf",
    "picture",
    "publish",
    "report",
    "server",
    "signature",
    "signoff",
    "source",
    "txt",
    "typeset",
    "verify",
];

/// The texts outside Rust that have been brought to these terms, from the top of the repository.
const REWORDED_TEXTS: &[&str] = &[
    "README.md",
    "README.zh-CN.md",
    "crates/service/src/server/page/words.js",
    "docs/signing.zh-CN.md",
];

/// Files with the terms of earlier editions of documents, which are made again as they were.
const IN_OUTPUTS: &[&str] = &["compose/descriptions.rs"];

/// Chinese terms that are retired, each with what is written instead.
const CHINESE: &[(&str, &str)] = &[
    ("签发记录", "审签记录"),
    ("签发完成", "审签完成"),
    ("签发未完成", "审签未完成"),
    ("签发已失效", "审签已经失效"),
    ("尚未签发", "尚未审签"),
    ("不能签发", "不能审签"),
    ("签署", "审签；用密钥签名的，写“签名”"),
    ("签完", "审签完成"),
    ("签后", "审签后；签名后"),
    ("重新签起", "重新审签"),
    ("从头签起", "从头审签"),
    ("签到哪", "审签进度"),
    ("签发机构", "证书颁发机构"),
    ("正式文件", "定稿"),
    ("终稿", "定稿"),
    ("查验", "验证"),
    ("警告", "提醒"),
    ("表式", "报告格式"),
    ("报告文件", "数据文件"),
    ("报告数据", "数据文件；内嵌数据"),
    ("所附", "内嵌"),
    ("随附", "内嵌"),
    ("这个键", "项目名"),
    ("各键", "项目名"),
    ("可用的键", "项目名"),
    ("个空格填", "个空白格填"),
    ("空格填", "空白格填"),
    ("留空", "未填"),
    ("目录", "文件夹"),
    ("没有写出", "未生成文件"),
    ("什么也没有写", "未生成文件"),
    ("什么也不写", "未生成文件"),
    ("导出", "生成"),
    ("盖掉", "覆盖"),
    ("取代它", "覆盖"),
    ("不可用", "无法使用"),
    ("用不了", "无法使用"),
    ("不能读", "无法读取"),
    ("不可读", "无法读取"),
    ("无法读出", "无法读取"),
    ("读不出", "无法读取"),
    ("读不懂", "无法识别"),
    ("读懂", "无法识别"),
    ("认得", "能读取"),
    ("给出", "用 --x 指定"),
    ("指明", "用 --x 指定"),
    ("令牌", "访问码；USB Key（加密机）"),
    ("私钥", "密钥"),
    ("发文单位", "发文机关"),
    ("报送期限", "报送时限"),
    ("附函", "公函"),
    ("您", "本单位"),
    ("不得已存在", "已有同名文件时不覆盖"),
    ("已存在本机", "内容已保存在本机"),
    ("程序故障", "程序内部错误"),
    ("程序错误", "程序内部错误"),
    ("报告给开发者", "反馈给开发者"),
    ("还轮不到", "请先办……，再办……"),
    ("一概不认", "都不予认可"),
    ("无从问起", "无法验证"),
    ("帮助:", "怎么改："),
];

/// English phrases that are retired, each with what is written instead; only at the start of a word.
const ENGLISH: &[(&str, &str)] = &[
    ("mend", "fix"),
    ("anew", "again"),
    ("fault of the program", "internal error"),
    ("internal fault", "internal error"),
    ("asked for", "required"),
    ("asks for", "requires"),
    ("is no ", "is not a …; unknown …"),
    ("is none", "is not a …; unknown …"),
    ("are none", "are not …"),
    ("there is no ", "unknown …; … was not found"),
    ("by --", "with --"),
    ("by `--", "with `--"),
    ("whoever", "people who …"),
    ("nobody", "no one; the passive voice"),
    ("at hand", "available"),
    ("beside ", "next to; apart from"),
    ("hold it against", "compare it with"),
    ("held against", "compared with"),
    ("hold any more", "is no longer valid"),
    ("is not whole", "is incomplete"),
    ("lies there", "is there"),
    ("will not do", "invalid …"),
    ("was left alone", "was not changed"),
    ("dear part", "expensive"),
];

/// Phrases that contain a retired one and stay.
const STAYS: &[&str] = &[
    "审签后",
    "审签完",
    // The catalog of a PDF (ISO 32000-1 §7.7.2).
    "文件目录",
    "is no longer",
    "are no longer",
    "was no longer",
];

/// A text as a reader sees it: without the names of what is filled in, and without what [`STAYS`].
fn as_read(text: &str) -> String {
    let mut pieces = text.split('{');
    let first = pieces.next().unwrap_or_default().to_owned();
    let read = pieces.fold(first, |read, piece| {
        let after = piece.split_once('}').map_or(piece, |(_, after)| after);
        read + "…" + after
    });
    STAYS
        .iter()
        .fold(read, |read, stays| read.replace(stays, "…"))
}

/// What is retired in a text, with what to write instead.
fn retired_in(text: &str) -> Vec<String> {
    let text = as_read(text);
    let starts = |phrase: &str| {
        text.match_indices(phrase).any(|(at, _)| {
            let before = text[..at].chars().next_back();
            !before.is_some_and(|c| c.is_ascii_alphanumeric() || "_-".contains(c))
        })
    };
    let chinese = CHINESE.iter().filter(|(term, _)| text.contains(term));
    let english = ENGLISH.iter().filter(|(phrase, _)| starts(phrase));
    chinese
        .chain(english)
        .map(|(term, instead)| format!("“{term}” → {instead}: {text}"))
        .collect()
}

/// What a line of a file shows to users: all of it, or of JavaScript what is quoted.
fn words_of<'a>(name: &str, line: &'a str) -> Vec<&'a str> {
    match name.ends_with(".js") {
        true => line.split('\'').skip(1).step_by(2).collect(),
        false => vec![line],
    }
}

#[test]
fn messages_use_no_retired_term() {
    let files = sources();
    let files = files
        .iter()
        .filter(|file| REWORDED_ROOMS.contains(&file.room()))
        .filter(|file| !IN_OUTPUTS.contains(&file.path.as_str()));
    let wrong: Vec<String> = files
        .flat_map(|file| {
            let found = file.strings.iter().flat_map(|text| retired_in(text));
            found.map(|it| format!("{}: {it}", file.path))
        })
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn texts_for_users_use_no_retired_term() {
    let top = Path::new(env!("CARGO_MANIFEST_DIR"));
    let wrong: Vec<String> = REWORDED_TEXTS
        .iter()
        .flat_map(|name| {
            let text = std::fs::read_to_string(top.join(name)).unwrap();
            let lines = text.lines().flat_map(|line| words_of(name, line));
            let found: Vec<String> = lines.flat_map(retired_in).collect();
            found.into_iter().map(move |it| format!("{name}: {it}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_reworded_room_is_there_and_a_retired_term_is_noticed() {
    let files = sources();
    for room in REWORDED_ROOMS {
        assert!(files.iter().any(|file| file.room() == *room), "{room}");
    }
    for (text, count) in [
        ("签发记录已损坏", 1),
        ("there is no form `x`", 2),
        ("`--amend` and the amendment", 0),
        ("mended anew", 2),
        ("审签记录已损坏；签发：李四", 0),
        ("审签后 {mended} is no longer valid", 0),
    ] {
        assert_eq!(retired_in(text).len(), count, "{text}");
    }
}
