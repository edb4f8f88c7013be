//! The command: its output and its exit.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Output, Stdio};

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_counterpart-runtime"));
    command.args(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).env_remove("RUST_LOG");
    command
}

fn run(arguments: &[&str]) -> (i32, String) {
    let Output { status, stdout, stderr } = command(arguments).output().unwrap();
    (status.code().unwrap(), String::from_utf8([stdout, stderr].concat()).unwrap())
}

/// A running server and its startup message.
struct Running {
    child: Child,
    output: BufReader<std::process::ChildStdout>,
    summary: String,
}

impl Running {
    fn start(arguments: &[&str]) -> Self {
        let mut child = command(arguments).spawn().unwrap();
        let mut output = BufReader::new(child.stdout.take().unwrap());
        let mut summary = String::new();
        while !summary.contains("Press Ctrl-C to stop.") {
            assert_ne!(output.read_line(&mut summary).unwrap(), 0, "ended early: {summary}");
        }
        Self { child, output, summary }
    }

    /// Opens a connection.
    fn connect(&self) -> std::io::Result<TcpStream> {
        let (_, rest) = self.summary.split_once("http://").unwrap();
        TcpStream::connect(rest.split(['/', ' ', '\n']).next().unwrap())
    }

    #[cfg(unix)]
    fn signal(&self, signal: &str) {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args([signal, &id]).status().unwrap().success());
    }

    #[cfg(unix)]
    fn stop(mut self, signal: &str) -> (Option<i32>, String) {
        self.signal(signal);
        let mut rest = String::new();
        self.output.read_to_string(&mut rest).unwrap();
        (self.child.wait().unwrap().code(), rest)
    }
}

#[test]
fn help_contains_examples() {
    let (code, text) = run(&["serve", "--help"]);
    assert_eq!(code, 0);
    for part in [
        "--listen <ADDR>",
        "--data <DIR>",
        "--memory",
        "--key <KEY>",
        "Examples:",
        "counterpart-runtime serve arcee",
    ] {
        assert!(text.contains(part), "{part} is not in {text}");
    }
}

#[test]
fn invalid_arguments_are_explained() {
    for (arguments, expected) in [
        (&["serve", "arcme"][..], "unknown API `arcme`; known APIs are arcee, arcanna"),
        (&["serve", "--memory", "--data", "x"], "cannot be used with"),
        (&["serve", "--key", ""], "the key must not be empty"),
        (&["serve", "--key", "two words"], "without spaces"),
        (&["server"], "serve"),
    ] {
        let (code, text) = run(arguments);
        assert_eq!(code, 2, "{arguments:?}: {text}");
        assert!(text.contains(expected), "{arguments:?}: {text}");
    }
}

#[test]
fn operating_system_errors_are_explained() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let (code, text) = run(&["serve", "--memory", "--listen", &address]);
    assert_eq!(code, 1);
    assert!(text.contains(&format!("the address {address} is already in use")), "{text}");

    let (code, text) = run(&["serve", "--memory", "--listen", "nonsense"]);
    assert_eq!(code, 1);
    assert!(text.contains("expected host:port"), "{text}");

    let (code, text) = run(&["serve", "--listen", "127.0.0.1:0", "--data", "/dev/null/data"]);
    assert_eq!(code, 1);
    assert!(text.contains("cannot use the data folder /dev/null/data"), "{text}");
}

#[cfg(unix)]
#[test]
fn a_server_stops_cleanly_and_keeps_its_key() {
    let place = tempfile::tempdir().unwrap();
    let data = place.path().join("data").display().to_string();
    let arguments = ["serve", "--listen", "127.0.0.1:0", "--data", &data];

    let first = Running::start(&arguments);
    let key = std::fs::read_to_string(place.path().join("data/key")).unwrap().trim().to_owned();
    assert!(
        first.summary.contains(&key) && first.summary.contains("generated now"),
        "{}",
        first.summary
    );
    assert!(first.summary.contains("/arcanna  (11 operations)"), "{}", first.summary);
    let (code, rest) = first.stop("-INT");
    assert_eq!((code, rest.as_str()), (Some(0), "Counterpart has stopped.\n"));

    let second = Running::start(&arguments);
    assert!(
        !second.summary.contains(&key) && second.summary.contains("data/key"),
        "{}",
        second.summary
    );
    let (code, text) = run(&arguments);
    assert_eq!(code, 1);
    assert!(text.contains("another server is using it"), "{text}");
    // A killed server leaves nothing behind that prevents the next start.
    second.stop("-KILL");

    let third = Running::start(&arguments);
    assert_eq!(third.stop("-TERM").0, Some(0));
}

/// Sends `text` and reads the next response, or what there is of it.
fn ask(connection: &mut TcpStream, text: &str) -> String {
    // A connection that is refused is closed at some point.
    let _ = connection.write_all(text.as_bytes());
    let mut answer = String::new();
    let mut reader = BufReader::new(connection);
    while !answer.ends_with("\r\n\r\n") && reader.read_line(&mut answer).is_ok_and(|read| read > 0)
    {
    }
    let (_, length) = answer.split_once("content-length: ").unwrap_or(("", "0\r\n"));
    let mut body = vec![0; length.split_once("\r\n").unwrap().0.parse().unwrap()];
    reader.read_exact(&mut body).unwrap();
    answer
}

const LOGIN: &str = "POST /agents/api/v1/auth/token HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9\r\nExpect: 100-continue\r\n\r\n";

#[cfg(unix)]
#[test]
fn a_second_signal_ends_a_server_that_waits_for_a_request() {
    let running = Running::start(&[
        "serve",
        "--memory",
        "--listen",
        "127.0.0.1:0",
        "--shutdown-timeout",
        "3600",
    ]);
    let mut busy = running.connect().unwrap();
    // The request runs, and waits for a body that never comes.
    let answer = ask(&mut busy, LOGIN);
    assert!(answer.starts_with("HTTP/1.1 100"), "{answer}");
    let half = running.connect().unwrap();
    (&half).write_all(b"GET / HTTP/1.1\r\nHo").unwrap();
    running.signal("-TERM");
    while running.connect().is_ok() {}
    let (code, rest) = running.stop("-TERM");
    assert_eq!((code, rest.as_str()), (Some(0), "Counterpart has stopped.\n"));
}

/// Silent connections take no descriptor that the others need.
#[cfg(unix)]
#[test]
fn a_server_with_few_descriptors_serves_the_connections_it_has() {
    let program = env!("CARGO_BIN_EXE_counterpart-runtime");
    let script = format!("ulimit -n 64; exec {program} serve --memory --listen 127.0.0.1:0");
    let mut shell = Command::new("sh");
    let shell = shell.args(["-c", &script]).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = shell.env_remove("RUST_LOG").spawn().unwrap();
    let mut output = BufReader::new(child.stdout.take().unwrap());
    let mut summary = String::new();
    while !summary.contains("Press Ctrl-C to stop.") {
        assert_ne!(output.read_line(&mut summary).unwrap(), 0, "ended early: {summary}");
    }
    let mut running = Running { child, output, summary };
    let mut first = running.connect().unwrap();
    let silent: Vec<TcpStream> = (0..80).map(|_| running.connect().unwrap()).collect();
    // A connection over the bound is refused.
    assert_eq!(ask(&mut running.connect().unwrap(), "GET / HTTP/1.1\r\nHost: x\r\n\r\n"), "");
    for path in ["/", "/documents/agents.yaml", "/agents/health/ready"] {
        let answer = ask(&mut first, &format!("GET {path} HTTP/1.1\r\nHost: x\r\n\r\n"));
        assert!(answer.starts_with("HTTP/1.1 200"), "{path}: {answer}");
    }
    drop(silent);
    let mut log = running.child.stderr.take().unwrap();
    assert_eq!(running.stop("-TERM").0, Some(0));
    let mut text = String::new();
    log.read_to_string(&mut text).unwrap();
    assert!(text.contains("few open files are allowed"), "{text}");
}
