//! A whole report as the neutral document: title of two lines, headings of all levels, long
//! paragraphs, the three tables of the 2021 form, name and date at the end.

use chengbao_base::edition::Edition;
use std::sync::Arc;

use crate::document::{
    Approval, Block, CellRole, Data, Document, EmbeddedFile, Field, Furniture, Image, LetterHead,
    Meta, Paragraph, Relation, Run, Scope, Sides, Table, TableCell, TableRow,
};
use chengbao_base::picture::{Picture, PictureFormat, Pixels};
use chengbao_base::style::{StyleId, Typography};

const TYPOGRAPHY: &str = "
page: {width: 210mm, height: 297mm, top: 37mm, bottom: 35mm, left: 28mm, right: 26mm}
grid: {characters: 28, lines: 22}
faces:
  小标宋: {name: 方正小标宋简体, alt: [FZXiaoBiaoSong-B05S]}
  仿宋: {name: 仿宋_GB2312, alt: [FangSong_GB2312, 仿宋]}
  黑体: {name: 黑体, alt: [SimHei]}
  楷体: {name: 楷体_GB2312, alt: [KaiTi_GB2312, 楷体]}
  宋体: {name: 宋体, alt: [SimSun]}
  西文: {name: Times New Roman}
styles:
  title: {face: 小标宋, size: 22, align: center, space_before: 2, space_after: 1, leading: 35}
  heading1: {face: 黑体, size: 16, align: justify, indent: 2}
  heading2: {face: 楷体, size: 16, align: justify, indent: 2}
  heading3: {face: 仿宋, size: 16, align: justify, indent: 2}
  heading4: {face: 仿宋, size: 16, align: justify, indent: 2}
  body: {face: 仿宋, size: 16, align: justify, indent: 2}
  issuer: {face: 仿宋, size: 16, align: right, space_before: 1}
  date: {face: 仿宋, size: 16, align: right}
  addressee: {face: 仿宋, size: 16, align: left, space_before: 1}
  annex_label: {face: 黑体, size: 16, align: left}
  letter_mark: {face: 小标宋, size: 36, align: center}
  letter_number: {face: 仿宋, size: 16, align: right}
  caption: {face: 黑体, size: 14, align: center}
  sign_off: {face: 仿宋, size: 14, align: left, indent: 1}
table: {face: 宋体, head_face: 黑体, rule: 0.5, padding: 2, leading: 1.2, row_height: 2, least_size: 6.5}
page_number: {face: 宋体, size: 14, drop: 7mm, indent: 1}
letter: {mark_top: 30mm, rule_below: 4mm, rule_foot: 20mm, rule_width: 170mm, thick: 0.9mm, thin: 0.35mm, between: 0.7mm}
";

/// The typography of the tests.
pub(crate) fn typography() -> Typography {
    serde_yaml::from_str(TYPOGRAPHY).unwrap()
}

/// A document of these blocks.
pub(crate) fn document(blocks: Vec<Block>) -> Document {
    Document {
        edition: Edition::CURRENT,
        meta: Meta {
            title: "某市人民政府2024年机关事项办理工作年度报告".to_owned(),
            author: "某市人民政府".to_owned(),
            language: "zh-CN".to_owned(),
            date: Some("2025-01-24".to_owned()),
        },
        typography: typography(),
        furniture: Furniture::default(),
        data: Data::default(),
        sealed: false,
        blocks,
    }
}

/// A paragraph of one style.
pub(crate) fn text(style: StyleId, text: &str) -> Block {
    let outline = match style {
        StyleId::Heading1 => Some(1),
        StyleId::Heading2 => Some(2),
        StyleId::Heading3 => Some(3),
        StyleId::Heading4 => Some(4),
        _ => None,
    };
    let text = text.to_owned();
    Block::Paragraph(Paragraph {
        style,
        outline,
        runs: vec![Run {
            style,
            text,
            link: None,
        }],
    })
}

/// A heading of level 2 that continues as text.
pub(crate) fn run_in(heading: &str, body: &str) -> Block {
    let run = |style, text: &str| Run {
        style,
        text: text.to_owned(),
        link: None,
    };
    Block::Paragraph(Paragraph {
        style: StyleId::Heading2,
        outline: Some(2),
        runs: vec![run(StyleId::Heading2, heading), run(StyleId::Body, body)],
    })
}

/// The report.
pub(crate) fn report() -> Document {
    let body = "2024年，某市人民政府深入贯彻落实《中华人民共和国机关事项办理条例》，坚持“以公开为常态、不公开为例外”，全年主动公开办事信息3985758条——其中规范性文件8件，办理依申请公开3119件……群众满意度98.6％。";
    document(vec![
        Block::Title(vec![
            "某市人民政府".to_owned(),
            "2024年机关事项办理工作年度报告".to_owned(),
        ]),
        text(StyleId::Body, body),
        text(StyleId::Heading1, "一、总体情况"),
        text(StyleId::Heading2, "（一）主动公开"),
        text(StyleId::Body, &body.repeat(3)),
        run_in("（二）依申请公开。", &body.repeat(2)),
        text(StyleId::Heading3, "1.办事信息管理"),
        text(StyleId::Heading4, "（1）平台建设"),
        text(StyleId::Body, &body.repeat(6)),
        text(StyleId::Heading1, "二、主动公开办事信息情况"),
        Block::Table(decisions()),
        text(StyleId::Heading1, "三、收到和处理机关事项办理申请情况"),
        Block::Table(requests()),
        text(StyleId::Heading1, "四、机关事项办理行政复议、行政诉讼情况"),
        Block::Table(appeals()),
        text(StyleId::Heading1, "五、存在的主要问题及改进情况"),
        text(StyleId::Body, &body.repeat(2)),
        text(StyleId::Heading1, "六、其他需要报告的事项"),
        text(StyleId::Body, "本年度无收取信息处理费情况。"),
        Block::Imprint {
            issuer: "某市人民政府".to_owned(),
            date: "2025年1月24日".to_owned(),
        },
    ])
}

/// The report with its embedded data: a path for every figure, and a file.
pub(crate) fn bound_report() -> Document {
    let mut document = report();
    let mut data = Data::default();
    let mut field = |path: String, value: String| data.fields.push(Field { path, value });
    field("year".to_owned(), "2024".to_owned());
    field("overview".to_owned(), "第一段。\n第二段 <&>。".to_owned());
    let tables = document.blocks.iter_mut().filter_map(|block| match block {
        Block::Table(table) => Some(table),
        _ => None,
    });
    for (number, table) in tables.enumerate() {
        for (r, row) in table.rows.iter_mut().enumerate() {
            let values = row.cells.iter_mut();
            for cell in values.filter(|cell| cell.role == CellRole::Value) {
                let path = format!("table_{number}.row_{r}.column_{}", cell.column);
                field(path.clone(), cell.lines.concat());
                cell.path = Some(path);
            }
        }
    }
    data.files.push(source("year: 2024\n".as_bytes()));
    document.data = data;
    document
}

/// The file a report was read from.
pub(crate) fn source(bytes: &[u8]) -> EmbeddedFile {
    EmbeddedFile {
        name: "report.yaml".to_owned(),
        media_type: "application/yaml".to_owned(),
        description: "报告数据".to_owned(),
        relation: Relation::Source,
        bytes: bytes.into(),
    }
}

/// The document printed on both sides.
pub(crate) fn two_sided(mut document: Document) -> Document {
    document.furniture.sides = Sides::Two;
    document
}

/// A grey picture of this size that cannot be compressed further; its file is not a picture.
pub(crate) fn picture(width: u32, height: u32) -> Arc<Picture> {
    // A PCG hash of the place.
    let noise = (0..width * height).map(|at| {
        let state = at.wrapping_mul(747_796_405).wrapping_add(2_891_336_453);
        let word = ((state >> ((state >> 28) + 4)) ^ state).wrapping_mul(277_803_737);
        (word >> 22 ^ word) as u8
    });
    Arc::new(Picture {
        format: PictureFormat::Png,
        file: b"\x89PNG"[..].into(),
        width,
        height,
        pixels: Pixels::Gray(noise.collect()),
    })
}

/// Everything: a draft of a letter with an annex, a link, a picture, spaces for signature and
/// seal, for printing on both sides.
pub(crate) fn letter() -> Document {
    let mut document = two_sided(bound_report());
    document.furniture.watermark = Some("草稿".to_owned());
    let linked = |link: Option<&str>, text: &str| Run {
        style: StyleId::Body,
        text: text.to_owned(),
        link: link.map(str::to_owned),
    };
    let blocks = vec![
        Block::LetterHead(LetterHead {
            mark: "某市人民政府".to_owned(),
            number: Some("某政函〔2025〕3号".to_owned()),
        }),
        Block::Title(vec!["关于报送年度报告的函".to_owned()]),
        text(StyleId::Addressee, "某省人民政府："),
        Block::Paragraph(Paragraph {
            style: StyleId::Body,
            outline: None,
            runs: vec![
                linked(None, "见"),
                linked(Some("https://www.gov.cn/?a=1&b=公"), "门户网站"),
                linked(Some("https://www.example.cn/"), "与此"),
            ],
        }),
        Block::AnnexNote(vec!["年度报告".to_owned(), "说明".to_owned()]),
        Block::Imprint {
            issuer: "某市人民政府".to_owned(),
            date: "2025年1月24日".to_owned(),
        },
        Block::AnnexLabel("附件1".to_owned()),
    ];
    document.blocks.splice(0..0, blocks);
    let last = document.blocks.len() - 1;
    let approval = Block::Approval(Approval {
        signature: "单位负责人（签字）：".to_owned(),
        seal: "单位公章：".to_owned(),
    });
    let image = Block::Image(Image {
        alt: "申请数量<\"&".to_owned(),
        picture: picture(96, 48),
    });
    document.blocks.splice(last..last, [image, approval]);
    document
}

/// A cell at `column`; `|` in the text is a prescribed line break.
pub(crate) fn cell(
    column: usize,
    colspan: usize,
    rowspan: usize,
    role: CellRole,
    text: &str,
) -> TableCell {
    TableCell {
        column,
        colspan,
        rowspan,
        role,
        lines: text.split('|').map(str::to_owned).collect(),
        vertical: false,
        align: None,
        path: None,
    }
}

/// A row that need not stay with the next.
pub(crate) fn row(cells: Vec<TableCell>) -> TableRow {
    TableRow {
        cells,
        keep_with_next: false,
    }
}

const COLUMN: CellRole = CellRole::Header(Scope::Column);
const ROW: CellRole = CellRole::Header(Scope::Row);

/// 二: five panels of four columns.
pub(crate) fn decisions() -> Table {
    let mut rows = Vec::new();
    let mut panel = |banner: &str, heads: [&str; 3], data: &[(&str, [&str; 3])]| {
        let spans = if heads[1].is_empty() { 3 } else { 1 };
        let line = |label: &str, role, label_role, texts: [&str; 3]| {
            let mut cells = vec![cell(0, 1, 1, label_role, label)];
            for (column, text) in (1..4).step_by(spans).zip(texts) {
                cells.push(cell(column, spans, 1, role, text));
            }
            row(cells)
        };
        rows.push(TableRow {
            cells: vec![cell(0, 4, 1, CellRole::Banner, banner)],
            keep_with_next: true,
        });
        rows.push(TableRow {
            keep_with_next: true,
            ..line("信息内容", COLUMN, COLUMN, heads)
        });
        rows.extend(
            data.iter()
                .map(|(label, texts)| line(label, CellRole::Value, ROW, *texts)),
        );
    };
    panel(
        "第二十条第（一）项",
        ["本年制发件数", "本年废止件数", "现行有效件数"],
        &[
            ("规章", ["1", "0", "11"]),
            ("行政规范性文件", ["8", "26", "66"]),
        ],
    );
    let decisions = ["本年处理决定数量", "", ""];
    panel(
        "第二十条第（五）项",
        decisions,
        &[("行政许可", ["447228", "", ""])],
    );
    panel(
        "第二十条第（六）项",
        decisions,
        &[
            ("行政处罚", ["3985758", "", ""]),
            ("行政强制", ["88283", "", ""]),
        ],
    );
    panel(
        "第二十条第（八）项",
        ["本年收费金额（单位：万元）", "", ""],
        &[("行政事业性收费", ["96171.6", "", ""])],
    );
    Table {
        summary: "二、主动公开办事信息情况".to_owned(),
        widths: vec![1.0; 4],
        size: 12.0,
        header_rows: 0,
        keep_together: false,
        rows,
    }
}

const OUTCOMES: [(&str, &[&str]); 7] = [
    ("（一）予以公开", &[]),
    (
        "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
        &[],
    ),
    (
        "（三）不予公开",
        &[
            "1.属于国家秘密",
            "2.其他法律行政法规禁止公开",
            "3.危及“三安全一稳定”",
            "4.保护第三方合法权益",
            "5.属于三类内部事务信息",
            "6.属于四类过程性信息",
            "7.属于行政执法案卷",
            "8.属于行政查询事项",
        ],
    ),
    (
        "（四）无法提供",
        &[
            "1.本机关不掌握相关办事信息",
            "2.没有现成信息需要另行制作",
            "3.补正后申请内容仍不明确",
        ],
    ),
    (
        "（五）不予处理",
        &[
            "1.信访举报投诉类申请",
            "2.重复申请",
            "3.要求提供公开出版物",
            "4.无正当理由大量反复申请",
            "5.要求行政机关确认或重新出具已获取信息",
        ],
    ),
    (
        "（六）其他处理",
        &[
            "1.申请人无正当理由逾期不补正、行政机关不再处理其机关事项办理申请",
            "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其机关事项办理申请",
            "3.其他",
        ],
    ),
    ("（七）总计", &[]),
];

/// 三: 28 rows of ten columns, three of them row heads.
pub(crate) fn requests() -> Table {
    let values = |row: usize| {
        (0..7).map(move |column| {
            let value = (row * 37 + column * 1009) % 14070;
            cell(column + 3, 1, 1, CellRole::Value, &value.to_string())
        })
    };
    let corner = "（本列数据的勾稽关系为：第一项加第二项之和，|等于第三项加第四项之和）";
    let mut rows = vec![
        row(vec![
            cell(0, 3, 3, CellRole::Header(Scope::Both), corner),
            cell(3, 7, 1, COLUMN, "申请人情况"),
        ]),
        row(vec![
            cell(3, 1, 2, COLUMN, "自然人"),
            cell(4, 5, 1, COLUMN, "法人或其他组织"),
            cell(9, 1, 2, COLUMN, "总计"),
        ]),
        row((4..)
            .zip([
                "商业|企业",
                "科研|机构",
                "社会公益组织",
                "法律服务机构",
                "其他",
            ])
            .map(|(column, text)| cell(column, 1, 1, COLUMN, text))
            .collect()),
    ];
    let mut push = |mut heads: Vec<TableCell>| {
        heads.extend(values(rows.len()));
        rows.push(row(heads));
    };
    push(vec![cell(0, 3, 1, ROW, "一、本年新收机关事项办理申请数量")]);
    push(vec![cell(0, 3, 1, ROW, "二、上年结转机关事项办理申请数量")]);
    let mut first = Some(TableCell {
        vertical: true,
        align: None,
        ..cell(0, 1, 22, ROW, "三、本年度办理结果")
    });
    for (label, items) in OUTCOMES {
        let mut heads: Vec<TableCell> = first.take().into_iter().collect();
        if items.is_empty() {
            heads.push(cell(1, 2, 1, ROW, label));
            push(heads);
            continue;
        }
        heads.push(cell(1, 1, items.len(), ROW, label));
        for item in items {
            heads.push(cell(2, 1, 1, ROW, item));
            push(std::mem::take(&mut heads));
        }
    }
    push(vec![cell(0, 3, 1, ROW, "四、结转下年度继续办理")]);
    Table {
        summary: "三、收到和处理机关事项办理申请情况".to_owned(),
        widths: vec![
            754.0, 921.0, 3271.0, 685.0, 685.0, 685.0, 685.0, 685.0, 685.0, 685.0,
        ],
        size: 9.0,
        header_rows: 3,
        keep_together: true,
        rows,
    }
}

/// 四: fifteen columns of equal width.
pub(crate) fn appeals() -> Table {
    let outcomes = ["结果|维持", "结果|纠正", "其他|结果", "尚未|审结", "总计"];
    let head = |column, colspan, rowspan, text| cell(column, colspan, rowspan, COLUMN, text);
    let mut second: Vec<TableCell> = (0..)
        .zip(outcomes)
        .map(|(column, text)| head(column, 1, 2, text))
        .collect();
    second.push(head(5, 5, 1, "未经复议直接起诉"));
    second.push(head(10, 5, 1, "复议后起诉"));
    let values = (0..15).map(|column| {
        let value = (column * 7919) % 400;
        cell(column, 1, 1, CellRole::Value, &value.to_string())
    });
    Table {
        summary: "四、机关事项办理行政复议、行政诉讼情况".to_owned(),
        widths: vec![1.0; 15],
        size: 9.0,
        header_rows: 3,
        keep_together: true,
        rows: vec![
            row(vec![head(0, 5, 1, "行政复议"), head(5, 10, 1, "行政诉讼")]),
            row(second),
            row((5..)
                .zip(outcomes.iter().chain(&outcomes))
                .map(|(column, text)| head(column, 1, 1, text))
                .collect()),
            row(values.collect()),
        ],
    }
}
