//! The sign-off strip.

use super::{area, document, element_text, line_ink, mm, near, nodes, page_text, text, typography};
use crate::document::{Block, Document, SignOffLine};
use crate::typeset::{Item, LayoutError, Owner, Pages, Rule, Tag, lay_out};

fn line(role: &str, name: &str, post: Option<&str>, date: &str) -> SignOffLine {
    SignOffLine {
        role: role.to_owned(),
        name: name.to_owned(),
        post: post.map(str::to_owned),
        date: date.to_owned(),
    }
}

fn usual() -> Vec<SignOffLine> {
    vec![
        line("拟稿", "张三", Some("科员"), "2025年1月20日"),
        line("审核", "欧阳修文", Some("副主任"), "2025年1月21日"),
        line("签发", "李四", None, "2025年12月22日"),
    ]
}

fn imprint() -> Block {
    Block::Imprint {
        issuer: "某市审计局".to_owned(),
        date: "2025年1月24日".to_owned(),
    }
}

fn laid_out(sealed: bool, blocks: Vec<Block>) -> Result<Pages, LayoutError> {
    let document = Document {
        sealed,
        ..document(blocks)
    };
    lay_out(&document, super::faces())
}

fn rules(pages: &Pages, page: usize) -> Vec<Rule> {
    let items = pages.pages[page].items.iter();
    let rules = items.filter_map(|item| match item {
        Item::Rule(rule) => Some(*rule),
        _ => None,
    });
    rules.collect()
}

/// §7.4: thin rules over the text width; 14 pt type, a character in at both ends; columns.
#[test]
fn each_person_has_a_line_between_two_thin_rules() {
    let blocks = vec![text("国"), imprint(), Block::SignOff(usual())];
    let pages = laid_out(true, blocks).unwrap();
    let [left, right, ..] = area(&typography());
    let [upper, lower] = rules(&pages, 0)[..] else {
        panic!("two rules");
    };
    for rule in [upper, lower] {
        near(mm(rule.weight), 0.25, 0.001, "weight");
        assert_eq!((rule.x1, rule.x2), (left, right));
        assert_eq!(rule.owner, Owner::Artifact);
    }
    let inks = ["拟稿", "审核", "签发"].map(|role| line_ink(&pages, 0, role));
    for ink in inks {
        assert!(ink[1] > lower.y1 && ink[3] < upper.y1, "between the rules");
        near(ink[0], left + 14.0, 2.5, "left");
        near(ink[2], right - 14.0, 4.5, "right");
    }
    let seal = pages.seal.unwrap();
    assert!(upper.y1 < seal.y, "clear of the seal");
    let x = |row: usize, wanted: char| {
        let lines = super::lines(&pages, 0);
        let (_, line) = &lines[lines.len() - 3 + row];
        line.iter().find(|(c, _)| *c == wanted).unwrap().1
    };
    near(x(0, '张'), x(1, '欧'), 0.1, "names");
    near(x(0, '（'), x(1, '（'), 0.1, "posts");
    let said: Vec<String> = nodes(&pages, |tag| *tag == Tag::Paragraph)
        .into_iter()
        .map(|node| element_text(&pages, node))
        .collect();
    assert_eq!(
        said[3..],
        [
            "拟稿：张三（科员）2025年1月20日",
            "审核：欧阳修文（副主任）2025年1月21日",
            "签发：李四2025年12月22日",
        ]
    );
}

#[test]
fn it_keeps_with_issuer_and_date_and_these_with_the_text() {
    let mut turned = 0;
    for sealed in [false, true] {
        for above in 8..=24 {
            let body = text(&"国".repeat(28 * above - 2));
            let blocks = vec![body, imprint(), Block::SignOff(usual())];
            let pages = laid_out(sealed, blocks).unwrap();
            let last = page_text(&pages, pages.pages.len() - 1);
            let at = last.iter().position(|line| line.starts_with("某市"));
            assert!(at.is_some_and(|at| at > 0), "after {above}: {last:?}");
            assert_eq!(at.unwrap() + 5, last.len(), "{last:?}");
            turned += usize::from(pages.pages.len() > 1);
        }
    }
    assert!((10..30).contains(&turned), "{turned} turned");
}

#[test]
fn an_annex_without_issuer_keeps_it_with_its_text() {
    for above in 16..=24 {
        let body = text(&"国".repeat(28 * above - 2));
        let pages = laid_out(false, vec![body, Block::SignOff(usual())]).unwrap();
        let last = page_text(&pages, pages.pages.len() - 1);
        assert!(last.len() > 3 && last[0].starts_with('国'), "{last:?}");
    }
}

#[test]
fn long_names_and_posts_go_on_inside_their_columns() {
    let post = "某某综合实验区党工委管委会办公室政务公开科四级主任科员";
    for (name, posts) in [
        ("张三", post.to_owned()),
        ("买买提·阿不都热合曼·吐尔逊江", post.to_owned()),
        (
            "Christopher-Wolfeschlegelsteinhausenbergerdorff",
            String::new(),
        ),
        ("张三", "Wolfeschlegelsteinhausenbergerdorff".repeat(3)),
        ("一二三四五六七八", "政务公开科".repeat(12)),
    ] {
        let post = (!posts.is_empty()).then_some(posts.as_str());
        let mut people = usual();
        people[1] = line("审核", name, post, "2025年11月21日");
        let pages = laid_out(false, vec![text("国"), Block::SignOff(people)]).unwrap();
        let [left, right, _, foot] = area(&typography());
        let said = page_text(&pages, 0).concat();
        let plain: String = said.chars().filter(|c| *c != '-').collect();
        assert!(plain.contains(&name.replace('-', "")[..6]), "{said}");
        let lines = super::lines(&pages, 0);
        for (y, line) in &lines {
            assert!(*y > foot);
            for (_, x) in line {
                assert!((left..right).contains(x), "{name}: {line:?}");
            }
        }
        assert!(lines.len() > 4, "{name} takes more lines");
        let [upper, lower] = rules(&pages, 0)[..] else {
            panic!("two rules");
        };
        let pitch = typography().line_pitch();
        near(
            (upper.y1 - lower.y1) / pitch,
            (lines.len() - 1) as f32,
            0.01,
            "height",
        );
    }
}

#[test]
fn what_has_no_room_is_reported() {
    for person in [
        line(&"拟".repeat(28), "张三", None, "2025年1月20日"),
        line("拟稿", "张三", Some(&"长".repeat(400)), "2025年1月20日"),
        line("拟稿", "张三", None, &"日".repeat(28)),
    ] {
        let error = laid_out(false, vec![text("国"), Block::SignOff(vec![person])]).unwrap_err();
        assert!(error.to_string().contains("审签"), "{error}");
    }
}
