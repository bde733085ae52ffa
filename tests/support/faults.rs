//! Disks that are full, and programs whose n-th word to the system fails. It needs root, as in a
//! container, and strace; where they are not there the tests fail.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A folder on a disk of its own, so large and no larger; it ends with this value.
pub struct Disk {
    folder: tempfile::TempDir,
}

impl Disk {
    /// Of so many MiB.
    pub fn of(mebibytes: u32) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let size = format!("size={mebibytes}m,mode=0700");
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", &size, "none"]);
        let mounted = mount.arg(folder.path()).status();
        let is_mounted = mounted.is_ok_and(|status| status.success());
        assert!(
            is_mounted,
            "a disk cannot be mounted: run the tests as root"
        );
        Self { folder }
    }

    /// The folder.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Leaves no room, not for a byte.
    pub fn fill(&self) {
        let mut filler = File::options()
            .create(true)
            .append(true)
            .open(self.filler())
            .expect("a file");
        for size in [65_536, 4_096, 1] {
            while filler.write_all(&vec![0; size]).is_ok() {}
        }
    }

    /// Makes room again.
    pub fn empty(&self) {
        fs::remove_file(self.filler()).expect("the disk was filled");
    }

    fn filler(&self) -> PathBuf {
        self.path().join("filler")
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        // At once for whoever looks, and really as soon as nothing is open there.
        let _ = Command::new("umount").arg("-l").arg(self.path()).status();
    }
}

/// What writing to a disk asks of the system.
pub const WRITES: [&str; 12] = [
    "write",
    "writev",
    "pwrite64",
    "pwritev",
    "fsync",
    "fdatasync",
    "ftruncate",
    "fallocate",
    "rename",
    "renameat2",
    "linkat",
    "mkdir",
];

/// What is to become of a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It fails with that error: `ENOSPC`, `EIO`.
    Fails(&'static str),
    /// The process is killed instead of it, as `kill -9` does.
    Kills,
}

/// What became of a program.
pub struct Struck {
    /// Its output and how it ended.
    pub output: Output,
    /// Whether there was such a call; where there was none, nothing happened to it.
    pub is_struck: bool,
}

/// Runs a program; the `n`-th time (from 1) that one of its threads makes that call, it comes to its fate.
/// Each thread counts for itself. A program that waits for ten seconds, since what was refused was one of
/// its threads' waking another, is killed: it is to leave no less behind than any other.
pub fn strike(program: &Command, call: &str, n: u32, fate: Fate) -> Struck {
    let log = tempfile::NamedTempFile::new().expect("a file");
    let fate_of = match fate {
        Fate::Fails(error) => format!("error={error}"),
        Fate::Kills => "signal=KILL".to_owned(),
    };
    let inject = format!("inject={call}:{fate_of}:when={n}");
    let mut bounded = Command::new("timeout");
    bounded.args(["--signal=KILL", "10"]);
    bounded.arg(program.get_program()).args(program.get_args());
    for (name, value) in program.get_envs() {
        match value {
            Some(value) => bounded.env(name, value),
            None => bounded.env_remove(name),
        };
    }
    let mut strace = strace(
        &bounded,
        log.path(),
        &["-e", &format!("trace={call}"), "-e", &inject],
    );
    let output = strace.output().expect("strace is there");
    let told = fs::read_to_string(log.path()).expect("what strace saw");
    let refused = told.is_empty() && output.status.code().is_none_or(|code| code > 100);
    assert!(!refused, "{}", String::from_utf8_lossy(&output.stderr));
    let is_struck = told.contains("(INJECTED)") || told.contains("killed by SIGKILL");
    Struck { output, is_struck }
}

/// Those calls of a program, in their order, with the paths of the files they are about.
pub fn watch(program: &Command, calls: &[&str]) -> Vec<String> {
    let log = tempfile::NamedTempFile::new().expect("a file");
    let trace = format!("trace={}", calls.join(","));
    let mut strace = strace(program, log.path(), &["-y", "-s", "400", "-e", &trace]);
    strace.output().expect("strace is there");
    let told = fs::read_to_string(log.path()).expect("what strace saw");
    let call = |line: &str| {
        line.split_once(' ')
            .map(|(_, call)| call.trim_start().to_owned())
    };
    told.lines().filter_map(call).collect()
}

/// Over all threads and children of a program; each line of the log begins with a thread's number.
fn strace(program: &Command, log: &Path, options: &[&str]) -> Command {
    let mut strace = Command::new("strace");
    strace.args(["-f", "-qq", "-o"]).arg(log).args(options);
    strace.arg("--").arg(program.get_program());
    strace.args(program.get_args());
    for (name, value) in program.get_envs() {
        match value {
            Some(value) => strace.env(name, value),
            None => strace.env_remove(name),
        };
    }
    strace
}
