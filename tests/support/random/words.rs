//! Random text as reports have it and as they could: hanzi common and rare, every punctuation
//! mark, Latin words, addresses, decimals, dates, and the four ranks of headings.

use std::sync::LazyLock;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

/// What reports are mostly made of.
const COMMON: &str = "的年政府信息公开工作情况主动依申请机关行政部门单位按照规定进一步加强完善制度建设\
    推进重点领域服务群众监督保障培训考核网站平台栏目发布数量件次问题不足下改措施落实全面深化提高质量水平及时准确\
    本市区县镇街道办事处委员会局中心人民国务院条例办法通知意见方案计划总结报告上级要求结合实际认真组织开展";

/// Every mark the punctuation standard has (GB/T 15834), the symbols figures take, and ASCII's.
const MARKS: &str = "，。、；：？！“”‘’（）《》〈〉【】〔〕「」『』［］·～—…％‰℃①②③№×÷±§→■●◆★\
    ,.;:?!\"'()[]{}<>/\\@#$%^&*-_+=|~`";

/// The 8,105 characters of 《通用规范汉字表》.
static STANDARD: LazyLock<Vec<char>> = LazyLock::new(|| {
    include_str!("../../../fonts/charsets/tgh8105.txt")
        .chars()
        .filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c))
        .collect()
});

fn hanzi() -> BoxedStrategy<String> {
    let common = select(
        COMMON
            .chars()
            .filter(|c| !c.is_whitespace())
            .collect::<Vec<_>>(),
    );
    let any = select(&STANDARD[..]);
    prop_oneof![30 => common, 1 => any]
        .prop_map(String::from)
        .boxed()
}

fn run(most: usize) -> BoxedStrategy<String> {
    vec(hanzi(), 1..most).prop_map(|runs| runs.concat()).boxed()
}

/// An exact decimal as somebody types it.
pub(super) fn amount() -> BoxedStrategy<String> {
    "(0|[1-9][0-9]{0,7})(\\.[0-9]{1,6})?".boxed()
}

/// A line of a title, or a body's name.
pub fn name() -> BoxedStrategy<String> {
    run(30).boxed()
}

/// A piece of a sentence.
fn piece() -> BoxedStrategy<String> {
    let mark = select(
        MARKS
            .chars()
            .filter(|c| !c.is_whitespace())
            .collect::<Vec<_>>(),
    );
    let pair = select(vec!["“”", "‘’", "（）", "《》", "【】", "〔〕", "〈〉"]);
    let quoted = (pair, run(12)).prop_map(|(pair, inner)| {
        let (open, close) = pair.split_at(pair.chars().next().unwrap().len_utf8());
        format!("{open}{inner}{close}")
    });
    let unit = select(vec![
        "件",
        "万元",
        "%",
        "次",
        "个百分点",
        "年",
        "条",
        "km",
        "㎡",
        "",
    ]);
    prop_oneof![
        40 => run(14),
        8 => mark.prop_map(String::from),
        10 => select(vec!["，", "。", "、", "；", "："]).prop_map(str::to_owned),
        4 => quoted,
        2 => select(vec!["……", "——", "？！", "”。", "）、", "》（"]).prop_map(str::to_owned),
        4 => (amount(), unit).prop_map(|(number, unit)| number + unit),
        2 => "20[12][0-9]年(1[0-2]|[1-9])月(2[0-8]|1[0-9]|[1-9])日",
        1 => "20[12][0-9]-[01][1-9]-[012][1-9]",
        2 => "[A-Za-z]{1,14}( [A-Za-z]{1,9}){0,3}",
        1 => "https?://(www\\.)?[a-z]{2,12}\\.gov\\.cn(/[a-z0-9_]{1,9}){0,8}(\\.html)?(\\?id=[0-9]{1,6})?",
        1 => "[a-z]{3,9}@[a-z]{2,8}\\.gov\\.cn",
        1 => "国办公开办函〔20[12][0-9]〕[1-9][0-9]?号",
    ]
    .boxed()
}

fn sentence(pieces: usize) -> BoxedStrategy<String> {
    vec(piece(), 1..pieces)
        .prop_map(|pieces| pieces.concat())
        .boxed()
}

/// A line of narrative: text, a heading of any rank, or a heading that runs on into text.
pub fn line() -> BoxedStrategy<String> {
    let ordinal = prop_oneof![
        "[一二三四五六七八九十]、",
        "（[一二三四五六七八九十]）",
        "\\([一二三四五]\\)",
        "[1-9]\\.",
        "（[1-9]）",
    ];
    prop_oneof![
        8 => sentence(50).prop_map(|text| text + "。"),
        2 => (ordinal.clone(), run(24)).prop_map(|(ordinal, text)| ordinal + &text),
        2 => (ordinal, run(16), sentence(30)).prop_map(|(ordinal, head, text)| format!("{ordinal}{head}。{text}")),
        1 => vec(run(20), 1..40).prop_map(|runs| runs.concat()),
    ]
    .prop_map(|line| line.trim().to_owned())
    .boxed()
}
