//! `fonts`: which face serves which role, where it is, under which licence, what it covers, and
//! which characters of a report are in no face.

use std::collections::BTreeMap;
use std::iter::repeat;
use std::path::{Path, PathBuf};

use clap::Args;

use super::examine::{self, Examiner};
use super::exit::{Exit, Failure};
use super::findings;
use super::forms::columns;
use super::shell::Shell;
use chengbao_base::files;
use chengbao_base::style::Typeface;
use chengbao_base::text::Bilingual as _;
use chengbao_base::text::Lang;
use chengbao_paper::typeset::{Face, FaceId, FaceSet, FaceSource};
use chengbao_report::check::Finding;

/// The rule that looks for characters without a face.
const MISSING: &str = "missing-glyph";

/// Arguments of `fonts`.
#[derive(Debug, Args)]
pub(super) struct FontsArgs {
    /// Reports.
    #[arg(
        value_name = "FILE",
        help = "数据文件：列出其中哪些字没有字体。Report files: list their characters that no font has"
    )]
    files: Vec<PathBuf>,
}

pub(super) fn run(args: &FontsArgs, shell: &Shell) -> Result<Exit, Failure> {
    let faces = shell.faces()?;
    if args.files.is_empty() {
        list(&faces, shell)?;
        return Ok(Exit::Done);
    }
    let examiner = Examiner::new(shell, Some(faces))?;
    let mut exit = Exit::Done;
    for path in &args.files {
        let mut examined = examiner.examine(path, None);
        if examined.report.is_none() {
            findings::aside(&examined, &shell.console);
            exit = exit.max(examine::exit(&examined));
            continue;
        }
        let findings = std::mem::take(&mut examined.findings);
        let missing = |finding: &Finding| finding.rule == MISSING;
        examined.findings = findings.into_iter().filter(missing).collect();
        if examined.findings.is_empty() {
            let none = shell.console.pick("不缺字", "no character is missing");
            shell.console.line(&format!("{}  {none}", examined.name));
        } else {
            findings::lines(&examined, &shell.console);
            exit = exit.max(Exit::Errors);
        }
    }
    Ok(exit)
}

fn list(faces: &FaceSet, shell: &Shell) -> Result<(), Failure> {
    let console = &shell.console;
    let mut licences = Licences::default();
    for role in Typeface::ALL {
        console.line(role.name());
        let mut rows = Vec::new();
        let ranks = [""]
            .into_iter()
            .chain(repeat(console.pick("后备", "fallback")));
        let hanzi = faces.order(role).iter().copied().zip(ranks);
        let latin = faces
            .faces()
            .filter(|(_, source)| source.latin_for.contains(&role))
            .map(|(id, _)| (id, Typeface::Latin.name()));
        for (id, mark) in hanzi.chain(latin) {
            let Some((_, source)) = faces.faces().find(|(each, _)| *each == id) else {
                continue;
            };
            let face = faces
                .load(id)
                .map_err(|error| Failure::new(Exit::Usage, error.text()))?;
            let (all, hanzi) = covered(id, face, &mut licences);
            rows.push([
                format!("  {}", face.name()),
                mark.to_owned(),
                match console.lang {
                    Lang::Zh => format!("{all} 字符，其中汉字 {hanzi}"),
                    Lang::En => format!("{all} characters, {hanzi} of them hanzi"),
                },
                licences.of(source),
                source.path.display().to_string(),
            ]);
        }
        for line in columns(&rows) {
            console.line(&line);
        }
    }
    Ok(())
}

/// Licences from the manifests, and character counts; each is looked up once.
#[derive(Default)]
struct Licences {
    manifests: BTreeMap<PathBuf, serde_json::Value>,
    counts: BTreeMap<FaceId, (usize, usize)>,
}

impl Licences {
    /// The licence in the manifest next to a font; a dash if it gives none.
    fn of(&mut self, source: &FaceSource) -> String {
        let folder = source.path.parent().unwrap_or(Path::new(""));
        let manifest = self.manifests.entry(folder.to_owned()).or_insert_with(|| {
            let file = files::open(&folder.join("MANIFEST.json")).ok();
            file.and_then(|file| serde_json::from_reader(file).ok())
                .unwrap_or_default()
        });
        let fonts = manifest.get("fonts").and_then(serde_json::Value::as_array);
        fonts
            .into_iter()
            .flatten()
            .find(|font| font.get("file").and_then(|it| it.as_str()) == Some(&source.file))
            .and_then(|font| font.get("licence")?.as_str())
            .unwrap_or("—")
            .to_owned()
    }
}

/// How many characters a face draws, and how many of them are hanzi.
fn covered(id: FaceId, face: &Face, licences: &mut Licences) -> (usize, usize) {
    *licences.counts.entry(id).or_insert_with(|| {
        let drawn: Vec<char> = ('!'..=char::MAX)
            .take_while(|c| *c < '\u{40000}')
            .filter(|c| face.glyph(*c).is_some())
            .collect();
        let hanzi = |c: &&char| matches!(**c, '\u{3400}'..='\u{9fff}' | '\u{20000}'..);
        (drawn.len(), drawn.iter().filter(hanzi).count())
    })
}
