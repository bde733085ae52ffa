//! Which file each document of a report becomes, and that no two have the same name.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use clap::builder::{PossibleValuesParser, TypedValueParser};

use super::exit::Failure;
use super::load;
use chengbao_office::publish::{self, Format};

/// The formats by their names, for `--to`.
pub(super) fn formats() -> impl TypedValueParser<Value = &'static Format> {
    PossibleValuesParser::new(Format::ids()).try_map(|id| Format::of_id(&id).ok_or(id))
}

/// The names of the formats that are written by default, with commas between them.
pub(super) fn usual() -> String {
    let usual: Vec<&str> = Format::usual().map(|format| format.id).collect();
    usual.join(",")
}

/// The help of `--to`.
pub(super) fn help() -> String {
    let all: Vec<&str> = Format::ids().collect();
    format!(
        "文件类型：{}，默认生成 {}。File types: {}; {} by default",
        all.join("、"),
        usual().replace(',', "、"),
        all.join(", "),
        usual().replace(',', ", "),
    )
}

/// Where the document with that name goes.
pub(super) fn target(format: &Format, folder: &Path, stem: &OsStr) -> PathBuf {
    let mut name = stem.to_owned();
    name.push(".");
    name.push(format.id);
    folder.join(name)
}

/// The name of a document without its ending: a draft never overwrites a final document.
pub(super) fn stem(path: &Path, draft: bool) -> OsString {
    let mut stem = path.file_stem().unwrap_or(path.as_os_str()).to_owned();
    stem.push(publish::stem("", draft));
    stem
}

/// Makes sure that the documents of the files, drafts or not, have different names,
/// compared without case, as many file systems do.
pub(super) fn apart(files: &[&Path], kinds: &[bool]) -> Result<(), Failure> {
    let mut seen: BTreeMap<String, &Path> = BTreeMap::new();
    for path in files {
        if load::is_stdin(path) {
            return Err(Failure::usage(
                "export 不能用于标准输入，因为生成的文件以数据文件命名。请写文件名。",
                "export does not read standard input, as documents are named after their report files; give a file name",
            ));
        }
        let taken = kinds.iter().find_map(|draft| {
            let stem = stem(path, *draft);
            seen.insert(stem.to_string_lossy().to_lowercase(), path)
        });
        if let Some(other) = taken {
            let (a, b) = (other.display(), path.display());
            return Err(Failure::usage(
                format!("“{a}”与“{b}”会生成同名的文件，未生成文件。请改名，或分两次生成。"),
                format!(
                    "`{a}` and `{b}` would be written to the same file; no file was written; rename one or export them separately"
                ),
            ));
        }
    }
    Ok(())
}

/// Makes sure that no document overwrites the report it is made from.
pub(super) fn spare(files: &[&Path], formats: &[&Format], folder: &Path) -> Result<(), Failure> {
    let replaced = files.iter().find(|path| {
        let stems = [false, true].map(|draft| stem(path, draft));
        let mut targets = stems
            .iter()
            .flat_map(|stem| formats.iter().map(|format| target(format, folder, stem)));
        targets.any(|made| same_file(path, &made))
    });
    let Some(path) = replaced else {
        return Ok(());
    };
    let path = path.display();
    Err(Failure::usage(
        format!("这样会覆盖数据文件“{path}”，未生成文件。请用 -o 另选文件夹。"),
        format!(
            "this would overwrite the report file `{path}`; no file was written; give another folder with -o"
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

    const FINAL: &[bool] = &[false];
    const DRAFT: &[bool] = &[true];
    const EITHER: &[bool] = &[false, true];

    fn check(kinds: &[bool], files: &[&str], expected: bool) {
        let files: Vec<&Path> = files.iter().map(Path::new).collect();
        assert_eq!(
            apart(&files, kinds).is_ok(),
            expected,
            "{files:?} {kinds:?}"
        );
    }

    #[test]
    fn documents_are_named_after_their_reports() {
        for (path, name, draft) in [
            ("a/2023.yaml", "2023", "2023.draft"),
            ("甲.2024.yml", "甲.2024", "甲.2024.draft"),
        ] {
            assert_eq!(stem(Path::new(path), false), name);
            assert_eq!(stem(Path::new(path), true), draft);
        }
    }

    #[test]
    fn documents_never_share_a_name() {
        for kinds in [FINAL, DRAFT, EITHER] {
            check(kinds, &["a/2023.yaml", "a/2024.yml"], true);
            check(kinds, &["甲.2023.yaml", "甲.2024.yaml"], true);
            check(kinds, &["a/2024.yaml", "b/2024.yaml"], false);
            check(kinds, &["a/X.yaml", "b/x.yaml"], false);
            check(kinds, &["-"], false);
        }
        let like_a_draft = ["a/2023.yaml", "a/2023.draft.yaml"];
        check(FINAL, &like_a_draft, true);
        check(DRAFT, &like_a_draft, true);
        check(EITHER, &like_a_draft, false);
    }
}
