//! CMS signatures (RFC 5652) that are detached from the content, with the attributes of CAdES
//! (RFC 5126, ETSI EN 319 122-1).

mod attributes;
mod ber;
mod error;
mod read;
mod syntax;
#[cfg(test)]
mod tests;
mod write;

pub use attributes::Named;
pub use error::CmsError;
pub use read::{Signed, read};
pub use write::{Stamp, sign};
#[cfg(test)]
pub(super) use write::{sign_inside, sign_unnamed};
