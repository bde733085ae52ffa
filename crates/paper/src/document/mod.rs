//! The neutral document: the content of the report in its order, with the styles that the
//! official form requires. The typesetter, the DOCX writer and the HTML writer each read it.
//!
//! It never knows PDF, OOXML or YAML, and it never measures with a font.

mod annex;
mod block;
mod characters;
mod columns;
mod data;
mod flow_error;
mod furniture;
mod grid;
mod headers;
mod table;

pub use annex::{AnnexEntry, annex_entries};
pub use block::{Approval, Block, Image, LetterHead, Meta, Paragraph, Run, SignOffLine};
pub use columns::set as set_columns;
pub use data::{Data, EmbeddedFile, Field, Relation};
pub use flow_error::FlowError;
pub use furniture::{Furniture, Sides};
pub use grid::{GridSlot, TableError, TableErrorKind};
pub use headers::CellPlace;
pub use table::{CellRole, Scope, Table, TableCell, TableRow};

use chengbao_base::edition::Edition;
use chengbao_base::style::Typography;

/// A whole document, ready to be laid out.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// How it is written.
    pub edition: Edition,
    /// Title, author, language, date: the file properties.
    pub meta: Meta,
    /// Page, grid, faces and styles.
    pub typography: Typography,
    /// What surrounds the body on every page.
    pub furniture: Furniture,
    /// The embedded report.
    pub data: Data,
    /// Whether the issuing body seals the file itself: name and date are placed as under a seal
    /// (GB/T 9704 §7.3.5.1), and a PDF has an empty signature field over them.
    pub sealed: bool,
    /// The body, top to bottom.
    pub blocks: Vec<Block>,
}
