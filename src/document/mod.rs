//! The neutral document: what the report says, in the order it is said, with the styles the
//! official form asks for. `compose` makes it from a report; the typesetter, the DOCX writer and
//! the HTML writer each read it.
//!
//! It never knows PDF, OOXML or YAML, and it never measures anything.

mod block;
mod compose;
mod heading;
mod table;
mod typography;

pub use block::{Block, Meta, Paragraph, Run, StyleId};
pub use compose::compose;
pub use table::{CellRole, Scope, Table, TableCell, TableRow};
pub use typography::{
    Align, Grid, Length, PageNumber, PageSetup, Style, TableStyle, Typeface, TypefaceNames,
    Typography,
};

/// A whole document, ready to be laid out.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// Title, author, language, date: what goes into file properties.
    pub meta: Meta,
    /// Page, grid, faces and styles.
    pub typography: Typography,
    /// The body, top to bottom.
    pub blocks: Vec<Block>,
}
