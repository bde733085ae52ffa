//! Page set-up: paper, margins, the body grid and the position of the page number, in twips
//! (twentieths of a point), as OOXML counts. Knows the typography, never the text.

use docx_rs::{DocGrid, DocGridType, Docx, PageMargin, PageNumType};

use super::DocxError;
use crate::document::Document;
use chengbao_base::style::{Align, StyleId, Typography};

/// Lengths of the page in twips, checked so that later code need not check them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Geometry {
    /// Width and height of the paper.
    pub(super) page: (u32, u32),
    margin: [i32; 4],
    /// Width of the text area, which table grids add up to.
    pub(super) text_width: usize,
    /// Height of the text area.
    pub(super) text_height: i32,
    /// Pitch of body lines, rounded down so that all lines of the grid fit.
    pub(super) line: i32,
    /// Pitch of body characters.
    pub(super) pitch: f32,
    /// Size of body text in points: what the grid widens or narrows.
    body_size: f32,
}

impl Geometry {
    pub(super) fn new(typography: &Typography) -> Result<Self, DocxError> {
        let page = &typography.page;
        let [top, right, bottom, left] =
            [page.top, page.right, page.bottom, page.left].map(|length| length.twips());
        let (width, height) = (page.width.twips(), page.height.twips());
        let (text_width, text_height) = (width - left - right, height - top - bottom);
        let grid = &typography.grid;
        let line = (text_height / i32::from(grid.lines.max(1))).max(0);
        let body_size = typography.style(StyleId::Body).size;
        // Word's paper is at most 22 inches wide and high, its text area at least 0.4 inches.
        let paper = 576..=31_680;
        if [width, height].iter().any(|side| !paper.contains(side))
            || text_width < 576
            || text_height < 576
        {
            return Err(DocxError::Typography("page"));
        }
        if grid.lines == 0 || grid.characters == 0 || line < 20 {
            return Err(DocxError::Typography("grid"));
        }
        if StyleId::ALL
            .iter()
            .any(|id| !is_size(typography.style(*id).size))
            || !is_size(typography.page_number.size)
        {
            return Err(DocxError::Typography("size"));
        }
        Ok(Self {
            page: (width as u32, height as u32),
            margin: [top, right, bottom, left],
            text_width: text_width as usize,
            text_height,
            line,
            pitch: text_width as f32 / f32::from(grid.characters),
            body_size,
        })
    }

    /// Where headers begin: half of the top margin stays free above the text area.
    pub(super) fn header_distance(&self) -> i32 {
        let [top, ..] = self.margin;
        top / 2
    }

    /// Twips of `count` characters of a style of `size` points: on the grid for body-size text.
    pub(super) fn characters(&self, count: f32, size: f32) -> f32 {
        count
            * if self.on_grid(size) {
                self.pitch
            } else {
                size * 20.0
            }
    }

    /// Whether text of this size is set on the body grid.
    fn on_grid(&self, size: f32) -> bool {
        (size - self.body_size).abs() < 0.01
    }

    /// `w:spacing` of text of this size, in twips: what sets body text to the pitch of the grid,
    /// rounded down so that all characters of a line fit, and a twip less for programs that round
    /// each advance up. Justification distributes the rest of a line.
    pub(super) fn character_spacing(&self, size: f32) -> Option<i32> {
        let spacing = (self.pitch - size * 20.0).floor() as i32 - 1;
        self.on_grid(size).then_some(spacing)
    }

    /// `w:charSpace`: what the grid adds to a body character, in 1/4096 pt, rounded down so that all
    /// characters of a line fit (ECMA-376 part 1 §17.6.5).
    fn char_space(&self) -> isize {
        ((self.pitch / 20.0 - self.body_size) * 4096.0).floor() as isize
    }
}

/// Whether Word has such a size (half a point to 1,638 points).
pub(super) fn is_size(size: f32) -> bool {
    size.is_finite() && (0.5..=1638.0).contains(&size)
}

/// A size that [`is_size`], in half-points, as `w:sz` counts.
pub(super) fn half_points(size: f32) -> usize {
    (size * 2.0).round() as usize
}

/// Paper, margins, grid, the number of the first page, and the positions of header and footer.
pub(super) fn set_up(docx: Docx, geometry: &Geometry, document: &Document) -> Docx {
    let [top, right, bottom, left] = geometry.margin;
    let typography = &document.typography;
    let page_number = &typography.page_number;
    let below = (page_number.size * 20.0 * (1.0 - DASH_TOP)).round() as i32;
    let mut number = PageNumType::new();
    if document.furniture.first_page != 1 {
        number = number.start(document.furniture.first_page);
    }
    let mut docx = docx
        .page_size(geometry.page.0, geometry.page.1)
        .page_margin(PageMargin {
            top,
            right,
            bottom,
            left,
            header: geometry.header_distance(),
            footer: (bottom - page_number.drop.twips() - below).max(0),
            gutter: 0,
        })
        .page_num_type(number);
    docx.document = docx.document.doc_grid(
        DocGrid::new()
            .grid_type(DocGridType::LinesAndChars)
            .line_pitch(usize::try_from(geometry.line).unwrap_or_default())
            .char_space(geometry.char_space()),
    );
    docx
}

/// The top of the dash of `— 1 —` in a line as high as its size, as a part of the size: the
/// base line of an exact line is at 0.8 of it (LibreOffice), and the dash 0.3 to 0.4 em above that,
/// depending on the face.
const DASH_TOP: f32 = 0.45;

/// The alignment of a style in docx-rs.
pub(super) fn alignment(align: Align) -> docx_rs::AlignmentType {
    match align {
        Align::Left => docx_rs::AlignmentType::Left,
        Align::Center => docx_rs::AlignmentType::Center,
        Align::Right => docx_rs::AlignmentType::Right,
        Align::Justify => docx_rs::AlignmentType::Both,
    }
}
