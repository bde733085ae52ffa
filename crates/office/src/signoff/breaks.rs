//! Why a sign-off is not valid, and the messages for it.

use chengbao_base::text::{Bilingual, Foreign, Text};
use chengbao_signature::cms::CmsError;

/// Why a sign-off is not valid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Break {
    /// A value was changed.
    Value(Change),
    /// A picture's file was changed.
    Picture {
        /// Its path in the report.
        path: String,
        /// What happened to it.
        change: PictureChange,
    },
    /// The report uses another form or another version of it.
    Form {
        /// Id and version signed.
        before: (String, u32),
        /// Id and version now.
        now: (String, u32),
    },
    /// The file was changed other than by signing off.
    Damaged {
        /// The first record that does not match the others, from 1; `None` if the end of the
        /// file is missing, or if something around the records was changed.
        record: Option<usize>,
    },
    /// The signature of a record is not valid.
    Signature {
        /// The record, from 1.
        record: usize,
        /// Why.
        error: CmsError,
    },
    /// A record does not meet the policy.
    Policy {
        /// The record, from 1.
        record: usize,
        /// What it lacks.
        unmet: Unmet,
    },
}

/// A value that was changed after it was signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Id path.
    pub path: String,
    /// As signed; `None` if the report did not have it.
    pub before: Option<String>,
    /// As it is now; `None` if the report no longer has it.
    pub now: Option<String>,
}

/// What happened to a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PictureChange {
    /// It did not exist when the report was signed off.
    Added,
    /// It is missing or cannot be used.
    Missing,
    /// It was replaced by another file.
    Replaced,
}

/// Which part of a policy a record does not meet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unmet {
    /// Another role comes first, by label.
    Order {
        /// Which one.
        expected: String,
    },
    /// Its label differs from the policy's.
    Label {
        /// The policy's.
        expected: String,
    },
    /// The same person has signed as another role, by label.
    SamePerson {
        /// As what.
        other: String,
    },
    /// The same key has signed for another role, by label.
    SameKey {
        /// For which.
        other: String,
    },
    /// It has no signature with a key.
    Key,
    /// The certificate of its key is not the person's.
    Holder {
        /// Whose it is.
        holder: Foreign,
    },
    /// The certificate of its key is not the one the policy names.
    Certificate {
        /// The fingerprint the policy names.
        expected: String,
    },
    /// It does not give the person's post.
    Post,
}

impl Bilingual for Break {
    fn text(&self) -> Text {
        match self {
            Self::Value(Change { path, before, now }) => {
                let shown =
                    |value: &Option<String>| value.clone().unwrap_or_else(|| "—".to_owned());
                let (before, now) = (shown(before), shown(now));
                let (before, now) = chengbao_base::text::difference(&before, &now);
                Text::new(
                    format!("{path} 有改动，{before} → {now}"),
                    format!("{path} was changed: {before} → {now}"),
                )
            }
            Self::Picture { path, change } => {
                let (zh, en) = match change {
                    PictureChange::Added => ("是新增的", "was added"),
                    PictureChange::Missing => ("找不到或无法使用", "is missing or cannot be used"),
                    PictureChange::Replaced => ("换成了另一个文件", "was replaced by another file"),
                };
                Text::new(
                    format!("图片“{path}”{zh}"),
                    format!("the picture `{path}` {en}"),
                )
            }
            Self::Form { before, now } => Text::new(
                format!(
                    "报告格式有改动，{} 第 {} 版 → {} 第 {} 版",
                    before.0, before.1, now.0, now.1
                ),
                format!(
                    "the form was changed: {} version {} → {} version {}",
                    before.0, before.1, now.0, now.1
                ),
            ),
            Self::Damaged { record: None } => Text::new(
                "审签记录文件有改动或不完整",
                "the sign-off file was changed or is incomplete",
            ),
            Self::Damaged {
                record: Some(record),
            } => Text::new(
                format!("第 {record} 条审签记录与前后不符，文件有改动或不完整"),
                format!(
                    "record {record} does not match the others; the file was changed or is incomplete"
                ),
            ),
            Self::Signature { record, error } => {
                let Text { zh, en } = error.text();
                Text::new(
                    format!("第 {record} 条审签记录的签名无效：{zh}"),
                    format!("the signature of record {record} is not valid: {en}"),
                )
            }
            Self::Policy { record, unmet } => {
                let Text { zh, en } = unmet.text();
                Text::new(
                    format!("第 {record} 条审签记录不合规定：{zh}"),
                    format!("record {record} does not meet the policy: {en}"),
                )
            }
        }
    }
}

impl Bilingual for Unmet {
    fn text(&self) -> Text {
        match self {
            Self::Order { expected } => Text::new(
                format!("这里应为“{expected}”"),
                format!("this should be {expected}"),
            ),
            Self::Label { expected } => Text::new(
                format!("这个环节的名称应为“{expected}”"),
                format!("the label of this role should be {expected}"),
            ),
            Self::SamePerson { other } => Text::new(
                format!("与“{other}”是同一人，请换人办理"),
                format!("the same person signed off as {other}; another person is required"),
            ),
            Self::SameKey { other } => Text::new(
                format!("与“{other}”用同一密钥签名，请换人办理"),
                format!("the same key signed for {other}; another person is required"),
            ),
            Self::Holder { holder } => {
                let holder = holder.shown();
                Text::new(
                    format!(
                        "密钥的证书是“{holder}”的，不是所写姓名的；请用本人的证书，或在审签规定中写明证书指纹（certificate）"
                    ),
                    format!(
                        "the certificate of the key names “{holder}”, not this person; use the person's own, or name its fingerprint in the policy (certificate)"
                    ),
                )
            }
            Self::Certificate { expected } => Text::new(
                format!("密钥的证书不是审签规定所写的那一个（指纹 {expected}）"),
                format!(
                    "the certificate of the key is not the one the policy names (SHA-256 {expected})"
                ),
            ),
            Self::Key => Text::new("这一环节要用密钥签名", "a signature with a key is required"),
            Self::Post => Text::new("这一环节要写明职务", "the post must be given"),
        }
    }
}
