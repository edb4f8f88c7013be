//! Connections that never finish: half a head, a head that goes on line by line, nothing at all, and a body that stops. Each
//! must end in a set time, and other callers must be answered meanwhile.

use std::net::Ipv4Addr;
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

use super::Plan;
use super::call::tcp;
use super::probe::Probe;
use super::report::{Row, Verdict};
use super::server::{Server, place};
use super::usage;

/// How many connections come from one address.
const FROM_ONE: usize = 50;
/// The pause between two lines of a head that goes on.
const LINE: Duration = Duration::from_secs(5);

/// The pause between two new connections.
const PAUSE: Duration = Duration::from_millis(2);

/// How a connection does not finish.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    HalfHead,
    FedHead,
    Silent,
    HalfBody,
    AfterAnswer,
}

const KINDS: [Kind; 5] =
    [Kind::HalfHead, Kind::FedHead, Kind::Silent, Kind::HalfBody, Kind::AfterAnswer];

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Self::HalfHead => "half-sent heads",
            Self::FedHead => "heads fed a line at a time",
            Self::Silent => "silent connections",
            Self::HalfBody => "bodies that stop",
            Self::AfterAnswer => "connections idle after an answer",
        }
    }

    /// The time in which such a connection must end.
    fn limit(self) -> Duration {
        match self {
            Self::HalfHead | Self::FedHead | Self::Silent => Duration::from_secs(40),
            Self::HalfBody | Self::AfterAnswer => Duration::from_secs(100),
        }
    }

    fn text(self) -> &'static str {
        match self {
            Self::HalfHead | Self::FedHead => "GET /agents/health HTTP/1.1\r\nhost: a\r\nx-a: ",
            Self::Silent => "",
            Self::HalfBody => {
                "POST /agents/api/v1/auth/token HTTP/1.1\r\nhost: a\r\n\
                 content-type: application/json\r\ncontent-length: 1000\r\n\r\n{\"email\":"
            }
            Self::AfterAnswer => "GET /agents/health HTTP/1.1\r\nhost: a\r\n\r\n",
        }
    }
}

/// Runs the attack. All kinds run at the same time.
pub(super) async fn run(plan: &Plan) -> anyhow::Result<Vec<Row>> {
    let server = Server::start(plan, "unfinished")?;
    let idle = usage::memory(server.id())?;
    let probe = Probe::start(&server);
    let each = plan.scale(800, 60);
    let kinds: &[Kind] = if plan.quick { &KINDS[..3] } else { &KINDS };
    let mut rows = Vec::new();
    let mut tasks = JoinSet::new();
    for (number, kind) in (0..).zip(kinds.iter().copied()) {
        for index in 0..each {
            let address = server.address;
            let index = number * each + index;
            let from = place(index / FROM_ONE);
            tasks.spawn(async move {
                // One after the other: the queue of the system is short, and what it drops, the server never sees.
                sleep(PAUSE * u32::try_from(index).unwrap_or_default()).await;
                (kind, hold(address, from, kind).await)
            });
        }
    }
    let half = Duration::from_secs(10);
    sleep(half).await;
    let memory = usage::memory(server.id())?;
    let ended = tasks.join_all().await;
    for kind in kinds.iter().copied() {
        let of_kind = ended.iter().filter(|(one, _)| *one == kind).map(|(_, time)| *time);
        let times: Vec<Option<Duration>> = of_kind.collect();
        let alive = times.iter().filter(|time| time.is_none()).count();
        let longest = times.iter().flatten().max().map_or(0, Duration::as_secs);
        rows.push(Row::new(
            format!("{each} {}", kind.name()),
            format!("{alive} alive, the others ended within {longest} s"),
            format!("0 alive after {} s", kind.limit().as_secs()),
            Verdict::of(alive == 0),
        ));
    }
    let all = each * kinds.len();
    let wait = probe.longest();
    rows.push(Row::most(
        format!("/health beside {all} such connections"),
        (wait.as_millis(), plan.scale(1000, 5000)),
        "ms",
    ));
    rows.push(Row::most(
        format!("memory for {all} such connections"),
        (memory.saturating_sub(idle), 100),
        "MB",
    ));
    Ok(rows)
}

/// Opens a connection and waits for its end. Returns the time it took; `None` if it is still open at the limit.
async fn hold(to: std::net::SocketAddr, from: Ipv4Addr, kind: Kind) -> Option<Duration> {
    let begun = Instant::now();
    // A connection that is not let in has ended.
    let Ok(mut stream) = tcp(to, from).await else { return Some(begun.elapsed()) };
    let _ = stream.write_all(kind.text().as_bytes()).await;
    let (mut reader, mut writer) = stream.split();
    let ended = async {
        let mut buffer = [0; 1024];
        // An answer, such as 408, comes before the end.
        while reader.read(&mut buffer).await.is_ok_and(|length| length > 0) {}
    };
    let fed = async {
        loop {
            sleep(LINE).await;
            if kind == Kind::FedHead && writer.write_all(b"1\r\nx-b: ").await.is_err() {
                // The reader sees the end as well.
                std::future::pending::<()>().await;
            }
        }
    };
    let end = async {
        tokio::select! {
            () = ended => {}
            () = fed => {}
        }
    };
    timeout(kind.limit(), end).await.ok().map(|()| begun.elapsed())
}
