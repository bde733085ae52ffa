//! Running text: styles, run-in headings, hints, escapes, breaks, the imprint, refused characters.

use super::sample::{document, report, run_in, text};
use super::{Package, all, body, text_of, val};
use crate::document::Block;
use crate::docx::{DocxError, write};
use chengbao_base::formats::xml::{self, Element};
use chengbao_base::style::StyleId;
use chengbao_base::text::is_writable;

/// Calls `check` with the first `w:p` of a document of this block.
fn check(block: Block, check: impl FnOnce(&Element<'_>)) {
    let part = body(&document(vec![block]));
    let root = xml::own(part.as_bytes()).unwrap();
    check(all(&root, "w:p")[0]);
}

#[test]
fn headings_have_words_own_styles_with_outline_levels() {
    let styles = Package::of(&report()).part("word/styles.xml");
    let root = xml::own(styles.as_bytes()).unwrap();
    for level in 1..=4 {
        let style = *all(&root, "w:style")
            .iter()
            .find(|style| style.attribute("w:styleId") == Some(&format!("Heading{level}")))
            .unwrap();
        assert_eq!(val(style, "w:name"), Some(format!("heading {level}")));
        assert_eq!(val(style, "w:outlineLvl"), Some((level - 1).to_string()));
        assert_eq!(val(style, "w:link"), Some(format!("Heading{level}Char")));
    }
    for name in [
        "Title",
        "公文正文",
        "署名",
        "成文日期",
        "表格文字",
        "表格标题",
        "footer",
    ] {
        assert!(
            styles.contains(&format!(r#"<w:name w:val="{name}"/>"#)),
            "{name}"
        );
    }
}

#[test]
fn every_style_that_text_refers_to_is_there() {
    let mut package = Package::of(&report());
    let styles = package.part("word/styles.xml");
    let mut used = 0;
    for part in ["word/document.xml", "word/footer1.xml", "word/styles.xml"] {
        let part = package.part(part);
        let root = xml::own(part.as_bytes()).unwrap();
        for name in ["w:pStyle", "w:rStyle", "w:basedOn", "w:next", "w:link"] {
            for reference in all(&root, name) {
                let id = reference.attribute("w:val").unwrap();
                assert!(styles.contains(&format!(r#"w:styleId="{id}""#)), "{id}");
                used += 1;
            }
        }
    }
    assert!(used > 300);
}

#[test]
fn body_text_is_indented_by_two_characters_on_an_exact_pitch() {
    let styles = Package::of(&report()).part("word/styles.xml");
    let root = xml::own(styles.as_bytes()).unwrap();
    let body = *all(&root, "w:style")
        .iter()
        .find(|style| style.attribute("w:styleId") == Some("Body"))
        .unwrap();
    let indent = all(body, "w:ind")[0];
    assert_eq!(indent.attribute("w:firstLineChars"), Some("200"));
    assert_eq!(indent.attribute("w:firstLine"), Some("632"));
    let spacing = all(body, "w:spacing")[0];
    assert_eq!(spacing.attribute("w:line"), Some("579"));
    assert_eq!(spacing.attribute("w:lineRule"), Some("exact"));
    // 28 characters of 16 pt less 0.3 pt are 439.6 pt of a text area of 442.25 pt; 29 are too many.
    assert_eq!(all(body, "w:spacing")[1].attribute("w:val"), Some("-6"));
}

#[test]
fn a_run_in_heading_takes_the_linked_character_style_and_keeps_its_level() {
    check(
        run_in("（二）依申请公开。", "全年收到3件。"),
        |p| {
            assert_eq!(val(p, "w:pStyle").as_deref(), Some("Body"));
            assert_eq!(val(p, "w:outlineLvl").as_deref(), Some("1"));
            let runs = all(p, "w:r");
            assert_eq!(val(runs[0], "w:rStyle").as_deref(), Some("Heading2Char"));
            assert_eq!(text_of(runs[0]), "（二）依申请公开。");
            assert_eq!(val(runs[1], "w:rStyle"), None);
            assert_eq!(text_of(runs[1]), "全年收到3件。");
        },
    );
}

#[test]
fn quotes_in_chinese_take_the_east_asian_face_and_numbers_do_not() {
    let hint = |body: &'static str| {
        let mut hint = None;
        check(text(StyleId::Body, body), |p| {
            hint = all(p, "w:rFonts")
                .first()
                .and_then(|fonts| fonts.attribute("w:hint").map(str::to_owned));
        });
        hint.as_deref() == Some("eastAsia")
    };
    for chinese in ["危及“三安全一稳定”", "——", "……", "“12”", "，", "𠮷"]
    {
        assert!(hint(chinese), "{chinese}");
    }
    for latin in ["1362", "12.5%", "it’s", "/", "-417"] {
        assert!(!hint(latin), "{latin}");
    }
}

#[test]
fn the_title_is_one_paragraph_with_its_lines_apart() {
    let lines = vec!["某市人民政府".to_owned(), "年度报告".to_owned()];
    check(Block::Title(lines), |p| {
        assert_eq!(val(p, "w:pStyle").as_deref(), Some("Title"));
        assert_eq!(text_of(p), "某市人民政府\n年度报告");
    });
}

#[test]
fn markup_tabs_and_line_feeds_in_text_survive() {
    check(text(StyleId::Body, "a<b>&\"c\"'\td\ne  "), |p| {
        assert_eq!(text_of(p), "a&lt;b&gt;&amp;&quot;c&quot;&apos;\td\ne  ");
    });
    let mut marked = document(vec![]);
    marked.meta.title = "甲<乙>&\"丙\"".to_owned();
    let core = Package::of(&marked).part("docProps/core.xml");
    assert!(core.contains("甲&lt;乙&gt;&amp;"), "{core}");
    xml::own(core.as_bytes()).unwrap();
}

#[test]
fn the_date_begins_two_characters_right_of_the_issuer() {
    // Right edges in characters of 16 pt on the grid: hanzi one, digits half of 16 pt.
    let rights = |issuer: &str, date: &str| {
        let block = Block::Imprint {
            issuer: issuer.to_owned(),
            date: date.to_owned(),
        };
        let part = body(&document(vec![block]));
        let root = xml::own(part.as_bytes()).unwrap();
        let right = |e: &&Element<'_>| e.attribute("w:right").unwrap().parse::<f32>().unwrap();
        let found: Vec<f32> = all(&root, "w:ind").iter().map(right).collect();
        (found[0], found[1])
    };
    let pitch = 8845.0 / 28.0;
    let near = |a: f32, b: f32| (a - b).abs() <= 1.0;
    // Issuer of 10, date of 3 hanzi and 7 digits: the issuer two in.
    let (issuer, date) = rights("某市某区自然资源局局", "2025年1月24日");
    let date_width = 3.0 * pitch + 7.0 * 160.0;
    assert!(near(issuer, 2.0 * pitch), "{issuer}");
    assert!(near(date, 10.0 * pitch - date_width), "{date}");
    // The date longer than the issuer: the date two in, and the issuer two further left.
    let (issuer, date) = rights("某局", "2025年1月24日");
    assert!(near(date, 2.0 * pitch), "{date}");
    assert!(
        near(issuer, 4.0 * pitch + date_width - 2.0 * pitch),
        "{issuer}"
    );
    // A name that fills the line leaves nothing to indent.
    let (issuer, date) = rights(&"局".repeat(40), "2025年1月24日");
    assert!(issuer == 0.0 && date < 8845.0, "{issuer} {date}");
}

#[test]
fn a_character_that_no_file_may_hold_is_refused_by_name() {
    for character in ['\0', '\u{B}', '\r', '\u{7F}', '\u{85}', '\u{FFFF}'] {
        let body = format!("甲{character}乙");
        match write(&document(vec![text(StyleId::Body, &body)])) {
            Err(DocxError::Character {
                character: found,
                place,
            }) => {
                assert_eq!((found, place.as_str()), (character, "甲\u{FFFD}乙"));
            }
            other => panic!("{character:?}: {other:?}"),
        }
    }
    let mut bad = document(vec![]);
    bad.meta.author = "局\u{B}".to_owned();
    let message = write(&bad).unwrap_err().to_string();
    assert!(message.contains("U+000B"), "{message}");
}

#[test]
fn every_other_character_is_written() {
    let odd = "\u{200B}\u{202E}\u{2028}\u{E000}\u{FEFF}\u{FFFD}\u{10FFFD}😀";
    check(text(StyleId::Body, odd), |p| assert_eq!(text_of(p), odd));
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(200))]

    #[test]
    fn any_text_comes_back_as_it_went_in_or_is_refused(body in "\\PC*|[\\x00-\\u{ffff}]{0,40}") {
        let forbidden = |c: char| !is_writable(c);
        match write(&document(vec![text(StyleId::Body, &body)])) {
            Ok(_) => check(text(StyleId::Body, &body), |p| {
                let found = text_of(p);
                assert_eq!(quick_xml::escape::unescape(&found).unwrap(), body);
            }),
            Err(DocxError::Character { character, .. }) => assert!(forbidden(character)),
            Err(other) => panic!("{other}"),
        }
        assert_eq!(body.contains(forbidden), write(&document(vec![text(StyleId::Body, &body)])).is_err());
    }
}
