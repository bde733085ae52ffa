//! Document → one clean HTML page, for the web editor of a portal and for the screen: semantic
//! elements, one small stylesheet, nothing that is fetched, executed or styled inline. The content
//! of `<article>` can be pasted without the rest.
//!
//! The module never knows pages, reports or forms, and reads neither clock nor environment: the same
//! document gives the same bytes.

mod body;
mod class;
mod link;
mod markup;
mod page;
mod style;
mod table;
#[cfg(test)]
mod tests;

use crate::document::{Document, FlowError};

/// The document as an HTML page in UTF-8.
///
/// # Errors
///
/// [`FlowError`] if a text contains a character that HTML does not allow, or a table's cells do not tile its
/// grid. Nothing is returned then.
pub fn write(document: &Document) -> Result<String, FlowError> {
    page::page(document)
}
