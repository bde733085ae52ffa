//! A new edition is data: no edition, section, row, column or label of a form is named in `src/`.

use std::collections::BTreeSet;

use chengbao::form::{Content, Forms, Head};

use super::rust::{File, sources, whole_word};

/// What belongs to the forms.
#[derive(Default)]
struct Words {
    /// Ids: of editions, sections, rows and columns.
    ids: BTreeSet<String>,
    /// Labels as printed.
    labels: BTreeSet<String>,
}

fn words() -> Words {
    let mut words = Words::default();
    for form in Forms::builtin().unwrap().iter() {
        words.ids.insert(form.id.clone());
        for section in &form.sections {
            words.ids.insert(section.id.clone());
            words.labels.insert(section.label.clone());
            if let Content::Table(table) = &section.content {
                for panel in &table.panels {
                    words.labels.extend(panel.banner.clone());
                    words.heads(&panel.rows);
                    words.heads(&panel.columns);
                }
            }
        }
    }
    words
}

impl Words {
    fn heads(&mut self, heads: &[Head]) {
        for head in heads {
            self.ids.extend(head.id.clone());
            self.labels.insert(head.label.clone());
            self.heads(&head.heads);
        }
    }

    /// What of them a file names.
    fn named_in(&self, file: &File) -> Vec<String> {
        let mut named = Vec::new();
        for id in &self.ids {
            // `other` and `total` are words of the language, too; `state_secret` is not.
            let compound = id.contains(['_', '-']);
            let in_code = compound && !RUST_NAMES.contains(&&**id) && whole_word(&file.code, id);
            let in_string = |text: &String| {
                if compound {
                    whole_word(text, id)
                } else {
                    text == id
                }
            };
            if in_code || file.strings.iter().any(in_string) {
                named.push(id.clone());
            }
        }
        for label in &self.labels {
            let bare = chengbao::form::bare_label(label);
            let is_telling = bare.chars().count() > 3;
            if is_telling && file.strings.iter().any(|text| text.contains(bare)) {
                named.push(label.clone());
            }
        }
        named
    }
}

/// The rules' own good and bad examples are report files.
const EXAMPLES: &str = "check/rules/";

/// Ids that are names in Rust of something else: the forms in force for a year.
const RUST_NAMES: &[&str] = &["in_force"];

/// Strings that are words of something else: SARIF's own key for the rules of a tool, the state of a job,
/// the figure of HTTP requests, the heading of routes in the OpenAPI document, the section of a policy.
const COINCIDENCES: &[(&str, &str)] = &[
    ("check/reporter/sarif.rs", "rules"),
    ("form/policy/stricter.rs", "rules"),
    ("jobs/model.rs", "refused"),
    ("server/metrics.rs", "requests"),
    ("server/routes/rules.rs", "rules"),
    ("signoff/off.rs", "rules"),
];

#[test]
fn no_line_of_rust_names_what_belongs_to_a_form() {
    let words = words();
    assert!(words.ids.len() > 40 && words.labels.len() > 60);
    let files = sources();
    let files = files.iter().filter(|file| !file.path.starts_with(EXAMPLES));
    let wrong: Vec<String> = files
        .flat_map(|file| {
            let named = words.named_in(file).into_iter();
            let is_meant = |word: &String| !COINCIDENCES.contains(&(&file.path, word));
            named
                .filter(is_meant)
                .map(|word| format!("{}: {word}", file.path))
        })
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_named_row_is_noticed() {
    let file = |code: &str, text: &str| File {
        path: "cli/new.rs".to_owned(),
        code: code.to_owned(),
        strings: vec![text.to_owned()],
        ..File::default()
    };
    let words = words();
    assert_eq!(
        words.named_in(&file("let state_secret = 1;", "")),
        ["state_secret"]
    );
    assert_eq!(
        words.named_in(&file("", "requests.state_secret: 1")),
        ["state_secret"]
    );
    assert_eq!(words.named_in(&file("", "requests")), ["requests"]);
    assert_eq!(
        words.named_in(&file("", "二、主动公开政府信息情况如下")),
        ["二、主动公开政府信息情况"]
    );
    assert_eq!(
        words.named_in(&file("let requests = in_forces;", "all requests")),
        [""; 0]
    );
}
