//! A bucket of any server that speaks S3: in builds with the feature `cluster`.

use std::sync::Arc;
use std::time::Duration;

use object_store::ClientConfigKey::{ConnectTimeout, Timeout};
use object_store::aws::AmazonS3ConfigKey::Client;
use object_store::{
    BackoffConfig, ObjectStore, RetryConfig, aws::AmazonS3Builder, prefix::PrefixStore,
};

use super::{BlobError, Blobs};

/// Time limits for a connection and for a whole request: less than the time a stopping service has.
const CONNECT: &str = "5 seconds";
const REQUEST: &str = "20 seconds";
/// How often a failed request is sent again at most, and for how long.
const RETRIES: usize = 4;
const RETRYING: Duration = Duration::from_secs(15);

/// A bucket; its server and credentials are in the environment. No connection is made yet.
pub(super) fn connected(
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
