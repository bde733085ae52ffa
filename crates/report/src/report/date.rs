//! 成文日期: `2025-01-24`, or as it is printed, `2025年1月24日`.

use jiff::civil::Date;

/// Reads a date as `YYYY-MM-DD` or `YYYY年M月D日`; `None` if it is neither or the day does not exist.
#[must_use]
pub fn parse_date(text: &str) -> Option<Date> {
    let text = text.trim();
    let (year, month, day) = if let Some((year, rest)) = text.split_once('年') {
        let (month, day) = rest.split_once('月')?;
        (year, month, day.strip_suffix('日')?)
    } else {
        let mut parts = text.split('-');
        let found = (parts.next()?, parts.next()?, parts.next()?);
        if parts.next().is_some() {
            return None;
        }
        found
    };
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    if year.len() != 4 || ![year, month, day].into_iter().all(digits) {
        return None;
    }
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

/// A date as it is printed (GB/T 9704 §7.3.5.4: Arabic digits, the year in full, no leading zeros).
#[must_use]
pub fn printed(date: Date) -> String {
    format!("{}年{}月{}日", date.year(), date.month(), date.day())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<&str>) {
        assert_eq!(parse_date(text).map(printed).as_deref(), expected, "{text}");
    }

    #[test]
    fn both_ways_of_writing_a_day_are_read_and_no_other() {
        check("2025-01-24", Some("2025年1月24日"));
        check("2025年1月24日", Some("2025年1月24日"));
        check("2025-1-4", Some("2025年1月4日"));
        check("2025-02-30", None);
        check("2025/01/24", None);
        check("25-01-24", None);
        check("2025-01-24-1", None);
        check("2025-+1-24", None);
        check("", None);
    }
}
