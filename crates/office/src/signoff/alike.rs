//! Names that look like others but are written with other characters. It only warns: which of two names is right, people
//! know.

use unicode_normalization::UnicodeNormalization as _;
use unicode_security::skeleton;

use super::person;
use chengbao_base::text::{Text, shown};

/// Traditional characters of family and given names, each followed by the simplified one.
const TRADITIONAL: &str = "張张陳陈劉刘楊杨黃黄趙赵吳吴孫孙馬马鄭郑謝谢許许鄧邓馮冯蕭萧葉叶蔣蒋蘇苏呂吕盧卢\
    賈贾閻阎譚谭陸陆羅罗韓韩韋韦鄒邹龍龙萬万錢钱嚴严賴赖龔龚喬乔賀贺顧顾湯汤溫温倫伦\
    國国華华東东偉伟強强軍军麗丽紅红蘭兰鳳凤學学衛卫門门關关寶宝貴贵義义節节禮礼樂乐榮荣慶庆齊齐\
    婁娄傑杰瑩莹靈灵勝胜輝辉澤泽濤涛鵬鹏飛飞雲云陽阳陰阴龜龟鐵铁銀银鋒锋鈞钧銳锐鋼钢錦锦";

/// Text as NFKC writes it, without spaces at its ends: what two ways of typing the same have in common.
pub(crate) fn nfkc(text: &str) -> String {
    text.trim().nfkc().collect()
}

/// What is suspicious about names: characters that look like others, and pairs that differ only in such.
pub(crate) fn suspicious(names: &[&str]) -> Vec<Text> {
    let mut told: Vec<Text> = names.iter().filter_map(|name| odd(name)).collect();
    for (at, one) in names.iter().enumerate() {
        for other in names.iter().skip(at + 1) {
            if !person::same(one, other) && folded(one) == folded(other) {
                let (one, other) = (shown(one), shown(other));
                told.push(Text::new(
                    format!("“{one}”与“{other}”写法相近，可能是同一人"),
                    format!("“{one}” and “{other}” look alike and may be the same person"),
                ));
            }
        }
    }
    let mut known: Vec<Text> = Vec::new();
    for text in told {
        if !known.contains(&text) {
            known.push(text);
        }
    }
    known
}

/// A name with a character that stands for another, or with letters of several alphabets that share shapes.
fn odd(name: &str) -> Option<Text> {
    let shown_name = shown(name);
    if let Some(c) = name.chars().find(|c| is_stand_in(*c)) {
        let usual: String = std::iter::once(c).nfkc().collect();
        let code = u32::from(c);
        return Some(Text::new(
            format!("姓名“{shown_name}”中有形似“{usual}”的另一个字（U+{code:04X}），请核对"),
            format!(
                "the name “{shown_name}” has a character that only looks like “{usual}” (U+{code:04X}); check it"
            ),
        ));
    }
    let alphabets = [is_latin, is_greek, is_cyrillic];
    let used = alphabets.iter().filter(|is| name.chars().any(is));
    (used.count() > 1).then(|| {
        Text::new(
            format!("姓名“{shown_name}”混用了不同文字中形似的字母，请核对"),
            format!("the name “{shown_name}” mixes letters of alphabets that look alike; check it"),
        )
    })
}

/// Radicals and compatibility ideographs, which look like the unified ones.
const fn is_stand_in(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{2fdf}' | '\u{f900}'..='\u{faff}' | '\u{2f800}'..='\u{2fa1f}')
}

fn is_latin(c: char) -> bool {
    matches!(c, '\u{41}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' | '\u{ff21}'..='\u{ff5a}')
        && c.is_alphabetic()
}

const fn is_greek(c: char) -> bool {
    matches!(c, '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}')
}

const fn is_cyrillic(c: char) -> bool {
    matches!(c, '\u{400}'..='\u{52f}' | '\u{1c80}'..='\u{1c8f}' | '\u{2de0}'..='\u{2dff}' | '\u{a640}'..='\u{a69f}')
}

/// A name as it looks: of characters that look alike one each (UTS #39 §4), simplified, without case.
fn folded(name: &str) -> String {
    let usual = nfkc(name).to_lowercase();
    let seen = skeleton(&usual).map(simplified);
    seen.filter(|c| !c.is_whitespace()).collect()
}

fn simplified(c: char) -> char {
    let mut pairs = TRADITIONAL.chars();
    while let (Some(traditional), Some(simple)) = (pairs.next(), pairs.next()) {
        if c == traditional {
            return simple;
        }
    }
    c
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_with_characters_of_other_names_is_noticed() {
        for name in [
            // A radical for 金, a compatibility ideograph for 李.
            "\u{2fa6}三",
            "\u{f9e1}四",
            // Latin with a Cyrillic а, with a Greek ο.
            "Li S\u{430}n",
            "J\u{3bf}n",
        ] {
            assert_eq!(suspicious(&[name]).len(), 1, "{name}");
        }
        for name in ["张三", "阿不都·热合曼", "Li San", "Ли", "王A", "欧阳　五"] {
            assert_eq!(suspicious(&[name]), [], "{name}");
        }
    }

    #[test]
    fn two_names_that_look_alike_are_noticed() {
        for (one, other) in [
            ("张三", "張三"),
            ("陈国华", "陳國華"),
            ("copa", "\u{441}\u{43e}\u{440}\u{430}"),
        ] {
            let told = suspicious(&[one, "王五", other]);
            assert_eq!(told.len(), 1, "{told:?}");
            assert!(told[0].zh.contains("写法相近"), "{told:?}");
        }
        // The same person, by policy or not, is another rule's.
        assert_eq!(suspicious(&["张三", "张 三", "李四"]), []);
    }

    #[test]
    fn every_pair_of_the_table_is_a_pair() {
        let all: Vec<char> = TRADITIONAL.chars().collect();
        for pair in all.chunks(2) {
            assert!(pair.len() == 2 && pair[0] != pair[1], "{pair:?}");
        }
        assert_eq!(
            (simplified('錦'), simplified('張'), simplified('一')),
            ('锦', '张', '一')
        );
    }
}
