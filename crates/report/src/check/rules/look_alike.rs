//! CB424: no characters that only look like the ones that are meant: radicals for hanzi, compatibility ideographs,
//! accents set on letters, bullets for the dot in foreign names.

use unicode_normalization::UnicodeNormalization as _;

use super::slips::{Slip, report};
use super::{Context, Example, Finding, Rule, RuleInfo, Severity, Text};
use crate::check::prose::{Prose, is_hanzi};

pub(super) struct LookAlike;

static INFO: RuleInfo = RuleInfo {
    code: "CB424",
    name: "look-alike",
    severity: Severity::Warning,
    summary: "不用部首、兼容汉字代替汉字，不用项目符号“•”代替间隔号“·”",
    summary_en: "no radicals or compatibility ideographs for hanzi, no bullet • for the dot ·",
    why: "从 PDF 复制的文字里，“人”“行”常变成样子相同的部首（⼈、⾏）：排出来是另一种字体，检索“人民政府”“行政许可”也查不到。",
    why_en: "Text copied from PDF files often has radicals that look like hanzi: they are set in another face, and a search for the word finds nothing.",
    clause: "GB 18030—2022；GB/T 15834—2011 §4.14.2；Unicode 标准附件 15、44",
    bad: Example {
        year: 2024,
        yaml: "problems: |\n  存在的主要问题：⼈⺠政府⽹站公开不及时。\n",
        previous: None,
    },
    good: Example {
        year: 2024,
        yaml: "problems: |\n  存在的主要问题：人民政府网站公开不及时。\n",
        previous: None,
    },
};

impl Rule for LookAlike {
    fn info(&self) -> &'static RuleInfo {
        &INFO
    }

    fn check(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        for prose in context.prose() {
            let mut slips = Vec::new();
            slips.extend(disguised(prose));
            for (at, c) in prose.words() {
                slips.extend(accent(prose, at, c));
                slips.extend(dot(prose, at, c));
            }
            report(&INFO, context, prose, slips, findings);
        }
    }
}

/// Radicals of CJK Radicals Supplement that are hanzi in disguise, and what they stand for
/// (Equivalent_Unified_Ideograph); those that are only parts of hanzi stand for none.
const SUPPLEMENT: [[char; 2]; 41] = [
    ['⺁', '厂'],
    ['⺒', '巳'],
    ['⺓', '幺'],
    ['⺝', '月'],
    ['⺟', '母'],
    ['⺠', '民'],
    ['⺩', '王'],
    ['⺬', '示'],
    ['⺮', '竹'],
    ['⻁', '虎'],
    ['⻄', '西'],
    ['⻅', '见'],
    ['⻆', '角'],
    ['⻉', '贝'],
    ['⻋', '车'],
    ['⻑', '長'],
    ['⻓', '长'],
    ['⻔', '门'],
    ['⻗', '雨'],
    ['⻘', '青'],
    ['⻙', '韦'],
    ['⻚', '页'],
    ['⻛', '风'],
    ['⻜', '飞'],
    ['⻝', '食'],
    ['⻢', '马'],
    ['⻣', '骨'],
    ['⻤', '鬼'],
    ['⻥', '鱼'],
    ['⻦', '鸟'],
    ['⻧', '卤'],
    ['⻨', '麦'],
    ['⻩', '黄'],
    ['⻪', '黾'],
    ['⻬', '齐'],
    ['⻮', '齿'],
    ['⻰', '龙'],
    ['⻳', '龟'],
    // Kangxi radicals whose simplified or new form is what the fonts of today have.
    ['⼾', '户'],
    ['⾭', '青'],
    ['⻌', '辶'],
];

/// What a disguised hanzi stands for, and whether it may not be wanted as it is.
fn meant(c: char) -> Option<(Option<char>, bool)> {
    match c {
        '\u{2e80}'..='\u{2fd5}' => {
            let listed = SUPPLEMENT.iter().find(|[from, _]| *from == c);
            let plain = listed.map(|[_, to]| *to);
            let plain = plain.or_else(|| Some(c).filter(|c| *c >= '\u{2f00}')?.nfkc().next());
            Some((plain, true))
        }
        // Twelve in the block are hanzi like any other.
        '\u{fa0e}'
        | '\u{fa0f}'
        | '\u{fa11}'
        | '\u{fa13}'
        | '\u{fa14}'
        | '\u{fa1f}'
        | '\u{fa21}'
        | '\u{fa23}'
        | '\u{fa24}'
        | '\u{fa27}'..='\u{fa29}' => None,
        '\u{f900}'..='\u{faff}' | '\u{2f800}'..='\u{2fa1f}' => Some((c.nfc().next(), false)),
        _ => None,
    }
}

/// The disguised hanzi of a line: one finding, as a text from a PDF file is full of them.
fn disguised(prose: &Prose<'_>) -> Option<Slip> {
    let found: Vec<(usize, char)> = prose.words().filter(|(_, c)| meant(*c).is_some()).collect();
    let (first, last) = (found.first()?.0, found.last()?.0);
    let piece = first..last + 1;
    let is_safe = found
        .iter()
        .all(|(_, c)| matches!(meant(*c), Some((Some(_), true))));
    let plain = |c: char| meant(c).and_then(|(plain, _)| plain).unwrap_or(c);
    let shown = found.iter().take(MAX_SHOWN);
    let shown: Vec<String> = shown
        .map(|(_, c)| format!("{c}（U+{:04X}）→{}", u32::from(*c), plain(*c)))
        .collect();
    let (count, shown) = (found.len(), shown.join("、"));
    let message = Text::new(
        format!("有 {count} 个样子像汉字的部首或者兼容字：{shown}。"),
        format!("{count} radicals or compatibility ideographs that look like hanzi: {shown}."),
    );
    let slip = Slip::new(piece.clone(), message);
    Some(match is_safe {
        true => slip.safe(prose.text(&piece).chars().map(plain).collect::<String>()),
        // The shape of a compatibility ideograph may be what a name is written with.
        false => slip.help(Text::new(
            "请换成通用的字；人名、地名用字确需保留的，可以保留。",
            "use the ordinary character, unless a name is written with this one.",
        )),
    })
}

/// Most characters named in a message.
const MAX_SHOWN: usize = 5;

/// An accent that was set on a letter, for the letter with its accent.
fn accent(prose: &Prose<'_>, at: usize, c: char) -> Option<Slip> {
    if !matches!(c, '\u{300}'..='\u{36f}') {
        return None;
    }
    let base = prose.before(at)?;
    let mut both = [base, c].into_iter().nfc();
    let whole = both.next().filter(|_| both.next().is_none());
    let piece = at - 1..at + 1;
    let written = prose.text(&piece);
    let message = Text::new(
        format!(
            "“{written}”由字符和另加的符号（U+{:04X}）拼成。",
            u32::from(c)
        ),
        format!(
            "`{written}` is put together from a letter and U+{:04X}.",
            u32::from(c)
        ),
    );
    let slip = Slip::new(piece, message);
    Some(match whole {
        Some(whole) => slip.safe(whole.to_string()),
        None => slip.help(Text::new("请删去另加的符号。", "delete the accent.")),
    })
}

/// A bullet between hanzi.
fn dot(prose: &Prose<'_>, at: usize, c: char) -> Option<Slip> {
    let is_dot = matches!(c, '•' | '‧' | '∙' | '⋅' | '・' | '･' | '●');
    let around = [prose.before(at), prose.after(at)];
    if !is_dot || !around.into_iter().all(|c| c.is_some_and(is_hanzi)) {
        return None;
    }
    let piece = at..at + 1;
    let excerpt = prose.excerpt(&piece);
    let message = Text::new(
        format!("“{excerpt}”里的“{c}”应为间隔号“·”。"),
        format!("`{c}` in `{excerpt}` should be the dot `·`."),
    );
    Some(Slip::new(piece, message).safe("·"))
}

#[cfg(test)]
mod tests {
    use crate::check::rules::wording::{check, check_found, check_safe};

    #[test]
    fn disguises_are_taken_off() {
        for (text, right) in [
            (
                "⼈⺠政府⽂件、⾏政许可、⽹站、⻓效机制",
                "人民政府文件、行政许可、网站、长效机制",
            ),
            ("⼾口", "户口"),
            ("阿布都•热合曼", "阿布都·热合曼"),
            ("cafe\u{301}", "café"),
        ] {
            check("look-alike", text, right);
            check_safe("look-alike", text, right);
        }
        check_found("look-alike", "\u{f967}公开", &["\u{f967}"]);
        check_safe("look-alike", "\u{f967}公开", "\u{f967}公开");
    }

    #[test]
    fn what_is_meant_is_let_be() {
        for text in [
            "人民政府，阿布都·热合曼",
            "• 主动公开",
            "\u{fa0e}\u{fa29}，é",
        ] {
            check("look-alike", text, text);
        }
    }
}
