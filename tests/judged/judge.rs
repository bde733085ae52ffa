//! Asking a judge: files it can read, and a command that is given so long and no longer.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use support::random::{self, Filled};
use support::rooms::{Made, examples, make, read, root};
use support::runs;
use support::said::Said;

/// Longest any judge may take.
const PATIENCE: Duration = Duration::from_secs(600);

/// A report with its files on disk.
pub(crate) struct Case {
    /// What its files are called, without extension.
    pub(crate) name: String,
    /// What they must say.
    pub(crate) said: Option<Vec<Said>>,
    /// What was made.
    pub(crate) made: Made,
    folder: PathBuf,
}

impl Case {
    /// The PDF.
    pub(crate) fn pdf(&self) -> PathBuf {
        self.folder.join(&self.name).with_extension("pdf")
    }

    /// The DOCX.
    pub(crate) fn docx(&self) -> PathBuf {
        self.folder.join(&self.name).with_extension("docx")
    }

    /// The HTML page.
    pub(crate) fn html(&self) -> PathBuf {
        self.folder.join(&self.name).with_extension("html")
    }
}

/// The examples and so many random reports, with their files in `folder`.
pub(crate) fn cases(folder: &Path, random: u32) -> Vec<Case> {
    let case = |name: String, filled: Option<&Filled>, made: Made| {
        let said = filled.map(Filled::said);
        let case = Case {
            name,
            said,
            made,
            folder: folder.to_owned(),
        };
        std::fs::write(case.pdf(), &case.made.pdf).unwrap();
        std::fs::write(case.docx(), &case.made.docx).unwrap();
        std::fs::write(case.html(), &case.made.html).unwrap();
        case
    };
    let mut cases: Vec<Case> = examples()
        .into_iter()
        .map(|(name, form, yaml)| case(name, None, make(&read(&form, &yaml))))
        .collect();
    for (at, filled) in runs::sample(random, &random::report()).iter().enumerate() {
        let made = make(&read(&filled.form, &filled.yaml));
        cases.push(case(format!("random-{at}"), Some(filled), made));
    }
    cases
}

/// A folder for one test.
pub(crate) fn folder() -> tempfile::TempDir {
    tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap()
}

/// The interpreter of the judges that are Python packages.
pub(crate) fn python() -> PathBuf {
    root().join("target/judges/venv/bin/python")
}

/// What a judge prints. Fails where it cannot be run, fails itself, or takes too long.
pub(crate) fn ask(command: &mut Command) -> String {
    let output = folder();
    let file = |name: &str| std::fs::File::create(output.path().join(name)).unwrap();
    let read = |name: &str| {
        String::from_utf8_lossy(&std::fs::read(output.path().join(name)).unwrap()).into_owned()
    };
    let mut child = command
        .stdin(Stdio::null())
        .stdout(file("out"))
        .stderr(file("err"))
        .spawn()
        .unwrap_or_else(|error| panic!("no judge {command:?}: {error}; tests/run installs it"));
    let start = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        if start.elapsed() > PATIENCE {
            child.kill().unwrap();
            panic!("{command:?} takes longer than {PATIENCE:?}");
        }
        std::thread::sleep(Duration::from_millis(10));
    };
    assert!(
        status.success(),
        "{command:?} {status}\n{}{}",
        read("out"),
        read("err")
    );
    read("out")
}
