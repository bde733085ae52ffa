//! Writes files completely or not at all: a temporary file next to the target, flushed to the disk,
//! then renamed to it. Whatever happens before that, the target stays as it was.

use std::fs::{self, Permissions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::{Builder, NamedTempFile};

use super::exit::Failure;
use super::interrupt;

/// Writes a file, replacing an existing one.
pub(super) fn replace(target: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let write = || {
        let file = prepared(target, bytes, None)?;
        file.persist(target).map_err(|error| error.error)?;
        flush_directory(target)
    };
    write().map_err(|error| cannot(target, &error))
}

/// Rewrites an existing file: its permissions stay, and where the path is a symbolic link the
/// file it leads to is rewritten.
pub(super) fn rewrite(target: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let write = || {
        let target = target.canonicalize()?;
        let permissions = fs::metadata(&target)?.permissions();
        if permissions.readonly() {
            return Err(io::ErrorKind::PermissionDenied.into());
        }
        let file = prepared(&target, bytes, Some(permissions))?;
        file.persist(&target).map_err(|error| error.error)?;
        flush_directory(&target)
    };
    write().map_err(|error| cannot(target, &error))
}

/// Writes a file that must not exist yet.
pub(super) fn create(target: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let write = || {
        let file = prepared(target, bytes, None)?;
        file.persist_noclobber(target)
            .map_err(|error| error.error)?;
        flush_directory(target)
    };
    write().map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => {
            let path = target.display();
            Failure::usage(
                format!("“{path}”已存在，没有覆盖。请换一个文件名，或先移走原文件。"),
                format!("`{path}` already exists and was not changed; choose another name or move it away"),
            )
        }
        _ => cannot(target, &error),
    })
}

/// Creates a folder and its parents.
pub(super) fn directory(path: &Path) -> Result<(), Failure> {
    fs::create_dir_all(path).map_err(|error| {
        let shown = path.display();
        if path.exists() && !path.is_dir() {
            return Failure::usage(
                format!("“{shown}”是文件，不是文件夹。请用 -o 指定文件夹。"),
                format!("`{shown}` is a file, not a folder; give a folder with -o"),
            );
        }
        let (zh, en) = reason(&error);
        Failure::usage(
            format!("无法新建文件夹“{shown}”：{zh}"),
            format!("cannot create the folder `{shown}`: {en}"),
        )
    })
}

/// The finished bytes in a temporary file next to the target. It is removed when dropped.
fn prepared(
    target: &Path,
    bytes: &[u8],
    permissions: Option<Permissions>,
) -> io::Result<NamedTempFile> {
    let mut builder = Builder::new();
    // A short name, as the target's may be as long as the system allows.
    builder.prefix(".chengbao-").suffix(".tmp");
    #[cfg(unix)]
    builder.permissions({
        use std::os::unix::fs::PermissionsExt;
        // As for any new file: the system applies the umask.
        Permissions::from_mode(0o666)
    });
    let mut file = builder.tempfile_in(folder_of(target))?;
    file.write_all(bytes)?;
    if let Some(permissions) = permissions {
        file.as_file().set_permissions(permissions)?;
    }
    file.as_file().sync_all()?;
    if interrupt::asked() {
        return Err(io::ErrorKind::Interrupted.into());
    }
    Ok(file)
}

/// Makes the rename itself survive a power cut.
fn flush_directory(target: &Path) -> io::Result<()> {
    if cfg!(unix) {
        // Some file systems cannot flush a folder; the file itself is complete all the same.
        let _ = fs::File::open(folder_of(target)).and_then(|folder| folder.sync_all());
    }
    Ok(())
}

fn folder_of(target: &Path) -> PathBuf {
    match target.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
        _ => PathBuf::from("."),
    }
}

/// Says that a file cannot be written, and what to do.
pub(super) fn cannot(target: &Path, error: &io::Error) -> Failure {
    let path = target.display();
    if error.kind() == io::ErrorKind::Interrupted {
        return interrupt::failure();
    }
    let (zh, en) = reason(error);
    Failure::usage(
        format!("无法写入“{path}”：{zh}"),
        format!("cannot write `{path}`: {en}"),
    )
}

/// The system's error, in both languages for the usual cases.
fn reason(error: &io::Error) -> (String, String) {
    use io::ErrorKind as Kind;
    let (zh, en) = match error.kind() {
        Kind::PermissionDenied => (
            "没有写权限。请检查文件和文件夹的权限，或换一个位置。",
            "permission denied; check the permissions of file and folder, or choose another place",
        ),
        Kind::NotFound => (
            "文件夹不存在。请先新建文件夹，或换一个位置。",
            "the folder does not exist; create it first, or choose another place",
        ),
        Kind::IsADirectory => (
            "这是文件夹，请写文件名。",
            "it is a folder; give a file name",
        ),
        Kind::NotADirectory => (
            "所写位置不是文件夹，请核对。",
            "part of the path is not a folder; check it",
        ),
        Kind::StorageFull => (
            "磁盘已满，请清理后再试。",
            "the disk is full; free some space and try again",
        ),
        Kind::QuotaExceeded => (
            "磁盘配额已用完，请清理后再试。",
            "the disk quota is used up; free some space and try again",
        ),
        Kind::ReadOnlyFilesystem => (
            "这里是只读的，请换一个位置。",
            "the file system is read-only; choose another place",
        ),
        Kind::InvalidFilename => (
            "文件名太长或含有不能用的字符，请换一个文件名。",
            "the name is too long or contains characters that are not allowed; choose another",
        ),
        _ => return (error.to_string(), error.to_string()),
    };
    // Not the system's own text, which may mention a temporary file the user does not know.
    (zh.to_owned(), en.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn a_file_is_replaced_and_nothing_else_is_left() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("a.pdf");
        replace(&target, b"one").unwrap();
        replace(&target, b"two").unwrap();
        assert_eq!(fs::read(&target).unwrap(), b"two");
        assert_eq!(names(folder.path()), ["a.pdf"]);
    }

    #[test]
    fn a_file_that_is_there_is_not_created_again() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("a.yaml");
        create(&target, b"one").unwrap();
        let failure = create(&target, b"two").unwrap_err();
        assert!(failure.text.zh.contains("已存在"), "{}", failure.text.zh);
        assert_eq!(fs::read(&target).unwrap(), b"one");
        assert_eq!(names(folder.path()), ["a.yaml"]);
    }

    #[test]
    fn a_target_that_is_a_directory_stays_one() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("a.pdf");
        fs::create_dir(&target).unwrap();
        assert!(replace(&target, b"one").is_err());
        assert!(target.is_dir());
        assert_eq!(names(folder.path()), ["a.pdf"]);
    }

    #[test]
    fn names_too_long_for_the_system_are_reported() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("长".repeat(100));
        let failure = replace(&target, b"one").unwrap_err();
        assert_eq!(failure.exit, super::super::exit::Exit::Usage);
        assert!(names(folder.path()).is_empty());
    }

    #[cfg(unix)]
    #[test]
    fn modes_are_those_of_any_new_file_and_outlive_a_rewrite() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        let plain = folder.path().join("plain");
        fs::write(&plain, "").unwrap();
        let target = folder.path().join("target");
        replace(&target, b"one").unwrap();
        assert_eq!(mode(&target), mode(&plain));
        fs::set_permissions(&target, Permissions::from_mode(0o640)).unwrap();
        let link = folder.path().join("link");
        std::os::unix::fs::symlink(&target, &link).unwrap();
        rewrite(&link, b"two").unwrap();
        assert_eq!(fs::read(&target).unwrap(), b"two");
        assert_eq!(mode(&target), 0o640);
        assert!(link.is_symlink());
    }
}
