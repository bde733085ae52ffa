//! Document → one clean HTML page, for the web editor of a portal and for the screen: semantic
//! elements, one small stylesheet, nothing that is fetched, run or styled in place. What stands
//! between `<article>` and `</article>` may be pasted alone.
//!
//! The room never sees pages, reports or forms, and reads neither clock nor environment: the same
//! document gives the same bytes.

mod body;
mod error;
mod link;
mod markup;
mod page;
mod style;
mod table;
#[cfg(test)]
mod tests;

pub use error::HtmlError;

use crate::document::Document;

/// The document as an HTML page in UTF-8.
///
/// # Errors
///
/// [`HtmlError`] where a text holds a character no HTML file may, or a table's cells do not tile its
/// grid. Nothing comes out then.
pub fn write(document: &Document) -> Result<String, HtmlError> {
    page::page(document)
}
