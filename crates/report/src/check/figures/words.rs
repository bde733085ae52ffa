//! The words by which any text compares and adds up figures. What is counted is data of the form.
//!
//! It never looks at a report.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::letters::{Letter, begins};

/// What a word says about the figures around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum General {
    /// 合计: the sum of what precedes.
    Total,
    /// 其中: parts of what precedes.
    Among,
    /// 比上年: last year's figure, or a change, follows.
    Compare,
    /// 上年
    Last,
    /// 本年
    This,
    /// Another year.
    OtherYear,
    /// 增加
    Up,
    /// 减少
    Down,
    /// 增至, 降至, 变为: the new figure follows, which is more or less.
    ToMore,
    ToLess,
    To,
    /// 由: the old figure follows, if 至 comes later.
    From,
    /// 其余: with it the parts are the whole.
    Rest,
    /// 每月: a twelfth.
    Monthly,
    /// 持平
    Same,
    /// 分别: the figures are of what was listed, in turn.
    Each,
    /// 占: a share of what comes next.
    Share,
    /// 率, 占比
    Rate,
    /// 没有
    None,
    /// 已: what was done with what precedes.
    Done,
    /// Nothing.
    Filler,
}

const WORDS: [(&str, General); 132] = [
    ("共", General::Total),
    ("一共", General::Total),
    ("其他", General::Rest),
    ("其它", General::Rest),
    ("其余", General::Rest),
    ("共计", General::Total),
    ("合计", General::Total),
    ("总计", General::Total),
    ("总共", General::Total),
    ("共有", General::Total),
    ("共为", General::Total),
    ("合计为", General::Total),
    ("之和", General::Total),
    ("之和为", General::Total),
    ("总计为", General::Total),
    ("共计为", General::Total),
    ("其中", General::Among),
    ("较上年", General::Compare),
    ("比上年", General::Compare),
    ("较上年同期", General::Compare),
    ("比上年同期", General::Compare),
    ("与上年相比", General::Compare),
    ("与上年同期相比", General::Compare),
    ("同上年相比", General::Compare),
    ("和上年相比", General::Compare),
    ("相比上年", General::Compare),
    ("相较上年", General::Compare),
    ("相较于上年", General::Compare),
    ("上年同期", General::Compare),
    ("同比", General::Compare),
    ("上年", General::Last),
    ("本年", General::This),
    ("增加", General::Up),
    ("增长", General::Up),
    ("增长了", General::Up),
    ("增加了", General::Up),
    ("增长率", General::Up),
    ("增幅", General::Up),
    ("增幅为", General::Up),
    ("增幅达", General::Up),
    ("增长幅度", General::Up),
    ("上升", General::Up),
    ("上升了", General::Up),
    ("提高", General::Up),
    ("增多", General::Up),
    ("净增", General::Up),
    ("净增加", General::Up),
    ("上涨", General::Up),
    ("升高", General::Up),
    ("多出", General::Up),
    ("增", General::Up),
    ("升幅", General::Up),
    ("减少", General::Down),
    ("减少了", General::Down),
    ("下降", General::Down),
    ("下降了", General::Down),
    ("降低", General::Down),
    ("降幅", General::Down),
    ("降幅为", General::Down),
    ("降幅达", General::Down),
    ("回落", General::Down),
    ("净减", General::Down),
    ("净减少", General::Down),
    ("减", General::Down),
    ("减幅", General::Down),
    ("涨幅", General::Up),
    ("增速", General::Up),
    ("比上年多", General::Up),
    ("较上年多", General::Up),
    ("比上年少", General::Down),
    ("较上年少", General::Down),
    ("每月", General::Monthly),
    ("月均", General::Monthly),
    ("平均每月", General::Monthly),
    ("每月平均", General::Monthly),
    ("月平均", General::Monthly),
    ("持平", General::Same),
    ("分别", General::Each),
    ("分别为", General::Each),
    ("分别是", General::Each),
    ("有所", General::Filler),
    ("略有", General::Filler),
    ("明显", General::Filler),
    ("大幅", General::Filler),
    ("小幅", General::Filler),
    ("显著", General::Filler),
    ("另", General::Done),
    ("另有", General::Done),
    ("与上年", General::Compare),
    ("和上年", General::Compare),
    ("增至", General::ToMore),
    ("降至", General::ToLess),
    ("升至", General::ToMore),
    ("减至", General::ToLess),
    ("增加到", General::ToMore),
    ("增加至", General::ToMore),
    ("减少到", General::ToLess),
    ("减少至", General::ToLess),
    ("上升到", General::ToMore),
    ("上升至", General::ToMore),
    ("下降到", General::ToLess),
    ("下降至", General::ToLess),
    ("增长到", General::ToMore),
    ("增长至", General::ToMore),
    ("提高到", General::ToMore),
    ("提高至", General::ToMore),
    ("回落至", General::ToLess),
    ("降到", General::ToLess),
    ("变为", General::To),
    ("由", General::From),
    ("从", General::From),
    ("占", General::Share),
    ("占比", General::Rate),
    ("占比为", General::Rate),
    ("所占比例", General::Rate),
    ("所占比重", General::Rate),
    ("比例", General::Rate),
    ("比重", General::Rate),
    ("率", General::Rate),
    ("没有", General::None),
    ("没有发生", General::None),
    ("没有收到", General::None),
    ("未", General::None),
    ("未发生", General::None),
    ("未出现", General::None),
    ("未产生", General::None),
    ("无", General::None),
    ("已", General::Done),
    ("均", General::Done),
    ("均已", General::Done),
    ("全部", General::Done),
    ("完成", General::Done),
];

impl General {
    /// Whether the new figure follows.
    pub(super) fn is_to(self) -> bool {
        matches!(self, Self::ToMore | Self::ToLess | Self::To)
    }
}

/// The words by their first letter, the longest first.
static BY_FIRST: LazyLock<BTreeMap<char, Vec<(&str, General)>>> = LazyLock::new(|| {
    let mut words: BTreeMap<char, Vec<(&str, General)>> = BTreeMap::new();
    for (word, meaning) in WORDS {
        if let Some(first) = word.chars().next() {
            words.entry(first).or_default().push((word, meaning));
        }
    }
    for words in words.values_mut() {
        words.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
    }
    words
});

/// The word at a place, the longest of several, and how many letters it has.
pub(super) fn general(letters: &[Letter], at: usize) -> Option<(usize, General)> {
    let words = BY_FIRST.get(&letters.get(at)?.c)?.iter();
    let mut here = words.filter(|(word, _)| begins(letters, at, word));
    let (word, meaning) = here.next()?;
    Some((word.chars().count(), *meaning))
}
