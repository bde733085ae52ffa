//! Findings for people: the line of the file, the wrong part marked, what to do below.

use annotate_snippets::{AnnotationKind, Level as Title, Origin, Renderer, Snippet};

use super::Checked;
use crate::check::{Finding, Fix, Level, SYNTAX};
use crate::source::Span;
use chengbao_base::text::{self, Lang, Lines, legible};

/// How findings look on a terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// Whether to colour.
    pub colour: bool,
    /// Columns of the terminal; longer lines are cut around the marked part.
    pub width: usize,
}

impl Default for Look {
    fn default() -> Self {
        Self {
            colour: false,
            width: 100,
        }
    }
}

/// Findings with the lines they are on, then the summary.
#[must_use]
pub fn text(files: &[Checked<'_>], lang: Lang, look: Look) -> Lines {
    let renderer = if look.colour {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let renderer = renderer.term_width(look.width);
    let mut out = String::new();
    for file in files {
        for finding in file.findings {
            out.push_str(&one(file, finding, lang, &renderer));
            out.push_str("\n\n");
        }
    }
    out.push_str(&summary(files, lang));
    out.push('\n');
    Lines::laid_out(&out, look.colour)
}

/// `2 处错误、1 处提醒、3 处未填`.
#[must_use]
pub fn summary(files: &[Checked<'_>], lang: Lang) -> String {
    let counted = |(level, zh, en, plural): (Level, &str, &str, &str)| {
        let findings = files.iter().flat_map(|file| file.findings);
        match (lang, findings.filter(|it| it.level() == level).count()) {
            (_, 0) => None,
            (Lang::Zh, count) => Some(format!("{count} 处{zh}")),
            (Lang::En, 1) => Some(format!("1 {en}")),
            (Lang::En, count) => Some(format!("{count} {plural}")),
        }
    };
    let levels = [
        (Level::Wrong, "错误", "error", "errors"),
        (Level::Review, "提醒", "warning", "warnings"),
        (
            Level::NotYet,
            "未填",
            "not yet filled in",
            "not yet filled in",
        ),
    ];
    let parts: Vec<String> = levels.into_iter().filter_map(counted).collect();
    match (lang, parts.is_empty()) {
        (Lang::Zh, true) => "没有发现问题".to_owned(),
        (Lang::En, true) => "no problems found".to_owned(),
        (Lang::Zh, false) => parts.join("、"),
        (Lang::En, false) => parts.join(", "),
    }
}

fn one(file: &Checked<'_>, finding: &Finding, lang: Lang, renderer: &Renderer) -> String {
    let title = match finding.level() {
        Level::Wrong => Title::ERROR,
        Level::Review => Title::WARNING,
        Level::NotYet => Title::INFO,
    };
    let name = finding.level().called(lang);
    // A file that cannot be opened has no place, and `explain CB001` has nothing to say about it.
    let is_unread = finding.code == SYNTAX.code && finding.place.is_none();
    let named = match lang {
        _ if is_unread => name.to_owned(),
        Lang::Zh => format!("{name}[{}]", finding.code),
        Lang::En => format!("{name}[{}] {}", finding.code, finding.rule),
    };
    // The renderer breaks lines: it gets nothing that does.
    let path = text::shown(file.name);
    let mut group = title
        .with_name(named)
        .primary_title(finding.message.get(lang))
        .elements(Vec::<Origin<'_>>::new());
    let quote = finding.place.and_then(|place| Quote::of(file.text, place));
    group = match &quote {
        Some(quote) => group.element(
            Snippet::source(quote.text.as_str())
                .path(&path)
                .line_start(quote.line)
                .annotation(AnnotationKind::Primary.span(quote.start..quote.end)),
        ),
        None => group.element(origin(&path, finding.place)),
    };
    let helps = finding.help.as_ref().map(|help| help.get(lang).to_owned());
    let fix = finding.fix.as_ref().map(|fix| offer(fix, lang));
    let command = finding.command.map(|command| match lang {
        Lang::Zh => format!("运行 {command}"),
        Lang::En => format!("run {command}"),
    });
    for line in helps.into_iter().chain(fix).chain(command) {
        group = group.element(match lang {
            // A colon between Chinese words is a full-width one, which the renderer does not write.
            Lang::Zh => Title::HELP.no_name().message(format!("怎么改：{line}")),
            Lang::En => Title::HELP.with_name("help").message(line),
        });
    }
    let mut shown = renderer.render(&[group]);
    if let Some((quote, place)) = quote.as_ref().zip(finding.place) {
        // What is quoted may begin within the line; columns are those of the line.
        let column = quote
            .text
            .get(..quote.start)
            .unwrap_or_default()
            .chars()
            .count()
            + 1;
        let at = |column| format!("{path}:{}:{column}", place.line);
        if column != place.column as usize {
            shown = shown.replacen(&at(column), &at(place.column as usize), 1);
        }
    }
    match lang {
        // The same for the first colon, which follows the name.
        Lang::Zh => shown.replacen(": ", "：", 1),
        Lang::En => shown,
    }
}

/// Longest replacement that is shown, in characters.
const MAX_OFFERED: usize = 200;

/// What `--fix` would do.
fn offer(fix: &Fix, lang: Lang) -> String {
    let new = fix.replacement().unwrap_or_default().trim();
    let is_long = new.char_indices().nth(MAX_OFFERED).is_some() || fix.replacement().is_none();
    let new = text::shown(new);
    let option = if fix.safe {
        "--fix"
    } else {
        "--fix --suggested"
    };
    let count = fix.edits.len();
    match (lang, new.is_empty()) {
        (Lang::Zh, false) if count > 1 => format!("加 {option} 可将这 {count} 处改为 {new}"),
        (Lang::En, false) if count > 1 => format!("{option} writes {new} in all {count} places"),
        (Lang::Zh, _) if is_long => format!("加 {option} 可改正此处"),
        (Lang::En, _) if is_long => format!("{option} corrects it"),
        (Lang::Zh, true) => format!("加 {option} 可删去此处"),
        (Lang::Zh, false) => format!("加 {option} 可将此处改为 {new}"),
        (Lang::En, true) => format!("{option} deletes it"),
        (Lang::En, false) => format!("{option} writes {new} here"),
    }
}

fn origin(name: &str, place: Option<Span>) -> Origin<'_> {
    let origin = Origin::path(name);
    match place {
        Some(place) => origin
            .line(place.line as usize)
            .char_column(place.column as usize),
        None => origin,
    }
}

/// How much of a line is looked at before and after the beginning of a place, in bytes: more than a terminal shows,
/// and not all of a line that a hundred findings are about.
const MAX_AROUND: usize = 4096;

/// The line a place begins on as far as it is near the place, and the part of the place on it.
struct Quote {
    text: String,
    line: usize,
    start: usize,
    end: usize,
}

impl Quote {
    fn of(text: &str, place: Span) -> Option<Self> {
        let near = text.floor_char_boundary(place.start.saturating_sub(MAX_AROUND));
        let before = text.get(near..place.start)?;
        let begin = near + before.rfind(['\n', '\r']).map_or(0, |at| at + 1);
        let far = text.floor_char_boundary(place.start.saturating_add(MAX_AROUND));
        let rest = text.get(begin..far)?;
        let length = rest.find(['\n', '\r']).unwrap_or(rest.len());
        let line = rest.get(..length)?;
        let start = place.start - begin;
        let end = place.end.saturating_sub(begin).clamp(start, length);
        // A tabulator is the renderer's, which knows its width; every other hidden character is seen.
        let seen = |range| -> Option<String> {
            let pieces = line.get::<std::ops::Range<usize>>(range)?.split('\t');
            let pieces = pieces.map(legible::one_line).collect::<Vec<_>>();
            Some(pieces.join("\t"))
        };
        let (before, marked, after) = (seen(0..start)?, seen(start..end)?, seen(end..length)?);
        Some(Self {
            line: place.line as usize,
            start: before.len(),
            end: before.len() + marked.len(),
            text: before + &marked + &after,
        })
    }
}
