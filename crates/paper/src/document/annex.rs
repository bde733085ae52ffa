//! 附件说明 of a letter as written (GB/T 9704 §7.3.4): `附件：` before the first name, and a
//! number before each if there are several.

/// The beginning of the list.
const OPENING: &str = "附件：";

/// One annex of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnnexEntry<'a> {
    /// `附件：` before the first, empty before the others.
    pub opening: &'static str,
    /// `1.`, empty where there is one annex.
    pub number: String,
    /// The annex's name.
    pub name: &'a str,
}

/// The entries of a list, in order.
#[must_use]
pub fn annex_entries(names: &[String]) -> Vec<AnnexEntry<'_>> {
    let entry = |(index, name)| AnnexEntry {
        opening: if index == 0 { OPENING } else { "" },
        number: match names.len() {
            1 => String::new(),
            _ => format!("{}.", index + 1),
        },
        name,
    };
    let names = names.iter().map(String::as_str);
    names.enumerate().map(entry).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_annexes_are_numbered_and_one_is_not() {
        let written = |names: &[&str]| -> Vec<String> {
            let names: Vec<String> = names.iter().map(|&name| name.to_owned()).collect();
            let entries = annex_entries(&names);
            let lines = entries.iter();
            lines
                .map(|it| format!("{}{}{}", it.opening, it.number, it.name))
                .collect()
        };
        assert_eq!(written(&["甲"]), ["附件：甲"]);
        assert_eq!(written(&["甲", "乙"]), ["附件：1.甲", "2.乙"]);
        assert!(written(&[]).is_empty());
    }
}
