//! The command line as a whole. Each command's own arguments are in its file, those of every command in
//! `globals`. Help is Chinese first, English next to it.

use clap::{ArgAction, CommandFactory as _, Parser, Subcommand};

use super::globals::Globals;
#[cfg(feature = "serve")]
use super::serve;
use super::{
    check, completions, explain, export, fonts, forms, import, man, new, schema, sign, verify,
};

/// Layout of a help page: purpose, usage, arguments.
const HELP: &str = "{about-with-newline}\n用法 Usage: {usage}\n\n{all-args}{after-help}";

/// The command line as clap knows it, with the same layout for every help page.
pub(super) fn command() -> clap::Command {
    fn dressed(command: clap::Command) -> clap::Command {
        command.help_template(HELP).mut_args(|argument| {
            let positional = argument.is_positional();
            argument.help_heading(if positional {
                "参数 Arguments"
            } else {
                "选项 Options"
            })
        })
    }
    dressed(Cli::command()).mut_subcommands(dressed)
}

/// The whole command line.
#[derive(Debug, Parser)]
#[command(
    name = "chengbao",
    version,
    about = "呈报：检查机关的年度报告，生成公文版式的 PDF 与 DOCX。\n\
             Checks annual reports of public bodies and writes them as official documents in PDF and DOCX.",
    after_help = "退出状态 Exit status:\n  \
                  0  完成，可能有提醒。Done; there may be warnings\n  \
                  1  报告有错误，或没有按要求审签，未生成文件。The report has errors, or is not signed off as required; no file was written\n  \
                  2  用法有误，或文件无法读写。Wrong usage, or a file that cannot be read or written\n  \
                  3  程序内部错误。Internal error",
    subcommand_help_heading = "命令 Commands",
    subcommand_value_name = "COMMAND",
    disable_help_subcommand = true,
    disable_help_flag = true,
    disable_version_flag = true,
    arg_required_else_help = true
)]
pub(super) struct Cli {
    #[command(flatten)]
    pub(super) globals: Globals,
    #[command(subcommand)]
    pub(super) command: Command,
    /// Version.
    #[arg(short = 'V', long, action = ArgAction::Version, help = "显示版本。Print the version")]
    version: Option<bool>,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    #[command(
        about = "新建带说明的空白数据文件。Write a new report file with comments that explain it"
    )]
    New(new::NewArgs),
    #[command(about = "检查报告，一次列出全部问题。Check reports and list every problem")]
    Check(check::CheckArgs),
    #[command(
        about = "说明一条规则：依据、反例、正例。Explain a rule: its basis, a bad example, a good one"
    )]
    Explain(explain::ExplainArgs),
    #[command(
        about = "检查后生成 PDF 与 DOCX，或 HTML。Check reports and write PDF and DOCX, or HTML"
    )]
    Export(export::ExportArgs),
    #[command(
        about = "同 export，文件每次保存后重新生成。Like export, and again whenever a file is saved"
    )]
    Watch(export::ExportArgs),
    #[command(
        about = "审签：拟稿人、审核人、签发人依次确认，记录存入同一文件夹的 *.signoff.yaml。\
                 Sign off: drafter, reviewer and approver confirm a report in turn; \
                 recorded in *.signoff.yaml in the same folder"
    )]
    Sign(sign::SignArgs),
    #[command(
        about = "从已发布的报告（本程序生成的 PDF、DOCX，或其他 DOCX、网页）取回数据。\
                 Recover the data from a published report: PDF, DOCX or HTML"
    )]
    Import(import::ImportArgs),
    #[cfg(feature = "serve")]
    #[command(about = "启动 HTTP 服务。Start the HTTP service")]
    Serve(serve::ServeArgs),
    #[command(
        about = "验证文件：签名、证书、时间戳、改动、审签、内容与数据是否一致。\
                 Verify a document: signature, certificate, time stamp, later changes, sign-off, content",
        after_help = "退出状态 Exit status:\n  \
                      0  全部成立（可以没有时间戳）。Everything holds; only a time stamp may be missing\n  \
                      1  有一项不成立、无法判断或没有。Something does not hold, is unknown or is missing\n  \
                      2  用法有误，或文件无法读取。Wrong usage, or a file that cannot be read"
    )]
    Verify(verify::VerifyArgs),
    #[command(
        about = "列出各种报告格式，或一种格式的各部分和行、列。List the forms, or the sections, rows and columns of one"
    )]
    Forms(forms::FormsArgs),
    #[command(
        about = "列出字体，以及报告中哪些字没有字体。List the fonts, and the characters of a report that none of them has"
    )]
    Fonts(fonts::FontsArgs),
    #[command(
        about = "显示数据文件的 JSON Schema，供编辑器使用。Print the JSON Schema of a form's report files"
    )]
    Schema(schema::SchemaArgs),
    #[command(about = "显示命令补全脚本。Print a completion script for a shell")]
    Completions(completions::CompletionsArgs),
    #[command(about = "显示手册页。Print the man page")]
    Man(man::ManArgs),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_agrees_with_itself() {
        command().debug_assert();
    }

    #[test]
    fn every_argument_says_what_it_is_in_both_languages() {
        let mut cli = command();
        cli.build();
        let commands = std::iter::once(&cli).chain(cli.get_subcommands());
        for command in commands {
            for argument in command.get_arguments() {
                let help = argument.get_help().unwrap().to_string();
                let name = argument.get_id();
                assert!(help.chars().any(|c| c as u32 > 0x4e00), "{name}: {help}");
                assert!(
                    help.chars().any(|c| c.is_ascii_lowercase()),
                    "{name}: {help}"
                );
            }
        }
    }
}
