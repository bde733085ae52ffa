//! Where the service keeps jobs: at the given addresses, or in this system's folder for such data.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use super::exit::Failure;

/// The variable that holds the address of the database: other users cannot see the environment, but
/// they can see command lines.
const DATABASE: &str = "CHENGBAO_DATABASE";

/// Where jobs are kept. Must not be shown: addresses may contain passwords.
pub(super) struct Places {
    /// Address of the database.
    pub(super) database: String,
    /// Address of the store.
    pub(super) store: String,
}

/// The given places, and for the others those in the data folder, which is then created.
pub(super) fn places(
    folder: Option<&Path>,
    database: Option<&str>,
    store: Option<&str>,
) -> Result<Places, Failure> {
    let from_environment = env::var(DATABASE)
        .ok()
        .filter(|address| !address.is_empty());
    let database = database.map(str::to_owned).or(from_environment);
    let store = store.map(str::to_owned);
    if let (Some(database), Some(store)) = (&database, &store) {
        return Ok(Places {
            database: database.clone(),
            store: store.clone(),
        });
    }
    let folder = match folder {
        Some(folder) => folder.to_owned(),
        None => default(|name| env::var_os(name)).ok_or_else(|| {
            Failure::usage(
                "没有找到数据文件夹，请用 --data 指定。",
                "no data folder was found; give one with --data",
            )
        })?,
    };
    let folder = created(&folder)?;
    Ok(Places {
        database: database.unwrap_or_else(|| format!("sqlite://{folder}/jobs.db")),
        store: store.unwrap_or_else(|| format!("{folder}/blobs")),
    })
}

/// The folder for such data: the one systemd gave, else the user's state folder.
fn default(variable: impl Fn(&str) -> Option<OsString>) -> Option<PathBuf> {
    let path = |name| {
        let path = PathBuf::from(variable(name)?);
        path.is_absolute().then_some(path)
    };
    if let Some(folder) = path("STATE_DIRECTORY") {
        return Some(folder);
    }
    let state = if cfg!(windows) {
        path("LOCALAPPDATA")
    } else {
        path("XDG_STATE_HOME").or_else(|| Some(path("HOME")?.join(".local/state")))
    };
    state.map(|state| state.join("chengbao"))
}

/// Creates the folder for this user only and checks that it can be written to.
fn created(folder: &Path) -> Result<String, Failure> {
    let shown = folder.display();
    let refused = |error: std::io::Error| {
        Failure::usage(
            format!("无法写入数据文件夹“{shown}”：{error}。请检查权限，或用 --data 另选文件夹。"),
            format!(
                "cannot write to the data folder `{shown}`: {error}; check its permissions or choose another with --data"
            ),
        )
    };
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder).map_err(refused)?;
    tempfile::tempfile_in(folder).map_err(refused)?;
    let path = fs::canonicalize(folder).map_err(refused)?;
    let path = path.to_str().map(str::to_owned);
    path.ok_or_else(|| {
        Failure::usage(
            format!("数据文件夹“{shown}”的名称不是 Unicode 文字，请改名。"),
            format!("the name of the data folder `{shown}` is not Unicode text; rename it"),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn the_folder_is_where_state_is_kept() {
        let check = |variables: &[(&str, &str)], expected: Option<&str>| {
            let variable = |name: &str| {
                let found = variables.iter().find(|(known, _)| *known == name);
                found.map(|(_, value)| OsString::from(value))
            };
            assert_eq!(
                default(variable),
                expected.map(PathBuf::from),
                "{variables:?}"
            );
        };
        let home = ("HOME", "/home/a");
        check(
            &[("STATE_DIRECTORY", "/var/lib/x"), home],
            Some("/var/lib/x"),
        );
        check(&[("XDG_STATE_HOME", "/s"), home], Some("/s/chengbao"));
        // A relative one does not count (XDG Base Directory Specification).
        check(
            &[("XDG_STATE_HOME", "s"), home],
            Some("/home/a/.local/state/chengbao"),
        );
        check(&[], None);
    }

    #[test]
    fn a_folder_is_made_only_where_it_is_needed() {
        let there = tempfile::tempdir().unwrap();
        let folder = there.path().join("a/b");
        let given = places(Some(&folder), Some("postgres://h/d"), Some("s3://b"))
            .unwrap_or_else(|_| panic!());
        assert_eq!(
            (given.database.as_str(), given.store.as_str()),
            ("postgres://h/d", "s3://b")
        );
        assert!(!folder.exists());
        let made = places(Some(&folder), Some("postgres://h/d"), None).unwrap_or_else(|_| panic!());
        assert!(made.store.ends_with("/a/b/blobs") && folder.is_dir());
    }

    #[test]
    fn a_folder_that_is_a_file_is_reported() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let refused = places(Some(file.path()), None, None)
            .err()
            .map(|failure| failure.text);
        assert!(refused.is_some_and(|text| text.zh.contains("无法写入数据文件夹")));
    }
}
