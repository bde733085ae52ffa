//! How tasks and answers are sent over a pipe: a head of JSON and blobs, each preceded by its length. Lengths
//! are bounded before anything is reserved for them.

use std::io::{self, Read, Write};
use std::sync::Arc;

use serde::Serialize;
use serde::de::DeserializeOwned;
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};

/// Maximum bytes of a frame: the documents of a report in every format are far smaller.
const MAX_FRAME: u64 = 1 << 30;

/// Maximum number of blobs.
const MAX_BLOBS: u32 = 4096;

/// What is sent.
#[derive(Debug)]
pub(in crate::server) struct Frame {
    head: Vec<u8>,
    pub(super) blobs: Vec<Arc<[u8]>>,
}

fn invalid(what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what)
}

impl Frame {
    pub(super) fn new(head: &impl Serialize, blobs: Vec<Arc<[u8]>>) -> Self {
        // Strings and numbers alone: it can always be written as JSON.
        let head = serde_json::to_vec(head).unwrap_or_default();
        Self { head, blobs }
    }

    pub(super) fn head<T: DeserializeOwned>(&self) -> io::Result<T> {
        serde_json::from_slice(&self.head).map_err(|error| invalid(&error.to_string()))
    }

    /// Number of blobs, length of the head, lengths of the blobs: little-endian, eight bytes each.
    fn lengths(&self) -> Vec<u8> {
        let lengths = std::iter::once(self.blobs.len())
            .chain(std::iter::once(self.head.len()))
            .chain(self.blobs.iter().map(|blob| blob.len()));
        lengths
            .flat_map(|length| u64::try_from(length).unwrap_or(u64::MAX).to_le_bytes())
            .collect()
    }

    /// Sends it.
    ///
    /// # Errors
    /// Those of the pipe.
    pub(super) fn write(&self, to: &mut impl Write) -> io::Result<()> {
        to.write_all(&self.lengths())?;
        to.write_all(&self.head)?;
        for blob in &self.blobs {
            to.write_all(blob)?;
        }
        to.flush()
    }

    /// Receives one; none at the end of the pipe.
    ///
    /// # Errors
    /// Those of the pipe, and lengths beyond the bounds.
    pub(super) fn read(from: &mut impl Read) -> io::Result<Option<Self>> {
        let mut first = [0; 8];
        if from.read(&mut first[..1])? == 0 {
            return Ok(None);
        }
        from.read_exact(&mut first[1..])?;
        let count = count(first)?;
        let mut lengths = vec![0; 8 * (count + 1)];
        from.read_exact(&mut lengths)?;
        let mut parts = Vec::with_capacity(count + 1);
        for length in bounded(&lengths)? {
            let mut part = vec![0; length];
            from.read_exact(&mut part)?;
            parts.push(part);
        }
        Ok(Some(Self::of(parts)))
    }

    /// [`Self::write`], without blocking a thread.
    pub(in crate::server) async fn send(
        &self,
        to: &mut (impl AsyncWrite + Unpin),
    ) -> io::Result<()> {
        to.write_all(&self.lengths()).await?;
        to.write_all(&self.head).await?;
        for blob in &self.blobs {
            to.write_all(blob).await?;
        }
        to.flush().await
    }

    /// [`Self::read`], without blocking a thread; the end of the pipe is an error.
    pub(in crate::server) async fn receive(
        from: &mut (impl AsyncRead + Unpin),
    ) -> io::Result<Self> {
        let mut first = [0; 8];
        from.read_exact(&mut first).await?;
        let count = count(first)?;
        let mut lengths = vec![0; 8 * (count + 1)];
        from.read_exact(&mut lengths).await?;
        let mut parts = Vec::with_capacity(count + 1);
        for length in bounded(&lengths)? {
            let mut part = vec![0; length];
            from.read_exact(&mut part).await?;
            parts.push(part);
        }
        Ok(Self::of(parts))
    }

    fn of(parts: Vec<Vec<u8>>) -> Self {
        let mut parts = parts.into_iter();
        Self {
            head: parts.next().unwrap_or_default(),
            blobs: parts.map(Into::into).collect(),
        }
    }
}

fn count(first: [u8; 8]) -> io::Result<usize> {
    let count = u64::from_le_bytes(first);
    u32::try_from(count)
        .ok()
        .filter(|count| *count <= MAX_BLOBS)
        .and_then(|count| usize::try_from(count).ok())
        .ok_or_else(|| invalid("too many blobs"))
}

fn bounded(lengths: &[u8]) -> io::Result<Vec<usize>> {
    let lengths: Vec<u64> = lengths
        .as_chunks::<8>()
        .0
        .iter()
        .map(|bytes| u64::from_le_bytes(*bytes))
        .collect();
    let all = lengths
        .iter()
        .try_fold(0_u64, |sum, length| sum.checked_add(*length));
    if all.is_none_or(|all| all > MAX_FRAME) {
        return Err(invalid("the frame is too long"));
    }
    lengths
        .into_iter()
        .map(|length| usize::try_from(length).map_err(|_| invalid("the frame is too long")))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame() -> Frame {
        let blobs = [&b""[..], b"one", &[7; 100_000]];
        Frame::new(&("head", 3), blobs.map(Arc::from).into())
    }

    #[tokio::test]
    async fn a_frame_arrives_as_it_was_sent_whichever_way() {
        let mut bytes = Vec::new();
        frame().write(&mut bytes).unwrap();
        let mut sent = Vec::new();
        frame().send(&mut sent).await.unwrap();
        assert_eq!(bytes, sent);
        let one = Frame::read(&mut bytes.as_slice()).unwrap().unwrap();
        let other = Frame::receive(&mut bytes.as_slice()).await.unwrap();
        for read in [one, other] {
            assert_eq!(read.head::<(String, u8)>().unwrap(), ("head".to_owned(), 3));
            assert_eq!(read.blobs, frame().blobs);
        }
        assert!(Frame::read(&mut &b""[..]).unwrap().is_none());
    }

    #[test]
    fn broken_and_boundless_frames_are_refused_before_anything_is_reserved() {
        let mut bytes = Vec::new();
        frame().write(&mut bytes).unwrap();
        for end in 1..200 {
            assert!(
                Frame::read(&mut bytes.get(..end).unwrap()).is_err(),
                "{end}"
            );
        }
        for lengths in [[u64::MAX, 0, 0], [1, u64::MAX, 1], [1, 1, MAX_FRAME]] {
            let bytes: Vec<u8> = lengths.iter().flat_map(|it| it.to_le_bytes()).collect();
            let error = Frame::read(&mut bytes.as_slice()).unwrap_err();
            assert_eq!(error.kind(), io::ErrorKind::InvalidData);
        }
    }
}
