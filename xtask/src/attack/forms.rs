//! Forms of many small parts after some large ones: whatever a form has, it may hold only a few descriptors of the server.

use std::net::Ipv4Addr;
use std::time::Duration;

use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpStream;
use tokio::time::sleep;

use super::Plan;
use super::call::tcp;
use super::probe::Probe;
use super::report::{Row, Verdict};
use super::server::Server;
use super::usage;

/// The parts of a form.
const PARTS: usize = 900;
/// How many of them are large: together they fill the memory that a form may take.
const LARGE: usize = 64;
/// How many descriptors a form may hold: its connection, one file, and a reserve.
const EACH: usize = 4;

/// Runs the attack.
pub(super) async fn run(plan: &Plan) -> anyhow::Result<Vec<Row>> {
    let server = Server::unlimited(plan, "forms")?;
    let forms = plan.scale(20, 4);
    let uploads = [
        ("arcee uploadContextCsv", server.request("arcee", "POST", "/v2/contexts/many/csv")),
        ("archetype uploadFile", server.request("archetype", "POST", "/files")),
        ("inference uploadPersonas", server.request("inference", "POST", "/personas/upload")),
    ];
    let before = usage::descriptors(server.id())?;
    let mut rows = Vec::new();
    for (name, request) in uploads {
        let probe = Probe::start(&server);
        sleep(Duration::from_millis(300)).await;
        let mut streams: Vec<TcpStream> = Vec::new();
        for _ in 0..forms {
            let mut stream = tcp(server.address, Ipv4Addr::LOCALHOST).await?;
            let headers =
                request.headers.iter().map(|(name, value)| format!("{name}: {value}\r\n"));
            // More is announced than is sent.
            let head = format!(
                "{} {} HTTP/1.1\r\nhost: a\r\n{}content-type: multipart/form-data; boundary=b\r\n\
                 content-length: 8000000\r\n\r\n",
                request.method,
                request.path,
                headers.collect::<Vec<_>>().concat(),
            );
            // A server that has seen enough may end the connection.
            let _ = stream.write_all(head.as_bytes()).await;
            let _ = stream.write_all(form().as_bytes()).await;
            streams.push(stream);
        }
        sleep(Duration::from_secs(plan.scale(2, 4))).await;
        let now = usage::descriptors(server.id())?.saturating_sub(before);
        let each = now.div_ceil(forms);
        rows.push(Row::new(
            format!("{name}: {forms} forms of {PARTS} parts, held"),
            format!("{now} descriptors, {each} a form"),
            format!("at most {EACH} a form"),
            Verdict::of(each <= EACH),
        ));
        rows.push(Row::most(
            format!("{name}: /health beside them"),
            (probe.longest().as_millis(), plan.scale(500, 2000)),
            "ms",
        ));
        drop(streams);
        // The next kind of form starts when the server has let go of these.
        for _ in 0..50 {
            if usage::descriptors(server.id())? <= before + EACH {
                break;
            }
            sleep(Duration::from_millis(200)).await;
        }
    }
    Ok(rows)
}

fn form() -> String {
    let part = |name: String, content: &str| {
        format!(
            "--b\r\ncontent-disposition: form-data; name=\"{name}\"; filename=\"f.csv\"\r\n\
             content-type: text/csv\r\n\r\n{content}\r\n"
        )
    };
    let size = |at: usize| if at < LARGE { 32 * 1024 } else { 2 * 1024 };
    (0..PARTS).map(|at| part(format!("p{at}"), &"x".repeat(size(at)))).collect()
}
