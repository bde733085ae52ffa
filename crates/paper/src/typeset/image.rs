//! A picture of the narrative → a part: centred, as large as on a screen, but no larger than the
//! page allows.

use std::sync::Arc;

use super::context::LayoutContext;
use super::part::Lines;
use super::structure::Tag;
use super::{Item, Owner, PlacedImage};
use crate::document::Image;
use chengbao_base::picture::Picture;

/// Points per pixel: 96 to the inch, as on screens and in Word.
const PIXEL: f32 = 72.0 / 96.0;
/// Largest share of the text area's height for a picture.
const MAX_HEIGHT: f32 = 2.0 / 3.0;
/// Minimum space above and below it together, in body lines.
const CLEAR: f32 = 0.5;

/// The picture on whole body lines.
pub(super) fn image(image: &Image, context: &mut LayoutContext<'_>) -> Lines {
    let node = context.block(Tag::Figure {
        alt: image.alt.clone(),
    });
    let picture = known(&image.picture, context);
    let pitch = context.typography.line_pitch();
    let measure = context.typography.text_width();
    let most = context.typography.text_height() * MAX_HEIGHT;
    #[expect(clippy::cast_precision_loss, reason = "pixels of one picture")]
    let [width, height] =
        [image.picture.width, image.picture.height].map(|side| side.max(1) as f32 * PIXEL);
    let scale = (measure / width).min(most / height).min(1.0);
    let (width, height) = (width * scale, height * scale);
    let lines = (height / pitch + CLEAR).ceil();
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "at most the lines of one page"
    )]
    let slots = lines.max(1.0) as usize;
    Lines {
        slots,
        height: height + CLEAR * pitch,
        items: vec![Item::Image(PlacedImage {
            owner: Owner::Node(node),
            picture,
            x: (measure - width) / 2.0,
            y: -(lines * pitch + height) / 2.0,
            width,
            height,
        })],
        ..Lines::default()
    }
}

/// Index of a picture among those of the document, which has each once.
fn known(picture: &Arc<Picture>, context: &mut LayoutContext<'_>) -> usize {
    let same = |known: &Arc<Picture>| Arc::ptr_eq(known, picture) || known == picture;
    context.pictures.iter().position(same).unwrap_or_else(|| {
        context.pictures.push(Arc::clone(picture));
        context.pictures.len() - 1
    })
}
