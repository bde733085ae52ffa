//! From the codes of a font to text: the one form of ToUnicode map that this program writes (ISO 32000-1
//! §9.10.3).

/// Everything before the codes, with the names the map is known by.
const HEAD: &str = "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n\
     /CIDSystemInfo <</Registry(Adobe)/Ordering(UCS)/Supplement 0>> def\n\
     /CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n\
     1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n";
/// Everything behind them.
const TAIL: &str = "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n";
/// Codes in one block.
const BLOCK: usize = 100;

/// The characters of the codes from 1 on; `None` for any other map.
pub(in crate::verify) fn read(map: &[u8]) -> Option<Vec<char>> {
    let map = std::str::from_utf8(map).ok()?;
    let body = map.strip_prefix(HEAD)?.strip_suffix(TAIL)?;
    let mut characters = Vec::new();
    let mut lines = body.split_terminator('\n');
    let mut is_last = false;
    while let Some(begin) = lines.next() {
        let count: usize = begin.strip_suffix(" beginbfchar")?.parse().ok()?;
        // Only the last block is not full.
        (!is_last && (1..=BLOCK).contains(&count)).then_some(())?;
        is_last = count < BLOCK;
        for _ in 0..count {
            let code = u16::try_from(characters.len() + 1).ok()?;
            let text = lines.next()?.strip_prefix(&format!("<{code:04X}> <"))?;
            characters.push(character(text.strip_suffix('>')?)?);
        }
        (lines.next()? == "endbfchar").then_some(())?;
    }
    let is_same = body.is_empty() || body.ends_with('\n');
    is_same.then_some(characters)
}

/// One character in UTF-16.
fn character(text: &str) -> Option<char> {
    let digit = |byte: u8| matches!(byte, b'0'..=b'9' | b'A'..=b'F');
    (text.bytes().all(digit) && matches!(text.len(), 4 | 8)).then_some(())?;
    let units = text.as_bytes().chunks(4);
    let units = units.map(|unit| u16::from_str_radix(std::str::from_utf8(unit).ok()?, 16).ok());
    let units: Vec<u16> = units.collect::<Option<_>>()?;
    let mut characters = char::decode_utf16(units);
    let character = characters.next()?.ok()?;
    characters.next().is_none().then_some(character)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn map(body: &str) -> Option<Vec<char>> {
        read(format!("{HEAD}{body}{TAIL}").as_bytes())
    }

    #[test]
    fn only_the_map_of_this_program_is_read() {
        let own = map("2 beginbfchar\n<0001> <62A5>\n<0002> <D840DC0B>\nendbfchar\n");
        assert_eq!(own, Some(vec!['报', '\u{2000B}']));
        for body in [
            "1 beginbfchar\n<0002> <62A5>\nendbfchar\n",
            "1 beginbfchar\n<0001> <62a5>\nendbfchar\n",
            "1 beginbfchar\n<0001> <62A562A5>\nendbfchar\n",
            "2 beginbfchar\n<0001> <62A5>\nendbfchar\n",
            "1 beginbfrange\n<0001> <0002> <62A5>\nendbfrange\n",
            "1 beginbfchar\n<0001> <62A5>\nendbfchar\n1 beginbfchar\n<0002> <62A5>\nendbfchar\n",
            "1 beginbfchar\n<0001> <62A5>\nendbfchar\n%\n",
        ] {
            assert_eq!(map(body), None, "{body}");
        }
    }
}
