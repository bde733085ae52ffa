//! What any database of jobs must do, asked of SQLite and of a real PostgreSQL (with the feature
//! `judges`; `tests/run` installs it). One suite: what holds on one holds on the other.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on fails there"
)]

mod blocks;
mod fences;
mod keys;
mod life;
mod many;
mod opening;
mod place;
#[cfg(feature = "judges")]
use support::postgres;
mod speed;
mod tenants;

/// Each of these, on both.
macro_rules! on_both {
    ($($suite:ident::$name:ident),+ $(,)?) => {
        mod on_sqlite {
            $(
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $name() {
                    crate::$suite::$name(crate::place::sqlite()).await;
                }
            )+
        }
        #[cfg(feature = "judges")]
        mod on_postgres {
            $(
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $name() {
                    crate::$suite::$name(crate::place::postgres()).await;
                }
            )+
        }
    };
}

on_both! {
    life::a_job_kept_twice_is_one_job,
    life::a_job_of_many_items_is_kept_whole_and_told_in_pages,
    life::results_are_told_as_they_were_given,
    life::the_third_failure_gives_an_item_up,
    life::what_is_given_back_is_not_counted_against_it,
    life::what_is_given_up_at_once_ends,
    life::cancelling_ends_what_waits_and_what_runs,
    life::a_lease_that_is_over_is_a_failure,
    life::old_jobs_are_forgotten_and_young_ones_are_not,
    blocks::the_oldest_come_first,
    blocks::an_item_that_failed_comes_alone,
    blocks::neither_fresh_nor_failed_items_starve,
    blocks::what_is_delayed_is_not_due,
    fences::a_claim_that_was_lost_changes_nothing,
    fences::a_claim_that_is_held_can_be_held_longer,
    fences::finishing_many_counts_those_that_are_held,
    fences::a_result_after_a_cancellation_changes_nothing,
    keys::a_key_is_carried_out_once,
    keys::a_key_not_answered_in_time_may_be_sent_again,
    keys::of_many_at_once_one_carries_it_out,
    keys::old_answers_are_forgotten_with_bodies_nobody_else_has,
    tenants::neither_sees_nor_touches_the_others,
    tenants::the_same_document_of_both_is_found_by_each_in_its_own_job,
    many::each_item_is_claimed_once,
    many::ends_are_told_once_and_in_order,
    many::a_job_is_cancelled_while_workers_are_at_it,
    many::who_waits_is_told_across_connections,
    opening::many_can_open_a_new_database_at_once,
    opening::what_was_kept_is_there_when_opened_again,
    opening::a_later_schema_is_left_alone,
    opening::any_text_is_kept,
    speed::claims_and_finishes,
}
