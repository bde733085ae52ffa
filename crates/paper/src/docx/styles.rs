//! The named styles: titles and headings under Word's own names, so that its navigation and its
//! style list know them, and the official document's own under Chinese names. Text refers only to
//! style names; the look of a style is defined here once.

use docx_rs::{
    AlignmentType, Docx, LineSpacing, LineSpacingType, RunFonts, SpecialIndentType, Style,
    StyleType,
};

use super::page::{Geometry, alignment, half_points};
use super::{DocxError, fit::Fit};
use crate::document::{Block, Document};
use chengbao_base::edition::Edition;
use chengbao_base::formats::bound::SIGN_OFF_STYLE;
use chengbao_base::style::{self, StyleId, Typeface, Typography};

/// Style of the page number's paragraph.
pub(super) const FOOTER: &str = "Footer";
/// Style of a picture's paragraph.
pub(super) const PICTURE: &str = "Picture";
/// The red of official documents.
pub(super) const RED: &str = "FF0000";
/// Paragraph style that all others are based on; docx-rs writes it.
pub(super) const NORMAL: &str = "Normal";

/// Properties that docx-rs has no field for, set when its part is read again.
#[derive(Debug, Default)]
pub(super) struct StyleFacts {
    /// `w:styleId`.
    pub(super) id: String,
    /// `w:aliases`: the official document's name in addition to Word's.
    pub(super) alias: Option<&'static str>,
    /// Not one of Word's built-in styles.
    pub(super) custom: bool,
    /// `w:firstLineChars`, in characters.
    pub(super) indent: u8,
}

/// The kinds of table text, with one style each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TableText {
    /// 表格文字: values and short row heads, centred.
    Value,
    /// 表格标题: column heads and banners, centred.
    Head,
    /// 表格行名: row heads, left.
    Label,
}

impl TableText {
    pub(super) const ALL: [Self; 3] = [Self::Value, Self::Head, Self::Label];

    /// Style id of this text in the tables of the `look`-th size.
    pub(super) fn style(self, look: usize) -> String {
        let name = match self {
            Self::Value => "TableText",
            Self::Head => "TableHead",
            Self::Label => "TableLabel",
        };
        match look {
            0 => name.to_owned(),
            _ => format!("{name}{}", look + 1),
        }
    }

    fn name(self, look: usize) -> String {
        let name = match self {
            Self::Value => "表格文字",
            Self::Head => "表格标题",
            Self::Label => "表格行名",
        };
        match look {
            0 => name.to_owned(),
            _ => format!("{name} {}", look + 1),
        }
    }
}

/// Id of a paragraph style.
pub(super) fn paragraph_style(id: StyleId) -> &'static str {
    match id {
        StyleId::Title => "Title",
        StyleId::Heading1 => "Heading1",
        StyleId::Heading2 => "Heading2",
        StyleId::Heading3 => "Heading3",
        StyleId::Heading4 => "Heading4",
        StyleId::Body => "Body",
        StyleId::Issuer => "Issuer",
        StyleId::Date => "Date",
        StyleId::Addressee => "Addressee",
        StyleId::AnnexLabel => "AnnexLabel",
        StyleId::LetterMark => "LetterMark",
        StyleId::LetterNumber => "LetterNumber",
        StyleId::Caption => "Caption",
        StyleId::SignOff => SIGN_OFF_STYLE,
    }
}

/// Id of the character style linked to a heading, for a heading that continues as text.
pub(super) fn character_style(id: StyleId) -> Option<&'static str> {
    match id {
        StyleId::Heading1 => Some("Heading1Char"),
        StyleId::Heading2 => Some("Heading2Char"),
        StyleId::Heading3 => Some("Heading3Char"),
        StyleId::Heading4 => Some("Heading4Char"),
        _ => None,
    }
}

/// `w:name`, Word's alias for it, and the outline level from 0.
fn names(id: StyleId, edition: Edition) -> (&'static str, Option<&'static str>, Option<usize>) {
    match id {
        StyleId::Title => ("Title", Some("公文标题"), None),
        StyleId::Heading1 => ("heading 1", Some("一级标题"), Some(0)),
        StyleId::Heading2 => ("heading 2", Some("二级标题"), Some(1)),
        StyleId::Heading3 => ("heading 3", Some("三级标题"), Some(2)),
        StyleId::Heading4 => ("heading 4", Some("四级标题"), Some(3)),
        StyleId::Body => ("公文正文", None, None),
        StyleId::Issuer => ("署名", None, None),
        StyleId::Date => ("成文日期", None, None),
        StyleId::Addressee => ("主送机关", None, None),
        StyleId::AnnexLabel => ("附件标识", None, None),
        StyleId::LetterMark => ("发文机关标志", None, None),
        StyleId::LetterNumber => ("发文字号", None, None),
        StyleId::Caption => ("caption", Some("表题、图题"), None),
        StyleId::SignOff => (edition.sign_off_style(), None, None),
    }
}

/// Adds all styles; `looks` are the distinct sizes and pitches of table text.
pub(super) fn add(
    mut docx: Docx,
    document: &Document,
    geometry: &Geometry,
    looks: &[Fit],
) -> Result<(Docx, Vec<StyleFacts>), DocxError> {
    let typography = &document.typography;
    let body = typography.style(StyleId::Body);
    let mut facts = Vec::new();
    docx = docx
        .default_fonts(fonts(typography, body.face)?)
        .default_size(half_points(body.size))
        .default_line_spacing(exact(geometry.line));
    let is_final = (document.blocks.iter()).any(|block| matches!(block, Block::SignOff(_)));
    let used = |id: &StyleId| *id != StyleId::SignOff || is_final;
    for id in StyleId::ALL.into_iter().filter(used) {
        let (paragraph, character, fact) = text_style(id, document.edition, typography, geometry)?;
        facts.push(fact);
        docx = docx.add_style(paragraph);
        if let Some(character) = character {
            facts.push(StyleFacts {
                id: character.style_id.clone(),
                custom: true,
                ..StyleFacts::default()
            });
            docx = docx.add_style(character);
        }
    }
    for (look, fit) in looks.iter().enumerate() {
        for text in TableText::ALL {
            let style = table_style(text, look, fit, typography)?;
            facts.push(StyleFacts {
                id: style.style_id.clone(),
                custom: true,
                ..StyleFacts::default()
            });
            docx = docx.add_style(style);
        }
    }
    facts.push(StyleFacts {
        id: PICTURE.to_owned(),
        custom: true,
        ..StyleFacts::default()
    });
    docx = docx.add_style(picture_style());
    facts.push(StyleFacts {
        id: FOOTER.to_owned(),
        alias: Some("页码"),
        ..StyleFacts::default()
    });
    Ok((docx.add_style(footer_style(typography)?), facts))
}

/// The paragraph style of running text, and the character style linked to it if it is a heading.
fn text_style(
    id: StyleId,
    edition: Edition,
    typography: &Typography,
    geometry: &Geometry,
) -> Result<(Style, Option<Style>, StyleFacts), DocxError> {
    let look = typography.style(id);
    let (name, alias, outline) = names(id, edition);
    let fonts = fonts(typography, look.face)?;
    let size = half_points(look.size);
    // 署名 and 成文日期 are at the right edge, and the sign-off in columns: their indents come from
    // their text.
    let indent = match id {
        StyleId::Issuer | StyleId::Date | StyleId::SignOff => 0,
        _ => look.indent,
    };
    let heading = outline.is_some() || id == StyleId::Title;
    let mut style = Style::new(paragraph_style(id), StyleType::Paragraph)
        .name(name)
        .based_on(NORMAL)
        .fonts(fonts.clone())
        .size(size)
        .align(alignment(look.align))
        .line_spacing(spacing(look, geometry));
    if id == StyleId::LetterMark {
        style = style.color(RED);
    }
    if indent > 0 {
        let twips = geometry.characters(f32::from(indent), look.size);
        style = style.indent(
            None,
            Some(SpecialIndentType::FirstLine(twips.round() as i32)),
            None,
            None,
        );
    }
    if heading {
        style = style.next(paragraph_style(StyleId::Body)).ui_priority(9);
        style.paragraph_property = style.paragraph_property.keep_next(true).keep_lines(true);
    }
    if let Some(level) = outline {
        style = style.outline_lvl(level);
    }
    let character = character_style(id).map(|linked| {
        let level = outline.unwrap_or_default() + 1;
        Style::new(linked, StyleType::Character)
            .name(format!("标题 {level} 字符"))
            .fonts(fonts)
            .size(size)
            .q_format(false)
            .link(paragraph_style(id))
    });
    let character = character.map(|style| spaced(style, look.size, geometry));
    if let Some(linked) = character_style(id) {
        style = style.link(linked);
    }
    style = spaced(style, look.size, geometry);
    let fact = StyleFacts {
        id: paragraph_style(id).to_owned(),
        alias,
        custom: !heading && id != StyleId::Caption,
        indent,
    };
    Ok((style, character, fact))
}

/// The style with body-size text set to the pitch of the grid.
///
/// The grid itself (`w:docGrid`) would do that in Word, but LibreOffice gives a character that is
/// wider than its cell two of them. So the page keeps its grid, all text is off it
/// (`w:snapToGrid`, in the defaults), and the pitch comes from the styles.
fn spaced(mut style: Style, size: f32, geometry: &Geometry) -> Style {
    if let Some(spacing) = geometry.character_spacing(size) {
        style.run_property = style.run_property.spacing(spacing);
    }
    style
}

fn table_style(
    text: TableText,
    look: usize,
    fit: &Fit,
    typography: &Typography,
) -> Result<Style, DocxError> {
    let (face, align) = match text {
        TableText::Value => (typography.table.face, AlignmentType::Center),
        TableText::Head => (typography.table.head_face, AlignmentType::Center),
        TableText::Label => (typography.table.face, AlignmentType::Left),
    };
    Ok(Style::new(text.style(look), StyleType::Paragraph)
        .name(text.name(look))
        .based_on(NORMAL)
        .fonts(fonts(typography, face)?)
        .size(fit.half_points)
        .align(align)
        .line_spacing(exact(fit.line)))
}

/// The style of pictures: lines as high as their content, which an exact pitch would cut; with space below
/// a table's rule and above the caption.
fn picture_style() -> Style {
    Style::new(PICTURE, StyleType::Paragraph)
        .name("图片")
        .based_on(NORMAL)
        .align(AlignmentType::Center)
        .line_spacing(
            LineSpacing::new()
                .line_rule(LineSpacingType::Auto)
                .line(240)
                .before(120)
                .after(120),
        )
}

/// The page number's style: digits in 宋体 as well (4号半角宋体阿拉伯数字, §7.5).
fn footer_style(typography: &Typography) -> Result<Style, DocxError> {
    let number = &typography.page_number;
    let face = face_name(typography, number.face)?;
    let fonts = RunFonts::new()
        .ascii(face)
        .hi_ansi(face)
        .east_asia(face)
        .cs(face);
    Ok(Style::new(FOOTER, StyleType::Paragraph)
        .name("footer")
        .based_on(NORMAL)
        .fonts(fonts)
        .size(half_points(number.size))
        .q_format(false)
        .line_spacing(exact((number.size * 20.0).round() as i32)))
}

/// Hanzi from `face`, Latin letters and digits from the Latin face.
fn fonts(typography: &Typography, face: Typeface) -> Result<RunFonts, DocxError> {
    let latin = face_name(typography, Typeface::Latin)?;
    Ok(RunFonts::new()
        .ascii(latin)
        .hi_ansi(latin)
        .east_asia(face_name(typography, face)?)
        .cs(latin))
}

fn face_name(typography: &Typography, face: Typeface) -> Result<&str, DocxError> {
    let names = typography.faces.get(&face).ok_or(DocxError::Face(face))?;
    Ok(&names.name)
}

fn spacing(style: &style::Style, geometry: &Geometry) -> LineSpacing {
    let line = style
        .leading
        .map_or(geometry.line, |leading| (leading * 20.0).round() as i32);
    let blank = |lines: f32| (lines.clamp(0.0, 100.0) * geometry.line as f32).round() as u32;
    exact(line)
        .before(blank(style.space_before))
        .after(blank(style.space_after))
}

/// An exact line pitch in twips, at most 22 inches, Word's limit.
pub(super) fn exact(twips: i32) -> LineSpacing {
    LineSpacing::new()
        .line_rule(LineSpacingType::Exact)
        .line(twips.clamp(1, 31_680))
}

/// Space below, in twips, and everything else as the style has it.
pub(super) fn after(twips: u32) -> LineSpacing {
    LineSpacing::new().after(twips)
}

/// Space above, in twips, and everything else as the style has it.
pub(super) fn before(twips: u32) -> LineSpacing {
    LineSpacing::new().before(twips)
}
