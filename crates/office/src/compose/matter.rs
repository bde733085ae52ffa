//! A narrative as blocks: paragraphs, tables and pictures; and the pictures as embedded
//! files.

use std::sync::Arc;

use super::Profile;
use super::paragraph::paragraph;
use chengbao_base::picture::{Picture, Pictures};
use chengbao_base::style::{Align, StyleId};
use chengbao_paper::document::{
    Block, CellRole, EmbeddedFile, Image, Paragraph, Relation, Scope, Table, TableCell, TableRow,
};
use chengbao_report::report::{Body, ColumnAlign, Matter, MatterCell, MatterTable, Report};

/// Size of a narrative's tables in points: 小四, the size of the official tables.
const SIZE: f32 = 12.0;

/// Longest line next to a table or a picture that counts as its caption, in characters.
const MAX_CAPTION: usize = 40;

/// What is needed to show a narrative.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shown<'a> {
    /// The available pictures.
    pub(super) pictures: &'a Pictures,
    /// The use: paper is printed in black only.
    pub(super) profile: Profile,
}

impl Shown<'_> {
    /// The blocks of a narrative. A picture that is not available is left out.
    pub(super) fn blocks(self, body: Body<'_>) -> Vec<Block> {
        let mut blocks = Vec::new();
        for piece in body.text.matter().pieces {
            match piece {
                Matter::Text(line) => {
                    let is_below = matches!(blocks.last(), Some(Block::Image(_)));
                    let mut paragraph = paragraph(&line.value);
                    if is_below && is_caption(&paragraph, '图') {
                        mark(&mut paragraph);
                    }
                    blocks.push(Block::Paragraph(paragraph));
                }
                Matter::Table(written) => {
                    if let Some(Block::Paragraph(above)) = blocks.last_mut()
                        && is_caption(above, '表')
                    {
                        mark(above);
                    }
                    let summary = summary(&blocks).unwrap_or_else(|| body.label.to_owned());
                    blocks.push(Block::Table(table(&written, summary)));
                }
                Matter::Image(image) => {
                    let picture = self.pictures.get(image.path);
                    blocks.extend(picture.map(|picture| {
                        Block::Image(Image {
                            alt: image.alt(),
                            picture: self.picture(picture),
                        })
                    }));
                }
            }
        }
        blocks
    }

    fn picture(self, picture: &Arc<Picture>) -> Arc<Picture> {
        match self.profile {
            Profile::Print => Arc::new(picture.gray()),
            Profile::Filing | Profile::Attachment => Arc::clone(picture),
        }
    }
}

/// Whether a line is the caption of what is next to it: `表1 …`, `图 2—1 …`, short and not a
/// sentence.
fn is_caption(paragraph: &Paragraph, name: char) -> bool {
    let line = text(paragraph);
    let number = line.strip_prefix(name).map(str::trim_start);
    let is_numbered = number.is_some_and(|number| {
        number.starts_with(|c: char| c.is_numeric() || "一二三四五六七八九十".contains(c))
    });
    let is_sentence = line.ends_with(['。', '；', '：', '，', ';', ':']);
    is_numbered && !is_sentence && line.chars().count() <= MAX_CAPTION
}

fn mark(paragraph: &mut Paragraph) {
    paragraph.style = StyleId::Caption;
    for run in &mut paragraph.runs {
        run.style = StyleId::Caption;
    }
}

fn text(paragraph: &Paragraph) -> String {
    paragraph.runs.iter().map(|run| run.text.as_str()).collect()
}

/// The subject of a table: the caption above it (`表1 …`, `…如下表：`), else the last heading.
fn summary(above: &[Block]) -> Option<String> {
    if let Some(Block::Paragraph(last)) = above.last() {
        let caption = text(last);
        let caption = caption.trim_end_matches(['：', ':', '。']);
        let is_caption = caption.starts_with('表') || caption.ends_with('表');
        if is_caption && caption.chars().count() <= MAX_CAPTION {
            return Some(caption.to_owned());
        }
    }
    above.iter().rev().find_map(|block| match block {
        Block::Paragraph(paragraph) if paragraph.outline.is_some() => Some(text(paragraph)),
        _ => None,
    })
}

fn table(written: &MatterTable<'_>, summary: String) -> Table {
    let row = |cells: &[MatterCell<'_>], role, keep_with_next| TableRow {
        cells: cells
            .iter()
            .zip(&written.columns)
            .enumerate()
            .map(|(column, (cell, align))| TableCell {
                column,
                colspan: 1,
                rowspan: 1,
                role,
                lines: Some(cell.text())
                    .filter(|text| !text.is_empty())
                    .into_iter()
                    .collect(),
                vertical: false,
                align: align.map(aligned),
                path: None,
            })
            .collect(),
        keep_with_next,
    };
    let mut rows = vec![row(&written.heads, CellRole::Header(Scope::Column), true)];
    rows.extend(
        written
            .rows
            .iter()
            .map(|cells| row(cells, CellRole::Value, false)),
    );
    Table {
        summary,
        // Determined from the content of the columns.
        widths: Vec::new(),
        size: SIZE,
        header_rows: 1,
        keep_together: true,
        rows,
    }
}

const fn aligned(align: ColumnAlign) -> Align {
    match align {
        ColumnAlign::Left => Align::Left,
        ColumnAlign::Center => Align::Center,
        ColumnAlign::Right => Align::Right,
    }
}

/// The pictures that the report shows, each once, as embedded files. Each has the name of its
/// file; of two files with the same name in different folders the second keeps its folders.
pub(super) fn files(report: &Report, pictures: &Pictures) -> Vec<EmbeddedFile> {
    let mut files: Vec<EmbeddedFile> = Vec::new();
    let mut paths: Vec<&str> = Vec::new();
    for image in report.images() {
        let Some(picture) = pictures.get(image.path) else {
            continue;
        };
        if paths.contains(&image.path) {
            continue;
        }
        paths.push(image.path);
        let mut name = image.file_name().to_owned();
        if files.iter().any(|file| file.name == name) {
            let steps = image.path.split('/').filter(|step| *step != ".");
            name = steps.collect::<Vec<_>>().join("-");
        }
        while files.iter().any(|file| file.name == name) {
            name.insert(0, '-');
        }
        files.push(EmbeddedFile {
            name,
            media_type: picture.format.media_type().to_owned(),
            description: format!("图片 {}：{}", image.path, image.alt()),
            relation: Relation::Supplement,
            bytes: Arc::clone(&picture.file),
        });
    }
    files
}

#[cfg(test)]
mod tests {
    use super::super::{Purpose, compose};
    use super::*;
    use chengbao_base::picture::{PictureFormat, Pixels};
    use chengbao_paper::document::Document;
    use chengbao_report::form::Forms;
    use chengbao_report::source::Source;

    const YAML: &str = "form: x\nyear: 2024\npreface: |\n  表1 申请渠道\n  | 渠道 | 件数 |\n  |:--|--:|\n  | 网上 | 400 |\n  | | 83 |\noverview: |\n  （一）平台建设\n  网址 www.gov.cn。\n  ![访问量](图/a.png)\n  | 甲 |\n  |---|\n  | 乙 |\nproblems: |\n  | 甲 |\n  |---|\n  | 乙 |\n  ![访问量](./b/a.png)\n  ![又一次](图/a.png)\n  ![没有](c.png)\n";

    fn picture(color: [u8; 3]) -> Arc<Picture> {
        let pixels = Pixels::Rgb(color.as_slice().into());
        Arc::new(Picture {
            format: PictureFormat::Png,
            file: color.as_slice().into(),
            width: 1,
            height: 1,
            pixels,
        })
    }

    fn document(profile: Profile) -> Document {
        let forms = Forms::builtin().unwrap();
        let form = forms
            .in_force(2024)
            .max_by_key(|form| form.cells.len())
            .unwrap();
        let source = Source::parse("a.yaml", YAML.as_bytes()).unwrap();
        let report = Report::read(form, &Arc::new(source));
        let pictures = [
            ("图/a.png", [255, 0, 0]),
            ("./b/a.png", [0, 0, 255]),
            ("unused.png", [0, 0, 0]),
        ];
        let pictures = pictures.map(|(path, color)| (path.to_owned(), picture(color)));
        compose(&report, &Purpose::of(profile), &Pictures::from(pictures))
    }

    fn tables(document: &Document) -> Vec<&Table> {
        let blocks = document.blocks.iter();
        let tables = blocks.filter_map(|block| match block {
            Block::Table(table)
                if !table
                    .rows
                    .iter()
                    .flat_map(|row| &row.cells)
                    .any(|cell| cell.path.is_some()) =>
            {
                Some(table)
            }
            _ => None,
        });
        tables.collect()
    }

    fn images(document: &Document) -> Vec<&Image> {
        let blocks = document.blocks.iter();
        let images = blocks.filter_map(|block| match block {
            Block::Image(image) => Some(image),
            _ => None,
        });
        images.collect()
    }

    #[test]
    fn a_table_has_heads_values_and_the_alignment_of_its_columns() {
        let document = document(Profile::Filing);
        let table = tables(&document)[0];
        let cells = table.rows.iter().flat_map(|row| &row.cells);
        let told: Vec<_> = cells
            .map(|cell| (cell.text(), cell.role, cell.column, cell.align))
            .collect();
        let head = CellRole::Header(Scope::Column);
        let (left, right) = (Some(Align::Left), Some(Align::Right));
        let cell = |text: &str, role, column, align| (text.to_owned(), role, column, align);
        assert_eq!(
            told,
            [
                cell("渠道", head, 0, left),
                cell("件数", head, 1, right),
                cell("网上", CellRole::Value, 0, left),
                cell("400", CellRole::Value, 1, right),
                cell("", CellRole::Value, 0, left),
                cell("83", CellRole::Value, 1, right),
            ]
        );
        assert_eq!((table.widths.len(), table.header_rows), (2, 1));
        assert!(table.rows[0].keep_with_next);
    }

    #[test]
    fn a_table_is_named_by_its_caption_its_heading_or_its_section() {
        let document = document(Profile::Filing);
        let tables = tables(&document);
        let summaries: Vec<&str> = tables.iter().map(|table| &*table.summary).collect();
        let section = &Forms::builtin().unwrap();
        let section = section
            .in_force(2024)
            .max_by_key(|form| form.cells.len())
            .unwrap()
            .section("problems");
        let label = &section.unwrap().1.label;
        assert_eq!(summaries, ["表1 申请渠道", "（一）平台建设", label]);
    }

    /// Whether the line is marked as the caption of what is above or below it.
    #[track_caller]
    fn check_caption(yaml: &str, line: &str, expected: bool) {
        let forms = Forms::builtin().unwrap();
        let form = forms
            .in_force(2024)
            .max_by_key(|form| form.cells.len())
            .unwrap();
        let yaml = format!(
            "form: x\nyear: 2024\noverview: |\n  {}\n",
            yaml.replace('\n', "\n  ")
        );
        let source = Source::parse("a.yaml", yaml.as_bytes()).unwrap();
        let report = Report::read(form, &Arc::new(source));
        let pictures = Pictures::from([("a.png".to_owned(), picture([0; 3]))]);
        let document = compose(&report, &Purpose::default(), &pictures);
        let mut blocks = document.blocks.iter();
        let found = blocks.find_map(|block| match block {
            Block::Paragraph(paragraph) if text(paragraph) == line => Some(paragraph),
            _ => None,
        });
        let found = found.unwrap();
        assert_eq!(found.style == StyleId::Caption, expected, "{yaml}");
        assert!(found.runs.iter().all(|run| run.style == found.style));
    }

    #[test]
    fn a_numbered_line_right_above_a_table_or_below_a_picture_is_its_caption() {
        const TABLE: &str = "| 甲 |\n|---|\n| 乙 |";
        const IMAGE: &str = "![图](a.png)";
        for line in ["表1 申请渠道", "表 2—1　渠道", "表一 渠道"] {
            check_caption(&format!("{line}\n{TABLE}"), line, true);
            check_caption(&format!("{line}\n甲。\n{TABLE}"), line, false);
            check_caption(&format!("{TABLE}\n{line}"), line, false);
        }
        check_caption(&format!("{IMAGE}\n图1 访问量"), "图1 访问量", true);
        check_caption(&format!("图1 访问量\n{IMAGE}"), "图1 访问量", false);
        check_caption(&format!("{IMAGE}\n表1 访问量"), "表1 访问量", false);
        for line in ["各渠道情况如下表：", "表1说明了各渠道情况。", "表彰先进"]
        {
            check_caption(&format!("{line}\n{TABLE}"), line, false);
        }
        let long = format!("表1 {}", "长".repeat(MAX_CAPTION));
        check_caption(&format!("{long}\n{TABLE}"), &long, false);
    }

    #[test]
    fn a_picture_stands_where_it_is_named_and_a_missing_one_nowhere() {
        let document = document(Profile::Filing);
        let shown: Vec<_> = images(&document)
            .into_iter()
            .map(|image| (image.alt.as_str(), image.picture.file.as_ref()))
            .collect();
        let (red, blue) = ([255, 0, 0], [0, 0, 255]);
        assert_eq!(
            shown,
            [("访问量", &red[..]), ("访问量", &blue), ("又一次", &red)]
        );
    }

    #[test]
    fn on_paper_pictures_are_grey() {
        let document = document(Profile::Print);
        let images = images(&document);
        assert_eq!(images.len(), 3);
        for image in images {
            assert!(matches!(image.picture.pixels, Pixels::Gray(_)));
        }
    }

    #[test]
    fn each_picture_travels_along_once_as_the_file_it_is() {
        let document = document(Profile::Print);
        let files = document.data.pictures();
        let files: Vec<_> = files
            .map(|file| (file.name.as_str(), file.description.as_str(), file.bytes[0]))
            .collect();
        assert_eq!(
            files,
            [
                ("a.png", "图片 图/a.png：访问量", 255),
                ("b-a.png", "图片 ./b/a.png：访问量", 0)
            ]
        );
    }

    #[test]
    fn addresses_in_the_text_are_links() {
        let document = document(Profile::Filing);
        let runs = document.blocks.iter().filter_map(|block| match block {
            Block::Paragraph(paragraph) => Some(&paragraph.runs),
            _ => None,
        });
        let links: Vec<_> = runs
            .flatten()
            .filter_map(|run| run.link.as_deref())
            .collect();
        assert_eq!(links, ["http://www.gov.cn"]);
    }
}
