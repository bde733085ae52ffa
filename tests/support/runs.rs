//! How many random cases a proof runs and which. The same seed gives the same cases on every
//! machine; a failing case is shrunk and shown with what is needed to run it again.

use std::fmt::Debug;

use proptest::strategy::Strategy;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestRng, TestRunner};
use rayon::prelude::*;

/// Cases run by a plain `cargo test`.
const FEW: u32 = 48;

/// Number of random reports: `CHENGBAO_PROOF_CASES`.
pub fn cases() -> u32 {
    number("CHENGBAO_PROOF_CASES").map_or(FEW, |cases| u32::try_from(cases).unwrap())
}

/// One of two numbers: the second with `tests/run --long`, which sets `CHENGBAO_LONG`.
pub fn long<T>(short: T, long: T) -> T {
    if std::env::var_os("CHENGBAO_LONG").is_some() {
        long
    } else {
        short
    }
}

/// Which random reports: `CHENGBAO_PROOF_SEED`.
pub fn seed() -> u64 {
    number("CHENGBAO_PROOF_SEED").unwrap_or(9704)
}

fn number(variable: &str) -> Option<u64> {
    let text = std::env::var(variable).ok()?;
    let number = text.parse();
    Some(number.unwrap_or_else(|_| panic!("{variable}={text} is not a number")))
}

/// Runs `test` on `cases` values of the strategy, on all cores.
pub fn prove<S: Strategy>(
    cases: u32,
    strategy: impl Fn() -> S + Sync,
    test: impl Fn(S::Value) -> Result<(), TestCaseError> + Sync,
) where
    S::Value: Debug,
{
    const SHARE: u32 = 8;
    let shares = cases.div_ceil(SHARE);
    let failures: Vec<String> = (0..shares)
        .into_par_iter()
        .filter_map(|share| {
            let count = SHARE.min(cases - share * SHARE);
            runner(share, count)
                .run(&strategy(), &test)
                .err()
                .map(|error| format!("share {share}: {error}"))
        })
        .collect();
    assert!(
        failures.is_empty(),
        "CHENGBAO_PROOF_CASES={} CHENGBAO_PROOF_SEED={}: {} of {shares} shares fail, the first:\n{}",
        self::cases(),
        seed(),
        failures.len(),
        failures[0],
    );
}

/// `count` values of the strategy, the same every time.
pub fn sample<S: Strategy>(count: u32, strategy: &S) -> Vec<S::Value> {
    let mut runner = runner(u32::MAX, count);
    (0..count)
        .map(|_| strategy.new_tree(&mut runner).unwrap().current())
        .collect()
}

fn runner(share: u32, cases: u32) -> TestRunner {
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed().to_le_bytes());
    bytes[8..12].copy_from_slice(&share.to_le_bytes());
    let config = Config {
        cases,
        failure_persistence: None,
        max_shrink_iters: 1000,
        max_shrink_time: 20_000,
        ..Config::default()
    };
    TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &bytes))
}

use proptest::strategy::ValueTree as _;
