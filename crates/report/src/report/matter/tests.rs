//! Lines as text, tables and pictures.

use super::*;
use crate::source::Span;

/// A narrative whose lines follow each other; an empty one is a blank line.
fn narrative(lines: &[&str]) -> Narrative {
    let mut start = 0;
    let placed = lines.iter().enumerate().map(|(index, line)| {
        let place = Span {
            start,
            end: start + line.len(),
            line: u32::try_from(index).unwrap() + 1,
            column: 1,
        };
        start += line.len() + 1;
        Placed {
            value: (*line).to_owned(),
            place,
        }
    });
    let lines = placed.filter(|line| !line.value.is_empty()).collect();
    let place = Span {
        start: 0,
        end: start,
        line: 1,
        column: 1,
    };
    Narrative { lines, place }
}

/// Every piece on one line: text unchanged, a table as its cells, a picture as description and path.
fn outline(lines: &[&str]) -> Vec<String> {
    let narrative = narrative(lines);
    let told = narrative
        .matter()
        .pieces
        .into_iter()
        .map(|piece| match piece {
            Matter::Text(line) => line.value.clone(),
            Matter::Image(image) => format!("picture {} at {}", image.alt(), image.path),
            Matter::Table(table) => {
                let row = |row: &Vec<MatterCell<'_>>| {
                    let cells: Vec<String> = row.iter().map(MatterCell::text).collect();
                    cells.join(" ¦ ")
                };
                let rows: Vec<String> = table.rows.iter().map(row).collect();
                format!("table {} / {}", row(&table.heads), rows.join(" / "))
            }
        });
    told.collect()
}

#[track_caller]
fn faulty(lines: &[&str], line: u32, kind: MatterErrorKind) {
    let narrative = narrative(lines);
    let reading = narrative.matter();
    let found: Vec<_> = reading
        .faults
        .iter()
        .map(|fault| (fault.place.line, fault.kind))
        .collect();
    assert_eq!(found, [(line, kind)], "{lines:?}");
    assert!(
        reading
            .pieces
            .iter()
            .all(|piece| matches!(piece, Matter::Text(_)))
    );
    assert_eq!(reading.pieces.len(), narrative.lines.len());
}

#[test]
fn a_table_stands_between_lines_of_text() {
    assert_eq!(
        outline(&[
            "前",
            "| 栏目 | 数量 |",
            "|---|--:|",
            "| 政策 | 12 |",
            "|解读|3|",
            "后"
        ]),
        ["前", "table 栏目 ¦ 数量 / 政策 ¦ 12 / 解读 ¦ 3", "后"]
    );
}

#[test]
fn bars_are_escaped_cells_may_be_empty_and_the_last_bar_left_out() {
    assert_eq!(
        outline(&[r"| 甲\|乙 | |", "|-|-|", r"|  | \|", "| - | - |"]),
        ["table 甲|乙 ¦  /  ¦ | / - ¦ -"]
    );
}

#[test]
fn alignments_are_those_of_the_second_row() {
    let narrative = narrative(&["|a|b|c|d|", "|---|:--|:-:|--:|", "|1|2|3|4|"]);
    let reading = narrative.matter();
    let Some(Matter::Table(table)) = reading.pieces.first() else {
        panic!("{reading:?}");
    };
    let expected = [
        None,
        Some(ColumnAlign::Left),
        Some(ColumnAlign::Center),
        Some(ColumnAlign::Right),
    ];
    assert_eq!(table.columns, expected);
}

#[test]
fn a_blank_line_parts_two_tables() {
    let table = ["| 甲 |", "|---|", "| 1 |"];
    let lines = [table.as_slice(), &[""], &table].concat();
    assert_eq!(outline(&lines), ["table 甲 / 1"; 2]);
}

#[test]
fn bars_in_text_and_a_lone_row_are_text() {
    for line in ["甲 | 乙", "|", "||", "| 甲 | 乙 |", "｜甲｜", "| - | - |"] {
        let narrative = narrative(&["前", line, "后"]);
        let reading = narrative.matter();
        assert_eq!(reading.faults, [], "{line}");
        assert!(matches!(reading.pieces.as_slice(), [_, Matter::Text(_), _]));
    }
}

#[test]
fn what_is_no_whole_table_is_reported_and_stays_text() {
    use MatterErrorKind as Kind;
    faulty(&["| 甲 | 乙 |", "| 1 | 2 |"], 1, Kind::NoDelimiter);
    faulty(&["|---|---|", "| 1 | 2 |"], 1, Kind::NoHeads);
    faulty(&["前", "| 甲 | 乙 |", "|---|---|"], 2, Kind::NoRows);
    let (found, wanted) = (3, 2);
    let ragged = Kind::Ragged { found, wanted };
    faulty(&["|甲|乙|", "|---|---|", "|1|2|", "|1|2|3|"], 4, ragged);
    faulty(&["|甲|乙|", "|---|---|---|", "|1|2|"], 2, ragged);
    faulty(&["｜甲｜乙｜", "｜---｜---｜"], 1, Kind::WideBars);
    faulty(&["| 甲 | |---| | 1 |"], 1, Kind::OneLine);
    let (found, most) = (25, 24);
    let wide = ["甲"; 25].map(|head| format!("|{head}")).concat();
    let rule = "|---".repeat(25);
    faulty(
        &[&wide, &rule, &wide],
        1,
        Kind::TooManyColumns { found, most },
    );
    faulty(&["|甲|", "|---|", "|![图](a.png)|"], 3, Kind::NotAlone);
}

#[test]
fn a_picture_is_alone_on_its_line() {
    let picture = |line: &str| outline(&["前", line]).remove(1);
    assert_eq!(picture("![访问量](a.png)"), "picture 访问量 at a.png");
    assert_eq!(
        picture(r"![ 图 \[一\] ]( 图/a (1).JPG )"),
        "picture 图 [一] at 图/a (1).JPG"
    );
    assert_eq!(picture("![图](<./a.png>)"), "picture 图 at ./a.png");
    for text in ["太好了!", "详见[附件](a.png)", "![图]", "a](b"] {
        assert_eq!(picture(text), text);
    }
}

#[test]
fn pictures_elsewhere_and_incomplete_ones_are_reported() {
    for line in [
        "见图![图](a.png)。",
        "![图](a.png)（图一）",
        "![图](a.png) (图一)",
        "![图](a.png) ![图](b.png)",
        "![图](a.png",
        "！[图](a.png)",
        "![图]（a.png）",
        "！【图】（a.png）",
    ] {
        faulty(&[line], 1, MatterErrorKind::NotAlone);
    }
    faulty(&["![](a.png)"], 1, MatterErrorKind::NoAlt);
    faulty(&["![ ](a.png)"], 1, MatterErrorKind::NoAlt);
}

#[test]
fn paths_stay_in_the_folder_of_the_report() {
    use PathError as Path;
    for (path, fault) in [
        ("", Path::Empty),
        ("图/", Path::Empty),
        ("/a.png", Path::Absolute),
        (r"\\server\a.png", Path::Absolute),
        ("C:/a.png", Path::Absolute),
        ("https://www.gov.cn/a.png", Path::Url),
        ("data:image/png;base64,AA", Path::Url),
        ("www.gov.cn/a.png", Path::Url),
        ("../a.png", Path::Upward),
        ("图/../../a.png", Path::Upward),
        (r"..\a.png", Path::Upward),
        (r"图\a.png", Path::Characters),
        ("a.png \"题\"", Path::Characters),
    ] {
        let line = format!("![图]({path})");
        faulty(&[&line], 1, MatterErrorKind::Path(fault));
    }
}

#[test]
fn words_are_text_and_cells_without_what_draws_them() {
    let narrative = narrative(&["全年 办结。", "| 甲 |", "|:-:|", "| 12 |", "![图](a.png)"]);
    assert_eq!(narrative.words(), ["全年 办结。", "甲", "12"]);
    assert_eq!(narrative.characters(), 8);
}

#[test]
fn every_cell_and_every_picture_has_its_place() {
    let text = "| 甲\\|乙 | 丙 |";
    let yaml = format!("a: |\n  {text}\n  |--|--|\n  | 1 | 2 |\n  ![ 图 ](a.png)\n");
    let source = Source::parse("a.yaml", yaml.as_bytes()).unwrap();
    let lines = crate::source::line_places(&source, source.root.get("a").unwrap());
    let lines = lines
        .into_iter()
        .map(|(value, place)| Placed { value, place });
    let narrative = Narrative {
        lines: lines.collect(),
        place: source.root.place,
    };
    let body = Body {
        path: "a",
        label: "",
        text: &narrative,
    };
    let lines = body.lines(&source);
    let shown: Vec<&str> = lines.iter().map(|line| line.text).collect();
    assert_eq!(shown, ["甲\\|乙", "丙", "1", "2", "图"]);
    for line in &lines {
        assert_eq!(source.slice(line.place), line.text);
    }
    let second = lines[1].place;
    assert_eq!((second.line, second.column), (2, 12));
}
