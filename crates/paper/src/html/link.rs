//! Which addresses become links, and how they are written.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

/// The address for `href`, if it leads to a web page: `http` or `https` and a host.
/// Anything else (`javascript:`, `file:`, a bare path) does not become a link; only the text stays.
///
/// Characters that URLs cannot contain (RFC 3986 §2) are percent-encoded.
pub(super) fn href(address: &str) -> Option<String> {
    let (scheme, rest) = address.split_once("://")?;
    let is_web = ["http", "https"]
        .iter()
        .any(|known| scheme.eq_ignore_ascii_case(known));
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (host, path) = rest.split_at_checked(end)?;
    if !is_web || !is_host(host) {
        return None;
    }
    let mut href = format!("{}://{host}", scheme.to_ascii_lowercase());
    let mut fragment = false;
    for (at, character) in path.char_indices() {
        let follows = |count: usize| path.get(at + 1..at + 1 + count);
        let is_written = match character {
            '%' => follows(2).is_some_and(|two| two.chars().all(|c| c.is_ascii_hexdigit())),
            // One `#` opens the fragment; further ones are part of its text.
            '#' => !std::mem::replace(&mut fragment, true),
            c if c.is_ascii() => c.is_ascii_alphanumeric() || "-._~!$&'()*+,;=:@/?".contains(c),
            _ => false,
        };
        if is_written {
            href.push(character);
        } else {
            let mut bytes = [0; 4];
            href.extend(utf8_percent_encode(
                character.encode_utf8(&mut bytes),
                NON_ALPHANUMERIC,
            ));
        }
    }
    Some(href)
}

/// A name or a number with an optional port; no user names, which can disguise an address.
fn is_host(host: &str) -> bool {
    let (name, port) = host.split_once(':').unwrap_or((host, "0"));
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '-' | '.');
    name.starts_with(char::is_alphanumeric)
        && name.chars().all(is_name)
        && !name.contains("..")
        && port.parse::<u16>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(address: &str, expected: Option<&str>) {
        assert_eq!(href(address).as_deref(), expected, "{address}");
    }

    #[test]
    fn web_addresses_are_links_and_nothing_else_is() {
        check("https://www.gov.cn", Some("https://www.gov.cn"));
        check(
            "HTTP://a.gov.cn:8080/x?id=1&b=2#c",
            Some("http://a.gov.cn:8080/x?id=1&b=2#c"),
        );
        for none in [
            "javascript:alert(1)",
            "javascript://a.cn/%0aalert(1)",
            "file:///etc/passwd",
            "data:text/html,x",
            "/x",
            "www.gov.cn",
            "https://",
            "https://.cn",
            "https://gov.cn@evil.example",
            "https://a b.cn",
            "https://a.cn:x",
        ] {
            check(none, None);
        }
    }

    #[test]
    fn what_no_url_may_hold_is_in_percents() {
        check(
            "https://a.cn/年报 \"1\".html",
            Some("https://a.cn/%E5%B9%B4%E6%8A%A5%20%221%22.html"),
        );
        check(
            "https://a.cn/%E5%zz%#a#b",
            Some("https://a.cn/%E5%25zz%25#a%23b"),
        );
    }
}
