//! The program: hands the command line to `chengbao::cli`.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(chengbao::cli::run(std::env::args_os()).code())
}
