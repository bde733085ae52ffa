//! Which characters of a line belong to a web or mail address, in which marks are half-width by right.
//!
//! It never judges whether an address is a good one.

/// For each character whether it is part of an address: a stretch of visible ASCII with `://`, `www.` or `@`, without
/// the marks that follow it.
pub(super) fn mask(characters: &[(usize, char)]) -> Vec<bool> {
    let mut mask = vec![false; characters.len()];
    let mut at = 0;
    while at < characters.len() {
        let rest = characters.get(at..).unwrap_or_default();
        let run: Vec<char> = rest
            .iter()
            .map(|(_, c)| *c)
            .take_while(char::is_ascii_graphic)
            .collect();
        if let Some(part) = part(&run) {
            let marked = mask.get_mut(at + part.start..at + part.end);
            marked.unwrap_or_default().fill(true);
        }
        at += run.len().max(1);
    }
    mask
}

/// The address within a stretch of ASCII.
fn part(run: &[char]) -> Option<std::ops::Range<usize>> {
    let says = |what: &str| {
        let what: Vec<char> = what.chars().collect();
        run.windows(what.len()).any(|window| window == what)
    };
    if !(says("://") || says("www.") || run.contains(&'@')) {
        return None;
    }
    let start = run.iter().position(char::is_ascii_alphanumeric)?;
    let inner = |c: &char| c.is_ascii_alphanumeric() || "/=&#%_-~+".contains(*c);
    let end = run.iter().rposition(inner)? + 1;
    // A bracket that opened before the address closes after it.
    let close = |at: &usize| !run.get(start..*at).is_some_and(|part| part.contains(&'('));
    let cut = run.iter().position(|c| *c == ')').filter(close);
    (start < end).then(|| start..cut.map_or(end, |cut| cut.min(end)).max(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let characters: Vec<(usize, char)> = text.char_indices().collect();
        let mask = mask(&characters);
        let found = characters.iter().zip(mask);
        let found: String = found.filter_map(|((_, c), is)| is.then_some(*c)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn an_address_ends_before_the_marks_around_it() {
        check("网站(http://a.gov.cn/x?y=1,2)上", "http://a.gov.cn/x?y=1,2");
        check("邮箱:dq@163.com,电话", "dq@163.com");
        check("见www.a.cn.", "www.a.cn");
        check("2024,GB/T 1.", "");
        check("http://a.cn/b(c)d，", "http://a.cn/b(c)d");
        check("@", "");
    }
}
