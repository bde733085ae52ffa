//! The options of every command. Help is Chinese first, English next to it.

use std::path::PathBuf;

use clap::{ArgAction, Args, ValueEnum};

use super::console::Color;
use chengbao_base::text::Lang;

/// Options of every command.
#[derive(Debug, Args)]
pub(super) struct Globals {
    /// Language of messages.
    #[arg(
        long,
        global = true,
        value_enum,
        value_name = "zh|en",
        default_value = "zh",
        hide_default_value = true,
        hide_possible_values = true,
        help = "信息用中文或英文显示，默认中文。Language of messages, Chinese by default"
    )]
    pub(super) lang: LangName,
    /// Colour.
    #[arg(
        long,
        global = true,
        value_enum,
        value_name = "auto|always|never",
        default_value = "auto",
        hide_default_value = true,
        hide_possible_values = true,
        help = "何时用彩色，默认只在终端上用。When to use colour; by default on a terminal only"
    )]
    pub(super) color: Color,
    /// Folders with a user's own forms.
    #[arg(
        long = "template",
        global = true,
        value_name = "DIR",
        help = "另用 DIR 中的报告格式（form.yaml），可多次使用。\
                Also use the form in DIR; may be repeated"
    )]
    pub(super) templates: Vec<PathBuf>,
    /// Folders with fonts.
    #[arg(
        long,
        global = true,
        value_name = "DIR",
        help = "先在 DIR 中找字体，可多次使用。Look for fonts in DIR first; may be repeated"
    )]
    pub(super) fonts: Vec<PathBuf>,
    /// Help.
    #[arg(
        short = 'h',
        long,
        global = true,
        action = ArgAction::Help,
        help = "显示帮助。Print help"
    )]
    help: Option<bool>,
}

/// A language as named on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum LangName {
    /// Chinese.
    Zh,
    /// English.
    En,
}

impl From<LangName> for Lang {
    fn from(name: LangName) -> Self {
        match name {
            LangName::Zh => Self::Zh,
            LangName::En => Self::En,
        }
    }
}
