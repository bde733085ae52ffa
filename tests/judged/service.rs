//! schemathesis asks the running service what its OpenAPI document lets it ask, and what it does not:
//! nothing is answered 500, and every answer is one the document tells of.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};

use crate::judge::{ask, folder};
use support::rooms::root;

/// Seconds the whole may take.
const SECONDS: &str = "75";
const TOKEN: &str = "0123456789abcdef0123456789abcdef";

/// What it looks at. Not whether a report that fits the document is taken: what a report must be is said by
/// its form, and is told as findings. Not whether one that does not fit is refused: a report file may be any
/// YAML, and `check` tells what is wrong with it.
const CHECKS: &str = "not_a_server_error,status_code_conformance,content_type_conformance,\
    response_headers_conformance,response_schema_conformance,unsupported_method,\
    allow_header_conformance,ignored_auth";

struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

#[test]
fn schemathesis_finds_no_answer_the_document_does_not_describe() {
    let folder = folder();
    let tokens = folder.path().join("tokens");
    std::fs::write(&tokens, format!("judge {TOKEN}\n")).unwrap();
    let mut program = Command::new(env!("CARGO_BIN_EXE_chengbao"))
        .args(["serve", "--listen", "127.0.0.1:0", "--fonts"])
        .arg(root().join("fonts"))
        .arg("--tokens")
        .arg(&tokens)
        .arg("--data")
        .arg(folder.path().join("data"))
        .stdout(Stdio::piped())
        .stderr(std::fs::File::create(folder.path().join("log")).unwrap())
        .spawn()
        .unwrap();
    let output = program.stdout.take().unwrap();
    let _running = Running(program);
    let mut line = String::new();
    BufReader::new(output).read_line(&mut line).unwrap();
    let url = format!("{}/openapi.json", line.trim());
    let told = ask(
        Command::new(root().join("target/judges/venv/bin/schemathesis"))
            .current_dir(folder.path())
            .args(["run", &url, "--no-color", "--checks", CHECKS])
            .args(["--header", &format!("Authorization: Bearer {TOKEN}")])
            .args([
                "--max-time",
                SECONDS,
                // Two threads that parse Python at once fail in CPython 3.11.
                "--workers",
                "1",
                "--request-timeout",
                "30",
            ])
            .args(["--generation-deterministic"])
            .args(["--suppress-health-check", "all"]),
    );
    // It did ask.
    assert!(told.contains("Test cases:"), "{told}");
    println!("{told}");
}
