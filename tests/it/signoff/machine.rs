//! Random sequences of signing, changing and damaging against a simple model: what it forbids is refused,
//! and nothing is accepted by accident.

use std::sync::{Arc, LazyLock};

use chengbao::check::{Finding, RULES, Severity};
use chengbao::form::{Form, FormFiles, Policy};
use chengbao::report::Report;
use chengbao::signoff::{Approval, File, SignOffError, State, Subject, state};
use chengbao::source::Source;
use chengbao::text::{Bilingual as _, Text};
use proptest::prelude::*;

use super::read;

const ROLES: [&str; 3] = ["drafter", "reviewer", "issuer"];

/// Persons by the ways their names are typed.
const NAMES: [[&str; 2]; 3] = [
    ["张三", " 张　三"],
    ["Ｌｉ Ｓｉ", "li si"],
    ["王五", "王五"],
];

/// What a report has that is to be signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Found {
    Nothing,
    Warning,
    Error,
}

/// A form with nothing in it, which says nothing of who signs.
static SMALL: LazyLock<Arc<Form>> = LazyLock::new(|| {
    let form = "{id: small, version: 1, name: {zh: 小, en: small}, authority: 无, years: {from: 2000}, \
                title: [题], typography: {extends: gbt9704}, sections: [{id: text, label: 一, text: {placeholder: 无}}]}";
    let files = FormFiles {
        folder: "small",
        form,
        typography: None,
        example: "",
    };
    Arc::new(Form::parse(files).unwrap())
});

#[derive(Debug, Clone)]
enum Step {
    Sign {
        role: usize,
        person: usize,
        typed: usize,
        found: Found,
        accept: bool,
    },
    /// The report says another thing.
    Change(usize),
    /// A comment, which says nothing.
    Comment,
    /// A field of a record.
    Damage(usize, usize),
    /// What stands around the records.
    DamageRest(usize),
    Delete(usize),
    Swap(usize, usize),
    /// The file as it was before it was damaged.
    Restore,
    /// Written and read again.
    Reload,
}

fn step() -> impl Strategy<Value = Step> {
    let found =
        prop_oneof![8 => Just(Found::Nothing), 2 => Just(Found::Warning), 1 => Just(Found::Error)];
    let sign = (
        0..3_usize,
        0..3_usize,
        0..2_usize,
        found,
        prop::bool::weighted(0.3),
    );
    let sign = sign.prop_map(|(role, person, typed, found, accept)| Step::Sign {
        role,
        person,
        typed,
        found,
        accept,
    });
    prop_oneof![
        16 => sign,
        2 => (0..3_usize).prop_map(Step::Change),
        1 => Just(Step::Comment),
        1 => (0..8_usize, 0..9_usize).prop_map(|(at, field)| Step::Damage(at, field)),
        1 => (0..3_usize).prop_map(Step::DamageRest),
        1 => (0..8_usize).prop_map(Step::Delete),
        1 => (0..8_usize, 0..8_usize).prop_map(|(one, other)| Step::Swap(one, other)),
        4 => Just(Step::Restore),
        2 => Just(Step::Reload),
    ]
}

/// What ought to be.
#[derive(Debug, Default)]
struct Model {
    /// What the report says.
    says: usize,
    comments: usize,
    /// What it said when the last round began, and the persons who have signed since.
    round: Option<(usize, Vec<usize>)>,
    damaged: bool,
    clock: u64,
}

impl Model {
    fn report(&self) -> Report {
        let comments = "# 注释\n".repeat(self.comments);
        let says = self.says;
        let yaml = format!("{comments}form: small\nyear: 2024\nissuer: 示例市第{says}局\n");
        let source = Source::parse("report.yaml", yaml.as_bytes()).unwrap();
        Report::read(&SMALL, &Arc::new(source))
    }

    /// Number of the role that signs next; none where all have.
    fn due(&self) -> Option<usize> {
        match &self.round {
            Some((said, persons)) if *said == self.says => {
                (persons.len() < 3).then_some(persons.len())
            }
            _ => Some(0),
        }
    }

    fn allows(&self, role: usize, person: usize, found: Found, accept: bool) -> bool {
        let before = match &self.round {
            Some((said, persons)) if *said == self.says => persons.last(),
            _ => None,
        };
        !self.damaged
            && self.due() == Some(role)
            && (role == 0 || before != Some(&person))
            && match found {
                Found::Nothing => !accept,
                Found::Warning => accept,
                Found::Error => false,
            }
    }

    fn signed(&mut self, person: usize) {
        match &mut self.round {
            Some((said, persons)) if *said == self.says => persons.push(person),
            round => *round = Some((self.says, vec![person])),
        }
    }

    /// Whether that is the state.
    fn is(&self, state: &State) -> bool {
        if self.damaged {
            return matches!(state, State::Broken(_)) && state.is_damaged();
        }
        match (&self.round, state) {
            (None, State::None) => true,
            (Some((said, _)), State::Broken(_)) => *said != self.says && !state.is_damaged(),
            (Some((said, persons)), State::Complete(approved)) => {
                *said == self.says && persons.len() == 3 && approved.len() == 3
            }
            (Some((said, persons)), State::Begun { approved, next }) => {
                *said == self.says
                    && approved.len() == persons.len()
                    && next.id == ROLES[persons.len()]
            }
            _ => false,
        }
    }
}

fn finding(found: Found) -> Vec<Finding> {
    let severity = match found {
        Found::Nothing => return Vec::new(),
        Found::Warning => Severity::Warning,
        Found::Error => Severity::Error,
    };
    let late = RULES
        .iter()
        .find(|rule| rule.info().name == "late")
        .unwrap();
    let finding = Finding::new(late.info(), "date", None, Text::new("迟", "late"));
    vec![Finding {
        severity,
        ..finding
    }]
}

/// Changes one field of a record.
fn damage(file: &mut File, at: usize, field: usize) {
    let count = file.records.len();
    if count == 0 {
        return;
    }
    let record = &mut file.records[at % count];
    match field {
        0 => record.name.push('某'),
        1 => {
            record.role = if record.role == "issuer" {
                "drafter"
            } else {
                "issuer"
            }
            .to_owned()
        }
        2 => record.label.push('某'),
        3 => record.post = Some(record.post.take().unwrap_or_default() + "某"),
        4 => record.time = record.time.replace("+08:00", "+09:00"),
        5 => record.report = "0".repeat(64),
        6 => record.round += 1,
        7 => {
            record.previous = record
                .previous
                .take()
                .map_or(Some("0".repeat(64)), |_| None)
        }
        _ => {
            record.pictures.insert("a.png".to_owned(), String::new());
        }
    }
}

fn try_step(model: &mut Model, file: &mut File, whole: &mut File, step: &Step) {
    let policy = SMALL.policy.clone();
    match step {
        Step::Sign {
            role,
            person,
            typed,
            found,
            accept,
        } => {
            model.clock += 1;
            let time = format!(
                "2025-01-20T09:{:02}:{:02}+08:00",
                model.clock / 60 % 60,
                model.clock % 60
            );
            let report = model.report();
            let accepted = [("CB502".to_owned(), "经上级同意".to_owned())];
            let approval = Approval {
                role: ROLES[*role],
                name: NAMES[*person][*typed],
                post: None,
                accepted: if *accept { &accepted } else { &[] },
                time: &time,
            };
            let subject = Subject {
                report: &report,
                pictures: &[],
                findings: &finding(*found),
                off: &[],
            };
            let before = file.clone();
            let allowed = model.allows(*role, *person, *found, *accept);
            let result = file.sign(&approval, &subject, &policy, None);
            assert_eq!(result.is_ok(), allowed, "{step:?}: {result:?}\n{model:#?}");
            match result {
                Ok(()) => {
                    model.signed(*person);
                    *whole = file.clone();
                }
                Err(error) => {
                    assert_eq!(*file, before, "a refusal changes nothing");
                    assert!(!error.text().zh.is_empty());
                    if matches!(error, SignOffError::Damaged(_)) {
                        assert!(model.damaged);
                    }
                }
            }
        }
        Step::Change(says) => model.says = *says,
        Step::Comment => model.comments += 1,
        Step::Damage(at, field) => damage(file, *at, *field),
        Step::DamageRest(which) if !file.records.is_empty() => {
            let yaml = String::from_utf8(file.bytes().unwrap()).unwrap();
            let head = yaml.find("\nhead: ").unwrap() + 7;
            let digest = &yaml[head..head + 64];
            let damaged = match which {
                0 => yaml.replace(digest, &"0".repeat(64)),
                1 => yaml.replace("  year: 2024\n", "  year: 2023\n"),
                _ => yaml.replace("  year: 2024\n", ""),
            };
            *file = File::parse(damaged.as_bytes()).unwrap();
        }
        Step::DamageRest(_) => {}
        Step::Delete(at) => {
            let count = file.records.len();
            if count > 0 {
                file.records.remove(at % count);
            }
        }
        Step::Swap(one, other) => {
            let count = file.records.len();
            if count > 1 && one % count != other % count {
                file.records.swap(one % count, other % count);
            }
        }
        Step::Restore => *file = whole.clone(),
        Step::Reload => *file = File::parse(&file.bytes().unwrap()).unwrap(),
    }
    // Damage may undo damage.
    model.damaged = file != whole;
    let found = state(&model.report(), &[], Some(file), &policy);
    assert!(model.is(&found), "{step:?}: {found:#?}\n{model:#?}");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(200) })]

    #[test]
    fn nothing_is_signed_off_by_accident(steps in prop::collection::vec(step(), 1..40)) {
        let (mut model, mut file, mut whole) = (Model::default(), File::default(), File::default());
        for step in &steps {
            try_step(&mut model, &mut file, &mut whole, step);
        }
    }

    /// Records, names and values of any text come back as they were written.
    #[test]
    fn any_text_comes_back_from_the_file(name in "[\\p{Han}a-zA-Z·' :#-]{0,20}三", text in "\\PC{0,80}") {
        let yaml = format!(
            "form: zfxxgk-2021\nyear: 2024\nissuer: 示例市\noverview: {}\n",
            serde_json::to_string(&text).unwrap()
        );
        let report = read(&yaml);
        let mut file = File::default();
        let approval = Approval {
            role: "拟稿",
            name: &name,
            post: Some(&name),
            accepted: &[],
            time: "2025-01-20T09:30:00+08:00",
        };
        let subject = Subject { report: &report, pictures: &[], findings: &[], off: &[] };
        file.sign(&approval, &subject, &Policy::default(), None).unwrap();
        let again = File::parse(&file.bytes().unwrap()).unwrap();
        prop_assert_eq!(&again, &file);
        let found = state(&report, &[], Some(&again), &Policy::default());
        let begun = matches!(found, State::Begun { .. });
        prop_assert!(begun, "{:?}", found);
    }

    /// Any one byte of the file changed: no round gets longer or other people by it.
    #[test]
    fn no_byte_of_the_file_can_be_changed_unnoticed(at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let report = read("form: zfxxgk-2021\nyear: 2024\nissuer: 示例市\n");
        let file = super::signed(&report, &[]);
        let mut bytes = file.bytes().unwrap();
        // Behind the comments at its head.
        let start = bytes.windows(8).position(|part| part == b"version:").unwrap();
        let at = start + at.index(bytes.len() - start);
        bytes[at] = byte;
        if let Ok(again) = File::parse(&bytes) {
            let found = state(&report, &[], Some(&again), &Policy::default());
            let same = again == file;
            prop_assert_eq!(matches!(found, State::Complete(_)), same, "{:?}", found);
        }
    }
}
