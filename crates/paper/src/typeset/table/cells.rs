//! The text of one cell: its size, its lines and their positions in the cell. Numbers shrink, labels
//! break into even lines, and nothing leaves the cell.

use super::labels::{self, Measures, all, is_number};
use crate::document::{CellRole, Scope, TableCell};
use crate::typeset::breaks::Level;
use crate::typeset::chars::CharKind;
use crate::typeset::cluster::{self, Cluster, TextRun};
use crate::typeset::compose::{Fabric, Setting};
use crate::typeset::context::LayoutContext;
use crate::typeset::error::LayoutError;
use crate::typeset::part::{BASE, base_line};
use chengbao_base::style::{Align, Typeface};
use chengbao_base::text::Text;

/// Text laid out for its cell.
#[derive(Debug)]
pub(super) struct CellText {
    /// Its lines, top to bottom.
    pub(super) lines: Vec<CellLine>,
    /// Height of all lines in points.
    pub(super) height: f32,
}

/// One line of a cell.
#[derive(Debug)]
pub(super) struct CellLine {
    /// Its characters.
    pub(super) clusters: Vec<Cluster>,
    /// Glyph origins, points from the left edge of the cell.
    pub(super) places: Vec<f32>,
    /// Base line, points from the top of the text (negative is down).
    pub(super) base: f32,
}

/// What is to be set.
#[derive(Debug, Clone, Copy)]
pub(super) struct Request<'a> {
    /// The cell.
    pub(super) cell: &'a TableCell,
    /// Its path or label, for messages.
    pub(super) name: &'a str,
    /// Its width between the middles of its rules, in points.
    pub(super) width: f32,
    /// Type size of the table.
    pub(super) size: f32,
    /// Whether lines start at the left; otherwise they are centred.
    pub(super) is_left: bool,
}

/// Minimum space between a number of the smallest size and the rule next to it, in points.
const TIGHT: f32 = 0.75;
/// How far below the smallest size a number can go before its table cannot be set, if no column has
/// room to spare.
const LAST_RESORT: f32 = 0.92;
/// Minimum space next to a centred label that then need not be broken (自然人), in points.
const SNUG: f32 = 1.5;
/// Height of a small mark (`、`) among the characters of a vertical label, in em.
const SMALL_MARK: f32 = 0.5;

impl Request<'_> {
    /// Sets the text.
    pub(super) fn text(self, context: &LayoutContext<'_>) -> Result<CellText, LayoutError> {
        if self.cell.vertical {
            return self.upright(context);
        }
        let style = &context.typography.table;
        let inner = self.width - 2.0 * style.padding;
        let mut fabrics = self.fabrics(self.size, context)?;
        let size = self.fitting_size(inner, &fabrics, context)?;
        if size < self.size {
            fabrics = self.fabrics(size, context)?;
        }
        let pitch = style.leading.max(1.0) * size;
        let own = if self.is_left {
            Align::Left
        } else {
            Align::Center
        };
        let align = self.cell.align.unwrap_or(own);
        let snug = if self.is_left {
            style.padding
        } else {
            style.padding.min(SNUG)
        };
        let measures = Measures {
            inner,
            snug: self.width - 2.0 * snug,
        };
        let set = |text: &str| self.fabric(text, size, context);
        let mut lines = Vec::new();
        for (fabric, line) in labels::lines(&self.cell.lines, fabrics, measures, set)? {
            // Text too wide for the padding is centred in the whole cell.
            let room = fabric.width(&line).max(inner);
            let left = (self.width - room) / 2.0;
            let mut places = fabric.places(&line, room, align, Setting::CELL);
            places.iter_mut().for_each(|place| *place += left);
            #[expect(clippy::cast_precision_loss, reason = "lines of one cell")]
            let top = -(lines.len() as f32) * pitch;
            lines.push(CellLine {
                clusters: fabric
                    .clusters
                    .get(line.clusters)
                    .unwrap_or_default()
                    .to_vec(),
                places,
                base: top + base_line(pitch, size),
            });
        }
        #[expect(clippy::cast_precision_loss, reason = "lines of one cell")]
        let height = lines.len() as f32 * pitch;
        Ok(CellText { lines, height })
    }

    /// The size at which no number of the text has to be broken.
    fn fitting_size(
        self,
        inner: f32,
        fabrics: &[Fabric],
        context: &LayoutContext<'_>,
    ) -> Result<f32, LayoutError> {
        let least = context.typography.table.least_size.min(self.size);
        let mut size = self.size;
        for (text, fabric) in self.cell.lines.iter().zip(fabrics) {
            let whole = is_number(text);
            let (range, width) = if whole {
                (0..fabric.clusters.len(), fabric.width(&all(fabric)))
            } else {
                fabric.widest(Level::Address)
            };
            if width <= inner {
                continue;
            }
            let fitting = self.size * inner / width;
            if fitting >= least {
                size = size.min(fitting);
                continue;
            }
            let clusters = fabric.clusters.get(range).unwrap_or_default();
            // A text with letters is a word or part of an address, and may break if necessary; a
            // figure would be read as two.
            let holds =
                |is: fn(&char) -> bool| clusters.iter().any(|cluster| is(&cluster.character));
            let is_figure = holds(char::is_ascii_digit) && !holds(char::is_ascii_alphabetic);
            let fitting = self.size * (self.width - 2.0 * TIGHT) / width;
            if whole && (LAST_RESORT * least..least).contains(&fitting) {
                size = size.min(fitting);
                continue;
            }
            if is_figure && (!whole || fitting < least) {
                return Err(LayoutError::TooWide {
                    path: self.name.to_owned(),
                    text: clusters.iter().map(|cluster| cluster.character).collect(),
                });
            }
            size = size.min(least);
        }
        Ok(size)
    }

    /// One character below the other, upright, closed up.
    fn upright(self, context: &LayoutContext<'_>) -> Result<CellText, LayoutError> {
        let fabric = self.fabric(&self.cell.text(), self.size, context)?;
        let mut lines = Vec::new();
        let mut top = 0.0;
        for cluster in &fabric.clusters {
            let size = cluster.size;
            let is_mark = matches!(cluster.kind, CharKind::Opening | CharKind::Closing);
            let ink = context.fonts.ink(cluster.face, cluster.glyph);
            let (height, base) = match ink {
                Some([_, bottom, _, over]) if is_mark && over - bottom < SMALL_MARK => {
                    let middle = (bottom + over) / 2.0;
                    (SMALL_MARK * size, -(SMALL_MARK / 2.0 + middle) * size)
                }
                _ => (size, -(1.0 - BASE) * size),
            };
            let place = match ink {
                Some([left, _, right, _]) => (self.width - (left + right) * size) / 2.0,
                None => (self.width - cluster.width) / 2.0,
            };
            let width = ink.map_or(0.0, |[left, _, right, _]| (right - left) * size);
            if width > self.width - 2.0 * TIGHT {
                return Err(LayoutError::TooWide {
                    path: self.name.to_owned(),
                    text: cluster.character.to_string(),
                });
            }
            lines.push(CellLine {
                clusters: vec![*cluster],
                // Hanzi are aligned at the middle of their em, so that strokes line up; marks at their ink.
                places: vec![if is_mark {
                    place
                } else {
                    (self.width - cluster.width) / 2.0 + cluster.shift
                }],
                base: top + base,
            });
            top -= height;
        }
        Ok(CellText {
            lines,
            height: -top,
        })
    }

    fn fabrics(self, size: f32, context: &LayoutContext<'_>) -> Result<Vec<Fabric>, LayoutError> {
        let lines = self.cell.lines.iter();
        lines.map(|text| self.fabric(text, size, context)).collect()
    }

    fn fabric(
        self,
        text: &str,
        size: f32,
        context: &LayoutContext<'_>,
    ) -> Result<Fabric, LayoutError> {
        let run = TextRun {
            text,
            role: self.role(context),
            size,
            cell: size,
        };
        let clusters = cluster::clusters(&[run], context.fonts, || {
            Text::new(
                format!("表格“{}”", self.name),
                format!("the table cell “{}”", self.name),
            )
        })?;
        Ok(Fabric::new(clusters, Setting::CELL))
    }

    fn role(self, context: &LayoutContext<'_>) -> Typeface {
        match self.cell.role {
            CellRole::Banner | CellRole::Header(Scope::Column | Scope::Both) => {
                context.typography.table.head_face
            }
            CellRole::Header(Scope::Row) | CellRole::Value => context.typography.table.face,
        }
    }
}
