//! The neutral document: what the report says, in the order it is said, with the styles the
//! official form asks for. The typesetter, the DOCX writer and the HTML writer each read it.
//!
//! It never knows PDF, OOXML or YAML, and it never measures anything by a font.

mod annex;
mod block;
mod characters;
mod columns;
mod data;
mod furniture;
mod grid;
mod headers;
mod table;

pub use annex::{AnnexEntry, annex_entries};
pub use block::{Approval, Block, Image, LetterHead, Meta, Paragraph, Run, SignOffLine};
pub use columns::set as set_columns;
pub use data::{Data, EmbeddedFile, Field, Relation};
pub use furniture::{Furniture, Sides};
pub use grid::{GridSlot, TableFault, TableFaultKind};
pub use headers::CellPlace;
pub use table::{CellRole, Scope, Table, TableCell, TableRow};

use chengbao_base::style::Typography;

/// A whole document, ready to be laid out.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// Title, author, language, date: what goes into file properties.
    pub meta: Meta,
    /// Page, grid, faces and styles.
    pub typography: Typography,
    /// What goes around the body on every page.
    pub furniture: Furniture,
    /// The report inside.
    pub data: Data,
    /// Whether the issuing body seals the file itself: issuer and date stand as under a seal
    /// (GB/T 9704 §7.3.5.1), and a PDF holds an empty signature field over them.
    pub sealed: bool,
    /// The body, top to bottom.
    pub blocks: Vec<Block>,
}
