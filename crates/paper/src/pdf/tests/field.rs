//! The empty signature field.

use lopdf::{Dictionary, Document, Object, ObjectId};

use super::reader::{entry, follow};
use super::sample::{faces, sample};
use super::{catalog, text_string, written};
use crate::typeset::{FaceSet, NodeId, Pages, SealPlace, Tag};

/// The sample with a seal on its second page.
fn sealed(faces: &FaceSet, side: f32) -> Pages {
    let mut pages = sample(faces);
    let owner = pages.structure.add(Some(NodeId(0)), Tag::Form);
    pages.seal = Some(SealPlace {
        owner,
        page: 1,
        x: 350.5,
        y: 200.0,
        width: side,
        height: side,
    });
    pages
}

fn widget(document: &Document) -> (ObjectId, &Dictionary) {
    let form = entry(document, catalog(document), "AcroForm");
    let form = form.as_dict().unwrap();
    assert!(!form.has(b"NeedAppearances"));
    let fields = entry(document, form, "Fields").as_array().unwrap();
    assert_eq!(fields.len(), 1);
    let id = fields[0].as_reference().unwrap();
    (id, document.get_dictionary(id).unwrap())
}

fn figures(object: &Object) -> Vec<f32> {
    let figures = object.as_array().unwrap().iter();
    figures.map(|it| it.as_float().unwrap()).collect()
}

#[test]
fn a_document_that_is_not_to_be_signed_has_no_form() {
    let faces = faces();
    let document = written(&sample(&faces), &faces);
    assert!(!catalog(&document).has(b"AcroForm"));
}

#[test]
fn the_field_is_on_its_page_empty_and_printed() {
    let faces = faces();
    for side in [119.055, 0.0] {
        let document = written(&sealed(&faces, side), &faces);
        let (id, widget) = widget(&document);
        assert_eq!(widget.get(b"FT").unwrap().as_name().unwrap(), b"Sig");
        assert!(!widget.has(b"V"), "nobody has signed");
        assert!(!widget.has(b"A") && !widget.has(b"AA"), "no action");
        assert_eq!(widget.get(b"F").unwrap().as_i64().unwrap(), 4);
        assert_eq!(text_string(widget.get(b"T").unwrap()), "Signature1");
        assert_eq!(text_string(widget.get(b"TU").unwrap()), "发文机关电子签名");
        let place = figures(widget.get(b"Rect").unwrap());
        assert_eq!(place, [350.5, 200.0, 350.5 + side, 200.0 + side]);
        let page = document.get_pages()[&2];
        assert_eq!(widget.get(b"P").unwrap().as_reference().unwrap(), page);
        let page = document.get_dictionary(page).unwrap();
        let annotations = entry(&document, page, "Annots").as_array().unwrap();
        assert_eq!(annotations, &[Object::from(id)]);
        let looks = widget.get(b"AP").unwrap().as_dict().unwrap();
        assert_eq!(looks.len(), 1);
        let look = entry(&document, looks, "N").as_stream().unwrap();
        assert!(look.content.is_empty(), "nothing is drawn");
        let frame = figures(look.dict.get(b"BBox").unwrap());
        assert_eq!(frame, [0.0, 0.0, side, side]);
    }
}

#[test]
fn the_field_and_its_element_find_one_another() {
    let faces = faces();
    let document = written(&sealed(&faces, 119.055), &faces);
    let (id, widget) = widget(&document);
    let root = entry(&document, catalog(&document), "StructTreeRoot");
    let root = root.as_dict().unwrap();
    let parents = entry(&document, root, "ParentTree").as_dict().unwrap();
    let numbers = parents.get(b"Nums").unwrap().as_array().unwrap();
    let key = widget.get(b"StructParent").unwrap();
    let at = numbers.iter().step_by(2).position(|each| each == key);
    let element = follow(&document, &numbers[2 * at.unwrap() + 1]);
    let element = element.as_dict().unwrap();
    assert_eq!(element.get(b"S").unwrap().as_name().unwrap(), b"Form");
    let kid = element.get(b"K").unwrap().as_dict().unwrap();
    assert_eq!(kid.get(b"Type").unwrap().as_name().unwrap(), b"OBJR");
    assert_eq!(kid.get(b"Obj").unwrap().as_reference().unwrap(), id);
    let next = root.get(b"ParentTreeNextKey").unwrap().as_i64().unwrap();
    assert_eq!(key.as_i64().unwrap() + 1, next);
}

#[test]
fn a_place_on_no_page_is_refused() {
    let faces = faces();
    let mut pages = sealed(&faces, 119.055);
    if let Some(seal) = &mut pages.seal {
        seal.page = 2;
    }
    let error = crate::pdf::write(&pages, &faces, &super::meta(), &[]).unwrap_err();
    assert!(error.to_string().contains('2'), "{error}");
}
