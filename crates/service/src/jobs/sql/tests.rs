//! Tests of how the databases look for what a claim takes: by the indexes made for it, whatever else
//! the table holds.

use super::claim::CLAIM;
use super::open::pools;
use super::said::Value;
use super::wire::Pools;

/// 100,000 items, a tenth of which wait and a hundredth of which failed before.
const ITEMS: &str = "
    INSERT INTO items (job, number, name, work, state, failures, due, revision)
    WITH RECURSIVE numbers (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n < 99999)
    SELECT '00000000000000000000000000000000', n, 'a name', 'some work',
        CASE WHEN n % 10 = 0 THEN 'queued' ELSE 'done' END,
        CASE WHEN n % 100 = 0 THEN 1 ELSE 0 END,
        n,
        CASE WHEN n % 10 = 0 THEN NULL ELSE n END
    FROM numbers";

async fn filled(address: &str) -> Pools {
    let pools = pools(address).await.unwrap();
    let mut tx = pools.write().await.unwrap();
    let job = "INSERT INTO jobs (id, tenant, created, unended)
        VALUES ('00000000000000000000000000000000', 't', 0, 10000)";
    tx.run(job, []).await.unwrap();
    tx.run(ITEMS, []).await.unwrap();
    tx.commit().await.unwrap();
    pools
}

/// The plan of a claim, one step a line.
async fn plan(pools: &Pools) -> Vec<String> {
    let mut tx = pools.write().await.unwrap();
    let (explain, column) = if tx.is_postgres() {
        ("EXPLAIN", 0)
    } else {
        ("EXPLAIN QUERY PLAN", 3)
    };
    let values = [
        Value::from(1_000_000_i64),
        Value::from(20_i64),
        Value::from(1000_i64),
    ];
    let rows = tx.rows(format!("{explain} {CLAIM}"), values).await.unwrap();
    let plan = rows.iter().map(|row| row.text(column).unwrap()).collect();
    tx.commit().await.unwrap();
    plan
}

#[tokio::test]
async fn sqlite_claims_by_the_indexes() {
    let folder = tempfile::tempdir().unwrap();
    let pools = filled(&format!("sqlite://{}/jobs.db", folder.path().display())).await;
    for _ in ["not analyzed", "analyzed"] {
        let plan = plan(&pools).await;
        let on_items: Vec<&String> = plan.iter().filter(|step| step.contains(" items")).collect();
        for index in [
            "items_fresh (due<?)",
            "items_failed (due<?)",
            "INTEGER PRIMARY KEY (rowid=?)",
        ] {
            assert!(
                on_items.iter().any(|step| step.contains(index)),
                "{index}: {plan:#?}"
            );
        }
        for step in on_items {
            // The head of the line is read from the index alone.
            let head = step.starts_with("SCAN items USING COVERING INDEX items_fresh");
            assert!(step.starts_with("SEARCH") || head, "{plan:#?}");
        }
        assert!(
            !plan.iter().any(|step| step.contains("B-TREE")),
            "sorts: {plan:#?}"
        );
        let mut tx = pools.write().await.unwrap();
        tx.script("ANALYZE").await.unwrap();
        tx.commit().await.unwrap();
    }
}

#[cfg(feature = "judges")]
#[tokio::test]
async fn postgres_claims_by_the_indexes() {
    let pools = filled(&server::Postgres::shared().database()).await;
    for _ in ["not analyzed", "analyzed"] {
        let plan = plan(&pools).await;
        for index in [
            "using items_fresh on items",
            "using items_failed on items",
            "using items_pkey on",
        ] {
            assert!(
                plan.iter().any(|step| step.contains(index)),
                "{index}: {plan:#?}"
            );
        }
        for no in [
            "Seq Scan on items",
            "Bitmap Heap Scan on items",
            "Sort Key: items",
        ] {
            assert!(
                !plan.iter().any(|step| step.contains(no)),
                "{no}: {plan:#?}"
            );
        }
        let mut tx = pools.write().await.unwrap();
        tx.script("ANALYZE").await.unwrap();
        tx.commit().await.unwrap();
    }
}

#[cfg(feature = "judges")]
use support::postgres as server;
