//! Links in text (ISO 32000-1 §12.5.6.5): one annotation over each line of a link's text,
//! its action an address (ISO 19005-3 §6.5.1), each an object of the link's element (§14.8.4.4.2, ISO 14289-1 §7.18.5).

use lopdf::{Document, Object, ObjectId, dictionary};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use super::PdfError;
use super::pen::{points, thousandths};
use super::strings::{one_line, text};
use crate::typeset::{FaceSet, GlyphRun, Item, NodeId, Owner, Pages, Tag};

/// How far a link's box reaches above and below the base line, in em: a hanzi's own box.
const ABOVE: f32 = 0.88;
const BELOW: f32 = 0.12;

/// Base lines this close count as one, in points.
const SAME_LINE: f32 = 0.01;

/// `F` (ISO 19005-3 §6.3.2): printed, and none of the flags that hide it.
const PRINT: i64 = 4;

/// An annotation in the file.
pub(super) struct Annotation {
    /// The link's element.
    pub(super) owner: NodeId,
    /// Its page.
    pub(super) page: ObjectId,
    /// The annotation itself.
    pub(super) id: ObjectId,
    /// Its key in the parent tree, after those of the pages.
    pub(super) parent_key: i64,
}

/// The position of one line of a link.
struct LinkRect {
    owner: NodeId,
    line: f32,
    /// Left, bottom, right, top.
    place: [f32; 4],
}

/// Adds the annotations and attaches them to their pages.
pub(super) fn add(
    document: &mut Document,
    pages: &Pages,
    faces: &FaceSet,
    ids: &[ObjectId],
) -> Result<Vec<Annotation>, PdfError> {
    let links = links(pages);
    let mut annotations = Vec::new();
    if links.iter().all(Option::is_none) {
        return Ok(annotations);
    }
    let mut parent_key = i64::try_from(pages.pages.len()).unwrap_or(i64::MAX);
    for (page, id) in pages.pages.iter().zip(ids) {
        let mut own: Vec<Object> = Vec::new();
        for rect in rects(&page.items, &links, faces)? {
            let uri = match pages.structure.elements.get(rect.owner.0) {
                Some(element) => match &element.tag {
                    Tag::Link { uri } => one_line(uri),
                    _ => continue,
                },
                None => continue,
            };
            let mut place: Vec<Object> = Vec::with_capacity(4);
            for edge in rect.place {
                place.push(points(thousandths(edge.into())?).0.into());
            }
            let border: Vec<Object> = vec![0.into(), 0.into(), 0.into()];
            let annotation = document.add_object(dictionary! {
                "Type" => "Annot",
                "Subtype" => "Link",
                "Rect" => place,
                "F" => PRINT,
                "Border" => border,
                // ISO 14289-1 §7.18.5: its description.
                "Contents" => text(&uri),
                "P" => *id,
                "StructParent" => parent_key,
                "A" => dictionary! { "S" => "URI", "URI" => Object::string_literal(ascii(&uri)) },
            });
            own.push(annotation.into());
            annotations.push(Annotation {
                owner: rect.owner,
                page: *id,
                id: annotation,
                parent_key,
            });
            parent_key += 1;
        }
        if !own.is_empty() {
            let page = document.get_object_mut(*id)?.as_dict_mut()?;
            page.set("Annots", own);
        }
    }
    Ok(annotations)
}

/// For each element the link that it is or belongs to.
fn links(pages: &Pages) -> Vec<Option<NodeId>> {
    let elements = &pages.structure.elements;
    let mut links: Vec<Option<NodeId>> = Vec::with_capacity(elements.len());
    for (index, element) in elements.iter().enumerate() {
        let own = matches!(element.tag, Tag::Link { .. }).then_some(NodeId(index));
        // Parents come before their children.
        let above = || element.parent.and_then(|parent| *links.get(parent.0)?);
        links.push(own.or_else(above));
    }
    links
}

/// The lines of the links of a page.
fn rects(
    items: &[Item],
    links: &[Option<NodeId>],
    faces: &FaceSet,
) -> Result<Vec<LinkRect>, PdfError> {
    let mut rects: Vec<LinkRect> = Vec::new();
    for item in items {
        let Item::Glyphs(run) = item else { continue };
        let Owner::Node(node) = run.owner else {
            continue;
        };
        let (Some(owner), Some(place)) = (links.get(node.0).copied().flatten(), ink(run, faces)?)
        else {
            continue;
        };
        match rects.last_mut() {
            Some(last) if last.owner == owner && (last.line - run.y).abs() < SAME_LINE => {
                let [left, bottom, right, top] = last.place;
                let [l, b, r, t] = place;
                last.place = [left.min(l), bottom.min(b), right.max(r), top.max(t)];
            }
            _ => rects.push(LinkRect {
                owner,
                line: run.y,
                place,
            }),
        }
    }
    Ok(rects)
}

/// The box of a run.
fn ink(run: &GlyphRun, faces: &FaceSet) -> Result<Option<[f32; 4]>, PdfError> {
    let (Some(first), Some(last)) = (run.glyphs.first(), run.glyphs.last()) else {
        return Ok(None);
    };
    let face = faces.load(run.face)?;
    let advance = f32::from(face.advance(last.id)) / f32::from(face.units_per_em()) * run.size;
    Ok(Some([
        run.x + first.dx,
        run.y - BELOW * run.size,
        run.x + last.dx + advance,
        run.y + ABOVE * run.size,
    ]))
}

/// An address in ASCII (table 206, RFC 3986 §2.1): everything else as the percent-encoded bytes of its UTF-8.
fn ascii(uri: &str) -> String {
    const FORBIDDEN: &AsciiSet = &CONTROLS.add(b' ');
    utf8_percent_encode(uri, FORBIDDEN).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_ascii() {
        assert_eq!(ascii("https://a.cn/b?c=1%20#d"), "https://a.cn/b?c=1%20#d");
        assert_eq!(ascii("https://a.cn/报 1"), "https://a.cn/%E6%8A%A5%201");
    }
}
