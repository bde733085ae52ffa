//! The context in which all blocks are laid out: typography, faces, and the structure that grows on the way.

use std::sync::Arc;

use super::cluster::Fonts;
use super::structure::{NodeId, StructureTree, Tag};
use chengbao_base::picture::Picture;
use chengbao_base::style::Typography;

/// The context in which all blocks are laid out.
pub(super) struct LayoutContext<'a> {
    /// Page, grid and styles.
    pub(super) typography: &'a Typography,
    /// The faces.
    pub(super) fonts: &'a dyn Fonts,
    /// Elements so far.
    pub(super) tree: StructureTree,
    /// The document element.
    pub(super) root: NodeId,
    /// The pictures so far, each once.
    pub(super) pictures: Vec<Arc<Picture>>,
    /// The element of the signature, if issuing body and date are placed as under a seal.
    pub(super) seal: Option<NodeId>,
}

impl<'a> LayoutContext<'a> {
    /// An empty context.
    pub(super) fn new(typography: &'a Typography, fonts: &'a dyn Fonts) -> Self {
        let mut tree = StructureTree::default();
        let root = tree.add(None, Tag::Document);
        Self {
            typography,
            fonts,
            tree,
            root,
            pictures: Vec::new(),
            seal: None,
        }
    }

    /// Adds an element right below the document.
    pub(super) fn block(&mut self, tag: Tag) -> NodeId {
        self.tree.add(Some(self.root), tag)
    }

    /// Width of a hanzi's cell for type of a size: the character pitch of the grid for body size.
    pub(super) fn cell(&self, size: f32) -> f32 {
        let body = self.typography.styles.body.size;
        if (size - body).abs() < 0.01 {
            self.typography.character_pitch()
        } else {
            size
        }
    }
}
