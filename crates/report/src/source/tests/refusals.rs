//! What is refused, and that the message names the mistake and points to the place to fix.

use super::*;
use chengbao_base::text::Bilingual as _;

/// Checks the error of a text: `^` marks its place, before the first character.
fn check(marked: &str, is_expected: impl Fn(&SourceError) -> bool) {
    let text = marked.replacen('^', "", 1);
    let error = match parse(&text) {
        Err(error) => error,
        Ok(source) => panic!("{text:?} was read: {}", dump(&source.root)),
    };
    assert!(is_expected(&error), "{text:?}: {error:?}");
    let at = error.place().unwrap().start;
    assert_eq!(marked.find('^'), Some(at), "{text:?}: {error:?}");
}

fn check_fault(marked: &str, expected: SyntaxError) {
    check(
        marked,
        |it| matches!(it, SourceError::Syntax { fault, .. } if *fault == expected),
    );
}

#[test]
fn a_file_without_a_value_is_empty() {
    for text in [
        "",
        "\u{FEFF}",
        " \n\t\n",
        "# 注\n",
        "---\n",
        "--- # 注\n...\n",
    ] {
        assert_eq!(parse(text).unwrap_err(), SourceError::Empty, "{text:?}");
    }
    assert!(parse("--- ~\n").is_ok());
}

#[test]
fn tabs_are_reported_where_they_stand() {
    let tab = |it: &SourceError| matches!(it, SourceError::Tab { .. });
    check("a:\n^\tb: 1\n", tab);
    check("a:\n  b: 1\n^\tc: 2\n", tab);
    check("^\ta: 1\n", tab);
    check("a: |\n^\t甲\n", tab);
    check("a:\n  - 1\n ^\t- 2\n", tab);
    check("a:\n^\t1\n  b:\tc\n", tab);
    check("a: b\n^\tc\nd: 1\n", tab);
    check("? ^\ta\n", tab);
    assert!(
        parse("a: [1,\n\t2]\n").is_ok(),
        "within brackets a tab is a blank"
    );
}

#[test]
fn yaml_that_reports_do_not_use_is_refused() {
    check(
        "a: ^!!python/object:os.system x\n",
        |it| matches!(it, SourceError::Tag { tag, .. } if tag == "!!python/object:os.system"),
    );
    check("a: &x ^!important\n", |it| {
        matches!(it, SourceError::Tag { .. })
    });
    check("a: ^!e!b c\n", |it| matches!(it, SourceError::Tag { .. }));
    check("a: &x {b: 1}\nc:\n  ^<<: *x\n", |it| {
        matches!(it, SourceError::MergeKey { .. })
    });
    check("^[a, b]: 1\n", |it| {
        matches!(it, SourceError::ComplexKey { .. })
    });
    check("? ^- a\n: 1\n", |it| {
        matches!(it, SourceError::ComplexKey { .. })
    });
    check("a: &x b\n^*x : 1\n", |it| {
        matches!(it, SourceError::ComplexKey { .. })
    });
    check("^: 1\n", |it| matches!(it, SourceError::EmptyKey { .. }));
    check("a: 1\n^---\nb: 1\n", |it| {
        matches!(it, SourceError::SecondDocument { .. })
    });
    check(
        "a: ^*x\n",
        |it| matches!(it, SourceError::UnknownAnchor { name, .. } if name == "x"),
    );
    check("a: ^**重点**\n", |it| {
        matches!(it, SourceError::UnknownAnchor { .. })
    });
    check("a: &x [^*x ]\n", |it| {
        matches!(it, SourceError::AliasToItself { .. })
    });
    check("a: 1\n^\u{FEFF}b: 1\n", |it| {
        matches!(it, SourceError::StrayByteOrderMark { .. })
    });
    check("a: '甲^\u{FEFF}乙'\n", |it| {
        matches!(it, SourceError::StrayByteOrderMark { .. })
    });
    check_fault("# 注\n^%TAG ! x\n---\na: 1\n", SyntaxError::Directive);
}

#[test]
fn colons_are_explained() {
    check_fault("form^：a-form\nyear: 2024\n", SyntaxError::FullWidthColon);
    check_fault("a: 1\n年度^：2024\nb: 1\n", SyntaxError::FullWidthColon);
    check_fault("a: |\n  甲\nyear^：2024\n", SyntaxError::FullWidthColon);
    check_fault("a: 1\nyear^:2024\n", SyntaxError::NoBlankAfterColon);
    check_fault("a^:1\nb: 2\n", SyntaxError::NoBlankAfterColon);
    check_fault("a: b^: c\n", SyntaxError::SecondColon);
}

#[test]
fn lines_that_are_no_entries_are_explained() {
    check_fault("a: 1\n\n^甲 乙  # 注\n# 注\nb: 2\n", SyntaxError::NotAKey);
    check_fault("a: 1\n^甲", SyntaxError::NotAKey);
    check_fault("^甲\nb: 2\n", SyntaxError::NotAKey);
    check_fault("a: |\n  甲\n^乙\nb: 1\n", SyntaxError::TextNotIndented);
    check_fault(
        "a: |\n  甲\n^第二段：乙\nb: 1\n",
        SyntaxError::TextNotIndented,
    );
}

#[test]
fn indentation_is_explained() {
    check_fault("a:\n  b: 1\n ^c: 2\n", SyntaxError::Indentation);
    check_fault("a: 1\n  ^b: 2\n", SyntaxError::Indentation);
    check_fault("  a: 1\n^b: 2\n", SyntaxError::Indentation);
    check_fault("a: |\n    甲\n  ^乙\nb: 1\n", SyntaxError::Indentation);
    check_fault("a:\n  - 1\n ^- 2\n", SyntaxError::Indentation);
    check_fault("- a\n^b: 1\n", SyntaxError::MixedList);
    check_fault("a: 1\n^- b\n", SyntaxError::MixedList);
    check_fault("a: ^- b\n", SyntaxError::MixedList);
}

#[test]
fn brackets_and_commas_are_explained() {
    check_fault("a: ^[1, 2\nb: 3\n", SyntaxError::BracketNotClosed);
    check_fault("a:\n  b: ^[1, 2\n  c: [3]\n", SyntaxError::BracketNotClosed);
    check_fault("a: ^[1, 2", SyntaxError::BracketNotClosed);
    check_fault("a: [1, ^{b: 2\nc: 3\n", SyntaxError::BracketNotClosed);
    check_fault("a: [1, 2]^]\n", SyntaxError::BracketNotOpened);
    check_fault("a: 1\n^}\n", SyntaxError::BracketNotOpened);
    check_fault("a: {b: 1 c^: 2}\n", SyntaxError::NoComma);
    check_fault("a: [[1] ^[2]]\n", SyntaxError::NoComma);
    check_fault("a: {b: 1^，c: 2}\n", SyntaxError::FullWidthComma);
    check_fault("a: [1,^,2]\n", SyntaxError::NoItem);
    check_fault("a: {b: ^-}\n", SyntaxError::BareDash);
    check_fault("a: {b: ^-, c: 1}\n", SyntaxError::BareDash);
    check_fault("a: {b: ^- , c: 1}\n", SyntaxError::BareDash);
    check_fault("a: [0, ^-, 0]\n", SyntaxError::BareDash);
    check_fault("a: [^-, 0]\n", SyntaxError::BareDash);
    check_fault("a: [0, ^-]\n", SyntaxError::BareDash);
    check_fault("a: [0, ^-\n  ]\n", SyntaxError::BareDash);
    check_fault("a: ^-\n", SyntaxError::BareDash);
    check_fault("a: ^-\nb: 1\n", SyntaxError::BareDash);
    check_fault("a: ^- # 无\nb: 1\n", SyntaxError::BareDash);
    check_fault("a: [1, 2] ^甲\nb: 1\n", SyntaxError::AfterValue);
    check_fault("a: [1, 2]^#注\n", SyntaxError::AfterValue);
}

#[test]
fn quotes_and_marks_are_explained() {
    check_fault("a: ^\"甲\nb: 1\n", SyntaxError::QuoteNotClosed);
    check_fault("a: ^'甲", SyntaxError::QuoteNotClosed);
    check_fault("a: \"甲\" ^乙\nb: 1\n", SyntaxError::AfterQuote);
    check_fault("a: ^\"c:\\d\"\n", SyntaxError::Escape);
    check_fault("a: \"甲^\\ud870\"\n", SyntaxError::HalfCharacter);
    check_fault("a: \"^\\ud870乙\\uddd9\"\n", SyntaxError::HalfCharacter);
    check_fault("a: \"^\\uddd9\\ud870\"\n", SyntaxError::HalfCharacter);
    check_fault("{\"^\\uD870\": 1}\n", SyntaxError::HalfCharacter);
    check_fault("a: ^@甲\n", SyntaxError::ReservedCharacter);
    check_fault("a: ^`甲`\n", SyntaxError::ReservedCharacter);
    check_fault("a: ^& 甲\n", SyntaxError::ReservedCharacter);
    check_fault("a: ^, 甲\n", SyntaxError::ReservedCharacter);
    check_fault("a: [1, ^@甲]\n", SyntaxError::ReservedCharacter);
    check_fault("a: ^| 甲\n  乙\n", SyntaxError::AfterBlockMark);
    check_fault("a: 甲 ^# 注\n  乙\n", SyntaxError::CommentInside);
}

#[test]
fn every_sentence_says_something_in_both_languages() {
    let place = Span {
        start: 0,
        end: 0,
        line: 1,
        column: 1,
    };
    let name = || "2024.yaml".to_owned();
    let errors = [
        SourceError::Empty,
        SourceError::TooLong { bytes: 5 << 20 },
        SourceError::Foreign {
            kind: FileKind::Word,
        },
        SourceError::Binary { place },
        SourceError::Utf16,
        SourceError::Gbk { place },
        SourceError::NotUtf8 { place },
        SourceError::TooDeep { place },
        SourceError::TooManyNodes { place },
        SourceError::TooManyAnchors { place },
        SourceError::AliasesTooLarge { place },
        SourceError::Tab { place },
        SourceError::DuplicateKey {
            place,
            key: name(),
            first_line: 3,
        },
        SourceError::SecondDocument { place },
        SourceError::UnknownAnchor {
            place,
            name: name(),
        },
        SourceError::AliasToItself { place },
        SourceError::Tag { place, tag: name() },
        SourceError::MergeKey { place },
        SourceError::ComplexKey { place },
        SourceError::EmptyKey { place },
        SourceError::StrayByteOrderMark { place },
        SourceError::Syntax {
            fault: SyntaxError::Other,
            place,
            detail: "did not find".to_owned(),
        },
        SourceError::Syntax {
            fault: SyntaxError::NoItem,
            place,
            detail: String::new(),
        },
    ];
    let mut said: Vec<chengbao_base::text::Text> = errors.iter().map(SourceError::text).collect();
    let is_sentence = |it: &chengbao_base::text::Text| {
        it.zh.ends_with(['。', '）']) && it.en.ends_with(['.', ')'])
    };
    assert!(said.iter().all(is_sentence));
    let count = said.len();
    said.sort();
    said.dedup();
    assert_eq!(said.len(), count, "no two alike");
    assert_eq!(errors[0].text().en, *errors[0].to_string());
}

#[test]
fn files_that_cannot_be_read_have_their_sentences() {
    use std::io::{Error, ErrorKind};
    let check = |kind: ErrorKind, is_directory: bool, part: &str| {
        let said = io_error("年报/2024.yaml", &Error::from(kind), is_directory).text();
        assert!(
            said.zh.contains(part) && said.zh.contains("年报/2024.yaml"),
            "{}",
            said.zh
        );
        assert!(said.en.contains("年报/2024.yaml"), "{}", said.en);
    };
    check(ErrorKind::PermissionDenied, true, "是文件夹");
    check(ErrorKind::IsADirectory, false, "是文件夹");
    check(ErrorKind::NotFound, false, "找不到");
    check(ErrorKind::PermissionDenied, false, "权限");
    check(ErrorKind::TimedOut, false, "无法读取");
}
