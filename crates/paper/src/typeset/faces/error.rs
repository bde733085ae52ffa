//! What can be wrong with fonts, with messages that say what to do.

use std::fmt;
use std::path::PathBuf;

use chengbao_base::style::Typeface;
use chengbao_base::text::{Bilingual, Text};

/// Why a face is not available.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum FontError {
    /// Some roles have no face in any of the places searched.
    NotFound {
        /// The roles without a face.
        roles: Vec<Typeface>,
        /// Every place, in the order searched.
        looked_in: Vec<Looked>,
    },
    /// The file exists but cannot be read.
    Unreadable {
        /// The font file or manifest.
        path: PathBuf,
        /// The system's message.
        reason: String,
    },
    /// The file is not a font this program can use.
    NotAFont {
        /// The font file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// The licence bits of the face (`OS/2.fsType`) forbid embedding a subset.
    EmbeddingForbidden {
        /// The font file.
        path: PathBuf,
        /// PostScript name of the face.
        name: String,
        /// The bits in the face.
        fs_type: u16,
    },
    /// A face id of another set: an internal error.
    UnknownFace {
        /// The id.
        id: usize,
    },
    /// `MANIFEST.json` does not say which face serves which role.
    BadManifest {
        /// The manifest.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
}

/// One place where fonts were searched for, and what was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Looked {
    /// The directory.
    pub directory: PathBuf,
    /// What was found.
    pub found: Found,
}

/// The content of a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// The directory does not exist or cannot be entered.
    NoDirectory,
    /// Neither a manifest nor a font file with a known name.
    NoFonts,
    /// Fonts, but these that the manifest names are missing.
    Fonts {
        /// File names in the manifest that the directory does not have.
        missing: Vec<String>,
    },
}

impl Bilingual for FontError {
    fn text(&self) -> Text {
        let (zh, en) = match self {
            Self::NotFound { roles, looked_in } => not_found(roles, looked_in),
            Self::Unreadable { path, reason } => (
                format!(
                    "无法读取字体文件 {}：{reason}。请检查文件权限。",
                    path.display()
                ),
                format!(
                    "cannot read the font file {}: {reason}; check its permissions",
                    path.display()
                ),
            ),
            Self::NotAFont { path, reason } => (
                format!(
                    "字体文件 {} 无法使用（{reason}）。请重新复制该文件，或换用其他 TrueType、OpenType 字体。",
                    path.display()
                ),
                format!(
                    "{} cannot be used as a TrueType or OpenType font ({reason}); copy it again or use another font",
                    path.display()
                ),
            ),
            Self::EmbeddingForbidden {
                path,
                name,
                fs_type,
            } => (
                format!(
                    "字体 {name}（{}）的许可位（OS/2 fsType = {fs_type:#06x}）禁止以子集形式嵌入文件，不能用于 PDF。请向字体厂商取得可嵌入的版本，或换用其他字体。",
                    path.display()
                ),
                format!(
                    "the font {name} ({}) forbids embedding a subset (OS/2 fsType = {fs_type:#06x}) and cannot be used in a PDF; ask its vendor for an embeddable version or use another font",
                    path.display()
                ),
            ),
            Self::UnknownFace { id } => (
                format!("程序内部错误，字体编号 {id} 不属于本字体集。请把这一行反馈给开发者。"),
                format!(
                    "internal error: face {id} does not belong to this font set; please report this line"
                ),
            ),
            Self::BadManifest { path, reason } => (
                format!(
                    "字体清单 {} 有误：{reason}。每个字体应写明 \"file\"（文件名），以及 \"roles\"、\"fallback\" 或 \"latin_for\"（小标宋、仿宋、黑体、楷体、宋体、西文）。",
                    path.display()
                ),
                format!(
                    "the font manifest {} is not valid: {reason}; each font needs \"file\", and \"roles\", \"fallback\" or \"latin_for\" (小标宋, 仿宋, 黑体, 楷体, 宋体, 西文)",
                    path.display()
                ),
            ),
        };
        Text::new(zh, en)
    }
}

fn not_found(roles: &[Typeface], looked_in: &[Looked]) -> (String, String) {
    let names: Vec<&str> = roles.iter().map(|role| role.name()).collect();
    let mut zh = format!("找不到字体：{}。已找过的位置：", names.join("、"));
    let mut en = format!("no font found for {}; folders searched:", names.join(", "));
    for Looked { directory, found } in looked_in {
        let (why_zh, why_en) = match found {
            Found::NoDirectory => ("没有这个文件夹".to_owned(), "folder not found".to_owned()),
            Found::NoFonts => (
                "没有 MANIFEST.json，也没有已知文件名的字体".to_owned(),
                "no MANIFEST.json and no font with a known file name".to_owned(),
            ),
            Found::Fonts { missing } if missing.is_empty() => {
                ("有其他字体".to_owned(), "other fonts".to_owned())
            }
            Found::Fonts { missing } => (
                format!("缺少 {}", missing.join("、")),
                format!("lacks {}", missing.join(", ")),
            ),
        };
        zh.push_str(&format!("\n  {}（{why_zh}）", directory.display()));
        en.push_str(&format!("\n  {} ({why_en})", directory.display()));
    }
    if looked_in.is_empty() {
        zh.push('无');
        en.push_str(" nowhere");
    }
    zh.push_str("\n请把随程序发布的 fonts 文件夹与程序放在同一文件夹，或用 --fonts（或环境变量 CHENGBAO_FONTS）指定它的位置。");
    en.push_str("\nput the fonts folder that comes with the program in the same folder as the program, or give its location with --fonts DIR (or the environment variable CHENGBAO_FONTS)");
    (zh, en)
}

impl fmt::Display for FontError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text().zh)
    }
}

impl std::error::Error for FontError {}
