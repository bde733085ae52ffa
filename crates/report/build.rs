//! Gathers the folders of `templates/` into the program, so that a new form or edition is a new folder
//! and no line of Rust: those with a `form.yaml` are forms, a `typography.yaml` can be extended by others, a
//! `words.yaml` is a list of words that forms name, a `statements.yaml` one of what their texts say in figures.

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let root = env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?;
    let templates = Path::new(&root).join("../../templates");
    println!("cargo::rerun-if-changed={}", templates.display());
    let out = env::var("OUT_DIR").map_err(io::Error::other)?;
    let mut folders: Vec<_> = fs::read_dir(templates)?
        .collect::<io::Result<Vec<_>>>()?
        .into_iter()
        .map(|entry| entry.path())
        .collect();
    folders.sort();
    let mut forms = String::new();
    let mut typographies = String::new();
    let mut words = String::new();
    let mut statements = String::new();
    for folder in folders {
        let name = folder.file_name().unwrap_or_default().to_string_lossy();
        let include = |file: &str| {
            let path = folder.join(file);
            path.is_file().then(|| format!("include_str!({path:?})"))
        };
        let typography = include("typography.yaml");
        if let Some(text) = &typography {
            let _ = writeln!(typographies, "    ({name:?}, {text}),");
        }
        if let Some(text) = include("words.yaml") {
            let _ = writeln!(words, "    ({name:?}, {text}),");
        }
        if let Some(text) = include("statements.yaml") {
            let _ = writeln!(statements, "    ({name:?}, {text}),");
        }
        if let (Some(form), Some(example)) = (include("form.yaml"), include("example.yaml")) {
            let typography = typography.map_or("None".to_owned(), |text| format!("Some({text})"));
            let _ = writeln!(
                forms,
                "    FormFiles {{ folder: {:?}, form: {form}, typography: {typography}, example: {example} }},",
                format!("templates/{name}"),
            );
        }
    }
    let code = format!(
        "const BUILTIN: &[FormFiles<'static>] = &[\n{forms}];\n\
         pub(super) const TYPOGRAPHIES: &[Shared<'static>] = &[\n{typographies}];\n\
         pub(super) const WORDS: &[WordList<'static>] = &[\n{words}];\n\
         pub(super) const STATEMENTS: &[WordList<'static>] = &[\n{statements}];\n"
    );
    fs::write(Path::new(&out).join("builtin_forms.rs"), code)
}
