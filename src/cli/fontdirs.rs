//! Where fonts are looked for, in order. It only lists the folders; whether they contain fonts is
//! for `typeset::faces` to find out.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use super::exit::Failure;

/// What the environment says.
struct Surroundings {
    variable: Option<OsString>,
    program: Option<PathBuf>,
    user: Vec<PathBuf>,
    system: Vec<PathBuf>,
}

/// The folders to look in: those given on the command line, `CHENGBAO_FONTS`, `fonts` next to
/// the program or up the tree from it, the user's data folder, the system's, and last the folder
/// the program was built in, where `cargo install --path` leaves the fonts.
///
/// # Errors
/// If a path given on the command line is not a folder: an explicit request is not
/// ignored silently.
pub(super) fn directories(named: &[PathBuf]) -> Result<Vec<PathBuf>, Failure> {
    if let Some(missing) = named.iter().find(|path| !path.is_dir()) {
        let path = missing.display();
        return Err(Failure::usage(
            format!("--fonts 所写的“{path}”不是文件夹，请核对路径。"),
            format!("--fonts: `{path}` is not a folder; check the path"),
        ));
    }
    Ok(ordered(named, &Surroundings::now()))
}

impl Surroundings {
    fn now() -> Self {
        let program = env::current_exe()
            .ok()
            .map(|path| path.canonicalize().unwrap_or(path));
        Self {
            variable: env::var_os("CHENGBAO_FONTS"),
            program,
            user: user_data(),
            system: system_data(),
        }
    }
}

fn ordered(named: &[PathBuf], around: &Surroundings) -> Vec<PathBuf> {
    let mut places = named.to_vec();
    if let Some(variable) = &around.variable {
        places.extend(env::split_paths(variable).filter(|path| !path.as_os_str().is_empty()));
    }
    let above = around.program.iter().flat_map(|it| it.ancestors().skip(1));
    places.extend(above.map(|folder| folder.join("fonts")));
    let data = around.user.iter().chain(&around.system);
    places.extend(data.map(|folder| folder.join("chengbao").join("fonts")));
    places.push(Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts"));
    let mut unique: Vec<PathBuf> = Vec::new();
    for place in places {
        if !unique.contains(&place) {
            unique.push(place);
        }
    }
    unique
}

fn folder(variable: &str) -> Option<PathBuf> {
    // XDG Base Directory Specification: a relative path is to be ignored.
    env::var_os(variable)
        .map(PathBuf::from)
        .filter(|path| path.is_absolute())
}

fn user_data() -> Vec<PathBuf> {
    if cfg!(windows) {
        return folder("APPDATA").into_iter().collect();
    }
    let home = folder("HOME");
    let below = |path: &str| home.as_ref().map(|home| home.join(path));
    let xdg = folder("XDG_DATA_HOME").or_else(|| below(".local/share"));
    let mac = cfg!(target_os = "macos").then(|| below("Library/Application Support"));
    xdg.into_iter().chain(mac.flatten()).collect()
}

fn system_data() -> Vec<PathBuf> {
    if cfg!(windows) {
        return folder("ProgramData").into_iter().collect();
    }
    let named = env::var_os("XDG_DATA_DIRS").unwrap_or_default();
    let mut places: Vec<PathBuf> = env::split_paths(&named)
        .filter(|path| path.is_absolute())
        .collect();
    places.extend(["/usr/local/share", "/usr/share"].map(PathBuf::from));
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_come_in_the_promised_order_and_once() {
        let paths = env::join_paths(["/a", "/b", "/named"]).unwrap();
        let around = Surroundings {
            variable: Some(paths),
            program: Some(PathBuf::from("/opt/chengbao/bin/chengbao")),
            user: vec![PathBuf::from("/home/u/.local/share")],
            system: vec![PathBuf::from("/usr/share"), PathBuf::from("/usr/share")],
        };
        let mut expected: Vec<PathBuf> = [
            "/named",
            "/a",
            "/b",
            "/opt/chengbao/bin/fonts",
            "/opt/chengbao/fonts",
            "/opt/fonts",
            "/fonts",
            "/home/u/.local/share/chengbao/fonts",
            "/usr/share/chengbao/fonts",
        ]
        .map(PathBuf::from)
        .into();
        expected.push(Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts"));
        assert_eq!(ordered(&[PathBuf::from("/named")], &around), expected);
    }

    #[test]
    fn a_directory_named_that_is_none_is_refused() {
        let failure = directories(&[PathBuf::from("/no/such/place")]).unwrap_err();
        assert!(failure.text.zh.contains("/no/such/place"));
    }
}
