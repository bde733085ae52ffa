//! The time, for records and signatures. Documents themselves never contain it.

use std::env;

use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

use super::exit::Failure;
use super::shell::Shell;
use chengbao_base::text::Text;

/// Fixes the time (reproducible-builds.org), in seconds since 1970.
const FIXED: &str = "SOURCE_DATE_EPOCH";

/// Now, to the second, with the local offset: `2025-01-20T09:30:00+08:00`.
pub(super) fn now() -> Result<String, Failure> {
    Ok(moment()?.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string())
}

/// Says once where the time comes from if it is not the clock: what is signed or verified depends on it.
pub(super) fn note_if_fixed(shell: &Shell) -> Result<(), Failure> {
    if env::var_os(FIXED).is_some() {
        let time = moment()?.timestamp();
        shell.console.note(shell.console.localized(&Text::new(
            format!("注意：时间取自环境变量 {FIXED}（{time}），不是现在的时间。"),
            format!("note: the time is that of {FIXED} ({time}), not of the clock"),
        )));
    }
    Ok(())
}

/// Now, in local time.
pub(super) fn moment() -> Result<Zoned, Failure> {
    Ok(match env::var_os(FIXED) {
        None => Zoned::now(),
        Some(value) => {
            let seconds = value.to_str().and_then(|value| value.parse().ok());
            let fixed = seconds.and_then(|seconds| Timestamp::from_second(seconds).ok());
            let Some(fixed) = fixed else {
                return Err(Failure::usage(
                    format!("环境变量 {FIXED} 应为秒数，请改正。"),
                    format!("the environment variable {FIXED} must be a number of seconds"),
                ));
            };
            fixed.to_zoned(TimeZone::UTC)
        }
    })
}
