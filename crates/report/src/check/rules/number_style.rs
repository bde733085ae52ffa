//! CB419: dates, years and large numbers are written as the standard has them.

use std::ops::Range;

use super::slips::{Slip, report};
use super::{Context, Example, Finding, Rule, RuleInfo, Severity, Text};
use crate::check::prose::{Prose, is_hanzi};
use crate::report::TextPart;

pub(super) struct NumberStyle;

static INFO: RuleInfo = RuleInfo {
    code: "CB419",
    name: "number-style",
    severity: Severity::Warning,
    summary: "日期写作“2024年1月5日”，年份写四位数，阿拉伯数字之后只跟“万”“亿”，概数词不重复",
    summary_en: "dates as 2024年1月5日, years in four digits, 万 and 亿 only after digits, one word for about",
    why: "“2024.1.5”会被看成编号，“24年”分不清是年份还是二十四年；“3千件”是阿拉伯数字与汉字数字混用；“约300余件”的“约”和“余”是一个意思。",
    why_en: "2024.1.5 reads as a code, 24年 as a span of time; 3千 mixes two systems of numerals; 约 and 余 both say about.",
    clause: "GB/T 15835—2011 §5.1.1、5.1.4、5.3；GB/T 9704—2012 §7.3.5.4",
    bad: Example {
        year: 2024,
        yaml: "problems: |\n  存在的主要问题：截至2024.12.31，积压约3千余件，比23年12月多。\n",
        previous: None,
    },
    good: Example {
        year: 2024,
        yaml: "problems: |\n  存在的主要问题：截至2024年12月31日，积压3000余件、3.5万条，比2023年12月多。\n",
        previous: None,
    },
};

impl Rule for NumberStyle {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        let year = context.report.year().map(|year| year.value);
        for prose in context.prose().iter().filter(|it| it.is_chinese) {
            if prose.line.part == TextPart::Value {
                continue;
            }
            let mut slips = Vec::new();
            for Range { start: at, end } in prose.runs(|c| c.is_ascii_digit()) {
                let is_code = |c: char| c.is_ascii_alphanumeric() || "./-_:".contains(c);
                let figure = Figure { prose, at, end };
                let whole = !prose.before(at).is_some_and(is_code);
                let slip = match whole {
                    true => figure.date().or_else(|| figure.short_year(year)),
                    false => None,
                };
                let slip = slip.or_else(|| figure.thousands());
                slips.extend(slip.or_else(|| figure.split()));
                slips.extend(figure.about());
            }
            report(&INFO, context, prose, slips, findings);
        }
    }
}

/// A run of digits of a line.
struct Figure<'a> {
    prose: &'a Prose<'a>,
    at: usize,
    end: usize,
}

impl Figure<'_> {
    fn text(&self) -> &str {
        self.prose.text(&(self.at..self.end))
    }

    fn digits_from(&self, at: usize) -> usize {
        self.prose.run_after(at, |c| c.is_ascii_digit())
    }

    /// 2024.1.5
    fn date(&self) -> Option<Slip> {
        let year = self.text();
        if year.len() != 4 || !(year.starts_with("19") || year.starts_with("20")) {
            return None;
        }
        let dot = self.prose.get(self.end).filter(|c| "./".contains(*c))?;
        let month = self.end + 1..self.digits_from(self.end + 1);
        let day = month.end + 1..self.digits_from(month.end + 1);
        let number = |text: &str, most: u32| -> Option<u32> {
            let number = text.parse().ok().filter(|_| text.len() <= 2)?;
            (1..=most).contains(&number).then_some(number)
        };
        let is_code = |c: char| c.is_ascii_alphanumeric() || "./-".contains(c);
        if self.prose.get(month.end) != Some(dot) || self.prose.get(day.end).is_some_and(is_code) {
            return None;
        }
        let day_end = day.end;
        let (month, day) = (
            number(self.prose.text(&month), 12)?,
            number(self.prose.text(&day), 31)?,
        );
        let right = format!("{year}年{month}月{day}日");
        // The sign of the day may be there already.
        let tail = usize::from(self.prose.get(day_end) == Some('日'));
        let piece = self.at..day_end + tail;
        let written = self.prose.text(&piece);
        let message = Text::new(
            format!("日期“{written}”应写作“{right}”。"),
            format!("the date `{written}` should be written `{right}`."),
        );
        Some(Slip::new(piece, message).suggested(right))
    }

    /// 24年12月, 23年底
    fn short_year(&self, year: Option<i32>) -> Option<Slip> {
        let stated: i32 = self
            .text()
            .parse()
            .ok()
            .filter(|_| self.text().len() == 2)?;
        if self.prose.get(self.end) != Some('年') {
            return None;
        }
        let near = year.is_some_and(|year| (2000 + stated - year).abs() <= 5);
        let spans = self
            .prose
            .before(self.at)
            .is_some_and(|c| "近第前后满达约共用过了".contains(c));
        let month = self.digits_from(self.end + 1);
        let dated =
            (1..=2).contains(&(month - self.end - 1)) && self.prose.get(month) == Some('月');
        let after = self.prose.text(&(self.end + 1..self.end + 3));
        let named =
            after.starts_with(['度', '底', '末']) || matches!(after, "同期" | "上半" | "下半");
        if !near || spans || !(dated || named) {
            return None;
        }
        let piece = self.at..self.end;
        let (written, right) = (self.text(), format!("20{}", self.text()));
        let message = Text::new(
            format!("年份“{written}年”应写全，为“{right}年”。"),
            format!("the year `{written}年` should be written in full: `{right}年`."),
        );
        Some(Slip::new(piece, message).suggested(right))
    }

    /// 3千件, 2百余人
    fn thousands(&self) -> Option<Slip> {
        let unit = self.prose.get(self.end)?;
        let zeros = match unit {
            '千' => "000",
            '百' => "00",
            _ => return None,
        };
        let after = self.prose.get(self.end + 1);
        let about = after.is_some_and(|c| "余多".contains(c));
        let counted = match about {
            true => self.prose.get(self.end + 2),
            false => after,
        };
        let counts =
            |c: char| "件条人次个项元户家篇份名".contains(c) || (unit == '千' && c == '万');
        if !counted.is_some_and(counts) {
            return None;
        }
        let is_whole = self.prose.before(self.at) != Some('.');
        let piece = self.at..self.end + 1;
        let (written, right) = (self.prose.text(&piece), format!("{}{zeros}", self.text()));
        let message = Text::new(
            format!("“{written}”混用了阿拉伯数字和汉字数字，数字之后只能跟“万”“亿”。"),
            format!("`{written}` mixes numerals; only 万 and 亿 may follow digits."),
        );
        let slip = Slip::new(piece, message);
        Some(match is_whole {
            true => slip.suggested(right),
            false => slip.help(Text::new("请写全数字。", "write the number in full.")),
        })
    }

    /// 1，005件: a full-width comma within a number.
    fn split(&self) -> Option<Slip> {
        let rest = self.end + 1..self.digits_from(self.end + 1);
        let tail = self.prose.text(&rest);
        let is_number = self.end - self.at <= 3 && tail.len() == 3 && tail.starts_with('0');
        if self.prose.get(self.end) != Some('，') || !is_number {
            return None;
        }
        let piece = self.at..rest.end;
        let (written, right) = (self.prose.text(&piece), format!("{}{tail}", self.text()));
        let message = Text::new(
            format!("“{written}”是一个数，中间不用全角逗号。"),
            format!("`{written}` is one number; it has no full-width comma."),
        );
        Some(Slip::new(piece, message).suggested(right))
    }

    /// 约300余件, 近20件左右
    fn about(&self) -> Option<Slip> {
        let start = self
            .prose
            .run_before(self.at, |c| c.is_ascii_digit() || c == '.');
        let before = self.prose.before(start)?;
        let is_in_word = |c| "相接附最就将节制合契条公特".contains(c);
        if !"约近".contains(before) || self.prose.before(start - 1).is_some_and(is_in_word) {
            return None;
        }
        let unit = self.prose.run_after(self.end, |c| "万亿".contains(c));
        let twice = self.prose.get(unit).filter(|c| "余多".contains(*c));
        let piece = match twice {
            Some(_) => unit..unit + 1,
            None => self.around(unit)?,
        };
        let word = self.prose.text(&piece);
        let excerpt = self.prose.text(&(start - 1..piece.end));
        let message = Text::new(
            format!("“{excerpt}”里“{before}”和“{word}”意思重复，留一个。"),
            format!("`{excerpt}` says about twice; keep one of `{before}` and `{word}`."),
        );
        Some(Slip::new(piece, message).suggested(""))
    }

    /// 左右 or 上下 after a number and its unit.
    fn around(&self, from: usize) -> Option<std::ops::Range<usize>> {
        let to = self.prose.run_after(from, is_hanzi).min(from + 5);
        let text = self.prose.text(&(from..to));
        let at = ["左右", "上下"]
            .into_iter()
            .filter_map(|word| text.find(word))
            .min()?;
        let skipped = text.get(..at)?.chars().count();
        (skipped > 0).then(|| from + skipped..from + skipped + 2)
    }
}

#[cfg(test)]
mod tests {
    use crate::check::rules::wording::check;

    #[test]
    fn figures_are_written_in_full() {
        for (text, right) in [
            ("截至2024.1.5，", "截至2024年1月5日，"),
            ("截至2024/12/31日，", "截至2024年12月31日，"),
            ("比23年12月多，24年底", "比2023年12月多，2024年底"),
            ("共3千件、2百余人、5千万元", "共3000件、200余人、5000万元"),
            ("公开1，005件", "公开1005件"),
            ("约300余件、近20件左右", "约300件、近20件"),
        ] {
            check("number-style", text, right);
        }
    }

    #[test]
    fn right_figures_are_let_be() {
        for text in [
            "2024年1月5日、2024-01-05、版本2024.1.5.3、v2024.1.5",
            "工作24年、近24年底、3.5万件、10亿元",
            "3千米、5千克、2百分点",
            "公开198，142，137条",
            "约300件、300余件、20件左右、条约300余件",
            "附近20多家",
        ] {
            check("number-style", text, text);
        }
    }
}
