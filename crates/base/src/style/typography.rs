//! Typography as data: page, body grid, typefaces and styles, read from a form's `typography.yaml`.
//! Figures follow GB/T 9704-2012; the section is given for each.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, de};

/// Everything that determines the look of a document.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Typography {
    /// 版面 (§5.1, §5.2.1).
    pub page: PageSetup,
    /// 每面行数、每行字数 (§5.2.3).
    pub grid: Grid,
    /// The names of a face in Word.
    pub faces: BTreeMap<Typeface, TypefaceNames>,
    /// The paragraph and character styles.
    pub styles: Styles,
    /// The look of tables.
    pub table: TableStyle,
    /// 页码 (§7.5).
    pub page_number: PageNumber,
    /// 信函格式 (§10.1).
    pub letter: LetterStyle,
}

impl Typography {
    /// The style of that name.
    #[must_use]
    pub fn style(&self, id: super::StyleId) -> &Style {
        use super::StyleId as Id;
        match id {
            Id::Title => &self.styles.title,
            Id::Heading1 => &self.styles.heading1,
            Id::Heading2 => &self.styles.heading2,
            Id::Heading3 => &self.styles.heading3,
            Id::Heading4 => &self.styles.heading4,
            Id::Body => &self.styles.body,
            Id::Issuer => &self.styles.issuer,
            Id::Date => &self.styles.date,
            Id::Addressee => &self.styles.addressee,
            Id::AnnexLabel => &self.styles.annex_label,
            Id::LetterMark => &self.styles.letter_mark,
            Id::LetterNumber => &self.styles.letter_number,
            Id::Caption => &self.styles.caption,
            Id::SignOff => &self.styles.sign_off,
        }
    }

    /// Width of the text area (版心) in points.
    #[must_use]
    pub fn text_width(&self) -> f32 {
        self.page.width.pt() - self.page.left.pt() - self.page.right.pt()
    }

    /// Height of the text area (版心) in points.
    #[must_use]
    pub fn text_height(&self) -> f32 {
        self.page.height.pt() - self.page.top.pt() - self.page.bottom.pt()
    }

    /// Advance of one body character on the grid: text width / characters (15.79 pt, not 16).
    #[must_use]
    pub fn character_pitch(&self) -> f32 {
        self.text_width() / f32::from(self.grid.characters)
    }

    /// Distance of two base lines of body text: text height / lines (28.99 pt).
    #[must_use]
    pub fn line_pitch(&self) -> f32 {
        self.text_height() / f32::from(self.grid.lines)
    }
}

/// A length with its unit, `37mm` or `16pt`.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Length(f32);

impl Length {
    /// A length in points.
    #[must_use]
    pub const fn from_pt(pt: f32) -> Self {
        Self(pt)
    }

    /// In points, 1/72 inch.
    #[must_use]
    pub const fn pt(self) -> f32 {
        self.0
    }

    /// In twentieths of a point, as OOXML counts (rounded).
    #[must_use]
    pub fn twips(self) -> i32 {
        #[expect(clippy::cast_possible_truncation, reason = "page lengths are small")]
        let twips = (self.0 * 20.0).round() as i32;
        twips
    }
}

impl<'de> Deserialize<'de> for Length {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer).map_err(|error| {
            de::Error::custom(format!("{error}: a length has mm or pt (37mm, 16pt)"))
        })?;
        let (number, per_pt) = if let Some(number) = text.strip_suffix("mm") {
            (number, 72.0 / 25.4)
        } else if let Some(number) = text.strip_suffix("pt") {
            (number, 1.0)
        } else {
            return Err(de::Error::custom(format!(
                "a length is a number with mm or pt (37mm, 16pt), not `{text}`"
            )));
        };
        match number.trim().parse::<f32>() {
            Ok(value) if value.is_finite() && (0.0..=5000.0).contains(&value) => {
                Ok(Self(value * per_pt))
            }
            _ => Err(de::Error::custom(format!("`{text}` is not a length"))),
        }
    }
}

/// Paper and margins.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PageSetup {
    /// Paper width.
    pub width: Length,
    /// Paper height.
    pub height: Length,
    /// 天头, above the text area.
    pub top: Length,
    /// Below the text area.
    pub bottom: Length,
    /// 订口, the binding side.
    pub left: Length,
    /// 切口, the fore edge.
    pub right: Length,
}

/// The body grid.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Grid {
    /// Characters in a line.
    pub characters: u16,
    /// Lines on a page.
    pub lines: u16,
}

/// The roles of faces.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
pub enum Typeface {
    /// 小标宋, for titles.
    #[serde(rename = "小标宋")]
    XiaoBiaoSong,
    /// 仿宋, for text. Never bold.
    #[serde(rename = "仿宋")]
    FangSong,
    /// 黑体, for first-level headings.
    #[serde(rename = "黑体")]
    HeiTi,
    /// 楷体, for second-level headings. Never bold.
    #[serde(rename = "楷体")]
    KaiTi,
    /// 宋体, for tables and page numbers.
    #[serde(rename = "宋体")]
    SongTi,
    /// Latin letters and digits within any of the others.
    #[serde(rename = "西文")]
    Latin,
}

impl Typeface {
    /// All roles.
    pub const ALL: [Self; 6] = [
        Self::XiaoBiaoSong,
        Self::FangSong,
        Self::HeiTi,
        Self::KaiTi,
        Self::SongTi,
        Self::Latin,
    ];

    /// The role's Chinese name, as in `typography.yaml`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::XiaoBiaoSong => "小标宋",
            Self::FangSong => "仿宋",
            Self::HeiTi => "黑体",
            Self::KaiTi => "楷体",
            Self::SongTi => "宋体",
            Self::Latin => "西文",
        }
    }
}

/// The name of a face in Word, and its substitutes.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TypefaceNames {
    /// The name written into runs (`仿宋_GB2312`).
    pub name: String,
    /// `w:altName`: other names of the same face (`FangSong_GB2312`).
    #[serde(default)]
    pub alt: Vec<String>,
}

/// The named styles.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Styles {
    /// 标题 (§7.3.1).
    pub title: Style,
    /// 一、 (§7.3.3).
    pub heading1: Style,
    /// （一）.
    pub heading2: Style,
    /// `1.`.
    pub heading3: Style,
    /// （1）.
    pub heading4: Style,
    /// 正文.
    pub body: Style,
    /// 署名 (§7.3.5.2).
    pub issuer: Style,
    /// 成文日期 (§7.3.5.2).
    pub date: Style,
    /// 主送机关 (§7.3.2).
    pub addressee: Style,
    /// 附件 (§7.3.7).
    pub annex_label: Style,
    /// 发文机关标志 of a letter (§10.1).
    pub letter_mark: Style,
    /// 发文字号 of a letter (§10.1).
    pub letter_number: Style,
    /// 表题、图题; the standard does not cover them.
    pub caption: Style,
    /// 拟稿、审核、签发: as 版记 (§7.4.2), 4 号仿宋, indented by so many characters at both ends.
    pub sign_off: Style,
}

/// One style.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Style {
    /// Face of hanzi and full-width punctuation; Latin and digits take the Latin face.
    pub face: Typeface,
    /// Size in points.
    pub size: f32,
    /// Alignment of lines.
    pub align: Align,
    /// First-line indent in characters of this style's size (on the grid for body-size text).
    #[serde(default)]
    pub indent: u8,
    /// Blank body lines before.
    #[serde(default)]
    pub space_before: f32,
    /// Blank body lines after.
    #[serde(default)]
    pub space_after: f32,
    /// Line pitch in points; the grid's if it is not given.
    #[serde(default)]
    pub leading: Option<f32>,
}

/// Alignment of a line in its measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Align {
    /// Ragged right.
    Left,
    /// Centred.
    Center,
    /// Ragged left.
    Right,
    /// Both edges; the last line is not stretched.
    Justify,
}

/// The look of tables.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TableStyle {
    /// Face of values and row heads.
    pub face: Typeface,
    /// Face of column heads and banners.
    pub head_face: Typeface,
    /// Weight of rules in points.
    pub rule: f32,
    /// Space between a rule and text, left and right, in points.
    pub padding: f32,
    /// Line pitch as a multiple of the size.
    pub leading: f32,
    /// Least height of a row as a multiple of the size.
    pub row_height: f32,
    /// A number that does not fit shrinks, but not below this, in points.
    pub least_size: f32,
}

/// 页码 (§7.5).
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PageNumber {
    /// Face, 宋体.
    pub face: Typeface,
    /// Size in points, 14.
    pub size: f32,
    /// Distance of the dash's top from the text area, 7 mm.
    pub drop: Length,
    /// Characters in from the outer edge.
    pub indent: u8,
}

/// The red frame of a letter's first page (信函格式, §10.1).
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LetterStyle {
    /// Distance of the mark's top from the upper edge of the paper, 30 mm.
    pub mark_top: Length,
    /// Distance of the upper double rule from the mark, 4 mm.
    pub rule_below: Length,
    /// Distance of the lower double rule from the lower edge of the paper, 20 mm.
    pub rule_foot: Length,
    /// Length of both, centred on the paper, 170 mm.
    pub rule_width: Length,
    /// Weight of the thick one of a pair; the outer of the page.
    pub thick: Length,
    /// Weight of the thin one.
    pub thin: Length,
    /// The space between the two rules of a pair.
    pub between: Length,
}
