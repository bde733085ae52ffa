//! Work does not grow faster than what there is to work on: each input that once cost minutes, in one size and in twice
//! that size, by processor time of the thread. What the largest accepted ones cost is measured in `benches/bounds.rs`.

use std::time::Duration;

use rayon::prelude::*;
use support::costly::{ALL, Costly};

/// Twice the size may cost so many times as much: less than the four times of work that grows with the square.
const MAX_GROWTH: u32 = 3;
/// Less than this is too little to compare.
const MIN_COST: Duration = Duration::from_millis(20);
/// How often each is run; the quickest counts.
const RUNS: usize = 3;

/// What is wrong with a growth, if anything.
fn judged(costly: &Costly) -> Option<String> {
    let [small, large] = [1, 2].map(|times| costly.cost(costly.small * times, RUNS));
    println!("{}: {small:?}, {large:?}", costly.name);
    let is_linear = large < MIN_COST || large < small * MAX_GROWTH;
    (!is_linear).then(|| format!("{}: {small:?}, then {large:?}", costly.name))
}

#[test]
fn twice_the_input_costs_about_twice_as_much() {
    let wrong: Vec<String> = ALL.par_iter().filter_map(judged).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn work_that_grows_with_the_square_is_noticed() {
    use support::costly::Work;
    let square = Costly {
        name: "pairs",
        small: 1_000,
        full: 1_000,
        work: Work::Square,
    };
    assert!(judged(&square).is_some());
}
