//! A headless Chromium, controlled through a pair of pipes with the `DevTools` protocol: no driver, no socket.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tempfile::TempDir;

/// The maximum time for a response.
const PATIENCE: Duration = Duration::from_mins(1);

/// Returns the path of the browser, if it is installed.
pub(crate) fn find() -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let mut places = std::env::split_paths(&path).map(|folder| folder.join("chromium"));
    places.find(|place| place.is_file())
}

/// A browser with one page.
pub(crate) struct Browser {
    child: Child,
    input: ChildStdin,
    incoming: Receiver<Value>,
    /// The events reported by the browser, in order.
    pub(crate) events: Vec<Value>,
    calls: u64,
    session: Option<String>,
    _profile: TempDir,
}

impl Browser {
    pub(crate) fn start(program: &Path) -> Self {
        let profile = tempfile::tempdir().unwrap();
        let mut child = Command::new("sh")
            // The protocol uses the file descriptors 3 and 4.
            .args(["-c", "exec \"$0\" \"$@\" 3<&0 4>&1 </dev/null >/dev/null"])
            .arg(program)
            .args(["--headless", "--remote-debugging-pipe", "--no-first-run", "--disable-gpu"])
            // The browser may run as root in a container, and sees only our own pages.
            .args(["--no-sandbox", "--disable-dev-shm-usage"])
            .args(["--disable-background-networking", "--disable-component-update"])
            // Requests to other hosts get no response.
            .arg("--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1")
            .arg(format!("--user-data-dir={}", profile.path().display()))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let input = child.stdin.take().unwrap();
        let output = child.stdout.take().unwrap();
        let (send, incoming) = channel();
        std::thread::spawn(move || listen(output, &send));
        let mut browser = Self {
            child,
            input,
            incoming,
            events: Vec::new(),
            calls: 0,
            session: None,
            _profile: profile,
        };
        browser.attach();
        browser
    }

    fn attach(&mut self) {
        let page = self.call("Target.createTarget", &json!({"url": "about:blank"}));
        let target = json!({"targetId": page["targetId"], "flatten": true});
        let attached = self.call("Target.attachToTarget", &target);
        self.session = Some(attached["sessionId"].as_str().unwrap().to_owned());
        for domain in ["Page", "Network", "Runtime", "Log"] {
            self.call(&format!("{domain}.enable"), &json!({}));
        }
    }

    /// Opens a page and waits until it has loaded completely.
    pub(crate) fn open(&mut self, url: &str) {
        let seen = self.events.len();
        let answer = self.call("Page.navigate", &json!({"url": url}));
        assert!(answer.get("errorText").is_none(), "{url}: {answer}");
        let began = Instant::now();
        while !self.events.iter().skip(seen).any(|event| event["method"] == "Page.loadEventFired") {
            self.receive(began, url);
        }
    }

    /// Evaluates an expression on the page; a promise is awaited.
    pub(crate) fn evaluate(&mut self, expression: &str) -> Value {
        let ask = json!({"expression": expression, "awaitPromise": true, "returnByValue": true});
        let answer = self.call("Runtime.evaluate", &ask);
        assert!(answer.get("exceptionDetails").is_none(), "{expression}: {answer}");
        answer["result"]["value"].clone()
    }

    /// Returns the parameters of all events of a type.
    pub(crate) fn told(&self, method: &str) -> Vec<&Value> {
        let events = self.events.iter().filter(|event| event["method"] == method);
        events.map(|event| &event["params"]).collect()
    }

    fn call(&mut self, method: &str, params: &Value) -> Value {
        self.calls += 1;
        let id = self.calls;
        let mut message = json!({"id": id, "method": method, "params": params});
        if let Some(session) = &self.session {
            message["sessionId"] = json!(session);
        }
        self.input.write_all(format!("{message}\0").as_bytes()).unwrap();
        self.input.flush().unwrap();
        let began = Instant::now();
        loop {
            if let Some(answer) = self.receive(began, method).filter(|answer| answer["id"] == id) {
                assert!(answer.get("error").is_none(), "{method}: {answer}");
                return answer["result"].clone();
            }
        }
    }

    /// Waits for the next response; events are stored.
    fn receive(&mut self, began: Instant, what: &str) -> Option<Value> {
        let left = PATIENCE.saturating_sub(began.elapsed());
        let message = self.incoming.recv_timeout(left);
        let message =
            message.unwrap_or_else(|why| panic!("no response from the browser ({why}): {what}"));
        if message.get("id").is_some() {
            return Some(message);
        }
        self.events.push(message);
        None
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // The browser may already have ended.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Passes on the messages of the browser.
fn listen(output: ChildStdout, to: &Sender<Value>) {
    let mut output = BufReader::new(output);
    let mut message = Vec::new();
    while output.read_until(0, &mut message).is_ok_and(|length| length > 0) {
        message.pop();
        if to.send(serde_json::from_slice(&message).unwrap()).is_err() {
            return;
        }
        message.clear();
    }
}
