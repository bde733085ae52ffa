//! A final document says who signed it off, whatever their names and posts: in every use, in PDF and
//! DOCX, read by readers that know nothing of the rooms that wrote them; never in the letter.

use chengbao::compose::{Profile, Purpose, SignedOff, compose};
use chengbao::document::{Document, Sides, SignOffLine};
use chengbao::picture::Pictures;
use chengbao::pipeline;
use chengbao::typeset::lay_out;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

use super::places;
use support::rooms::{FACES, examples, read, signed_off};
use support::shown::Shown;
use support::{read_docx, read_html, read_pdf, runs};

/// Text without what lines and columns put between its letters.
fn plain(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn texts(shown: &[Shown]) -> Vec<String> {
    let texts = shown.iter().filter_map(|shown| match shown {
        Shown::Text(text) => Some(plain(text)),
        Shown::Table(_) => None,
    });
    texts.collect()
}

/// Fails where the document does not say at its end, and nowhere else, who signed it off.
fn check(document: &Document, people: &[SignOffLine]) -> Result<(), TestCaseError> {
    let wanted: Vec<String> = people
        .iter()
        .map(|person| plain(&person.printed().concat()))
        .collect();
    let pages = lay_out(document, &FACES);
    let pages = pages.map_err(|error| TestCaseError::fail(error.to_string()))?;
    // The margins of printed sheets change places from page to page.
    if document.furniture.sides == Sides::One {
        places::check(&pages, &document.typography)?;
    }
    let pdf = pipeline::pdf(document, &FACES).unwrap().bytes;
    let pdf = read_pdf::read(&pdf);
    prop_assert_eq!(&pdf.stray, "");
    let docx = read_docx::read(&pipeline::docx(document).unwrap());
    for shown in [texts(&pdf.shown), texts(&docx)] {
        let end = shown.len() - wanted.len();
        prop_assert_eq!(&shown[end..], &wanted[..]);
        prop_assert!(!shown[..end].iter().any(|text| wanted.contains(text)));
    }
    let html = String::from_utf8(pipeline::html(document).unwrap()).unwrap();
    let shown = texts(&read_html::read(&html).shown);
    prop_assert!(shown.ends_with(&wanted), "{:?}", shown.last());
    Ok(())
}

#[test]
fn every_use_of_every_example_ends_with_who_signed_it_off() {
    for (name, form, yaml) in examples() {
        let report = read(&form, &yaml);
        for profile in Profile::ALL {
            let purpose = signed_off(profile);
            let people = purpose.signed_off.as_ref().unwrap().approvals.clone();
            let document = compose(&report, &purpose, &Pictures::new());
            check(&document, &people).unwrap_or_else(|error| panic!("{name}: {error}"));
        }
    }
}

#[test]
fn a_draft_does_not_say_it() {
    let (_, form, yaml) = examples().remove(0);
    let purpose = Purpose {
        draft: true,
        ..signed_off(Profile::Filing)
    };
    let document = compose(&read(&form, &yaml), &purpose, &Pictures::new());
    let docx = texts(&read_docx::read(&pipeline::docx(&document).unwrap()));
    assert!(!docx.iter().any(|text| text.starts_with("拟稿")));
    let pdf = read_pdf::read(&pipeline::pdf(&document, &FACES).unwrap().bytes);
    assert!(
        !texts(&pdf.shown)
            .iter()
            .any(|text| text.starts_with("拟稿"))
    );
    assert!(pdf.artifacts.iter().all(|page| page.contains("草稿")));
    let html = String::from_utf8(pipeline::html(&document).unwrap()).unwrap();
    assert!(html.contains("<strong>草稿</strong>") && !html.contains("拟稿"));
}

/// Persons as offices have them, and some with names and posts as long as any.
fn people() -> impl Strategy<Value = Vec<SignOffLine>> {
    let name = prop_oneof![
        4 => "[赵钱孙李周吴郑王][一二三明华建国]{1,2}",
        1 => "[阿卜都热合曼]{2,6}·[吐尔逊江]{2,6}(·[买提]{2})?",
        1 => "[A-Z][a-z]{1,30} [A-Z][a-z]{1,30}",
    ];
    let post = prop_oneof![
        3 => select(vec!["科员", "局长", "党组书记、局长"]).prop_map(str::to_owned),
        1 => "[办公室政务公开科主任]{1,60}",
    ];
    let role = select(vec!["拟稿", "审核", "签发", "会签", "分管领导审签"]);
    let date = (2019..2030_u32, 1..13_u32, 1..29_u32);
    let person =
        (role, name, option::of(post), date).prop_map(|(role, name, post, date)| SignOffLine {
            role: role.to_owned(),
            name,
            post,
            date: format!("{}年{}月{}日", date.0, date.1, date.2),
        });
    vec(person, 1..6)
}

#[test]
fn whatever_their_names_and_posts_the_layout_holds() {
    let (_, form, yaml) = examples().remove(1);
    let report = read(&form, &yaml);
    let cases = runs::cases() / 4;
    let case = || (people(), select(Profile::ALL.to_vec()));
    runs::prove(cases, case, |(people, profile)| {
        let purpose = Purpose {
            signed_off: Some(SignedOff {
                approvals: people.clone(),
                off: Vec::new(),
                record: b"version: 1\n".as_slice().into(),
            }),
            ..Purpose::of(profile)
        };
        check(&compose(&report, &purpose, &Pictures::new()), &people)
    });
}
