//! Metrics of jobs.

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;

use crate::jobs::{Counts, Event, State};

/// Histogram bounds of processing time, in seconds.
const WORKED: [f64; 9] = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0, 10.0];
/// Histogram bounds of time in the queue, in seconds: jobs may wait for hours.
const WAITED: [f64; 9] = [0.01, 0.1, 1.0, 10.0, 60.0, 300.0, 1800.0, 7200.0, 43200.0];

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct ByState {
    state: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct ByEnd {
    how: String,
}

/// The metrics of jobs.
pub(super) struct JobMetrics {
    items: Family<ByState, Gauge>,
    claimed: Counter,
    left: Family<ByEnd, Counter>,
    recovered: Counter,
    troubles: Counter,
    waited: Histogram,
    worked: Histogram,
}

impl JobMetrics {
    pub(super) fn new(registry: &mut Registry) -> Self {
        let metrics = Self {
            items: Family::default(),
            claimed: Counter::default(),
            left: Family::default(),
            recovered: Counter::default(),
            troubles: Counter::default(),
            waited: Histogram::new(WAITED),
            worked: Histogram::new(WORKED),
        };
        let items = "Items of jobs by state, on all nodes";
        registry.register("items", items, metrics.items.clone());
        let claimed = "Items this node claimed";
        registry.register("items_claimed", claimed, metrics.claimed.clone());
        let left = "Items this node finished or gave back, by result";
        registry.register("items_left", left, metrics.left.clone());
        let recovered = "Items whose lease this node found expired";
        registry.register("leases_over", recovered, metrics.recovered.clone());
        let troubles = "Failures of the job database";
        registry.register("database_failures", troubles, metrics.troubles.clone());
        let waited = "Time of items in the queue";
        registry.register("item_wait_seconds", waited, metrics.waited.clone());
        let worked = "Time to process an item, including reading and storing";
        registry.register("item_work_seconds", worked, metrics.worked.clone());
        metrics
    }

    /// A worker did something.
    pub(super) fn saw(&self, event: Event) {
        match event {
            Event::Claimed { waited } => {
                self.claimed.inc();
                self.waited.observe(waited.as_secs_f64());
            }
            Event::Recovered(items) => {
                self.recovered.inc_by(items);
            }
            Event::Left { how, worked } => {
                let label = ByEnd {
                    how: how.to_owned(),
                };
                self.left.get_or_create(&label).inc();
                if let Some(worked) = worked {
                    self.worked.observe(worked.as_secs_f64());
                }
            }
            Event::Trouble => {
                self.troubles.inc();
            }
        }
    }

    /// How many items are in each state.
    pub(super) fn stand(&self, counts: &Counts) {
        for state in State::ALL {
            let label = ByState {
                state: state.id().to_owned(),
            };
            let count = i64::try_from(counts.of(state)).unwrap_or(i64::MAX);
            self.items.get_or_create(&label).set(count);
        }
    }
}
