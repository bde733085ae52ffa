//! The lines of a narrative compared with what a document shows of them: tables, pictures and links are
//! written differently in the data than a document shows them, and must survive an edit next to them.

use super::likeness::align;
use super::plain::{plain, without_links};
use super::rows;

/// The lines after the document's changes; `None` if it shows nothing new. Pictures stay where they are,
/// and a table that the document does not show stays as it is.
pub(super) fn merged(before: &[String], shown: &[String]) -> Option<Vec<String>> {
    let (before, shown) = (units(before), units(shown));
    let words: Vec<&Unit<'_>> = before.iter().filter(|unit| !unit.is_picture()).collect();
    let shown: Vec<&Unit<'_>> = shown.iter().filter(|unit| !unit.is_picture()).collect();
    let pairs = align(words.len(), shown.len(), |i, j| {
        words.get(i)?.is_same(shown.get(j)?).then_some(1.0)
    });
    let mut pairs = pairs.into_iter().peekable();
    let mut next = 0;
    let mut out = Vec::new();
    let take = |upto: usize, next: &mut usize, out: &mut Vec<String>| {
        let new = shown.iter().take(upto).skip(*next);
        out.extend(new.flat_map(|unit| unit.lines()));
        *next = upto.max(*next);
    };
    for unit in &before {
        if unit.is_picture() {
            out.extend(unit.lines());
            continue;
        }
        if let Some(at) = pairs.next().flatten() {
            take(at, &mut next, &mut out);
            out.extend(unit.lines());
            next = at + 1;
            continue;
        }
        // Its replacement goes to the same position.
        let end = pairs.clone().flatten().next().unwrap_or(shown.len());
        match unit {
            Unit::Table(rows) => {
                let mut gap = shown.iter().enumerate().take(end).skip(next);
                let other = gap.find_map(|(at, unit)| match unit {
                    Unit::Table(rows) => Some((at, rows)),
                    Unit::Line(_) => None,
                });
                match other {
                    Some((at, other)) => {
                        take(at, &mut next, &mut out);
                        out.extend(rows::merged(rows, other));
                        next = at + 1;
                    }
                    None => out.extend(unit.lines()),
                }
            }
            Unit::Line(_) => {
                let is_line = matches!(shown.get(next), Some(Unit::Line(_)));
                if next < end && is_line {
                    take(next + 1, &mut next, &mut out);
                }
            }
        }
    }
    take(shown.len(), &mut next, &mut out);
    let own = before.iter().flat_map(|unit| unit.lines());
    (!own.eq(out.iter().cloned())).then_some(out)
}

/// What is compared as one: a line of text, a picture, or all rows of a table.
#[derive(Debug)]
enum Unit<'a> {
    Line(&'a String),
    Table(Vec<&'a String>),
}

fn units(lines: &[String]) -> Vec<Unit<'_>> {
    let mut units: Vec<Unit<'_>> = Vec::new();
    for line in lines {
        match units.last_mut() {
            Some(Unit::Table(rows)) if rows::is_row(line) => rows.push(line),
            _ if rows::is_row(line) => units.push(Unit::Table(vec![line])),
            _ => units.push(Unit::Line(line)),
        }
    }
    units
}

impl Unit<'_> {
    fn is_picture(&self) -> bool {
        matches!(self, Self::Line(line) if line.starts_with("![") && line.ends_with(')'))
    }

    fn is_same(&self, shown: &Self) -> bool {
        match (self, shown) {
            (Self::Line(before), Self::Line(shown)) => {
                plain(before) == plain(shown) || plain(&without_links(before)) == plain(shown)
            }
            (Self::Table(before), Self::Table(shown)) => rows::same(before, shown),
            _ => false,
        }
    }

    fn lines(&self) -> impl Iterator<Item = String> {
        let lines = match self {
            Self::Line(line) => std::slice::from_ref(line),
            Self::Table(rows) => rows.as_slice(),
        };
        lines.iter().map(|line| (*line).clone())
    }
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
        check(&before, &["甲", "| a | b |", "见公报。", "乙"], None);
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
        // A figure changed in a table, and a table that was not there.
        let row = ["| a | b |", "|---|--:|", "| 件 | 203 |"];
        let other = ["| a | b |", "| --- | --- |", "| 件 | 204 |"];
        let all = |rows: [&'static str; 3]| ["甲", rows[0], rows[1], rows[2], "乙"];
        let changed = ["甲", row[0], row[1], "| 件 | 204 |", "乙"];
        check(&all(row), &all(other), Some(&changed));
        check(&["甲", "乙"], &all(other), Some(&all(other)));
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
