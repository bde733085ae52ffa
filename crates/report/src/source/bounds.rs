//! Bounds before meaning: how much a report file may contain. Real reports are about 10 kB with a
//! few hundred values; the bounds keep a hostile or mistaken file from costing time or memory.

use super::{SourceError, Span};

/// Longest text, in bytes: 4 MiB.
pub const MAX_TEXT: usize = 4 << 20;

/// Deepest nesting of sequences and mappings.
pub const MAX_DEPTH: usize = 64;

/// Most values, including keys, aliases counted as often as they occur.
pub const MAX_NODES: usize = 200_000;

/// Most text of scalars, in bytes, aliases counted as often as they occur.
pub const MAX_EXPANDED: usize = 2 * MAX_TEXT;

/// Most anchors. They cost the parser a search each, and reports have none.
pub const MAX_ANCHORS: usize = 10_000;

/// The cost of a value with everything in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Weight {
    /// Values, including itself.
    pub(super) nodes: usize,
    /// Bytes of scalar text.
    pub(super) text: usize,
    /// Levels of collections.
    pub(super) depth: usize,
}

impl Weight {
    /// A scalar of that many bytes.
    pub(super) fn scalar(text: usize) -> Self {
        let (nodes, depth) = (1, 0);
        Self { nodes, text, depth }
    }

    /// A collection that is still empty.
    pub(super) fn collection() -> Self {
        let (nodes, text, depth) = (1, 0, 1);
        Self { nodes, text, depth }
    }

    /// Adds a child. Each sum is at most twice its bound, since every child was within it.
    pub(super) fn add(&mut self, child: Self) {
        self.nodes = self.nodes.saturating_add(child.nodes);
        self.text = self.text.saturating_add(child.text);
        self.depth = self.depth.max(child.depth.saturating_add(1));
    }
}

/// How much of the total bounds has been used.
#[derive(Debug, Default)]
pub(super) struct Budget {
    nodes: usize,
    text: usize,
}

impl Budget {
    /// Counts a value without what is in it. Its anchor is the parser's number, from 1, or 0.
    pub(super) fn value(
        &mut self,
        weight: Weight,
        anchor: usize,
        place: Span,
    ) -> Result<(), SourceError> {
        self.add(weight);
        if self.nodes > MAX_NODES {
            return Err(SourceError::TooManyNodes { place });
        }
        if anchor > MAX_ANCHORS {
            return Err(SourceError::TooManyAnchors { place });
        }
        // Without aliases the text cannot expand to that much.
        match self.text > MAX_EXPANDED {
            true => Err(SourceError::AliasesTooLarge { place }),
            false => Ok(()),
        }
    }

    /// Counts what an alias stands for, `depth` collections deep.
    pub(super) fn alias(
        &mut self,
        weight: Weight,
        depth: usize,
        place: Span,
    ) -> Result<(), SourceError> {
        self.add(weight);
        if depth + weight.depth > MAX_DEPTH {
            return Err(SourceError::TooDeep { place });
        }
        match self.nodes > MAX_NODES || self.text > MAX_EXPANDED {
            true => Err(SourceError::AliasesTooLarge { place }),
            false => Ok(()),
        }
    }

    fn add(&mut self, weight: Weight) {
        self.nodes = self.nodes.saturating_add(weight.nodes);
        self.text = self.text.saturating_add(weight.text);
    }
}
