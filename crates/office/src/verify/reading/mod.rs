//! Whether a PDF of another edition says what its data say. Its layout is not compared: lines, pages, sizes and
//! places may be others. But every element says the words of the data in their order, drawn with the same glyphs,
//! where it can be seen and in the order in which it is read; and so do bookmarks, links, page numbers and all
//! that is embedded.
//!
//! It only reads what this program writes; anything else is odd, and then nothing can be said.

mod artifacts;
mod links;
mod marked;
mod order;
mod outline;
mod pages;
mod room;
mod spoken;
mod tree;

use chengbao_base::formats::pdf::PdfFile;
use chengbao_base::text::Text;

use super::dialect::{self, Scope};
use super::difference::Difference;
use super::drawn::{self, Glyph, Odd, Sheet};
use marked::Marked;
use pages::Pages;
use tree::Tree;

/// What was found.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// Where it says something else.
    pub(super) differences: Vec<Difference>,
    /// Why it cannot be said.
    pub(super) unsaid: Vec<Text>,
}

/// A document, read.
struct ReadDocument<'s> {
    tree: Tree,
    marked: Marked,
    pages: Pages,
    sheets: &'s [Sheet],
}

impl<'s> ReadDocument<'s> {
    fn read(file: &PdfFile<'_>, sheets: &'s [Sheet]) -> Result<Self, Odd> {
        let pages = Pages::read(file)?;
        let tree = Tree::read(file, &pages.numbers)?;
        let marked = Marked::of(sheets)?;
        if !pages.agree(&tree, &marked) {
            return Err(Odd::entry(None, "ParentTree"));
        }
        Ok(Self {
            tree,
            marked,
            pages,
            sheets,
        })
    }
}

/// Compares a document, without signatures, with the one its data make. `numbered` are the pages of the latter with
/// page numbers of all digits, as another layout may have more pages; `name` names what is at a place of the data's
/// document.
pub(super) fn compare(
    file: &PdfFile<'_>,
    (data, numbered): (&PdfFile<'_>, &[Sheet]),
    name: &dyn Fn(usize, f64, f64) -> Option<String>,
) -> Found {
    let mut found = Found::default();
    let sheets = drawn::sheets(file).and_then(|one| Ok((one, drawn::sheets(data)?)));
    let outcome = sheets.and_then(|(one, other)| {
        read_both(file, (data, numbered), (&one, &other), name, &mut found)
    });
    if let Err(odd) = outcome {
        found.unsaid.push(odd.text());
    }
    for finding in dialect::compare(file, data, None, Scope::Around) {
        found.unsaid.push(finding.text());
    }
    found
}

fn read_both(
    file: &PdfFile<'_>,
    (data, numbered): (&PdfFile<'_>, &[Sheet]),
    (sheets, data_sheets): (&[Sheet], &[Sheet]),
    name: &dyn Fn(usize, f64, f64) -> Option<String>,
    found: &mut Found,
) -> Result<(), Odd> {
    let one = ReadDocument::read(file, sheets)?;
    let other = ReadDocument::read(data, data_sheets)?;
    let runs = spoken::runs(&one.tree, &one.marked, (&one.pages, one.sheets))?;
    let wanted = spoken::runs(&other.tree, &other.marked, (&other.pages, other.sheets))?;
    let named = |page: usize, glyph: &Glyph| {
        let (x, y) = glyph.at.origin();
        name(page, x, y)
    };
    found.differences = spoken::compare((&one.tree, &runs), (&other.tree, &wanted), &named);
    found.unsaid.extend(room::hidden(sheets, &one.marked));
    found
        .unsaid
        .extend(order::broken(&one.tree, &runs, &room::rules(sheets)));
    let annotations = links::read(file, &one.tree, &one.pages.annotations, &one.pages.numbers)?;
    let own = links::read(
        data,
        &other.tree,
        &other.pages.annotations,
        &other.pages.numbers,
    )?;
    let links = (&one.tree, annotations.as_slice(), runs.as_slice());
    if !links::same(links, (&other.tree, own.as_slice(), wanted.as_slice())) {
        found.unsaid.push(Text::new(
            "链接或签名域与数据不符",
            "its links or its signature field are not those of the data",
        ));
    }
    let bookmarks = outline::read(file, &one.tree, (&one.pages, &runs))?;
    let own = outline::read(data, &other.tree, (&other.pages, &wanted))?;
    if !outline::same(&bookmarks, &own) {
        found.unsaid.push(Text::new(
            "书签与数据不符",
            "its bookmarks are not those of the data",
        ));
    }
    let heads = (&other.tree, wanted.as_slice());
    if !artifacts::same(
        (sheets, &one.marked),
        (data_sheets, &other.marked),
        heads,
        numbered,
    ) {
        found.unsaid.push(Text::new(
            "页码、重复的表头或草稿字样与数据不符",
            "its page numbers, repeated table heads or draft marks are not those of the data",
        ));
    }
    if !figures_are_placed(&one, &runs) {
        found.unsaid.push(Text::new(
            "图片的标记与其位置不符",
            "a picture is not where its element says",
        ));
    }
    let edges = data_sheets.first().map(|sheet| sheet.edges);
    let near = |sheet: &Sheet| {
        edges.is_some_and(|edges| {
            let mut pairs = sheet.edges.iter().zip(edges);
            pairs.all(|(one, other)| drawn::near(*one, other))
        })
    };
    if !sheets.iter().all(near) {
        found.unsaid.push(Text::new(
            "页面大小与数据不符",
            "the size of its pages is not that of the data",
        ));
    }
    Ok(())
}

/// Whether the box of each figure is that of its picture.
fn figures_are_placed(document: &ReadDocument<'_>, runs: &[spoken::Run<'_>]) -> bool {
    runs.iter().all(|run| {
        let Some((_, picture)) = run.picture else {
            return true;
        };
        let Some(area) = room::picture_area(picture.at) else {
            return false;
        };
        let element = document.tree.elements.get(run.element);
        let placed: Option<room::Area> = element.and_then(|it| it.placed.as_ref()?.as_numbers());
        placed.is_some_and(|placed| {
            let mut edges = placed.iter().zip(area);
            edges.all(|(one, other)| (one - other).abs() < 1.0)
        })
    })
}
