//! Names are those of the field: limits are `MAX_` or `MIN_`, and words that the code once used in a sense of
//! its own do not come back as names of modules, types or functions.

use std::path::Path;

use super::rust::{split, walk};

/// What names of limits began with before all of them became `MAX_` and `MIN_`.
const LIMITS: &[&str] = &[
    "DEEPEST", "LARGEST", "LEAST", "LIMIT", "LONGEST", "MOST", "SHORTEST", "SMALLEST", "WIDEST",
];

/// Words that are in no name, each with what is written instead.
const RETIRED_WORDS: &[(&str, &str)] = &[
    ("desk", "LayoutContext, Dispatcher, workspace"),
    ("mend", "fix"),
    ("mended", "fixed"),
    ("mends", "fixes"),
    ("parcel", "upload"),
    ("stretch", "TextRun; segment"),
    ("stretches", "runs; segments"),
    ("tell", "report"),
    ("teller", "reporter"),
    ("tells", "reports"),
    ("told", "reported"),
];

/// Names that say too little, each with what is written instead; as parts of longer names they stay.
const RETIRED_NAMES: &[(&str, &str)] = &[
    ("Fault", "Diagnostic; …Error; …Defect"),
    ("Kind", "…Kind"),
    ("Place", "Span; …Position; …"),
    ("Sign", "Cluster"),
    ("kept", "overwrite; cached; stored"),
    ("made", "what it is"),
    ("meter", "metrics; memory"),
    ("said", "text; values"),
];

/// What a piece of code declares: the keyword and the name.
fn declared(code: &str) -> Vec<(&str, &str)> {
    let words: Vec<&str> = code
        .split(|c: char| !c.is_alphanumeric() && c != '_')
        .filter(|word| !word.is_empty())
        .collect();
    let declares = |keyword: &str| {
        matches!(
            keyword,
            "const" | "enum" | "fn" | "mod" | "static" | "struct" | "trait" | "type"
        )
    };
    words
        .windows(2)
        .filter(|pair| declares(pair[0]))
        .map(|pair| (pair[0], pair[1]))
        .collect()
}

/// The words of a name, lower case: `LayoutContext` and `layout_context` have two.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    for c in name.chars() {
        if c == '_' || c.is_uppercase() {
            words.push(String::new());
        }
        if c != '_' {
            words.last_mut().unwrap().extend(c.to_lowercase());
        }
    }
    words
}

/// Why a name is not used, if it is not.
fn retired(keyword: &str, name: &str) -> Option<String> {
    if matches!(keyword, "const" | "static") {
        let prefix = name.split('_').next().unwrap();
        return LIMITS
            .contains(&prefix)
            .then(|| format!("{name}: write MAX_… or MIN_…"));
    }
    let words = words(name);
    let of_words = RETIRED_WORDS
        .iter()
        .find(|(word, _)| words.iter().any(|it| it == word));
    let of_names = || RETIRED_NAMES.iter().find(|(retired, _)| name == *retired);
    let (_, instead) = of_words.or_else(of_names)?;
    Some(format!("{keyword} {name}: write {instead}"))
}

#[test]
fn names_are_those_of_the_field() {
    let top = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = Vec::new();
    for folder in ["benches", "crates", "src", "tests"] {
        walk(&top.join(folder), &mut paths);
    }
    let mut wrong = Vec::new();
    for path in &paths {
        let (code, _) = split(&std::fs::read_to_string(path).unwrap());
        for (keyword, name) in declared(&code) {
            let found = retired(keyword, name);
            wrong.extend(found.map(|it| format!("{}: {it}", path.display())));
        }
    }
    assert!(paths.len() > 700, "{} files", paths.len());
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_retired_name_is_noticed() {
    let code = "pub(super) const MOST_PIXELS: u32 = 1; static LIMIT: u8 = MAX_LIMIT; const MAX_MOST: u8 = 0;
        mod tell; struct Desk<'a>; enum TextStretch {} fn fix_and_mend() {} fn it_is_told() {}
        struct FileKind; type Kind = u8; fn kept() {} fn what_is_kept() {} struct Mendel; fn foretell() {}";
    let names = declared(code);
    let wrong: Vec<&str> = names
        .iter()
        .filter(|(keyword, name)| retired(keyword, name).is_some())
        .map(|(_, name)| *name)
        .collect();
    assert_eq!(
        wrong,
        [
            "MOST_PIXELS",
            "LIMIT",
            "tell",
            "Desk",
            "TextStretch",
            "fix_and_mend",
            "it_is_told",
            "Kind",
            "kept",
        ]
    );
}
