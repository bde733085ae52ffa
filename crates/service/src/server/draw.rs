//! Draws a page of a finished PDF as a picture, for a screen. The PDF is always one that was
//! made here, never one from a request.

use std::sync::Arc;

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::vello_cpu::Pixmap;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings, render};
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, ImageEncoder as _};

use super::problem::{Problem, ProblemKind};
use super::routes::wanted::PageWanted;
use chengbao_base::text::{Lang, Text};

/// Maximum pixels of a picture: A4 at the largest scale has half as many.
const MAX_PIXELS: f32 = 16_000_000.0;

/// A page as a picture.
pub(super) struct Picture {
    /// The picture.
    pub(super) png: Vec<u8>,
    /// How many pages the PDF has.
    pub(super) pages: usize,
}

/// Draws a page. Runs on a thread of the pool.
pub(super) fn draw(pdf: Vec<u8>, wanted: PageWanted, lang: Lang) -> Result<Picture, Problem> {
    let fault = |detail: String| {
        let text = Text::new(format!("程序内部错误：{detail}"), detail);
        Problem::new(ProblemKind::Fault, lang, text)
    };
    let pdf = Pdf::new(Arc::new(pdf)).map_err(|error| fault(format!("{error:?}")))?;
    let pages = pdf.pages();
    let count = pages.len();
    let page = wanted.number.checked_sub(1).and_then(|at| pages.get(at));
    let page = page.ok_or_else(|| {
        let text = Text::new(
            format!("没有第 {} 页，共 {count} 页，请改正页码。", wanted.number),
            format!(
                "page {} does not exist; the document has {count}",
                wanted.number
            ),
        );
        Problem::new(ProblemKind::NotFound, lang, text)
    })?;
    let scale = wanted.scale;
    let (width, height) = page.render_dimensions();
    if width * height * scale * scale > MAX_PIXELS {
        let text = Text::new(
            "这个倍数太大，无法显示，请减小 scale。",
            "the page is too large at this scale; use a smaller one",
        );
        return Err(Problem::new(ProblemKind::Request, lang, text));
    }
    let pixmap = render(
        page,
        &RenderCache::new(),
        &InterpreterSettings::default(),
        &RenderSettings::default(),
        &PixmapSettings {
            x_scale: scale,
            y_scale: scale,
            bg_color: WHITE,
        },
    );
    let png = encoded(&pixmap).map_err(|error| fault(error.to_string()))?;
    Ok(Picture { png, pages: count })
}

/// The picture as PNG; in grey if it has no colour. The background is opaque white.
fn encoded(pixmap: &Pixmap) -> image::ImageResult<Vec<u8>> {
    let pixels = pixmap.data();
    let is_grey = pixels.iter().all(|it| it.r == it.g && it.g == it.b);
    let (bytes, colour): (Vec<u8>, _) = if is_grey {
        let greys = pixels.iter().map(|it| it.r);
        (greys.collect(), ExtendedColorType::L8)
    } else {
        let colours = pixels.iter().flat_map(|it| [it.r, it.g, it.b]);
        (colours.collect(), ExtendedColorType::Rgb8)
    };
    let mut png = Vec::new();
    // Text and rules: rows differ little from those above.
    let encoder = PngEncoder::new_with_quality(&mut png, CompressionType::Fast, FilterType::Up);
    encoder.write_image(
        &bytes,
        pixmap.width().into(),
        pixmap.height().into(),
        colour,
    )?;
    Ok(png)
}
