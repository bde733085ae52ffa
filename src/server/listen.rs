//! Connections: accepted, bounded in time, brought to an end.

use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;

use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;
use tokio::time::timeout;

use super::api::router;
use super::state::{Setup, Shared, State};
use crate::text::Text;

/// Why the service cannot be started.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ServerError {
    /// The address cannot be listened on.
    #[error("cannot listen on {address}: {error}")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// What the system says.
        error: std::io::Error,
    },
    /// Whoever reaches the address could use the service.
    #[error("{address} can be reached from other machines: give a file of tokens with --tokens")]
    Open {
        /// The address.
        address: SocketAddr,
    },
    /// Threads cannot be started.
    #[error("cannot start: {0}")]
    Start(#[from] std::io::Error),
}

impl ServerError {
    /// The message.
    #[must_use]
    pub fn text(&self) -> Text {
        let zh = match self {
            Self::Listen { address, error } => format!("不能监听 {address}：{error}"),
            Self::Open { address } => {
                format!("{address} 可从其他机器访问，须用 --tokens 给出令牌文件")
            }
            Self::Start(error) => format!("不能启动：{error}"),
        };
        Text::new(zh, self.to_string())
    }
}

/// The service, listening.
pub struct Server {
    listener: TcpListener,
    state: Shared,
}

impl Server {
    /// Listens. Anything but loopback asks for tokens.
    ///
    /// # Errors
    /// [`ServerError`].
    pub async fn bind(address: SocketAddr, setup: Setup) -> Result<Self, ServerError> {
        if !address.ip().is_loopback() && setup.tokens.is_empty() {
            return Err(ServerError::Open { address });
        }
        let listener = TcpListener::bind(address).await;
        let listener = listener.map_err(|error| ServerError::Listen { address, error })?;
        let state = Arc::new(State::new(setup)?);
        Ok(Self { listener, state })
    }

    /// Where it listens.
    ///
    /// # Errors
    /// Where the system does not say.
    pub fn address(&self) -> std::io::Result<SocketAddr> {
        self.listener.local_addr()
    }

    /// Serves until `end` is ready, then takes no more and finishes what is under way, for as long as the
    /// limits give it. Whether all of it was finished.
    pub async fn run(self, end: impl Future<Output = ()>) -> bool {
        let app = router(&self.state);
        let limits = self.state.limits;
        let open = GracefulShutdown::new();
        let mut end = pin!(end);
        loop {
            let accepted = tokio::select! {
                accepted = self.listener.accept() => accepted,
                () = &mut end => break,
            };
            let stream = match accepted {
                Ok((stream, _)) => stream,
                Err(error) => {
                    // Out of descriptors, most likely: others must be closed first.
                    tracing::warn!(error = %error.kind(), "accept");
                    tokio::time::sleep(std::time::Duration::from_millis(50)).await;
                    continue;
                }
            };
            // An answer is written whole; waiting for more to send with it would only delay it.
            drop(stream.set_nodelay(true));
            let service = TowerToHyperService::new(app.clone());
            let connection = http1::Builder::new()
                .timer(TokioTimer::new())
                .header_read_timeout(limits.head_time)
                .serve_connection(TokioIo::new(stream), service);
            let connection = open.watch(connection);
            tokio::spawn(async move {
                // What goes wrong on a connection is its own end of it.
                drop(connection.await);
            });
        }
        drop(self.listener);
        self.state.end();
        timeout(limits.drain_time, open.shutdown()).await.is_ok()
    }
}
