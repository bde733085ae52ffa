//! The official look, the shipped faces and a generator of text.

use std::path::Path;
use std::sync::OnceLock;

use crate::typeset::FaceSet;
use chengbao_base::style::Typography;

/// The look of the shipped forms.
pub(in crate::typeset) fn typography() -> Typography {
    serde_yaml::from_str(include_str!(
        "../../../../../templates/gbt9704/typography.yaml"
    ))
    .unwrap()
}

/// The shipped faces.
pub(in crate::typeset) fn faces() -> &'static FaceSet {
    static FACES: OnceLock<FaceSet> = OnceLock::new();
    FACES.get_or_init(|| {
        let fonts = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fonts");
        FaceSet::find(&[fonts]).unwrap()
    })
}

/// A generator that gives the same text for the same seed.
pub(super) struct Seeded(pub(super) u64);

impl Seeded {
    /// A number below `bound` (Knuth's linear congruence, upper bits).
    pub(super) fn below(&mut self, bound: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % bound
    }

    fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len())]
    }

    /// Some hanzi.
    pub(super) fn hanzi(&mut self, count: usize) -> String {
        const COMMON: &str = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处";
        let common: Vec<char> = COMMON.chars().collect();
        (0..count)
            .map(|_| common[self.below(common.len())])
            .collect()
    }

    /// A paragraph with every mark, numbers with units, words and addresses.
    pub(super) fn paragraph(&mut self, pieces: usize) -> String {
        const STOPS: [&str; 20] = [
            "，", "。", "、", "；", "：", "？", "！", "……", "——", "·", "～", "／", "％", ",", ".",
            ";", "，", "。", "，", "。",
        ];
        const PAIRS: [(&str, &str); 12] = [
            ("（", "）"),
            ("《", "》"),
            ("“", "”"),
            ("‘", "’"),
            ("【", "】"),
            ("〈", "〉"),
            ("「", "」"),
            ("『", "』"),
            ("〔", "〕"),
            ("〖", "〗"),
            ("(", ")"),
            ("（“", "”）"),
        ];
        const UNITS: [&str; 12] = [
            "年",
            "月",
            "日",
            "件",
            "%",
            "‰",
            "℃",
            "万元",
            "亿元",
            "人次",
            "号",
            "个百分点",
        ];
        const WORDS: [&str; 5] = [
            "Internet",
            "http://www.gov.cn/zwgk/2024-01/25/content_1234567.html?id=12&page=3",
            "dqzfbxxg@163.com",
            "§",
            "№",
        ];
        let mut text = String::new();
        for _ in 0..pieces {
            let count = 1 + self.below(6);
            text += &self.hanzi(count);
            match self.below(10) {
                0..5 => text += self.one(&STOPS),
                5..7 => {
                    let (open, close) = PAIRS[self.below(PAIRS.len())];
                    let count = 1 + self.below(8);
                    let inner = self.hanzi(count);
                    let stop = self.one(&STOPS[..7]);
                    text += &format!("{open}{inner}{close}{stop}");
                }
                7..9 => {
                    let number = self.below(1_000_000);
                    let unit = self.one(&UNITS);
                    let fraction = if self.below(3) == 0 { ".25" } else { "" };
                    text += &format!("{number}{fraction}{unit}");
                }
                _ => text += self.one(&WORDS),
            }
        }
        text + "。"
    }
}
