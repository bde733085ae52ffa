//! Where a request was sent and where it comes from. A service without access tokens trusts the machine it runs
//! on, but a web page opened there could use it too: by a request across origins, or under a name of its own that
//! leads to this machine (DNS rebinding). It never reads a body.

use std::net::SocketAddr;

use axum::extract::Request;
use axum::http::header::{HOST, HeaderName, ORIGIN};
use axum::http::uri::Authority;
use axum::http::{HeaderValue, Method};

use chengbao_base::text::{Bilingual, Text};

/// The headers by which browsers say where a request comes from (Fetch Metadata, W3C).
const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");
const SEC_FETCH_MODE: HeaderName = HeaderName::from_static("sec-fetch-mode");
const SEC_FETCH_DEST: HeaderName = HeaderName::from_static("sec-fetch-dest");

/// Which names the service answers to, and which other origins may use it.
#[derive(Debug, Clone, Default)]
pub struct Origins {
    hosts: Vec<String>,
    origins: Vec<String>,
}

/// A name or an origin that cannot be one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum OriginError {
    /// A name for `Host`.
    #[error(
        "`{0}` is not a host name; give it without scheme, port or path, such as report.example.cn"
    )]
    Host(String),
    /// An origin.
    #[error(
        "`{0}` is not an origin; give scheme, host and port only, such as https://oa.example.cn"
    )]
    Origin(String),
}

impl Bilingual for OriginError {
    fn text(&self) -> Text {
        let zh = match self {
            Self::Host(name) => {
                format!(
                    "“{name}”不是主机名；请只写主机名，不写协议、端口和路径，如 report.example.cn"
                )
            }
            Self::Origin(origin) => {
                format!("“{origin}”不是来源；请只写协议、主机名和端口，如 https://oa.example.cn")
            }
        };
        Text::new(zh, self.to_string())
    }
}

impl Origins {
    /// `hosts` are names the service is reached under, in addition to its address and `localhost`;
    /// `origins` are pages of other origins that may use it.
    ///
    /// # Errors
    /// [`OriginError`] for the first that is not one.
    pub fn new(hosts: &[String], origins: &[String]) -> Result<Self, OriginError> {
        let host = |name: &String| {
            let authority: Option<Authority> = name.parse().ok();
            authority
                .filter(|authority| authority.host() == name)
                .map(|_| name.to_ascii_lowercase())
                .ok_or_else(|| OriginError::Host(name.clone()))
        };
        let origin = |origin: &String| {
            let lower = origin.to_ascii_lowercase();
            authority_of(&lower)
                .filter(|authority| !authority.as_str().contains('@'))
                .ok_or_else(|| OriginError::Origin(origin.clone()))?;
            Ok(lower)
        };
        Ok(Self {
            hosts: hosts.iter().map(host).collect::<Result<_, _>>()?,
            origins: origins.iter().map(origin).collect::<Result<_, _>>()?,
        })
    }

    /// Whether a request was sent to this service by a name of its own. The port is not compared: it differs
    /// behind a forwarded port, and a foreign name is foreign on every port.
    fn answers_to(&self, host: &Authority, address: SocketAddr) -> bool {
        let name = host.host().to_ascii_lowercase();
        let ip = address.ip();
        let own = match ip.is_ipv6() {
            true => format!("[{ip}]"),
            false => ip.to_string(),
        };
        name == "localhost" || name == own || self.hosts.contains(&name)
    }

    /// Whether any other origin may use the service.
    pub(super) fn is_any_allowed(&self) -> bool {
        !self.origins.is_empty()
    }

    fn allows(&self, origin: &str) -> bool {
        self.origins.contains(&origin.to_ascii_lowercase())
    }
}

/// The authority of an origin: `scheme://host[:port]`, and nothing else.
fn authority_of(origin: &str) -> Option<Authority> {
    let rest = origin
        .strip_prefix("https://")
        .or_else(|| origin.strip_prefix("http://"))?;
    rest.parse().ok()
}

/// What a request says about where it was sent and where it comes from.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Came {
    /// From this service's own page, from a program, or by a link that a person followed.
    Own,
    /// From a page of an origin that is allowed.
    Allowed(HeaderValue),
    /// Under a name that is not the service's.
    WrongHost,
    /// From a page of another origin.
    Foreign,
}

/// The one authority of a request: of its target in absolute form (RFC 9112 §3.2.2), else of `Host`.
fn authority(request: &Request) -> Option<Authority> {
    if let Some(authority) = request.uri().authority() {
        return Some(authority.clone());
    }
    let mut hosts = request.headers().get_all(HOST).iter();
    let host = hosts.next()?;
    if hosts.next().is_some() {
        return None;
    }
    host.to_str().ok()?.parse().ok()
}

/// Where a request came from.
pub(super) fn came(request: &Request, origins: &Origins, address: SocketAddr) -> Came {
    let Some(host) = authority(request) else {
        return Came::WrongHost;
    };
    if !origins.answers_to(&host, address) {
        return Came::WrongHost;
    }
    let headers = request.headers();
    let word = |name: &HeaderName| {
        let value = headers.get(name)?;
        Some(value.to_str().unwrap_or("").to_ascii_lowercase())
    };
    if headers.get_all(ORIGIN).iter().count() > 1 {
        return Came::Foreign;
    }
    if let Some(value) = headers.get(ORIGIN) {
        let origin = value.to_str().unwrap_or("");
        let is_own = authority_of(&origin.to_ascii_lowercase())
            .is_some_and(|authority| authority.as_str().eq_ignore_ascii_case(host.as_str()));
        return match (is_own, origins.allows(origin)) {
            (true, _) => Came::Own,
            (false, true) => Came::Allowed(value.clone()),
            (false, false) => Came::Foreign,
        };
    }
    let is_read = matches!(*request.method(), Method::GET | Method::HEAD);
    let is_link = is_read
        && word(&SEC_FETCH_MODE).as_deref() == Some("navigate")
        && word(&SEC_FETCH_DEST).as_deref() == Some("document");
    match word(&SEC_FETCH_SITE).as_deref() {
        None | Some("same-origin" | "none") => Came::Own,
        Some(_) if is_link => Came::Own,
        Some(_) => Came::Foreign,
    }
}

#[cfg(test)]
mod tests {
    use axum::body::Body;

    use super::*;

    fn request(method: &str, target: &str, headers: &[(&str, &str)]) -> Request {
        let mut request = Request::builder().method(method).uri(target);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        request.body(Body::empty()).unwrap()
    }

    fn origins() -> Origins {
        let texts = |texts: &[&str]| {
            texts
                .iter()
                .map(|&text| text.to_owned())
                .collect::<Vec<_>>()
        };
        Origins::new(
            &texts(&["Report.example.cn"]),
            &texts(&["https://oa.example.cn"]),
        )
        .unwrap()
    }

    fn came_from(method: &str, headers: &[(&str, &str)]) -> Came {
        let address = "127.0.0.1:8080".parse().unwrap();
        came(&request(method, "/v1/check", headers), &origins(), address)
    }

    #[test]
    fn only_its_own_names_lead_to_the_service() {
        for (host, expected) in [
            ("127.0.0.1:8080", Came::Own),
            ("127.0.0.1", Came::Own),
            ("localhost:9000", Came::Own),
            ("LOCALHOST:8080", Came::Own),
            ("report.example.cn", Came::Own),
            ("127.0.0.2:8080", Came::WrongHost),
            ("evil.example:8080", Came::WrongHost),
            ("localhost.evil.example", Came::WrongHost),
            ("127.0.0.1.evil.example:8080", Came::WrongHost),
            ("localhost@evil.example", Came::WrongHost),
            ("", Came::WrongHost),
        ] {
            assert_eq!(came_from("GET", &[("host", host)]), expected, "{host}");
        }
        assert_eq!(came_from("GET", &[]), Came::WrongHost);
        let twice = [("host", "localhost"), ("host", "evil.example")];
        assert_eq!(came_from("GET", &twice), Came::WrongHost);
        let six = "[::1]:8080".parse().unwrap();
        let asked = request("GET", "/", &[("host", "[::1]:8080")]);
        assert_eq!(came(&asked, &origins(), six), Came::Own);
        let absolute = request("GET", "http://evil.example/", &[("host", "localhost")]);
        assert_eq!(came(&absolute, &origins(), six), Came::WrongHost);
    }

    #[test]
    fn pages_of_other_origins_are_refused_and_links_are_followed() {
        let allowed = HeaderValue::from_static("https://oa.example.cn");
        for (method, headers, expected) in [
            (
                "POST",
                &[("origin", "http://localhost:8080")][..],
                Came::Own,
            ),
            (
                "POST",
                &[("origin", "http://localhost:3000")],
                Came::Foreign,
            ),
            ("POST", &[("origin", "https://evil.example")], Came::Foreign),
            ("POST", &[("origin", "null")], Came::Foreign),
            ("POST", &[("origin", "")], Came::Foreign),
            (
                "POST",
                &[("origin", "http://localhost:8080/")],
                Came::Foreign,
            ),
            (
                "POST",
                &[
                    ("origin", "http://localhost:8080"),
                    ("origin", "https://evil.example"),
                ],
                Came::Foreign,
            ),
            (
                "POST",
                &[
                    ("origin", "https://oa.example.cn"),
                    ("sec-fetch-site", "cross-site"),
                ],
                Came::Allowed(allowed),
            ),
            ("POST", &[("origin", "http://oa.example.cn")], Came::Foreign),
            ("GET", &[("sec-fetch-site", "same-origin")], Came::Own),
            ("GET", &[("sec-fetch-site", "none")], Came::Own),
            ("GET", &[("sec-fetch-site", "cross-site")], Came::Foreign),
            ("GET", &[("sec-fetch-site", "same-site")], Came::Foreign),
            ("GET", &[("sec-fetch-site", "anything")], Came::Foreign),
            (
                "GET",
                &[
                    ("sec-fetch-site", "cross-site"),
                    ("sec-fetch-mode", "navigate"),
                    ("sec-fetch-dest", "document"),
                ],
                Came::Own,
            ),
            (
                "GET",
                &[
                    ("sec-fetch-site", "cross-site"),
                    ("sec-fetch-mode", "navigate"),
                    ("sec-fetch-dest", "iframe"),
                ],
                Came::Foreign,
            ),
            (
                "POST",
                &[
                    ("sec-fetch-site", "cross-site"),
                    ("sec-fetch-mode", "navigate"),
                    ("sec-fetch-dest", "document"),
                ],
                Came::Foreign,
            ),
        ] {
            let mut all = vec![("host", "localhost:8080")];
            all.extend(headers);
            assert_eq!(came_from(method, &all), expected, "{method} {headers:?}");
        }
    }

    #[test]
    fn names_and_origins_are_checked() {
        let one = |text: &str| [text.to_owned()];
        for wrong in ["", "a b", "http://x", "x:80", "x/", "u@x"] {
            let refused = Origins::new(&one(wrong), &[]).unwrap_err();
            assert_eq!(refused, OriginError::Host(wrong.to_owned()));
        }
        for wrong in [
            "",
            "*",
            "null",
            "oa.example.cn",
            "https://x/",
            "ftp://x",
            "https://u@x",
        ] {
            let refused = Origins::new(&[], &one(wrong)).unwrap_err();
            assert_eq!(refused, OriginError::Origin(wrong.to_owned()));
        }
    }
}
