//! Pictures of the narrative.

use std::sync::Arc;

use super::{area, drawn, lines, near, nodes, page_text, text, typography};
use crate::document::{Block, CellRole, Image, Paragraph, Run, Table, TableCell, TableRow};
use crate::typeset::{Item, Owner, Pages, PlacedImage, Tag};
use chengbao_base::picture::{Picture, PictureFormat, Pixels};
use chengbao_base::style::StyleId;

fn picture(width: u32, height: u32) -> Arc<Picture> {
    Arc::new(Picture {
        format: PictureFormat::Png,
        file: Arc::from([]),
        width,
        height,
        pixels: Pixels::Gray(Arc::from([])),
    })
}

fn block(picture: &Arc<Picture>) -> Block {
    Block::Image(Image {
        alt: "柱状图".into(),
        picture: Arc::clone(picture),
    })
}

fn placed(pages: &Pages) -> Vec<(usize, PlacedImage)> {
    let pages = pages.pages.iter().enumerate();
    let items = pages.flat_map(|(page, items)| items.items.iter().map(move |item| (page, item)));
    items
        .filter_map(|(page, item)| match item {
            Item::Image(image) => Some((page, *image)),
            _ => None,
        })
        .collect()
}

#[test]
fn it_is_centred_at_96_pixels_to_the_inch_and_within_bounds() {
    let [left, right, top, foot] = area(&typography());
    let (most_width, most_height) = (right - left, (top - foot) * 2.0 / 3.0);
    for (width, height) in [
        (96, 96),
        (400, 300),
        (4000, 300),
        (300, 4000),
        (9000, 9000),
        (1, 1),
    ] {
        let pages = drawn(vec![block(&picture(width, height))]).unwrap();
        let image = placed(&pages)[0].1;
        let natural = [width, height].map(|side| side as f32 * 0.75);
        let scale = (most_width / natural[0])
            .min(most_height / natural[1])
            .min(1.0);
        near(image.width, natural[0] * scale, 0.01, "width");
        near(image.height, natural[1] * scale, 0.01, "height");
        near(
            image.x + image.width / 2.0,
            f32::midpoint(left, right),
            0.01,
            "middle",
        );
        assert!(image.y >= foot && image.y + image.height <= top);
    }
}

#[test]
fn text_below_it_stands_on_the_grid_and_clear_of_it() {
    let pitch = typography().line_pitch();
    for height in [1, 37, 38, 39, 76, 77, 78, 500] {
        let blocks = vec![text("国"), block(&picture(100, height)), text("民")];
        let pages = drawn(blocks).unwrap();
        let [(above, _), (below, _)]: [_; 2] = lines(&pages, 0).try_into().unwrap();
        let count = (above - below) / pitch;
        near(count, count.round(), 0.001, "on the grid");
        let image = placed(&pages)[0].1;
        assert!(image.y > below + 16.0 && image.y + image.height < above - 4.0);
    }
}

#[test]
fn it_is_a_figure_with_words_and_each_picture_is_listed_once() {
    let (one, same, other) = (picture(10, 10), picture(10, 10), picture(20, 10));
    let blocks = [&one, &other, &same, &one].map(block).to_vec();
    let pages = drawn(blocks).unwrap();
    assert_eq!(pages.pictures, [one, other]);
    let images = placed(&pages);
    let listed: Vec<usize> = images.iter().map(|(_, image)| image.picture).collect();
    assert_eq!(listed, [0, 1, 0, 0]);
    let alt = |tag: &Tag| matches!(tag, Tag::Figure { alt } if alt == "柱状图");
    let figures: Vec<Owner> = nodes(&pages, alt).into_iter().map(Owner::Node).collect();
    let owners: Vec<Owner> = images.iter().map(|(_, image)| image.owner).collect();
    assert_eq!(owners, figures);
}

fn caption(text: &str) -> Block {
    Block::Paragraph(Paragraph {
        style: StyleId::Caption,
        outline: None,
        runs: vec![Run {
            style: StyleId::Caption,
            text: text.to_owned(),
            link: None,
        }],
    })
}

#[test]
fn the_text_before_it_ends_and_its_caption_stands_on_its_page() {
    let mut turned = 0;
    for above in 1..=22 {
        let body = text(&"国".repeat(28 * above - 2));
        let blocks = vec![body, block(&picture(300, 300)), caption("图1 申请数量")];
        let pages = drawn(blocks).unwrap();
        let (page, _) = placed(&pages)[0];
        let said = page_text(&pages, page);
        assert!(said[0].starts_with('国'), "after {above} lines: {said:?}");
        assert_eq!(said.last().unwrap(), "图1 申请数量", "after {above} lines");
        turned += page;
    }
    assert!(turned > 3, "{turned} turned");
}

#[test]
fn the_caption_of_a_table_stands_on_its_page() {
    let row = |text: &str| TableRow {
        cells: vec![TableCell {
            column: 0,
            colspan: 1,
            rowspan: 1,
            role: CellRole::Value,
            lines: vec![text.to_owned()],
            vertical: false,
            align: None,
            path: None,
        }],
        keep_with_next: false,
    };
    let table = Table {
        summary: "表1 申请数量".to_owned(),
        widths: vec![1.0],
        size: 12.0,
        header_rows: 0,
        keep_together: true,
        rows: vec![row("甲"), row("乙")],
    };
    let mut turned = 0;
    for above in 12..=22 {
        let body = |lines: usize| text(&"国".repeat(28 * lines - 2));
        let table = Block::Table(table.clone());
        let blocks = vec![body(above), caption("表1 申请数量"), table, body(30)];
        let pages = drawn(blocks).unwrap();
        let has = |page: &usize, line: &str| page_text(&pages, *page).contains(&line.to_owned());
        let mut all = 0..pages.pages.len();
        let page = all.find(|page| has(page, "甲")).unwrap();
        assert!(has(&page, "表1 申请数量"), "after {above} lines");
        turned += page;
    }
    assert!((1..11).contains(&turned), "{turned} turned");
}
