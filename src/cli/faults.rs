//! Reports that hurt whoever works on them, for the tests of what becomes of jobs then. It is in no
//! build but that of the tests.
//!
//! `CHENGBAO_FAULTS` names them: `abort=SHA256 panic=SHA256 slow=SHA256 …`, by the digests of the reports.

use chengbao_service::jobs::Sha256Hex;

/// Does to this thread, or process, what the report is to do.
#[expect(clippy::panic, reason = "what it is for")]
pub(super) fn strike(report: &[u8]) {
    let Ok(faults) = std::env::var("CHENGBAO_FAULTS") else {
        return;
    };
    let digest = Sha256Hex::of(report);
    for fault in faults.split_whitespace() {
        match fault.split_once('=') {
            Some((what, of)) if of == digest.as_str() => match what {
                "abort" => std::process::abort(),
                "slow" => std::thread::sleep(std::time::Duration::from_secs(2)),
                // As a panic may quote what was worked on.
                _ => panic!("as asked, over {}", String::from_utf8_lossy(report)),
            },
            _ => {}
        }
    }
}
