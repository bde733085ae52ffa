//! Files opened for reading, in the one way that all parts of the program use: only regular files, and without
//! waiting. To open a pipe waits for a writer, to open a device may do anything, and a link in a folder that was
//! delivered may lead anywhere.
//!
//! It never reads what it opens, and knows nothing of what is in a file.

use std::fs::{self, File, FileType, Metadata};
use std::io;
use std::path::{Component, Path, PathBuf};

use crate::text::{Bilingual, Text};

/// Why a file is not opened.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// The system does not allow it.
    #[error("{0}")]
    System(#[from] io::Error),
    /// It is there, but it is not a file.
    #[error("{}", self.text().en)]
    Special(Special),
    /// It was named by a file that came with its folder, and is a link that leads out of that folder.
    #[error("{}", self.text().en)]
    Outside,
}

/// What has a name in a folder and is not a regular file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Special {
    /// A folder.
    Folder,
    /// A named pipe (FIFO).
    Pipe,
    /// A device.
    Device,
    /// A socket.
    Socket,
    /// A link, where none is followed.
    Link,
    /// Anything else.
    Other,
}

impl Special {
    /// What it is called.
    #[must_use]
    pub fn name(self) -> Text {
        match self {
            Self::Folder => Text::new("文件夹", "a folder"),
            Self::Pipe => Text::new("管道（FIFO）", "a named pipe (FIFO)"),
            Self::Device => Text::new("设备", "a device"),
            Self::Socket => Text::new("套接字", "a socket"),
            Self::Link => Text::new("链接", "a link"),
            Self::Other => Text::new("特殊文件", "a special file"),
        }
    }

    fn of(file_type: FileType) -> Self {
        #[cfg(unix)]
        {
            use std::os::unix::fs::FileTypeExt as _;
            if file_type.is_fifo() {
                return Self::Pipe;
            }
            if file_type.is_block_device() || file_type.is_char_device() {
                return Self::Device;
            }
            if file_type.is_socket() {
                return Self::Socket;
            }
        }
        match () {
            () if file_type.is_dir() => Self::Folder,
            () if file_type.is_symlink() => Self::Link,
            () => Self::Other,
        }
    }
}

impl Bilingual for FileError {
    /// What is wrong, as the end of a sentence about the file.
    fn text(&self) -> Text {
        match self {
            Self::System(error) => Text::new(error.to_string(), error.to_string()),
            Self::Special(special) => {
                let Text { zh, en } = special.name();
                Text::new(format!("是{zh}，不是文件"), format!("is {en}, not a file"))
            }
            Self::Outside => Text::new(
                "是通向别的文件夹的链接，没有读取",
                "is a link that leads out of the folder, and was not read",
            ),
        }
    }
}

impl From<FileError> for io::Error {
    fn from(error: FileError) -> Self {
        match error {
            FileError::System(error) => error,
            FileError::Special(Special::Folder) => io::ErrorKind::IsADirectory.into(),
            other => Self::other(other.text().en.as_str().to_owned()),
        }
    }
}

/// Opens a file that a person named. Links are followed.
///
/// # Errors
/// [`FileError`] if it is not a regular file or cannot be opened.
pub fn open(path: &Path) -> Result<File, FileError> {
    // Before it is opened, since opening alone may have an effect.
    regular(&fs::metadata(path)?)?;
    opened(path)
}

/// Opens a file that another file named, by its path from the folder in which that other one is. Links are followed
/// as long as they stay in the folder; where the path itself goes up with `..`, in the folder that it goes up to. An
/// absolute path names its own place.
///
/// # Errors
/// [`FileError`] if it is not a regular file, leads out of the folder or cannot be opened.
pub fn open_within(folder: &Path, named: &Path) -> Result<File, FileError> {
    if named.is_absolute() {
        return open(named);
    }
    let up = named.components();
    let up: PathBuf = up
        .take_while(|part| matches!(part, Component::ParentDir | Component::CurDir))
        .collect();
    let room = Path::new(".").join(folder).join(up).canonicalize()?;
    let path = folder.join(named).canonicalize()?;
    let below = path.strip_prefix(&room).map_err(|_| FileError::Outside)?;
    regular(&fs::symlink_metadata(&path)?)?;
    descended(&room, below)
}

/// Whether a file of that path would be in the folder, and not where a link leads out of it.
#[must_use]
pub fn is_within(folder: &Path, path: &Path) -> bool {
    let Ok(room) = Path::new(".").join(folder).canonicalize() else {
        // A folder that is not there has no links.
        return true;
    };
    let there = path
        .ancestors()
        .find(|path| path.symlink_metadata().is_ok());
    let there = there.filter(|there| !there.as_os_str().is_empty());
    there.is_none_or(|there| {
        let there = there.canonicalize();
        there.is_ok_and(|there| there.starts_with(&room))
    })
}

/// Whether other users than the owner may read an open file.
#[must_use]
pub fn is_shared(file: &File) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        const OTHERS: u32 = 0o044;
        file.metadata()
            .is_ok_and(|about| about.permissions().mode() & OTHERS > 0)
    }
    #[cfg(not(unix))]
    {
        let _ = file;
        false
    }
}

/// Opens or creates a file that is only locked: never through a link, and never anything but a file.
///
/// # Errors
/// [`FileError`] if something else has its name or it cannot be created.
pub fn lockable(path: &Path) -> Result<File, FileError> {
    #[cfg(unix)]
    let file = {
        use rustix::fs::{Mode, OFlags};
        let flags = OFlags::WRONLY | OFlags::CREATE | OFlags::NOFOLLOW | WITHOUT_WAITING;
        match rustix::fs::open(path, flags, Mode::from_raw_mode(0o666)) {
            Ok(file) => File::from(file),
            // What a pipe that no one reads, or a socket, answers.
            Err(error) => {
                regular(&fs::symlink_metadata(path)?)?;
                return Err(io::Error::from(error).into());
            }
        }
    };
    #[cfg(not(unix))]
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(path)?;
    regular(&file.metadata()?)?;
    Ok(file)
}

fn regular(about: &Metadata) -> Result<(), FileError> {
    match about.is_file() {
        true => Ok(()),
        false => Err(FileError::Special(Special::of(about.file_type()))),
    }
}

/// A pipe is opened at once, and a terminal does not become this process's.
#[cfg(unix)]
const WITHOUT_WAITING: rustix::fs::OFlags = rustix::fs::OFlags::NONBLOCK
    .union(rustix::fs::OFlags::NOCTTY)
    .union(rustix::fs::OFlags::CLOEXEC);

/// Opens what has that name by now.
#[cfg(unix)]
fn opened(path: &Path) -> Result<File, FileError> {
    use rustix::fs::{Mode, OFlags};
    let flags = OFlags::RDONLY | WITHOUT_WAITING;
    let file = rustix::fs::open(path, flags, Mode::empty()).map_err(io::Error::from)?;
    let file = File::from(file);
    regular(&file.metadata()?)?;
    Ok(file)
}

#[cfg(not(unix))]
fn opened(path: &Path) -> Result<File, FileError> {
    let file = File::open(path)?;
    regular(&file.metadata()?)?;
    Ok(file)
}

/// Opens a file by its way down from a folder, step by step, so that no link that was put there meanwhile is followed.
#[cfg(unix)]
fn descended(room: &Path, below: &Path) -> Result<File, FileError> {
    use rustix::fs::{Mode, OFlags};
    let folder = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
    let open = |flags| rustix::fs::open(room, flags, Mode::empty());
    let mut at = open(folder).map_err(io::Error::from)?;
    let mut steps = below.iter().peekable();
    while let Some(step) = steps.next() {
        let flags = match steps.peek() {
            Some(_) => folder | OFlags::NOFOLLOW,
            None => OFlags::RDONLY | OFlags::NOFOLLOW | WITHOUT_WAITING,
        };
        at = rustix::fs::openat(&at, step, flags, Mode::empty()).map_err(|error| match error {
            rustix::io::Errno::LOOP => FileError::Outside,
            error => io::Error::from(error).into(),
        })?;
    }
    let file = File::from(at);
    regular(&file.metadata()?)?;
    Ok(file)
}

#[cfg(not(unix))]
fn descended(room: &Path, below: &Path) -> Result<File, FileError> {
    opened(&room.join(below))
}

#[cfg(all(test, unix))]
mod tests;
