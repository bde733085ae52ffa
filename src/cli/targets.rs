//! Which file each document of a report becomes, and that none takes another's place.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use clap::ValueEnum;

use super::exit::Failure;
use super::load;

/// A file format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub(super) enum Format {
    /// PDF.
    Pdf,
    /// DOCX.
    Docx,
    /// HTML.
    Html,
}

impl Format {
    const fn extension(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Docx => "docx",
            Self::Html => "html",
        }
    }

    /// Where the document of that name goes.
    pub(super) fn target(self, folder: &Path, stem: &OsStr) -> PathBuf {
        let mut name = stem.to_owned();
        name.push(".");
        name.push(self.extension());
        folder.join(name)
    }
}

/// The files with the names of their documents, which must differ: compared without case, as
/// many file systems do. A draft never takes the place of a finished document.
pub(super) fn stems(files: &[PathBuf], draft: bool) -> Result<Vec<(&Path, OsString)>, Failure> {
    let mut seen: BTreeMap<String, &Path> = BTreeMap::new();
    let mut stems = Vec::with_capacity(files.len());
    for path in files {
        if load::is_stdin(path) {
            return Err(Failure::usage(
                "export 不读标准输入，因为输出以文件名命名。请给出文件。",
                "export does not read standard input: documents are named after their files",
            ));
        }
        let mut stem = path.file_stem().unwrap_or(path.as_os_str()).to_owned();
        if draft {
            stem.push(".draft");
        }
        if let Some(other) = seen.insert(stem.to_string_lossy().to_lowercase(), path) {
            let (a, b) = (other.display(), path.display());
            return Err(Failure::usage(
                format!("“{a}”与“{b}”会写成同名的文件，什么也没有写。请改名或分两次导出。"),
                format!(
                    "`{a}` and `{b}` would be written to the same file, nothing was written; rename one or export them apart"
                ),
            ));
        }
        stems.push((path.as_path(), stem));
    }
    Ok(stems)
}

/// Sees to it that no document takes the place of the report it is made from.
pub(super) fn spare(
    stems: &[(&Path, OsString)],
    formats: &[Format],
    folder: &Path,
) -> Result<(), Failure> {
    let replaced = stems.iter().find(|(path, stem)| {
        let mut targets = formats.iter().map(|format| format.target(folder, stem));
        targets.any(|target| same_file(path, &target))
    });
    let Some((path, _)) = replaced else {
        return Ok(());
    };
    let path = path.display();
    Err(Failure::usage(
        format!("输出会盖掉报告“{path}”本身，什么也没有写。请用 -o 指明另一个目录。"),
        format!(
            "the document would replace the report `{path}` itself, nothing was written; name another directory with -o"
        ),
    ))
}

fn same_file(a: &Path, b: &Path) -> bool {
    let (a, b) = (a.canonicalize(), b.canonicalize());
    matches!((a, b), (Ok(a), Ok(b)) if a == b)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(files: &[&str], expected: Option<&[&str]>) {
        check_as(false, files, expected);
    }

    fn check_as(draft: bool, files: &[&str], expected: Option<&[&str]>) {
        let files: Vec<PathBuf> = files.iter().map(PathBuf::from).collect();
        let found = stems(&files, draft).ok();
        let found: Option<Vec<&str>> = found
            .as_ref()
            .map(|all| all.iter().filter_map(|(_, stem)| stem.to_str()).collect());
        assert_eq!(found.as_deref(), expected);
    }

    #[test]
    fn documents_are_named_after_their_reports_and_never_share_a_name() {
        check(&["a/2023.yaml", "a/2024.yml"], Some(&["2023", "2024"]));
        check(
            &["甲.2023.yaml", "甲.2024.yaml"],
            Some(&["甲.2023", "甲.2024"]),
        );
        check(&["a/2024.yaml", "b/2024.yaml"], None);
        check(&["a/X.yaml", "b/x.yaml"], None);
        check(&["-"], None);
    }

    #[test]
    fn a_draft_says_so_in_its_name() {
        check_as(
            true,
            &["a/2023.yaml", "a/2023.draft.yaml"],
            Some(&["2023.draft", "2023.draft.draft"]),
        );
        check_as(true, &["a/X.yaml", "b/x.yaml"], None);
    }
}
