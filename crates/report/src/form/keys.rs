//! The keys of a report file apart from its sections.

/// The keys apart from the sections, by id and by their Chinese names (interface §1).
pub const KEYS: [(&str, &str); 9] = [
    ("form", "格式"),
    ("year", "年度"),
    ("issuer", "发布机关"),
    ("title", "标题"),
    ("date", "成文日期"),
    ("level", "层级"),
    ("previous", "上年报告"),
    ("preface", "前言"),
    ("circular", "公函"),
];

/// The keys of `circular`, by id and by what GB/T 9704 §7 calls these parts of a document.
pub const CIRCULAR_KEYS: [(&str, &str); 8] = [
    ("mark", "发文机关标志"),
    ("number", "发文字号"),
    ("title", "标题"),
    ("to", "主送机关"),
    ("text", "正文"),
    ("issuer", "署名"),
    ("date", "成文日期"),
    ("annexes", "附件"),
];
