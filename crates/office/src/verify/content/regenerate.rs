//! Makes the PDF of a document again, with its pages.
//!
//! It never compares anything.

use chengbao_base::text::{Bilingual as _, Text};
use chengbao_paper::document::Document;
use chengbao_paper::pdf;
use chengbao_paper::typeset::{self, FaceSet, Pages};

/// The pages of a document, laid out with the fonts at hand, and the PDF made of them; or why there is none.
pub(super) fn regenerate(document: &Document, faces: &FaceSet) -> Result<(Pages, Vec<u8>), Text> {
    let pages = typeset::lay_out(document, faces).map_err(|error| error.text())?;
    let bytes = pdf::write(&pages, faces, &document.meta, &document.data.files);
    Ok((pages, bytes.map_err(|error| error.text())?))
}
