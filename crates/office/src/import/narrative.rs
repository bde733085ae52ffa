//! The lines of a narrative compared with what a document shows of them: tables, pictures and links are
//! written differently in the data than a document shows them, and must survive an edit next to them.

use super::likeness::align;

/// The lines after the document's changes; `None` if it shows nothing new.
pub(super) fn merged(before: &[String], shown: &[String]) -> Option<Vec<String>> {
    let prose: Vec<&String> = before.iter().filter(|line| !is_matter(line)).collect();
    let shown: Vec<&String> = shown.iter().filter(|line| !is_matter(line)).collect();
    let equal = |before: &str, shown: &str| {
        plain(before) == plain(shown) || plain(&without_links(before)) == plain(shown)
    };
    if prose.len() == shown.len() && prose.iter().zip(&shown).all(|(a, b)| equal(a, b)) {
        return None;
    }
    let pairs = align(prose.len(), shown.len(), |i, j| {
        equal(prose.get(i)?, shown.get(j)?).then_some(1.0)
    });
    let mut pairs = pairs.into_iter().peekable();
    let mut next = 0;
    let mut out = Vec::new();
    let take = |upto: usize, next: &mut usize, out: &mut Vec<String>| {
        out.extend(
            shown
                .iter()
                .take(upto)
                .skip(*next)
                .map(|line| (*line).clone()),
        );
        *next = upto.max(*next);
    };
    for line in before {
        if is_matter(line) {
            out.push(line.clone());
            continue;
        }
        match pairs.next().flatten() {
            Some(at) => {
                take(at, &mut next, &mut out);
                out.push(line.clone());
                next = at + 1;
            }
            None => {
                // Its replacement goes to the same position.
                let mut later = pairs.clone().flatten();
                let end = later.next().unwrap_or(shown.len());
                if next < end {
                    take(next + 1, &mut next, &mut out);
                }
            }
        }
    }
    take(shown.len(), &mut next, &mut out);
    Some(out)
}

/// Where the lines after a title begin: the last lines that together form the title, whichever way they
/// are broken.
pub(super) fn find_title(lines: &[&str], title: &[String]) -> Option<usize> {
    let wanted = plain(&title.concat());
    let most = title.len() + 4;
    let matches = |first: usize| {
        let mut joined = String::new();
        lines
            .iter()
            .enumerate()
            .skip(first)
            .take(most)
            .find_map(|(at, line)| {
                joined.push_str(line);
                (plain(&joined) == wanted).then_some(at + 1)
            })
    };
    (0..lines.len())
        .rev()
        .find_map(matches)
        .filter(|_| !wanted.is_empty())
}

/// A row of a table or a picture.
fn is_matter(line: &str) -> bool {
    line.starts_with('|') || (line.starts_with("![") && line.ends_with(')'))
}

/// The path of a line that is a picture, `![words](path)`.
pub(super) fn picture_path(line: &str) -> Option<&str> {
    let line = line.trim();
    let (_, path) = line.strip_prefix("![")?.rsplit_once("](")?;
    Some(
        path.strip_suffix(')')?
            .trim()
            .trim_start_matches('<')
            .trim_end_matches('>'),
    )
}

pub(super) fn plain(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// `[text](address)` as its text.
pub(super) fn without_links(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('[') {
        out.push_str(before);
        let link = after
            .split_once("](")
            .and_then(|(text, tail)| Some((text, tail.split_once(')')?.1)));
        match link {
            Some((text, tail)) if !text.contains('[') => {
                out.push_str(text);
                rest = tail;
            }
            _ => {
                out.push('[');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(before: &[&str], shown: &[&str], expected: Option<&[&str]>) {
        let owned = |lines: &[&str]| {
            lines
                .iter()
                .map(|line| (*line).to_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!(merged(&owned(before), &owned(shown)), expected.map(owned));
    }

    #[test]
    fn tables_pictures_and_links_outlive_edits_beside_them() {
        let before = [
            "甲",
            "| a | b |",
            "|---|---|",
            "见[公报](https://a.cn/b)。",
            "![图](a.png)",
            "乙",
        ];
        check(&before, &["甲", "见公报。", "乙"], None);
        check(&before, &["甲", "| a | c |", "见公报。", "乙"], None);
        check(
            &before,
            &["甲一", "见公报。", "新", "乙"],
            Some(&[
                "甲一",
                "| a | b |",
                "|---|---|",
                before[3],
                "![图](a.png)",
                "新",
                "乙",
            ]),
        );
        check(&["甲", "乙"], &["乙"], Some(&["乙"]));
        check(&["甲"], &["甲", "乙"], Some(&["甲", "乙"]));
        check(&[], &["乙"], Some(&["乙"]));
        check(&["甲"], &[], Some(&[]));
    }

    #[test]
    fn a_title_is_found_however_it_is_broken() {
        let title = ["某市人民政府".to_owned(), "年度报告".to_owned()];
        assert_eq!(
            find_title(&["附件", "某市人民", "政府年度报告", "前言"], &title),
            Some(3)
        );
        assert_eq!(find_title(&["某市人民政府年度报告"], &title), Some(1));
        assert_eq!(find_title(&["某市", "前言"], &title), None);
    }
}
