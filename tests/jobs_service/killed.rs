//! `kill -9`, fifty times, over a thousand items.

use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::batch::{all_done, done, is_of, items, job, once_each, open, report, send, whole_blobs};
use crate::node::Deployment;

const KILLS: usize = 50;
/// The last of them fall among the last items, where those are that were hit before.
const LATE: usize = 10;
/// Each of these falls while the node starts or takes up its first items.
const EARLY: usize = 5;
/// So many items are left when the late kills begin, and when the kills end.
const LEFT: [usize; 2] = [150, 40];
const BATCHES: usize = 10;
const OF: usize = 100;

/// The same moments each time, random to the program (Knuth's MMIX generator).
struct Moments(u64);

impl Moments {
    fn next(&mut self, max: u64) -> Duration {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        Duration::from_millis((self.0 >> 33) % max)
    }
}

/// How many items may be open when that kill falls: evenly fewer up to the late ones, and from there.
fn left_at(kill: usize) -> u64 {
    let first = KILLS - LATE;
    let [late, last] = LEFT;
    let left = if kill < first {
        BATCHES * OF - (BATCHES * OF - late) * kill / first
    } else {
        late - (late - last) * (kill + 1 - first) / LATE
    };
    u64::try_from(left).unwrap()
}

/// An item that a kill hits has failed like any other: at the third hit it is given up, for no program can
/// tell a kill from a report that crashes it. That none is given up here is no luck: items that were hit
/// wait behind those that were not, and are worked on one by one, so that of them a kill hits one at most
/// and hardly one three times.
#[test]
fn a_thousand_items_outlive_fifty_kills() {
    let since = Instant::now();
    let deployment = Deployment::new();
    let reports: Vec<String> = (0..BATCHES * OF).map(report).collect();
    let node = deployment.start();
    let batches = reports.chunks(OF);
    let jobs: Vec<String> = batches
        .map(|some| send(node.address, "pdf", some))
        .collect();
    let mut node = Some(node);
    let mut moments = Moments(9704);
    let mut at_work = 0;
    let all_open = |at| -> u64 { jobs.iter().map(|job| open(at, job)).sum() };
    for kill in 0..KILLS {
        let running = node.take().unwrap_or_else(|| deployment.start());
        if kill % EARLY == 0 {
            sleep(moments.next(100));
        } else {
            // By progress, not by time: however fast the machine is, work is left for all kills.
            let since = Instant::now();
            while all_open(running.address) > left_at(kill) {
                assert!(since.elapsed() < Duration::from_secs(80));
                sleep(Duration::from_millis(5));
            }
            sleep(moments.next(10));
        }
        if all_open(running.address) > 0 {
            at_work += 1;
        }
        running.kill();
    }
    let killed = since.elapsed();
    let node = deployment.start();
    let at = node.address;
    let most = Duration::from_secs(80);
    let jobs: Vec<_> = jobs.iter().map(|job| done(at, job, most)).collect();
    let ended = since.elapsed();
    let mut hit = [0; 3];
    for (done, reports) in jobs.iter().zip(reports.chunks(OF)) {
        all_done(at, done, OF, 1);
        is_of(at, &items(done)[7], &reports[7]);
        for item in items(done) {
            hit[usize::try_from(item["failures"].as_u64().unwrap()).unwrap()] += 1;
        }
        let again = job(at, &format!("/v1/jobs/{}", done["id"].as_str().unwrap()));
        assert_eq!(&again, done, "what is done stays as it is");
    }
    let blobs = whole_blobs(&deployment.folder.path().join("data/blobs"));
    assert!(blobs >= 2 * BATCHES * OF, "{blobs} blobs");
    let said = once_each(&deployment.log());
    println!(
        "kills {KILLS}, {at_work} of them with work left; after {killed:?} and {ended:?}; \
        items hit never, once, twice: {hit:?}; said to be done: {said}"
    );
    assert_eq!(at_work, KILLS, "the work was over before the kills were");
    assert!(
        hit[1] + hit[2] >= 10,
        "the kills hit next to nothing: {hit:?}"
    );
}
