//! The OpenAPI document and the server are of one mind.

use std::collections::BTreeSet;

use chengbao::server::Limits;
use serde_json::Value;

use crate::batches::zip;
use crate::client::{Answer, ask, get};
use crate::jobs::{done, later};
use crate::routes::example;
use crate::server::Own;
use support::rooms::root;

const TOKEN: (&str, &str) = ("Authorization", "Bearer 0123456789abcdef0123456789abcdef");

/// What there is on a server.
struct There {
    job: String,
    output: String,
}

/// A server that asks for a token, its document, and a job it has done.
fn start() -> (Own, Value, There) {
    let server = Own::with(Limits::default(), "a 0123456789abcdef0123456789abcdef");
    let at = server.address;
    let document = get(at, "/openapi.json").json();
    let accepted = later(at, "", &[TOKEN], &example());
    let job = done(at, &accepted, &[TOKEN]);
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let there = There {
        job: text(&job["id"]),
        output: text(&job["items"][0]["outputs"][0]["sha256"]),
    };
    (server, document, there)
}

/// Path, method and what the document says of each operation.
fn operations(document: &Value) -> Vec<(&str, &str, &Value)> {
    let paths = document["paths"].as_object().unwrap().iter();
    paths
        .flat_map(|(path, methods)| {
            let methods = methods.as_object().unwrap().iter();
            methods.map(move |(method, operation)| (path.as_str(), method.as_str(), operation))
        })
        .collect()
}

/// The path with something there is in its places.
fn filled(path: &str, there: &There) -> String {
    let id = match path.starts_with("/v1/jobs/") {
        true => there.job.as_str(),
        false => "zfxxgk-2021",
    };
    path.replace("{id}", id)
        .replace("{code}", "CB201")
        .replace("{sha256}", &there.output)
}

/// A body that is taken there, and its media type.
fn body(path: &str, operation: &Value) -> (&'static str, Vec<u8>) {
    let shown = &operation["requestBody"]["content"]["application/json"]["example"];
    match path {
        _ if !shown.is_null() => (
            "application/json",
            shown
                .to_string()
                .replace("{id}", "zfxxgk-2021")
                .into_bytes(),
        ),
        "/v1/batches" => ("application/zip", zip(&[("a.yaml", example().as_bytes())])),
        _ => ("application/yaml", example().into_bytes()),
    }
}

/// Asserts that the document tells of an answer: its status, and its media type there.
fn is_told(path: &str, operation: &Value, answer: &Answer) {
    let status = answer.status.to_string();
    let range = format!("{}XX", &status[..1]);
    let responses = operation["responses"].as_object().unwrap();
    let told = responses.get(&status).or(responses.get(&range));
    let told = told.unwrap_or_else(|| panic!("{path}: {status} {}", answer.text()));
    let media_type = answer.header("content-type").split(';').next().unwrap();
    let content = told["content"].as_object().unwrap();
    assert!(
        content.contains_key(media_type),
        "{path}: {status} {media_type}"
    );
    for (name, _) in told["headers"].as_object().into_iter().flatten() {
        let name = name.to_ascii_lowercase();
        // It is told of pictures alone (`pages.rs`).
        let is_due = name != "page-count" || media_type == "image/png";
        let is_there = !answer.header(&name).is_empty();
        assert_eq!(is_there, is_due, "{path}: {status} {name}");
    }
}

#[test]
fn every_operation_of_the_document_answers_as_it_says() {
    let (server, document, there) = start();
    assert_eq!(document["openapi"], "3.1.0");
    let own: Value = serde_json::from_str(&chengbao::server::openapi()).unwrap();
    assert_eq!(document, own);
    let operations = operations(&document);
    for &(path, method, operation) in &operations {
        let method = method.to_ascii_uppercase();
        let (media_type, mut body) = body(path, operation);
        if method == "GET" {
            body.clear();
        }
        let headers = [("Content-Type", media_type), TOKEN];
        let path = filled(path, &there);
        let answer = ask(server.address, &method, &path, &headers, &body);
        assert!(
            matches!(answer.status, 200 | 202),
            "{path}: {}",
            answer.text()
        );
        is_told(&path, operation, &answer);
        let is_closed = operation["security"].is_array();
        assert_eq!(is_closed, path.starts_with("/v1/"), "{path}");
    }
    // A route that is added by hand is in no document: there are none but those of the page.
    let code = std::fs::read_to_string(root().join("crates/service/src/server/api.rs")).unwrap();
    assert_eq!(operations.len(), code.matches("routes!(").count());
    let by_hand = code.matches(".route(").count();
    assert_eq!(by_hand, code.matches(", get(page::").count());
    assert!(!code.contains(".nest"));
}

#[test]
fn every_refusal_of_an_operation_is_in_the_document() {
    let (server, document, there) = start();
    let yaml = ("Content-Type", "application/yaml");
    let mut refused = BTreeSet::new();
    for (path, method, operation) in operations(&document) {
        let method = method.to_ascii_uppercase();
        let mut try_with = |path: &str, headers: &[(&str, &str)], body: &[u8]| {
            let answer = ask(server.address, &method, path, headers, body);
            is_told(path, operation, &answer);
            if answer.status >= 400 {
                answer.is_problem(
                    answer.status,
                    answer.json()["type"]
                        .as_str()
                        .unwrap()
                        .rsplit(':')
                        .next()
                        .unwrap(),
                );
                refused.insert(answer.status);
            }
            answer.status
        };
        let right = filled(path, &there);
        let without = try_with(&right, &[yaml], b"");
        assert_eq!(without == 401, path.starts_with("/v1/"), "{path}");
        if path.contains('{') {
            let wrong = path
                .replace("{id}", "%ff")
                .replace("{code}", "%ff")
                .replace("{sha256}", "%ff");
            assert_eq!(try_with(&wrong, &[yaml, TOKEN], b"x"), 404, "{path}");
        }
        if method == "POST" {
            for headers in [
                vec![TOKEN],
                vec![TOKEN, ("Content-Type", "text/csv")],
                vec![TOKEN, ("Content-Type", "multipart/form-data")],
                vec![TOKEN, yaml, ("Accept", "image/webp")],
                vec![TOKEN, yaml, ("Expect", "x")],
            ] {
                try_with(&right, &headers, b"{");
            }
            try_with(&format!("{right}?none=1"), &[TOKEN, yaml], b"{");
            try_with(&right, &[TOKEN, yaml], &vec![b'#'; (8 << 20) + 1]);
        }
    }
    for status in [400, 401, 404, 406, 413, 415, 422] {
        assert!(refused.contains(&status), "{status}: {refused:?}");
    }
}

#[test]
fn every_route_has_its_methods_and_no_other() {
    let (server, document, there) = start();
    for (path, methods) in document["paths"].as_object().unwrap() {
        let known = |method: &str| match method {
            "HEAD" => methods.get("get").is_some(),
            method => methods.get(method.to_ascii_lowercase()).is_some(),
        };
        for method in [
            "GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "TRACE", "OPTIONS", "X",
        ] {
            let headers = [TOKEN, ("Content-Type", "application/yaml")];
            let answer = ask(server.address, method, &filled(path, &there), &headers, b"");
            assert_eq!(answer.status == 405, !known(method), "{method} {path}");
            if answer.status == 405 {
                if method != "HEAD" {
                    answer.is_problem(405, "method");
                }
                let allowed: Vec<&str> = answer.header("allow").split(',').map(str::trim).collect();
                assert!(!allowed.is_empty() && allowed.iter().all(|method| known(method)));
                assert!(!known("GET") || allowed.contains(&"GET") && allowed.contains(&"HEAD"));
                assert!(
                    !known("POST") || allowed.contains(&"POST"),
                    "{path}: {allowed:?}"
                );
            }
        }
        if known("GET") {
            let [get, head] = ["GET", "HEAD"]
                .map(|method| ask(server.address, method, &filled(path, &there), &[TOKEN], b""));
            assert_eq!((get.status, head.status), (200, 200), "{path}");
            assert!(!get.body.is_empty() && head.body.is_empty(), "{path}");
            assert_eq!(get.header("content-type"), head.header("content-type"));
        }
    }
}

#[test]
fn everything_the_document_refers_to_is_in_it() {
    let document: Value = serde_json::from_str(&chengbao::server::openapi()).unwrap();
    let text = document.to_string();
    let start = "#/components/schemas/";
    let named = text
        .split(start)
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap());
    let named: BTreeSet<&str> = named.collect();
    assert!(named.len() > 5, "{named:?}");
    for name in named {
        assert!(
            document["components"]["schemas"][name].is_object(),
            "{name}"
        );
    }
}
