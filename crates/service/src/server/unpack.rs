//! A zip file of a batch: its files by name, or why it is not unpacked. What its headers say of sizes is
//! never believed; what is inflated is counted.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};
use std::sync::Arc;

use encoding_rs::GB18030;
use zip::{CompressionMethod, ZipArchive};

use super::names::{plain, shown};
use super::problem::{self, Problem};
use chengbao_base::text::{Lang, Text};

/// Files by name.
pub(super) type Files = BTreeMap<String, Arc<[u8]>>;

/// Bounds of a batch.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bounds {
    /// Most files.
    pub(super) files: usize,
    /// Most bytes of one,
    pub(super) file: usize,
    /// and of all.
    pub(super) all: usize,
    /// How many times its own size a zip file may unpack to.
    pub(super) ratio: usize,
}

impl Bounds {
    /// Those of the service, with what one file may have.
    pub(super) const fn of(file: usize) -> Self {
        Self {
            files: 10_000,
            file,
            all: 200 << 20,
            ratio: 100,
        }
    }
}

/// Why a batch is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(super) enum Refused {
    #[error("the zip file is damaged: {0}")]
    Damaged(String),
    #[error("a batch has at most {0} files")]
    TooMany(usize),
    #[error("`{0}` is larger than {1} MiB")]
    FileTooLarge(String, usize),
    #[error("a batch unpacks to at most {0} MiB")]
    TooLarge(usize),
    #[error("the zip file unpacks to more than {0} times its size")]
    Ratio(usize),
    #[error(
        "`{0}` is no name of a file here: relative, without `..`, backslash, drive or control characters"
    )]
    Name(String),
    #[error("`{0}` is there twice")]
    Twice(String),
    #[error("files in the zip file lie over one another or share a name")]
    Overlap,
    #[error("`{0}` is encrypted")]
    Encrypted(String),
    #[error("`{0}` is a link or another special file")]
    Special(String),
    #[error("`{0}` is compressed in a way that is not read here; use deflate")]
    Method(String),
    #[error("there is no report in it: files that end in .yaml, .yml or .json")]
    NoReport,
}

impl Refused {
    fn text(&self) -> Text {
        let zh = match self {
            Self::Damaged(error) => format!("zip 文件已损坏：{error}"),
            Self::TooMany(most) => format!("一批至多 {most} 个文件"),
            Self::FileTooLarge(name, most) => format!("“{name}”超过 {most} MiB"),
            Self::TooLarge(most) => format!("一批解压后不得超过 {most} MiB"),
            Self::Ratio(most) => format!("zip 文件解压后超过自身大小的 {most} 倍"),
            Self::Name(name) => {
                format!("“{name}”不能作文件名：须为相对路径，不含“..”、反斜杠、盘符和控制字符")
            }
            Self::Twice(name) => format!("“{name}”出现了两次"),
            Self::Overlap => "zip 中的文件相互重叠或重名".to_owned(),
            Self::Encrypted(name) => format!("“{name}”已加密"),
            Self::Special(name) => format!("“{name}”是链接或其他特殊文件"),
            Self::Method(name) => format!("“{name}”的压缩方式不能读，请用 deflate"),
            Self::NoReport => "其中没有报告：以 .yaml、.yml 或 .json 结尾的文件".to_owned(),
        };
        Text::new(format!("{zh}。"), self.to_string())
    }

    /// As it is answered.
    pub(super) fn problem(&self, lang: Lang) -> Problem {
        let kind = match self {
            Self::FileTooLarge(..) | Self::TooLarge(_) | Self::Ratio(_) | Self::TooMany(_) => {
                problem::Kind::TooLarge
            }
            _ => problem::Kind::Request,
        };
        Problem::new(kind, lang, self.text())
    }
}

/// What begins each entry of a zip file's directory (APPNOTE 4.3.12).
const ENTRY: &[u8] = b"PK\x01\x02";

/// Unpacks. Runs on a thread where it may take its time.
pub(super) fn unpack(bytes: &[u8], bounds: Bounds) -> Result<Files, Refused> {
    // Before the directory is read into memory; twice, because a zip file inside is no entry.
    let entries = bytes.windows(ENTRY.len()).filter(|four| *four == ENTRY);
    if entries.count() > 2 * bounds.files {
        return Err(Refused::TooMany(bounds.files));
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    if archive.len() > bounds.files {
        return Err(Refused::TooMany(bounds.files));
    }
    if archive.has_duplicate_names() || archive.has_overlapping_entries().map_err(damaged)? {
        return Err(Refused::Overlap);
    }
    let most = bytes.len().saturating_mul(bounds.ratio).min(bounds.all);
    let too_much = if most < bounds.all {
        Refused::Ratio(bounds.ratio)
    } else {
        Refused::TooLarge(bounds.all >> 20)
    };
    let mut room = most;
    let mut files = Files::new();
    for index in 0..archive.len() {
        let Some(name) = name(&mut archive, index)? else {
            continue;
        };
        let file = archive.by_index(index).map_err(damaged)?;
        let limit = room.min(bounds.file);
        let mut inflated = Vec::new();
        file.take(u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1))
            .read_to_end(&mut inflated)
            .map_err(damaged)?;
        if inflated.len() > room {
            return Err(too_much);
        }
        if inflated.len() > bounds.file {
            return Err(Refused::FileTooLarge(shown(&name), bounds.file >> 20));
        }
        room = room.saturating_sub(inflated.len());
        if files.insert(name.clone(), inflated.into()).is_some() {
            return Err(Refused::Twice(shown(&name)));
        }
    }
    Ok(files)
}

/// The name of an entry that is a file; none of a folder or of what a desktop leaves behind.
fn name(archive: &mut ZipArchive<Cursor<&[u8]>>, index: usize) -> Result<Option<String>, Refused> {
    let entry = archive.by_index_raw(index).map_err(damaged)?;
    let text = decoded(entry.name_raw())
        .ok_or_else(|| Refused::Name(shown(&String::from_utf8_lossy(entry.name_raw()))))?;
    let bare = text.strip_suffix('/').unwrap_or(&text);
    let name = plain(bare).ok_or_else(|| Refused::Name(shown(&text)))?;
    // File types of POSIX, S_IFMT: a regular file, a folder, or nothing said.
    let file_type = entry.unix_mode().map_or(0, |mode| mode & 0o170_000);
    if !matches!(file_type, 0 | 0o100_000 | 0o040_000) {
        return Err(Refused::Special(shown(&name)));
    }
    if entry.encrypted() {
        return Err(Refused::Encrypted(shown(&name)));
    }
    let mut folders = name.split('/');
    let is_left_behind = folders.any(|part| matches!(part, "__MACOSX" | ".DS_Store"));
    if bare.len() < text.len() || file_type == 0o040_000 || is_left_behind {
        return Ok(None);
    }
    match entry.compression() {
        CompressionMethod::Stored | CompressionMethod::Deflated => Ok(Some(name)),
        _ => Err(Refused::Method(shown(&name))),
    }
}

/// A name as UTF-8, or as GBK where it is none: what Chinese Windows writes, whatever the flag says.
fn decoded(raw: &[u8]) -> Option<String> {
    if let Ok(text) = str::from_utf8(raw) {
        return Some(text.to_owned());
    }
    let text = GB18030.decode_without_bom_handling_and_without_replacement(raw);
    text.map(std::borrow::Cow::into_owned)
}

fn damaged(error: impl ToString) -> Refused {
    Refused::Damaged(error.to_string())
}

#[cfg(test)]
mod tests;
