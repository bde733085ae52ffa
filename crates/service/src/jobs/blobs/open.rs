//! From an address to a store: a folder, or a bucket of any server that speaks S3.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use object_store::local::LocalFileSystem;
use url::Url;

use super::local::Folder;
#[cfg(feature = "cluster")]
use super::s3::connected;
use super::{BlobError, Blobs};

impl Blobs {
    /// The store at an address: `file:///FOLDER`, a folder as such, or `s3://BUCKET/PREFIX` (with the
    /// feature `cluster`).
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
            return bucket(rest, environment).unwrap_or_else(|| Err(refused(address)));
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
        return Url::parse(address).ok()?.to_file_path().ok();
    }
    let is_path = !address.is_empty() && !address.starts_with("file:") && !address.contains("://");
    is_path.then(|| std::path::absolute(Path::new(address)).ok())?
}

/// A bucket by its address after `s3://`; none if the address is invalid.
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

/// This build has no buckets.
#[cfg(not(feature = "cluster"))]
fn connected(bucket: &str, prefix: &str, _: &[(String, String)]) -> Result<Blobs, BlobError> {
    let address = format!("s3://{bucket}/{prefix}");
    Err(BlobError::Lacking(address.trim_end_matches('/').to_owned()))
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
    fn what_is_no_address_is_reported_without_what_signs_in() {
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

    #[cfg(not(feature = "cluster"))]
    #[test]
    fn a_build_without_s3_names_the_feature() {
        use chengbao_base::text::Bilingual as _;
        let text = Blobs::open("s3://bucket/prefix").unwrap_err().text();
        assert!(
            text.zh
                .contains("“s3://bucket/prefix”无法使用：本程序编译时未启用功能 cluster")
        );
        assert!(text.en.contains("was built without the feature `cluster`"));
    }
}
