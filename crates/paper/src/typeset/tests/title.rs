//! Title lines: whole words, no line much longer than the others (GB/T 9704 §7.3.1).

use super::{drawn, page_text, set};
use crate::document::{Block, Furniture};

fn check(lines: &[&str], wanted: &[&str]) {
    let title = Block::Title(lines.iter().map(|line| (*line).to_owned()).collect());
    let pages = set(Furniture::default(), vec![title]);
    assert_eq!(page_text(&pages, 0), wanted);
}

#[test]
fn lines_that_fit_stay_as_they_are() {
    let lines = ["淮安市人民政府", "2024年机关事项办理工作年度报告"];
    check(&lines, &lines);
}

#[test]
fn a_long_title_is_cut_between_words() {
    check(
        &["平潭县审计局关于报送2024年度机关事项办理工作年度报告的函"],
        &[
            "平潭县审计局关于报送2024年度",
            "机关事项办理工作年度报告的函",
        ],
    );
    check(
        &["平潭县人民政府办公室关于贯彻落实有关规定的情况报告"],
        &["平潭县人民政府办公室关于", "贯彻落实有关规定的情况报告"],
    );
}

#[test]
fn three_lines_are_no_hourglass() {
    let long = "平潭综合实验区自然资源与生态环境局行政审批服务中心关于印发2024年机关事项办理工作年度报告编制发布工作方案的通知";
    let pages = set(
        Furniture::default(),
        vec![Block::Title(vec![long.to_owned()])],
    );
    let lines = page_text(&pages, 0);
    assert_eq!(lines.concat(), long);
    let [first, middle, last] = [0, 1, 2].map(|line| lines[line].chars().count());
    assert!(middle >= first || middle >= last, "{lines:?}");
    assert!(
        lines
            .iter()
            .all(|line| !line.starts_with(['的', '局', '和']))
    );
}

#[test]
fn titles_without_words_are_still_evened_out() {
    for text in [
        "a".repeat(90),
        "，".repeat(70),
        "国".repeat(21),
        "国".repeat(500),
        String::new(),
    ] {
        let pages = drawn(vec![Block::Title(vec![text.clone()])]).unwrap();
        let all: String = (0..pages.pages.len())
            .flat_map(|page| page_text(&pages, page))
            .collect();
        assert_eq!(all, text);
    }
}
