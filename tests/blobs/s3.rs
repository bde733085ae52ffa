//! What holds of a bucket, by a real server.

use chengbao::jobs::{BlobError, Blobs, Sha256Hex, Shelf};
use chengbao::text::Bilingual as _;

use crate::bucket::{KEY, S3, SECRET};
use crate::claims::{self, job};

fn open(address: &str, environment: &[(String, String)]) -> Blobs {
    Blobs::open_in(address, environment).unwrap()
}

/// An error that tells no more than it may.
fn failure<T: std::fmt::Debug>(result: Result<T, BlobError>) -> String {
    let text = result.unwrap_err().text();
    for secret in [KEY, SECRET] {
        assert!(
            !text.zh.contains(secret) && !text.en.contains(secret),
            "{text:?}"
        );
    }
    text.en.into()
}

#[tokio::test(flavor = "multi_thread")]
async fn all_of_it_holds_in_a_bucket_with_and_without_prefix() {
    let s3 = S3::start();
    for prefix in ["", "a/prefix", "another/"] {
        claims::hold(&open(&s3.address(prefix), &s3.environment())).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bucket_that_is_not_there_has_lost_nothing() {
    let s3 = S3::start();
    let blobs = open("s3://no-such-bucket/x", &s3.environment());
    let gone = BlobError::Failed("the folder or bucket does not exist".to_owned());
    let had = blobs.get(&Shelf::Answers, &Sha256Hex::of(b"x")).await;
    assert_eq!(had, Err(gone.clone()));
    assert_eq!(blobs.ready().await, Err(gone));
    let put = blobs.put(&Shelf::Answers, b"x".to_vec()).await;
    assert_eq!(
        put,
        Err(BlobError::Failed(
            "the folder or bucket does not exist".to_owned()
        ))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_went_away_is_an_error_within_the_time_to_drain() {
    let s3 = S3::start();
    let (_, shelf) = job(1);
    let blobs = open(&s3.address("x"), &s3.environment());
    let sha256 = blobs.put(&shelf, b"x".to_vec()).await.unwrap();
    drop(s3);
    let began = std::time::Instant::now();
    let message = failure(blobs.get(&shelf, &sha256).await);
    assert!(message.contains("no connection"), "{message}");
    failure(blobs.put(&shelf, b"y".to_vec()).await);
    assert!(began.elapsed().as_secs() < 30, "{:?}", began.elapsed());
}

#[tokio::test(flavor = "multi_thread")]
async fn without_tls_nothing_is_sent_unless_it_is_allowed() {
    let s3 = S3::start();
    let mut environment = s3.environment();
    environment.retain(|(name, _)| name != "AWS_ALLOW_HTTP");
    let blobs = open(&s3.address("x"), &environment);
    failure(blobs.ready().await);
    failure(blobs.put(&Shelf::Answers, b"x".to_vec()).await);
    let allowed = open(&s3.address("x"), &s3.environment());
    let sha256 = Sha256Hex::of(b"x");
    assert_eq!(allowed.get(&Shelf::Answers, &sha256).await, Ok(None));
}
