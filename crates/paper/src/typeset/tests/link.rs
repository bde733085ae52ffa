//! Links within paragraphs.

use super::{content, drawn, element_text, nodes};
use crate::document::{Block, Paragraph, Run};
use crate::typeset::{NodeId, Pages, Tag};
use chengbao_base::style::StyleId;

fn run(text: &str, link: Option<&str>) -> Run {
    Run {
        style: StyleId::Body,
        text: text.to_owned(),
        link: link.map(str::to_owned),
    }
}

fn paragraph(runs: Vec<Run>) -> Pages {
    let block = Block::Paragraph(Paragraph {
        style: StyleId::Body,
        outline: None,
        runs,
    });
    drawn(vec![block]).unwrap()
}

fn links(pages: &Pages) -> Vec<NodeId> {
    nodes(pages, |tag| matches!(tag, Tag::Link { .. }))
}

/// Every glyph with its position, whatever its owner.
fn glyphs(pages: &Pages) -> Vec<(char, f32, f32)> {
    let runs = (0..pages.pages.len()).flat_map(|page| content(pages, page));
    runs.flat_map(|run| {
        let glyphs = run.glyphs.iter();
        glyphs.map(|glyph| (glyph.character, run.x + glyph.dx, run.y))
    })
    .collect()
}

const SITE: &str = "https://www.pingtan.gov.cn/zwgk/2025-01/24/content_1.html";

#[test]
fn a_link_is_an_element_of_its_paragraph() {
    let pages = paragraph(vec![
        run("详见", None),
        run(SITE, Some(SITE)),
        run("，或", None),
        run("门户网站", Some("https://a.cn")),
    ]);
    let links = links(&pages);
    let said: Vec<String> = links
        .iter()
        .map(|link| element_text(&pages, *link))
        .collect();
    assert_eq!(said, [SITE, "门户网站"]);
    let paragraph = nodes(&pages, |tag| *tag == Tag::Paragraph)[0];
    for link in links {
        assert_eq!(pages.structure.elements[link.0].parent, Some(paragraph));
    }
    assert_eq!(
        element_text(&pages, paragraph),
        format!("详见{SITE}，或门户网站")
    );
}

#[test]
fn a_link_moves_no_glyph() {
    let before = "国".repeat(15);
    let texts = [
        before.as_str(),
        SITE,
        "。”（民",
        "2024",
        "年",
        "】，国国国国",
    ];
    let plain = paragraph(texts.map(|text| run(text, None)).to_vec());
    let linked = paragraph(texts.map(|text| run(text, Some(SITE))).to_vec());
    let mixed = texts.iter().enumerate();
    let mixed = mixed.map(|(index, text)| run(text, (index % 2 == 1).then_some("https://b.cn")));
    let mixed = paragraph(mixed.collect());
    let close = |one: &[(char, f32, f32)], other: &[(char, f32, f32)]| {
        assert_eq!(one.len(), other.len());
        for (one, other) in one.iter().zip(other) {
            let off = (one.1 - other.1).abs().max((one.2 - other.2).abs());
            assert!(one.0 == other.0 && off < 0.001, "{one:?} {other:?}");
        }
    };
    close(&glyphs(&plain), &glyphs(&linked));
    close(&glyphs(&plain), &glyphs(&mixed));
}

#[test]
fn neighbours_with_one_address_are_one_link_and_others_are_not() {
    let count = |runs: &[(&str, Option<&str>)]| {
        let runs = runs.iter().map(|(text, link)| run(text, *link)).collect();
        links(&paragraph(runs)).len()
    };
    assert_eq!(count(&[("国", Some("a")), ("民", Some("a"))]), 1);
    assert_eq!(count(&[("国", Some("a")), ("民", Some("b"))]), 2);
    assert_eq!(
        count(&[("国", Some("a")), ("，", None), ("民", Some("a"))]),
        2
    );
}

#[test]
fn a_link_in_a_heading_that_runs_on_is_below_its_span() {
    let mut head = run("（一）", Some("a"));
    head.style = StyleId::Heading2;
    let block = Block::Paragraph(Paragraph {
        style: StyleId::Body,
        outline: Some(2),
        runs: vec![head, run("国", Some("a"))],
    });
    let pages = drawn(vec![block]).unwrap();
    let parents: Vec<&Tag> = links(&pages)
        .into_iter()
        .map(|link| pages.structure.elements[link.0].parent.unwrap())
        .map(|parent| &pages.structure.elements[parent.0].tag)
        .collect();
    assert_eq!(parents, [&Tag::Span, &Tag::Paragraph]);
}
