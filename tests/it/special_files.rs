//! Pipes, devices, sockets and links where a file is expected: no command waits for one, and none follows a link that a
//! delivered file hides behind a name in its folder.

#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails there")]

use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::os::unix::net::UnixListener;
use std::path::Path;
use std::time::{Duration, Instant};

use assert_cmd::Command;
use support::keys;
use support::rooms::root;

/// No command takes longer, unless it waits.
const PATIENCE: Duration = Duration::from_secs(60);

/// A folder with a good report in it and one of each thing that is not a file; the listener keeps the socket.
struct Room {
    top: tempfile::TempDir,
    _listener: UnixListener,
}

/// What is not a file, with what it is called in messages.
const SPECIAL: [(&str, &str); 5] = [
    ("pipe", "管道"),
    ("to-pipe", "管道"),
    ("device", "设备"),
    ("socket", "套接字"),
    ("folder", "文件夹"),
];

/// What is said of it where a file in a folder names it: the device is a link that leads there.
fn named(name: &str, said: &'static str) -> &'static str {
    match name {
        "device" => "通向别的文件夹的链接",
        _ => said,
    }
}

/// What a run gave: exit status and all that was printed.
struct Ran {
    code: i32,
    text: String,
}

impl Room {
    fn new() -> Self {
        let top = tempfile::tempdir().unwrap();
        let at = |name: &str| top.path().join("in").join(name);
        std::fs::create_dir_all(at("folder")).unwrap();
        std::fs::copy(root().join("tests/cli/good.yaml"), at("good.yaml")).unwrap();
        std::fs::copy(
            root().join("examples/shili-2024-chart.png"),
            top.path().join("outside.png"),
        )
        .unwrap();
        std::fs::copy(at("good.yaml"), top.path().join("outside.yaml")).unwrap();
        let made = std::process::Command::new("mkfifo")
            .arg(at("pipe"))
            .status();
        assert!(made.unwrap().success());
        symlink("pipe", at("to-pipe")).unwrap();
        symlink("/dev/zero", at("device")).unwrap();
        let listener = UnixListener::bind(at("socket")).unwrap();
        Self {
            top,
            _listener: listener,
        }
    }

    fn folder(&self) -> std::path::PathBuf {
        self.top.path().join("in")
    }

    fn put(&self, name: &str, bytes: impl AsRef<[u8]>) {
        std::fs::write(self.folder().join(name), bytes).unwrap();
    }

    /// The good report with another line: of the preface, if it begins so.
    fn report(&self, name: &str, more: &str) {
        let good = std::fs::read_to_string(self.folder().join("good.yaml")).unwrap();
        let report = match more.strip_prefix("preface: |\n") {
            Some(line) => good.replacen("preface: |\n", &format!("preface: |\n{line}\n"), 1),
            None => format!("{more}\n{good}"),
        };
        self.put(name, report);
    }

    #[track_caller]
    fn run(&self, line: &str) -> Ran {
        let started = Instant::now();
        let output = Command::cargo_bin("chengbao")
            .unwrap()
            .current_dir(self.folder())
            .env("CHENGBAO_FONTS", root().join("fonts"))
            .args(line.split_whitespace())
            .write_stdin("")
            .timeout(PATIENCE)
            .output()
            .unwrap();
        assert!(started.elapsed() < PATIENCE, "waited: {line}");
        let text = [output.stdout, output.stderr].concat();
        Ran {
            code: output.status.code().unwrap_or(-1),
            text: String::from_utf8(text).unwrap(),
        }
    }

    /// Runs a command that must refuse what it was given, and say what it is.
    #[track_caller]
    fn refused(&self, line: &str, said: &str) {
        let Ran { code, text } = self.run(line);
        assert!(matches!(code, 1 | 2), "{line}: {code} {text}");
        assert!(text.contains(said), "{line}: {text}");
    }
}

#[test]
fn no_command_waits_for_what_a_person_named() {
    let room = Room::new();
    let key = keys::folder().join("p256.key.pem");
    let encrypted = keys::folder().join("p256.p12");
    let (key, encrypted) = (key.display(), encrypted.display());
    for (name, said) in SPECIAL {
        for line in [
            format!("check {name}"),
            format!("check --fix {name}"),
            format!("check --previous {name} good.yaml"),
            format!("check --baseline {name} good.yaml"),
            format!("check --policy {name} good.yaml"),
            format!("export {name} -o out"),
            format!("export good.yaml -o out --policy {name}"),
            format!("export good.yaml -o out --final --key {name}"),
            format!("export good.yaml -o out --final --key {key} --cert {name}"),
            format!("export good.yaml -o out --final --key {encrypted} --pass-file {name}"),
            format!("export good.yaml -o out --final --key {key} --seal {name}"),
            format!("sign {name} --as drafter --name 张三"),
            format!("sign good.yaml --as drafter --name 张三 --policy {name}"),
            format!("sign good.yaml --as drafter --name 张三 --key {name}"),
            format!("import {name} -o new.yaml"),
            format!("verify {name}"),
            format!("verify good.yaml --policy {name}"),
            format!("new --from {name} next.yaml"),
            format!("fonts {name}"),
            format!("serve --listen 127.0.0.1:0 --tokens {name} --data data"),
        ] {
            room.refused(&line, said);
        }
    }
    for (name, said) in SPECIAL.into_iter().filter(|(name, _)| *name != "folder") {
        room.refused(&format!("verify good.yaml --trust {name}"), said);
        room.refused(
            &format!("export good.yaml -o out --final --pkcs11-module ./{name} --token t"),
            said,
        );
        room.refused(
            &format!("serve --listen 127.0.0.1:0 --data data --database sqlite://{name}"),
            "not a file",
        );
    }
    assert!(!room.folder().join("out/good.pdf").exists());
}

#[test]
fn no_command_waits_for_what_has_the_name_of_a_file_in_a_folder() {
    let room = Room::new();
    for (name, said) in SPECIAL {
        let link = |target: &str| {
            let target = room.folder().join(target);
            let _ = std::fs::remove_file(&target);
            std::fs::create_dir_all(target.parent().unwrap()).unwrap();
            symlink(room.folder().join(name), target).unwrap();
        };
        link("form/form.yaml");
        room.refused("--template form check good.yaml", said);
        link("good.signoff.yaml");
        room.refused("sign good.yaml --as drafter --name 张三", named(name, said));
        std::fs::remove_file(room.folder().join("good.signoff.yaml")).unwrap();
        if name == "folder" {
            continue;
        }
        link("faces/MANIFEST.json");
        let ran = room.run("--fonts faces fonts");
        assert_eq!(ran.code, 2, "{}", ran.text);
        link("trusted/a.pem");
        room.refused("verify good.yaml --trust trusted", said);
        // What is to be overwritten.
        link("out/good.draft.pdf");
        room.refused("export good.yaml -o out", said);
        // The lock of a sign-off is a file of this program: it is never a link, wherever that leads.
        link(".good.signoff.yaml.lock");
        let ran = room.run("sign good.yaml --as drafter --name 张三");
        assert_eq!(ran.code, 2, "{}", ran.text);
        std::fs::remove_file(room.folder().join(".good.signoff.yaml.lock")).unwrap();
        assert!(!room.folder().join("good.signoff.yaml").exists());
    }
}

#[test]
fn what_a_report_names_is_a_file_of_its_folder() {
    let room = Room::new();
    let picture = |name: &str| format!("preface: |\n  ![示例图片]({name})");
    for (name, _) in SPECIAL {
        room.report("picture.yaml", &picture(name));
        room.refused("check picture.yaml", named(name, "这不是文件"));
        room.refused("export picture.yaml -o out", named(name, "这不是文件"));
    }
    for (name, said) in SPECIAL {
        room.report("last.yaml", &format!("previous: {name}"));
        let Ran { text, .. } = room.run("check last.yaml");
        assert!(text.contains(named(name, said)), "{text}");
    }
    symlink("../outside.png", room.folder().join("far.png")).unwrap();
    symlink("..", room.folder().join("up")).unwrap();
    for name in ["far.png", "up/outside.png"] {
        room.report("picture.yaml", &picture(name));
        room.refused("check picture.yaml", "通向别的文件夹的链接");
    }
    symlink("../outside.yaml", room.folder().join("far.yaml")).unwrap();
    room.report("last.yaml", "previous: far.yaml");
    let Ran { text, .. } = room.run("check last.yaml");
    assert!(text.contains("通向别的文件夹的链接"), "{text}");
    // A link that stays in the folder is like any file, and so is one that a person names.
    std::fs::copy(
        root().join("examples/shili-2024-chart.png"),
        room.folder().join("folder/a.png"),
    )
    .unwrap();
    symlink("folder/a.png", room.folder().join("near.png")).unwrap();
    room.report("picture.yaml", &picture("near.png"));
    symlink("in/picture.yaml", room.top.path().join("named.yaml")).unwrap();
    let Ran { text, .. } = room.run("check picture.yaml");
    assert!(!text.contains("near.png"), "{text}");
    symlink("../outside.yaml", room.folder().join("named.yaml")).unwrap();
    assert_eq!(room.run("check named.yaml").code, 0);
}

#[test]
fn a_sign_off_is_not_written_through_a_link_out_of_the_folder() {
    let room = Room::new();
    let outside = room.top.path().join("outside.signoff.yaml");
    std::fs::write(&outside, "kept").unwrap();
    symlink(
        "../outside.signoff.yaml",
        room.folder().join("good.signoff.yaml"),
    )
    .unwrap();
    room.refused(
        "sign good.yaml --as drafter --name 张三",
        "通向别的文件夹的链接",
    );
    assert_eq!(std::fs::read(&outside).unwrap(), b"kept");
}

#[test]
fn imported_pictures_are_not_written_through_a_link_out_of_the_folder() {
    let room = Room::new();
    std::fs::create_dir(room.folder().join("images")).unwrap();
    std::fs::copy(
        root().join("examples/shili-2024-chart.png"),
        room.folder().join("images/a.png"),
    )
    .unwrap();
    room.report("a.yaml", "preface: |\n  ![示例图片](images/a.png)");
    assert_eq!(room.run("export a.yaml -o out --to pdf").code, 0);
    for target in ["..", "../elsewhere"] {
        let new = room.folder().join(format!("new-{}", target.len()));
        std::fs::create_dir(&new).unwrap();
        std::fs::create_dir_all(room.folder().join("elsewhere")).unwrap();
        symlink(target, new.join("images")).unwrap();
        let line = format!(
            "import out/a.draft.pdf -o {}/a.yaml",
            new.file_name().unwrap().display()
        );
        room.refused(&line, "通向别的文件夹的链接");
        assert!(!new.join("a.yaml").exists());
        assert!(!room.folder().join("a.png").exists());
        assert!(!room.folder().join("elsewhere/a.png").exists());
    }
}

/// What is said about the permissions of a file that only its owner should read.
fn warned(path: &Path, mode: u32, ran: impl Fn() -> String) -> bool {
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
    let text = ran();
    let is_warned = text.contains(&format!("chmod 600 {}", path.display()));
    assert_eq!(is_warned, text.contains("其他用户能读取"), "{text}");
    is_warned
}

#[test]
fn keys_and_pass_phrases_that_others_can_read_are_pointed_out() {
    let room = Room::new();
    let at = |name: &str| room.folder().join(name);
    std::fs::copy(keys::folder().join("p256.p12"), at("key.p12")).unwrap();
    room.put("pass", "示例 pass\n");
    room.put("tokens", "甲 short\n");
    let sign = format!(
        "sign good.yaml --as drafter --name 张三 --key {} --pass-file {}",
        at("key.p12").display(),
        at("pass").display()
    );
    let serve = format!(
        "serve --listen 127.0.0.1:0 --data data --tokens {}",
        at("tokens").display()
    );
    std::fs::set_permissions(at("pass"), std::fs::Permissions::from_mode(0o600)).unwrap();
    for (name, line) in [("key.p12", &sign), ("pass", &sign), ("tokens", &serve)] {
        let ran = || room.run(line).text;
        for (mode, expected) in [(0o644, true), (0o640, true), (0o604, true), (0o600, false)] {
            assert_eq!(warned(&at(name), mode, ran), expected, "{name} {mode:o}");
        }
    }
}
