//! The chunks of a PNG file (ISO/IEC 15948 §5.3): the file without what cameras and editors say of
//! it. It never looks into a chunk.

const SIGNATURE: [u8; 8] = [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n'];
/// What the pixels need: header, palette, its transparency, data, end. Colour spaces are left out
/// as [`super::Picture::read`] does not apply them.
const NEEDED: [&[u8; 4]; 5] = [b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"];

/// The chunks its pixels need; `None` where the chunks do not follow one another to the end.
pub(super) fn bare(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut rest = bytes.strip_prefix(&SIGNATURE)?;
    let mut out = SIGNATURE.to_vec();
    loop {
        let length = usize::try_from(u32::from_be_bytes(*rest.first_chunk()?)).ok()?;
        let name: &[u8; 4] = rest.get(4..)?.first_chunk()?;
        // Length and name before the data, a checksum behind them (§5.3).
        let (chunk, after) = rest.split_at_checked(length.checked_add(12)?)?;
        if NEEDED.contains(&name) {
            out.extend_from_slice(chunk);
        }
        if name == b"IEND" {
            return Some(out);
        }
        rest = after;
    }
}
