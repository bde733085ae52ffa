//! Time stamps through the real transport: a server that answers rightly, and one with each fault.
//! OpenSSL says whether a token is one.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use chengbao::cli::tsa::{Patience, Server, TsaError, clock, nonce, stamper};
use chengbao::signature::cms::{CmsError, read, sign};
use chengbao::signature::keys::from_pem;
use chengbao::signature::trust::{Anchors, TrustError};
use chengbao::signature::tsp::{TspError, check};

use crate::judge::{ask, folder, python};
use support::rooms::root;

const VALUE: &[u8] = b"the value of a signature";

/// The server of the tests; it ends with this value.
pub(crate) struct Tsa {
    child: Child,
    port: u16,
    secure_port: u16,
}

impl Tsa {
    /// Starts it.
    pub(crate) fn start() -> Self {
        let mut child = Command::new(python())
            .arg(root().join("tests/judges/tsa.py"))
            .arg(signing())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        let output = child.stdout.take().unwrap();
        BufReader::new(output).read_line(&mut line).unwrap();
        let (port, secure_port) = line.trim().split_once(' ').unwrap();
        Self {
            child,
            port: port.parse().unwrap(),
            secure_port: secure_port.parse().unwrap(),
        }
    }

    /// The address that answers so.
    pub(crate) fn url(&self, way: &str) -> String {
        format!("http://127.0.0.1:{}/{way}", self.port)
    }

    /// The same over TLS, with a certificate of the authority of the tests.
    pub(crate) fn secure_url(&self, way: &str) -> String {
        format!("https://127.0.0.1:{}/{way}", self.secure_port)
    }

    fn stamp(&self, way: &str) -> Result<Vec<u8>, TsaError> {
        let patience = Patience {
            connect: Duration::from_secs(2),
            whole: Duration::from_secs(if FAST.contains(&way) { 2 } else { 20 }),
        };
        let server = Server::new(self.url(way).parse().unwrap(), patience);
        server.stamp(VALUE, nonce().unwrap(), &clock)
    }
}

/// What is not waited for: there is nothing to come.
const FAST: [&str; 2] = ["silence", "slow"];

impl Drop for Tsa {
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        let _ = self.child.wait();
    }
}

fn signing() -> std::path::PathBuf {
    root().join("tests/data/signing")
}

fn anchors(name: &str) -> Anchors {
    let file = std::fs::read(signing().join(name)).unwrap();
    Anchors::from_pem_or_der(&file).unwrap()
}

#[test]
fn right_answers_are_taken_and_openssl_takes_the_token() {
    let server = Tsa::start();
    for way in ["certomancer", "openssl"] {
        let token = server
            .stamp(way)
            .unwrap_or_else(|error| panic!("{way}: {error}"));
        let stamped = check(&token, VALUE).unwrap();
        assert!(clock().duration_since(stamped.time).abs().as_secs() < 60);
        assert_eq!(
            stamped
                .path(&anchors("root.cert.pem"))
                .unwrap()
                .certificates
                .len(),
            3
        );
        assert!(matches!(
            stamped.path(&anchors("p256.cert.pem")).unwrap_err(),
            TrustError::Issuer { .. }
        ));
        let folder = folder();
        openssl_takes(folder.path(), &token);
    }
}

#[test]
fn a_signature_carries_its_stamp_and_is_not_made_without() {
    let server = Tsa::start();
    let key =
        |end: &str| std::fs::read_to_string(signing().join(format!("p256.{end}.pem"))).unwrap();
    let signer = from_pem(&key("key"), &key("chain")).unwrap();
    let digest = signer.scheme().hash().digest(&[b"report"]);
    let sign = |way: &str| {
        let server = Server::new(server.url(way).parse().unwrap(), Patience::default());
        sign::<Trouble>(signer.as_ref(), &digest, Some(&mut stamper(&server)))
    };
    let made = sign("certomancer").unwrap();
    let content: &[&[u8]] = &[b"report"];
    let signed = read(&made, Some(content)).unwrap();
    let stamped = check(&signed.stamp.unwrap(), &signed.value).unwrap();
    assert!(stamped.path(&anchors("root.cert.pem")).is_ok());
    let Err(Trouble::Tsa(error)) = sign("nonce") else {
        panic!("signed without a time stamp");
    };
    assert_eq!(error, TsaError::Answer(TspError::Nonce));
}

/// What signing with a time stamp can fail at.
#[derive(Debug, thiserror::Error)]
enum Trouble {
    #[error(transparent)]
    Cms(#[from] CmsError),
    #[error(transparent)]
    Tsa(#[from] TsaError),
}

fn openssl_takes(folder: &Path, token: &[u8]) {
    std::fs::write(folder.join("token"), token).unwrap();
    std::fs::write(folder.join("value"), VALUE).unwrap();
    let answer = ask(Command::new("openssl")
        .args([
            "ts",
            "-verify",
            "-token_in",
            "-in",
            "token",
            "-data",
            "value",
        ])
        .arg("-CAfile")
        .arg(signing().join("root.cert.pem"))
        .arg("-untrusted")
        .arg(signing().join("authority.cert.pem"))
        .current_dir(folder));
    assert!(answer.contains("Verification: OK"), "{answer}");
}

#[test]
fn each_of_nine_faults_has_its_own_error() {
    use TsaError::Answer;
    let server = Tsa::start();
    let check = |way: &str, zh: &str, en: &str, is_it: fn(&TsaError) -> bool| {
        let start = Instant::now();
        let error = server.stamp(way).unwrap_err();
        assert!(is_it(&error), "{way}: {error:?}");
        let text = error.text();
        assert!(text.zh.contains(zh), "{way}: {}", text.zh);
        assert!(text.en.contains(en), "{way}: {}", text.en);
        assert!(start.elapsed() < Duration::from_secs(15), "{way}");
    };
    check("nonce", "随机数不符", "nonce", |error| {
        matches!(error, Answer(TspError::Nonce))
    });
    check("imprint", "摘要不符", "imprint", |error| {
        matches!(error, Answer(TspError::Imprint))
    });
    check("expired", "过期", "expired", |error| {
        matches!(
            error,
            Answer(TspError::Certificate(TrustError::Expired { .. }))
        )
    });
    check(
        "usage",
        "不能用于颁发时间戳",
        "not for time stamps",
        |error| {
            matches!(
                error,
                Answer(TspError::Certificate(TrustError::Usage { .. }))
            )
        },
    );
    check("500", "状态为 500", "status 500", |error| {
        matches!(error, TsaError::Status { status: 500 })
    });
    check("silence", "2 秒内没有应答", "within 2 s", |error| {
        matches!(error, TsaError::Silence { seconds: 2 })
    });
    check("html", "text/html", "text/html", |error| {
        matches!(error, TsaError::MediaType { .. })
    });
    check("truncated", "不完整", "truncated", |error| {
        matches!(error, Answer(TspError::Syntax { .. }))
    });
    check("time", "校准本机时钟", "set the clock", |error| {
        matches!(error, Answer(TspError::Time { .. }))
    });
}

#[test]
fn what_else_a_server_may_do_is_told_too() {
    use TsaError::Answer;
    let server = Tsa::start();
    let check = |way: &str, is_it: fn(&TsaError) -> bool| {
        let error = server.stamp(way).unwrap_err();
        assert!(is_it(&error), "{way}: {error:?}");
    };
    check("early", |error| {
        matches!(
            error,
            Answer(TspError::Certificate(TrustError::NotYetValid { .. }))
        )
    });
    check("cut", |error| matches!(error, TsaError::CutOff { .. }));
    check("long", |error| matches!(error, TsaError::TooLong));
    check("slow", |error| matches!(error, TsaError::Silence { .. }));
    check("redirect", |error| {
        matches!(error, TsaError::Status { status: 307 })
    });
    check("nowhere", |error| {
        matches!(error, TsaError::Status { status: 404 })
    });
    check("refused", |error| {
        let refused = "rejection, unacceptedPolicy, no policy [31mfor you";
        matches!(error, Answer(TspError::Refused { status }) if status == refused)
    });
}

#[test]
fn a_server_nobody_vouches_for_is_not_spoken_to() {
    let server = Tsa::start();
    let url = server.secure_url("certomancer");
    let server = Server::new(url.parse().unwrap(), Patience::default());
    let error = server.stamp(VALUE, nonce().unwrap(), &clock).unwrap_err();
    assert!(matches!(error, TsaError::Connection { .. }), "{error:?}");
    assert!(error.to_string().contains("UnknownIssuer"), "{error}");
}

#[test]
fn our_request_is_one_to_openssl() {
    let folder = folder();
    let request = chengbao::signature::tsp::Request::new(VALUE, nonce().unwrap()).unwrap();
    let mut file = std::fs::File::create(folder.path().join("request")).unwrap();
    file.write_all(request.der()).unwrap();
    let answer = ask(Command::new("openssl")
        .args(["ts", "-query", "-in", "request", "-text"])
        .current_dir(folder.path()));
    for line in [
        "Version: 1",
        "Hash Algorithm: sha256",
        "Certificate required: yes",
        "Nonce: 0x",
    ] {
        assert!(answer.contains(line), "{answer}");
    }
}
