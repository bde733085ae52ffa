//! A server of a test's own, on a port that is free.

use std::net::SocketAddr;
use std::thread::{JoinHandle, spawn};

use chengbao::form::Forms;
use chengbao::server::{Limits, Server, ServerError, Setup, Tokens};
use tokio::runtime::{Builder, Runtime};
use tokio::sync::oneshot;

use crate::support::rooms::faces;

/// A server that ends with the test.
pub(crate) struct Own {
    pub(crate) address: SocketAddr,
    end: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<bool>>,
}

fn runtime() -> Runtime {
    Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap()
}

fn setup(limits: Limits, tokens: &str) -> Setup {
    Setup {
        forms: Forms::builtin().unwrap(),
        faces: faces(),
        tokens: match tokens {
            "" => Tokens::default(),
            tokens => Tokens::parse(tokens).unwrap(),
        },
        limits,
        jobs: None,
    }
}

/// Why an address is refused.
pub(crate) fn refused(address: &str, tokens: &str) -> Option<ServerError> {
    let setup = setup(Limits::default(), tokens);
    runtime().block_on(async { Server::bind(address.parse().unwrap(), setup).await.err() })
}

impl Own {
    pub(crate) fn start() -> Self {
        Self::with(Limits::default(), "")
    }

    pub(crate) fn with(limits: Limits, tokens: &str) -> Self {
        let (end, ended) = oneshot::channel();
        let (ready, address) = std::sync::mpsc::channel();
        let setup = setup(limits, tokens);
        let thread = spawn(move || {
            runtime().block_on(async {
                let any = "127.0.0.1:0".parse().unwrap();
                let server = Server::bind(any, setup).await.unwrap();
                ready.send(server.address().unwrap()).unwrap();
                server.run(async { drop(ended.await) }).await
            })
        });
        Self {
            address: address.recv().unwrap(),
            end: Some(end),
            thread: Some(thread),
        }
    }

    /// Tells it to end.
    pub(crate) fn end(&mut self) {
        drop(self.end.take());
    }

    /// Ends it; whether all requests were finished.
    pub(crate) fn ended(mut self) -> bool {
        self.end();
        self.thread.take().unwrap().join().unwrap()
    }
}
