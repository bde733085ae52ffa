//! The work of an item of a job, as kept with the job: bytes by their digests, and what is to be
//! made of them. The request is over when a worker reads it, perhaps on another machine.
//!
//! It never contains text of a report: only names, numbers and digests.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::delivered::Delivered;
use super::routes::wanted::Wanted;
use crate::jobs::{BlobError, Blobs, Sha256Hex, Shelf};
use chengbao_base::text::Lang;
use chengbao_office::publish::{Format, Order, Standing};

/// The work of an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Work {
    /// The report file.
    report: Sha256Hex,
    /// Last year's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    previous: Option<Sha256Hex>,
    /// The sign-off.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    signoff: Option<Sha256Hex>,
    /// Pictures by their path in the report.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    files: BTreeMap<String, Sha256Hex>,
    /// The documents.
    #[serde(flatten)]
    wanted: WantedText,
    /// Language of the findings.
    language: String,
}

/// The documents that are wanted, as text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct WantedText {
    /// Kinds of documents, by the ends of their files' names.
    to: Vec<String>,
    /// The use.
    profile: String,
    /// Number of the first page.
    start_page: u32,
    /// Number of the annex.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    annex: Option<u32>,
    /// Only a final document.
    r#final: bool,
}

impl WantedText {
    /// Of wanted documents. Whether they are packed, and the page to draw, is not part of it.
    pub(super) fn of(wanted: &Wanted) -> Self {
        Self {
            to: wanted
                .formats
                .iter()
                .map(|format| format.id.to_owned())
                .collect(),
            profile: wanted.order.profile.id().to_owned(),
            start_page: wanted.order.first_page,
            annex: wanted.order.annex,
            r#final: wanted.order.standing == Standing::Final,
        }
    }

    /// The wanted documents; or the word that this version does not know.
    pub(super) fn wanted(&self) -> Result<Wanted, String> {
        let formats = self.to.iter();
        let formats = formats.map(|id| Format::of_id(id).ok_or_else(|| id.clone()));
        let standing = match self.r#final {
            true => Standing::Final,
            false => Standing::BySignoff,
        };
        let order = Order::new(&self.profile, self.start_page, self.annex, standing);
        Ok(Wanted {
            formats: formats.collect::<Result<_, _>>()?,
            picture: None,
            is_packed: false,
            order: order.map_err(|_| self.profile.clone())?,
        })
    }
}

/// Why the work of an item is not available.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(super) enum Lack {
    /// Bytes are no longer in the store.
    #[error("{0} is not in the store")]
    Missing(Sha256Hex),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] BlobError),
    /// It contains something this version does not know.
    #[error("the work of the item cannot be read: {0}")]
    Unknown(String),
}

/// The bytes items are made from, by digest: each once, however many items share them.
pub(super) type Bytes = BTreeMap<Sha256Hex, Arc<[u8]>>;

impl Work {
    /// The work of a delivered report; its bytes go to `bytes`.
    pub(super) fn of(delivered: &Delivered, wanted: &Wanted, bytes: &mut Bytes) -> Self {
        let mut named = |file: &Arc<[u8]>| {
            let digest = Sha256Hex::of(file);
            bytes.insert(digest.clone(), Arc::clone(file));
            digest
        };
        let files = delivered.files.iter();
        Self {
            report: named(&delivered.report),
            previous: delivered.previous.as_ref().map(&mut named),
            signoff: delivered.signoff.as_ref().map(&mut named),
            files: files
                .map(|(path, file)| (path.clone(), named(file)))
                .collect(),
            wanted: WantedText::of(wanted),
            language: match delivered.lang {
                Lang::Zh => "zh",
                Lang::En => "en",
            }
            .to_owned(),
        }
    }

    /// Its form in the database.
    pub(super) fn text(&self) -> String {
        // Strings and numbers alone: it can always be written as JSON.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Reads it from its form in the database.
    pub(super) fn parse(text: &str) -> Result<Self, Lack> {
        serde_json::from_str(text).map_err(|error| Lack::Unknown(error.to_string()))
    }

    /// Everything it names, from the store.
    pub(super) async fn fetch(
        &self,
        blobs: &Blobs,
        shelf: &Shelf,
    ) -> Result<(Delivered, Wanted), Lack> {
        let wanted = self.wanted()?;
        let mut files = BTreeMap::new();
        for (path, digest) in &self.files {
            files.insert(path.clone(), get(blobs, shelf, digest).await?);
        }
        let delivered = Delivered {
            report: get(blobs, shelf, &self.report).await?,
            files,
            previous: optional(blobs, shelf, self.previous.as_ref()).await?,
            signoff: optional(blobs, shelf, self.signoff.as_ref()).await?,
            lang: self.lang(),
        };
        Ok((delivered, wanted))
    }

    /// Language of its findings.
    pub(super) fn lang(&self) -> Lang {
        match self.language.as_str() {
            "en" => Lang::En,
            _ => Lang::Zh,
        }
    }

    fn wanted(&self) -> Result<Wanted, Lack> {
        self.wanted.wanted().map_err(Lack::Unknown)
    }
}

/// How many files are sent to the store at once.
const AT_ONCE: usize = 16;

/// Stores all bytes.
pub(super) async fn put(bytes: Bytes, blobs: &Blobs, shelf: &Shelf) -> Result<(), BlobError> {
    let mut under_way = tokio::task::JoinSet::new();
    for file in bytes.into_values() {
        if under_way.len() >= AT_ONCE {
            one(under_way.join_next().await)?;
        }
        let (blobs, shelf) = (blobs.clone(), shelf.clone());
        under_way.spawn(async move { blobs.put(&shelf, file.to_vec()).await });
    }
    while !under_way.is_empty() {
        one(under_way.join_next().await)?;
    }
    Ok(())
}

type Joined = Option<Result<Result<Sha256Hex, BlobError>, tokio::task::JoinError>>;

fn one(joined: Joined) -> Result<(), BlobError> {
    match joined {
        None | Some(Ok(Ok(_))) => Ok(()),
        Some(Ok(Err(error))) => Err(error),
        Some(Err(error)) => Err(BlobError::Failed(error.to_string())),
    }
}

async fn get(blobs: &Blobs, shelf: &Shelf, digest: &Sha256Hex) -> Result<Arc<[u8]>, Lack> {
    let found = blobs.get(shelf, digest).await?;
    found
        .map(Into::into)
        .ok_or_else(|| Lack::Missing(digest.clone()))
}

async fn optional(
    blobs: &Blobs,
    shelf: &Shelf,
    digest: Option<&Sha256Hex>,
) -> Result<Option<Arc<[u8]>>, Lack> {
    match digest {
        Some(digest) => get(blobs, shelf, digest).await.map(Some),
        None => Ok(None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn delivered() -> Delivered {
        Delivered {
            report: Arc::from(b"form: x".as_slice()),
            files: BTreeMap::from([("图.png".to_owned(), Arc::from(b"png".as_slice()))]),
            previous: Some(Arc::from(b"form: x".as_slice())),
            signoff: None,
            lang: Lang::En,
        }
    }

    fn wanted() -> Wanted {
        Wanted {
            formats: ["docx", "pdf"].map(|id| Format::of_id(id).unwrap()).into(),
            picture: None,
            is_packed: true,
            order: Order::new("attachment", 7, Some(2), Standing::Final).unwrap(),
        }
    }

    #[test]
    fn what_was_asked_for_is_read_again_as_it_was() {
        let mut bytes = Bytes::new();
        let work = Work::of(&delivered(), &wanted(), &mut bytes);
        assert_eq!(bytes.len(), 2, "the same bytes are kept once");
        let read = Work::parse(&work.text()).unwrap();
        assert_eq!((&read, read.lang()), (&work, Lang::En));
        let again = read.wanted().unwrap();
        assert_eq!(again.formats, wanted().formats);
        assert_eq!(again.order, wanted().order);
        assert!(!again.is_packed);
        assert!(!work.text().contains("form: x"));
    }

    #[test]
    fn work_of_a_later_version_is_unknown() {
        let mut bytes = Bytes::new();
        let text = Work::of(&delivered(), &wanted(), &mut bytes).text();
        for (known, later) in [("\"pdf\"", "\"ofd\""), ("\"attachment\"", "\"poster\"")] {
            let work = Work::parse(&text.replace(known, later)).unwrap();
            assert!(matches!(work.wanted(), Err(Lack::Unknown(_))), "{later}");
        }
        assert!(matches!(Work::parse("{}"), Err(Lack::Unknown(_))));
    }
}
