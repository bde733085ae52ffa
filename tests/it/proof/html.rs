//! The page says what the report says: every block in order, every figure under its labels, and
//! whatever a text holds is text.

use std::collections::BTreeMap;

use chengbao::compose::{Purpose, compose};
use chengbao::form::{Content, Form, Head};
use chengbao::html;
use chengbao::report::Report;
use proptest::prelude::*;

use support::read_html::{self, Page};
use support::rooms::{errors, forms, pictures, read};
use support::said::{Said, difference};
use support::{random, runs};

/// All a page is made of.
const ELEMENTS: &[&str] = &[
    "html", "body", "article", "h1", "h2", "h3", "h4", "h5", "p", "strong", "a", "br", "div",
    "table", "caption", "colgroup", "col", "thead", "tbody", "tr", "th", "td",
];

/// All an element may say of itself.
const ATTRIBUTES: &[&str] = &[
    "lang",
    "class",
    "id",
    "role",
    "aria-labelledby",
    "tabindex",
    "scope",
    "headers",
    "colspan",
    "rowspan",
    "href",
];

fn page(report: &Report) -> String {
    let document = compose(report, &Purpose::default(), &pictures(report));
    html::write(&document).unwrap()
}

#[test]
fn figures_and_text_come_back_out_of_html_as_they_went_in() {
    runs::prove(runs::cases(), random::report, |filled| {
        let report = read(&filled.form, &filled.yaml);
        prop_assert_eq!(errors(&report), Vec::<String>::new());
        let html = page(&report);
        let page = read_html::read(&html);
        prop_assert_eq!(&page.mended, &Vec::<String>::new());
        prop_assert_eq!(foreign(&page), None);
        prop_assert_eq!(difference(&filled.said(), &page.said), None);
        prop_assert_eq!(
            figures(&page),
            expected(&filled.form, &|at| &filled.figures()[at])
        );
        let (_, article) = html.split_once("<article>").unwrap();
        let (article, _) = article.split_once("</article>").unwrap();
        let pasted = read_html::read(article);
        prop_assert_eq!(difference(&filled.said(), &pasted.said), None);
        Ok(())
    });
}

/// An element or attribute that no page should have.
fn foreign(page: &Page) -> Option<String> {
    let mut elements = page.elements.iter();
    elements.find_map(|(name, attributes)| {
        let mut attributes = attributes.iter().map(|(name, _)| name);
        let strange = attributes.find(|name| !ATTRIBUTES.contains(&name.as_str()));
        (!ELEMENTS.contains(&name.as_str()) || strange.is_some())
            .then(|| format!("{name} {strange:?}"))
    })
}

/// Every figure of a page under the caption of its table and the labels that head it.
fn figures(page: &Page) -> BTreeMap<Vec<String>, String> {
    let mut figures = BTreeMap::new();
    for table in &page.tables {
        for cell in table.cells.iter().filter(|cell| !cell.is_head) {
            let mut labels = vec![table.caption.clone()];
            labels.extend(table.heads(cell));
            let twin = figures.insert(labels, cell.said.text.clone());
            assert_eq!(twin, None, "two figures under the same labels: {cell:?}");
        }
    }
    figures
}

/// The same from the trees of the form.
fn expected<'a>(form: &Form, cell: &dyn Fn(usize) -> &'a str) -> BTreeMap<Vec<String>, String> {
    let mut figures = BTreeMap::new();
    for (at, spec) in form.cells.iter().enumerate() {
        let section = &form.sections[spec.section];
        let Content::Table(table) = &section.content else {
            unreachable!("a cell stands in a table");
        };
        let panel = &table.panels[spec.panel];
        let mut labels = vec![section.label.clone()];
        labels.extend(panel.banner.clone());
        labels.extend(branches(&panel.columns)[spec.column].clone());
        labels.extend(
            branches(&panel.rows)
                .get(spec.row)
                .into_iter()
                .flatten()
                .cloned(),
        );
        figures.insert(labels, cell(at).to_owned());
    }
    figures
}

/// The labels down to each leaf.
fn branches(heads: &[Head]) -> Vec<Vec<String>> {
    let mut branches = Vec::new();
    for head in heads {
        let own = [head.label.clone()];
        if head.heads.is_empty() {
            branches.push(own.to_vec());
        }
        let below = self::branches(&head.heads).into_iter();
        branches.extend(below.map(|branch| [own.as_slice(), &branch].concat()));
    }
    branches
}

#[test]
fn hostile_text_is_text() {
    let lines = [
        "<script>alert(1)</script>",
        "</p></article><img src=x onerror=\"alert(1)\">",
        "<!-- <b style='color:red'> ]]> --!>",
        "&lt;b&gt; &amp; &#x41; &nbsp &copy; &",
        "\"'><svg/onload=alert(1)>",
        "甲\u{202e}乙\u{200b}丙丁\u{2066}戊\u{a0}己",
        "{{7*7}} ${7*7} <%= 7 %> javascript:alert(1)",
    ];
    let form = forms().remove(0);
    let (id, section) = (&form.id, &form.sections[0].id);
    let text: String = lines.iter().map(|line| format!("  {line}\n")).collect();
    let issuer = "某局\\\"><script>";
    let yaml = format!(
        "form: {id}\nyear: 2020\nissuer: \"{issuer}\"\ntitle: |\n{text}date: 2021-01-08\n{section}: |\n{text}"
    );
    let html = page(&read(&form, &yaml));
    let page = read_html::read(&html);
    assert_eq!(page.mended, [""; 0]);
    assert_eq!(foreign(&page), None);
    for line in lines {
        let said = Said::Text(line.to_owned());
        assert!(page.said.contains(&said), "{line}: {:?}", page.said);
    }
    // What steers the text of others is shown to whoever edits the page.
    assert!(!html.contains(['\u{202e}', '\u{200b}', '\u{2066}']));
}
