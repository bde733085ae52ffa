//! How much of a foreign file is read. Files come from portals and mailboxes; each bound is
//! far above any published report and far below what would exhaust a machine.

/// Longest file, in bytes.
pub const MAX_FILE: usize = 64 << 20;

/// The inflated size of the streams of a PDF together, in bytes.
pub(super) const MAX_PART: usize = 48 << 20;

/// Longest HTML page, in bytes.
pub(super) const MAX_PAGE: usize = 16 << 20;

/// Nesting of elements.
pub(super) const MAX_DEPTH: usize = 256;

/// Attributes of a tag of a page; tags of editors have a dozen.
pub(super) const MAX_ATTRIBUTES: usize = 256;

/// Elements and texts of a page.
pub(super) const MAX_NODES: usize = 300_000;

/// Grid positions of a table; larger tables do not occur in reports.
pub(super) const MAX_GRID: usize = 40_000;

/// Rows of all tables that are compared with one section.
pub(super) const MAX_ROWS: usize = 1500;

/// Lines and tables of a document.
pub(super) const MAX_PIECES: usize = 40_000;

/// Files embedded in a PDF that are read.
pub(super) const MAX_ATTACHMENTS: usize = 200;
