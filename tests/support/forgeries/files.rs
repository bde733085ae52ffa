//! Embedded files: their names, their bytes, the lists they are in.

use super::Change;
use crate::forge::Forge;

fn specification(forge: &Forge, name: &str) -> u32 {
    forge.find(&["/Type/Filespec", &format!("/UF({name})")])
}

fn file(forge: &Forge, name: &str) -> u32 {
    forge.refers(specification(forge, name), "/EF<</F")
}

fn names(forge: &Forge) -> u32 {
    forge.find(&["/Names[(document.json)"])
}

fn edit(forge: &mut Forge, name: &str, old: &str, new: &str) {
    let number = file(forge, name);
    let text = String::from_utf8(forge.content(number)).unwrap();
    assert!(text.contains(old), "{old}");
    forge.set_content(number, text.replacen(old, new, 1).as_bytes());
}

/// Removes a list of the catalog with all it leads to.
fn remove(forge: &mut Forge, lists: bool) {
    let root = forge.root;
    let text = forge.text(root).to_owned();
    let af = text.split("/AF").nth(1).unwrap().split(']').next().unwrap();
    let names = text
        .split("/Names")
        .nth(1)
        .unwrap()
        .split(">>")
        .next()
        .unwrap();
    forge.edit(root, &format!("/AF{af}]"), "");
    forge.edit(root, &format!("/Names{names}>>"), "");
    if lists {
        let is_file = |text: &str| {
            text.contains("/Type/Filespec")
                || text.contains("/EmbeddedFile")
                || text.contains("(document.json)")
        };
        forge.objects.retain(|_, object| !is_file(&object.text));
    }
}

pub(super) const CHANGES: &[Change] = &[
    ("name", "F of another file", |forge| {
        let own = specification(forge, "report.yaml");
        let other = file(forge, "report.json");
        let this = file(forge, "report.yaml");
        forge.edit(own, &format!("/F {this} 0 R"), &format!("/F {other} 0 R"));
    }),
    ("name", "F alone", |forge| {
        let own = specification(forge, "report.yaml");
        forge.edit(own, "/F(report.yaml)", "/F(other.yaml)");
    }),
    ("name", "UF alone", |forge| {
        let own = specification(forge, "report.yaml");
        forge.edit(own, "/UF(report.yaml)", "/UF(other.yaml)");
    }),
    ("name", "of another system", |forge| {
        let own = specification(forge, "report.yaml");
        forge.put(own, "/DOS(other.yaml)");
    }),
    ("name", "in the list", |forge| {
        let names = names(forge);
        forge.edit(names, "(report.yaml)", "(report.yamm)");
    }),
    ("file", "a further one", |forge| {
        let bytes = forge.add_stream("<</Type/EmbeddedFile>>", b"x");
        let own = forge.add(&format!(
            "<</Type/Filespec/F(x)/UF(x)/AFRelationship/Supplement/EF<</F {bytes} 0 R/UF {bytes} 0 R>>>>"
        ));
        let (names, root) = (names(forge), forge.root);
        forge.edit(names, "]", &format!("(x){own} 0 R]"));
        forge.edit(root, "/AF[", &format!("/AF[{own} 0 R "));
    }),
    ("file", "in the list alone", |forge| {
        let bytes = forge.add_stream("<</Type/EmbeddedFile>>", b"x");
        let own = forge.add(&format!(
            "<</Type/Filespec/F(x)/UF(x)/EF<</F {bytes} 0 R/UF {bytes} 0 R>>>>"
        ));
        let names = names(forge);
        forge.edit(names, "]", &format!("(x){own} 0 R]"));
    }),
    ("file", "another description", |forge| {
        let own = specification(forge, "report.yaml");
        let words = forge
            .text(own)
            .split("/Desc")
            .nth(1)
            .unwrap()
            .split('>')
            .next()
            .unwrap()
            .to_owned();
        forge.edit(own, &format!("/Desc{words}>"), "/Desc(x)");
    }),
    ("file", "another relation", |forge| {
        let own = specification(forge, "report.json");
        forge.edit(own, "/AFRelationship/Data", "/AFRelationship/Source");
    }),
    ("file", "another type", |forge| {
        let own = file(forge, "report.json");
        forge.edit(own, "application#2Fjson", "text#2Fplain");
    }),
    ("file", "another checksum", |forge| {
        let own = file(forge, "report.yaml");
        let sum = forge.text(own).split("/CheckSum<").nth(1).unwrap()[..4].to_owned();
        let other = if sum == "0000" { "1111" } else { "0000" };
        forge.edit(
            own,
            &format!("/CheckSum<{sum}"),
            &format!("/CheckSum<{other}"),
        );
    }),
    ("file", "a thumbnail", |forge| {
        let picture = forge.find(&["/Subtype/Image"]);
        let own = specification(forge, "report.yaml");
        forge.put(own, &format!("/Thumb {picture} 0 R"));
    }),
    ("data", "another figure", |forge| {
        edit(forge, "report.yaml", "year: 2024", "year: 2023")
    }),
    ("data", "a comment in the report", |forge| {
        edit(forge, "report.yaml", "year: 2024", "year: 2024 # x");
    }),
    ("data", "another figure in the JSON", |forge| {
        edit(forge, "report.json", "2024", "2023")
    }),
    ("data", "another use", |forge| {
        edit(forge, "document.json", "filing", "attachment")
    }),
    ("data", "another name in the sign-off", |forge| {
        edit(forge, "signoff.yaml", "张三", "赵六")
    }),
    ("data", "removed from the catalog", |forge| {
        remove(forge, false)
    }),
    ("data", "removed", |forge| remove(forge, true)),
    ("data", "removed, and a page changed", |forge| {
        remove(forge, true);
        forge.draw(3, |content| format!("{content}1 g\n0 0 600 900 re\nf\n"));
    }),
    ("list", "of files in kids", |forge| {
        let names = names(forge);
        let text = forge.text(names).to_owned();
        let kid = forge.add(&text);
        forge.objects.get_mut(&names).unwrap().text = format!("<</Kids[{kid} 0 R]>>");
    }),
    ("list", "that is its own kid", |forge| {
        let names = names(forge);
        forge.put(
            names,
            &format!("/Kids[{names} 0 R {names} 0 R {names} 0 R {names} 0 R]"),
        );
    }),
    ("list", "of scripts", |forge| {
        let root = forge.root;
        forge.edit(
            root,
            "/EmbeddedFiles",
            "/JavaScript<</Names[]>>/EmbeddedFiles",
        );
    }),
    ("list", "with limits", |forge| {
        let names = names(forge);
        forge.put(names, "/Limits[(a)(b)]");
    }),
];
