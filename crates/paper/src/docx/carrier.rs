//! The paragraph that anchors the shapes of a header or footer.

use docx_rs::{Paragraph, Run};

use super::styles::{NORMAL, exact};

/// The paragraph that shapes are anchored to: last in its header or footer, an empty run one point
/// high. The normalising pass puts the shapes into it.
pub(super) fn carrier() -> Paragraph {
    Paragraph::new()
        .style(NORMAL)
        .line_spacing(exact(20))
        .add_run(Run::new())
}
