//! Which characters the codes of a font stand for (ISO 32000-1 §9.10.3, ToUnicode CMaps; required
//! by ISO 19005-3 §6.2.11.7 and ISO 14289-1 §7.21.7).

use chengbao_base::formats::pdf::{hexadecimal, whole};

/// Entries in one block; more are not allowed (Adobe Technical Note 5411, §1.4.1).
const BLOCK: usize = 100;

/// The CMap of a font whose code `n + 1` stands for the `n`th character.
pub(super) fn cmap(characters: &[char]) -> Vec<u8> {
    let mut map = Vec::with_capacity(512 + 16 * characters.len());
    map.extend_from_slice(
        b"/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n\
          /CIDSystemInfo <</Registry(Adobe)/Ordering(UCS)/Supplement 0>> def\n\
          /CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n\
          1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n",
    );
    let mut code = 0_u16;
    for block in characters.chunks(BLOCK) {
        whole(&mut map, i64::try_from(block.len()).unwrap_or(i64::MAX));
        map.extend_from_slice(b" beginbfchar\n");
        for character in block {
            code = code.saturating_add(1);
            map.push(b'<');
            hexadecimal(&mut map, &code.to_be_bytes());
            map.extend_from_slice(b"> <");
            for unit in character.encode_utf16(&mut [0; 2]) {
                hexadecimal(&mut map, &unit.to_be_bytes());
            }
            map.extend_from_slice(b">\n");
        }
        map.extend_from_slice(b"endbfchar\n");
    }
    map.extend_from_slice(b"endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
    map
}
