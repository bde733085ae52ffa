//! Which characters the codes of a font stand for (ISO 32000-1 §9.10.3, ToUnicode CMaps; asked for
//! by ISO 19005-3 §6.2.11.7 and ISO 14289-1 §7.21.7).

/// Entries in one block; more are not allowed (Adobe Technical Note 5411, §1.4.1).
const BLOCK: usize = 100;

/// The CMap of a font whose code `n + 1` stands for the `n`th character.
pub(super) fn cmap(characters: &[char]) -> String {
    let mut map = String::from(
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n\
         /CIDSystemInfo <</Registry(Adobe)/Ordering(UCS)/Supplement 0>> def\n\
         /CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n\
         1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n",
    );
    let mut code = 0;
    for block in characters.chunks(BLOCK) {
        map.push_str(&format!("{} beginbfchar\n", block.len()));
        for character in block {
            code += 1;
            map.push_str(&format!("<{code:04X}> <"));
            for unit in character.encode_utf16(&mut [0; 2]) {
                map.push_str(&format!("{unit:04X}"));
            }
            map.push_str(">\n");
        }
        map.push_str("endbfchar\n");
    }
    map.push_str("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
    map
}
