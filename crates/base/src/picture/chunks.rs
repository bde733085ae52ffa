//! The chunks of a PNG file (ISO/IEC 15948 §5.3): the file without the metadata of cameras and
//! editors. It never looks into a chunk.

const SIGNATURE: [u8; 8] = [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n'];
/// The chunks needed for the pixels: header, palette, its transparency, data, end. Colour spaces are left out
/// as [`super::Picture::read`] does not apply them.
const NEEDED: [&[u8; 4]; 5] = [b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"];

/// The chunks needed for its pixels; `None` if the chunks do not follow each other to the end.
pub(super) fn bare(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut rest = bytes.strip_prefix(&SIGNATURE)?;
    let mut out = SIGNATURE.to_vec();
    loop {
        let length = usize::try_from(u32::from_be_bytes(*rest.first_chunk()?)).ok()?;
        let name: &[u8; 4] = rest.get(4..)?.first_chunk()?;
        // Length and name before the data, a checksum after it (§5.3).
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
