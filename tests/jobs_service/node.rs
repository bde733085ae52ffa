//! The program itself, as often as it takes, over one deployment where jobs are kept.

use std::fs::{File, read_to_string};
use std::io::{BufRead as _, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// Where jobs are kept, and how nodes on it are started.
pub struct Deployment {
    pub folder: TempDir,
    arguments: Vec<String>,
    environment: Vec<(String, String)>,
}

/// A program that runs.
pub struct Node {
    child: Child,
    pub address: SocketAddr,
}

impl Deployment {
    /// A folder of its own; leases are short.
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        Self {
            folder,
            ..Self::on(&data)
        }
    }

    /// That folder; the log is elsewhere.
    pub fn on(data: &Path) -> Self {
        let deployment = Self {
            arguments: Vec::new(),
            environment: Vec::new(),
            folder: tempfile::tempdir().unwrap(),
        };
        deployment.with(&["--lease", "1", "--data", data.to_str().unwrap()])
    }

    /// Further arguments.
    pub fn with(mut self, arguments: &[&str]) -> Self {
        self.arguments
            .extend(arguments.iter().map(ToString::to_string));
        self
    }

    /// A variable of the environment.
    pub fn knows(mut self, name: &str, value: &str) -> Self {
        self.environment.push((name.to_owned(), value.to_owned()));
        self
    }

    /// The command that starts a node.
    pub fn command(&self) -> Command {
        let fonts = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fonts");
        let mut command = Command::new(env!("CARGO_BIN_EXE_chengbao"));
        command
            .args(["serve", "--listen", "127.0.0.1:0", "--fonts"])
            .arg(fonts)
            .args(&self.arguments)
            .env_remove("CHENGBAO_DATABASE")
            .envs(self.environment.iter().cloned());
        command
    }

    /// Starts a node; none where it ends before it listens.
    pub fn try_start(&self, further: &[&str]) -> Option<Node> {
        self.start_command(self.command().args(further))
    }

    /// Starts a node by a command of that kind; none where it ends before it listens.
    pub fn start_command(&self, command: &mut Command) -> Option<Node> {
        let log = File::options()
            .create(true)
            .append(true)
            .open(self.log_file())
            .unwrap();
        let mut child = command.stdout(Stdio::piped()).stderr(log).spawn().unwrap();
        let mut line = String::new();
        let output = child.stdout.take().unwrap();
        BufReader::new(output).read_line(&mut line).unwrap();
        let address = line.trim().strip_prefix("http://").map(str::to_owned);
        let Some(address) = address else {
            child.wait().unwrap();
            return None;
        };
        Some(Node {
            child,
            address: address.parse().unwrap(),
        })
    }

    /// Starts a node.
    pub fn start(&self) -> Node {
        self.start_as(&[])
    }

    /// Starts one that only answers.
    pub fn start_answering(&self) -> Node {
        self.start_as(&["--job-threads", "0"])
    }

    fn start_as(&self, further: &[&str]) -> Node {
        self.try_start(further)
            .unwrap_or_else(|| panic!("it does not start:\n{}", self.log()))
    }

    fn log_file(&self) -> PathBuf {
        self.folder.path().join("log")
    }

    /// What all nodes logged.
    pub fn log(&self) -> String {
        read_to_string(self.log_file()).unwrap_or_default()
    }
}

impl Node {
    /// Its process.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// `kill -9`, and gone when it returns.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// `kill -9` of a program under another, the other first.
    pub fn kill_all(self) {
        let own = self.child.id().to_string();
        let below = Command::new("pgrep").args(["-P", &own]).output().unwrap();
        let below = String::from_utf8(below.stdout).unwrap();
        for id in below.split_whitespace() {
            let told = Command::new("kill").args(["-KILL", id]).status();
            assert!(told.unwrap().success());
        }
        self.kill();
    }

    /// Tells it to end, as the system does.
    pub fn terminate(&self) {
        let id = self.child.id().to_string();
        let told = Command::new("kill").args(["-TERM", &id]).status();
        assert!(told.unwrap().success());
    }

    /// Whether it has ended.
    pub fn has_ended(&mut self) -> bool {
        self.child.try_wait().unwrap().is_some()
    }

    /// Waits for its end.
    pub fn ended(mut self, most: Duration) -> ExitStatus {
        let since = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status;
            }
            assert!(since.elapsed() < most, "it has not ended after {most:?}");
            sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
