//! Level of the issuing body, which determines the deadline.

/// 发布机关层级.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// 政府部门.
    Department,
    /// 乡镇政府、街道办事处.
    Township,
    /// 县级政府.
    County,
    /// 地市级政府.
    City,
    /// 省级政府.
    Province,
}

impl Level {
    /// All levels.
    pub const ALL: [Self; 5] = [
        Self::Department,
        Self::Township,
        Self::County,
        Self::City,
        Self::Province,
    ];

    /// The id, as in report and form files.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Department => "department",
            Self::Township => "township",
            Self::County => "county",
            Self::City => "city",
            Self::Province => "province",
        }
    }

    /// The Chinese name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Department => "部门",
            Self::Township => "乡镇（街道）",
            Self::County => "县级",
            Self::City => "市级",
            Self::Province => "省级",
        }
    }

    /// Its shorter Chinese names, which are read as well.
    pub(super) const fn short_names(self) -> &'static [&'static str] {
        match self {
            Self::Department => &[],
            Self::Township => &["乡镇", "街道"],
            Self::County => &["县"],
            Self::City => &["市"],
            Self::Province => &["省"],
        }
    }

    /// What the page calls it, in Chinese and English.
    #[must_use]
    pub const fn shown(self) -> [&'static str; 2] {
        match self {
            Self::Department => ["部门", "department"],
            Self::Township => ["乡镇（街道）", "township or subdistrict"],
            Self::County => ["县级", "county"],
            Self::City => ["市级", "city"],
            Self::Province => ["省级", "province"],
        }
    }

    /// The level of an id or a Chinese name (`市级`, `市`).
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        Self::ALL.into_iter().find(|level| {
            text == level.id() || text == level.name() || level.short_names().contains(&text)
        })
    }
}
