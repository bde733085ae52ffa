//! No input makes the program panic: report files with all manner of things done to them go all
//! the way through the rooms.

use std::sync::Arc;

use chengbao::form::Form;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};

use support::anything::try_it;
use support::rooms::{FACES, examples};
use support::{random, runs};

/// One thing done to a file.
#[derive(Debug, Clone)]
enum Change {
    /// These bytes put in.
    Insert(Index, Vec<u8>),
    /// A stretch taken out.
    Delete(Index, usize),
    /// A stretch put in again somewhere else.
    Copy(Index, usize, Index),
    /// A line taken out.
    DropLine(Index),
    /// Two lines in each other's place.
    SwapLines(Index, Index),
    /// What stands after a line's first colon replaced.
    Value(Index, Vec<u8>),
    /// A line moved to the right.
    Indent(Index, usize),
    /// Everything after taken away.
    Cut(Index),
}

/// What YAML stumbles over.
const SYNTAX: &[&str] = &[
    "[",
    "]",
    "{",
    "}",
    "[[[[[[[[",
    "{a: {b: {",
    "&a",
    "*a",
    "&a [*a, *a]",
    "<<: *a",
    "!x",
    "|",
    "|2",
    ">-",
    ">+",
    "? ",
    ": ",
    "- ",
    "-\n",
    "#",
    " #",
    "'",
    "\"",
    "\"\\u0000\"",
    "\"\\x7\"",
    "---",
    "---\n",
    "...\n",
    "%YAML 1.2\n",
    "\t",
    "\0",
    "\u{feff}",
    "\r",
    "\r\n",
    "\n",
    "\n\n\n",
    "\u{85}",
    "\u{2028}",
];

/// What a reader of numbers, dates and characters stumbles over.
const VALUES: &[&str] = &[
    "~",
    "null",
    "/",
    "//",
    "-1",
    "-0",
    "+1",
    "1e9",
    "0123",
    "1,234",
    "1'000",
    "１２３",
    "三",
    "一万二千",
    "12件",
    "−3",
    "99999999999999999999",
    "1.5",
    ".5",
    "1.",
    "0x1F",
    "NaN",
    "true",
    "!!int 3",
    "2024-02-30",
    "9999-12-31",
    "2024年1月1日",
    "\u{200b}",
    "\u{202e}",
    "\u{301}",
    "𠮷",
    "😀",
    "\u{fffd}",
    "\u{e000}",
    "总计",
    "其他",
    "？！。”",
    "————",
    "（",
    "）",
    "[1, 2]",
    "[1, 2, 3, 4, 5, 6, 7]",
    "[/, ~, 0, -1, 1.5, 三, '']",
    "{total: 3}",
    "{其他: 1, other: 2}",
];

/// What a reader of tables and pictures stumbles over: whole ones, broken ones, and pieces of both.
const MATTER: &[&str] = &[
    "|\n  | 甲 | 乙 |\n  |---|--:|\n  | 1 | |",
    "|\n  | 甲 | 乙 |\n  |---|---|\n  | 1 |",
    "|\n  ![图](a.png)\n  字",
    "|\n  ![](../a.png)\n  字![图](b.png)",
    ">\n  | 甲 |\n  |---|\n  | 1 |",
    "\"| 甲 |\\n|---|\\n| \\x41 |\\n![图](c.png)\"",
    "\n  |",
    "\n  | 甲",
    "\n  |---|",
    "\n  ![图](d.png)\n  ",
    "\\|",
    "| |",
    "｜",
    "![",
    "](",
    "https://www.gov.cn/(a",
    "www.",
];

fn token() -> BoxedStrategy<Vec<u8>> {
    let text = |tokens| select(tokens).prop_map(|token: &str| token.as_bytes().to_vec());
    let long = select(vec!["字", "a", "9", "，", "[", "(", " ", "1 ", "“"]);
    prop_oneof![
        4 => text(SYNTAX),
        12 => text(VALUES),
        4 => text(MATTER),
        1 => vec(any::<u8>(), 1..4),
        2 => vec(any::<char>(), 1..6).prop_map(|chars| chars.iter().collect::<String>().into_bytes()),
        1 => (long, 1..400_usize).prop_map(|(one, times)| one.repeat(times).into_bytes()),
    ]
    .boxed()
}

fn change() -> impl Strategy<Value = Change> {
    let at = any::<Index>;
    prop_oneof![
        3 => (at(), token()).prop_map(|(at, bytes)| Change::Insert(at, bytes)),
        2 => (at(), 1..30_usize).prop_map(|(at, length)| Change::Delete(at, length)),
        1 => (at(), 1..200_usize, at()).prop_map(|(from, length, to)| Change::Copy(from, length, to)),
        2 => at().prop_map(Change::DropLine),
        1 => (at(), at()).prop_map(|(one, other)| Change::SwapLines(one, other)),
        9 => (at(), token()).prop_map(|(at, bytes)| Change::Value(at, bytes)),
        1 => (at(), 1..9_usize).prop_map(|(at, blanks)| Change::Indent(at, blanks)),
        1 => at().prop_map(Change::Cut),
    ]
}

impl Change {
    fn make(&self, bytes: &mut Vec<u8>) {
        let end = bytes.len() + 1;
        match self {
            Self::Insert(at, new) => {
                let at = at.index(end);
                bytes.splice(at..at, new.iter().copied());
            }
            Self::Delete(at, length) => {
                let at = at.index(end);
                bytes.drain(at..(at + length).min(bytes.len()));
            }
            Self::Copy(from, length, to) => {
                let from = from.index(end);
                let stretch = bytes[from..(from + length).min(bytes.len())].to_vec();
                let to = to.index(end);
                bytes.splice(to..to, stretch);
            }
            Self::Cut(at) => bytes.truncate(at.index(end)),
            Self::DropLine(_) | Self::SwapLines(..) | Self::Value(..) | Self::Indent(..) => {
                let mut lines: Vec<Vec<u8>> =
                    bytes.split(|b| *b == b'\n').map(<[u8]>::to_vec).collect();
                self.make_in_lines(&mut lines);
                *bytes = lines.join(&b'\n');
            }
        }
    }

    fn make_in_lines(&self, lines: &mut Vec<Vec<u8>>) {
        let count = lines.len();
        match self {
            Self::DropLine(at) => drop(lines.remove(at.index(count))),
            Self::SwapLines(one, other) => lines.swap(one.index(count), other.index(count)),
            Self::Indent(at, blanks) => {
                lines[at.index(count)].splice(0..0, vec![b' '; *blanks]);
            }
            Self::Value(at, new) => {
                let line = &mut lines[at.index(count)];
                if let Some(colon) = line.iter().position(|b| *b == b':') {
                    line.truncate(colon + 1);
                    line.push(b' ');
                    line.extend(new);
                }
            }
            _ => {}
        }
    }
}

/// A file, the form it is read as, and whether it goes as far as paper.
#[derive(Clone)]
struct Mangled {
    form: Arc<Form>,
    bytes: Vec<u8>,
    to_paper: bool,
}

impl std::fmt::Debug for Mangled {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "{}, to paper: {}\n{}",
            self.form.id,
            self.to_paper,
            self.bytes.escape_ascii()
        )
    }
}

fn mangled(whole: &[(Arc<Form>, String)]) -> impl Strategy<Value = Mangled> + use<> {
    // One in eight goes as far as paper, which takes most of the time.
    (select(whole.to_vec()), vec(change(), 1..4), 0..8_u8).prop_map(|((form, yaml), changes, n)| {
        let mut bytes = yaml.into_bytes();
        for change in &changes {
            change.make(&mut bytes);
        }
        Mangled {
            form,
            bytes,
            to_paper: n == 0,
        }
    })
}

#[test]
fn nothing_done_to_a_report_file_makes_the_program_panic() {
    let mut whole: Vec<_> = examples()
        .into_iter()
        .map(|(_, form, yaml)| (form, yaml))
        .collect();
    let random = runs::sample(8, &random::report());
    whole.extend(random.into_iter().map(|filled| (filled.form, filled.yaml)));
    runs::prove(
        10 * runs::cases(),
        || mangled(&whole),
        |mangled| {
            try_it(
                &mangled.form,
                &mangled.bytes,
                mangled.to_paper.then_some(&*FACES),
            );
            Ok(())
        },
    );
}
