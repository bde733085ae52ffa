//! The pages of a file in order, with their edges and content (ISO 32000-1 §7.7.3), as this program writes
//! them: one list of pages, fonts that all share, one stream of content each.

use std::rc::Rc;

use chengbao_base::formats::pdf::{PdfFile, Stored, Value};

use super::draw::{Fonts, Hand};
use super::entries::{self, follow, referred};
use super::font::Font;
use super::{Odd, Sheet};

/// Maximum pages of a file; a report has a few dozen.
const MAX_PAGES: usize = 2000;
/// How far the content of one page is inflated, and that of all pages.
const MAX_CONTENT: usize = 2 << 20;
const MAX_CONTENTS: usize = 24 << 20;

/// What every page draws.
pub(in crate::verify) fn sheets(file: &PdfFile<'_>) -> Result<Vec<Sheet>, Odd> {
    let catalog = file.catalog().ok_or_else(|| Odd::entry(None, "Root"))?;
    let tree = follow(file, &catalog, "Pages")?;
    let kids = entries::of(&tree)?.get("Kids").and_then(Value::as_array);
    let kids = kids.ok_or_else(|| Odd::entry(tree.number, "Kids"))?;
    if kids.len() > MAX_PAGES {
        return Err(Odd::Much);
    }
    let mut shared: Option<(Option<u32>, Fonts)> = None;
    let mut room = MAX_CONTENTS;
    let mut sheets = Vec::with_capacity(kids.len());
    for (index, kid) in kids.iter().enumerate() {
        let page = referred(file, Some(kid));
        let page = page.ok_or_else(|| Odd::entry(tree.number, "Kids"))?;
        let own = entries::of(&page)?;
        if !own.is("Type", "Page") || own.get("Kids").is_some() {
            return Err(Odd::entry(page.number, "Type"));
        }
        let resources = follow(file, &page, "Resources")?;
        let fonts = match &shared {
            Some((number, fonts)) if *number == resources.number => fonts,
            Some(_) => return Err(Odd::entry(page.number, "Resources")),
            None => {
                let fonts = fonts(file, &resources)?;
                &shared.insert((resources.number, fonts)).1
            }
        };
        let content = follow(file, &page, "Contents")?;
        let bytes = file.content(&content, MAX_CONTENT);
        let bytes = bytes.ok_or_else(|| Odd::entry(content.number, "Filter"))?;
        room = room.checked_sub(bytes.len()).ok_or(Odd::Much)?;
        let mut hand = Hand::new(fonts);
        hand.draw(&bytes).map_err(|odd| odd.on(index + 1))?;
        sheets.push(Sheet {
            edges: edges(&page)?,
            drawn: hand.drawn,
            marks: hand.marks,
        });
    }
    Ok(sheets)
}

fn fonts(file: &PdfFile<'_>, resources: &Stored) -> Result<Fonts, Odd> {
    let table = follow(file, resources, "Font")?;
    let mut fonts = Fonts::new();
    for (name, _) in entries::of(&table)?.iter() {
        let name = String::from_utf8_lossy(name).into_owned();
        let font = follow(file, &table, &name)?;
        fonts.insert(name, Rc::new(Font::read(file, &font)?));
    }
    Ok(fonts)
}

/// What is shown of a page.
fn edges(page: &Stored) -> Result<[f64; 4], Odd> {
    let edges = entries::of(page)?
        .get("MediaBox")
        .and_then(Value::as_numbers);
    edges.ok_or_else(|| Odd::entry(page.number, "MediaBox"))
}
