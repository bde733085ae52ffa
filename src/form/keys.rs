//! The keys a report file has beside its sections.

/// The keys beside the sections, by id and by their Chinese names (interface §1).
pub const KEYS: [(&str, &str); 8] = [
    ("form", "格式"),
    ("year", "年度"),
    ("issuer", "发布机关"),
    ("title", "标题"),
    ("date", "成文日期"),
    ("level", "层级"),
    ("previous", "上年报告"),
    ("preface", "前言"),
];
