//! The examples of Canonical XML 1.0 §3 that need no document type, and what the parser refuses.

use super::*;

fn check(xml: &str, canonical: &str, with_comments: &str) {
    let document = parse(xml.as_bytes()).unwrap();
    let text = |comments| String::from_utf8(canonical_document(&document, comments)).unwrap();
    assert_eq!(text(false), canonical);
    assert_eq!(text(true), with_comments);
}

#[test]
fn instructions_and_comments_stand_on_lines_of_their_own_outside_the_root() {
    // §3.1 without its document type.
    check(
        "<?xml version=\"1.0\"?>\r\n\n<?xml-stylesheet   href=\"doc.xsl\"\n   type=\"text/xsl\"   ?>\n\n\
         <doc>Hello, world!<!-- Comment 1 --></doc>\n\n<?pi-without-data     ?>\n\n<!-- Comment 2 -->\n<!-- Comment 3 -->",
        "<?xml-stylesheet href=\"doc.xsl\"\n   type=\"text/xsl\"   ?>\n<doc>Hello, world!</doc>\n<?pi-without-data?>",
        "<?xml-stylesheet href=\"doc.xsl\"\n   type=\"text/xsl\"   ?>\n<doc>Hello, world!<!-- Comment 1 --></doc>\n\
         <?pi-without-data?>\n<!-- Comment 2 -->\n<!-- Comment 3 -->",
    );
}

#[test]
fn attributes_and_namespaces_have_an_order_and_are_said_once() {
    // §3.3 without its document type.
    let out = concat!(
        "<doc><e1></e1><e3 id=\"elem3\" name=\"elem3\"></e3>",
        "<e5 xmlns=\"http://example.org\" xmlns:a=\"http://www.w3.org\" xmlns:b=\"http://www.ietf.org\" ",
        "attr=\"I'm\" attr2=\"all\" b:attr=\"sorted\" a:attr=\"out\"></e5>",
        "<e6 xmlns:a=\"http://www.w3.org\"><e7 xmlns=\"http://www.ietf.org\"><e8 xmlns=\"\">",
        "<e9 xmlns:a=\"http://www.ietf.org\"></e9></e8></e7></e6></doc>"
    );
    check(
        "<doc><e1   /><e3   name = \"elem3\"   id=\"elem3\"   />\
         <e5 a:attr=\"out\" b:attr=\"sorted\" attr2=\"all\" attr=\"I'm\" xmlns:b=\"http://www.ietf.org\" \
         xmlns:a=\"http://www.w3.org\" xmlns=\"http://example.org\"/>\
         <e6 xmlns=\"\" xmlns:a=\"http://www.w3.org\"><e7 xmlns=\"http://www.ietf.org\"><e8 xmlns=\"\" \
         xmlns:a=\"http://www.w3.org\"><e9 xmlns=\"\" xmlns:a=\"http://www.ietf.org\"/></e8></e7></e6></doc>",
        out,
        out,
    );
}

#[test]
fn characters_are_references_where_they_must_be() {
    // §3.4 without its document type.
    let out = concat!(
        "<doc><text>First line&#xD;\nSecond line</text><value>2</value>",
        "<compute>value&gt;\"0\" &amp;&amp; value&lt;\"10\" ?\"valid\":\"error\"</compute>",
        "<compute expr=\"value>&quot;0&quot; &amp;&amp; value&lt;&quot;10&quot; ?&quot;valid&quot;:&quot;error&quot;\">valid</compute>",
        "<norm attr=\" '    &#xD;&#xA;&#x9;   ' \"></norm></doc>"
    );
    check(
        "<doc><text>First line&#x0d;&#10;Second line</text><value>&#x32;</value>\
         <compute><![CDATA[value>\"0\" && value<\"10\" ?\"valid\":\"error\"]]></compute>\
         <compute expr='value>\"0\" &amp;&amp; value&lt;\"10\" ?\"valid\":\"error\"'>valid</compute>\
         <norm attr=' &apos;  \t\n&#13;&#xa;&#9;   &apos; '/></doc>",
        out,
        out,
    );
}

#[test]
fn a_part_of_a_document_says_what_it_has_from_above() {
    let xml = "<a:r xmlns:a='urn:a' xmlns='urn:d' xmlns:u='urn:u' xml:lang='zh' xml:space='preserve'>\
               <m xmlns:u='urn:v' xml:lang='en'><e xml:space='default' b='1' xmlns=''><f xmlns:a='urn:a'/></e></m></a:r>";
    let document = parse(xml.as_bytes()).unwrap();
    let middle = document.root.elements().next().unwrap();
    let apex = middle.elements().next().unwrap();
    let canonical = canonical(&[&document.root, middle], apex, false);
    assert_eq!(
        String::from_utf8(canonical).unwrap(),
        "<e xmlns:a=\"urn:a\" xmlns:u=\"urn:v\" b=\"1\" xml:lang=\"en\" xml:space=\"default\"><f></f></e>"
    );
}

#[test]
fn what_two_readers_could_take_differently_is_refused() {
    for bad in [
        "",
        "<x>",
        "<x/><y/>",
        "x<x/>",
        "<x/>x",
        "<x></y>",
        "<!DOCTYPE x><x/>",
        "<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>",
        "<x>&a;</x>",
        "<x>&#0;</x>",
        "<x>\u{1}</x>",
        "<x a='1' a='2'/>",
        "<x a='<'/>",
        "<x xmlns:p='urn:a' xmlns:q='urn:a' p:a='1' q:a='2'/>",
        "<p:x/>",
        "<x p:a='1'/>",
        "<x xmlns:p=''/>",
        "<x xmlns:xml='urn:a'/>",
        "<x xmlns:p='http://www.w3.org/XML/1998/namespace'/>",
        "<p:q:x xmlns:p='urn:a'/>",
        "<1/>",
        "<x><!-- a--b --></x>",
        "<x><?xml version='1.0'?></x>",
        "<?xml version='1.0' encoding='UTF-16'?><x/>",
        "<?xml version='1.1'?><x/>",
        " <?xml version='1.0'?><x/>",
        "<x><![CDATA[a</x>",
        "<![CDATA[ ]]><x/>",
        "<x>]]></x>",
    ] {
        assert!(parse(bad.as_bytes()).is_err(), "{bad}");
    }
    assert!(parse(&[0xff, 0xfe, b'<', 0]).is_err());
    assert!(parse("<x>".repeat(300).as_bytes()).is_err());
    let many = |count: usize, what: &str| {
        let attributes = (0..count).map(|at| format!(" {what}{at}='urn:{at}'"));
        format!("<x{}/>", attributes.collect::<String>())
    };
    for what in ["a", "xmlns:a"] {
        assert!(parse(many(256, what).as_bytes()).is_ok(), "{what}");
        assert!(parse(many(257, what).as_bytes()).is_err(), "{what}");
    }
    let within = format!("<x xmlns='urn:x'>{}</x>", many(256, "xmlns:a"));
    assert!(parse(within.as_bytes()).is_err());
}
