//! Which lines of a text are headings (层次序数, GB/T 9704 §7.3.3): `一、`, `（一）`, `1.`, `（1）`.

use chengbao_report::form::heading_ordinal;

/// The kind of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Split<'a> {
    /// Text.
    Text,
    /// A heading on its own line.
    Heading {
        /// 1 to 4.
        level: u8,
    },
    /// A heading up to its first `。`, then text.
    RunIn {
        /// 1 to 4.
        level: u8,
        /// With its `。`.
        head: &'a str,
        /// What follows.
        text: &'a str,
    },
}

/// Longest heading: two lines of the body grid. A longer line without `。` is text that counts.
const MAX_HEADING: usize = 56;

/// The kind of a line.
pub(crate) fn split(line: &str) -> Split<'_> {
    let Some((level, _)) = heading_ordinal(line) else {
        return Split::Text;
    };
    let head = match line.find('。') {
        Some(at) => line.split_at(at + '。'.len_utf8()),
        None => (line, ""),
    };
    match head {
        (head, _) if head.chars().count() > MAX_HEADING => Split::Text,
        (_, "") => Split::Heading { level },
        (head, text) => Split::RunIn { level, head, text },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_four_ranks_are_headings_and_their_lookalikes_are_not() {
        let heading = |line, level| assert_eq!(split(line), Split::Heading { level }, "{line}");
        heading("一、总体情况", 1);
        heading("（一）存在的主要问题", 2);
        heading("(二)改进措施。", 2);
        heading("1.加强培训", 3);
        heading("（1）分级培训", 4);
        for text in [
            "一是公开信息的质量",
            "1.5万件办结",
            "2019年，东区",
            "（文字描述）",
            "一、",
            "1、培训",
        ] {
            assert_eq!(split(text), Split::Text, "{text}");
        }
    }

    #[test]
    fn a_heading_that_runs_on_ends_at_its_first_full_stop() {
        assert_eq!(
            split("（一）主动公开。全年发布信息。其中"),
            Split::RunIn {
                level: 2,
                head: "（一）主动公开。",
                text: "全年发布信息。其中"
            }
        );
    }

    #[test]
    fn a_long_line_without_a_full_stop_is_text() {
        let line = format!("1.{}", "长".repeat(MAX_HEADING));
        assert_eq!(split(&line), Split::Text);
    }
}
