//! The text of an HTML page: UTF-8, or GBK (GB 18030) as older portals publish it.

use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

use super::ImportError;

/// How far a page's own declaration is searched for (HTML §13.2.3.2 says 1024 bytes; portals put
/// their scripts first).
const SAMPLE: usize = 8192;

/// The page as text.
pub(super) fn decode(bytes: &[u8]) -> Result<String, ImportError> {
    let (encoding, bytes) = match bytes {
        [0xef, 0xbb, 0xbf, rest @ ..] => (UTF_8, rest),
        [0xff, 0xfe, rest @ ..] => (UTF_16LE, rest),
        [0xfe, 0xff, rest @ ..] => (UTF_16BE, rest),
        // Valid UTF-8 is UTF-8 whatever the page declares: pages are converted and their heads forgotten.
        _ if str::from_utf8(bytes).is_ok() => (UTF_8, bytes),
        _ => (declared(bytes).unwrap_or(GB18030), bytes),
    };
    let known = [UTF_8, UTF_16LE, UTF_16BE, GB18030].contains(&encoding);
    let (text, bad) = encoding.decode_without_bom_handling(bytes);
    // A page cut in the middle of a character is still read; one of another encoding is not.
    let replaced = text.chars().filter(|c| *c == '\u{fffd}').count();
    if known && !(bad && replaced * 200 > text.chars().count()) {
        return Ok(text.into_owned());
    }
    // Old portals put a new head on their pages: what is no UTF-8 although it says so is GBK, if it can be.
    let gbk = (encoding == UTF_8).then(|| GB18030.decode_without_bom_handling(bytes));
    match gbk {
        Some((text, false)) => Ok(text.into_owned()),
        _ => Err(ImportError::Charset),
    }
}

/// The page's own declaration; GB 2312 and GBK are read as GB 18030, which contains both.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(bytes.get(..SAMPLE).unwrap_or(bytes)).to_ascii_lowercase();
    let (_, rest) = head.split_once("charset=")?;
    let rest = rest.trim_start_matches(['"', '\'', ' ']);
    let name: String = rest
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || "-_".contains(*c))
        .collect();
    let encoding = Encoding::for_label(name.as_bytes())?;
    Some(if encoding == encoding_rs::GBK {
        GB18030
    } else {
        encoding
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_utf_8_or_gbk_whatever_they_say() {
        let page = "<meta charset=gb2312><p>政府信息公开</p>";
        let (gbk, _, _) = GB18030.encode(page);
        assert_eq!(decode(page.as_bytes()).unwrap(), page);
        assert_eq!(decode(&gbk).unwrap(), page);
        let bare = "<p>政府信息公开</p>";
        assert_eq!(decode(&GB18030.encode(bare).0).unwrap(), bare);
        assert_eq!(
            decode(&[b"\xef\xbb\xbf", bare.as_bytes()].concat()).unwrap(),
            bare
        );
        let forgotten = page.replace("gb2312", "utf-8");
        assert_eq!(decode(&GB18030.encode(&forgotten).0).unwrap(), forgotten);
        let latin = b"<meta charset=utf-8><p>\xe9t\xe9 \xff \xe0</p>";
        assert_eq!(decode(latin).unwrap_err(), ImportError::Charset);
        let big5 = b"<meta charset=big5><p>\xac\xb4\xa9\xb2</p>";
        assert_eq!(decode(big5).unwrap_err(), ImportError::Charset);
    }
}
