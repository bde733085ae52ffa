//! The program: hands the command line to `chengbao::cli`.

use std::process::ExitCode;

/// Documents are many small objects: this allocator saves a tenth of a report's time, and the threads
/// of a batch do not wait for each other in it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    ExitCode::from(chengbao::cli::run(std::env::args_os()).code())
}
