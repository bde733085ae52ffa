//! The bytes of a connection. A client that does not read its answer is cut off; one that is sent away gets its answer before the
//! connection ends. It knows nothing of HTTP.

use std::io::{self, IoSlice};
use std::pin::Pin;
use std::task::{Context, Poll, Waker, ready};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Instant, Sleep, sleep};

/// Bytes per second at which an answer must be read, after the time it may stall.
const MIN_RATE: u32 = 8 << 10;
/// How long a connection that ends is still read: one that is closed with unread bytes is reset, and its
/// last answer is lost.
const PARTING: Duration = Duration::from_secs(2);
/// Maximum bytes that are then read.
const MAX_UNREAD: usize = 32 << 20;

/// A connection whose writes are limited in time.
pub(super) struct Stream<S> {
    inner: S,
    write_time: Duration,
    /// When the answer must be sent, once it has stalled.
    due: Option<Pin<Box<Sleep>>>,
    /// Until when it is still read, once it was shut down, and how much of it.
    parting: Option<(Pin<Box<Sleep>>, usize)>,
    /// Whether anything came since something was last written.
    is_asking: bool,
}

impl<S: AsyncRead + AsyncWrite + Unpin> Stream<S> {
    /// An answer may stall for `write_time`.
    pub(super) fn new(inner: S, write_time: Duration) -> Self {
        Self {
            inner,
            write_time,
            due: None,
            parting: None,
            is_asking: false,
        }
    }

    /// Whether the client has sent something that is not answered yet.
    pub(super) fn is_asking(&self) -> bool {
        self.is_asking
    }

    /// Writes what can be sent at once, and no more.
    pub(super) fn last_words(mut self, bytes: &[u8]) {
        let mut context = Context::from_waker(Waker::noop());
        // The rest is dropped, as the connection ends.
        let _: Poll<io::Result<usize>> = Pin::new(&mut self.inner).poll_write(&mut context, bytes);
    }

    /// Checks how much of a write was accepted.
    fn taken(
        &mut self,
        context: &mut Context<'_>,
        offered: usize,
        written: Poll<io::Result<usize>>,
    ) -> Poll<io::Result<usize>> {
        self.is_asking = false;
        match &written {
            Poll::Ready(Ok(count)) if *count < offered => {
                let count = u32::try_from(*count).unwrap_or(u32::MAX);
                let earned = Duration::from_secs(1) * count / MIN_RATE;
                let until = match &self.due {
                    Some(due) => due.deadline() + earned,
                    None => Instant::now() + self.write_time,
                };
                self.due().as_mut().reset(until);
            }
            Poll::Ready(_) => self.due = None,
            Poll::Pending => {
                ready!(self.due().as_mut().poll(context));
                return Poll::Ready(Err(io::ErrorKind::TimedOut.into()));
            }
        }
        written
    }

    fn due(&mut self) -> &mut Pin<Box<Sleep>> {
        let time = self.write_time;
        self.due.get_or_insert_with(|| Box::pin(sleep(time)))
    }
}

impl<S: AsyncRead + AsyncWrite + Unpin> AsyncRead for Stream<S> {
    fn poll_read(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let own = self.get_mut();
        let had = buffer.filled().len();
        let read = Pin::new(&mut own.inner).poll_read(context, buffer);
        own.is_asking |= buffer.filled().len() > had;
        read
    }
}

impl<S: AsyncRead + AsyncWrite + Unpin> AsyncWrite for Stream<S> {
    fn poll_write(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let own = self.get_mut();
        let written = Pin::new(&mut own.inner).poll_write(context, bytes);
        own.taken(context, bytes.len(), written)
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let own = self.get_mut();
        let offered = slices.iter().map(|slice| slice.len()).sum();
        let written = Pin::new(&mut own.inner).poll_write_vectored(context, slices);
        own.taken(context, offered, written)
    }

    fn is_write_vectored(&self) -> bool {
        self.inner.is_write_vectored()
    }

    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().inner).poll_flush(context)
    }

    /// Ends the answer, then reads until the client has ended too.
    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let own = self.get_mut();
        if own.parting.is_none() {
            ready!(Pin::new(&mut own.inner).poll_shutdown(context))?;
        }
        let until = || (Box::pin(sleep(PARTING)), MAX_UNREAD);
        let (until, left) = own.parting.get_or_insert_with(until);
        let mut unread = [0; 4096];
        while *left > 0 && until.as_mut().poll(context).is_pending() {
            let mut buffer = ReadBuf::new(&mut unread);
            match ready!(Pin::new(&mut own.inner).poll_read(context, &mut buffer)) {
                Ok(()) if !buffer.filled().is_empty() => {
                    *left = left.saturating_sub(buffer.filled().len());
                }
                // Ended or broken off: no need to wait.
                _ => break,
            }
        }
        Poll::Ready(Ok(()))
    }
}
