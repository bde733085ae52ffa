//! A day as people write it: `2025.1.24`, `2025/1/24`, `20250124`, `2025年1月24日`, `二〇二五年一月二十四日`.
//! The year comes first and has four digits; what could be another day (`1/2/2025`) is not read.

use jiff::civil::Date;

use chengbao_base::text::Text;

use super::date::parse_date;
use super::spelled::Read;

/// Reads the day a value of the head gives.
pub(super) fn day(text: &str) -> Read<Date> {
    let Some([year, month, date]) = parts(text) else {
        return Read::Unread(None);
    };
    let number = |part: &str| part.parse::<i16>().unwrap_or(i16::MAX);
    let small = |part: &str| part.parse::<i8>().unwrap_or(i8::MAX);
    match Date::new(number(&year), small(&month), small(&date)) {
        Err(_) => Read::Unread(Some(no_such_day(text, number(&year), small(&month)))),
        // Dashes are the canonical marks, with or without zeros in front.
        Ok(day) if text.contains('-') && parse_date(text) == Some(day) => Read::Value(day),
        Ok(day) => Read::Spelled(day, day.to_string()),
    }
}

/// Year, month and day in ASCII digits, if the text has three such parts.
fn parts(text: &str) -> Option<[String; 3]> {
    let written = arabic(text);
    let parts: Vec<&str> = match written.split_once('年') {
        Some((year, rest)) => {
            let (month, date) = rest.split_once('月')?;
            let date = date.strip_suffix(['日', '号'])?;
            vec![year.trim(), month.trim(), date.trim()]
        }
        None => {
            let is_bare = written.len() == 8 && written.bytes().all(|b| b.is_ascii_digit());
            match written.split_once(['-', '.', '/']) {
                Some((year, _)) => {
                    let mark = written.get(year.len()..=year.len())?;
                    written.split(mark).collect()
                }
                None if is_bare => {
                    let (year, rest) = written.split_at_checked(4)?;
                    let (month, date) = rest.split_at_checked(2)?;
                    vec![year, month, date]
                }
                None => return None,
            }
        }
    };
    let [year, month, date] = parts.as_slice() else {
        return None;
    };
    let is_number = |part: &str, most: usize| {
        (1..=most).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit())
    };
    let is_day = year.len() == 4 && is_number(year, 4) && is_number(month, 2) && is_number(date, 2);
    is_day.then(|| [year, month, date].map(|part| (*part).to_owned()))
}

/// The text with ASCII digits and marks for full-width ones and Chinese numerals: digit by digit in a
/// year (二〇二五), by tens in a month or day (二十四).
fn arabic(text: &str) -> String {
    const DIGITS: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    let digit = |c: char| match c {
        '零' | '○' => Some(0),
        _ => DIGITS.iter().position(|digit| *digit == c),
    };
    let mut out = String::new();
    let mut characters = text.chars().peekable();
    let mut is_after_digit = false;
    while let Some(c) = characters.next() {
        let next_is_digit = characters.peek().is_some_and(|next| digit(*next).is_some());
        match c {
            '十' => {
                out.push_str(if is_after_digit { "" } else { "1" });
                out.push_str(if next_is_digit { "" } else { "0" });
            }
            '\u{ff01}'..='\u{ff5e}' => {
                out.extend(char::from_u32(u32::from(c) - 0xfee0));
            }
            _ => match digit(c) {
                Some(digit) => out.push_str(&digit.to_string()),
                None => out.push(c),
            },
        }
        is_after_digit = digit(c).is_some();
    }
    out
}

/// What is wrong with a day that the calendar does not have.
fn no_such_day(text: &str, year: i16, month: i8) -> Text {
    match Date::new(year, month, 1) {
        Ok(first) => {
            let days = first.days_in_month();
            Text::new(
                format!("没有“{text}”这一天：{year}年{month}月只有 {days} 天。请核对。"),
                format!(
                    "`{text}` is not a day of the calendar: month {month} of {year} has {days} days; correct it."
                ),
            )
        }
        Err(_) => Text::new(
            format!("没有“{text}”这一天：月份应为 1 至 12。请核对。"),
            format!("`{text}` is not a day of the calendar: months are 1 to 12; correct it."),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_read_however_it_is_plainly_written() {
        for text in ["2025-01-24", "2025-1-24"] {
            assert!(
                matches!(day(text), Read::Value(day) if day.to_string() == "2025-01-24"),
                "{text}"
            );
        }
        for (text, plain) in [
            ("2025.1.24", "2025-01-24"),
            ("2025.01.24", "2025-01-24"),
            ("2025/1/24", "2025-01-24"),
            ("20250124", "2025-01-24"),
            ("2025年1月24日", "2025-01-24"),
            ("2025 年 1 月 24 日", "2025-01-24"),
            ("2025年01月24号", "2025-01-24"),
            ("２０２５年１月２４日", "2025-01-24"),
            ("２０２５－０１－２４", "2025-01-24"),
            ("二〇二五年一月二十四日", "2025-01-24"),
            ("二零二五年十月十日", "2025-10-10"),
            ("二○二五年十二月三十一日", "2025-12-31"),
            ("二〇二五年十一月二十日", "2025-11-20"),
        ] {
            match day(text) {
                Read::Spelled(day, spelled) => {
                    assert_eq!((day.to_string().as_str(), spelled.as_str()), (plain, plain));
                }
                _ => panic!("{text}"),
            }
        }
    }

    #[test]
    fn what_could_be_another_day_or_none_is_not_read() {
        for text in [
            "",
            "24.1.2025",
            "1/24/2025",
            "25.1.24",
            "2025.1",
            "2025-1.24",
            "2025-01-24-1",
            "2025年1月",
            "2025-+1-24",
            "202501",
            "202501240",
            "2025年二十四日",
            "某日",
        ] {
            assert!(matches!(day(text), Read::Unread(None)), "{text}");
        }
    }

    #[test]
    fn a_day_that_does_not_exist_has_its_own_sentence() {
        let why = |text: &str| match day(text) {
            Read::Unread(Some(why)) => why.zh,
            _ => panic!("{text}"),
        };
        assert!(why("2025-02-30").contains("2025年2月只有 28 天"));
        assert!(why("2024年2月30日").contains("2024年2月只有 29 天"));
        assert!(why("20250431").contains("4月只有 30 天"));
        assert!(why("2025.13.1").contains("月份应为 1 至 12"));
        assert!(why("2025-00-10").contains("月份应为 1 至 12"));
        assert!(why("2025-01-00").contains("这一天"));
    }
}
