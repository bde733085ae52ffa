//! Pages: their tree, what they inherit, their boxes, and what is on them besides content.

use super::Change;
use crate::forge::Forge;

fn tree(forge: &Forge) -> u32 {
    forge.find(&["/Type/Pages"])
}

/// Adds a note of that kind to a page.
fn note(forge: &mut Forge, page: usize, entries: &str) -> u32 {
    let note = forge.add(&format!(
        "<</Type/Annot/Rect[100 600 300 700]/F 4{entries}>>"
    ));
    let page = forge.pages()[page - 1];
    if forge.text(page).contains("/Annots[") {
        forge.edit(page, "/Annots[", &format!("/Annots[{note} 0 R "));
    } else {
        forge.put(page, &format!("/Annots[{note} 0 R]"));
    }
    note
}

fn look(forge: &mut Forge) -> u32 {
    forge.add_stream(
        "<</Type/XObject/Subtype/Form/BBox[0 0 200 100]>>",
        b"1 0 0 rg 0 0 200 100 re f",
    )
}

fn link(forge: &Forge) -> u32 {
    forge.find(&["/Subtype/Link"])
}

fn field(forge: &Forge) -> u32 {
    forge.find(&["/FT/Sig"])
}

pub(super) const CHANGES: &[Change] = &[
    ("page tree", "a page that has kids", |forge| {
        let (first, second) = (forge.pages()[0], forge.pages()[1]);
        forge.put(first, &format!("/Kids[{second} 0 R]"));
    }),
    ("page tree", "a count of two", |forge| {
        let (tree, count) = (tree(forge), forge.pages().len());
        forge.edit(tree, &format!("/Count {count}"), "/Count 2");
    }),
    ("page tree", "a count beyond the pages", |forge| {
        let (tree, count) = (tree(forge), forge.pages().len());
        forge.edit(tree, &format!("/Count {count}"), "/Count 99");
    }),
    ("page tree", "a node between", |forge| {
        let (tree, pages) = (tree(forge), forge.pages());
        let node = forge.add(&format!(
            "<</Type/Pages/Parent {tree} 0 R/Count 1/Kids[{} 0 R]>>",
            pages[0]
        ));
        forge.edit(
            tree,
            &format!("/Kids[{} 0 R", pages[0]),
            &format!("/Kids[{node} 0 R"),
        );
    }),
    ("page tree", "pages in another order", |forge| {
        let (tree, pages) = (tree(forge), forge.pages());
        let [one, two] = [pages[0], pages[1]];
        forge.edit(
            tree,
            &format!("{one} 0 R {two} 0 R"),
            &format!("{two} 0 R {one} 0 R"),
        );
    }),
    ("page tree", "a page twice", |forge| {
        let (tree, pages) = (tree(forge), forge.pages());
        let [one, two] = [pages[0], pages[1]];
        forge.edit(
            tree,
            &format!("{one} 0 R {two} 0 R"),
            &format!("{one} 0 R {one} 0 R"),
        );
    }),
    ("page tree", "a page less", |forge| {
        let (tree, pages) = (tree(forge), forge.pages());
        forge.edit(tree, &format!("{} 0 R ", pages[1]), "");
        forge.edit(
            tree,
            &format!("/Count {}", pages.len()),
            &format!("/Count {}", pages.len() - 1),
        );
    }),
    ("page tree", "another parent", |forge| {
        let (tree, page) = (tree(forge), forge.pages()[0]);
        let other = forge.add(&format!(
            "<</Type/Pages/Count 1/Kids[{page} 0 R]/Rotate 180>>"
        ));
        forge.edit(
            page,
            &format!("/Parent {tree} 0 R"),
            &format!("/Parent {other} 0 R"),
        );
    }),
    ("page tree", "a template", |forge| {
        let page = forge.pages()[0];
        forge.edit(page, "/Type/Page", "/Type/Template");
    }),
    ("inherited", "turned by the tree", |forge| {
        let tree = tree(forge);
        forge.put(tree, "/Rotate 180");
    }),
    ("inherited", "resources of the tree", |forge| {
        let (tree, page) = (tree(forge), forge.pages()[0]);
        let resources = forge.refers(page, "/Resources");
        forge.edit(page, &format!("/Resources {resources} 0 R"), "");
        forge.put(tree, &format!("/Resources {resources} 0 R"));
    }),
    ("inherited", "a box of the tree", |forge| {
        let tree = tree(forge);
        forge.put(tree, "/CropBox[0 400 595 842]");
    }),
    ("page box", "cropped", |forge| {
        let page = forge.pages()[2];
        forge.put(page, "/CropBox[0 400 595 842]");
    }),
    ("page box", "turned", |forge| {
        let page = forge.pages()[2];
        forge.put(page, "/Rotate 90");
    }),
    ("page box", "larger units", |forge| {
        let page = forge.pages()[2];
        forge.put(page, "/UserUnit 2");
    }),
    ("page box", "moved", |forge| {
        let page = forge.pages()[2];
        forge.edit(page, "[0 0 595.276 841.89]", "[0 400 595.276 841.89]");
    }),
    ("page key", "opened with a script", |forge| {
        let page = forge.pages()[0];
        forge.put(page, "/AA<</O<</S/JavaScript/JS(app.alert\\(1\\))>>>>");
    }),
    ("page key", "a transition and a duration", |forge| {
        let page = forge.pages()[0];
        forge.put(page, "/Dur 1/Trans<</S/Dissolve>>");
    }),
    ("page key", "a group", |forge| {
        let page = forge.pages()[0];
        forge.put(page, "/Group<</S/Transparency/CS/DeviceCMYK>>");
    }),
    ("page key", "content of two streams", |forge| {
        let page = forge.pages()[0];
        let content = forge.refers(page, "/Contents");
        let more = forge.add_stream("<<>>", b"1 g\n0 0 600 900 re\nf\n");
        let old = format!("/Contents {content} 0 R");
        forge.edit(page, &old, &format!("/Contents[{content} 0 R {more} 0 R]"));
    }),
    ("page key", "content of another page", |forge| {
        let pages = forge.pages();
        let [one, two] = [0, 1].map(|at| forge.refers(pages[at], "/Contents"));
        forge.edit(
            pages[0],
            &format!("/Contents {one} 0 R"),
            &format!("/Contents {two} 0 R"),
        );
        forge.edit(
            pages[1],
            &format!("/Contents {two} 0 R"),
            &format!("/Contents {one} 0 R"),
        );
    }),
    ("page key", "metadata of its own", |forge| {
        let packet = forge.add_stream("<</Type/Metadata/Subtype/XML>>", b"<x/>");
        let page = forge.pages()[0];
        forge.put(page, &format!("/Metadata {packet} 0 R"));
    }),
    ("annotation", "free text", |forge| {
        note(
            forge,
            3,
            "/Subtype/FreeText/Contents(999)/DA(/Helv 20 Tf 0 g)",
        );
    }),
    ("annotation", "a stamp", |forge| {
        let look = look(forge);
        note(forge, 3, &format!("/Subtype/Stamp/AP<</N {look} 0 R>>"));
    }),
    ("annotation", "a square", |forge| {
        note(forge, 3, "/Subtype/Square/IC[1 1 1]/C[1 1 1]");
    }),
    ("annotation", "a note that pops up", |forge| {
        note(forge, 1, "/Subtype/Text/Contents(x)/Open true");
    }),
    ("annotation", "a link with a border", |forge| {
        note(forge, 3, "/Subtype/Link/Border[0 0 50]/C[1 1 1]");
    }),
    ("annotation", "an attached file", |forge| {
        note(
            forge,
            1,
            "/Subtype/FileAttachment/FS<</Type/Filespec/F(x)>>",
        );
    }),
    ("annotation", "a film", |forge| {
        note(forge, 1, "/Subtype/Screen");
    }),
    ("annotation", "none of those that were there", |forge| {
        let page = forge.pages()[1];
        let text = forge.text(page).to_owned();
        let list = text
            .split("/Annots")
            .nth(1)
            .unwrap()
            .split(']')
            .next()
            .unwrap();
        forge.edit(page, &format!("/Annots{list}]"), "");
    }),
    ("annotation", "a list by reference", |forge| {
        let look = look(forge);
        let stamp = forge.add(&format!(
            "<</Type/Annot/Subtype/Stamp/Rect[100 600 300 700]/F 4/AP<</N {look} 0 R>>>>"
        ));
        let list = forge.add(&format!("[{stamp} 0 R]"));
        let page = forge.pages()[2];
        forge.put(page, &format!("/Annots {list} 0 R"));
    }),
    ("link", "another address", |forge| {
        let link = link(forge);
        forge.edit(link, "/URI(https://wlj", "/URI(https://evil");
    }),
    ("link", "another description", |forge| {
        let link = link(forge);
        forge.edit(link, "/Contents(https://wlj", "/Contents(https://evil");
    }),
    ("link", "over other words", |forge| {
        let link = link(forge);
        let text = forge.text(link).to_owned();
        let place = text
            .split("/Rect[")
            .nth(1)
            .unwrap()
            .split(']')
            .next()
            .unwrap();
        forge.edit(link, &format!("/Rect[{place}]"), "/Rect[0 0 595 842]");
    }),
    ("link", "a further action", |forge| {
        let link = link(forge);
        forge.edit(link, "/S/URI", "/S/URI/Next<</S/JavaScript/JS(1)>>");
    }),
    ("link", "another action", |forge| {
        let link = link(forge);
        forge.edit(link, "/S/URI", "/S/Launch");
    }),
    ("link", "with an appearance", |forge| {
        let look = look(forge);
        let link = link(forge);
        forge.put(link, &format!("/AP<</N {look} 0 R>>"));
    }),
    ("field", "moved", |forge| {
        let field = field(forge);
        let text = forge.text(field).to_owned();
        let place = text
            .split("/Rect[")
            .nth(1)
            .unwrap()
            .split(']')
            .next()
            .unwrap();
        forge.edit(field, &format!("/Rect[{place}]"), "/Rect[0 0 595 842]");
    }),
    ("field", "a seal before it is signed", |forge| {
        let field = field(forge);
        let look = forge.refers(field, "/AP<</N");
        forge.set_content(look, b"1 0 0 rg 0 0 100 100 re f");
    }),
    ("field", "another seal before it is signed", |forge| {
        let other = look(forge);
        let field = field(forge);
        let look = forge.refers(field, "/AP<</N");
        forge.edit(field, &format!("/N {look} 0 R"), &format!("/N {other} 0 R"));
    }),
    ("field", "states of its appearance", |forge| {
        let field = field(forge);
        forge.put(field, "/MK<</BG[1 1 1]/CA(999)>>");
    }),
    ("field", "an action", |forge| {
        let field = field(forge);
        forge.put(field, "/AA<</E<</S/JavaScript/JS(1)>>>>");
    }),
    ("form", "a text field with a value", |forge| {
        let text = note(
            forge,
            3,
            "/Subtype/Widget/FT/Tx/T(x)/V(999)/DA(/Helv 20 Tf 0 g)",
        );
        let form = forge.find(&["/SigFlags"]);
        forge.edit(form, "/Fields[", &format!("/Fields[{text} 0 R "));
    }),
    ("form", "appearances made by viewers", |forge| {
        let form = forge.find(&["/SigFlags"]);
        forge.put(form, "/NeedAppearances true");
    }),
    ("form", "XFA", |forge| {
        let packet = forge.add_stream("<<>>", b"<xdp:xdp/>");
        let form = forge.find(&["/SigFlags"]);
        forge.put(form, &format!("/XFA {packet} 0 R"));
    }),
    ("form", "an order of calculation", |forge| {
        let form = forge.find(&["/SigFlags"]);
        let field = field(forge);
        forge.put(form, &format!("/CO[{field} 0 R]"));
    }),
    ("form", "a further empty signature field", |forge| {
        let other = note(forge, 3, "/Subtype/Widget/FT/Sig/T(Signature0)");
        let form = forge.find(&["/SigFlags"]);
        forge.edit(form, "/Fields[", &format!("/Fields[{other} 0 R "));
    }),
];
