//! One delivered report on its way to its documents: `Delivered → Examined → Purpose → FORMATS → bytes →
//! signed bytes`. The command line, the routes and the jobs of the service are edges of this one path. Beside it lie
//! the two that go with a filed report: one more record in its sign-off ([`record`]), and what a finished document
//! proves ([`verify`]).
//!
//! It opens no file, reads no clock and no network: what the machine has to give comes as values or
//! through [`Beside`].

mod delivered;
mod examined;
mod formats;
mod names;
mod order;
mod record;
mod sign;
mod statement;
mod verified;

pub use crate::pipeline::{Blame, RenderError};
pub use delivered::{Beside, Delivered, Previous};
pub use examined::{Examined, Outcome, Setup, Signoff, examine, refused};
pub use formats::{Carrier, FORMATS, Format, Rendered};
pub use names::{SIGNOFF_ENDING, stem};
pub use order::{Order, OrderError, Standing};
pub use record::{Recorded, record};
pub use sign::{SignError, Signing, sign, signable};
pub use verified::{MAX_DOCUMENT, Verified, verify};
