//! Spaces for signature and seal on paper, and name and date at the end, with a seal and without (GB/T 9704
//! §7.3.5). Seals are never drawn.

use docx_rs::{Paragraph, Run, Tab, TabLeaderType, TabValueType};

use super::body::run;
use super::page::Geometry;
use super::styles::{self, exact, paragraph_style};
use crate::document::Approval;
use chengbao_base::style::{StyleId, Typography, ems};

/// Diameter of the seal of a government office, 42 mm (国发〔1999〕25号), in twips.
const SEAL: i32 = 2381;
/// Where the line for the signature ends, and where the space for the seal begins, in characters of
/// body text from the left edge: the rest of the line is wider than the seal.
const LINE_END: f32 = 18.0;
const SEAL_BEGIN: f32 = 20.0;

/// Where issuing body and date are placed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SealPosition {
    /// Without a seal (GB/T 9704 §7.3.5.2).
    Unsealed,
    /// Under a seal (§7.3.5.1).
    UnderSeal,
    /// The same, below the space left for the seal on paper.
    BelowSeal,
}

/// Body lines of the seal's space above the issuing body, and below the date.
const ABOVE: u32 = 2;
const BELOW: u32 = 1;

/// The captions on one line, then a space as high as the seal; `kept` with what follows.
pub(super) fn approval(
    approval: &Approval,
    typography: &Typography,
    geometry: &Geometry,
    kept: bool,
) -> [Paragraph; 2] {
    let size = typography.style(StyleId::Body).size;
    let stop = |characters| {
        let twips = geometry.characters(characters, size).round();
        Tab::new().val(TabValueType::Left).pos(twips as usize)
    };
    let captions = Paragraph::new()
        .style(paragraph_style(StyleId::Body))
        .keep_next(true)
        .line_spacing(styles::before(
            u32::try_from(geometry.line).unwrap_or_default(),
        ))
        .add_tab(stop(LINE_END).leader(TabLeaderType::Underscore))
        .add_tab(stop(SEAL_BEGIN))
        .add_run(run(std::slice::from_ref(&approval.signature)))
        .add_run(Run::new().add_tab().add_tab())
        .add_run(run(std::slice::from_ref(&approval.seal)));
    let mut clear = Paragraph::new()
        .style(paragraph_style(StyleId::Body))
        .line_spacing(exact(SEAL));
    if kept {
        clear = clear.keep_next(true);
    }
    [captions, clear]
}

/// 署名 and 成文日期. Without a seal (§7.3.5.2): the issuing body two characters in from the right, the
/// date's first character two characters right of that of the name; if the date is longer, the
/// date two characters in and the name correspondingly further. If it is to be sealed
/// (§7.3.5.1): the date four characters in, and the name centred over it.
pub(super) fn imprint(
    issuer: &str,
    date: &str,
    place: SealPosition,
    typography: &Typography,
    geometry: &Geometry,
) -> [Paragraph; 2] {
    let width = |text: &str, id| {
        let size = typography.style(id).size;
        (text.chars())
            .map(|c| match ems::advance(c) {
                1.0 => geometry.characters(1.0, size),
                ems => ems * size * 20.0,
            })
            .sum::<f32>()
    };
    let line = u32::try_from(geometry.line).unwrap_or_default();
    let two = geometry.characters(2.0, typography.style(StyleId::Issuer).size);
    let overhang = width(date, StyleId::Date) - width(issuer, StyleId::Issuer);
    let (issuer_right, date_right) = match (place, overhang > 0.0) {
        (SealPosition::Unsealed, true) => (two + overhang + two, two),
        (SealPosition::Unsealed, false) => (two, -overhang),
        (SealPosition::UnderSeal | SealPosition::BelowSeal, _) => {
            // A name so long that it would leave the page moves the date as well.
            let date = (two * 2.0).max(-overhang / 2.0);
            (date + overhang / 2.0, date)
        }
    };
    [
        (issuer, StyleId::Issuer, issuer_right),
        (date, StyleId::Date, date_right),
    ]
    .map(|(text, id, right)| {
        // A name longer than the line leaves no room for the date, which then ends at its own left edge.
        let most = (geometry.text_width as f32 - width(text, id)).max(0.0);
        let paragraph = match (place, id) {
            (SealPosition::UnderSeal, StyleId::Issuer) => {
                Paragraph::new().line_spacing(styles::before(ABOVE * line))
            }
            (SealPosition::UnderSeal, _) => {
                Paragraph::new().line_spacing(styles::after(BELOW * line))
            }
            _ => Paragraph::new(),
        };
        paragraph
            .style(paragraph_style(id))
            .keep_next(id == StyleId::Issuer)
            .indent(None, None, Some(right.min(most).round() as i32), None)
            .add_run(run(&[text.to_owned()]))
    })
}
