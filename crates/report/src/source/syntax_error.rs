//! The distinguishable mistakes of YAML syntax, and the message for each.

use chengbao_base::text::Text;

/// Distinguishable faults of YAML syntax.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SyntaxError {
    /// `：` where `: ` ends a key.
    FullWidthColon,
    /// `key:value` without a space.
    NoBlankAfterColon,
    /// `key: some: thing`.
    SecondColon,
    /// A line that is neither a key with a value nor part of a text.
    NotAKey,
    /// A line of a text that is not indented.
    TextNotIndented,
    /// An indentation that does not match any line before.
    Indentation,
    /// `- item` mixed with `key: value`.
    MixedList,
    /// A bracket that is not closed.
    BracketNotClosed,
    /// A bracket that was not opened.
    BracketNotOpened,
    /// No comma between two items in brackets.
    NoComma,
    /// `，` between items in brackets.
    FullWidthComma,
    /// No item between two commas.
    NoItem,
    /// `-` alone where a value should be.
    BareDash,
    /// A quotation mark that is not closed.
    QuoteNotClosed,
    /// Text after a closing quotation mark.
    AfterQuote,
    /// Text after a closing bracket or an alias.
    AfterValue,
    /// A `\` in double quotes that escapes nothing.
    Escape,
    /// Half of a character, as JSON escapes those beyond U+FFFF, without the other half.
    HalfCharacter,
    /// A value that begins with a character that YAML reserves.
    ReservedCharacter,
    /// Text on the line of `|` or `>`.
    AfterBlockMark,
    /// A comment within an unquoted value that continues.
    CommentInside,
    /// A `%` directive.
    Directive,
    /// Another fault.
    Other,
}

impl SyntaxError {
    /// What is wrong and what to do; `detail` is the parser's message.
    pub(super) fn message(self, detail: &str) -> Text {
        let (zh, en) = match self {
            Self::FullWidthColon => (
                "项目名后面用了中文冒号“：”。请改成英文冒号加一个空格“: ”。",
                "The key ends with a full-width colon. Write an ASCII colon and a space, `: `.",
            ),
            Self::NoBlankAfterColon => (
                "冒号后面缺一个空格。请写成“项目名: 内容”。",
                "The space after the colon is missing. Write `key: value`.",
            ),
            Self::SecondColon => (
                "同一行里有两个“: ”，分不清哪个是项目名。请给冒号后面的整个内容加上单引号。",
                "There are two `: ` on this line. Put single quotes around the whole value.",
            ),
            Self::NotAKey => (
                "这一行不是“项目名: 内容”的写法。请补上冒号和空格；如果它是上一行内容的续行，请比上一行多缩进两格。",
                "This line is not of the form `key: value`. Add the colon and a space; if it continues the previous line, indent it by two more spaces.",
            ),
            Self::TextNotIndented => (
                "这一行不是“项目名: 内容”的写法。如果它是上面正文的一段，请与上面各段对齐缩进。",
                "This line is not of the form `key: value`. If it is a paragraph of the text above, indent it like the others.",
            ),
            Self::Indentation => (
                "这一行的缩进与前面各行不一致。同一级的行要左对齐，下一级多缩进两格。",
                "The indentation of this line does not match the lines above. Align the lines of one level, and indent the next level by two spaces.",
            ),
            Self::MixedList => (
                "列表项（- ）与“项目名: 内容”混在一处。列表项要另起一行，同一级的各行写法要一致。",
                "A list item (`- `) is mixed with `key: value`. Put each item on its own line, and write all lines of one level in the same way.",
            ),
            Self::BracketNotClosed => (
                "这个括号没有配对的右括号，或者括号里漏了逗号。请补上。",
                "This bracket is not closed, or a comma is missing inside it. Add it.",
            ),
            Self::BracketNotOpened => (
                "多了一个右括号。请删去，或者补上与它配对的左括号。",
                "There is one closing bracket too many. Delete it, or add the opening bracket.",
            ),
            Self::NoComma => (
                "括号里这个位置之前缺逗号。各项之间请用英文逗号“,”隔开。",
                "A comma is missing before this. Separate the items in brackets with `,`.",
            ),
            Self::FullWidthComma => (
                "括号里用了中文逗号“，”。请改成英文逗号“,”。",
                "There is a full-width comma inside the brackets. Write an ASCII comma.",
            ),
            Self::NoItem => (
                "这个逗号前面缺内容。没有数据的格请写 null，或者删去多余的逗号。",
                "There is nothing before this comma. Write `null` for a blank cell, or delete the comma.",
            ),
            Self::BareDash => (
                "单独一个“-”在 YAML 里是列表的标记，不是内容。没有的填 0，不适用的填 /；还不知道的，空着不填。",
                "A `-` alone is YAML's mark of a list item, not a value. Write 0 for none and / for not applicable; leave out what is not known yet.",
            ),
            Self::QuoteNotClosed => (
                "这个引号没有配对的结束引号。请在内容末尾补上同样的英文引号。",
                "This quotation mark has no closing mark. Add the same mark at the end of the text.",
            ),
            Self::AfterQuote => (
                "结束引号后面还有文字。请把引号移到内容的最后；内容里本来有引号的，请用中文引号“”。",
                "There is text after the closing quotation mark. Move the mark to the end of the text.",
            ),
            Self::AfterValue => (
                "这里的内容已经结束，后面还有文字。请删去，或者给整个内容加上单引号。",
                "The value has already ended here, but more text follows. Delete that text, or put single quotes around the whole value.",
            ),
            Self::Escape => (
                "双引号里的反斜杠“\\”另有含义，这里的写法无法识别。要写反斜杠本身，请连写两个；不是 JSON 文件的，也可以把双引号改成单引号。",
                "A backslash has a special meaning inside double quotes, and this one is not valid. Write two for a backslash itself; unless the file is JSON, single quotes also help.",
            ),
            Self::HalfCharacter => (
                "这个“\\u”只写出了一个字的一半（生僻字用两个“\\u”表示），另一半不在旁边，原来的字已经不全。请对照原稿，直接写出这个字。",
                "This `\\u` escape is half of a character (rare ones are written as two escapes), and the other half is not next to it. Write the character itself, as in your draft.",
            ),
            Self::ReservedCharacter => (
                "内容不能以这个符号开头，它在 YAML 里另有含义。请给整个内容加上单引号。",
                "A value cannot begin with this character, which YAML reserves. Put single quotes around the value.",
            ),
            Self::AfterBlockMark => (
                "“|”或“>”后面不能接文字。请另起一行写正文，各行比项目名多缩进两格。",
                "Text cannot follow `|` or `>` on the same line. Start it on the next line, indented by two spaces.",
            ),
            Self::CommentInside => (
                "“#”后面是注释，注释后面又接着写内容，分不清哪些是内容。请删去注释，或者把注释移到这一项之前。",
                "A comment (`#`) interrupts a value that continues below. Delete it, or move it before the entry.",
            ),
            Self::Directive => (
                "以“%”开头的行是 YAML 的指令，数据文件里不用。请删去。",
                "A line that begins with `%` is a YAML directive, which report files do not use. Delete it.",
            ),
            Self::Other => {
                return Text::new(
                    "这里不合 YAML 的写法。请检查这一行和上一行的冒号、引号、括号和缩进。",
                    format!(
                        "This is not valid YAML. Check the colons, quotes, brackets and indentation of this line and the one before. (Parser message: {detail})"
                    ),
                );
            }
        };
        Text::new(zh, en)
    }
}
