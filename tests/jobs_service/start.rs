//! What is told where jobs cannot be kept, and what is not: a password.

use std::process::Command;

use crate::node::Deployment;

/// Its exit status and what it says; it is to end by itself.
fn refusal(command: &mut Command) -> (Option<i32>, String) {
    let output = command.output().unwrap();
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    (output.status.code(), told)
}

#[test]
fn an_address_that_is_none_is_reported_without_its_password() {
    let addresses = [
        "mysql://user:hushhush@host/jobs",
        "postgres://user:hushhush@127.0.0.1:1/jobs",
    ];
    for address in addresses {
        let deployment = Deployment::new();
        let by_flag = refusal(deployment.command().args(["--database", address]));
        let by_environment = refusal(deployment.command().env("CHENGBAO_DATABASE", address));
        for (code, told) in [by_flag, by_environment] {
            assert_eq!(code, Some(2), "{told}");
            assert!(told.contains("数据库"), "{told}");
            assert!(!told.contains("hushhush"), "{told}");
        }
    }
    let store = Deployment::new();
    let (code, told) = refusal(
        store
            .command()
            .args(["--store", "ftp://user:hushhush@host/x"]),
    );
    assert_eq!(code, Some(2), "{told}");
    assert!(
        told.contains("不是存储地址") && !told.contains("hushhush"),
        "{told}"
    );
}

#[test]
fn a_data_folder_that_cannot_be_written_to_is_reported() {
    let file = tempfile::NamedTempFile::new().unwrap();
    let (code, told) = refusal(&mut Deployment::on(file.path()).command());
    assert_eq!(code, Some(2), "{told}");
    assert!(told.contains("无法写入数据文件夹"), "{told}");
}

#[test]
fn a_database_that_is_none_or_of_a_later_version_is_left_alone() {
    let deployment = Deployment::new();
    let data = deployment.folder.path().join("data");
    deployment.start_answering().kill();
    let file = data.join("jobs.db");
    let later = tokio::runtime::Runtime::new().unwrap().block_on(async {
        use sqlx::ConnectOptions as _;
        let options = sqlx::sqlite::SqliteConnectOptions::new().filename(&file);
        let mut connection = options.connect().await.unwrap();
        let later = sqlx::query("INSERT INTO schema_versions (version) VALUES (999)");
        later.execute(&mut connection).await
    });
    later.unwrap();
    let (code, refused) = refusal(&mut deployment.command());
    assert_eq!(code, Some(2), "{refused}");
    assert!(
        refused.contains("更新版本") && refused.contains("999"),
        "{refused}"
    );
    std::fs::remove_file(data.join("jobs.db-wal")).ok();
    std::fs::write(&file, "no database".repeat(1000)).unwrap();
    let (code, refused) = refusal(&mut deployment.command());
    assert_eq!(code, Some(2), "{refused}");
    assert!(refused.contains("无法打开数据库"), "{refused}");
}
