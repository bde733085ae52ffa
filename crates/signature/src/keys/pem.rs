//! The blocks of a PEM file (RFC 7468), with any text between them.

use der::SecretDocument;

const BEGIN: &str = "-----BEGIN ";
const END: &str = "-----END ";

/// One block.
pub(super) struct Block {
    /// Its label: `PRIVATE KEY`, `CERTIFICATE` …
    pub(super) label: String,
    /// Its bytes; none if it has headers, like keys with the encryption used before PKCS #8.
    pub(super) content: Option<SecretDocument>,
}

/// Whether bytes are PEM rather than DER.
pub(super) fn is_pem(bytes: &[u8]) -> bool {
    let begin = BEGIN.as_bytes();
    bytes.windows(begin.len()).any(|window| window == begin)
}

/// The blocks in their order.
///
/// # Errors
/// What is wrong, if one does not end or is not Base64.
pub(super) fn blocks(bytes: &[u8]) -> Result<Vec<Block>, String> {
    let mut rest = std::str::from_utf8(bytes).map_err(|error| error.to_string())?;
    let mut blocks = Vec::new();
    while let Some(at) = rest.find(BEGIN) {
        let text = rest.get(at..).unwrap_or_default();
        let label = text
            .strip_prefix(BEGIN)
            .and_then(|text| text.split_once("-----"));
        let Some((label, _)) = label.filter(|(label, _)| !label.contains('\n')) else {
            return Err("a BEGIN line that does not end".to_owned());
        };
        let last = format!("{END}{label}-----");
        let Some(end) = text.find(&last) else {
            return Err(format!("BEGIN {label} without END {label}"));
        };
        let (block, after) = text.split_at(end + last.len());
        // RFC 1421 headers, which come before the first empty line.
        let has_headers = block.lines().nth(1).is_some_and(|line| line.contains(':'));
        let content = if has_headers {
            None
        } else {
            let read = SecretDocument::from_pem(block);
            Some(read.map_err(|error| format!("{label}: {error}"))?.1)
        };
        blocks.push(Block {
            label: label.to_owned(),
            content,
        });
        rest = after;
    }
    Ok(blocks)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(text: &str) -> Result<Vec<(String, bool)>, String> {
        let blocks = blocks(text.as_bytes())?;
        Ok(blocks
            .into_iter()
            .map(|block| (block.label, block.content.is_some()))
            .collect())
    }

    #[test]
    fn blocks_are_found_between_other_text() {
        let text = "Bag Attributes\n    friendlyName: x\n-----BEGIN A B-----\nMAA=\n-----END A B-----\r\n\
                    subject=CN\n-----BEGIN C-----\nProc-Type: 4,ENCRYPTED\n\nMAA=\n-----END C-----";
        let found = [("A B".to_owned(), true), ("C".to_owned(), false)];
        assert_eq!(labels(text).unwrap(), found);
        assert_eq!(labels("").unwrap(), []);
    }

    #[test]
    fn a_block_that_is_cut_off_is_refused() {
        for text in [
            "-----BEGIN",
            "-----BEGIN A",
            "-----BEGIN A\n-----",
            "-----BEGIN A-----\nMAA=\n",
            "-----BEGIN A-----\nMAA=\n-----END B-----",
            "-----BEGIN A-----\n?\n-----END A-----",
        ] {
            let is_pem = is_pem(text.as_bytes());
            assert!(!is_pem || labels(text).is_err(), "{text}");
        }
    }
}
