//! Connections: accepts them, limits them in time, ends them.

use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tokio::time::{sleep, timeout};

use super::api::{router, spare_router};
use super::connection::{Entry, serve};
use super::descriptors;
use super::pool::Pool;
use super::state::{Setup, Shared, State};
use super::worker;
use super::workers::Workers;
use chengbao_base::text::{Bilingual, Text};

/// Connections beyond the limit that get an answer saying so. Further ones wait to be accepted.
const SPARE: usize = 64;
/// How long to wait after the system refused a connection: others must be closed first.
const PAUSE: Duration = Duration::from_millis(50);

/// Why the service cannot be started.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ServerError {
    /// The address cannot be listened on.
    #[error("cannot listen on {address}: {error}")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// The system's error.
        error: std::io::Error,
    },
    /// Any machine that reaches the address could use the service.
    #[error(
        "{address} can be reached from other machines; give an access token file with --tokens"
    )]
    Open {
        /// The address.
        address: SocketAddr,
    },
    /// Threads cannot be started.
    #[error("cannot start: {0}")]
    Start(#[from] std::io::Error),
}

impl Bilingual for ServerError {
    fn text(&self) -> Text {
        let zh = match self {
            Self::Listen { address, error } => format!("无法监听 {address}：{error}"),
            Self::Open { address } => {
                format!("{address} 可从其他机器访问，请用 --tokens 指定访问码文件")
            }
            Self::Start(error) => format!("无法启动：{error}"),
        };
        Text::new(zh, self.to_string())
    }
}

/// The service, listening.
pub struct Server {
    listener: TcpListener,
    state: Shared,
    workers: Workers,
    threads: Option<Pool>,
}

impl Server {
    /// Listens. Any address but loopback requires tokens.
    ///
    /// # Errors
    /// [`ServerError`].
    pub async fn bind(address: SocketAddr, mut setup: Setup) -> Result<Self, ServerError> {
        if !address.ip().is_loopback() && setup.tokens.is_empty() {
            return Err(ServerError::Open { address });
        }
        let listener = TcpListener::bind(address).await;
        let listener = listener.map_err(|error| ServerError::Listen { address, error })?;
        let wanted = setup.limits.connections;
        let connections = descriptors::connections(wanted.saturating_add(SPARE));
        let connections = connections.saturating_sub(SPARE).max(1);
        if connections < wanted {
            tracing::warn!(
                wanted,
                connections,
                "fewer connections: raise the limit of open files"
            );
        }
        setup.limits.connections = connections;
        let workers = setup.workers;
        let threads = worker::pool(&workers, &setup.limits)?;
        let state = Arc::new(State::new(setup)?);
        Ok(Self {
            listener,
            state,
            workers,
            threads,
        })
    }

    /// Where it listens.
    ///
    /// # Errors
    /// If the system does not say.
    pub fn address(&self) -> std::io::Result<SocketAddr> {
        self.listener.local_addr()
    }

    /// Serves, and works on jobs, until `end` is ready; then accepts no more and finishes what is in progress,
    /// as long as the limits allow. Unfinished items of jobs are given back. Returns whether all
    /// requests were finished.
    pub async fn run(self, end: impl Future<Output = ()>) -> bool {
        let Self {
            listener,
            state,
            workers,
            threads,
        } = self;
        let working = tokio::spawn(worker::run(Arc::clone(&state), workers, threads));
        let (app, spare_app) = (router(&state), spare_router(&state));
        let places = Arc::new(Semaphore::new(state.limits.connections));
        let spare = Arc::new(Semaphore::new(SPARE));
        let mut end = pin!(end);
        loop {
            let accepted = tokio::select! {
                accepted = listener.accept() => accepted,
                () = &mut end => break,
            };
            let stream = match accepted {
                Ok((stream, _)) => stream,
                Err(error) => {
                    tracing::warn!(error = %error.kind(), "accept");
                    sleep(PAUSE).await;
                    continue;
                }
            };
            // An answer is written at once; waiting for more data would only delay it.
            drop(stream.set_nodelay(true));
            let (place, app, entry) = match Arc::clone(&places).try_acquire_owned() {
                Ok(place) => (Ok(place), &app, Entry::Usual),
                Err(_) => {
                    let place = tokio::select! {
                        place = Arc::clone(&spare).acquire_owned() => place,
                        () = &mut end => break,
                    };
                    (place, &spare_app, Entry::Spare)
                }
            };
            let (app, state) = (app.clone(), Arc::clone(&state));
            tokio::spawn(async move {
                serve(stream, app, state, entry).await;
                drop(place);
            });
        }
        drop(listener);
        state.end();
        let ended = async {
            for (places, count) in [(places, state.limits.connections), (spare, SPARE)] {
                // All places are free once all connections have ended.
                let all = u32::try_from(count).unwrap_or(u32::MAX);
                drop(places.acquire_many(all).await);
            }
        };
        let drain_time = state.limits.drain_time;
        let (ended, worked) =
            tokio::join!(timeout(drain_time, ended), timeout(drain_time, working));
        if !matches!(worked, Ok(Ok(true))) {
            // Another node takes them up when their leases expire.
            tracing::warn!("items of jobs could not be given back");
        }
        ended.is_ok()
    }
}
