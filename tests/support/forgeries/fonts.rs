//! Fonts: what codes mean, how wide they are, what they draw.

use super::Change;
use crate::forge::Forge;

/// The font of a resource name.
fn font(forge: &Forge, name: &str) -> u32 {
    forge.refers(forge.find(&["/C0 ", "/C1 "]), name)
}

/// The most used font of hanzi, and that of figures.
fn hanzi(forge: &Forge) -> u32 {
    font(forge, "/C0")
}

fn figures(forge: &Forge) -> u32 {
    forge.find(&["/Subtype/Type0", "+LiberationSerif/"])
}

fn edit_map(forge: &mut Forge, change: impl FnOnce(&str) -> String) {
    let map = forge.refers(figures(forge), "/ToUnicode");
    let text = String::from_utf8(forge.content(map)).unwrap();
    let other = change(&text);
    assert_ne!(text, other);
    forge.set_content(map, other.as_bytes());
}

/// Encodes the figures by a map of its own.
fn encoded(forge: &mut Forge, map: &str) {
    let text = format!(
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CMapName /X def\n\
         1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n{map}\nendcmap\nend\nend\n"
    );
    let map = forge.add_stream("<</Type/CMap/CMapName/X>>", text.as_bytes());
    let font = figures(forge);
    forge.edit(
        font,
        "/Encoding/Identity-H",
        &format!("/Encoding {map} 0 R"),
    );
}

fn program(forge: &Forge, font: u32) -> u32 {
    let text = forge.text(font);
    let at = text.find("/FontDescriptor ").unwrap() + "/FontDescriptor ".len();
    let number = text[at..].split(' ').next().unwrap().parse().unwrap();
    forge.refers(number, "/FontFile2")
}

/// The place and length of a table in a font program.
fn table(program: &[u8], tag: &[u8]) -> (usize, usize) {
    let long = |at: usize| {
        usize::try_from(u32::from_be_bytes(program[at..at + 4].try_into().unwrap())).unwrap()
    };
    let count = usize::from(u16::from_be_bytes([program[4], program[5]]));
    let mut records = (0..count).map(|index| 12 + index * 16);
    let record = records.find(|at| &program[*at..at + 4] == tag).unwrap();
    (long(record + 8), long(record + 12))
}

fn edit_program(forge: &mut Forge, change: impl FnOnce(&mut Vec<u8>)) {
    let number = program(forge, figures(forge));
    let before = forge.content(number);
    let mut after = before.clone();
    change(&mut after);
    assert_ne!(before, after);
    let length = format!("/Length1 {}", before.len());
    forge.edit(number, &length, &format!("/Length1 {}", after.len()));
    forge.set_content(number, &after);
}

pub(super) const CHANGES: &[Change] = &[
    ("encoding", "a map that exchanges figures", |forge| {
        encoded(forge, "2 begincidchar\n<0005> 6\n<0006> 5\nendcidchar");
    }),
    ("encoding", "a map of ranges", |forge| {
        encoded(forge, "1 begincidrange\n<0000> <FFFF> 1\nendcidrange");
    }),
    ("encoding", "vertical", |forge| {
        let font = figures(forge);
        forge.edit(font, "/Identity-H", "/Identity-V");
    }),
    ("encoding", "of another character set", |forge| {
        let font = figures(forge);
        forge.edit(font, "/Identity-H", "/UniGB-UTF16-H");
    }),
    ("encoding", "another collection", |forge| {
        let font = figures(forge);
        forge.edit(font, "/Ordering(Identity)", "/Ordering(GB1)");
    }),
    ("widths", "a width of every glyph", |forge| {
        let font = figures(forge);
        forge.edit(font, "/DW 1000", "/DW 1");
    }),
    ("widths", "other widths", |forge| {
        let font = figures(forge);
        forge.edit(font, "500 500 500", "500 900 500");
    }),
    ("widths", "a range", |forge| {
        let font = figures(forge);
        forge.edit(font, "/W[", "/W[0 65535 100 ");
    }),
    ("widths", "thirty thousand ranges", |forge| {
        let font = figures(forge);
        forge.edit(
            font,
            "/W[",
            &format!("/W[{}", "0 65535 100 ".repeat(30_000)),
        );
    }),
    ("widths", "vertical ones", |forge| {
        let font = figures(forge);
        forge.edit(font, "/DW 1000", "/DW 1000/DW2[0 0]");
    }),
    ("font key", "a further one", |forge| {
        let font = figures(forge);
        forge.put(font, "/Other 1");
    }),
    ("font key", "another kind", |forge| {
        let font = figures(forge);
        forge.edit(font, "/CIDFontType2", "/CIDFontType0");
    }),
    ("font key", "glyphs by a map", |forge| {
        let mut map = Vec::new();
        for code in 0..200_u16 {
            let other = match code {
                5 => 6,
                6 => 5,
                other => other,
            };
            map.extend(other.to_be_bytes());
        }
        let map = forge.add_stream("<<>>", &map);
        let font = figures(forge);
        forge.edit(
            font,
            "/CIDToGIDMap/Identity",
            &format!("/CIDToGIDMap {map} 0 R"),
        );
    }),
    ("font key", "a standard font", |forge| {
        let font = figures(forge);
        forge.objects.get_mut(&font).unwrap().text =
            "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>".to_owned();
    }),
    ("font key", "a font of drawings", |forge| {
        let font = figures(forge);
        forge.objects.get_mut(&font).unwrap().text =
            "<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[1 0 0 1 0 0]/CharProcs<<>>>>"
                .to_owned();
    }),
    (
        "font key",
        "flags of a font that may be replaced",
        |forge| {
            let descriptor = forge.find(&["/Type/FontDescriptor", "+LiberationSerif/"]);
            forge.edit(descriptor, "/Flags 4", "/Flags 32");
        },
    ),
    ("font name", "another one", |forge| {
        let font = figures(forge);
        let text = forge
            .text(font)
            .replace("+LiberationSerif", "+SomeOtherFont");
        forge.objects.get_mut(&font).unwrap().text = text;
    }),
    ("fonts exchanged", "two resources", |forge| {
        let table = forge.find(&["/C0 ", "/C1 "]);
        let [one, two] = ["/C0", "/C1"].map(|name| font(forge, name));
        forge.edit(table, &format!("/C0 {one} 0 R"), &format!("/C0 {two} 0 R"));
        forge.edit(table, &format!("/C1 {two} 0 R"), &format!("/C1 {one} 0 R"));
    }),
    ("font file", "another one", |forge| {
        let [one, two] = [hanzi(forge), figures(forge)].map(|font| program(forge, font));
        let other = forge.objects[&one].clone();
        forge.objects.insert(two, other);
    }),
    ("font file", "none", |forge| {
        let descriptor = forge.find(&["/Type/FontDescriptor", "+LiberationSerif/"]);
        let file = forge.refers(descriptor, "/FontFile2");
        forge.edit(descriptor, &format!("/FontFile2 {file} 0 R"), "");
        forge.objects.remove(&file);
    }),
    ("font file", "a second one", |forge| {
        let other = program(forge, hanzi(forge));
        let descriptor = forge.find(&["/Type/FontDescriptor", "+LiberationSerif/"]);
        forge.put(descriptor, &format!("/FontFile3 {other} 0 R"));
    }),
    ("font file", "two outlines exchanged", |forge| {
        edit_program(forge, |program| {
            let (at, _) = table(program, b"loca");
            let (one, two) = (at + 5 * 4, at + 6 * 4);
            let first: Vec<u8> = program[one..one + 4].to_vec();
            program.copy_within(two..two + 4, one);
            program[two..two + 4].copy_from_slice(&first);
        });
    }),
    ("font file", "a point moved", |forge| {
        edit_program(forge, |program| {
            let (at, length) = table(program, b"glyf");
            program[at + length / 2] ^= 0x10;
        });
    }),
    ("font file", "instructions", |forge| {
        edit_program(forge, |program| {
            let (at, _) = table(program, b"prep");
            program[at] ^= 1;
        });
    }),
    ("font file", "units", |forge| {
        edit_program(forge, |program| {
            let (at, _) = table(program, b"head");
            program[at + 18] = 4;
        });
    }),
    ("font file", "side bearings", |forge| {
        edit_program(forge, |program| {
            let (at, _) = table(program, b"hmtx");
            program[at + 6 * 4 + 2] ^= 3;
        });
    }),
    ("font file", "a table twice", |forge| {
        edit_program(forge, |program| {
            let record = program[12..28].to_vec();
            program[28..44].copy_from_slice(&record);
        });
    }),
    ("font file", "bytes behind its tables", |forge| {
        edit_program(forge, |program| program.extend_from_slice(b"more"));
    }),
    ("font file", "another header", |forge| {
        edit_program(forge, |program| program[..4].copy_from_slice(b"true"));
    }),
    ("characters", "two exchanged", |forge| {
        edit_map(forge, |map| {
            let five = map.lines().find(|line| line.starts_with("<0005>")).unwrap();
            let six = map.lines().find(|line| line.starts_with("<0006>")).unwrap();
            let (a, b) = (&five[7..], &six[7..]);
            map.replacen(five, &format!("<0005> {b}"), 1)
                .replacen(six, &format!("<0006> {a}"), 1)
        });
    }),
    ("characters", "a range", |forge| {
        edit_map(forge, |map| {
            map.replacen(
                "endcmap",
                "1 beginbfrange\n<0001> <00FF> <0031>\nendbfrange\nendcmap",
                1,
            )
        });
    }),
    ("characters", "twenty thousand ranges", |forge| {
        let ranges = "1 beginbfrange\n<0000> <FFFF> <0031>\nendbfrange\n".repeat(20_000);
        edit_map(forge, |map| {
            map.replacen("endcmap", &format!("{ranges}endcmap"), 1)
        });
    }),
    ("characters", "escapes of a terminal", |forge| {
        edit_map(forge, |map| {
            let five = map.lines().find(|line| line.starts_with("<0005>")).unwrap();
            map.replacen(five, "<0005> <001B>", 1)
        });
    }),
    ("characters", "another name of the map", |forge| {
        edit_map(forge, |map| {
            map.replacen("Adobe-Identity-UCS", "Adobe-GB1-UCS2", 1)
        });
    }),
    ("characters", "none", |forge| {
        let font = figures(forge);
        let map = forge.refers(font, "/ToUnicode");
        forge.edit(font, &format!("/ToUnicode {map} 0 R"), "");
        forge.objects.remove(&map);
    }),
];
