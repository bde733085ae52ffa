//! The stylesheet, from the document's own typography: on the screen its proportions, on paper its
//! measures. It names no files and contains no text of the report.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::class::class;
use crate::document::{Block, Document, Table};
use chengbao_base::style::{Align, Style, StyleId, Typeface, Typography};

/// A table of more columns than this scrolls on a narrow screen.
pub(super) const MAX_NARROW: usize = 6;

/// Family of Latin letters and digits, before every other face.
const LATIN: &str = "latin";

/// Body text on a screen in CSS pixels; on paper it has the size of the typography.
const SCREEN_SIZE: f32 = 17.0;

/// Longest line of the page in characters of body text.
const MEASURE: u8 = 48;

/// The sheet.
pub(super) fn sheet(document: &Document) -> String {
    let look = &document.typography;
    let body = look.style(StyleId::Body);
    let mut css = String::from("\n");
    latin(look, &mut css);
    let page = &look.page;
    let (width, height) = (millimetres(page.width.pt()), millimetres(page.height.pt()));
    let margins = [page.top, page.right, page.bottom, page.left].map(|it| millimetres(it.pt()));
    let _ = writeln!(
        css,
        "@page{{size:{width} {height};margin:{}}}",
        margins.join(" ")
    );
    let _ = writeln!(
        css,
        "body{{margin:0;color:#000;background:#fff}}\n\
         article{{max-width:{MEASURE}em;margin:0 auto;padding:1.5em 1em;font:{}px/{} {};line-break:strict;overflow-wrap:break-word}}",
        number(SCREEN_SIZE),
        number(look.line_pitch() / body.size),
        families(look, body.face),
    );
    css.push_str(
        "h1,h2,h3,h4,h5,p{margin:0;font-size:1em}\n\
         h1,h2,h3,h4,h5,strong,th{font-weight:normal}\n\
         h1{text-wrap:balance}\n\
         h1,h2,h3,h4,h5{break-after:avoid}\n\
         p{orphans:2;widows:2}\n\
         p.issuer,p.date{break-before:avoid}\n\
         a,strong{unicode-bidi:isolate}\n",
    );
    let is_final = (document.blocks.iter()).any(|block| matches!(block, Block::SignOff(_)));
    let used = |id: &StyleId| *id != StyleId::SignOff || is_final;
    for id in StyleId::ALL.into_iter().filter(used) {
        let _ = writeln!(
            css,
            "{}{{{}}}",
            selector(id),
            declarations(look, look.style(id), body)
        );
    }
    css.push_str(
        "p.mark{color:#d00;border-bottom:.15em double}\n\
         p.annexes{text-indent:0;margin:1em 0 0 2em}\n\
         p.signature,p.seal{text-indent:0;margin:1.5em 0}\n\
         p.signature::after{content:\"\";display:inline-block;width:12em;border-bottom:1px solid}\n\
         p.draft{border:2px solid;text-align:center;text-indent:0;letter-spacing:1em;padding-left:1em;margin-bottom:1em}\n\
         figure{margin:.6em 0;text-align:center;break-inside:avoid}\n\
         img{max-width:100%;height:auto}\n",
    );
    if is_final {
        css.push_str(
            "div.signoff{margin-top:1em;padding:.3em 1em;border:solid #000;border-width:1px 0;break-inside:avoid;break-before:avoid}\n\
             div.signoff p{display:flex;justify-content:space-between;gap:1em;text-indent:0;text-align:left}\n\
             div.signoff span:last-child{white-space:nowrap}\n",
        );
    }
    tables(document, &mut css);
    let _ = writeln!(
        css,
        "@media print{{article{{max-width:none;padding:0 1px;font-size:{}pt}}div.scroll{{overflow:visible}}table.wide{{min-width:0}}p.annex{{break-before:page}}article>p.annex:first-child{{break-before:auto}}}}",
        number(body.size)
    );
    css
}

/// The Latin face is used only for Latin letters, digits and ASCII marks: quotation marks and dashes
/// of Chinese text, which it also has, are as wide as a character.
fn latin(look: &Typography, css: &mut String) {
    let local: Vec<String> = names(look, Typeface::Latin)
        .map(|name| format!("local({name})"))
        .collect();
    if !local.is_empty() {
        let sources = local.join(",");
        let _ = writeln!(
            css,
            "@font-face{{font-family:{LATIN};src:{sources};unicode-range:U+20-7E}}"
        );
    }
}

/// The families of a face in the order a browser looks for them.
fn families(look: &Typography, face: Typeface) -> String {
    let generic = match face {
        Typeface::HeiTi => "sans-serif",
        _ => "serif",
    };
    let mut families = vec![LATIN.to_owned()];
    families.extend(names(look, face));
    families.push(generic.to_owned());
    families.join(",")
}

/// The names of a face as CSS strings. Characters that could end the string or the sheet are written as numbers.
fn names(look: &Typography, face: Typeface) -> impl Iterator<Item = String> {
    let names = look.faces.get(&face).into_iter();
    let names = names.flat_map(|names| std::iter::once(&names.name).chain(&names.alt));
    names.map(|name| {
        let mut string = String::from("\"");
        for character in name.chars() {
            match character {
                '"' | '\\' | '<' | '&' | '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' => {
                    let _ = write!(string, "\\{:x} ", u32::from(character));
                }
                c => string.push(c),
            }
        }
        string + "\""
    })
}

/// Where a style applies: to a block, and to the opening of one.
fn selector(style: StyleId) -> String {
    let tag = match style {
        StyleId::Title => Some("h1"),
        StyleId::Heading1 => Some("h2"),
        StyleId::Heading2 => Some("h3"),
        StyleId::Heading3 => Some("h4"),
        StyleId::Heading4 => Some("h5"),
        StyleId::Body => Some("p"),
        _ => None,
    };
    let class = class(style).map(|class| format!(".{class}"));
    let parts = tag.map(str::to_owned).into_iter().chain(class);
    parts.collect::<Vec<_>>().join(",")
}

/// Where a style differs from body text.
fn declarations(look: &Typography, style: &Style, body: &Style) -> String {
    let align = match style.align {
        Align::Left => "left",
        Align::Center => "center",
        Align::Right => "right",
        Align::Justify => "justify",
    };
    let (indent, right) = match style.align {
        Align::Right => (0, style.indent),
        _ => (style.indent, 0),
    };
    let mut css = format!("text-align:{align};text-indent:{indent}em");
    if style.face != body.face {
        let _ = write!(css, ";font-family:{}", families(look, style.face));
    }
    let mut ems = |property: &str, ems: f32, usual: f32| {
        if ems.to_bits() != usual.to_bits() {
            let _ = write!(css, ";{property}:{}em", number(ems));
        }
    };
    ems("font-size", style.size / body.size, 1.0);
    ems("padding-right", f32::from(right), 0.0);
    let line = look.line_pitch() / style.size;
    ems("margin-top", style.space_before * line, 0.0);
    ems("margin-bottom", style.space_after * line, 0.0);
    if let Some(leading) = style.leading {
        let _ = write!(css, ";line-height:{}", number(leading / style.size));
    }
    css
}

/// The look of tables. Chromium draws the rule between head and body for both; only the
/// body's is kept, so that all rules have the same weight.
fn tables(document: &Document, css: &mut String) {
    let (look, tables) = (&document.typography, tables_of(document));
    let style = &look.table;
    let body = look.style(StyleId::Body);
    let _ = writeln!(
        css,
        "div.scroll{{overflow-x:auto;margin:.6em 0}}\n\
         table{{width:100%;border-collapse:collapse;line-height:{};text-indent:0;font-family:{};overflow-wrap:normal}}\n\
         table.wide{{min-width:40em}}\n\
         caption{{padding:.3em}}\n\
         caption.told{{position:absolute;width:1px;height:1px;padding:0;overflow:hidden;clip-path:inset(50%);white-space:nowrap}}\n\
         th,td{{border:1px solid;padding:.35em {}pt;text-align:center;vertical-align:middle}}\n\
         thead th,thead td{{border-bottom:0}}\n\
         th{{font-family:{}}}\n\
         th.upright{{writing-mode:vertical-rl;letter-spacing:.1em}}\n\
         th.left,td.left{{text-align:left}}\n\
         th.right,td.right{{text-align:right}}\n\
         table.labels th[scope=row]:not(.upright,[rowspan]){{text-align:left}}\n\
         tr{{break-inside:avoid}}",
        number(style.leading),
        families(look, style.face),
        number(style.padding),
        families(look, style.head_face),
    );
    // Nine points are for paper: on a screen, tables are a little smaller than text.
    let _ = writeln!(
        css,
        "@media screen{{table{{font-size:.85em}}}}\n\
         @media print{{table.whole,tbody{{break-inside:avoid}}th,td{{border-width:{}pt;padding-top:{pad}em;padding-bottom:{pad}em}}}}",
        number(style.rule),
        pad = number((style.row_height - style.leading).max(0.0) / 2.0),
    );
    let sizes: BTreeSet<_> = tables.iter().map(|table| tenths(table.size)).collect();
    for size in sizes {
        let ratio = f32::from(size) / 10.0 / body.size;
        let _ = writeln!(
            css,
            "@media print{{table.s{size}{{font-size:{}em}}}}",
            number(ratio)
        );
    }
    let all: BTreeSet<_> = tables.iter().flat_map(|table| shares(table)).collect();
    for share in all {
        let percent = number(f32::from(share) / 10.0);
        let _ = writeln!(css, "col.w{share}{{width:{percent}%}}");
    }
}

fn tables_of(document: &Document) -> Vec<&Table> {
    let blocks = document.blocks.iter();
    let tables = blocks.filter_map(|block| match block {
        Block::Table(table) => Some(table),
        _ => None,
    });
    tables.collect()
}

/// The class of a table's size.
pub(super) fn size_class(size: f32) -> String {
    format!("s{}", tenths(size))
}

/// Each column's share of the table's width, in thousandths.
pub(super) fn shares(table: &Table) -> impl Iterator<Item = u16> {
    let all: f32 = table.widths.iter().sum();
    let widths = table.widths.iter();
    widths.map(move |width| tenths(width / all * 100.0))
}

/// The class of a column's share.
pub(super) fn share_class(share: u16) -> String {
    format!("w{share}")
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the cast saturates; sizes and percents are small"
)]
fn tenths(value: f32) -> u16 {
    (value * 10.0).round() as u16
}

fn millimetres(points: f32) -> String {
    number(points * 25.4 / 72.0) + "mm"
}

/// A number of at most three decimals, `0` if it is not a number.
fn number(value: f32) -> String {
    let value = if value.is_finite() { value } else { 0.0 };
    let text = format!("{value:.3}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    text.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_no_more_digits_than_they_need() {
        for (value, text) in [(28.0, "28"), (0.5, "0.5"), (1.8125, "1.812"), (10.0, "10")] {
            assert_eq!(number(value), text);
        }
        assert_eq!(number(f32::NAN), "0");
    }
}
