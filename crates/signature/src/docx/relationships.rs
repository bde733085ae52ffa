//! The form in which relationships are signed (ECMA-376 part 2 §13.2.4.24).

pub(super) use chengbao_base::formats::opc::relationships::{Relationship, SPACE, read};

use super::xml::{self, Node};

/// How many pieces of white space are between the relationships of a part.
pub(super) fn blanks(bytes: &[u8]) -> usize {
    let document = xml::parse(bytes);
    let children = document.map(|document| document.root.children);
    let is_text = |node: &&Node| matches!(node, Node::Text(_));
    children.map_or(0, |children| children.iter().filter(is_text).count())
}

/// The result of the transform, in the canonical form that must follow it: sorted by `Id`,
/// every `TargetMode` written out.
///
/// `blanks` is 0 except for files signed by LibreOffice: its xmlsec makes an element `text` from each piece of white
/// space that the transform should drop. The same relationships are signed in both cases.
pub(super) fn transformed(relationships: &[&Relationship], blanks: usize) -> Vec<u8> {
    let mut sorted = relationships.to_vec();
    sorted.sort_by(|one, other| one.id.cmp(&other.id));
    let mut text = format!("<Relationships xmlns=\"{SPACE}\">");
    text.push_str(&"<text></text>".repeat(blanks));
    for relationship in sorted {
        text.push_str("<Relationship");
        for (name, value) in [
            ("Id", &relationship.id),
            ("Target", &relationship.target),
            ("TargetMode", &relationship.mode),
            ("Type", &relationship.kind),
        ] {
            text.extend([" ", name, "=\""]);
            xml::attribute_value(&mut text, value);
            text.push('"');
        }
        text.push_str("></Relationship>");
    }
    text.push_str("</Relationships>");
    text.into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(inside: &str) -> String {
        format!("<r:Relationships xmlns:r='{SPACE}'>\n{inside}\n</r:Relationships>")
    }

    #[test]
    fn the_transform_sorts_and_says_every_mode() {
        let part = part(
            "<r:Relationship Id='b' Type='t' Target='x&amp;\"' TargetMode='External'/>\
             <r:Relationship Target='y' Type='t' Id='a'> </r:Relationship>",
        );
        let read = read(part.as_bytes()).unwrap();
        let expected = format!(
            "<Relationships xmlns=\"{SPACE}\"><Relationship Id=\"a\" Target=\"y\" TargetMode=\"Internal\" Type=\"t\"></Relationship>\
             <Relationship Id=\"b\" Target=\"x&amp;&quot;\" TargetMode=\"External\" Type=\"t\"></Relationship></Relationships>"
        );
        let transformed = transformed(&read.iter().collect::<Vec<_>>(), 0);
        assert_eq!(String::from_utf8(transformed).unwrap(), expected);
    }
}
