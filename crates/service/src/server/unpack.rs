//! A zip file of a batch: its files by name, or why it is not unpacked. Sizes in its headers are
//! never trusted; unpacked bytes are counted. The ZIP format itself is read by [`Archive`].

use std::collections::BTreeMap;
use std::sync::Arc;

use encoding_rs::GB18030;

use super::names::{plain, shown};
use super::problem::{self, Problem};
use chengbao_base::formats::zip::{Archive, ArchiveError, Entry};
use chengbao_base::text::{Bilingual, Lang, Text};

/// Files by name.
pub(super) type Files = BTreeMap<String, Arc<[u8]>>;

/// Limits of a batch.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bounds {
    /// Maximum files.
    pub(super) files: usize,
    /// Maximum bytes of one,
    pub(super) file: usize,
    /// and of all.
    pub(super) all: usize,
    /// How many times its own size a zip file may have unpacked.
    pub(super) ratio: usize,
}

impl Bounds {
    /// The limits of the service, with that of one file.
    pub(super) const fn of(file: usize) -> Self {
        Self {
            files: 10_000,
            file,
            all: 200 << 20,
            ratio: 100,
        }
    }
}

/// Why a batch is not accepted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(super) enum Refused {
    #[error("the zip file is damaged: {0}; pack it again")]
    Damaged(String),
    #[error("the batch has more than {0} files; split it")]
    TooMany(usize),
    #[error("`{0}` is larger than {1} MB")]
    FileTooLarge(String, usize),
    #[error("the batch is larger than {0} MB unpacked; split it")]
    TooLarge(usize),
    #[error(
        "the zip file unpacks to more than {0} times its size; pack it again or send the files separately"
    )]
    Ratio(usize),
    #[error(
        "`{0}` is not a valid file name here; use a relative name without `..`, backslash, drive or control characters"
    )]
    Name(String),
    #[error("`{0}` occurs twice; rename one of them")]
    Twice(String),
    #[error("files in the zip file overlap or have the same name; pack it again")]
    Overlap,
    #[error("`{0}` is encrypted; pack it again without a password")]
    Encrypted(String),
    #[error("`{0}` is a link or another special file; leave it out")]
    Special(String),
    #[error("the compression of `{0}` is not supported; use deflate")]
    Method(String),
    #[error("it contains no report file (.yaml, .yml or .json)")]
    NoReport,
}

impl Refused {
    /// The answer.
    pub(super) fn problem(&self, lang: Lang) -> Problem {
        let kind = match self {
            Self::FileTooLarge(..) | Self::TooLarge(_) | Self::Ratio(_) | Self::TooMany(_) => {
                problem::ProblemKind::TooLarge
            }
            _ => problem::ProblemKind::Request,
        };
        Problem::new(kind, lang, self.text())
    }
}

impl Bilingual for Refused {
    fn text(&self) -> Text {
        let zh = match self {
            Self::Damaged(error) => format!("zip 文件已损坏（{error}），请重新压缩"),
            Self::TooMany(most) => format!("这一批超过 {most} 个文件，请分批上传"),
            Self::FileTooLarge(name, most) => format!("“{name}”超过 {most} MB，请减小后再传"),
            Self::TooLarge(most) => format!("这一批解压后超过 {most} MB，请分批上传"),
            Self::Ratio(most) => {
                format!("zip 文件解压后超过自身大小的 {most} 倍，请重新压缩，或逐个上传")
            }
            Self::Name(name) => {
                format!(
                    "“{name}”不能作文件名，请改名：用相对路径，不含“..”、反斜杠、盘符和控制字符"
                )
            }
            Self::Twice(name) => format!("“{name}”出现了两次，请改名或删去一个"),
            Self::Overlap => "zip 中的文件相互重叠或重名，请重新压缩".to_owned(),
            Self::Encrypted(name) => format!("“{name}”已加密，请不用密码重新压缩"),
            Self::Special(name) => format!("“{name}”是链接或其他特殊文件，请去掉"),
            Self::Method(name) => format!("“{name}”的压缩方式不支持，请用 deflate"),
            Self::NoReport => "其中没有数据文件（.yaml、.yml 或 .json）".to_owned(),
        };
        Text::new(format!("{zh}。"), self.to_string())
    }
}

/// The start of each entry of a zip file's directory (APPNOTE 4.3.12).
const ENTRY: &[u8] = b"PK\x01\x02";

/// Unpacks. Runs on a thread where it may take its time.
pub(super) fn unpack(bytes: &[u8], bounds: Bounds) -> Result<Files, Refused> {
    // Before the directory is read into memory; twice, because a zip file inside is not an entry.
    let entries = bytes.windows(ENTRY.len()).filter(|four| *four == ENTRY);
    if entries.count() > 2 * bounds.files {
        return Err(Refused::TooMany(bounds.files));
    }
    let refused = |error| match error {
        ArchiveError::TooMany(_) => Refused::TooMany(bounds.files),
        ArchiveError::Overlap => Refused::Overlap,
        other => damaged(other),
    };
    let mut archive = Archive::strict(bytes, bounds.files).map_err(refused)?;
    let most = bytes.len().saturating_mul(bounds.ratio).min(bounds.all);
    let too_much = if most < bounds.all {
        Refused::Ratio(bounds.ratio)
    } else {
        Refused::TooLarge(bounds.all >> 20)
    };
    let mut room = most;
    let mut files = Files::new();
    for index in 0..archive.len() {
        let entry = archive.entry(index).map_err(damaged)?;
        let Some(name) = name(&entry)? else {
            continue;
        };
        let limit = room.min(bounds.file);
        let inflated = archive.content(&entry, u64::try_from(limit).unwrap_or(u64::MAX));
        let inflated = inflated.map_err(|error| match error {
            ArchiveError::TooLarge(_) if room <= bounds.file => too_much.clone(),
            ArchiveError::TooLarge(_) => Refused::FileTooLarge(shown(&name), bounds.file >> 20),
            other => damaged(other),
        })?;
        room = room.saturating_sub(inflated.len());
        if files.insert(name.clone(), inflated.into()).is_some() {
            return Err(Refused::Twice(shown(&name)));
        }
    }
    Ok(files)
}

/// The name of an entry that is a file; none for a folder or for files that a desktop leaves behind.
fn name(entry: &Entry) -> Result<Option<String>, Refused> {
    let text = decoded(&entry.raw_name)
        .ok_or_else(|| Refused::Name(shown(&String::from_utf8_lossy(&entry.raw_name))))?;
    let bare = text.strip_suffix('/').unwrap_or(&text);
    let name = plain(bare).ok_or_else(|| Refused::Name(shown(&text)))?;
    // File types of POSIX, S_IFMT: a regular file, a folder, or no type.
    let file_type = entry.mode.map_or(0, |mode| mode & 0o170_000);
    if !matches!(file_type, 0 | 0o100_000 | 0o040_000) {
        return Err(Refused::Special(shown(&name)));
    }
    if entry.is_encrypted {
        return Err(Refused::Encrypted(shown(&name)));
    }
    let mut folders = name.split('/');
    let is_left_behind = folders.any(|part| matches!(part, "__MACOSX" | ".DS_Store"));
    if bare.len() < text.len() || file_type == 0o040_000 || is_left_behind {
        return Ok(None);
    }
    match entry.is_readable {
        true => Ok(Some(name)),
        false => Err(Refused::Method(shown(&name))),
    }
}

/// A name as UTF-8, or as GBK if it is not UTF-8: what Chinese Windows writes, whatever the flag says.
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
