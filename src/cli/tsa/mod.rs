//! Fetches time stamps: RFC 3161 over HTTP (§3.4). `signature::tsp` says what an answer proves.
//!
//! A server that does not answer as it should is an error; a signature that was to have a time stamp is
//! never made without.

mod error;

use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use clap::Args;
use jiff::Timestamp;
use ureq::http::Uri;
use ureq::tls::{RootCerts, TlsConfig};
use ureq::{Agent, Body};

pub use error::TsaError;

use chengbao_signature::tsp::{MEDIA_TYPE, NONCE, Request};

/// The longest answer that is read; a token with a long chain has about ten thousand octets.
const MAX_ANSWER: u64 = 64 * 1024;

/// Whether signatures get a time stamp.
#[derive(Debug, Clone, Default, Args)]
pub struct TsaArgs {
    /// Time-stamp server.
    #[arg(
        long,
        value_name = "URL",
        value_parser = address,
        help = "时间戳服务器（RFC 3161）的地址；写了则签名带时间戳。Time-stamp server (RFC 3161); signatures get a time stamp from it"
    )]
    pub tsa: Option<Uri>,
}

impl TsaArgs {
    /// The requested server.
    #[must_use]
    pub fn server(&self) -> Option<Server> {
        self.tsa
            .clone()
            .map(|url| Server::new(url, Patience::default()))
    }
}

/// The address of a time-stamp server.
fn address(text: &str) -> Result<Uri, String> {
    let url: Uri = text.parse().map_err(|error| format!("{error}"))?;
    match (url.scheme_str(), url.host()) {
        (Some("http" | "https"), Some(host)) if !host.is_empty() => Ok(url),
        _ => Err(
            "应以 http:// 或 https:// 开头。The address must start with http:// or https://"
                .to_owned(),
        ),
    }
}

/// How long to wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Patience {
    /// For the connection.
    pub connect: Duration,
    /// For all of it.
    pub whole: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(10),
            whole: Duration::from_secs(20),
        }
    }
}

/// A time-stamp server. Its connection takes no proxy from the environment, so that what is signed goes to
/// the named address and nowhere else.
#[derive(Debug, Clone)]
pub struct Server {
    url: Uri,
    patience: Patience,
    agent: Agent,
}

impl Server {
    /// The server at an address.
    #[must_use]
    pub fn new(url: Uri, patience: Patience) -> Self {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let tls = TlsConfig::builder()
            .unversioned_rustls_crypto_provider(provider)
            .root_certs(RootCerts::PlatformVerifier)
            .build();
        let config = Agent::config_builder()
            .tls_config(tls)
            .proxy(None)
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .timeout_connect(Some(patience.connect))
            .timeout_global(Some(patience.whole))
            .user_agent(concat!("chengbao/", env!("CARGO_PKG_VERSION")))
            .accept(MEDIA_TYPE.1)
            .build();
        Self {
            url,
            patience,
            agent: config.new_agent(),
        }
    }

    /// A time-stamp token over the value of a signature, DER, checked against the request and the time. The
    /// clock is read once the answer has arrived.
    ///
    /// # Errors
    /// [`TsaError`] if there is none, or it does not match the request.
    pub fn stamp(
        &self,
        value: &[u8],
        nonce: [u8; NONCE],
        clock: &dyn Fn() -> Timestamp,
    ) -> Result<Vec<u8>, TsaError> {
        let request = Request::new(value, nonce)?;
        let answer = self.ask(request.der())?;
        Ok(request.token(&answer, clock())?.0)
    }

    fn ask(&self, request: &[u8]) -> Result<Vec<u8>, TsaError> {
        let mut answer = self
            .agent
            .post(&self.url)
            .content_type(MEDIA_TYPE.0)
            .send(request)
            .map_err(|error| self.trouble(error, |detail| TsaError::Connection { detail }))?;
        let status = answer.status().as_u16();
        if status != 200 {
            return Err(TsaError::Status { status });
        }
        let body: &mut Body = answer.body_mut();
        let stated = body.mime_type().ok_or(TsaError::NoMediaType)?;
        if !stated.eq_ignore_ascii_case(MEDIA_TYPE.1) {
            let text = stated.chars().filter(|c| !c.is_control());
            return Err(TsaError::MediaType {
                stated: text.take(80).collect(),
            });
        }
        body.with_config()
            .limit(MAX_ANSWER)
            .read_to_vec()
            .map_err(|error| self.trouble(error, |detail| TsaError::CutOff { detail }))
    }

    fn trouble(&self, error: ureq::Error, other: impl Fn(String) -> TsaError) -> TsaError {
        match error {
            ureq::Error::Timeout(ureq::Timeout::Connect | ureq::Timeout::Resolve) => {
                TsaError::Silence {
                    seconds: self.patience.connect.as_secs(),
                }
            }
            ureq::Error::Timeout(_) => TsaError::Silence {
                seconds: self.patience.whole.as_secs(),
            },
            ureq::Error::BodyExceedsLimit(_) => TsaError::TooLong,
            error => other(error.to_string()),
        }
    }
}

/// Unpredictable octets.
///
/// # Errors
/// [`TsaError::Random`] if this machine has none.
pub fn nonce() -> Result<[u8; NONCE], TsaError> {
    let mut nonce = [0; NONCE];
    let random = rustls::crypto::ring::default_provider().secure_random;
    random.fill(&mut nonce).map_err(|_| TsaError::Random)?;
    Ok(nonce)
}

/// The clock of this machine. A time stamp shows the real time, so `SOURCE_DATE_EPOCH`
/// does not replace it.
#[must_use]
pub fn clock() -> Timestamp {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    let since = since.unwrap_or_default();
    let seconds = i64::try_from(since.as_secs()).unwrap_or(i64::MAX);
    Timestamp::from_second(seconds).unwrap_or(Timestamp::MAX)
}

/// For [`cms::sign`](chengbao_signature::cms::sign): what fetches the time stamp over the
/// value of a signature.
pub fn stamper<E: From<TsaError>>(server: &Server) -> impl FnMut(&[u8]) -> Result<Vec<u8>, E> + '_ {
    |value| Ok(server.stamp(value, nonce()?, &clock)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chengbao_base::text::Bilingual as _;

    #[test]
    fn addresses_are_those_of_the_web() {
        for right in [
            "http://tsa.example.cn",
            "https://tsa.example.cn:8443/tsa?x=1",
            "http://[::1]:3161/",
        ] {
            assert!(address(right).is_ok(), "{right}");
        }
        for wrong in [
            "",
            "tsa.example.cn",
            "ftp://tsa.example.cn",
            "file:///etc/passwd",
            "http://",
            "http:///x",
        ] {
            assert!(address(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn no_two_nonces_are_the_same() {
        assert_ne!(nonce().unwrap(), nonce().unwrap());
    }

    #[test]
    fn nobody_at_the_address_is_said_so() {
        // Port 9 of this machine: no one listens there.
        let server = Server::new("http://127.0.0.1:9/".parse().unwrap(), Patience::default());
        let error = server.stamp(b"value", [1; NONCE], &clock).unwrap_err();
        assert!(matches!(error, TsaError::Connection { .. }), "{error}");
        assert!(error.text().zh.starts_with("无法连接时间戳服务器"));
    }
}
