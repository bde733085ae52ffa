//! What pages draw: content, resources, pictures.

use super::Change;
use crate::forge::Forge;

/// Adds lines at the end of a page's content.
fn behind(forge: &mut Forge, lines: &str) {
    forge.draw(3, |content| format!("{content}{lines}"));
}

/// Replaces the first text of a page's content.
fn first(forge: &mut Forge, old: &str, new: &str) {
    forge.draw(3, |content| {
        assert!(content.contains(old), "{old}");
        content.replacen(old, new, 1)
    });
}

fn resources(forge: &Forge) -> u32 {
    forge.refers(forge.pages()[0], "/Resources")
}

fn picture(forge: &Forge) -> u32 {
    forge.find(&["/Subtype/Image"])
}

pub(super) const CHANGES: &[Change] = &[
    ("figure", "other codes", |forge| {
        forge.draw(3, |content| {
            let at = content.rfind("> Tj").unwrap();
            let code = &content[at - 4..at];
            let other = if code == "0003" { "0004" } else { "0003" };
            format!("{}{other}{}", &content[..at - 4], &content[at..])
        });
    }),
    ("figure", "a text less", |forge| {
        forge.draw(3, |content| {
            let mut lines: Vec<&str> = content.lines().collect();
            let at = lines.iter().position(|line| line.ends_with("Tj")).unwrap();
            lines.remove(at);
            lines.join("\n") + "\n"
        });
    }),
    ("figure", "moved", |forge| {
        forge.draw(3, |content| {
            let mut lines: Vec<String> = content.lines().map(str::to_owned).collect();
            let at = lines
                .iter()
                .rposition(|line| line.ends_with(" Td"))
                .unwrap();
            lines[at] = "1 700 Td".to_owned();
            lines.join("\n") + "\n"
        });
    }),
    ("figure", "pale", |forge| {
        first(forge, "BT\n", "0.85 g\nBT\n")
    }),
    ("figure", "tiny", |forge| first(forge, " Tf\n", "0 Tf\n")),
    ("drawn over", "a white area", |forge| {
        behind(forge, "q\n1 g\n100 100 300 300 re\nf\nQ\n")
    }),
    ("drawn over", "a wide line", |forge| {
        behind(
            forge,
            "/Artifact <</Type/Layout>> BDC\n0.85 G\n300 w\n0 400 m\n600 400 l\nS\nEMC\n",
        );
    }),
    ("drawn over", "other words", |forge| {
        behind(
            forge,
            "/Artifact <</Type/Layout>> BDC\nBT\n/C0 16 Tf\n200 300 Td\n<00010002> Tj\nET\nEMC\n",
        );
    }),
    ("drawn over", "a picture again", |forge| {
        behind(
            forge,
            "/Artifact <</Type/Layout>> BDC\nq\n500 0 0 700 50 50 cm\n/I0 Do\nQ\nEMC\n",
        );
    }),
    ("drawn over", "a shading", |forge| {
        behind(forge, "/Sh0 sh\n")
    }),
    ("hidden", "by a mode", |forge| {
        first(forge, "BT\n", "BT\n3 Tr\n")
    }),
    ("hidden", "by a path of clipping", |forge| {
        first(forge, "BT\n", "0 0 1 1 re\nW\nn\nBT\n")
    }),
    ("hidden", "by a state", |forge| {
        let resources = resources(forge);
        forge.put(resources, "/ExtGState<</G0<</ca 0>>>>");
        first(forge, "BT\n", "/G0 gs\nBT\n");
    }),
    ("hidden", "by a layer", |forge| {
        first(forge, "BT\n", "/OC /L1 BDC\nBT\n")
    }),
    ("hidden", "by compatibility", |forge| {
        first(forge, "BT\n", "BX\nxyz\nEX\nBT\n")
    }),
    ("hidden", "in a comment", |forge| {
        first(forge, "BT\n", "% \nBT\n")
    }),
    ("hidden", "by a matrix", |forge| {
        first(forge, "BT\n", "q\n0 0 0 0 0 0 cm\nQ\nBT\n")
    }),
    ("hidden", "by white letters", |forge| {
        first(forge, "BT\n", "1 g\nBT\n")
    }),
    ("hidden", "by horizontal scale", |forge| {
        first(forge, "BT\n", "BT\n1 Tz\n")
    }),
    ("hidden", "by rise", |forge| {
        first(forge, "BT\n", "BT\n900 Ts\n")
    }),
    ("inline image", "with a colour space", |forge| {
        behind(forge, "BI /W 1 /H 1 /BPC 8 /CS /G ID x EI\n");
    }),
    ("inline image", "without one", |forge| {
        behind(forge, "BI /W 1 /H 1 ID x EI\n")
    }),
    ("inline image", "that ends nowhere", |forge| {
        behind(forge, "BI /W 9 /H 9 ID x\n")
    }),
    ("spelling of content", "a real", |forge| {
        first(forge, "BT\n", "BT\n0.0 Tc\n")
    }),
    ("spelling of content", "a sign", |forge| {
        first(forge, "BT\n", "BT\n+0 Tc\n")
    }),
    ("spelling of content", "two operators on a line", |forge| {
        first(forge, "BT\n", "BT BT\n")
    }),
    ("spelling of content", "a carriage return", |forge| {
        first(forge, "BT\n", "BT\r\n")
    }),
    (
        "spelling of content",
        "a number with a minus inside",
        |forge| {
            first(forge, "BT\n", "BT\n1-2 Tc\n");
        },
    ),
    ("spelling of content", "no line at its end", |forge| {
        forge.draw(3, |content| content.trim_end().to_owned());
    }),
    ("nesting", "a text within a text", |forge| {
        first(forge, "BT\n", "BT\nBT\n")
    }),
    ("nesting", "a state that is never restored", |forge| {
        first(forge, "BT\n", "q\nBT\n")
    }),
    ("nesting", "a state that was never saved", |forge| {
        first(forge, "BT\n", "Q\nBT\n")
    }),
    ("nesting", "a text outside of a mark", |forge| {
        behind(forge, "BT\nET\n")
    }),
    ("nesting", "a mark that is never closed", |forge| {
        behind(forge, "/Artifact <</Type/Layout>> BDC\n");
    }),
    ("mark", "spoken otherwise", |forge| {
        first(forge, "/MCID 3>>", "/MCID 3/ActualText(999)>>")
    }),
    ("mark", "numbers exchanged", |forge| {
        forge.draw(3, |content| {
            content
                .replacen("/MCID 4>>", "/MCID x>>", 1)
                .replacen("/MCID 5>>", "/MCID 4>>", 1)
                .replacen("/MCID x>>", "/MCID 5>>", 1)
        });
    }),
    ("mark", "an artifact", |forge| {
        forge.draw(3, |content| {
            let at = content.find(" <</MCID 4>>").unwrap();
            let line = content[..at].rfind('\n').unwrap() + 1;
            let rest = &content[at + " <</MCID 4>>".len()..];
            format!("{}/Artifact <</Type/Layout>>{rest}", &content[..line])
        });
    }),
    ("mark", "by name", |forge| {
        let resources = resources(forge);
        forge.put(resources, "/Properties<</M0<</ActualText(999)>>>>");
        first(forge, "BT\n", "/Span /M0 BDC\nEMC\nBT\n");
    }),
    ("resources", "what greys mean", |forge| {
        let resources = resources(forge);
        let space = "/ColorSpace<</DefaultGray[/CalGray<</WhitePoint[1 1 1]/Gamma 0>>]>>";
        forge.put(resources, space);
    }),
    ("resources", "a state", |forge| {
        let resources = resources(forge);
        forge.put(resources, "/ExtGState<</G0<</BM/Screen>>>>");
    }),
    ("resources", "a pattern", |forge| {
        let resources = resources(forge);
        forge.put(resources, "/Pattern<<>>");
    }),
    ("resources", "a further picture", |forge| {
        let resources = resources(forge);
        let form = forge.add_stream(
            "<</Type/XObject/Subtype/Form/BBox[0 0 9 9]>>",
            b"0 0 9 9 re f",
        );
        forge.edit(
            resources,
            "/XObject<<",
            &format!("/XObject<</F0 {form} 0 R"),
        );
    }),
    ("resources", "other ones for a page", |forge| {
        let resources = resources(forge);
        let text = forge.text(resources).to_owned();
        let other = forge.add(&text);
        let page = forge.pages()[2];
        let old = format!("/Resources {resources} 0 R");
        forge.edit(page, &old, &format!("/Resources {other} 0 R"));
    }),
    ("picture", "other pixels", |forge| {
        let picture = picture(forge);
        let mut pixels = forge.content(picture);
        pixels.iter_mut().take(5000).for_each(|byte| *byte = 0);
        forge.set_content(picture, &pixels);
    }),
    ("picture", "inverted", |forge| {
        let picture = picture(forge);
        forge.put(picture, "/Decode[1 0 1 0 1 0]");
    }),
    ("picture", "a mask", |forge| {
        let mask = forge.add_stream(
            "<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8>>",
            &[0],
        );
        let picture = picture(forge);
        forge.put(picture, &format!("/SMask {mask} 0 R"));
    }),
    ("picture", "colours masked", |forge| {
        let picture = picture(forge);
        forge.put(picture, "/Mask[0 200 0 200 0 200]");
    }),
    ("picture", "other sides", |forge| {
        let picture = picture(forge);
        forge.edit(picture, "/Width 1560", "/Width 780");
    }),
    ("picture", "another for print", |forge| {
        let picture = picture(forge);
        forge.put(
            picture,
            &format!("/Alternates[<</Image {picture} 0 R/DefaultForPrinting true>>]"),
        );
    }),
    ("picture", "on a layer", |forge| {
        let layer = forge.add("<</Type/OCG/Name(x)>>");
        let picture = picture(forge);
        forge.put(picture, &format!("/OC {layer} 0 R"));
    }),
    ("picture", "other colours", |forge| {
        let picture = picture(forge);
        forge.edit(
            picture,
            "/ColorSpace/DeviceRGB",
            "/ColorSpace[/Indexed/DeviceRGB 1(abcdef)]",
        );
    }),
];
