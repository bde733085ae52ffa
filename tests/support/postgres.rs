//! A PostgreSQL of our own: started for the tests, alone with them on a socket, gone after them.
//!
//! Debian's package `postgresql` has the programs; no service needs to run. It syncs to the disk as it
//! would anywhere. It stops when its [`Postgres`] is dropped, and when the process of the tests ends,
//! however it does: a shell waits beside the server for the end of its own input.

use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

/// $1 is the folder of the programs. Says the folder of its socket once it answers.
const SERVE: &str = r#"
set -eu
trap '' INT TERM HUP
folder=$(mktemp -d /tmp/postgres.XXXXXX)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
"$1/initdb" -D "$folder/data" -U postgres --auth=trust --encoding=UTF8 --locale=C.UTF-8 >log 2>&1 ||
    { cat log >&2; exit 1; }
"$1/postgres" -D "$folder/data" -k "$folder" -c listen_addresses= -c max_connections=300 >log 2>&1 &
server=$!
until "$1/pg_isready" -q -h "$folder"; do
    kill -0 $server 2>/dev/null || { cat log >&2; exit 1; }
    sleep 0.1
done
printf '%s\n' "$folder"
cat >/dev/null
kill -INT $server 2>/dev/null || true
wait $server || true
"#;

/// A server that runs.
#[derive(Debug)]
pub struct Postgres {
    programs: PathBuf,
    folder: String,
    databases: AtomicU32,
    shell: Child,
    /// Closed, it stops the server.
    input: Option<ChildStdin>,
}

impl Postgres {
    /// Starts one.
    ///
    /// # Panics
    /// Where there is no PostgreSQL: `tests/judges/install` installs it.
    #[must_use]
    pub fn start() -> Self {
        let programs = programs();
        // The server refuses to run as root; Debian's package comes with a user for it.
        let is_root = Command::new("id")
            .arg("-u")
            .output()
            .is_ok_and(|id| id.stdout == b"0\n");
        let mut command = Command::new(if is_root { "setpriv" } else { "sh" });
        if is_root {
            command.args([
                "--reuid=postgres",
                "--regid=postgres",
                "--init-groups",
                "sh",
            ]);
        }
        let mut shell = command
            .args(["-c", SERVE, "sh"])
            .arg(&programs)
            .current_dir("/")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("a shell");
        let input = shell.stdin.take();
        let mut folder = String::new();
        let mut output = BufReader::new(shell.stdout.take().expect("its output"));
        output.read_line(&mut folder).expect("where it listens");
        let folder = folder.trim_end().to_owned();
        assert!(
            !folder.is_empty(),
            "PostgreSQL does not start; what it said is above"
        );
        Self {
            programs,
            folder,
            databases: AtomicU32::new(0),
            shell,
            input,
        }
    }

    /// The one of this process, started when it is first asked for.
    pub fn shared() -> &'static Self {
        static SHARED: OnceLock<Postgres> = OnceLock::new();
        SHARED.get_or_init(Self::start)
    }

    /// The address of a database nobody else has, `postgres://…`.
    #[must_use]
    pub fn database(&self) -> String {
        let name = format!("d{}", self.databases.fetch_add(1, Ordering::Relaxed));
        let made = Command::new(self.programs.join("createdb"))
            .args(["-h", &self.folder, "-U", "postgres", &name])
            .status();
        assert!(made.is_ok_and(|status| status.success()), "createdb {name}");
        format!("postgres://postgres@localhost/{name}?host={}", self.folder)
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        drop(self.input.take());
        let _ = self.shell.wait();
    }
}

/// The programs of the latest version that is installed.
fn programs() -> PathBuf {
    let versions = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten();
    let version = |path: &PathBuf| path.file_name()?.to_str()?.parse::<u32>().ok();
    let latest = versions.map(|entry| entry.path()).max_by_key(version);
    let programs = latest.map(|path| path.join("bin")).unwrap_or_default();
    assert!(
        programs.join("initdb").exists(),
        "no PostgreSQL here: run tests/judges/install"
    );
    programs
}
