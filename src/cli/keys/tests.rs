//! Keys on the command line: what signs, what is refused with which message, and what is never shown.

use clap::Parser;

use super::*;
use crate::cli::globals;

/// A command that signs.
#[derive(Debug, Parser)]
#[command(disable_help_flag = true)]
struct Signs {
    #[command(flatten)]
    globals: globals::Globals,
    #[command(flatten)]
    keys: KeyArgs,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/signing")
}

/// The signer a command line names; words that end in `.pem` or `.p12` are files of the tests.
fn signer(line: &str, at: &str) -> Result<Option<Box<dyn Signer>>, Failure> {
    let words = line.split_whitespace().map(|word| {
        if [".pem", ".p12"].iter().any(|end| word.ends_with(end)) {
            folder().join(word).into_os_string()
        } else {
            word.into()
        }
    });
    let signs = Signs::try_parse_from(std::iter::once("signs".into()).chain(words)).unwrap();
    let shell = Shell::new(&signs.globals);
    signs.keys.signer(&shell, at.parse().unwrap())
}

/// A file with a pass phrase.
fn pass(content: &[u8]) -> tempfile::NamedTempFile {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), content).unwrap();
    file
}

const NOW: &str = "2027-07-01T00:00:00Z";

#[test]
fn nothing_named_is_no_key() {
    assert!(signer("", NOW).unwrap().is_none());
}

#[test]
fn a_file_with_its_pass_phrase_signs() {
    let right = "示例 pass";
    for content in [
        format!("{right}\nmore"),
        format!("\u{feff}{right}\r\n"),
        right.to_owned(),
    ] {
        let file = pass(content.as_bytes());
        let file = file.path().display();
        for key in [
            "--key p256.p12",
            "--key p256.encrypted.pem --cert p256.chain.pem",
        ] {
            let found = signer(&format!("{key} --pass-file {file}"), NOW).unwrap();
            assert_eq!(found.unwrap().chain().len(), 1, "{content}");
        }
    }
    assert!(
        signer("--key p256.key.pem --cert p256.cert.pem", NOW)
            .unwrap()
            .is_some()
    );
    assert!(
        signer(
            "--experimental-sm2 --key sm2.key.pem --cert sm2.cert.pem",
            NOW
        )
        .is_ok()
    );
}

#[test]
fn what_is_wrong_names_the_file_and_no_secret() {
    let wrong = pass("秘密 secret".as_bytes());
    let wrong = wrong.path().display().to_string();
    for (line, zh) in [
        (
            format!("--key p256.p12 --pass-file {wrong}"),
            "p256.p12”：口令不正确",
        ),
        (
            "--key p256.p12 --pass-env CHENGBAO_NO_SUCH".to_owned(),
            "没有环境变量 CHENGBAO_NO_SUCH",
        ),
        (
            "--key p256.p12 --pass-file none.pem".to_owned(),
            "none.pem”。请核对",
        ),
        ("--key none.pem".to_owned(), "none.pem”。请核对"),
        ("--key p256.key.pem".to_owned(), "请用 --cert 指定"),
        (
            "--key p256.key.pem --cert none.pem".to_owned(),
            "none.pem”。请核对",
        ),
        (
            "--key p256.key.pem --cert tls.cert.pem".to_owned(),
            "tls.cert.pem”：",
        ),
        (
            "--key sm2.key.pem --cert sm2.cert.pem".to_owned(),
            "--experimental-sm2",
        ),
        (
            "--pkcs11-module /none.so --token x".to_owned(),
            if cfg!(feature = "token") {
                "“/none.so”"
            } else {
                "“--pkcs11-module”无法使用：本程序编译时未启用功能 token"
            },
        ),
    ] {
        let failure = signer(&line, NOW).unwrap_err();
        assert_eq!(failure.exit, crate::cli::exit::Exit::Usage);
        assert!(failure.text.zh.contains(zh), "{}", failure.text.zh);
        let shown = format!("{failure:?}");
        assert!(
            !shown.contains("秘密") && !shown.contains("secret"),
            "{shown}"
        );
    }
}

#[test]
fn a_certificate_is_fit_at_the_time_of_signing() {
    let line = "--key p256.key.pem --cert expired.cert.pem";
    assert!(signer(line, "2020-07-01T00:00:00Z").is_ok());
    let failure = signer(line, NOW).unwrap_err();
    assert!(
        failure.text.en.contains("expired on 2021-01-01"),
        "{}",
        failure.text.en
    );
}

#[test]
fn a_pass_phrase_that_is_no_text_is_refused() {
    let file = pass(b"\xff\xfe");
    let line = format!("--key p256.p12 --pass-file {}", file.path().display());
    let failure = signer(&line, NOW).unwrap_err();
    assert!(
        failure.text.zh.contains("不是 UTF-8"),
        "{}",
        failure.text.zh
    );
    let file = pass(&vec![b'x'; MAX_PASS + 1]);
    let line = format!("--key p256.p12 --pass-file {}", file.path().display());
    assert!(signer(&line, NOW).is_err());
}

#[test]
fn flags_that_do_not_go_together_are_refused() {
    for line in [
        "--cert c",
        "--pass-file p",
        "--key k --pkcs11-module m --token t",
        "--key k --pass-file p --pass-env e",
        "--pkcs11-module m",
        "--key k --token t",
        "--pkcs11-module m --token t --key-label l --key-id 01",
        "--pkcs11-module m --token t --key-id 1",
        "--pkcs11-module m --token t --key-id +1",
        "--experimental-sm2",
        "--pkcs11-module m --token t --experimental-sm2",
    ] {
        let words = std::iter::once("signs").chain(line.split_whitespace());
        assert!(Signs::try_parse_from(words).is_err(), "{line}");
    }
    assert_eq!(hex("01a0").unwrap().0, [1, 0xa0]);
}

#[test]
fn no_flag_takes_a_pass_phrase_and_every_one_is_reported_in_both_languages() {
    use clap::CommandFactory as _;
    let command = Signs::command();
    for argument in command.get_arguments() {
        let help = argument.get_help().unwrap().to_string();
        assert!(help.chars().any(|c| c as u32 > 0x4e00), "{help}");
        assert!(help.chars().any(|c| c.is_ascii_lowercase()), "{help}");
        let name = argument.get_long().unwrap();
        assert!(!["pass", "pin", "password"].contains(&name), "{name}");
    }
}

/// Says what the restarted test is to find at its terminal.
#[cfg(feature = "judges")]
const AT_TERMINAL: &str = "CHENGBAO_TEST_TERMINAL";

/// This test, restarted by a program that gives it a terminal or takes it away.
#[cfg(feature = "judges")]
fn anew(program: &str, arguments: &[&str], terminal: &str) -> std::process::Child {
    std::process::Command::new(program)
        .args(arguments)
        .env(AT_TERMINAL, terminal)
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap()
}

/// Whether the terminal of that name shows what is typed.
#[cfg(feature = "judges")]
fn has_echo(name: &str) -> bool {
    let mut stty = std::process::Command::new("stty");
    let output = stty.args(["-a", "-F", name]).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    let settings = String::from_utf8_lossy(&output.stdout).into_owned();
    settings.split_whitespace().any(|word| word == "echo")
}

#[cfg(feature = "judges")]
#[test]
fn a_pass_phrase_is_asked_for_on_the_terminal_and_not_echoed() {
    use std::io::Write as _;
    match std::env::var(AT_TERMINAL).as_deref() {
        Ok("some") => {
            assert!(signer("--key p256.p12", NOW).unwrap().is_some());
            return;
        }
        Ok(_) => {
            let failure = signer("--key p256.p12", NOW).unwrap_err();
            assert!(
                failure.text.zh.contains("请用 --pass-file"),
                "{}",
                failure.text.zh
            );
            return;
        }
        Err(_) => {}
    }
    let exe = std::env::current_exe().unwrap().display().to_string();
    let thread = std::thread::current();
    let test = ["--exact", thread.name().unwrap(), "--nocapture"];
    let command = format!("tty; '{exe}' {}", test.join(" "));
    let mut child = anew("script", &["-qec", &command, "/dev/null"], "some");
    let mut terminal = child.stdout.take().unwrap();
    let mut shown = Vec::new();
    let mut until = |end: &str| {
        while !String::from_utf8_lossy(&shown).contains(end) {
            let mut byte = [0];
            assert_eq!(terminal.read(&mut byte).unwrap(), 1, "{shown:?}");
            shown.extend(byte);
        }
        String::from_utf8_lossy(&shown).into_owned()
    };
    let name = until("\n");
    until("PIN：");
    // The question stands there a moment before the echo is off.
    let asked = std::time::Instant::now();
    while has_echo(name.trim()) {
        assert!(asked.elapsed().as_secs() < 60, "echoed");
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    let mut keyboard = child.stdin.take().unwrap();
    keyboard.write_all("示例 pass\n".as_bytes()).unwrap();
    terminal.read_to_end(&mut shown).unwrap();
    let shown = String::from_utf8_lossy(&shown);
    assert!(
        child.wait().unwrap().success() && shown.contains("1 passed"),
        "{shown}"
    );
    assert!(
        !shown.contains("示例") && !shown.contains("pass\r"),
        "{shown}"
    );

    let arguments = [&["-w", &*exe], &test[..]].concat();
    let output = anew("setsid", &arguments, "none")
        .wait_with_output()
        .unwrap();
    let shown = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success() && shown.contains("1 passed"),
        "{shown}"
    );
}
