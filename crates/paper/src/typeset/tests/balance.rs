//! Well-filled pages: no last page for two lines, tables that fill a page they have to themselves.

use std::sync::Arc;

use super::{area, content, drawn, heading, lines, page_text, text, typography};
use crate::document::{Block, CellRole, Image, Scope, Table, TableCell, TableRow};
use crate::typeset::{Item, Pages};
use chengbao_base::picture::{Picture, PictureFormat, Pixels};

/// Paragraphs of one line, each beginning with `mark`.
fn paragraphs(count: usize) -> impl Iterator<Item = Block> {
    (0..count).map(|_| text("国家"))
}

/// Paragraphs of four lines.
fn long(count: usize) -> impl Iterator<Item = Block> {
    (0..count).map(|_| text(&"民".repeat(28 * 4 - 2)))
}

fn imprint() -> Block {
    Block::Imprint {
        issuer: "淮安市人民政府".into(),
        date: "2025年1月24日".into(),
    }
}

/// Lines of the last page, without name and date.
fn last(pages: &Pages) -> usize {
    let all = page_text(pages, pages.pages.len() - 1);
    let closing = |line: &&String| line.starts_with('淮') || line.starts_with("2025年");
    all.iter().filter(|line| !closing(line)).count()
}

/// All lines whole, on the text area, no two closer than type of 16 pt at 27 pt.
fn check(pages: &Pages, expected: usize) {
    let [_, _, top, foot] = area(&typography());
    let mut count = 0;
    for page in 0..pages.pages.len() {
        let lines = lines(pages, page);
        for pair in lines.windows(2) {
            assert!(pair[0].0 - pair[1].0 > 27.0);
        }
        let inside = |(y, _): &(f32, Vec<_>)| *y < top - 10.0 && *y > foot + 2.0;
        assert!(lines.iter().all(inside));
        count += lines.len();
    }
    assert_eq!(count, expected);
}

#[test]
fn no_last_page_has_one_or_two_lines() {
    for count in 20..=72 {
        let pages = drawn(paragraphs(count).collect()).unwrap();
        assert!(pages.pages.len() == 1 || last(&pages) >= 3, "{count} lines");
        check(&pages, count);
        let pages = drawn(paragraphs(count).chain([imprint()]).collect()).unwrap();
        assert!(pages.pages.len() == 1 || last(&pages) >= 3, "{count} lines");
        check(&pages, count + 2);
    }
    for count in 5..=20 {
        let pages = drawn(long(count).collect()).unwrap();
        assert!(pages.pages.len() == 1 || last(&pages) >= 3, "{count} texts");
        check(&pages, 4 * count);
    }
}

#[test]
fn one_more_line_on_each_page_saves_a_page_for_two() {
    let pages = |count| drawn(paragraphs(count).collect()).unwrap().pages.len();
    assert_eq!([22, 23, 24, 25].map(pages), [1, 1, 2, 2]);
    assert_eq!([44, 46, 47].map(pages), [2, 2, 3]);
}

#[test]
fn pages_that_are_well_filled_keep_to_the_grid() {
    let pages = drawn(paragraphs(30).collect()).unwrap();
    assert_eq!(page_text(&pages, 0).len(), 22);
}

/// A table of rows of one cell, not to be broken.
fn whole(rows: usize) -> Block {
    let row = |_| TableRow {
        cells: vec![TableCell {
            column: 0,
            colspan: 1,
            rowspan: 1,
            role: CellRole::Header(Scope::Column),
            lines: vec!["表".to_owned()],
            vertical: false,
            path: None,
            align: None,
        }],
        keep_with_next: false,
    };
    Block::Table(Table {
        summary: "表".into(),
        widths: vec![1.0],
        size: 9.0,
        header_rows: 0,
        keep_together: true,
        rows: (0..rows).map(row).collect(),
    })
}

/// Upper and lower end of the rules of a page.
fn ends(pages: &Pages, page: usize) -> (f32, f32) {
    let rules = pages.pages[page]
        .items
        .iter()
        .filter_map(|item| match item {
            Item::Rule(rule) => Some([rule.y1, rule.y2]),
            _ => None,
        });
    let ys: Vec<f32> = rules.flatten().collect();
    let top = ys.iter().copied().fold(f32::MIN, f32::max);
    (top, ys.iter().copied().fold(f32::MAX, f32::min))
}

#[test]
fn a_table_with_a_page_for_itself_uses_the_room_below_it() {
    let [_, _, _, foot] = area(&typography());
    let section = || heading(1, "三、收到和处理", "");
    for rows in [25, 35, 40] {
        let blocks = vec![section(), whole(rows), section(), whole(30)];
        let pages = drawn(blocks).unwrap();
        assert_eq!(pages.pages.len(), 2);
        let (top, bottom) = ends(&pages, 0);
        let natural = rows as f32 * 9.0 * 1.6 + 0.5;
        let share = (top - bottom) / natural;
        assert!(share <= 1.36, "{rows} rows are {share} times as high");
        assert!(share > 1.34 || bottom - foot < 30.0, "{share}");
        assert!(bottom > foot - 0.01);
        // Its text occurs only once, in the rows.
        assert_eq!(page_text(&pages, 0).len(), rows + 1);
        let (_, last) = ends(&pages, 1);
        assert!(last > foot + 100.0, "what ends the document stays as it is");
    }
}

#[test]
fn text_before_a_table_leaves_its_rows_alone() {
    let section = || heading(1, "三、收到和处理", "");
    let pages = drawn(vec![text("国家"), whole(25), section(), whole(30)]).unwrap();
    let (top, bottom) = ends(&pages, 0);
    assert!((top - bottom - 25.0 * 9.0 * 1.6).abs() < 1.0);
}

#[test]
fn a_heading_stands_on_the_page_of_the_table_or_picture_below_it() {
    let picture = Picture {
        format: PictureFormat::Png,
        file: Arc::from([]),
        width: 200,
        height: 300,
        pixels: Pixels::Gray(Arc::from([])),
    };
    let image = Block::Image(Image {
        alt: "图".into(),
        picture: Arc::new(picture),
    });
    for below in [whole(12), image] {
        for above in 0..=22 {
            let mut blocks: Vec<Block> = paragraphs(above).collect();
            blocks.push(heading(1, "三、收到和处理", ""));
            blocks.push(below.clone());
            blocks.extend(paragraphs(9));
            let pages = drawn(blocks).unwrap();
            for page in 0..pages.pages.len() {
                let heads = page_text(&pages, page);
                let heads = heads.iter().any(|line| line.contains("收到"));
                let drawn = pages.pages[page].items.iter();
                let mut drawn = drawn.filter(|item| matches!(item, Item::Rule(_) | Item::Image(_)));
                assert_eq!(heads, drawn.next().is_some(), "after {above} lines");
            }
        }
    }
}

#[test]
fn a_picture_and_a_title_keep_clear_of_the_lines_around_them_on_a_closer_grid() {
    let picture = Picture {
        format: PictureFormat::Png,
        file: Arc::from([]),
        width: 300,
        height: 300,
        pixels: Pixels::Gray(Arc::from([])),
    };
    let mut closer = 0;
    for count in 5..=30 {
        let mut blocks = vec![Block::Title(vec!["某局".into(), "年度报告".into()])];
        blocks.extend(paragraphs(2));
        blocks.push(Block::Image(Image {
            alt: "图".into(),
            picture: Arc::new(picture.clone()),
        }));
        blocks.extend(paragraphs(count));
        let pages = drawn(blocks).unwrap();
        let placed = pages.pages.iter().enumerate().find_map(|(page, drawn)| {
            drawn.items.iter().find_map(|item| match item {
                Item::Image(image) => Some((page, image.y, image.y + image.height)),
                _ => None,
            })
        });
        let (page, low, high) = placed.unwrap();
        for run in content(&pages, page) {
            let (bottom, top) = (run.y - 0.2 * run.size, run.y + 0.9 * run.size);
            assert!(bottom > high || top < low, "a line in the picture");
        }
        let ys: Vec<f32> = lines(&pages, 0).into_iter().map(|line| line.0).collect();
        assert!(ys[1] - ys[2] > 40.0, "a blank line below the title");
        let last = ys.len() - 1;
        closer += usize::from(ys[last - 1] - ys[last] < 28.0);
    }
    assert!(closer > 0, "no pages on a closer grid");
}
