//! Chooses the language in which a request is answered.

use axum::http::HeaderMap;
use axum::http::header::ACCEPT_LANGUAGE;

use chengbao_base::text::Lang;

/// English if `Accept-Language` prefers it to Chinese, else Chinese (RFC 9110 §12.5.4).
pub(super) fn of(headers: &HeaderMap) -> Lang {
    let header = headers.get(ACCEPT_LANGUAGE);
    let asked = header.and_then(|value| value.to_str().ok()).unwrap_or("");
    let mut best = (Lang::Zh, 0);
    for range in asked.split(',') {
        let mut parts = range.split(';').map(str::trim);
        let tag = parts.next().unwrap_or("").to_ascii_lowercase();
        let lang = match tag.split('-').next() {
            Some("zh") => Lang::Zh,
            Some("en") => Lang::En,
            _ => continue,
        };
        let quality = parts.find_map(|part| part.strip_prefix("q="));
        let quality = quality.map_or(1000, thousandths);
        if quality > best.1 {
            best = (lang, quality);
        }
    }
    best.0
}

/// `0.8` → 800; an invalid quality counts as none.
fn thousandths(text: &str) -> u32 {
    let Ok(value) = text.trim().parse::<f32>() else {
        return 0;
    };
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "clamped before the cast; NaN becomes 0"
    )]
    let whole = (value.clamp(0.0, 1.0) * 1000.0) as u32;
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_put_first_is_taken_and_chinese_where_none_is() {
        for (asked, expected) in [
            ("", Lang::Zh),
            ("en", Lang::En),
            ("en-GB,zh;q=0.5", Lang::En),
            ("zh-CN,zh;q=0.9,en;q=0.8", Lang::Zh),
            ("fr, en;q=0.3", Lang::En),
            ("en;q=0", Lang::Zh),
            ("en;q=x, zh;q=0.1", Lang::Zh),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(ACCEPT_LANGUAGE, asked.parse().unwrap());
            assert_eq!(of(&headers), expected, "{asked}");
        }
    }
}
