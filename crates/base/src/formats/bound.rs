//! The report embedded in the DOCX: custom XML parts (ECMA-376 part 1 §15.2.5) and how the content of
//! the document is bound to them (§17.5.2.6). Used both for writing such files and for reading
//! them. It knows only names, never bytes.
//!
//! The report part has every value as an element; an id path consists of the names of the elements
//! below the root, so `requests.received.total` is
//!
//! ```xml
//! <report xmlns="urn:chengbao:report:1"><requests><received><total>3119</total></received></requests></report>
//! ```
//!
//! Every figure of a table is in a content control (`w:sdt`) whose `w:dataBinding` names such an
//! element by its [`xpath`]; Word writes a figure that is typed over into the part. The source part has the
//! file the report was read from, as text:
//!
//! ```xml
//! <source xmlns="urn:chengbao:source:1" name="report.yaml" xml:space="preserve">form: FORM&#13;
//! …</source>
//! ```
//!
//! or, if it is not text that XML can contain, as Base64 with the attribute [`ENCODING`]=[`BASE64`].
//! Its attribute [`PURPOSE`] is the purpose of the document, byte for byte the `document.json` of a
//! PDF: a part of its own would cost ten times as much. The sign-off part of a final document has
//! the sign-off file in the same way as the source part holds the report's:
//!
//! ```xml
//! <signoff xmlns="urn:chengbao:signoff:1" name="signoff.yaml" xml:space="preserve">version: 1
//! …</signoff>
//! ```
//!
//! The pictures part has the files of the report's pictures as they were given. If the picture that the
//! document shows is such a file itself, only its SHA-256 digest in Base64 is there, because programs
//! rename the parts they save; otherwise the file as Base64:
//!
//! ```xml
//! <pictures xmlns="urn:chengbao:pictures:1">
//!   <picture name="a.png" sha256="…="/>
//!   <picture name="b.jpg" encoding="base64">…</picture>
//! </pictures>
//! ```
//!
//! Word renames the parts when it saves (`customXml/item3.xml`): a reader finds them by the name and
//! namespace of their root, among the targets of relationships of the type [`RELATIONSHIP`].

/// Namespace of the report part.
pub const REPORT_NAMESPACE: &str = "urn:chengbao:report:1";
/// Root element of the report part.
pub const REPORT_ROOT: &str = "report";
/// Where the report part is written.
pub const REPORT_PART: &str = "customXml/item1.xml";
/// `ds:itemID` of the report part, which `w:storeItemID` names: the UUID (RFC 9562 §5.5) of its
/// namespace as a name of the namespace URL.
pub const REPORT_ID: &str = "{73E104D6-0755-580A-A716-997E7FAA8745}";

/// Namespace of the source part.
pub const SOURCE_NAMESPACE: &str = "urn:chengbao:source:1";
/// Root element of the source part.
pub const SOURCE_ROOT: &str = "source";
/// Where the source part is written.
pub const SOURCE_PART: &str = "customXml/item2.xml";
/// `ds:itemID` of the source part, made as [`REPORT_ID`].
pub const SOURCE_ID: &str = "{2D1B3106-E3C0-5EF3-9B60-F38F3255686D}";
/// Attribute of the source part's root: the purpose of the document.
pub const PURPOSE: &str = "document";
/// Namespace of the sign-off part.
pub const SIGN_OFF_NAMESPACE: &str = "urn:chengbao:signoff:1";
/// Root element of the sign-off part.
pub const SIGN_OFF_ROOT: &str = "signoff";
/// Where the sign-off part is written.
pub const SIGN_OFF_PART: &str = "customXml/item4.xml";
/// `ds:itemID` of the sign-off part, made as [`REPORT_ID`].
pub const SIGN_OFF_ID: &str = "{040FB60E-BFBC-5EC2-A3E2-749313EE6ED9}";
/// Namespace of the pictures part.
pub const PICTURES_NAMESPACE: &str = "urn:chengbao:pictures:1";
/// Root element of the pictures part.
pub const PICTURES_ROOT: &str = "pictures";
/// Element of one picture under it.
pub const PICTURE: &str = "picture";
/// Where the pictures part is written.
pub const PICTURES_PART: &str = "customXml/item3.xml";
/// `ds:itemID` of the pictures part, made as [`REPORT_ID`].
pub const PICTURES_ID: &str = "{228B23CC-08D9-56FC-91ED-D028FF3E2AB6}";
/// Attribute of a [`PICTURE`] whose file is among those that the document shows.
pub const DIGEST: &str = "sha256";

/// Attribute of the source and sign-off part's root and of a [`PICTURE`]: the name of the file.
pub const NAME: &str = "name";
/// Attribute of either if its text is not the file itself.
pub const ENCODING: &str = "encoding";
/// Value of [`ENCODING`]: standard Base64 (RFC 4648 §4), padded.
pub const BASE64: &str = "base64";

/// Style of the paragraphs that say who signed off the report, which are not part of its text.
pub const SIGN_OFF_STYLE: &str = "SignOff";

/// Type of the main part's relationships to custom XML parts.
pub const RELATIONSHIP: &str =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXml";

/// Prefix of [`REPORT_NAMESPACE`] in an [`xpath`].
pub const PREFIX: &str = "ns0";
/// `w:prefixMappings`: [`PREFIX`] and what it stands for.
pub const PREFIX_MAPPINGS: &str = "xmlns:ns0='urn:chengbao:report:1'";

/// Whether every step of an id path can be the name of an element: an ASCII letter or `_`, then
/// letters, digits, `_` and `-` (a part of `NCName`, Namespaces in XML 1.0 §3).
#[must_use]
pub fn is_path(path: &str) -> bool {
    path.split('.').all(|step| {
        let tail = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
        step.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') && step.chars().all(tail)
    })
}

/// The XPath of an id path's element, with a position at every step, as Word writes them:
/// `/ns0:report[1]/ns0:requests[1]/ns0:received[1]/ns0:total[1]`.
#[must_use]
pub fn xpath(path: &str) -> String {
    let mut xpath = format!("/{PREFIX}:{REPORT_ROOT}[1]");
    for step in path.split('.') {
        xpath.extend(["/", PREFIX, ":", step, "[1]"]);
    }
    xpath
}

/// The id path in an XPath of [`xpath`]'s form, whatever its prefix; `None` for any other.
#[must_use]
pub fn path_of_xpath(xpath: &str) -> Option<String> {
    let mut steps = xpath.strip_prefix('/')?.split('/').map(|step| {
        let name = step.strip_suffix("[1]").unwrap_or(step);
        name.split_once(':').map_or(name, |(_, local)| local)
    });
    let root = steps.next()?;
    let path = steps.collect::<Vec<_>>().join(".");
    (root == REPORT_ROOT && is_path(&path)).then_some(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_path_is_the_way_to_its_element_and_back() {
        let wanted = "/ns0:report[1]/ns0:requests[1]/ns0:received[1]/ns0:total[1]";
        assert_eq!(xpath("requests.received.total"), wanted);
        assert!(PREFIX_MAPPINGS.contains(REPORT_NAMESPACE) && PREFIX_MAPPINGS.contains(PREFIX));
        for path in ["year", "requests.received.total", "a-1._b"] {
            assert_eq!(path_of_xpath(&xpath(path)).as_deref(), Some(path));
        }
        assert_eq!(path_of_xpath("/report/x:a/b").as_deref(), Some("a.b"));
    }

    #[test]
    fn an_xpath_that_names_no_value_gives_no_path() {
        for other in [
            "",
            "/",
            "/ns0:report[1]",
            "/ns0:other[1]/ns0:year[1]",
            "/ns0:report[1]/ns0:year[2]",
            "/ns0:report[1]/ns0:year[1]/",
            "//ns0:year",
        ] {
            assert_eq!(path_of_xpath(other), None, "{other}");
        }
    }

    #[test]
    fn a_step_that_is_no_element_name_makes_no_path() {
        for bad in [
            "", ".", "a.", "a..b", "1a", "-a", "a b", "年度", "a:b", "a<b",
        ] {
            assert!(!is_path(bad), "{bad}");
        }
    }
}
