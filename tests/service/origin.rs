//! A service without tokens and the web: foreign pages and foreign names get nothing; programs, links and
//! the service's own page do. Bodies of the kinds that a foreign form can send are refused.

use chengbao::server::Limits;

use crate::client::{Answer, ask};
use crate::routes::example;
use crate::server::Own;

fn check(server: &Own, headers: &[(&str, &str)]) -> Answer {
    let mut all = vec![("Content-Type", "application/yaml")];
    all.extend(headers);
    ask(
        server.address,
        "POST",
        "/v1/check",
        &all,
        example().as_bytes(),
    )
}

#[test]
fn a_foreign_page_or_name_is_refused_on_every_route() {
    let server = Own::start();
    let own = format!("http://localhost:{}", server.address.port());
    for path in [
        "/",
        "/page/start.js",
        "/v1/forms",
        "/metrics",
        "/openapi.json",
        "/nothing",
    ] {
        for header in [
            ("Origin", "https://evil.example"),
            ("Sec-Fetch-Site", "cross-site"),
        ] {
            let answer = ask(server.address, "GET", path, &[header], b"");
            answer.is_problem(403, "origin");
            assert_eq!(answer.header("access-control-allow-origin"), "");
        }
    }
    check(&server, &[("Origin", "https://evil.example")]).is_problem(403, "origin");
    assert_eq!(check(&server, &[]).status, 200);
    let same = [
        ("Origin", "http://localhost"),
        ("Sec-Fetch-Site", "same-origin"),
    ];
    assert_eq!(check(&server, &same).status, 200);
    check(&server, &[("Origin", own.as_str())]).is_problem(403, "origin");
}

#[test]
fn with_tokens_the_token_decides() {
    let server = Own::with(Limits::default(), "office 0123456789abcdef0123456789abcdef");
    check(&server, &[("Origin", "https://evil.example")]).is_problem(401, "unauthorized");
    let token = ("Authorization", "Bearer 0123456789abcdef0123456789abcdef");
    assert_eq!(check(&server, &[token]).status, 200);
}

#[test]
fn bodies_that_a_foreign_form_can_send_are_refused() {
    let server = Own::start();
    let import = |headers: &[(&str, &str)]| {
        ask(
            server.address,
            "POST",
            "/v1/import",
            headers,
            example().as_bytes(),
        )
    };
    for media_type in [
        "application/x-www-form-urlencoded",
        "text/plain; charset=utf-8",
        "multipart/form-data",
    ] {
        import(&[("Content-Type", media_type)]).is_problem(415, "media-type");
    }
    for media_type in ["application/octet-stream", "application/yaml"] {
        assert_eq!(import(&[("Content-Type", media_type)]).status, 200);
    }
    assert_eq!(import(&[]).status, 200);
}

#[test]
fn every_answer_says_what_a_browser_may_do_with_it() {
    let server = Own::start();
    let post = |accept: &str| {
        let headers = [("Content-Type", "application/yaml"), ("Accept", accept)];
        ask(
            server.address,
            "POST",
            "/v1/reports",
            &headers,
            example().as_bytes(),
        )
    };
    let policy = "content-security-policy";
    let html = post("text/html");
    assert_eq!(html.status, 200);
    assert!(
        html.header(policy)
            .starts_with("sandbox; default-src 'none'")
    );
    assert!(
        post("application/pdf")
            .header(policy)
            .contains("frame-ancestors 'none'")
    );
    for path in ["/v1/forms", "/nothing", "/livez"] {
        let answer = ask(server.address, "GET", path, &[], b"");
        assert!(
            answer.header(policy).starts_with("default-src 'none'"),
            "{path}"
        );
    }
}
