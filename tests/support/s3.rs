//! A real server that speaks S3, for tests: moto's, of the judges.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};

/// The key that signs in, which no message may tell.
pub const KEY: &str = "AKIDOFTHETESTS";
/// Its secret, likewise.
pub const SECRET: &str = "secret-of-the-tests";
const BUCKET: &str = "chengbao-tests";

/// The server; it ends with this value, and all it keeps with it.
pub struct S3 {
    child: Child,
    port: u16,
}

impl S3 {
    /// Starts it, with one empty bucket.
    pub fn start() -> Self {
        let root = super::rooms::root();
        let mut child = Command::new(root.join("target/judges/venv/bin/python"))
            .arg(root.join("tests/judges/s3.py"))
            .arg(BUCKET)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the judges are there: tests/judges/install");
        let mut line = String::new();
        let output = child.stdout.take().expect("its output");
        BufReader::new(output).read_line(&mut line).expect("a line");
        let port = line.trim().parse().expect("the port of the S3 server");
        Self { child, port }
    }

    /// The address of a store in the bucket.
    pub fn address(&self, prefix: &str) -> String {
        format!("s3://{BUCKET}/{prefix}")
    }

    /// The environment in which that address is reached.
    pub fn environment(&self) -> Vec<(String, String)> {
        let endpoint = format!("http://127.0.0.1:{}", self.port);
        let environment = [
            ("AWS_ENDPOINT_URL", endpoint.as_str()),
            ("AWS_ALLOW_HTTP", "true"),
            ("AWS_REGION", "us-east-1"),
            ("AWS_ACCESS_KEY_ID", KEY),
            ("AWS_SECRET_ACCESS_KEY", SECRET),
        ];
        let owned = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
        environment.into_iter().map(owned).collect()
    }
}

impl Drop for S3 {
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        let _ = self.child.wait();
    }
}
