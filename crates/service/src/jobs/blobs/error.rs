//! What can go wrong with the store, reported without its credentials and its location.

use std::error::Error as StdError;
use std::io;

#[cfg(feature = "cluster")]
use object_store::client::HttpError;

use super::Sha256Hex;
use chengbao_base::feature;
use chengbao_base::text::{Bilingual, Text};

/// Why bytes cannot be stored or read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BlobError {
    /// The address is not that of a supported store.
    #[error("`{0}` is not a valid store address; give file://FOLDER or s3://BUCKET/PREFIX")]
    Address(String),
    /// It is of a kind that this build lacks.
    #[error("{}", feature::lacking(.0, "cluster").en)]
    Lacking(String),
    /// There is no room left to write.
    #[error("the store is full; free some space and try again")]
    Full,
    /// The bytes stored under a digest are different. Reading again may succeed if only reading
    /// failed; waiting does not help.
    #[error("{0} is damaged in the store")]
    Damaged(Sha256Hex),
    /// Anything else.
    #[error("the store failed: {0}")]
    Failed(String),
}

/// How much of a server's text is reported.
const MAX_REPORTED: usize = 200;

/// Codes by which S3 servers say that there is no room.
const FULL: [&str; 4] = [
    "QuotaExceeded",
    "XMinioStorageFull",
    "InsufficientStorage",
    "InsufficientCapacity",
];

impl BlobError {
    /// A store whose folder or bucket no longer exists.
    pub(super) fn gone() -> Self {
        Self::Failed("the folder or bucket does not exist".to_owned())
    }
}

impl Bilingual for BlobError {
    fn text(&self) -> Text {
        let zh = match self {
            Self::Address(address) => {
                format!("“{address}”不是存储地址，请写作 file://文件夹 或 s3://桶/前缀")
            }
            Self::Lacking(address) => return feature::lacking(address, "cluster"),
            Self::Full => "存储已满，请清理后再试".to_owned(),
            Self::Damaged(sha256) => format!("存储中的 {sha256} 已损坏"),
            Self::Failed(error) => format!("存储出错：{error}"),
        };
        Text::new(zh, self.to_string())
    }
}

impl From<io::Error> for BlobError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::Full,
            _ => Self::Failed(error.to_string()),
        }
    }
}

impl From<object_store::Error> for BlobError {
    /// Only the cause is reported: the text of `object_store` around it names folders, and the body of a
    /// server's refusal names the key used.
    fn from(error: object_store::Error) -> Self {
        let mut cause: &(dyn StdError + 'static) = &error;
        loop {
            if let Some(error) = cause.downcast_ref::<io::Error>() {
                let again = error.raw_os_error().map(io::Error::from_raw_os_error);
                return again.map_or_else(|| Self::from(io::Error::from(error.kind())), Self::from);
            }
            #[cfg(feature = "cluster")]
            if let Some(error) = cause.downcast_ref::<HttpError>() {
                return Self::Failed(format!("no connection: {}", innermost(error)));
            }
            let told = cause.to_string();
            if told.starts_with("Server returned") {
                return answered(&told);
            }
            match cause.source() {
                Some(source) => cause = source,
                None => return Self::Failed(short(&told)),
            }
        }
    }
}

/// A server's refusal: status and code, never more of the body.
fn answered(told: &str) -> BlobError {
    let code = told
        .split_once("<Code>")
        .and_then(|(_, rest)| rest.split_once("</Code>"))
        .map(|(code, _)| code)
        .filter(|code| code.len() <= 64 && code.bytes().all(|b| b.is_ascii_alphanumeric()));
    if code.is_some_and(|code| FULL.contains(&code)) || told.contains("status code: 507") {
        return BlobError::Full;
    }
    if code == Some("NoSuchBucket") {
        return BlobError::gone();
    }
    let status = short(told);
    BlobError::Failed(match code {
        Some(code) => format!("{status} ({code})"),
        None => status,
    })
}

/// The part before a server's own words.
fn short(told: &str) -> String {
    let told = told.split('<').next().unwrap_or_default();
    let told: String = told.chars().take(MAX_REPORTED).collect();
    told.trim_end_matches([' ', ':', '\n']).to_owned()
}

#[cfg(feature = "cluster")]
fn innermost(error: &(dyn StdError + 'static)) -> String {
    let mut cause = error;
    while let Some(source) = cause.source() {
        cause = source;
    }
    short(&cause.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn failure(source: impl Into<Box<dyn StdError + Send + Sync>>) -> BlobError {
        BlobError::from(object_store::Error::Generic {
            store: "S3",
            source: source.into(),
        })
    }

    #[test]
    fn a_full_disk_and_a_full_quota_are_distinguished_from_other_faults() {
        for kind in [io::ErrorKind::StorageFull, io::ErrorKind::QuotaExceeded] {
            assert_eq!(failure(io::Error::from(kind)), BlobError::Full);
        }
        let denied = failure(io::Error::from_raw_os_error(13));
        assert_eq!(
            denied,
            BlobError::Failed("Permission denied (os error 13)".to_owned())
        );
    }

    #[test]
    fn of_a_servers_refusal_only_status_and_code_are_reported() {
        let body = "Server returned non-2xx status code: 403 Forbidden: <Error><Code>\
            SignatureDoesNotMatch</Code><AWSAccessKeyId>AKIAXX</AWSAccessKeyId></Error>";
        let said = "Server returned non-2xx status code: 403 Forbidden (SignatureDoesNotMatch)";
        assert_eq!(failure(body), BlobError::Failed(said.to_owned()));
        for body in [
            "Server returned non-2xx status code: 507 Insufficient Storage: ",
            "Server returned non-2xx status code: 403 Forbidden: <Code>QuotaExceeded</Code>",
        ] {
            assert_eq!(failure(body), BlobError::Full);
        }
    }
}
