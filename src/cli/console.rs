//! What is printed, where and in which language. Answers go to stdout, everything else to stderr.
//!
//! A closed pipe is no error: what follows is dropped and the work goes on.

use std::io::{self, ErrorKind, IsTerminal, Write};
use std::sync::Mutex;

use chengbao_base::text::{Lang, Text};

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
        self.out(format!("{line}\n").as_bytes());
    }

    /// Bytes to stdout.
    pub(super) fn out(&self, bytes: &[u8]) {
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
        let _ = writeln!(io::stderr().lock(), "{line}");
    }

    /// What went wrong, to stderr.
    pub(super) fn error(&self, text: &Text) {
        let mark = self.pick("错误", "error");
        let message = self.localized(text);
        let colon = self.pick("：", ": ");
        self.note(&if self.color_err {
            format!("\x1b[1;31m{mark}\x1b[0m{colon}{message}")
        } else {
            format!("{mark}{colon}{message}")
        });
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
