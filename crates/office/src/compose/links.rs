//! Addresses in text: `https://…`, `http://…` and `www.…` become links. The text
//! stays unchanged.

use chengbao_paper::document::Run;

/// Longest address that becomes a link, in bytes: each line of a link has its whole address, and longer ones lead nowhere.
const MAX_ADDRESS: usize = 2048;

/// Splits the runs at the addresses in them.
pub(super) fn linked(runs: Vec<Run>) -> Vec<Run> {
    runs.into_iter().flat_map(cut).collect()
}

fn cut(run: Run) -> Vec<Run> {
    let mut runs = Vec::new();
    let piece = |text: &str, link: Option<String>| Run {
        style: run.style,
        text: text.to_owned(),
        link,
    };
    let mut rest = run.text.as_str();
    while let Some((before, address, after)) = next(rest) {
        if !before.is_empty() {
            runs.push(piece(before, None));
        }
        let scheme = if address.contains("://") {
            ""
        } else {
            "http://"
        };
        let link = Some(format!("{scheme}{address}"));
        runs.push(piece(
            address,
            link.filter(|link| link.len() <= MAX_ADDRESS),
        ));
        rest = after;
    }
    if runs.is_empty() {
        return vec![run];
    }
    if !rest.is_empty() {
        runs.push(piece(rest, None));
    }
    runs
}

/// The first address of a text, with what precedes and follows it.
fn next(text: &str) -> Option<(&str, &str, &str)> {
    let starts = text.char_indices().filter_map(|(at, _)| {
        let rest = text.get(at..)?;
        let opening = opening(rest)?;
        let before = text.get(..at)?;
        // `xwww.` and `ahttps://` are part of a word.
        let opens_word = !before.ends_with(|c: char| c.is_ascii_alphanumeric());
        let length = opens_word.then(|| length(rest, opening))??;
        let (address, after) = rest.split_at_checked(length)?;
        Some((before, address, after))
    });
    starts.into_iter().next()
}

/// The length of the beginning of an address.
fn opening(text: &str) -> Option<usize> {
    let is = |opening: &&str| {
        let head = text.get(..opening.len());
        head.is_some_and(|head| head.eq_ignore_ascii_case(opening))
    };
    ["https://", "http://", "www."]
        .iter()
        .find(|opening| is(opening))
        .map(|opening| opening.len())
}

/// The length of the address at the beginning of a text: characters of RFC 3986, without the punctuation
/// after it and without an unmatched closing bracket; `None` if no host name follows.
fn length(text: &str, opening: usize) -> Option<usize> {
    const MARKS: &str = "-._~:/?#[]@!$&'()*+,;=%";
    // First what needs no look at the rest: a text may be full of openings.
    let named = text
        .get(opening..)?
        .starts_with(|c: char| c.is_ascii_alphanumeric());
    named.then_some(())?;
    let is_part = |c: char| c.is_ascii_alphanumeric() || MARKS.contains(c);
    let end = text.find(|c| !is_part(c)).unwrap_or(text.len());
    let mut address = text.get(..end)?;
    // Closing brackets less opening ones, round and square.
    let mut surplus = [0_i64; 2];
    for c in address.chars() {
        let [round, square] = bracket(c);
        surplus = [surplus[0] + round, surplus[1] + square];
    }
    while let Some(last) = address.chars().next_back() {
        let trimmed = ".,;:!?'*_~-([".contains(last);
        let unopened = last == ')' && surplus[0] > 0 || last == ']' && surplus[1] > 0;
        if !trimmed && !unopened {
            break;
        }
        let [round, square] = bracket(last);
        surplus = [surplus[0] - round, surplus[1] - square];
        address = address.get(..address.len() - 1)?;
    }
    let host = address.get(opening..)?;
    let named = !host.is_empty();
    (named && host.contains(['.', ':'])).then_some(address.len())
}

/// What a character adds to the surplus of closing brackets, round and square.
const fn bracket(c: char) -> [i64; 2] {
    match c {
        '(' => [-1, 0],
        ')' => [1, 0],
        '[' => [0, -1],
        ']' => [0, 1],
        _ => [0, 0],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chengbao_base::style::StyleId;

    /// The text with its addresses in `<>`, and their targets.
    #[track_caller]
    fn check(text: &str, marked: &str, links: &[&str]) {
        let run = Run {
            style: StyleId::Heading2,
            text: text.to_owned(),
            link: None,
        };
        let runs = linked(vec![run]);
        let whole: String = runs.iter().map(|run| run.text.as_str()).collect();
        assert_eq!(whole, text);
        assert!(runs.iter().all(|run| run.style == StyleId::Heading2));
        assert!(runs.len() == 1 || runs.iter().all(|run| !run.text.is_empty()));
        let shown = runs.iter().map(|run| match &run.link {
            Some(_) => format!("<{}>", run.text),
            None => run.text.clone(),
        });
        assert_eq!(shown.collect::<String>(), marked);
        let found: Vec<_> = runs.iter().filter_map(|run| run.link.as_deref()).collect();
        assert_eq!(found, links);
    }

    #[test]
    fn addresses_end_where_their_characters_do() {
        check(
            "本报告在网站（http://www.huaian.gov.cn/col/a_1.html?x=1&y=%E4#top）公布。",
            "本报告在网站（<http://www.huaian.gov.cn/col/a_1.html?x=1&y=%E4#top>）公布。",
            &["http://www.huaian.gov.cn/col/a_1.html?x=1&y=%E4#top"],
        );
        check(
            "网址：www.gov.cn，或HTTPS://gov.cn/。",
            "网址：<www.gov.cn>，或<HTTPS://gov.cn/>。",
            &["http://www.gov.cn", "HTTPS://gov.cn/"],
        );
    }

    #[test]
    fn punctuation_behind_an_address_is_not_part_of_it() {
        check(
            "见 www.gov.cn/.",
            "见 <www.gov.cn/>.",
            &["http://www.gov.cn/"],
        );
        check(
            "(https://a.cn/b_(c)), https://a.cn/d).",
            "(<https://a.cn/b_(c)>), <https://a.cn/d>).",
            &["https://a.cn/b_(c)", "https://a.cn/d"],
        );
        check("https://a.cn/?!", "<https://a.cn/>?!", &["https://a.cn/"]);
    }

    #[test]
    fn what_is_no_address_is_text() {
        for text in [
            "",
            "www.",
            "www.。",
            "https://",
            "http:// www",
            "awww.gov.cn",
            "ftp://a.cn",
            "https://网址",
            "https://localhost",
            "a@b.cn",
        ] {
            check(text, text, &[]);
        }
    }
}
