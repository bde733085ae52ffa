//! What is printed, where and in which language. Answers go to stdout, everything else to stderr.
//!
//! Nothing else writes to either. What is printed acts on no terminal: a line is one line, whatever was put into it,
//! and only what is a file's content, such as a report that was asked for, is passed on as it is where no terminal
//! reads it.
//!
//! A closed pipe is no error: what follows is dropped and the work goes on.

use std::io::{self, ErrorKind, IsTerminal, Write};
use std::sync::Mutex;

use chengbao_base::text::{Colour, Lang, Lines, Sentence, Text, legible};

/// stdout and stderr.
#[derive(Debug)]
pub(super) struct Console {
    /// Language of messages.
    pub(super) lang: Lang,
    /// Whether stdout takes colour.
    pub(super) color_out: bool,
    /// Whether stderr takes colour.
    pub(super) color_err: bool,
    /// The first thing that went wrong with stdout; nothing is written to it after that.
    broken: Mutex<Option<io::Error>>,
}

/// When output is coloured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Color {
    /// On a terminal.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

impl Console {
    pub(super) fn new(lang: Lang, color: Color) -> Self {
        // https://no-color.org: set and not empty.
        let no_color = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let wants = |terminal: bool| match color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => terminal && !no_color,
        };
        Self {
            lang,
            color_out: wants(io::stdout().is_terminal()),
            color_err: wants(io::stderr().is_terminal()),
            broken: Mutex::new(None),
        }
    }

    /// The text in the language of this run.
    pub(super) fn localized<'t>(&self, text: &'t Text) -> &'t str {
        text.get(self.lang)
    }

    /// Picks a wording by the language of this run.
    pub(super) fn pick<'t>(&self, zh: &'t str, en: &'t str) -> &'t str {
        match self.lang {
            Lang::Zh => zh,
            Lang::En => en,
        }
    }

    /// A line to stdout.
    pub(super) fn line(&self, line: &str) {
        self.out(format!("{}\n", Sentence::new(line)).as_bytes());
    }

    /// Lines to stdout.
    pub(super) fn lines(&self, lines: &Lines) {
        self.out(lines.as_bytes());
    }

    /// JSON to stdout, as it is or, where it has invisible characters, with their escapes.
    pub(super) fn json(&self, json: &str) {
        self.out(legible::json(json).as_bytes());
    }

    /// What a file would hold, to stdout: exactly, unless a terminal reads it.
    pub(super) fn content(&self, bytes: &[u8]) {
        if !io::stdout().is_terminal() {
            return self.out(bytes);
        }
        let text = String::from_utf8_lossy(bytes);
        // Neither is of use on a terminal, where both would be written out.
        let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
        // A tabulator is layout in scripts and pages.
        let text = text.split('\t').map(legible::lines).collect::<Vec<_>>();
        self.out(text.join("\t").as_bytes());
    }

    /// Bytes to stdout.
    fn out(&self, bytes: &[u8]) {
        let Ok(mut broken) = self.broken.lock() else {
            return;
        };
        if broken.is_none() {
            let mut stdout = io::stdout().lock();
            *broken = stdout.write_all(bytes).and_then(|()| stdout.flush()).err();
        }
    }

    /// A line to stderr. A failure to write it is ignored.
    pub(super) fn note(&self, line: &str) {
        let mut lines = Lines::default();
        lines.push(line);
        self.aside(&lines);
    }

    /// Lines to stderr.
    pub(super) fn aside(&self, lines: &Lines) {
        to_stderr(lines);
    }

    /// What went wrong, to stderr.
    pub(super) fn error(&self, text: &Text) {
        to_stderr(&mistake(text, self.lang, self.color_err));
    }

    /// Whether people read stderr.
    pub(super) fn is_watched() -> bool {
        io::stderr().is_terminal()
    }

    /// Why stdout did not take everything, unless its reader closed it.
    pub(super) fn trouble(&self) -> Option<Text> {
        let broken = self.broken.lock().ok()?;
        let error = broken.as_ref()?;
        (error.kind() != ErrorKind::BrokenPipe).then(|| {
            Text::new(
                format!("无法写入标准输出：{error}"),
                format!("cannot write to standard output: {error}"),
            )
        })
    }
}

/// `错误：…`.
pub(super) fn mistake(text: &Text, lang: Lang, has_colour: bool) -> Lines {
    let (mark, colon) = match lang {
        Lang::Zh => ("错误", "："),
        Lang::En => ("error", ": "),
    };
    let mut lines = Lines::default();
    let rest = format!("{colon}{}", text.get(lang));
    lines.push_coloured(["", mark, &rest], has_colour.then_some(Colour::Red));
    lines
}

/// Lines to stderr, where there is no console yet. A failure to write them is ignored.
pub(super) fn to_stderr(lines: &Lines) {
    let _ = io::stderr().lock().write_all(lines.as_bytes());
}

/// Lines to stdout, where there is no console yet. A failure to write them is ignored.
pub(super) fn to_stdout(lines: &Lines) {
    let _ = io::stdout().lock().write_all(lines.as_bytes());
}

/// Whether what is printed before the options are known takes colour: as without options.
pub(super) fn is_coloured(is_error: bool) -> bool {
    let console = Console::new(Lang::Zh, Color::Auto);
    if is_error {
        console.color_err
    } else {
        console.color_out
    }
}
