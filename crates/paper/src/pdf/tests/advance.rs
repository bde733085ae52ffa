//! Closed-up punctuation: glyphs are where the pages put them, and extracted text is right.

use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider};

use super::reader::{fonts, read};
use super::sample::{Builder, faces, sample};
use super::{farthest, text_of, written};
use crate::typeset::{Item, NodeId, Owner, Pages, Tag};
use chengbao_base::style::Typeface;

const SIZE: f32 = 16.0;

/// A line whose glyphs are as far apart, in em, as the second of each pair says.
fn closed_up(faces: &crate::typeset::FaceSet, line: &[(&str, f32)]) -> Pages {
    let mut sheet = Builder::new(faces, 1);
    let node = sheet.node(NodeId(0), Tag::Paragraph);
    let text: String = line.iter().map(|(text, _)| *text).collect();
    sheet.line(
        0,
        Owner::Node(node),
        Typeface::FangSong,
        SIZE,
        SIZE,
        (79.0, 700.0),
        &text,
    );
    let mut distances = line.iter().map(|(_, distance)| distance * SIZE);
    let mut pen = 79.0;
    for item in &mut sheet.pages.pages[0].items {
        let Item::Glyphs(run) = item else { continue };
        run.x = pen;
        for glyph in &mut run.glyphs {
            glyph.dx = pen - run.x;
            pen += distances.next().unwrap();
        }
    }
    sheet.pages
}

/// How far glyphs run over the next on their line, in em; the most of all.
fn overlap(pages: &Pages, faces: &crate::typeset::FaceSet) -> f64 {
    let document = written(pages, faces);
    assert!(farthest(pages, &document) < 0.01);
    let mut most = f64::NEG_INFINITY;
    for page in read(&document) {
        for pair in page.windows(2) {
            if (pair[0].y - pair[1].y).abs() < 0.01 && pair[1].x > pair[0].x {
                most = most.max((pair[0].end - pair[1].x) / pair[0].size);
            }
        }
    }
    most
}

#[test]
fn closed_up_glyphs_do_not_overlap() {
    let faces = faces();
    let line = [
        ("知", 1.0),
        ("》", 0.53),
        ("（", 1.0),
        ("攀", 1.0),
        ("）", 0.5),
        ("。", 0.47),
        ("”", 0.62),
        ("，", 0.71),
        ("（", 0.53),
        ("《", 1.0),
        ("—", 0.82),
        ("—", 1.0),
        // A run of another face starts inside the cell of the comma.
        ("，", 0.6),
        ("2", 0.5),
        ("）", 1.0),
        ("，", 1.0),
        ("》", 1.0),
    ];
    let pages = closed_up(&faces, &line);
    let most = overlap(&pages, &faces);
    assert!(most < 0.1, "{most} em");
    let document = written(&pages, &faces);
    let shown = &read(&document)[0];
    assert_eq!(text_of(shown), "知》（攀）。”，（《——，2），》");
    let own = &shown[15..];
    assert!(own.iter().all(|mark| mark.end - mark.x > 15.9), "{own:?}");
}

#[test]
fn glyphs_that_hardly_overlap_keep_their_advance() {
    let faces = faces();
    let pages = closed_up(
        &faces,
        &[("要", 0.95), ("求", 0.987), ("，", 0.93), ("国", 1.0)],
    );
    for shown in &read(&written(&pages, &faces))[0] {
        assert!((shown.end - shown.x - 16.0).abs() < 0.01, "{shown:?}");
    }
}

/// ISO 19005-1 §6.3.5: within a thousandth of an em.
#[test]
fn declared_widths_are_those_of_the_font_program() {
    let faces = faces();
    let squeezed = closed_up(
        &faces,
        &[("》", 0.5), ("（", 0.8), ("》", 0.7), ("》", 1.0)],
    );
    for pages in [sample(&faces), squeezed] {
        let document = written(&pages, &faces);
        let mut checked = 0;
        for font in fonts(&document, document.get_pages()[&1]).values() {
            let program = FontRef::new(&font.program).unwrap();
            let em = f64::from(
                program
                    .metrics(Size::unscaled(), LocationRef::default())
                    .units_per_em,
            );
            let metrics = program.glyph_metrics(Size::unscaled(), LocationRef::default());
            for code in font.unicode.keys() {
                let glyph = font.glyph(*code);
                let real = f64::from(metrics.advance_width(glyph.into()).unwrap()) * 1000.0 / em;
                let told = font.widths.get(code).copied().unwrap_or(1000.0);
                assert!((real - told).abs() < 1.0, "{code}: {real}, told {told}");
                checked += 1;
            }
        }
        assert!(checked > 3, "{checked}");
    }
}
