//! Every value's place is the range that writes it.

use super::*;

/// The places of all nodes in order of the tree, as the text there.
fn slices(source: &Source) -> Vec<&str> {
    fn visit<'s>(source: &'s Source, node: &Node, into: &mut Vec<&'s str>) {
        into.push(source.slice(node.place));
        match &node.kind {
            NodeKind::Scalar(_) => {}
            NodeKind::Sequence(items) => items.iter().for_each(|it| visit(source, it, into)),
            NodeKind::Mapping(entries) => {
                for entry in entries {
                    visit(source, &entry.key, into);
                    visit(source, &entry.value, into);
                }
            }
        }
    }
    let mut into = Vec::new();
    visit(source, &source.root, &mut into);
    into
}

fn check(text: &str, expected: &[&str]) {
    assert_eq!(slices(&parse(text).unwrap()), expected, "{text:?}");
}

/// Checks where the value of `a`, which is left out, would be written.
fn check_left_out(text: &str, at: &str) {
    let source = parse(text).unwrap();
    let place = source.root.get("a").unwrap().place;
    assert_eq!(place.start, place.end, "{text:?}");
    let (before, after) = source.text.split_at(place.start);
    assert_eq!(format!("{before}^{after}"), at);
}

#[test]
fn scalars_are_placed_with_their_quotes_and_without_what_follows() {
    check("a: 甲 乙   # 注\n", &["a: 甲 乙", "a", "甲 乙"]);
    check(
        "'a' : \"q\\\" r\"  # 注\n",
        &["'a' : \"q\\\" r\"", "'a'", "\"q\\\" r\""],
    );
    check("a: 'it''s' \n\n", &["a: 'it''s'", "a", "'it''s'"]);
    check("a: &x  甲\n", &["a: &x  甲", "a", "甲"]);
    check("a: &x # 注\n  '甲'\n", &["a: &x # 注\n  '甲'", "a", "'甲'"]);
    check("a: 甲\n  乙\n", &["a: 甲\n  乙", "a", "甲\n  乙"]);
}

#[test]
fn block_scalars_are_placed_from_their_mark_to_their_last_line() {
    check(
        "a: |  # | 注\n  甲\n\n  乙 \n\n# 注\n",
        &["a: |  # | 注\n  甲\n\n  乙", "a", "|  # | 注\n  甲\n\n  乙"],
    );
    check(
        "a|>: &b|c >2-\r\n    甲\r\n",
        &["a|>: &b|c >2-\r\n    甲", "a|>", ">2-\r\n    甲"],
    );
    check("- # - |\n  |\n  甲", &["- # - |\n  |\n  甲", "|\n  甲"]);
    check("--- |\n甲\n", &["|\n甲"]);
    check("a: |+ # 注\n\n", &["a: |+", "a", "|+"]);
    check("a: |\nb: 1\n", &["a: |\nb: 1", "a", "|", "b", "1"]);
}

#[test]
fn collections_are_placed_from_first_to_last_character() {
    check(
        "a: [ 1 , {b : 2} ]  # 注\n",
        &[
            "a: [ 1 , {b : 2} ]",
            "a",
            "[ 1 , {b : 2} ]",
            "1",
            "{b : 2}",
            "b",
            "2",
        ],
    );
    check(
        "a:\n- 1\n- - 2\n",
        &["a:\n- 1\n- - 2", "a", "- 1\n- - 2", "1", "- 2", "2"],
    );
    check("a: # - 注\n  - 1\n", &["a: # - 注\n  - 1", "a", "- 1", "1"]);
    check(
        "a: &x\n- 1\nb: 2\n",
        &["a: &x\n- 1\nb: 2", "a", "- 1", "1", "b", "2"],
    );
    check(
        "a: &x\n  b: {c: 1}\n",
        &[
            "a: &x\n  b: {c: 1}",
            "a",
            "b: {c: 1}",
            "b",
            "{c: 1}",
            "c",
            "1",
        ],
    );
    check("[a: 1, b]", &["[a: 1, b]", "a: 1", "a", "1", "b"]);
    check(
        "- a: 1\n  b:\n-\n",
        &["- a: 1\n  b:\n-", "a: 1\n  b:", "a", "1", "b", "", ""],
    );
}

#[test]
fn a_value_that_is_left_out_is_placed_where_it_would_be_written() {
    check_left_out("a:\n", "a:^\n");
    check_left_out("a: # 注:\nb: 1\n", "a:^ # 注:\nb: 1\n");
    check_left_out("a: &x\nb: 1\n", "a: &x^\nb: 1\n");
    check_left_out("{a: , b: 1}", "{a:^ , b: 1}");
    check_left_out("{a, b: 1}", "{a^, b: 1}");
    check_left_out("{\"a\":}", "{\"a\":^}");
    check_left_out("? a\n: \nb: 1\n", "? a\n:^ \nb: 1\n");
    check_left_out("? a\n", "? a^\n");
    let source = parse("a:\n- # 注 -\n-\n- 1\n").unwrap();
    let items = source.root.get("a").unwrap().as_sequence().unwrap();
    let starts: Vec<usize> = items.iter().map(|it| it.place.start).collect();
    assert_eq!(starts, [4, 14, 17]);
}

#[test]
fn an_alias_is_placed_where_it_stands_and_its_parts_where_the_anchor_is() {
    check(
        "- &x [1]\n- *x\n",
        &["- &x [1]\n- *x", "[1]", "1", "*x", "1"],
    );
}

#[test]
fn lines_and_columns_count_characters() {
    let source = parse("年度: 2024\r\n总计: [甲, '乙乙', 丙]\r\n").unwrap();
    let row = source.root.get("总计").unwrap().as_sequence().unwrap();
    let places: Vec<(u32, u32)> = row
        .iter()
        .map(|it| (it.place.line, it.place.column))
        .collect();
    assert_eq!(places, [(2, 6), (2, 9), (2, 15)]);
}
