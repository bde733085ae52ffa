//! What is drawn beside text: rules, pictures, and the colours of all. Grey and red are device
//! colours, which the output intent gives their meaning (ISO 19005-3 §6.2.4.3); a colour is set where
//! it changes and nowhere else.

use printpdf::{
    Color, CurTransMat, Greyscale, Line, LinePoint, Op, Point, Rgb, XObjectId, XObjectTransform,
};

use super::PdfError;
use super::content::{Mark, Writer};
use super::pen::{points, thousandths};
use super::pictures::resource_name;
use crate::typeset::{Ink, Owner, PlacedImage, Rule};

/// How light the letters of a watermark are: what stands over them is read with ease, and they are
/// still seen on a copy.
const PALE: f32 = 0.85;

impl Writer<'_> {
    /// Sets the colour of what is filled: letters.
    pub(super) fn ink(&mut self, ink: Ink) {
        if self.fill != ink {
            self.fill = ink;
            self.ops.push(Op::SetFillColor { col: colour(ink) });
        }
    }

    /// Draws a rule.
    pub(super) fn rule(&mut self, rule: &Rule) -> Result<(), PdfError> {
        let mut ends = Vec::with_capacity(2);
        for (x, y) in [(rule.x1, rule.y1), (rule.x2, rule.y2)] {
            let p = Point {
                x: points(thousandths(x.into())?),
                y: points(thousandths(y.into())?),
            };
            ends.push(LinePoint { p, bezier: false });
        }
        self.mark(owner_mark(rule.owner))?;
        self.end_text();
        if self.stroke != rule.ink {
            self.stroke = rule.ink;
            self.ops.push(Op::SetOutlineColor {
                col: colour(rule.ink),
            });
        }
        if self.weight != Some(rule.weight) {
            self.ops.push(Op::SetOutlineThickness {
                pt: points(thousandths(rule.weight.into())?),
            });
            self.weight = Some(rule.weight);
        }
        self.ops.push(Op::DrawLine {
            line: Line {
                points: ends,
                is_closed: false,
            },
        });
        Ok(())
    }

    /// Draws one of `count` pictures; returns where: left, bottom, right, top.
    pub(super) fn image(
        &mut self,
        image: &PlacedImage,
        count: usize,
    ) -> Result<[f32; 4], PdfError> {
        if image.picture >= count {
            return Err(PdfError::pages(format!("picture {}", image.picture)));
        }
        let length = |value: f32| thousandths(value.into()).map(|value| points(value).0);
        let (x, y) = (length(image.x)?, length(image.y)?);
        let (width, height) = (length(image.width)?, length(image.height)?);
        if width <= 0.0 || height <= 0.0 {
            return Err(PdfError::pages(format!(
                "a picture of {width} × {height} points"
            )));
        }
        self.mark(owner_mark(image.owner))?;
        self.end_text();
        // A picture fills the unit square (ISO 32000-1 §8.9.5.1).
        self.ops.push(Op::SaveGraphicsState);
        self.ops.push(Op::SetTransformationMatrix {
            matrix: CurTransMat::Raw([width, 0.0, 0.0, height, x, y]),
        });
        self.ops.push(Op::UseXobject {
            id: XObjectId(resource_name(image.picture)),
            transform: XObjectTransform {
                no_auto_scale: true,
                ..XObjectTransform::default()
            },
        });
        self.ops.push(Op::RestoreGraphicsState);
        Ok([
            x,
            y,
            length(image.x + image.width)?,
            length(image.y + image.height)?,
        ])
    }
}

fn owner_mark(owner: Owner) -> Mark {
    match owner {
        Owner::Node(node) => Mark::Element(node),
        Owner::Artifact => Mark::Layout,
    }
}

fn colour(ink: Ink) -> Color {
    let grey = |percent| {
        Color::Greyscale(Greyscale {
            percent,
            icc_profile: None,
        })
    };
    match ink {
        Ink::Black => grey(0.0),
        Ink::Pale => grey(PALE),
        Ink::Red => Color::Rgb(Rgb {
            r: 1.0,
            g: 0.0,
            b: 0.0,
            icc_profile: None,
        }),
    }
}
