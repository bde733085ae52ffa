//! Each block as its elements; what is refused.

use chengbao_base::edition::Edition;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::write;
use crate::document::FlowError;
use crate::document::{
    Approval, Block, CellRole, Data, Document, Furniture, Image, LetterHead, Meta, Paragraph, Run,
    Scope, SignOffLine, Table, TableCell, TableRow,
};
use chengbao_base::picture::{Picture, PictureFormat, Pixels};
use chengbao_base::style::{Align, StyleId};

const COLUMN: CellRole = CellRole::Header(Scope::Column);
const ROW: CellRole = CellRole::Header(Scope::Row);
const VALUE: CellRole = CellRole::Value;

fn document(blocks: Vec<Block>) -> Document {
    let typography = include_str!("../../../../templates/gbt9704/typography.yaml");
    Document {
        edition: Edition::CURRENT,
        meta: Meta {
            title: "标题 \"A\" <b>".to_owned(),
            author: "某局".to_owned(),
            language: "zh-CN".to_owned(),
            date: Some("2025-01-24".to_owned()),
        },
        typography: serde_yaml::from_str(typography).unwrap(),
        furniture: Furniture::default(),
        data: Data::default(),
        sealed: false,
        blocks,
    }
}

/// The content of the article, without line ends.
fn article(document: &Document) -> String {
    let page = write(document).unwrap();
    let (_, article) = page.split_once("<article>").unwrap();
    let (article, _) = article.split_once("</article>").unwrap();
    article.replace('\n', "")
}

#[track_caller]
fn check(block: Block, expected: &str) {
    assert_eq!(article(&document(vec![block])), expected);
}

fn run(style: StyleId, text: &str, link: Option<&str>) -> Run {
    Run {
        style,
        text: text.to_owned(),
        link: link.map(str::to_owned),
    }
}

fn paragraph(style: StyleId, outline: Option<u8>, runs: Vec<Run>) -> Block {
    Block::Paragraph(Paragraph {
        style,
        outline,
        runs,
    })
}

fn table(header_rows: usize, rows: &[&[(CellRole, &str, [usize; 3])]]) -> Table {
    let cell = |&(role, text, [column, colspan, rowspan]): &(CellRole, &str, [usize; 3])| {
        let lines = text.split('|').map(str::to_owned);
        TableCell {
            column,
            colspan,
            rowspan,
            role,
            lines: lines.filter(|line| !line.is_empty()).collect(),
            vertical: false,
            path: None,
            align: None,
        }
    };
    let row = |cells: &&[_]| TableRow {
        cells: cells.iter().map(cell).collect(),
        keep_with_next: false,
    };
    Table {
        summary: "表一".to_owned(),
        widths: vec![1.0, 3.0],
        size: 9.0,
        header_rows,
        keep_together: false,
        rows: rows.iter().map(row).collect(),
    }
}

#[test]
fn titles_and_headings_have_their_rank() {
    let lines = vec!["某局".to_owned(), "2024年年报".to_owned()];
    check(Block::Title(lines), "<h1>某局<br>2024年年报</h1>");
    for (level, tag) in [(1, "h2"), (2, "h3"), (3, "h4"), (4, "h5"), (9, "h5")] {
        let style = StyleId::heading(level);
        let heading = paragraph(style, Some(level), vec![run(style, "一、甲", None)]);
        check(heading, &format!("<{tag}>一、甲</{tag}>"));
    }
}

#[test]
fn a_heading_that_runs_on_is_the_strong_opening_of_its_paragraph() {
    let runs = || {
        vec![
            run(StyleId::Heading2, "（一）甲。", None),
            run(StyleId::Body, "乙。", None),
        ]
    };
    let expected = "<p><strong class=\"level2\">（一）甲。</strong>乙。</p>";
    check(paragraph(StyleId::Body, None, runs()), expected);
    check(paragraph(StyleId::Heading2, Some(2), runs()), expected);
}

#[test]
fn only_web_addresses_are_links() {
    let link = |address| {
        let runs = vec![run(StyleId::Body, "见\"此\"", Some(address))];
        paragraph(StyleId::Body, None, runs)
    };
    check(
        link("https://a.gov.cn/?a=1&b=\""),
        "<p><a href=\"https://a.gov.cn/?a=1&amp;b=%22\">见&quot;此&quot;</a></p>",
    );
    check(link("javascript:alert(1)"), "<p>见&quot;此&quot;</p>");
}

#[test]
fn a_letter_and_its_annex_are_distinguished_by_class() {
    let head = LetterHead {
        mark: "某局".to_owned(),
        number: Some("某函〔2025〕3号".to_owned()),
    };
    check(
        Block::LetterHead(head),
        "<p class=\"mark\">某局</p><p class=\"number\">某函〔2025〕3号</p>",
    );
    let addressee = run(StyleId::Addressee, "某办：", None);
    check(
        paragraph(StyleId::Addressee, None, vec![addressee]),
        "<p class=\"addressee\">某办：</p>",
    );
    check(
        Block::AnnexNote(vec!["甲".to_owned()]),
        "<p class=\"annexes\">附件：甲</p>",
    );
    check(
        Block::AnnexNote(vec!["甲".to_owned(), "乙".to_owned()]),
        "<p class=\"annexes\">附件：1.甲<br>2.乙</p>",
    );
    check(
        Block::AnnexLabel("附件1".to_owned()),
        "<p class=\"annex\">附件1</p>",
    );
    let approval = Approval {
        signature: "负责人：".to_owned(),
        seal: "公章：".to_owned(),
    };
    check(
        Block::Approval(approval),
        "<p class=\"signature\">负责人：</p><p class=\"seal\">公章：</p>",
    );
    let imprint = Block::Imprint {
        issuer: "某局".to_owned(),
        date: "2025年1月24日".to_owned(),
    };
    check(
        imprint,
        "<p class=\"issuer\">某局</p><p class=\"date\">2025年1月24日</p>",
    );
}

#[test]
fn who_signed_off_stands_in_a_block_of_its_own() {
    let line = |role: &str, post: Option<&str>| SignOffLine {
        role: role.to_owned(),
        name: "张<三>".to_owned(),
        post: post.map(str::to_owned),
        date: "2025年1月20日".to_owned(),
    };
    let block = Block::SignOff(vec![line("拟稿", Some("科员")), line("签发", None)]);
    let page = write(&document(vec![block.clone()])).unwrap();
    assert!(page.contains("div.signoff{"), "{page}");
    let without = write(&document(vec![Block::AnnexLabel("附件".to_owned())])).unwrap();
    assert!(!without.contains("signoff"), "{without}");
    check(
        block,
        "<div class=\"signoff\">\
         <p><span>拟稿：张&lt;三&gt;（科员）</span> <span>2025年1月20日</span></p>\
         <p><span>签发：张&lt;三&gt;</span> <span>2025年1月20日</span></p></div>",
    );
}

#[test]
fn a_picture_travels_in_the_page() {
    let picture = Picture {
        format: PictureFormat::Jpeg,
        file: Arc::from(*b"\xff\xd8\xff"),
        width: 3,
        height: 2,
        pixels: Pixels::Gray(Arc::from([0; 6])),
    };
    let file = STANDARD.encode(picture.plain_file().1);
    let image = Image {
        alt: "图\"1\"".to_owned(),
        picture: Arc::new(picture),
    };
    check(
        Block::Image(image),
        &format!(
            "<figure><img alt=\"图&quot;1&quot;\" width=\"3\" height=\"2\" src=\"data:image/png;base64,{file}\"></figure>"
        ),
    );
}

#[test]
fn a_draft_says_so_before_all_else() {
    let mut document = document(vec![Block::AnnexLabel("附件".to_owned())]);
    document.furniture.watermark = Some("草稿".to_owned());
    let expected = "<p class=\"draft\"><strong>草稿</strong></p><p class=\"annex\">附件</p>";
    assert_eq!(article(&document), expected);
}

#[test]
fn scope_alone_heads_a_plain_table() {
    let plain = table(
        1,
        &[
            &[(VALUE, "", [0, 1, 1]), (COLUMN, "件|数", [1, 1, 1])],
            &[(ROW, "甲", [0, 1, 1]), (VALUE, "1", [1, 1, 1])],
        ],
    );
    check(
        Block::Table(plain),
        "<div class=\"scroll\" role=\"region\" aria-labelledby=\"t1\" tabindex=\"0\">\
         <table class=\"s90\"><caption id=\"t1\">表一</caption>\
         <colgroup><col class=\"w250\"></colgroup><colgroup><col class=\"w750\"></colgroup>\
         <thead><tr><td></td><th scope=\"col\">件<br>数</th></tr></thead>\
         <tbody><tr><th scope=\"row\">甲</th><td>1</td></tr></tbody></table></div>",
    );
}

#[test]
fn the_alignment_a_report_asks_for_is_a_class_of_the_cell() {
    let mut table = table(0, &[&[(VALUE, "甲", [0, 1, 1]), (VALUE, "1", [1, 1, 1])]]);
    let cells = &mut table.rows[0].cells;
    cells[0].align = Some(Align::Left);
    cells[1].align = Some(Align::Right);
    let article = article(&document(vec![Block::Table(table)]));
    let expected = "<td class=\"left\">甲</td><td class=\"right\">1</td>";
    assert!(article.contains(expected), "{article}");
}

#[test]
fn layers_of_heads_are_named_one_by_one_and_a_banner_opens_a_group_of_rows() {
    let panel = |banner| {
        [
            vec![(CellRole::Banner, banner, [0, 2, 1])],
            vec![(COLUMN, "甲", [0, 1, 1]), (COLUMN, "乙", [1, 1, 1])],
            vec![(VALUE, "1", [0, 1, 1]), (VALUE, "", [1, 1, 1])],
        ]
    };
    let rows: Vec<_> = panel("上").into_iter().chain(panel("下")).collect();
    let rows: Vec<&[_]> = rows.iter().map(Vec::as_slice).collect();
    let article = article(&document(vec![Block::Table(table(0, &rows))]));
    assert_eq!(article.matches("<tbody>").count(), 2, "{article}");
    for part in [
        "<th id=\"t1r4c1\" scope=\"rowgroup\" colspan=\"2\">下</th>",
        "<th id=\"t1r5c2\" scope=\"col\" headers=\"t1r4c1\">乙</th>",
        "<td headers=\"t1r4c1 t1r5c1\">1</td><td headers=\"t1r4c1 t1r5c2\"></td>",
    ] {
        assert!(article.contains(part), "{part}\n{article}");
    }
}

#[test]
fn a_table_that_does_not_tile_its_grid_is_refused() {
    let rows: [&[_]; 1] = [&[(VALUE, "1", [0, 1, 1])]];
    let found = write(&document(vec![Block::Table(table(0, &rows))]));
    assert!(matches!(found, Err(FlowError::Table(_))), "{found:?}");
}

#[test]
fn the_head_names_title_author_and_date_and_forbids_all_that_is_not_needed() {
    let page = write(&document(Vec::new())).unwrap();
    for part in [
        "<html lang=\"zh-CN\">",
        "<title>标题 &quot;A&quot; &lt;b&gt;</title>",
        "<meta name=\"author\" content=\"某局\">",
        "<meta name=\"dcterms.date\" content=\"2025-01-24\">",
        "default-src 'none'; style-src 'sha256-",
        "@page{size:210mm 297mm;margin:37mm 26mm 35mm 28mm}",
    ] {
        assert!(page.contains(part), "{part}\n{page}");
    }
    for part in ["<script", " style=", "<link", "@import", "url("] {
        assert!(!page.contains(part), "{part}\n{page}");
    }
}

#[test]
fn a_face_name_cannot_leave_the_stylesheet() {
    let mut document = document(Vec::new());
    for names in document.typography.faces.values_mut() {
        names.name = "甲\"}</style><script>".to_owned();
    }
    let page = write(&document).unwrap();
    assert!(page.contains("甲\\22 }\\3c /style>\\3c script>"), "{page}");
    assert_eq!(page.matches("</style>").count(), 1);
}
