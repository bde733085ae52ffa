//! Why a picture cannot be used, for the person who inserted it.

use super::bounds::{MAX_PIXELS, MAX_SIDE};
use crate::formats::FileKind;
use crate::text::{Bilingual, Text};

/// Why a picture cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PictureError {
    /// The file was not found.
    Missing,
    /// The file must not be read.
    PermissionDenied,
    /// The file exists but cannot be read: the system's message.
    Unreadable(String),
    /// It is a folder, a device or the like.
    NotAFile,
    /// It is a link that leads out of the folder of the report.
    Outside,
    /// The file is too large for a picture.
    TooLong {
        /// Most bytes.
        most: u64,
    },
    /// The pictures of the report together exceed a limit.
    TooMuch {
        /// Most pictures.
        pictures: usize,
        /// Most pixels.
        pixels: u64,
    },
    /// Another format.
    Format(OtherFormat),
    /// An unknown format.
    Unknown,
    /// PNG with several frames.
    Animated,
    /// Colours for a printing press.
    Cmyk,
    /// Too many pixels.
    TooLarge {
        /// Width in pixels.
        width: u32,
        /// Height in pixels.
        height: u32,
    },
    /// The file is incomplete or inconsistent.
    Damaged,
}

/// Known formats that are not supported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OtherFormat {
    /// GIF.
    Gif,
    /// WebP.
    WebP,
    /// BMP.
    Bmp,
    /// TIFF.
    Tiff,
    /// HEIC and AVIF.
    Heif,
    /// SVG.
    Svg,
    /// PDF.
    Pdf,
    /// DOCX, XLSX, PPTX, WPS and other packages.
    Office,
}

impl OtherFormat {
    /// The format of a kind of file; `None` for those that are not named to people.
    pub(super) const fn of(kind: FileKind) -> Option<Self> {
        Some(match kind {
            FileKind::Gif => Self::Gif,
            FileKind::WebP => Self::WebP,
            FileKind::Bmp => Self::Bmp,
            FileKind::Tiff => Self::Tiff,
            FileKind::Heif => Self::Heif,
            FileKind::Svg => Self::Svg,
            FileKind::Pdf => Self::Pdf,
            kind if kind.is_zip() => Self::Office,
            FileKind::OldOffice => Self::Office,
            _ => return None,
        })
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Gif => "GIF",
            Self::WebP => "WebP",
            Self::Bmp => "BMP",
            Self::Tiff => "TIFF",
            Self::Heif => "HEIC/AVIF",
            Self::Svg => "SVG",
            Self::Pdf => "PDF",
            Self::Office => "Office",
        }
    }
}

impl Bilingual for PictureError {
    fn text(&self) -> Text {
        let text = |zh: &str, en: &str| Text::new(zh, en);
        match self {
            Self::Missing => text(
                "找不到这个文件，图片应与数据文件放在同一文件夹",
                "the file was not found; pictures belong in the folder of the report",
            ),
            Self::PermissionDenied => text(
                "没有读取这个文件的权限，请管理员开通",
                "you have no permission to read the file; ask your administrator",
            ),
            Self::Unreadable(reason) => Text::new(
                format!("文件无法读取（{reason}），请确认没有被别的程序占用"),
                format!(
                    "the file cannot be read ({reason}); check that no other program is using it"
                ),
            ),
            Self::NotAFile => text(
                "这不是文件，请写图片的文件名",
                "this is not a file; write the file name of the picture",
            ),
            Self::Outside => text(
                "这是通向别的文件夹的链接，没有读取，请把图片文件本身放进数据文件所在的文件夹",
                "this is a link that leads out of the folder of the report, and was not read; put the picture itself there",
            ),
            Self::TooLong { most } => {
                let most = most / 1_000_000;
                Text::new(
                    format!("文件超过 {most} MB，请缩小后再用"),
                    format!("the file is larger than {most} MB; make it smaller"),
                )
            }
            Self::TooMuch { pictures, pixels } => {
                let pixels = pixels / 1_000_000;
                Text::new(
                    format!(
                        "图片太多，一份报告不超过 {pictures} 张、合计不超过 {pixels} 百万像素；请减少或缩小"
                    ),
                    format!(
                        "a report can have at most {pictures} pictures and {pixels} megapixels in total; remove some or make them smaller"
                    ),
                )
            }
            Self::Format(format) => other(*format),
            Self::Unknown => text(
                "不是 PNG 或 JPEG 图片，请另存为 PNG 或 JPEG",
                "this is not a PNG or JPEG picture; save it as PNG or JPEG",
            ),
            Self::Animated => text(
                "是动图（APNG），请另存为一张静止的 PNG",
                "this is animated (APNG); save one frame of it as PNG",
            ),
            Self::Cmyk => text(
                "颜色是印刷用的 CMYK，请转为 RGB 后另存",
                "its colours are CMYK, for printing presses; save it as RGB",
            ),
            Self::TooLarge { width, height } => {
                let most = MAX_PIXELS / 1_000_000;
                Text::new(
                    format!(
                        "图片 {width}×{height} 像素太大，每边不超过 {MAX_SIDE}、合计不超过 {most} 百万像素，请缩小后再用"
                    ),
                    format!(
                        "{width} by {height} pixels are too many; each side can have at most {MAX_SIDE}, the picture {most} million; make it smaller"
                    ),
                )
            }
            Self::Damaged => text(
                "图片文件已损坏或者不完整，请换一份",
                "the picture is damaged or incomplete; use another copy",
            ),
        }
    }
}

fn other(format: OtherFormat) -> Text {
    let name = format.name();
    let (zh, en) = match format {
        OtherFormat::Svg | OtherFormat::Pdf => (
            "请另存为 PNG（不低于 300 dpi）",
            "export it as PNG, at 300 dpi or more",
        ),
        OtherFormat::Office => (
            "这不是图片，请将其中的图另存为 PNG",
            "this is not a picture; save the picture in it as PNG",
        ),
        _ => ("请另存为 PNG 或 JPEG", "save it as PNG or JPEG"),
    };
    Text::new(
        format!("是 {name} 文件，{zh}"),
        format!("this is a {name} file; {en}"),
    )
}
