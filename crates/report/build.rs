//! Gathers the folders of `templates/` into the program, so that a new edition is a new folder
//! and no line of Rust.

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
        .filter(|path| path.join("form.yaml").is_file())
        .collect();
    folders.sort();
    let mut code = String::from("const BUILTIN: &[FormFiles<'static>] = &[\n");
    for folder in folders {
        let name = folder.file_name().unwrap_or_default().to_string_lossy();
        let include = |file: &str| format!("include_str!({:?})", folder.join(file));
        let _ = writeln!(
            code,
            "    FormFiles {{ folder: {:?}, form: {}, typography: {}, example: {} }},",
            format!("templates/{name}"),
            include("form.yaml"),
            include("typography.yaml"),
            include("example.yaml"),
        );
    }
    code.push_str("];\n");
    fs::write(Path::new(&out).join("builtin_forms.rs"), code)
}
