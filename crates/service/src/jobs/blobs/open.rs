//! From an address to a store: a folder, or a bucket of any server that speaks S3.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use object_store::ClientConfigKey::{ConnectTimeout, Timeout};
use object_store::aws::AmazonS3Builder;
use object_store::aws::AmazonS3ConfigKey::Client;
use object_store::local::LocalFileSystem;
use object_store::prefix::PrefixStore;
use object_store::{BackoffConfig, ObjectStore, RetryConfig};

use super::local::Folder;
use super::{BlobError, Blobs};

/// Time limits for a connection and for a whole request: less than the time a stopping service has.
const CONNECT: &str = "5 seconds";
const REQUEST: &str = "20 seconds";
/// How often a failed request is sent again at most, and for how long.
const RETRIES: usize = 4;
const RETRYING: Duration = Duration::from_secs(15);

impl Blobs {
    /// The store at an address: `file:///FOLDER`, a folder as such, or `s3://BUCKET/PREFIX`.
    ///
    /// A folder is created if needed, for its owner only. How a bucket is reached is in the
    /// environment, as everywhere: `AWS_ENDPOINT_URL`, `AWS_REGION`, `AWS_ACCESS_KEY_ID`,
    /// `AWS_SECRET_ACCESS_KEY`, `AWS_SESSION_TOKEN`, `AWS_WEB_IDENTITY_TOKEN_FILE` and its like,
    /// `AWS_ALLOW_HTTP=true` for a server without TLS, `AWS_VIRTUAL_HOSTED_STYLE_REQUEST`. No connection
    /// is made yet: [`Blobs::ready`] does that.
    ///
    /// # Errors
    /// [`BlobError`]: an invalid address, a folder that cannot be created or written to.
    pub fn open(address: &str) -> Result<Self, BlobError> {
        let environment: Vec<(String, String)> = std::env::vars_os()
            .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
            .collect();
        Self::open_in(address, &environment)
    }

    /// The store at an address, in a given environment.
    ///
    /// # Errors
    /// As [`Blobs::open`].
    pub fn open_in(address: &str, environment: &[(String, String)]) -> Result<Self, BlobError> {
        if let Some(rest) = address.strip_prefix("s3://") {
            return bucket(rest, environment).ok_or_else(|| refused(address))?;
        }
        let path = folder(address).ok_or_else(|| refused(address))?;
        let folder = Folder::open(&path)?;
        let store = LocalFileSystem::new_with_prefix(folder.root())?.with_fsync(true);
        Ok(Self {
            store: Arc::new(store),
            folder: Some(folder),
        })
    }
}

fn folder(address: &str) -> Option<PathBuf> {
    if address.starts_with("file://") {
        return reqwest::Url::parse(address).ok()?.to_file_path().ok();
    }
    let is_path = !address.is_empty() && !address.starts_with("file:") && !address.contains("://");
    is_path.then(|| std::path::absolute(Path::new(address)).ok())?
}

/// None if the address is invalid.
fn bucket(rest: &str, environment: &[(String, String)]) -> Option<Result<Blobs, BlobError>> {
    let (bucket, prefix) = rest.split_once('/').unwrap_or((rest, ""));
    let prefix = prefix.trim_end_matches('/');
    let is_plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_');
    let is_name = |name: &str| {
        !name.is_empty() && name.bytes().all(is_plain) && !name.bytes().all(|b| b == b'.')
    };
    let is_prefix = prefix.is_empty() || prefix.split('/').all(is_name);
    (is_name(bucket) && is_prefix).then(|| connected(bucket, prefix, environment))
}

fn connected(
    bucket: &str,
    prefix: &str,
    environment: &[(String, String)],
) -> Result<Blobs, BlobError> {
    choose_tls();
    let mut builder = AmazonS3Builder::new();
    for (name, value) in environment {
        let key = name
            .starts_with("AWS_")
            .then(|| name.to_ascii_lowercase().parse());
        if let Some(Ok(key)) = key {
            builder = builder.with_config(key, value);
        }
    }
    // Set one by one: options set as a whole would override the environment's settings for connections.
    let store = builder
        .with_config(Client(ConnectTimeout), CONNECT)
        .with_config(Client(Timeout), REQUEST)
        .with_bucket_name(bucket)
        .with_retry(RetryConfig {
            backoff: BackoffConfig::default(),
            max_retries: RETRIES,
            retry_timeout: RETRYING,
        })
        .build()?;
    let store: Arc<dyn ObjectStore> = if prefix.is_empty() {
        Arc::new(store)
    } else {
        Arc::new(PrefixStore::new(store, prefix))
    };
    Ok(Blobs::new(store))
}

/// Connections are secured by rustls with ring, which has to be set once in a process; setting it again
/// changes nothing.
fn choose_tls() {
    let _ = rustls::crypto::ring::default_provider().install_default();
}

/// An address is shown without credentials: without everything before an `@`.
fn refused(address: &str) -> BlobError {
    BlobError::Address(match address.rsplit_once('@') {
        Some((before, after)) => {
            let scheme = before.split_once("://").map_or("", |(scheme, _)| scheme);
            format!("{scheme}://…@{after}")
        }
        None => address.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_address_is_told_without_what_signs_in() {
        for (address, told) in [
            ("", ""),
            ("s3://", "s3://"),
            ("s3://bucket/../other", "s3://bucket/../other"),
            ("s3://bucket//x", "s3://bucket//x"),
            ("s3://KEY:SECRET@bucket/x", "s3://…@bucket/x"),
            ("https://bucket.example/x", "https://bucket.example/x"),
            ("file://host.example/folder", "file://host.example/folder"),
            ("file:relative", "file:relative"),
        ] {
            match Blobs::open(address) {
                Err(BlobError::Address(shown)) => assert_eq!(shown, told),
                other => panic!("{address}: {other:?}"),
            }
        }
    }

    #[test]
    fn a_folder_is_one_as_an_address_and_as_a_path() {
        let there = tempfile::tempdir().unwrap();
        let path = there.path().join("a folder");
        let address = format!("file://{}/a%20folder", there.path().display());
        for address in [address.as_str(), path.to_str().unwrap()] {
            let blobs = Blobs::open(address).unwrap();
            let root = blobs.folder.unwrap().root().to_owned();
            assert_eq!(root, path.canonicalize().unwrap());
        }
    }
}
