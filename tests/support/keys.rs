//! Every key of the tests from every source an office may have it in: PEM, encrypted PEM, PKCS #12 new
//! and old, and a token (SoftHSM).
//!
//! ```ignore
//! #[test]
//! fn matrix() {
//!     keys::with_token(|token| {
//!         for source in keys::sources(Some(token)) {
//!             let signer = source.open();        // in this process
//!             command.args(source.arguments());  // or by the program
//!         }
//!     });
//! }
//! ```

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use chengbao::signature::keys::{
    KeyError, Kinds, PassPhrase, Signer, TokenKey, WhichKey, open, open_token,
};
use cryptoki::context::{CInitializeArgs, CInitializeFlags, Pkcs11};
use cryptoki::object::{Attribute, CertificateType, ObjectClass};
use cryptoki::session::UserType;
use cryptoki::types::AuthPin;
use zeroize::Zeroizing;

/// The kinds of keys there are, as their files in `tests/data/signing` are called.
pub const KINDS: [&str; 5] = ["rsa2048", "rsa3072", "rsa4096", "p256", "p384"];

/// Pass phrase of every encrypted file.
pub const PASS: &str = "示例 pass";

/// PIN of the token.
pub const PIN: &str = "2468";

/// Where Debian and others put SoftHSM's library.
const MODULES: [&str; 4] = [
    "/usr/lib/softhsm/libsofthsm2.so",
    "/usr/lib64/softhsm/libsofthsm2.so",
    "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
    "/usr/local/lib/softhsm/libsofthsm2.so",
];

/// Says in the environment of a test that a token was made for it.
const MADE: &str = "CHENGBAO_TEST_TOKEN";

/// The folder of the tests' keys.
pub fn folder() -> PathBuf {
    super::rooms::root().join("tests/data/signing")
}

/// A file of the tests' keys.
pub fn file(name: &str) -> Vec<u8> {
    std::fs::read(folder().join(name)).unwrap()
}

/// A pass phrase.
pub fn pass(text: &str) -> PassPhrase {
    PassPhrase::new(Zeroizing::new(text.to_owned()))
}

/// A token that has all the keys with their certificates and that of the authority.
#[derive(Clone)]
pub struct Token {
    /// SoftHSM's library.
    pub module: PathBuf,
    /// Its label.
    pub label: String,
}

/// Where a key is.
enum Place {
    File {
        key: String,
        cert: Option<String>,
        encrypted: bool,
    },
    Token(Token),
}

/// A key in one place.
pub struct Source {
    /// What the key is, one of [`KINDS`].
    pub kind: &'static str,
    /// Kind and place, for messages and file names: `p256-pkcs12`.
    pub name: String,
    place: Place,
}

impl Source {
    /// Opens it.
    pub fn open(&self) -> Box<dyn Signer> {
        let signer = match &self.place {
            Place::File { key, cert, .. } => {
                let cert = cert.as_ref().map(|cert| file(cert));
                open::<KeyError>(&file(key), cert.as_deref(), Kinds::Proven, &mut || {
                    Ok(pass(PASS))
                })
            }
            Place::Token(token) => token.open(&WhichKey::Label(self.kind.to_owned()), PIN),
        };
        signer.unwrap_or_else(|error| panic!("{}: {error}", self.name))
    }

    /// The flags that name it to the program; pass phrase and PIN are in files in `scratch`, which are
    /// written. SoftHSM finds its token by the environment, which children inherit.
    pub fn arguments(&self, scratch: &Path) -> Vec<String> {
        let secret = |name: &str, text: &str| {
            let path = scratch.join(name);
            std::fs::write(&path, format!("{text}\n")).unwrap();
            path.display().to_string()
        };
        let at = |name: &str| folder().join(name).display().to_string();
        let mut words = Vec::new();
        let mut flag = |name: &str, value: String| words.extend([name.to_owned(), value]);
        match &self.place {
            Place::File {
                key,
                cert,
                encrypted,
            } => {
                flag("--key", at(key));
                if let Some(cert) = cert {
                    flag("--cert", at(cert));
                }
                if *encrypted {
                    flag("--pass-file", secret("pass.txt", PASS));
                }
            }
            Place::Token(token) => {
                flag("--pkcs11-module", token.module.display().to_string());
                flag("--token", token.label.clone());
                flag("--key-label", self.kind.to_owned());
                flag("--pass-file", secret("pin.txt", PIN));
            }
        }
        words
    }
}

/// Every kind of key in every kind of file, and in the token where there is one.
pub fn sources(token: Option<&Token>) -> Vec<Source> {
    let mut sources = Vec::new();
    for kind in KINDS {
        let mut add = |place_name: &str, place| {
            sources.push(Source {
                kind,
                name: format!("{kind}-{place_name}"),
                place,
            });
        };
        for (name, end, has_cert) in [
            ("pem", "key.pem", false),
            ("encrypted-pem", "encrypted.pem", false),
            ("pkcs12", "p12", true),
            ("legacy-pkcs12", "legacy.p12", true),
        ] {
            let place = Place::File {
                key: format!("{kind}.{end}"),
                cert: (!has_cert).then(|| format!("{kind}.chain.pem")),
                encrypted: name != "pem",
            };
            add(name, place);
        }
        if let Some(token) = token {
            add("pkcs11", Place::Token(token.clone()));
        }
    }
    sources
}

impl Token {
    /// Opens one of its keys.
    pub fn open(&self, key: &WhichKey, pin: &str) -> Result<Box<dyn Signer>, KeyError> {
        let place = TokenKey {
            module: &self.module,
            token: &self.label,
            key,
        };
        open_token(place, None, &mut || Ok(pass(pin)))
    }

    /// Puts the certificates in, which `softhsm2-util` does not do.
    fn fill(&self) {
        let library = Pkcs11::new(&self.module).unwrap();
        let args = CInitializeArgs::new(CInitializeFlags::OS_LOCKING_OK);
        library.initialize(args).unwrap();
        let mut slots = library.get_slots_with_token().unwrap().into_iter();
        let is_ours = |slot: &_| library.get_token_info(*slot).unwrap().label() == self.label;
        let slot = slots.find(is_ours).expect("the token");
        let session = library.open_rw_session(slot).unwrap();
        let pin = AuthPin::new(PIN.into());
        session.login(UserType::User, Some(&pin)).unwrap();
        let names = KINDS.iter().map(|kind| (*kind, id(kind)));
        for (name, id) in names.chain([("authority", vec![0xca])]) {
            let pem = String::from_utf8(file(&format!("{name}.cert.pem"))).unwrap();
            let (_, der) = der::Document::from_pem(&pem).unwrap();
            session
                .create_object(&[
                    Attribute::Class(ObjectClass::CERTIFICATE),
                    Attribute::CertificateType(CertificateType::X_509),
                    Attribute::Token(true),
                    Attribute::Private(false),
                    Attribute::Label(name.into()),
                    Attribute::Id(id),
                    Attribute::Subject(b"\x30\x00".to_vec()),
                    Attribute::Value(der.into_vec()),
                ])
                .unwrap();
        }
    }
}

/// `CKA_ID` of a kind of key.
pub fn id(kind: &str) -> Vec<u8> {
    let at = KINDS.iter().position(|known| *known == kind).unwrap();
    vec![0xa0 + u8::try_from(at).unwrap()]
}

/// Runs a test, the one whose thread this is, with a token in a folder of its own. SoftHSM finds a token by
/// `SOFTHSM2_CONF` only, and an environment cannot be changed while threads run; so the test starts
/// itself anew with it.
pub fn with_token(test: impl FnOnce(&Token)) {
    let module = MODULES.into_iter().find(|path| Path::new(path).exists());
    let token = Token {
        module: module.expect("SoftHSM; tests/run installs it").into(),
        label: "呈报 office".to_owned(),
    };
    if std::env::var_os(MADE).is_some() {
        token.fill();
        return test(&token);
    }
    let folder = tempfile::tempdir().unwrap();
    let conf = folder.path().join("softhsm2.conf");
    let tokens = folder.path().join("tokens");
    std::fs::create_dir(&tokens).unwrap();
    let tokens = tokens.display();
    std::fs::write(
        &conf,
        format!("directories.tokendir = {tokens}\nlog.level = ERROR\n"),
    )
    .unwrap();
    let softhsm = |arguments: &[&str]| {
        let mut command = Command::new("softhsm2-util");
        let command = command.env("SOFTHSM2_CONF", &conf).args(arguments);
        let output = command
            .output()
            .expect("softhsm2-util; tests/run installs it");
        assert!(output.status.success(), "{command:?}: {output:?}");
    };
    let label = &*token.label;
    let new = [
        "--init-token",
        "--free",
        "--label",
        label,
        "--so-pin",
        "1357",
        "--pin",
        PIN,
    ];
    softhsm(&new);
    for kind in KINDS {
        let path = self::folder().join(format!("{kind}.key.pem"));
        let path = path.to_str().unwrap();
        let id = format!("{:02x}", id(kind)[0]);
        let key = ["--import", path, "--label", kind, "--id", &id];
        softhsm(&[&key[..], &["--token", label, "--pin", PIN]].concat());
    }
    let thread = std::thread::current();
    let name = thread
        .name()
        .expect("tests run in threads named after them");
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", name, "--nocapture", "--include-ignored"])
        .env("SOFTHSM2_CONF", &conf)
        .env(MADE, "1")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    std::io::stderr().write_all(&output.stderr).unwrap();
    // A name that fits no test would run none, and pass.
    assert!(
        output.status.success() && said.contains("1 passed"),
        "{said}"
    );
}
