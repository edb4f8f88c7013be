//! Requests that are refused before their body is read, over kept-alive connections. The caller sends each request as a
//! whole, as simple clients do, and then reads. A lost answer counts, and so does a connection that ends without having been
//! announced by `Connection: close`.

use std::net::Ipv4Addr;

use anyhow::{Context as _, bail};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::timeout;

use super::Plan;
use super::call::{ANSWER, tcp};
use super::report::{Row, Verdict};
use super::server::Server;

/// The sizes of bodies.
const SIZES: [usize; 5] = [0, 10, 20_000, 300_000, 1_500_000];

/// The requests: what is refused about them, method, path, headers, and the status.
const KINDS: [Kind; 9] = [
    Kind {
        name: "no signature",
        method: "POST",
        path: "/agents/webhooks/stripe",
        headers: "content-type: application/octet-stream\r\n",
    },
    Kind {
        name: "wrong signature",
        method: "POST",
        path: "/agents/webhooks/stripe",
        headers: "content-type: application/octet-stream\r\nstripe-signature: t=1,v1=00\r\n",
    },
    Kind {
        name: "no credential",
        method: "POST",
        path: "/inference/v1/data-models",
        headers: "content-type: application/json\r\n",
    },
    Kind {
        name: "unknown path",
        method: "POST",
        path: "/arcee/v2/nothing",
        headers: "content-type: application/json\r\n",
    },
    Kind { name: "no path of an API", method: "PUT", path: "/nothing", headers: "" },
    Kind {
        name: "wrong method",
        method: "DELETE",
        path: "/arcee/v2/contexts",
        headers: "content-type: application/json\r\n",
    },
    Kind {
        name: "wrong media type",
        method: "POST",
        path: "/agents/api/v1/contact",
        headers: "content-type: text/plain\r\n",
    },
    Kind {
        name: "form without credential",
        method: "POST",
        path: "/archetype/v0.5/files",
        headers: "content-type: multipart/form-data; boundary=x\r\n",
    },
    Kind { name: "unread body", method: "GET", path: "/agents/health", headers: "" },
];

/// A kind of refusal.
#[derive(Debug, Clone, Copy)]
struct Kind {
    name: &'static str,
    method: &'static str,
    path: &'static str,
    headers: &'static str,
}

/// How a body is announced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Framing {
    Length,
    Chunked,
    /// `Expect: 100-continue`, and the body is sent only when the server asks for it.
    Expect,
}

/// What was counted.
#[derive(Debug, Default)]
struct Count {
    sent: u32,
    dropped: u32,
    closed: u32,
    /// The last drop, for the table.
    last: String,
}

/// Runs the attack.
pub(super) async fn run(plan: &Plan) -> anyhow::Result<Vec<Row>> {
    let server = Server::unlimited(plan, "refusals")?;
    let total = plan.scale(10_000, 1_000);
    let framings = [Framing::Length, Framing::Chunked, Framing::Expect];
    let mut rows = Vec::new();
    for framing in framings {
        let mut count = Count::default();
        let mut connection: Option<TcpStream> = None;
        let combinations = KINDS.iter().flat_map(|kind| SIZES.map(|size| (*kind, size)));
        // Of the larger bodies there are fewer, so that the run takes seconds.
        let combinations: Vec<_> = combinations
            .flat_map(|(kind, size)| vec![(kind, size); if size > 100_000 { 1 } else { 3 }])
            .collect();
        for (kind, size) in combinations.iter().cycle().take(total / framings.len() + 1) {
            let mut open = match connection.take() {
                Some(open) => open,
                None => tcp(server.address, Ipv4Addr::LOCALHOST).await?,
            };
            count.sent += 1;
            let answered = timeout(ANSWER, exchange(&mut open, *kind, *size, framing)).await;
            match answered.context("no answer in time").and_then(|answered| answered) {
                Ok(true) => connection = Some(open),
                Ok(false) => count.closed += 1,
                Err(error) => {
                    count.dropped += 1;
                    count.last = format!("; last: {} of {size} bytes: {error:#}", kind.name);
                }
            }
        }
        let Count { sent, dropped, closed, last } = count;
        rows.push(Row::new(
            format!("{sent} refused requests, kept alive, {framing:?}"),
            format!("{dropped} dropped, {closed} closed as announced{last}"),
            "0 dropped",
            Verdict::of(dropped == 0),
        ));
    }
    Ok(rows)
}

/// Sends a request and reads the answer. Returns whether the connection goes on.
async fn exchange(
    stream: &mut TcpStream,
    kind: Kind,
    size: usize,
    framing: Framing,
) -> anyhow::Result<bool> {
    let Kind { method, path, headers, .. } = kind;
    let announced = match framing {
        Framing::Length => format!("content-length: {size}"),
        Framing::Chunked => "transfer-encoding: chunked".to_owned(),
        Framing::Expect => format!("content-length: {size}\r\nexpect: 100-continue"),
    };
    let head =
        format!("{method} {path} HTTP/1.1\r\nhost: 127.0.0.1\r\n{headers}{announced}\r\n\r\n");
    let body = vec![b'x'; size];
    let body = if framing == Framing::Chunked { chunked(&body) } else { body };
    stream.write_all(head.as_bytes()).await.context("the head")?;
    let mut reader = Reader { stream, buffer: Vec::new() };
    if framing == Framing::Expect && size > 0 {
        let (status, closes) = reader.answer().await?;
        if status != 100 {
            // Without an announced end, the server reads the body all the same (RFC 9110, section 10.1.1).
            if !closes {
                reader.stream.write_all(&body).await.context("the body")?;
            }
            return Ok(!closes);
        }
    }
    reader.stream.write_all(&body).await.context("the body")?;
    let (mut status, mut closes) = reader.answer().await?;
    while status == 100 {
        (status, closes) = reader.answer().await?;
    }
    Ok(!closes)
}

fn chunked(body: &[u8]) -> Vec<u8> {
    let mut coded = Vec::with_capacity(body.len() + 64);
    for part in body.chunks(8192) {
        coded.extend(format!("{:x}\r\n", part.len()).bytes());
        coded.extend(part);
        coded.extend(b"\r\n");
    }
    coded.extend(b"0\r\n\r\n");
    coded
}

/// Reads answers from a connection.
struct Reader<'a> {
    stream: &'a mut TcpStream,
    buffer: Vec<u8>,
}

impl Reader<'_> {
    /// Reads an answer with its body. Returns its status, and whether it announces the end of the connection.
    async fn answer(&mut self) -> anyhow::Result<(u16, bool)> {
        let end = loop {
            if let Some(at) = self.buffer.windows(4).position(|part| part == b"\r\n\r\n") {
                break at + 4;
            }
            self.more().await.context("before the end of the answer's head")?;
        };
        let head = String::from_utf8_lossy(&self.buffer[..end]).to_lowercase();
        self.buffer.drain(..end);
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok());
        let status = status.context("no status")?;
        let field = |name: &str| head.lines().find_map(|line| line.strip_prefix(name));
        let closes = field("connection: ").is_some_and(|value| value.contains("close"));
        if let Some(length) = field("content-length: ") {
            let length: usize = length.trim().parse()?;
            while self.buffer.len() < length {
                self.more().await.context("within the answer's body")?;
            }
            self.buffer.drain(..length);
        } else if status != 100 && status != 204 {
            bail!("an answer without a length");
        }
        Ok((status, closes))
    }

    async fn more(&mut self) -> anyhow::Result<()> {
        let mut part = [0; 8192];
        match self.stream.read(&mut part).await? {
            0 => bail!("the connection ended"),
            length => self.buffer.extend_from_slice(&part[..length]),
        }
        Ok(())
    }
}
