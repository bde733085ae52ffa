//! The program: hands the command line to `chengbao::cli`.

fn main() {}
