//! Logins without an account: thousands of them need no more memory than a few.

use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use futures_util::{StreamExt, stream};

/// The largest memory that the server may have used, in MiB.
const MOST: u64 = 200;

/// A server in its own process, without rate limits.
struct Process {
    child: Child,
    url: String,
}

impl Process {
    fn start() -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_counterpart-runtime"))
            .args(["serve", "agents", "--listen", "127.0.0.1:0", "--memory"])
            .env("RATE_LIMITS", "off")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut output = BufReader::new(child.stdout.take().unwrap());
        let mut summary = String::new();
        while !summary.contains("Press Ctrl-C to stop.") {
            assert_ne!(output.read_line(&mut summary).unwrap(), 0, "ended early: {summary}");
        }
        let address = summary.split("http://").nth(1).unwrap();
        let end = address.find(|sign: char| sign.is_whitespace() || sign == '/').unwrap();
        Self { child, url: format!("http://{}/agents/api/v1/auth/token", &address[..end]) }
    }

    /// Returns the largest resident memory so far, in MiB.
    fn peak(&self) -> u64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
        line.trim().trim_end_matches("kB").trim().parse::<u64>().unwrap() / 1024
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[tokio::test]
async fn a_flood_of_logins_is_refused_and_needs_little_memory() {
    let server = Process::start();
    let client = reqwest::Client::new();
    let log_in = async |number: usize| {
        let email = format!("user-{number}@acme.example");
        let body = format!(r#"{{"email":"{email}","password":"not-this-one"}}"#);
        let answer = client.post(&server.url).body(body).send().await.unwrap();
        let wait = answer.headers().get("retry-after").is_some();
        (answer.status().as_u16(), wait)
    };
    // In a row: memory is not allocated anew for each hash.
    for number in 0..20 {
        assert_eq!(log_in(number).await, (401, false));
    }
    // A full queue refuses a login at once.
    let answers: Vec<_> = stream::iter(0..200).map(log_in).buffer_unordered(200).collect().await;
    for answer in &answers {
        assert!([(401, false), (503, true)].contains(answer), "{answer:?}");
    }
    // Callers that hang up leave no work behind that counts for nothing.
    let gone = (0..100)
        .map(|number| tokio::time::timeout(std::time::Duration::from_millis(20), log_in(number)));
    futures_util::future::join_all(gone).await;
    let peak = server.peak();
    assert!(peak <= MOST, "{peak} MiB");
}
