//! 拟稿、审核、签发: one paragraph per person, in columns by tab stops, between the thin rules of the style
//! (as 版记, GB/T 9704 §7.4).

use docx_rs::{BreakType, Paragraph, Run, SpecialIndentType, Tab, TabValueType};

use super::body::run;
use super::page::Geometry;
use super::styles::{self, paragraph_style};
use crate::document::SignOffLine;
use chengbao_base::formats::xml::Element;
use chengbao_base::style::{StyleId, Typography, ems};

/// Between role and name, in characters.
const CLEAR: f32 = 0.25;
/// Weight of the rules in eighths of a point: 0.25 mm.
const WEIGHT: &str = "6";

/// One paragraph per person, a blank line below what is above.
pub(super) fn sign_off(
    people: &[SignOffLine],
    typography: &Typography,
    geometry: &Geometry,
) -> Vec<Paragraph> {
    let style = typography.style(StyleId::SignOff);
    let twips = |ems: f32| (ems * style.size * 20.0).round() as i32;
    let printed: Vec<[String; 4]> = people.iter().map(SignOffLine::printed).collect();
    let widest = |texts: fn(&[String; 4]) -> &str| {
        let widths = printed.iter().map(|person| ems::width(texts(person)));
        widths.fold(0.0, f32::max)
    };
    let indent = f32::from(style.indent);
    // Some programs skip a tab stop that text just reaches.
    let name = indent + widest(|[role, ..]| role) + CLEAR;
    let name_width = widest(|[_, name, ..]| name);
    let post = name + name_width + SignOffLine::GAP;
    let date = geometry.text_width as f32 / 20.0 / style.size - indent;
    let room = date - widest(|[.., date]| date) - SignOffLine::GAP;
    let has_column =
        name_width <= SignOffLine::MAX_NAME_WIDTH && widest(|[_, _, post, _]| post) > 0.0;
    let stop = |kind, ems: f32| {
        Tab::new()
            .val(kind)
            .pos(usize::try_from(twips(ems)).unwrap_or(0))
    };
    let count = printed.len();
    let paragraph = |(index, [role, own, title, day]): (usize, &[String; 4])| {
        let mut out = Paragraph::new()
            .style(paragraph_style(StyleId::SignOff))
            .keep_next(index + 1 < count)
            .keep_lines(true)
            .indent(
                Some(twips(name)),
                Some(SpecialIndentType::Hanging(twips(name))),
                None,
                None,
            )
            .add_tab(stop(TabValueType::Left, indent))
            .add_tab(stop(TabValueType::Left, name));
        if index == 0 {
            let line = u32::try_from(geometry.line).unwrap_or_default();
            out = out.line_spacing(styles::before(line));
        }
        let tab = || Run::new().add_tab();
        let text = |text: &String| run(std::slice::from_ref(text));
        out = out
            .add_run(tab())
            .add_run(text(role))
            .add_run(tab())
            .add_run(text(own));
        let end = if has_column {
            out = out.add_tab(stop(TabValueType::Left, post)).add_run(tab());
            post + ems::width(title)
        } else {
            name + ems::width(own) + ems::width(title)
        };
        out = out.add_tab(stop(TabValueType::Right, date));
        if !title.is_empty() {
            out = out.add_run(text(title));
        }
        if end > room {
            // The day has a line of its own if the text before it extends over its column.
            out = out.add_run(Run::new().add_break(BreakType::TextWrapping));
            out = if has_column { out.add_run(tab()) } else { out };
        }
        out.add_run(tab()).add_run(text(day))
    };
    printed.iter().enumerate().map(paragraph).collect()
}

/// A rule above the first paragraph and one below the last: Word joins neighbours with the
/// same borders (ECMA-376 part 1 §17.3.1.24).
pub(super) fn add_rules(properties: &mut Element<'_>) {
    properties.change("w:pBdr", |borders| {
        for side in ["w:top", "w:bottom"] {
            borders.change(side, |rule| {
                for (name, value) in [
                    ("w:val", "single"),
                    ("w:sz", WEIGHT),
                    ("w:space", "1"),
                    ("w:color", "auto"),
                ] {
                    rule.set(name, value);
                }
            });
        }
    });
}
