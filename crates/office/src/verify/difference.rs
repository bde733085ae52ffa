//! The differences between a document and its data, in words.

use serde_json::{Value, json};

use chengbao_base::text::Text;

/// How many differences are listed; the rest is counted.
pub(super) const TOLD: usize = 5;

/// One difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Difference {
    /// Its page, from 1; `None` where the file has none.
    pub(super) page: Option<usize>,
    /// The text in the file.
    pub(super) file: Option<String>,
    /// The text according to the data.
    pub(super) data: Option<String>,
    /// What is different, if it is not text.
    pub(super) what: What,
    /// The name of the place, if the form names it.
    pub(super) name: Option<String>,
}

/// Kinds of differences.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum What {
    /// Different text.
    Words,
    /// The same text in different glyph shapes.
    Shapes,
    /// The same in another position.
    Place,
    /// The same in other colours or strokes.
    Look,
    /// A line, picture, annotation or other thing, by its name.
    Thing(Text),
    /// The edges of the page.
    Edges,
    /// Content that belongs to other elements.
    Marks,
    /// The number of pages.
    Pages,
    /// Something outside the pages.
    Beside(Text),
}

impl Difference {
    /// A difference of that kind.
    pub(super) fn new(what: What, page: Option<usize>) -> Self {
        Self {
            page,
            file: None,
            data: None,
            what,
            name: None,
        }
    }

    /// The difference in words.
    pub(super) fn text(&self) -> Text {
        let page = match self.page {
            Some(page) => Text::new(format!("第 {page} 页"), format!("page {page}: ")),
            None => Text::new("", ""),
        };
        let name = match &self.name {
            Some(name) => Text::new(format!("“{name}”"), format!("“{name}” ")),
            None => Text::new("", ""),
        };
        let (file, data) = (self.file.as_deref(), self.data.as_deref());
        let shown = short(file.or(data).unwrap_or_default());
        let what = match (&self.what, file, data) {
            (What::Words, Some(file), Some(data)) => {
                let (file, data) = around(file, data);
                Text::new(
                    format!("文件写“{file}”，数据是“{data}”"),
                    format!("the file says “{file}”, the data “{data}”"),
                )
            }
            (What::Words, _, None) => Text::new(
                format!("文件多出“{shown}”"),
                format!("the file has “{shown}” where the data have nothing"),
            ),
            (What::Words, None, Some(_)) => Text::new(
                format!("文件缺少“{shown}”"),
                format!("the file lacks “{shown}”"),
            ),
            (What::Shapes, ..) => Text::new(
                format!("“{shown}”的字形与本机字体不同"),
                format!("“{shown}” is drawn differently from the fonts on this machine"),
            ),
            (What::Place, ..) => Text::new(
                format!("“{shown}”的位置不同"),
                format!("“{shown}” is in a different position"),
            ),
            (What::Look, ..) => Text::new(
                format!("“{shown}”的颜色或粗细不同"),
                format!("“{shown}” has a different colour or line width"),
            ),
            (What::Thing(thing), Some(_), None) => Text::new(
                format!("文件多出{}", thing.zh),
                format!("the file has an extra {}", thing.en),
            ),
            (What::Thing(thing), None, Some(_)) => Text::new(
                format!("文件缺少{}", thing.zh),
                format!("the file lacks {}", thing.en),
            ),
            (What::Thing(thing), ..) => Text::new(
                format!("{}不同", thing.zh),
                format!("{} is different", thing.en),
            ),
            (What::Marks, ..) => Text::new(
                "内容的结构标签不同",
                "the content belongs to different tags",
            ),
            (What::Edges, ..) => Text::new("页面大小不同", "the page size is different"),
            (What::Pages, ..) => Text::new(
                format!(
                    "文件有 {} 页，按数据是 {} 页",
                    file.unwrap_or_default(),
                    data.unwrap_or_default()
                ),
                format!(
                    "the file has {} pages, but {} according to the data",
                    file.unwrap_or_default(),
                    data.unwrap_or_default()
                ),
            ),
            (What::Beside(thing), ..) => thing.clone(),
        };
        Text::new(
            format!("{}{}{}", page.zh, name.zh, what.zh),
            format!("{}{}{}", page.en, name.en, what.en),
        )
    }

    /// The difference for programs.
    pub(super) fn json(&self) -> Value {
        json!({
            "page": self.page,
            "name": self.name,
            "file": self.file,
            "data": self.data,
            "text": self.text().zh,
        })
    }
}

/// Differences as one sentence.
pub(super) fn sentence(differences: &[Difference]) -> Text {
    let told: Vec<Text> = differences
        .iter()
        .take(TOLD)
        .map(Difference::text)
        .collect();
    let join = |get: fn(&Text) -> &str, comma: &str| {
        let told: Vec<&str> = told.iter().map(get).collect();
        told.join(comma)
    };
    let rest = differences.len().saturating_sub(TOLD);
    let (mut zh, mut en) = (
        join(|text| text.zh.as_str(), "；"),
        join(|text| text.en.as_str(), "; "),
    );
    if rest > 0 {
        zh.push_str(&format!("；另有 {rest} 处不同"));
        en.push_str(&format!("; and {rest} more"));
    }
    zh.push('。');
    Text::new(zh, en)
}

/// How many characters of a text are shown.
const SHOWN: usize = 24;

fn short(text: &str) -> String {
    let mut shown: String = text.chars().take(SHOWN).collect();
    if text.chars().count() > SHOWN {
        shown.push('…');
    }
    shown
}

/// Two texts, starting shortly before their first difference.
fn around(one: &str, other: &str) -> (String, String) {
    const BEFORE: usize = 8;
    let same = one
        .chars()
        .zip(other.chars())
        .take_while(|(one, other)| one == other)
        .count();
    let longer = one.chars().count().max(other.chars().count());
    let skipped = if longer <= SHOWN {
        0
    } else {
        same.saturating_sub(BEFORE)
    };
    let cut = |text: &str| {
        let rest: String = text.chars().skip(skipped).collect();
        let mark = if skipped > 0 { "…" } else { "" };
        format!("{mark}{}", short(&rest))
    };
    (cut(one), cut(other))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_says_what_stands_there_and_what_the_data_say() {
        let difference = Difference {
            file: Some("3120".to_owned()),
            data: Some("3119".to_owned()),
            name: Some("总计".to_owned()),
            ..Difference::new(What::Words, Some(3))
        };
        let said = difference.text();
        assert_eq!(said.zh, "第 3 页“总计”文件写“3120”，数据是“3119”");
        assert_eq!(
            said.en,
            "page 3: “总计” the file says “3120”, the data “3119”"
        );
    }

    #[test]
    fn of_long_texts_the_first_difference_is_shown() {
        let one = format!("{}甲{}", "同".repeat(40), "同".repeat(40));
        let other = format!("{}乙{}", "同".repeat(40), "同".repeat(40));
        let (one, other) = around(&one, &other);
        assert!(one.starts_with("…同") && one.contains('甲'), "{one}");
        assert!(
            other.contains('乙') && other.chars().count() < 30,
            "{other}"
        );
    }
}
