//! Letters, annexes, signature and seal, pictures, links, the watermark.

use super::sample::{document, letter, picture, text};
use super::{Package, all, text_of, val};
use crate::document::{Approval, Block, Document, Image, LetterHead, SignOffLine};
use chengbao_base::formats::xml::{self, Element};
use chengbao_base::style::StyleId;

/// Calls `check` with the paragraphs of a document.
fn paragraphs(document: &Document, check: impl FnOnce(&[&Element<'_>])) {
    let part = super::body(document);
    let root = xml::own(part.as_bytes()).unwrap();
    check(&all(&root, "w:p"));
}

fn number(element: &Element<'_>, name: &str, attribute: &str) -> i32 {
    let found = all(element, name);
    let value = found.iter().find_map(|found| found.attribute(attribute));
    value
        .unwrap_or_else(|| panic!("{name} {attribute}"))
        .parse()
        .unwrap()
}

fn head(mark: &str) -> Block {
    Block::LetterHead(LetterHead {
        mark: mark.to_owned(),
        number: Some("某政函〔2025〕3号".to_owned()),
    })
}

#[test]
fn the_first_page_of_a_letter_has_the_mark_and_two_red_double_rules_and_no_number() {
    let document = document(vec![head("某市人民政府"), text(StyleId::Body, "文")]);
    let mut package = Package::of(&document);
    let body = package.part("word/document.xml");
    let root = xml::own(body.as_bytes()).unwrap();
    assert_eq!(all(&root, "w:titlePg").len(), 1);
    let references = all(&root, "w:headerReference");
    assert_eq!(references.len(), 1);
    assert_eq!(references[0].attribute("w:type"), Some("first"));
    let header = package.part("word/header1.xml");
    let header = xml::own(header.as_bytes()).unwrap();
    assert_eq!(text_of(&header), "某市人民政府某政函〔2025〕3号");
    assert_eq!(val(&header, "w:pStyle").as_deref(), Some("LetterMark"));
    let styles = package.part("word/styles.xml");
    assert!(styles.contains(r#"<w:color w:val="FF0000"/>"#));
    let footer = package.part("word/footer2.xml");
    let footer = xml::own(footer.as_bytes()).unwrap();
    assert_eq!(text_of(&footer), "");
    // Thick outside, thin inside, 170 mm centred on paper of 210 mm; 4 mm under the mark, whose foot
    // is 0.93 em under its top at 30 mm, and 20 mm from the lower edge.
    let mm = |length: f32| length * 72.0 / 25.4;
    let mark_foot = mm(30.0) + 0.93 * 36.0;
    let below = [mark_foot + mm(4.0), mark_foot + mm(5.6)];
    let foot = [mm(277.0 - 1.95), mm(277.0 - 0.9)];
    for (part, tops, heights) in [(&header, below, [0.9, 0.35]), (&footer, foot, [0.35, 0.9])] {
        let bars = all(part, "v:rect");
        assert_eq!(bars.len(), 2);
        for ((bar, top), height) in bars.iter().zip(tops).zip(heights) {
            assert_eq!(bar.attribute("fillcolor"), Some("#FF0000"));
            for (name, wanted) in [
                ("margin-left", mm(20.0)),
                ("margin-top", top),
                ("width", mm(170.0)),
                ("height", mm(height)),
            ] {
                let style = bar.attribute("style").unwrap();
                let mut pairs = style.split(';').filter_map(|pair| pair.split_once(':'));
                let found = pairs.find(|pair| pair.0 == name).unwrap().1;
                let found: f32 = found.strip_suffix("pt").unwrap().parse().unwrap();
                assert!(
                    (found - wanted).abs() < 0.02,
                    "{name}: {found}, not {wanted}"
                );
            }
        }
    }
    let number_footer = package.part("word/footer1.xml");
    assert!(!number_footer.contains("v:rect"));
}

#[test]
fn a_long_mark_is_set_smaller_and_stays_on_its_line() {
    let header = |mark: &str| {
        let part = Package::of(&document(vec![head(mark)])).part("word/header1.xml");
        let root = xml::own(part.as_bytes()).unwrap();
        (val(&root, "w:sz"), number(&root, "w:spacing", "w:line"))
    };
    assert_eq!(header(&"局".repeat(12)), (None, 720));
    // 442 pt for 20 hanzi.
    assert_eq!(header(&"局".repeat(20)), (Some("44".to_owned()), 440));
}

#[test]
fn titles_stand_two_lines_under_a_head_and_on_the_third_line_of_an_annex() {
    paragraphs(&letter(), |found| {
        let title = |text: &str| {
            let title = found.iter().find(|p| text_of(p).contains(text)).unwrap();
            number(title, "w:spacing", "w:before")
        };
        assert_eq!(title("关于报送"), 2 * 579);
        assert_eq!(title("工作年度报告"), 579);
        // One line between title and 主送机关, although both require one.
        assert_eq!(title("某省人民政府："), 0);
    });
}

#[test]
fn an_annex_begins_a_page_where_it_does_not_open_the_document() {
    let label = || Block::AnnexLabel("附件".to_owned());
    let breaks = |blocks| {
        let mut breaks = None;
        paragraphs(&document(blocks), |found| {
            let label = found.iter().find(|p| text_of(p) == "附件").unwrap();
            breaks = Some(all(label, "w:pageBreakBefore").len());
        });
        breaks.unwrap()
    };
    assert_eq!(breaks(vec![label()]), 0);
    assert_eq!(breaks(vec![text(StyleId::Body, "文"), label()]), 1);
}

#[test]
fn the_names_of_annexes_hang_under_each_other() {
    let note = |names: &[&str]| {
        let names = names.iter().map(|name| (*name).to_owned()).collect();
        let mut lines = Vec::new();
        paragraphs(&document(vec![Block::AnnexNote(names)]), |found| {
            lines = (found.iter())
                .map(|p| {
                    let place = |attribute| number(p, "w:ind", attribute);
                    (text_of(p), place("w:left"), place("w:hanging"))
                })
                .collect();
        });
        lines
    };
    // Five characters in, and `1.` of three quarters of 16 pt.
    assert_eq!(note(&["甲"]), [("附件：甲".to_owned(), 1579, 948)]);
    assert_eq!(
        note(&["甲", "乙"]),
        [
            ("附件：1.甲".to_owned(), 1819, 1188),
            ("2.乙".to_owned(), 1819, 240)
        ]
    );
}

#[test]
fn an_imprint_is_never_alone_on_a_page() {
    let imprint = Block::Imprint {
        issuer: "某市某局".to_owned(),
        date: "2025年1月24日".to_owned(),
    };
    let blocks = vec![
        text(StyleId::Body, "甲"),
        text(StyleId::Body, "乙"),
        imprint,
    ];
    paragraphs(&document(blocks), |found| {
        let kept = found
            .iter()
            .map(|paragraph| all(paragraph, "w:keepNext").len());
        assert_eq!(kept.collect::<Vec<_>>(), [0, 1, 1, 0]);
    });
}

#[test]
fn a_place_for_the_seal_is_left_clear_and_the_imprint_stands_where_it_is_sealed() {
    let blocks = vec![
        text(StyleId::Body, "文"),
        Block::Approval(Approval {
            signature: "单位负责人（签字）：".to_owned(),
            seal: "单位公章：".to_owned(),
        }),
        Block::Imprint {
            issuer: "某市某局".to_owned(),
            date: "2025年1月24日".to_owned(),
        },
    ];
    paragraphs(&document(blocks), |found| {
        let [body, captions, clear, issuer, date] = found else {
            panic!("{} paragraphs", found.len());
        };
        let said: String = all(captions, "w:r").into_iter().map(text_of).collect();
        assert_eq!(said, "单位负责人（签字）：\t\t单位公章：");
        let leaders: Vec<_> = (all(captions, "w:tab").iter())
            .filter_map(|tab| tab.attribute("w:leader"))
            .collect();
        assert_eq!(leaders, ["underscore"]);
        assert_eq!(number(clear, "w:spacing", "w:line"), 2381, "42 mm");
        for kept in [body, captions, clear, issuer] {
            assert_eq!(all(kept, "w:keepNext").len(), 1);
        }
        // Four characters in; the issuer's four hanzi over the date's three and seven digits.
        let pitch = 8845.0 / 28.0_f32;
        let date_width = 3.0 * pitch + 7.0 * 160.0;
        let (issuer, date) = (
            number(issuer, "w:ind", "w:right") as f32,
            number(date, "w:ind", "w:right") as f32,
        );
        assert!((date - 4.0 * pitch).abs() <= 1.0, "{date}");
        let middle = |right: f32, width: f32| right + width / 2.0;
        let apart = middle(issuer, 4.0 * pitch) - middle(date, date_width);
        assert!(apart.abs() <= 2.0, "{issuer} {date}");
    });
}

/// The sign-off paragraphs, as text with tabs, and what is above them.
fn signed_off(people: &[(&str, Option<&str>)], check: impl FnOnce(&[String], &[&Element<'_>])) {
    let people = people.iter().map(|(name, post)| SignOffLine {
        role: "审核".to_owned(),
        name: (*name).to_owned(),
        post: post.map(str::to_owned),
        date: "2025年1月20日".to_owned(),
    });
    let blocks = vec![text(StyleId::Body, "文"), Block::SignOff(people.collect())];
    paragraphs(&document(blocks), |found| {
        let said = found.iter().map(|paragraph| {
            let runs = all(paragraph, "w:r").into_iter();
            runs.map(text_of).collect::<String>()
        });
        check(&said.collect::<Vec<_>>(), found);
    });
}

#[test]
fn who_signed_off_stands_in_columns_kept_with_what_is_above() {
    signed_off(
        &[("张三", Some("科员")), ("李四", None)],
        |said, found| {
            assert_eq!(
                said[1..],
                [
                    "\t审核：\t张三\t（科员）\t2025年1月20日",
                    "\t审核：\t李四\t\t2025年1月20日"
                ]
            );
            let kept = |at: usize| all(found[at], "w:keepNext").len();
            assert_eq!((kept(0), kept(1)), (1, 1));
            let last = all(found[2], "w:keepNext");
            assert!(last.iter().all(|keep| keep.attribute("w:val") == Some("0")
                || keep.attribute("w:val") == Some("false")));
            let stops: Vec<_> = all(found[1], "w:tabs")[0]
                .elements()
                .map(|stop| stop.attribute("w:val").unwrap().to_owned())
                .collect();
            assert_eq!(stops, ["left", "left", "left", "right"]);
            // One character of 14 pt in at both ends.
            let all_stops = all(found[1], "w:tabs")[0];
            let places: Vec<i32> = (all_stops.elements())
                .map(|stop| stop.attribute("w:pos").unwrap().parse().unwrap())
                .collect();
            assert_eq!((places[0], places[3]), (280, 8845 - 280));
            assert!(places.is_sorted());
        },
    );
}

#[test]
fn a_post_that_reaches_the_day_has_it_below() {
    let post = "某某综合实验区党工委管委会办公室政务公开科";
    signed_off(&[("张三", Some(post))], |said, _| {
        let wanted = format!("\t审核：\t张三\t（{post}）\n\t\t2025年1月20日");
        assert_eq!(said[1], wanted);
    });
    // The post follows a name that is wider than a column of names.
    signed_off(
        &[("买买提·阿不都热合曼", Some("科员"))],
        |said, _| {
            assert_eq!(
                said[1],
                "\t审核：\t买买提·阿不都热合曼（科员）\t2025年1月20日"
            );
        },
    );
}

#[test]
fn the_style_of_who_signed_off_has_thin_rules_and_is_there_when_needed() {
    let line = SignOffLine {
        role: "签发".to_owned(),
        name: "李四".to_owned(),
        post: None,
        date: "2025年1月20日".to_owned(),
    };
    let part = Package::of(&document(vec![Block::SignOff(vec![line])])).part("word/styles.xml");
    let root = xml::own(part.as_bytes()).unwrap();
    let mut styles = all(&root, "w:style").into_iter();
    let own = styles.find(|it| it.attribute("w:styleId") == Some("SignOff"));
    for side in ["w:top", "w:bottom"] {
        let rules = all(own.unwrap(), side);
        assert_eq!(rules[0].attribute("w:sz"), Some("6"), "0.75 pt");
    }
    let without = Package::of(&document(vec![])).part("word/styles.xml");
    assert!(!without.contains("SignOff") && !without.contains("pBdr"));
}

#[test]
fn a_picture_has_its_natural_size_or_what_the_page_has_room_for() {
    let extent = |width, height| {
        let image = Block::Image(Image {
            alt: "图".to_owned(),
            picture: picture(width, height),
        });
        let mut extent = (0, 0);
        paragraphs(&document(vec![image]), |found| {
            let side = |side| number(found[0], "wp:extent", side);
            extent = (side("cx"), side("cy"));
        });
        extent
    };
    assert_eq!(extent(96, 48), (914_400, 457_200));
    let (width, height) = extent(4000, 1000);
    assert_eq!(width, 8845 * 635);
    assert!((width - height * 4).abs() < 4);
    let (width, height) = extent(100, 100_000);
    assert_eq!(height, 12_756 * 2 / 3 * 635);
    assert!(width > 0 && (height / width - 1000).abs() < 2);
    assert_eq!(extent(1, 1), (9525, 9525));
}

#[test]
fn a_picture_is_in_the_package_once_as_its_plain_file_with_its_words() {
    let shown = picture(10, 10);
    let image = |alt: &str| {
        Block::Image(Image {
            alt: alt.to_owned(),
            picture: shown.clone(),
        })
    };
    let document = document(vec![image("甲\"<&"), image("乙")]);
    let mut package = Package::of(&document);
    let names = package.names();
    let media: Vec<_> = names.iter().filter(|name| name.contains("media")).collect();
    assert_eq!(media, ["word/media/image1.png"]);
    let mut bytes = Vec::new();
    let mut file = package.0.by_name("word/media/image1.png").unwrap();
    std::io::Read::read_to_end(&mut file, &mut bytes).unwrap();
    drop(file);
    assert_eq!(bytes, &*shown.plain_file().1);
    assert!(
        package
            .part("[Content_Types].xml")
            .contains(r#"<Default Extension="png" ContentType="image/png"/>"#)
    );
    let rels = package.part("word/_rels/document.xml.rels");
    assert!(rels.contains(r#"Target="media/image1.png""#));
    paragraphs(&document, |found| {
        let described = found.iter().map(|p| {
            let properties = all(p, "wp:docPr")[0];
            let of = |name: &str| properties.attribute(name).unwrap().to_owned();
            (of("id"), of("descr"))
        });
        let wanted = [("1", "甲&quot;&lt;&amp;"), ("2", "乙")];
        let wanted = wanted.map(|(id, alt)| (id.to_owned(), alt.to_owned()));
        assert_eq!(described.collect::<Vec<_>>(), wanted);
    });
}

#[test]
fn links_lead_where_they_say_in_the_order_of_the_text() {
    let mut package = Package::of(&letter());
    let rels = package.part("word/_rels/document.xml.rels");
    let root = xml::own(rels.as_bytes()).unwrap();
    let external = (root.elements()).filter(|rel| rel.attribute("TargetMode") == Some("External"));
    let of = |rel: &Element<'_>, name: &str| rel.attribute(name).unwrap().to_owned();
    let (ids, targets): (Vec<_>, Vec<_>) = external
        .map(|rel| (of(rel, "Id"), of(rel, "Target")))
        .unzip();
    assert_eq!(
        targets,
        [
            "https://www.gov.cn/?a=1&amp;b=%E5%85%AC",
            "https://www.example.cn/",
        ]
    );
    paragraphs(&letter(), |found| {
        let links: Vec<_> = (found.iter().flat_map(|p| all(p, "w:hyperlink")))
            .map(|link| (link.attribute("r:id").unwrap().to_owned(), text_of(link)))
            .collect();
        let texts = ["门户网站", "与此"].map(str::to_owned);
        assert_eq!(links, ids.iter().cloned().zip(texts).collect::<Vec<_>>());
    });
}

#[test]
fn every_page_of_a_draft_says_so_and_no_other() {
    let mut package = Package::of(&letter());
    for number in 1..=3 {
        let part = package.part(&format!("word/header{number}.xml"));
        let root = xml::own(part.as_bytes()).unwrap();
        let shape = all(&root, "v:shape")[0];
        let id = shape.attribute("id").unwrap();
        assert_eq!(id, format!("PowerPlusWaterMarkObject{number}"));
        assert_eq!(all(&root, "v:shapetype").len(), 1);
        assert_eq!(
            all(&root, "v:textpath")[1].attribute("string"),
            Some("草稿")
        );
        let style = shape.attribute("style").unwrap();
        assert!(style.contains("width:300.0pt") && style.contains("z-index:-"));
    }
    let body = package.part("word/document.xml");
    assert_eq!(body.matches("w:headerReference").count(), 3);
    let plain = Package::of(&super::sample::report()).names();
    assert!(!plain.iter().any(|name| name.contains("header")));
}

#[test]
fn captions_stay_with_their_table_and_their_picture() {
    let image = Block::Image(Image {
        alt: "图".to_owned(),
        picture: picture(10, 10),
    });
    let caption = |line| text(StyleId::Caption, line);
    let table = Block::Table(super::sample::appeals());
    let body = text(StyleId::Body, "正文。");
    let blocks = [
        caption("表1"),
        table,
        image.clone(),
        caption("图1"),
        body,
        image,
    ];
    let part = super::body(&document(blocks.to_vec()));
    let root = xml::own(part.as_bytes()).unwrap();
    let blocks = all(&root, "w:body")[0].elements();
    let paragraphs = blocks.filter(|block| block.name() == "w:p");
    let kept = paragraphs.map(|p| {
        (
            val(p, "w:pStyle").unwrap(),
            !all(p, "w:keepNext").is_empty(),
        )
    });
    let wanted = [
        ("Caption", true),
        ("Picture", true),
        ("Caption", false),
        ("Body", false),
        ("Picture", false),
    ];
    let wanted = wanted.map(|(style, kept)| (style.to_owned(), kept));
    assert_eq!(kept.collect::<Vec<_>>(), wanted);
}
