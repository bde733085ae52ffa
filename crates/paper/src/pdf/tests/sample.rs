//! Pages made by hand: two pages with a title, paragraphs, a table with spans, rules, page numbers.

use std::path::Path;

use crate::document::{Meta, Scope};
use crate::typeset::{
    FaceSet, Glyph, GlyphRun, Ink, Item, NodeId, OutlineEntry, Owner, Page, Pages, Rule,
    StructureTree, Tag,
};
use chengbao_base::style::Typeface;

pub(super) fn faces() -> FaceSet {
    FaceSet::find(&[Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fonts")]).unwrap()
}

pub(super) fn meta() -> Meta {
    Meta {
        title: "某市<人民>政府2024年机关事项办理工作年度报告 & 附件".to_owned(),
        author: "某市人民政府".to_owned(),
        language: "zh-CN".to_owned(),
        date: Some("2025-01-24".to_owned()),
    }
}

pub(super) struct Builder<'a> {
    pub(super) faces: &'a FaceSet,
    pub(super) pages: Pages,
}

impl<'a> Builder<'a> {
    pub(super) fn new(faces: &'a FaceSet, pages: usize) -> Self {
        let mut structure = StructureTree::default();
        structure.add(None, Tag::Document);
        let pages = Pages {
            width: 595.276,
            height: 841.89,
            pages: vec![Page::default(); pages],
            first_number: 1,
            pictures: Vec::new(),
            structure,
            outline: Vec::new(),
            seal: None,
        };
        Self { faces, pages }
    }

    pub(super) fn node(&mut self, parent: NodeId, tag: Tag) -> NodeId {
        self.pages.structure.add(Some(parent), tag)
    }

    /// Sets a line; hanzi at `pitch`, Latin letters and digits at their own advance.
    #[expect(clippy::too_many_arguments, reason = "a test's shorthand")]
    pub(super) fn line(
        &mut self,
        page: usize,
        owner: Owner,
        role: Typeface,
        size: f32,
        pitch: f32,
        (x, y): (f32, f32),
        text: &str,
    ) {
        let mut runs: Vec<GlyphRun> = Vec::new();
        let mut pen = x;
        for character in text.chars() {
            let role = if character.is_ascii() {
                Typeface::Latin
            } else {
                role
            };
            let (face, id) = self.faces.pick(role, character).unwrap().unwrap();
            let metrics = self.faces.face(face).unwrap();
            let em = f32::from(metrics.units_per_em());
            let advance = f32::from(metrics.advance(id)) / em * size;
            if runs.last().is_none_or(|run| run.face != face) {
                runs.push(GlyphRun {
                    owner,
                    face,
                    size,
                    ink: Ink::Black,
                    x: pen,
                    y,
                    glyphs: Vec::new(),
                });
            }
            let run = runs.last_mut().unwrap();
            run.glyphs.push(Glyph {
                id,
                character,
                dx: pen - run.x,
            });
            pen += if character.is_ascii() {
                advance
            } else {
                advance + pitch - size
            };
        }
        self.pages.pages[page]
            .items
            .extend(runs.into_iter().map(Item::Glyphs));
    }

    pub(super) fn rule(&mut self, page: usize, (x1, y1): (f32, f32), (x2, y2): (f32, f32)) {
        let rule = Rule {
            x1,
            y1,
            x2,
            y2,
            weight: 0.5,
            ink: Ink::Black,
            owner: Owner::Artifact,
        };
        self.pages.pages[page].items.push(Item::Rule(rule));
    }
}

/// The pages the tests read back.
pub(super) fn sample(faces: &FaceSet) -> Pages {
    use Typeface::{FangSong, HeiTi, KaiTi, SongTi, XiaoBiaoSong};
    let mut sheet = Builder::new(faces, 2);
    let document = NodeId(0);
    let title = sheet.node(document, Tag::Heading(1));
    sheet.line(
        0,
        Owner::Node(title),
        XiaoBiaoSong,
        22.0,
        22.0,
        (165.0, 740.0),
        "某市2024年度报告",
    );
    let section = sheet.node(document, Tag::Heading(2));
    sheet.line(
        0,
        Owner::Node(section),
        HeiTi,
        16.0,
        15.79,
        (111.0, 700.0),
        "一、总体情况",
    );
    let text = sheet.node(document, Tag::Paragraph);
    let lead = sheet.node(text, Tag::Span);
    sheet.line(
        0,
        Owner::Node(lead),
        KaiTi,
        16.0,
        15.79,
        (111.0, 671.0),
        "（一）主动公开。",
    );
    sheet.line(
        0,
        Owner::Node(text),
        FangSong,
        16.0,
        15.79,
        (237.0, 671.0),
        "全年公开信息1,234条，同比增长5.6%，",
    );
    sheet.line(
        0,
        Owner::Node(text),
        FangSong,
        16.0,
        15.79,
        (79.0, 110.0),
        "涉及“放管服”改革……等事项；",
    );
    sheet.line(
        1,
        Owner::Node(text),
        FangSong,
        16.0,
        15.79,
        (79.0, 720.0),
        "见AVATAR系统（V2.0）——完。",
    );
    table(&mut sheet, document);
    for (page, number) in ["— 1 —", "— 2 —"].into_iter().enumerate() {
        sheet.line(
            page,
            Owner::Artifact,
            SongTi,
            14.0,
            14.0,
            (400.0, 60.0),
            number,
        );
    }
    sheet.pages.outline = vec![
        OutlineEntry {
            title: "某市2024年度报告".to_owned(),
            level: 1,
            page: 0,
            y: 762.0,
        },
        OutlineEntry {
            title: "一、总体情况".to_owned(),
            level: 2,
            page: 0,
            y: 716.0,
        },
        OutlineEntry {
            title: "（一）主动公开".to_owned(),
            level: 3,
            page: 0,
            y: 687.0,
        },
        OutlineEntry {
            title: "Annex (A\\) 1)".to_owned(),
            level: 2,
            page: 1,
            y: 690.0,
        },
    ];
    sheet.pages
}

fn table(sheet: &mut Builder<'_>, document: NodeId) {
    let table = sheet.node(
        document,
        Tag::Table {
            summary: "二、主动公开办事信息情况".to_owned(),
        },
    );
    let head = sheet.node(table, Tag::TableHead);
    let row = sheet.node(head, Tag::TableRow);
    let cell = |sheet: &mut Builder<'_>, row, tag, place, text: &str| {
        let cell = sheet.node(row, tag);
        let owner = Owner::Node(cell);
        sheet.line(1, owner, Typeface::SongTi, 10.5, 10.5, place, text);
        cell
    };
    let header = |scope, colspan, rowspan, headers| Tag::HeaderCell {
        scope,
        colspan,
        rowspan,
        headers,
    };
    let column = Scope::Column;
    let first = header(column, 1, 2, Vec::new());
    let first = cell(sheet, row, first, (100.0, 640.0), "信息内容");
    let both = header(column, 2, 1, Vec::new());
    let both = cell(sheet, row, both, (250.0, 650.0), "本年数量");
    let row = sheet.node(head, Tag::TableRow);
    let below = [(200.0, "制发"), (300.0, "废止")].map(|(x, text)| {
        cell(
            sheet,
            row,
            header(column, 1, 1, vec![both]),
            (x, 630.0),
            text,
        )
    });
    let body = sheet.node(table, Tag::TableBody);
    let row = sheet.node(body, Tag::TableRow);
    let own = header(Scope::Row, 1, 1, vec![first]);
    let own = cell(sheet, row, own, (100.0, 610.0), "规章");
    for ((x, text), column) in [(200.0, "12"), (300.0, "")].into_iter().zip(below) {
        let tag = Tag::DataCell {
            colspan: 1,
            rowspan: 1,
            headers: vec![both, column, own],
        };
        cell(sheet, row, tag, (x, 610.0), text);
    }
    for y in [660.0, 600.0] {
        sheet.rule(1, (79.0, y), (520.0, y));
    }
    for x in [79.0, 180.0, 280.0, 520.0] {
        sheet.rule(1, (x, 660.0), (x, 600.0));
    }
}
