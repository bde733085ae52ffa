//! One request on one connection, written out so that it can be wrong on purpose.

use std::io::{BufRead, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use serde_json::Value;

/// An answer.
pub(crate) struct Answer {
    pub(crate) status: u16,
    headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    /// A header's value; empty where there is none.
    pub(crate) fn header(&self, name: &str) -> &str {
        let found = self.headers.iter().find(|(known, _)| known == name);
        found.map_or("", |(_, value)| value)
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    /// Asserts that it is a problem of that kind, told as RFC 9457 has it.
    pub(crate) fn is_problem(&self, status: u16, kind: &str) {
        assert_eq!(self.status, status, "{}", self.text());
        assert_eq!(self.header("content-type"), "application/problem+json");
        let body = self.json();
        assert_eq!(body["type"], format!("urn:chengbao:problem:{kind}"));
        assert_eq!(body["status"], status);
        assert!(body["title"].is_string() && body["detail"].is_string());
    }
}

/// Opens a connection; an answer takes no longer than a minute.
pub(crate) fn connect(address: SocketAddr) -> TcpStream {
    let stream = TcpStream::connect(address).unwrap();
    let minute = Some(Duration::from_secs(60));
    stream.set_read_timeout(minute).unwrap();
    stream
}

/// The head of a request that says how long its body is.
pub(crate) fn head(method: &str, path: &str, headers: &[(&str, &str)], length: usize) -> String {
    let mut head = format!("{method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n");
    for (name, value) in headers {
        head += &format!("{name}: {value}\r\n");
    }
    head + &format!("Content-Length: {length}\r\n\r\n")
}

/// Reads the answer to the end of the connection.
pub(crate) fn answer(stream: TcpStream) -> Answer {
    let mut stream = BufReader::new(stream);
    let mut answer = read_head(&mut stream);
    stream.read_to_end(&mut answer.body).unwrap();
    answer
}

/// Reads one of several answers.
pub(crate) fn next(stream: &mut impl BufRead) -> Answer {
    let mut answer = read_head(stream);
    let length = answer.header("content-length").parse().unwrap_or(0);
    answer.body.resize(length, 0);
    stream.read_exact(&mut answer.body).unwrap();
    answer
}

/// Reads the head of an answer.
pub(crate) fn read_head(stream: &mut impl BufRead) -> Answer {
    let mut line = || {
        let mut line = String::new();
        let count = stream.read_line(&mut line).unwrap();
        assert!(count > 0, "the answer has no end");
        line.trim_end().to_owned()
    };
    let status = line();
    let status = status.split(' ').nth(1).unwrap().parse().unwrap();
    let mut headers = Vec::new();
    loop {
        let line = line();
        let Some((name, value)) = line.split_once(':') else {
            assert_eq!(line, "");
            break;
        };
        headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
    }
    Answer {
        status,
        headers,
        body: Vec::new(),
    }
}

/// Asks and reads the answer.
pub(crate) fn ask(
    address: SocketAddr,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: &[u8],
) -> Answer {
    let mut stream = connect(address);
    let head = head(method, path, headers, body.len());
    stream.write_all(head.as_bytes()).unwrap();
    stream.write_all(body).unwrap();
    answer(stream)
}

pub(crate) fn get(address: SocketAddr, path: &str) -> Answer {
    ask(address, "GET", path, &[], b"")
}

/// Posts a report file; `accept` says what is wanted.
pub(crate) fn post(address: SocketAddr, path: &str, accept: &str, yaml: &str) -> Answer {
    let headers = [("Content-Type", "application/yaml"), ("Accept", accept)];
    ask(address, "POST", path, &headers, yaml.as_bytes())
}

/// Posts a form of several parts: name, file name, bytes.
pub(crate) fn post_parts(
    address: SocketAddr,
    path: &str,
    accept: &str,
    parts: &[(&str, &str, &[u8])],
) -> Answer {
    let mut body = Vec::new();
    for (name, file, bytes) in parts {
        let head = format!(
            "--limit\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"{file}\"\r\n\r\n"
        );
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(b"--limit--\r\n");
    let media_type = "multipart/form-data; boundary=limit";
    let headers = [("Content-Type", media_type), ("Accept", accept)];
    ask(address, "POST", path, &headers, &body)
}
