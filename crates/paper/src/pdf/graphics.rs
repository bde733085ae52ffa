//! Drawing other than text: rules, pictures, and the colours of everything. Grey and red are device
//! colours, which the output intent defines (ISO 19005-3 §6.2.4.3); a colour is set only where
//! it changes.

use super::PdfError;
use super::content::{Mark, Writer};
use super::pen::{points, thousandths};
use super::pictures::resource_name;
use crate::typeset::{Ink, Owner, PlacedImage, Rule};

impl Writer<'_, '_> {
    /// Sets the fill colour: that of letters.
    pub(super) fn ink(&mut self, ink: Ink) {
        if self.fill != ink {
            self.fill = ink;
            self.ops.operator(match ink {
                Ink::Black => "0 g",
                // Text over the letters of a watermark is easy to read, and the watermark is still
                // visible on a copy.
                Ink::Pale => "0.85 g",
                Ink::Red => "1 0 0 rg",
            });
        }
    }

    /// Draws a rule.
    pub(super) fn rule(&mut self, rule: &Rule) -> Result<(), PdfError> {
        let mut ends = [0; 4];
        for (end, place) in ends.iter_mut().zip([rule.x1, rule.y1, rule.x2, rule.y2]) {
            *end = thousandths(place.into())?;
        }
        let weight = thousandths(rule.weight.into())?;
        self.mark(owner_mark(rule.owner))?;
        self.end_text();
        if self.stroke != rule.ink {
            self.stroke = rule.ink;
            self.ops.operator(match rule.ink {
                Ink::Black => "0 G",
                Ink::Pale => "0.85 G",
                Ink::Red => "1 0 0 RG",
            });
        }
        if self.weight != Some(rule.weight) {
            self.ops.thousandths(weight);
            self.ops.operator("w");
            self.weight = Some(rule.weight);
        }
        let [x1, y1, x2, y2] = ends;
        for (x, y, operator) in [(x1, y1, "m"), (x2, y2, "l")] {
            self.ops.thousandths(x);
            self.ops.thousandths(y);
            self.ops.operator(operator);
        }
        self.ops.operator("S");
        Ok(())
    }

    /// Draws one of `count` pictures; returns its position: left, bottom, right, top.
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
        self.ops.operator("q");
        for number in [width, 0.0, 0.0, height, x, y] {
            self.ops.number(number);
        }
        self.ops.operator("cm");
        self.ops
            .operand(&format!("/{}", resource_name(image.picture)));
        self.ops.operator("Do");
        self.ops.operator("Q");
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
