//! The results of items with damaged inputs, with the real loop and a real database; of the work
//! itself only fetching is done.

use std::sync::Mutex;

use object_store::ObjectStoreExt as _;
use object_store::memory::InMemory;
use object_store::path::Path;
use tokio::time::timeout;

use super::*;
use crate::jobs::{Item, JobId, NewItem, NewJob, Sha256Hex, State, Store, open};

const TENANT: &str = "a";
const REPORT: &[u8] = b"form: x";

/// Fetches the inputs of items.
struct Fetches {
    blobs: Blobs,
    shelf: Shelf,
    /// Whether the blob is repaired after the first attempt.
    heals: bool,
    told: Mutex<Vec<Outcome>>,
}

#[async_trait]
impl Handler for Fetches {
    async fn run(&self, claim: &Claim) -> Outcome {
        let outcome = match fetched(claim, &self.blobs, &self.shelf).await {
            Ok((delivered, _)) => {
                assert_eq!(&*delivered.report, REPORT);
                Outcome::Finished {
                    findings: "[]".to_owned(),
                    problem: None,
                    outputs: Vec::new(),
                }
            }
            Err(outcome) => outcome,
        };
        if self.heals {
            self.blobs.put(&self.shelf, REPORT.to_vec()).await.unwrap();
        }
        self.told.lock().unwrap().push(outcome.clone());
        outcome
    }
}

/// The finished item and the result of each attempt, if its report is stored with other bytes.
async fn damaged(heals: bool) -> (Item, Vec<Outcome>) {
    let folder = tempfile::tempdir().unwrap();
    let address = format!("sqlite://{}/jobs.db", folder.path().display());
    let store: Arc<dyn Store> = open(&address).await.unwrap();
    let memory = Arc::new(InMemory::new());
    let blobs = Blobs::new(Arc::clone(&memory) as _);
    let id = JobId::new([1; 16]);
    let shelf = Shelf::Job(id.clone());

    let digest = blobs.put(&shelf, REPORT.to_vec()).await.unwrap();
    let path = Path::from(format!("jobs/{id}/{digest}"));
    memory.put(&path, "fOrm: x".into()).await.unwrap();
    assert_eq!(
        blobs.get(&shelf, &digest).await,
        Err(BlobError::Damaged(digest.clone()))
    );

    let work = work(&digest);
    let name = "x".to_owned();
    let job = NewJob {
        id: id.clone(),
        tenant: TENANT.to_owned(),
        items: vec![NewItem { name, work }],
    };
    store.create(&job).await.unwrap();
    let handler = Arc::new(Fetches {
        blobs,
        shelf,
        heals,
        told: Mutex::default(),
    });
    let pace = Pace {
        poll: Duration::from_millis(20),
        retry: Duration::from_millis(10),
        ..Pace::of(1)
    };
    let (end, ending) = watch::channel(false);
    let worker = Worker::new(Arc::clone(&store), Arc::clone(&handler) as _, pace);
    let running = tokio::spawn(worker.run(ending));
    let ended = async {
        loop {
            let job = store.job(TENANT, &id, 0, 1).await.unwrap().unwrap();
            if job.counts.is_final() {
                return job.items.into_iter().next().unwrap();
            }
            sleep(Duration::from_millis(10)).await;
        }
    };
    let item = timeout(Duration::from_secs(30), ended).await.unwrap();
    end.send_replace(true);
    assert!(running.await.unwrap());
    let told = std::mem::take(&mut *handler.told.lock().unwrap());
    (item, told)
}

/// A stored request for a PDF of a report.
fn work(report: &Sha256Hex) -> String {
    let work = serde_json::json!({
        "report": report, "to": ["pdf"], "profile": "filing", "start_page": 1, "final": false, "language": "zh",
    });
    work.to_string()
}

#[tokio::test]
async fn an_item_whose_input_stays_damaged_is_given_up_after_three_attempts() {
    let (item, told) = damaged(false).await;
    assert_eq!(told, vec![Outcome::Failed(Reason::InputDamaged); 3]);
    assert_eq!(
        (item.state, item.failures, item.reason),
        (State::GivenUp, 3, Some(Reason::InputDamaged))
    );
}

#[tokio::test]
async fn an_input_that_was_read_wrongly_once_is_read_again() {
    let (item, told) = damaged(true).await;
    assert_eq!(told.first(), Some(&Outcome::Failed(Reason::InputDamaged)));
    assert_eq!((told.len(), item.state), (2, State::Done));
}
