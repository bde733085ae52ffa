//! `serve`: runs the service until it is stopped.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::thread::available_parallelism;
use std::time::Duration;

use clap::Args;

use super::console::Console;
use super::data;
use super::exit::{Exit, Failure};
use super::policy::PolicyArgs;
use super::shell::Shell;
use super::{keys, worker};
use chengbao_base::text::{Bilingual as _, Text};
use chengbao_service::jobs::{Blobs, Jobs, open};
use chengbao_service::server::{
    Limits, Origins, Server, ServerError, Setup, Tokens, Workers, start_log,
};

/// Largest file of access tokens, in bytes.
const MAX_TOKENS: usize = 1 << 20;

/// Arguments of `serve`.
#[derive(Debug, Args)]
pub(super) struct ServeArgs {
    /// Where to listen.
    #[arg(
        long,
        value_name = "ADDRESS:PORT",
        default_value = "127.0.0.1:8080",
        hide_default_value = true,
        help = "监听的地址，默认 127.0.0.1:8080。Address to listen on, 127.0.0.1:8080 by default"
    )]
    listen: SocketAddr,
    /// Tokens.
    #[arg(
        long,
        value_name = "FILE",
        help = "访问码文件，每行“租户 访问码”；监听本机以外的地址时必须指定。\
                File of access tokens, one line `TENANT TOKEN` each; required if other machines can reach the address"
    )]
    tokens: Option<PathBuf>,
    /// Names.
    #[arg(
        long = "host",
        value_name = "NAME",
        help = "没有访问码时，除监听的地址和 localhost 外，还可用哪个主机名访问，可写多次。\
                Without access tokens, a host name that the service is reached under, in addition to its address and localhost; repeatable"
    )]
    hosts: Vec<String>,
    /// Origins.
    #[arg(
        long = "allow-origin",
        value_name = "ORIGIN",
        help = "允许哪个网站的网页使用本服务，如 https://oa.example.cn，可写多次。\
                Origin whose pages may use the service, such as https://oa.example.cn; repeatable"
    )]
    allow_origin: Vec<String>,
    /// Threads.
    #[arg(
        long,
        value_name = "N",
        value_parser = clap::value_parser!(u16).range(1..=1024),
        help = "检查与排版的线程数，默认每核一个。Threads for checking and typesetting, by default one per core"
    )]
    threads: Option<u16>,
    /// Queue.
    #[arg(
        long,
        value_name = "N",
        value_parser = clap::value_parser!(u16).range(1..=10_000),
        help = "最多排队的请求数，默认 64，超过的返回 429。Maximum number of waiting requests, 64 by default; more get 429"
    )]
    queue: Option<u16>,
    /// Data folder.
    #[arg(
        long,
        value_name = "DIR",
        help = "存放任务的文件夹；默认 $STATE_DIRECTORY，其次 $XDG_STATE_HOME/chengbao、~/.local/state/chengbao（Windows 为 %LOCALAPPDATA%\\chengbao）。\
                Folder of the jobs; by default $STATE_DIRECTORY, else $XDG_STATE_HOME/chengbao, else ~/.local/state/chengbao (%LOCALAPPDATA%\\chengbao on Windows)"
    )]
    data: Option<PathBuf>,
    /// Database.
    #[arg(
        long,
        value_name = "URL",
        help = "任务的数据库，sqlite://文件 或 postgres://…，默认为数据文件夹中的 jobs.db；地址中有口令的，请用环境变量 CHENGBAO_DATABASE 指定。\
                Database of the jobs, sqlite://FILE or postgres://…, by default jobs.db in the data folder; give one with a password in the environment variable CHENGBAO_DATABASE"
    )]
    database: Option<String>,
    /// Store.
    #[arg(
        long,
        value_name = "URL",
        help = "报告与文件的存储，file://文件夹 或 s3://桶/前缀，默认为数据文件夹中的 blobs。\
                Store of reports and documents, file://DIR or s3://BUCKET/PREFIX, by default blobs in the data folder"
    )]
    store: Option<String>,
    /// Threads for jobs.
    #[arg(
        long,
        value_name = "N",
        value_parser = clap::value_parser!(u16).range(0..=1024),
        help = "处理任务的线程数，默认每核一个；0 表示本机不处理任务，只接受请求。即时请求优先。\
                Threads that process jobs, by default one per core; with 0 this node only answers requests. Requests take priority"
    )]
    job_threads: Option<u16>,
    /// Days jobs are kept.
    #[arg(
        long,
        value_name = "DAYS",
        default_value = "30",
        hide_default_value = true,
        value_parser = clap::value_parser!(u16).range(1..=3650),
        help = "任务结束后保留的天数，默认 30。Days that finished jobs are kept, 30 by default"
    )]
    keep_days: u16,
    /// Lease.
    #[arg(
        long,
        value_name = "SECONDS",
        default_value = "30",
        hide_default_value = true,
        value_parser = clap::value_parser!(u16).range(1..=3600),
        help = "一台服务器失联多少秒后，其任务交由别的服务器处理，默认 30。Seconds without a sign of life after which another node takes over a node's work, 30 by default"
    )]
    lease: u16,
    #[command(flatten)]
    policy: PolicyArgs,
}

pub(super) fn run(args: &ServeArgs, shell: &Shell) -> Result<Exit, Failure> {
    let threads = args.threads.map(usize::from);
    let cores = || available_parallelism().map_or(1, usize::from);
    let limits = Limits {
        threads: threads.unwrap_or_else(cores),
        queue: args.queue.map_or(Limits::default().queue, usize::from),
        ..Limits::default()
    };
    let workers = Workers {
        threads: args.job_threads.map_or_else(cores, usize::from),
        lease: Duration::from_secs(args.lease.into()),
        keep: Duration::from_secs(u64::from(args.keep_days) * 24 * 60 * 60),
    };
    let (forms, tokens) = (shell.forms()?, tokens(args, shell)?);
    // Workers load them; without fonts, or with a policy that cannot be used, none could work.
    drop(shell.faces()?);
    drop(args.policy.office()?);
    let worker = worker::command(shell, &limits, &args.policy)
        .map_err(|error| cannot(&ServerError::Start(error)))?;
    let origins = Origins::new(&args.hosts, &args.allow_origin).map_err(|error| {
        let text = error.text();
        Failure::usage(format!("{}。", text.zh), text.en)
    })?;
    let places = data::places(
        args.data.as_deref(),
        args.database.as_deref(),
        args.store.as_deref(),
    )?;
    start_log();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| cannot(&ServerError::Start(error)))?;
    runtime.block_on(async {
        let setup = Setup {
            forms,
            worker,
            tokens,
            origins,
            limits,
            jobs: jobs(&places).await?,
            workers,
        };
        let server = Server::bind(args.listen, setup)
            .await
            .map_err(|error| cannot(&error))?;
        let address = server.address().unwrap_or(args.listen);
        // The reader of this line may stop the service.
        let end = asked_to_end().map_err(|error| cannot(&ServerError::Start(error)))?;
        shell.console.line(&format!("http://{address}"));
        // Only for people: programs read the log from stderr, line by line.
        if Console::is_watched() {
            shell.console.note(shell.console.localized(&Text::new(
                format!("请用浏览器打开 http://{address}；按 Ctrl-C 停止。"),
                format!("open http://{address} in a browser; Ctrl-C stops the service"),
            )));
        }
        if server.run(end).await {
            Ok(Exit::Done)
        } else {
            Err(Failure::new(
                Exit::Fault,
                Text::new(
                    "停止时仍有请求没有完成，请重新提交。",
                    "some requests were not finished when the service stopped; send them again",
                ),
            ))
        }
    })
}

/// Opens the database and store of jobs.
async fn jobs(places: &data::Places) -> Result<Jobs, Failure> {
    let failure = |text: Text| Failure::usage(format!("{}。", text.zh), text.en);
    Ok(Jobs {
        store: open(&places.database)
            .await
            .map_err(|error| failure(error.text()))?,
        blobs: Blobs::open(&places.store).map_err(|error| failure(error.text()))?,
    })
}

fn tokens(args: &ServeArgs, shell: &Shell) -> Result<Tokens, Failure> {
    let Some(path) = &args.tokens else {
        return Ok(Tokens::default());
    };
    let shown = path.display();
    let refused = |text: Text| {
        Failure::usage(
            format!("访问码文件“{shown}”：{}。", text.zh),
            format!("access token file `{shown}`: {}", text.en),
        )
    };
    let bytes = keys::secret(path, MAX_TOKENS, shell)?;
    let text = std::str::from_utf8(&bytes)
        .map_err(|_| refused(Text::new("不是 UTF-8 文本", "it is not UTF-8 text")))?;
    Tokens::parse(text).map_err(|error| refused(error.text()))
}

fn cannot(error: &ServerError) -> Failure {
    Failure::new(Exit::Usage, error.text())
}

/// Until Ctrl-C, or SIGTERM where it exists. Both are watched from the call on.
#[cfg(unix)]
fn asked_to_end() -> std::io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! { _ = interrupt.recv() => {}, _ = terminate.recv() => {} }
    })
}

/// Until Ctrl-C.
#[cfg(not(unix))]
#[expect(
    clippy::unnecessary_wraps,
    reason = "the same signature as on systems with signals"
)]
fn asked_to_end() -> std::io::Result<impl Future<Output = ()>> {
    Ok(async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    })
}
