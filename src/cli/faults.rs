//! Reports that crash or stall the worker that processes them, to test what happens to their jobs. It is
//! only in test builds.
//!
//! `CHENGBAO_FAULTS` lists them: `abort=SHA256 panic=SHA256 slow=SHA256 …`, by the digests of the reports.

use chengbao_service::jobs::Sha256Hex;

/// Does to this thread, or process, what is configured for the report.
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
                // A real panic may quote the data too.
                _ => panic!("as asked, over {}", String::from_utf8_lossy(report)),
            },
            _ => {}
        }
    }
}
