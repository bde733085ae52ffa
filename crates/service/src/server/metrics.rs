//! What the service counts, for Prometheus (OpenMetrics text).

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;

use super::job_metrics::JobMetrics;
use super::tools::Measured;

/// Bounds of the histograms, in seconds: a PDF takes about five milliseconds.
const SECONDS: [f64; 12] = [
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0, 20.0,
];

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct ByRoute {
    route: String,
    status: u16,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct ByPhase {
    phase: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct ByRule {
    code: String,
}

/// The metrics of the service.
pub(super) struct Metrics {
    registry: Registry,
    requests: Family<ByRoute, Counter>,
    connections: Gauge,
    depth: Gauge,
    wait: Histogram,
    work: Family<ByPhase, Histogram, fn() -> Histogram>,
    findings: Family<ByRule, Counter>,
    /// The metrics of jobs.
    pub(super) jobs: JobMetrics,
}

fn histogram() -> Histogram {
    Histogram::new(SECONDS)
}

impl Metrics {
    pub(super) fn new() -> Self {
        let mut registry = Registry::with_prefix("chengbao");
        let requests = Family::<ByRoute, Counter>::default();
        registry.register("requests", "Requests by route and status", requests.clone());
        let connections = Gauge::default();
        registry.register("connections", "Open connections", connections.clone());
        let depth = Gauge::default();
        registry.register(
            "queue_depth",
            "Requests waiting for a thread",
            depth.clone(),
        );
        let wait = histogram();
        registry.register("wait_seconds", "Time in the queue", wait.clone());
        let work = Family::<ByPhase, Histogram, fn() -> Histogram>::new_with_constructor(histogram);
        registry.register("work_seconds", "Processing time by phase", work.clone());
        let findings = Family::<ByRule, Counter>::default();
        registry.register("findings", "Findings by rule", findings.clone());
        let jobs = JobMetrics::new(&mut registry);
        Self {
            jobs,
            registry,
            requests,
            connections,
            depth,
            wait,
            work,
            findings,
        }
    }

    /// A connection was opened.
    pub(super) fn opened(&self) {
        self.connections.inc();
    }

    /// A connection was closed.
    pub(super) fn closed(&self) {
        self.connections.dec();
    }

    /// A request was answered; `route` is the pattern, never the requested path.
    pub(super) fn answered(&self, route: &str, status: u16) {
        let labels = ByRoute {
            route: route.to_owned(),
            status,
        };
        self.requests.get_or_create(&labels).inc();
    }

    /// Something waited this long.
    pub(super) fn waited(&self, seconds: f64) {
        self.wait.observe(seconds);
    }

    /// A phase of the work took this long.
    pub(super) fn worked(&self, phase: &str, seconds: f64) {
        let labels = ByPhase {
            phase: phase.to_owned(),
        };
        self.work.get_or_create(&labels).observe(seconds);
    }

    /// What a worker counted.
    pub(super) fn measured(&self, measured: Measured) {
        for (phase, seconds) in measured.phases {
            self.worked(&phase, seconds);
        }
        self.found(measured.codes);
    }

    /// What was found in a report, by code.
    fn found(&self, codes: Vec<String>) {
        for code in codes {
            let labels = ByRule { code };
            self.findings.get_or_create(&labels).inc();
        }
    }

    /// All metrics as text, with the current depth of the queue.
    pub(super) fn text(&self, depth: usize) -> String {
        self.depth.set(i64::try_from(depth).unwrap_or(i64::MAX));
        let mut text = String::new();
        match encode(&mut text, &self.registry) {
            Ok(()) => text,
            // Writing to a text cannot fail.
            Err(_) => String::new(),
        }
    }
}
