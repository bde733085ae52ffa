//! Numbers as texts write them: `1,005`, `1，005`, `５`, `三千五百`, `1.2万`, `9亿6171.6万`, `15.4%`, `九成五`,
//! `三分之一`, and the words around them that make them bounds.
//!
//! It never knows what is counted.

use rust_decimal::Decimal;

use super::letters::{Letter, begins};

/// A number of a text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Number {
    /// What it says.
    pub(super) value: Decimal,
    /// The value of its last place.
    pub(super) step: Decimal,
    /// What it says if its full-width comma divides two numbers.
    pub(super) also: Option<Decimal>,
    /// Whether it is a share in per cent.
    pub(super) is_share: bool,
    /// How it bounds the figure.
    pub(super) bound: Bound,
    /// Whether it is written in nothing but digits.
    pub(super) is_plain: bool,
    /// Where it ends, with a sign of per cent.
    pub(super) end: usize,
}

/// What a number says of the figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bound {
    Exact,
    /// 约, 左右
    About,
    /// 超过, 逾, 以上
    Over,
    /// 余, 多
    Odd,
    /// 不足, 以下
    Under,
    /// 近
    Near,
}

const BEFORE: [(&str, Bound); 20] = [
    ("超过", Bound::Over),
    ("突破", Bound::Over),
    ("不低于", Bound::Over),
    ("不少于", Bound::Over),
    ("至少", Bound::Over),
    ("高于", Bound::Over),
    ("多于", Bound::Over),
    ("大于", Bound::Over),
    ("超", Bound::Over),
    ("逾", Bound::Over),
    ("不足", Bound::Under),
    ("不到", Bound::Under),
    ("低于", Bound::Under),
    ("少于", Bound::Under),
    ("不超过", Bound::Under),
    ("接近", Bound::Near),
    ("近", Bound::Near),
    ("大约", Bound::About),
    ("约", Bound::About),
    ("约为", Bound::About),
];

const AFTER: [(&str, Bound); 6] = [
    ("以上", Bound::Over),
    ("以下", Bound::Under),
    ("以内", Bound::Under),
    ("左右", Bound::About),
    ("上下", Bound::About),
    ("大关", Bound::Over),
];

/// Most digits of a number.
const MAX_DIGITS: usize = 15;

impl Number {
    /// The number that begins at a place.
    pub(super) fn at(letters: &[Letter], at: usize) -> Option<Self> {
        let mut number = fraction(letters, at)
            .or_else(|| digits(letters, at))
            .or_else(|| hanzi(letters, at))?;
        number.bound = bound(letters, at, number.end);
        Some(number)
    }

    /// Whether it says this of a figure.
    pub(super) fn says(&self, figure: Decimal) -> bool {
        self.says_as(self.value, figure)
            || self.also.is_some_and(|value| self.says_as(value, figure))
    }

    fn says_as(&self, value: Decimal, figure: Decimal) -> bool {
        let five = Decimal::new(5, 2);
        let gap = (figure - value).abs();
        let rounds = gap * Decimal::TWO <= self.step;
        match self.bound {
            Bound::Exact if self.step == Decimal::ONE && !self.is_share => gap.is_zero(),
            Bound::Exact => rounds,
            Bound::About => rounds || gap <= value * five,
            Bound::Over => figure >= value,
            Bound::Under => figure <= value,
            Bound::Near => figure <= value && gap <= value * five * Decimal::TWO,
            Bound::Odd => figure >= value && gap < lead(value).max(self.step),
        }
    }
}

/// The value of the last digit of a whole number that is not 0.
fn lead(value: Decimal) -> Decimal {
    let mut lead = Decimal::ONE;
    let mut rest = value;
    while rest >= Decimal::TEN && (rest % Decimal::TEN).is_zero() {
        rest /= Decimal::TEN;
        lead *= Decimal::TEN;
    }
    lead
}

/// How many letters the word has that makes the number after it a bound.
pub(super) fn bound_word(letters: &[Letter], at: usize) -> Option<usize> {
    let words = BEFORE.iter().map(|(word, _)| *word);
    let words = words.filter(|word| begins(letters, at, word));
    words.map(|word| word.chars().count()).max()
}

fn bound(letters: &[Letter], at: usize, end: usize) -> Bound {
    let before = BEFORE.iter().filter(|(word, _)| {
        let start = at.checked_sub(word.chars().count());
        start.is_some_and(|start| begins(letters, start, word))
    });
    if let Some((_, bound)) = before.max_by_key(|(word, _)| word.len()) {
        return *bound;
    }
    if letters
        .get(end)
        .is_some_and(|it| matches!(it.c, '余' | '多'))
    {
        return Bound::Odd;
    }
    // After the number or its unit.
    let after = |skip: usize| {
        AFTER
            .iter()
            .find(|(word, _)| begins(letters, end + skip, word))
    };
    (0..=2)
        .find_map(after)
        .map_or(Bound::Exact, |(_, bound)| *bound)
}

fn plain(value: Decimal, step: Decimal, end: usize) -> Number {
    Number {
        value,
        step,
        also: None,
        is_share: false,
        bound: Bound::Exact,
        is_plain: false,
        end,
    }
}

/// `1,005`, `1.2万`, `9亿6171.6万`, `15.4%`, `15.4个百分点`.
fn digits(letters: &[Letter], at: usize) -> Option<Number> {
    let (mut number, is_plain) = decimal(letters, at)?;
    let at_end = |end: usize| letters.get(end).map(|it| it.c);
    match at_end(number.end) {
        Some('%') => {
            number.is_share = true;
            number.end += 1;
        }
        Some(c @ ('万' | '亿')) => {
            let scale = scale(c);
            number.end += 1;
            number.value = number.value.checked_mul(scale)?;
            number.step = number.step.checked_mul(scale)?;
            if c == '亿' {
                if let Some((rest, _)) = decimal(letters, number.end)
                    && at_end(rest.end) == Some('万')
                {
                    let scale = Decimal::from(10_000);
                    number.value = number.value.checked_add(rest.value.checked_mul(scale)?)?;
                    number.step = rest.step.checked_mul(scale)?;
                    number.end = rest.end + 1;
                } else if at_end(number.end) == Some('万') {
                    return None;
                }
            }
        }
        Some(c @ ('千' | '百')) => {
            number.end += 1;
            number.value = number.value.checked_mul(scale(c))?;
            number.step = number.step.checked_mul(scale(c))?;
        }
        Some('成') => {
            number.end += 1;
            number.is_share = true;
            number.value = number.value.checked_mul(Decimal::TEN)?;
            number.step = Decimal::TEN;
        }
        _ => number.is_plain = is_plain,
    }
    Some(number)
}

fn scale(c: char) -> Decimal {
    Decimal::from(match c {
        '亿' => 100_000_000,
        '万' => 10_000,
        '千' => 1000,
        '百' => 100,
        _ => 10,
    })
}

/// Digits with their separators and a point; whether they are nothing but digits.
fn decimal(letters: &[Letter], at: usize) -> Option<(Number, bool)> {
    let digits_from = |from: usize| {
        let rest = letters.get(from..).unwrap_or_default();
        let mut last: Option<usize> = None;
        let run = rest.iter().take(MAX_DIGITS + 1).take_while(|it| {
            let joined = last.is_none_or(|end| end == it.start);
            last = Some(it.end);
            it.c.is_ascii_digit() && joined
        });
        from + run.count()
    };
    let text = |from: usize, to: usize| -> String {
        let run = letters.get(from..to).unwrap_or_default();
        run.iter().map(|it| it.c).collect()
    };
    let mut end = digits_from(at);
    if end == at || end - at > MAX_DIGITS {
        return None;
    }
    let mut whole = text(at, end);
    let mut also = None;
    let mut is_plain = true;
    while let Some(mark @ (',' | '，')) = letters.get(end).map(|it| it.c) {
        let next = digits_from(end + 1);
        let group = text(end + 1, next);
        if group.len() != 3 || whole.len() > 12 || (is_plain && whole.len() > 3) {
            break;
        }
        if mark == '，' && !group.starts_with('0') {
            also = group.parse().ok();
        }
        whole.push_str(&group);
        end = next;
        is_plain = false;
    }
    let mut step = Decimal::ONE;
    if letters.get(end).is_some_and(|it| it.c == '.') {
        let next = digits_from(end + 1);
        let fraction = text(end + 1, next);
        if !fraction.is_empty() && fraction.len() <= 10 {
            step = Decimal::new(1, u32::try_from(fraction.len()).unwrap_or_default());
            whole = format!("{whole}.{fraction}");
            end = next;
            is_plain = false;
        }
    }
    let mut number = plain(whole.parse().ok()?, step, end);
    number.also = also;
    Some((number, is_plain))
}

fn digit(c: char) -> Option<i64> {
    let at = "零一二三四五六七八九".chars().position(|it| it == c);
    let at = at.and_then(|at| i64::try_from(at).ok());
    at.or(match c {
        '〇' => Some(0),
        '两' => Some(2),
        _ => None,
    })
}

/// `三千五百`, `九成五`, `一万二千`.
fn hanzi(letters: &[Letter], at: usize) -> Option<Number> {
    let is_part = |c: char| digit(c).is_some() || "十百千万亿".contains(c);
    let rest = letters.get(at..)?.iter().take(24);
    let run: Vec<char> = rest.map(|it| it.c).take_while(|c| is_part(*c)).collect();
    if run.is_empty() || run.len() == 24 {
        return None;
    }
    let end = at + run.len();
    if letters.get(end).is_some_and(|it| it.c == '成') && run.len() == 1 {
        let half = letters.get(end + 1).map(|it| it.c);
        let ones = half
            .and_then(digit)
            .unwrap_or(if half == Some('半') { 5 } else { 0 });
        let tail = usize::from(ones > 0);
        let tens = digit(*run.first()?)?;
        let step = if ones > 0 { 1 } else { 10 };
        let mut share = plain((tens * 10 + ones).into(), step.into(), end + 1 + tail);
        share.is_share = true;
        return Some(share);
    }
    let (mut total, mut section, mut units): (i64, i64, i64) = (0, 0, 0);
    for c in &run {
        match c {
            '十' | '百' | '千' => {
                let scale = match c {
                    '十' => 10,
                    '百' => 100,
                    _ => 1000,
                };
                section += units.max(i64::from(units == 0)) * scale;
                units = 0;
            }
            '万' => {
                total += (section + units) * 10_000;
                (section, units) = (0, 0);
            }
            '亿' => {
                total = total
                    .checked_add(section + units)?
                    .checked_mul(100_000_000)?;
                (section, units) = (0, 0);
            }
            c => {
                let digit = digit(*c)?;
                // 二〇二四 is a row of digits.
                if units != 0 {
                    return None;
                }
                units = digit;
            }
        }
        if total > 1_000_000_000_000 {
            return None;
        }
    }
    let value = total + section + units;
    Some(plain(value.into(), Decimal::ONE, end))
}

/// `三分之一`, `百分之十五`, `百分之15.4`, `一半`.
fn fraction(letters: &[Letter], at: usize) -> Option<Number> {
    let short = |from: usize| {
        let length = letters
            .get(from..)?
            .iter()
            .take(3)
            .take_while(|it| digit(it.c).is_some() || "十百".contains(it.c));
        let length = length.count();
        (length > 0).then(|| hanzi(letters, from)).flatten()
    };
    if begins(letters, at, "一半") || begins(letters, at, "半数") {
        let mut half = plain(Decimal::from(50), Decimal::TWO, at + 2);
        half.is_share = true;
        return Some(half);
    }
    let whole = short(at)?;
    if !begins(letters, whole.end, "分之") {
        return None;
    }
    let from = whole.end + 2;
    let part = match decimal(letters, from) {
        Some((part, _)) => part,
        None => short(from)?,
    };
    let hundred = Decimal::ONE_HUNDRED;
    let value = part.value.checked_mul(hundred)?.checked_div(whole.value)?;
    let step = if whole.value == hundred {
        part.step
    } else {
        Decimal::TEN
    };
    let mut number = plain(value, step, part.end);
    number.is_share = true;
    Some(number)
}
