//! A database is opened, by many, again, and never when a later version made it.

use chengbao::jobs::{NewItem, NewJob, State, StoreError, open};
use tokio::task::JoinSet;

use crate::database::{Database, LONG, claim, done, id, job, look, sqlite, states};

pub(crate) async fn many_can_open_a_new_database_at_once(database: Database) {
    let mut all = JoinSet::new();
    for n in 0..6 {
        let address = database.address.clone();
        all.spawn(async move {
            let store = open(&address).await.unwrap();
            store.create(&job(n, 1)).await.unwrap();
        });
    }
    all.join_all().await;
    assert_eq!(
        database
            .open()
            .await
            .counts()
            .await
            .unwrap()
            .of(State::Queued),
        6
    );
}

pub(crate) async fn what_was_kept_is_there_when_opened_again(database: Database) {
    let claimed = {
        let store = database.open().await;
        store.create(&job(1, 2)).await.unwrap();
        claim(&*store).await
    };
    let store = database.open().await;
    assert_eq!(states(&*store, 1).await, [State::Running, State::Queued]);
    assert_eq!(store.finish(&[done(&claimed)]).await.unwrap(), [true]);
    drop(store);
    let job = look(&*database.open().await, 1).await;
    assert_eq!(job.items[0].outputs, done(&claimed).outputs);
}

pub(crate) async fn a_later_schema_is_left_alone(database: Database) {
    drop(database.open().await);
    let later = "INSERT INTO schema_versions (version) VALUES (7)";
    if let Some(path) = database.address.strip_prefix("sqlite://") {
        let pool = sqlx::SqlitePool::connect(path).await.unwrap();
        sqlx::query(later).execute(&pool).await.unwrap();
    } else {
        let pool = sqlx::PgPool::connect(&database.address).await.unwrap();
        sqlx::query(later).execute(&pool).await.unwrap();
    }
    let error = open(&database.address).await.err();
    assert!(
        matches!(error, Some(StoreError::Later { found: 7, .. })),
        "{error:?}"
    );
}

pub(crate) async fn any_text_is_kept(database: Database) {
    let store = database.open().await;
    let text = "'; DROP TABLE jobs; -- \\ $1 ? \u{1f4c4} \u{202e} 龘\r\n\t\"".to_owned();
    let item = NewItem {
        name: format!("{text}\0"),
        work: text.clone(),
    };
    let new = NewJob {
        id: id(1),
        tenant: text.clone(),
        items: vec![item],
    };
    store.create(&new).await.unwrap();
    let claims = store.claim(1, LONG).await.unwrap();
    assert_eq!((&claims[0].work, &claims[0].tenant), (&text, &text));
    let job = store.job(&text, &id(1), 0, 1).await.unwrap().unwrap();
    assert_eq!(job.items[0].name, format!("{text}\u{fffd}"));
}

#[tokio::test]
async fn what_is_no_address_is_said_without_passwords() {
    for address in [
        "jobs.db",
        "sqlite://",
        "mysql://u:secret@h/d",
        "postgres://u:secret@h:port/d",
    ] {
        let error = open(address).await.err().expect(address);
        assert!(matches!(error, StoreError::Address(_)), "{error}");
        assert!(!format!("{error} {error:?}").contains("secret"));
    }
    let error = open("postgres://u:secret@127.0.0.1:1/d")
        .await
        .err()
        .unwrap();
    assert!(matches!(error, StoreError::Open(_)), "{error}");
    assert!(!format!("{error} {error:?}").contains("secret"));
    let error = open("sqlite:///nowhere/at/all.db").await.err().unwrap();
    assert!(matches!(error, StoreError::Open(_)), "{error}");
}

#[tokio::test]
async fn what_is_no_database_is_refused() {
    let database = sqlite();
    let path = database.address.strip_prefix("sqlite://").unwrap();
    std::fs::write(path, vec![b'x'; 10_000]).unwrap();
    let error = open(&database.address).await.err().unwrap();
    assert!(matches!(error, StoreError::Open(_)), "{error}");
}

#[cfg(unix)]
#[tokio::test]
async fn others_on_the_machine_cannot_read_the_file() {
    use std::os::unix::fs::PermissionsExt as _;
    let database = sqlite();
    let store = database.open().await;
    store.create(&job(1, 1)).await.unwrap();
    let path = database.address.strip_prefix("sqlite://").unwrap();
    for beside in ["", "-wal"] {
        let mode = std::fs::metadata(format!("{path}{beside}"))
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600, "{beside}");
    }
}
