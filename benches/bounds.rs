//! What the largest inputs cost that are accepted or refused: less than two seconds each, in a release build. Fails if one
//! costs more. `cargo bench --bench bounds`.

use std::process::ExitCode;
use std::time::Duration;

use support::costly::ALL;

// As the program has it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Most processor time of one input.
const MAX_COST: Duration = Duration::from_secs(2);

fn main() -> ExitCode {
    // `cargo bench -- WORD` selects some.
    let words: Vec<String> = std::env::args()
        .skip(1)
        .filter(|word| !word.starts_with('-'))
        .collect();
    let is_chosen = |name: &str| words.is_empty() || words.iter().any(|word| name.contains(word));
    let mut is_good = true;
    for costly in ALL.iter().filter(|costly| is_chosen(costly.name)) {
        let cost = costly.cost(costly.full, 1);
        let is_within = cost < MAX_COST;
        is_good &= is_within;
        let mark = if is_within { "" } else { "  TOO MUCH" };
        println!("{cost:>12.3?}  {:>9}  {}{mark}", costly.full, costly.name);
    }
    if is_good {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
