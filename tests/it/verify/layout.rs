//! Documents of an edition that is not made again: what they say is compared, not how they are laid out. An honest
//! document in another layout says its data; nothing that says anything else does.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on fails there"
)]

use chengbao::compose::{Profile, Purpose};
use chengbao::report::Report;
use chengbao::verify::{Question, Verdict};
use rayon::prelude::*;

use support::forge::Forge;
use support::rooms::{examples, read};
use support::verified::{
    ask, ask_without_layout, final_purpose, pdf_in_other_layout, signed_pdf, text_of, verdicts,
};

use super::{GOOD, UNSIGNED};

/// What is wrong with the answers about one report's documents in another layout.
fn wrong_about(name: &str, report: &Report) -> Vec<String> {
    let mut wrong = Vec::new();
    for profile in Profile::ALL {
        let purpose = final_purpose(report, profile);
        let pdf = pdf_in_other_layout(report, &purpose);
        let (file, expected) = if purpose.is_sealed() {
            (signed_pdf(&pdf, "p256"), GOOD)
        } else {
            (pdf, UNSIGNED)
        };
        let answers = ask_without_layout(&file).unwrap();
        if verdicts(&answers) != expected {
            wrong.push(format!(
                "{name} {profile:?}: {}",
                text_of(&answers, Question::Content)
            ));
        }
        // The layout of an edition that is made again is compared.
        if ask(&file).unwrap().hold() {
            wrong.push(format!("{name} {profile:?}: holds as it is"));
        }
        let draft = Purpose {
            draft: true,
            ..Purpose::of(profile)
        };
        let answers = ask_without_layout(&pdf_in_other_layout(report, &draft)).unwrap();
        let content = answers.to(Question::Content).unwrap();
        if content.verdict != Verdict::Yes || content.details["compared"] != "words" {
            wrong.push(format!("{name} {profile:?} draft: {}", content.text.zh));
        }
    }
    wrong
}

#[test]
fn a_document_in_another_layout_says_its_data() {
    let wrong: Vec<String> = examples()
        .into_par_iter()
        .flat_map(|(name, form, yaml)| wrong_about(&name, &read(&form, &yaml)))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The lines of a page's content.
type Lines = Vec<String>;

/// The marked content of elements of a kind: the first line of each, and the line behind it.
fn blocks(lines: &Lines, kind: &str) -> Vec<(usize, usize)> {
    let begins = format!("/{kind} <</");
    let starts = (0..lines.len()).filter(|at| lines[*at].starts_with(&begins));
    let block = |start: usize| {
        let end = start
            + lines[start..]
                .iter()
                .position(|line| line == "EMC")
                .unwrap();
        let has_text = lines[start..end].iter().any(|line| line.ends_with(" Td"));
        has_text.then_some((start, end))
    };
    starts.filter_map(block).collect()
}

/// Where a block's text begins: the line that says so.
fn start(lines: &Lines, (from, to): (usize, usize)) -> usize {
    (from..to).find(|at| lines[*at].ends_with(" Td")).unwrap()
}

fn moved(lines: &mut Lines, at: usize, (dx, dy): (f64, f64)) {
    let numbers: Vec<f64> = lines[at]
        .split(' ')
        .take(2)
        .map(|it| it.parse().unwrap())
        .collect();
    lines[at] = format!("{} {} Td", numbers[0] + dx, numbers[1] + dy);
}

/// Exchanges where two blocks begin.
fn exchanged(lines: &mut Lines, kind: &str, one: usize, other: usize) {
    let all = blocks(lines, kind);
    let (one, other) = (start(lines, all[one]), start(lines, all[other]));
    lines.swap(one, other);
}

fn figure(lines: &Lines) -> (usize, usize) {
    blocks(lines, "TD")[3]
}

fn drawn_behind(lines: &mut Lines, drawn: &str) {
    lines.extend(drawn.lines().map(str::to_owned));
}

/// A change of a page's content.
type Redrawn = fn(&mut Lines);

/// What a hostile program draws on a page with a table, all of it in this program's spelling.
const DRAWN: &[(&str, Redrawn)] = &[
    ("a figure to the right", |lines| {
        let at = start(lines, figure(lines));
        moved(lines, at, (60.0, 0.0));
    }),
    ("a figure below", |lines| {
        let at = start(lines, figure(lines));
        moved(lines, at, (0.0, -30.0));
    }),
    ("two figures of a row exchanged", |lines| {
        exchanged(lines, "TD", 3, 4)
    }),
    ("two figures of a column exchanged", |lines| {
        exchanged(lines, "TD", 0, 9)
    }),
    ("a figure outside the page", |lines| {
        let at = start(lines, figure(lines));
        moved(lines, at, (-900.0, 0.0));
    }),
    ("a tiny figure", |lines| {
        let (from, to) = figure(lines);
        let at = (from..to).find(|at| lines[*at].ends_with(" Tf")).unwrap();
        let font = lines[at].split(' ').next().unwrap().to_owned();
        lines[at] = format!("{font} 0.5 Tf");
    }),
    ("a figure struck out", |lines| {
        let at = start(lines, figure(lines));
        let numbers: Vec<f64> = lines[at]
            .split(' ')
            .take(2)
            .map(|it| it.parse().unwrap())
            .collect();
        let y = numbers[1] + 3.5;
        let rule = format!("/Artifact <</Type/Layout>> BDC\n50 {y} m\n500 {y} l\nS\nEMC");
        drawn_behind(lines, &rule);
    }),
    ("a stroke like a one", |lines| {
        let at = start(lines, figure(lines));
        let numbers: Vec<f64> = lines[at]
            .split(' ')
            .take(2)
            .map(|it| it.parse().unwrap())
            .collect();
        let (x, y) = (numbers[0] - 3.0, numbers[1]);
        let rule = format!(
            "/Artifact <</Type/Layout>> BDC\n{x} {y} m\n{x} {} l\nS\nEMC",
            y + 13.0
        );
        drawn_behind(lines, &rule);
    }),
    ("a thick rule", |lines| {
        let rule = "/Artifact <</Type/Layout>> BDC\n20 w\n50 400 m\n500 400 l\nS\nEMC";
        drawn_behind(lines, rule);
    }),
    ("a grey figure", |lines| {
        let at = start(lines, figure(lines));
        lines.insert(at, "0.85 g".to_owned());
    }),
    ("a figure over another", |lines| {
        let all = blocks(lines, "TD");
        let (one, other) = (start(lines, all[3]), start(lines, all[4]));
        lines[one] = lines[other].clone();
    }),
    ("the number of the page among the figures", |lines| {
        let mark = lines
            .iter()
            .position(|line| line.contains("/Footer"))
            .unwrap();
        let at = (mark..lines.len())
            .find(|at| lines[*at].ends_with(" Td"))
            .unwrap();
        moved(lines, at, (0.0, 300.0));
    }),
    ("another number of the page", |lines| {
        let mark = lines
            .iter()
            .position(|line| line.contains("/Footer"))
            .unwrap();
        let at = (mark..lines.len())
            .find(|at| lines[*at].ends_with(" Tj"))
            .unwrap();
        lines[at] = lines[at].replacen('<', "<0001", 1);
    }),
    ("a figure as a page's head", |lines| {
        let (from, to) = figure(lines);
        let copy: Lines = lines[from..to].to_vec();
        lines.extend(["/Artifact <</Type/Pagination>> BDC".to_owned()]);
        lines.extend(copy.into_iter().skip(1).chain(["EMC".to_owned()]));
    }),
    ("headings exchanged with text", |lines| {
        exchanged(lines, "TH", 0, 5)
    }),
];

#[test]
fn nothing_else_that_its_pages_draw_passes_where_layout_is_not_compared() {
    let (_, form, yaml) = examples().into_iter().next().unwrap();
    let report = read(&form, &yaml);
    let purpose = final_purpose(&report, Profile::Filing);
    let honest = pdf_in_other_layout(&report, &purpose);
    let base = Forge::of(&honest);
    let page = (1..=base.pages().len())
        .find(|page| {
            let content = base.content(base.refers(base.pages()[page - 1], "/Contents"));
            let content = String::from_utf8(content).unwrap();
            let lines: Lines = content.lines().map(str::to_owned).collect();
            blocks(&lines, "TD").len() > 20 && blocks(&lines, "TH").len() > 6
        })
        .unwrap();
    let wrong: Vec<String> = DRAWN
        .par_iter()
        .filter_map(|(name, change)| {
            let mut forge = base.clone();
            forge.draw(page, |content| {
                let mut lines: Lines = content.lines().map(str::to_owned).collect();
                change(&mut lines);
                lines.join("\n") + "\n"
            });
            let answers = ask_without_layout(&signed_pdf(&forge.write(), "p256")).unwrap();
            let content = answers.to(Question::Content).unwrap();
            let holds = answers.hold() || content.verdict == Verdict::Yes;
            holds.then(|| format!("{name}: {content:?}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
