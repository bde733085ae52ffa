//! A server of a test's own, on a port that is free.

use std::ffi::OsString;
use std::net::SocketAddr;
use std::thread::{JoinHandle, spawn};

use chengbao::form::Forms;
use chengbao::jobs::{Blobs, Jobs, open};
use chengbao::server::{
    Limits, Origins, Server, ServerError, Setup, Tokens, WorkerCommand, Workers,
};
use tempfile::TempDir;
use tokio::runtime::{Builder, Runtime};
use tokio::sync::oneshot;

use support::rooms::root;

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

/// The program's workers, with its fonts.
fn worker(limits: &Limits) -> WorkerCommand {
    let mut arguments: Vec<OsString> = vec!["worker".into(), "--fonts".into()];
    arguments.push(root().join("fonts").into());
    let numbers = [
        ("--pages", limits.pages.to_string()),
        ("--memory", limits.memory.to_string()),
        ("--seconds", limits.processor_seconds().to_string()),
    ];
    for (name, number) in numbers {
        arguments.extend([name.into(), number.into()]);
    }
    WorkerCommand {
        program: env!("CARGO_BIN_EXE_chengbao").into(),
        arguments,
        environment: vec![("MIMALLOC_ARENA_RESERVE".into(), "65536".into())],
    }
}

async fn setup(limits: Limits, tokens: &str, workers: Workers, folder: &TempDir) -> Setup {
    let folder = folder.path().to_str().unwrap();
    Setup {
        forms: Forms::builtin().unwrap(),
        worker: worker(&limits),
        tokens: match tokens {
            "" => Tokens::default(),
            tokens => Tokens::parse(tokens).unwrap(),
        },
        origins: Origins::default(),
        limits,
        jobs: Jobs {
            store: open(&format!("sqlite://{folder}/jobs.db")).await.unwrap(),
            blobs: Blobs::open(&format!("{folder}/blobs")).unwrap(),
        },
        workers,
    }
}

/// Why an address is refused.
pub(crate) fn refused(address: &str, tokens: &str) -> Option<ServerError> {
    let folder = tempfile::tempdir().unwrap();
    runtime().block_on(async {
        let setup = setup(Limits::default(), tokens, Workers::default(), &folder).await;
        Server::bind(address.parse().unwrap(), setup).await.err()
    })
}

impl Own {
    pub(crate) fn start() -> Self {
        Self::with(Limits::default(), "")
    }

    pub(crate) fn with(limits: Limits, tokens: &str) -> Self {
        Self::working(limits, tokens, Workers::default())
    }

    /// One that takes jobs and works on none.
    pub(crate) fn idle() -> Self {
        Self::idle_with(Limits::default(), "")
    }

    pub(crate) fn idle_with(limits: Limits, tokens: &str) -> Self {
        let workers = Workers {
            threads: 0,
            ..Workers::default()
        };
        Self::working(limits, tokens, workers)
    }

    fn working(limits: Limits, tokens: &str, workers: Workers) -> Self {
        let (end, ended) = oneshot::channel();
        let (ready, address) = std::sync::mpsc::channel();
        let tokens = tokens.to_owned();
        let thread = spawn(move || {
            let folder = tempfile::tempdir().unwrap();
            runtime().block_on(async {
                let setup = setup(limits, &tokens, workers, &folder).await;
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
