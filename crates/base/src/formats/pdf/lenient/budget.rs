//! What reading a file may cost altogether, in bytes: those that are read, however often, and those that are unpacked.
//!
//! It never forgets that a limit was reached: nothing is read after that.

use std::cell::Cell;

/// Maximum bytes that are read: a few times the largest file, of which little is read twice.
const MAX_READ: usize = 192 << 20;
/// Maximum rows of cross-references.
const MAX_ROWS: usize = 1_000_000;

/// What is left.
#[derive(Debug)]
pub(super) struct Budget {
    read: Cell<usize>,
    unpacked: Cell<usize>,
    rows: Cell<usize>,
    spent: Cell<bool>,
}

impl Budget {
    pub(super) const fn new(max_unpacked: usize) -> Self {
        Self {
            read: Cell::new(MAX_READ),
            unpacked: Cell::new(max_unpacked),
            rows: Cell::new(MAX_ROWS),
            spent: Cell::new(false),
        }
    }

    /// Whether a limit was reached.
    pub(super) const fn is_spent(&self) -> bool {
        self.spent.get()
    }

    /// Nothing more is read.
    pub(super) fn spend(&self) {
        self.spent.set(true);
    }

    /// So many bytes were or will be read.
    pub(super) fn read(&self, bytes: usize) -> Option<()> {
        self.take(&self.read, bytes)
    }

    /// So many bytes were unpacked.
    pub(super) fn unpack(&self, bytes: usize) -> Option<()> {
        self.take(&self.unpacked, bytes)
    }

    /// How many bytes may still be unpacked.
    pub(super) const fn room(&self) -> usize {
        self.unpacked.get()
    }

    /// A row was read.
    pub(super) fn row(&self) -> Option<()> {
        self.take(&self.rows, 1)
    }

    fn take(&self, from: &Cell<usize>, count: usize) -> Option<()> {
        match from.get().checked_sub(count) {
            Some(left) if !self.is_spent() => {
                from.set(left);
                Some(())
            }
            _ => {
                self.spend();
                None
            }
        }
    }
}
