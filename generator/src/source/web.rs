//! Documents on the web, when the user allows them: with limits on time and size, and only from the requested host.

use std::io::Read as _;
use std::sync::Arc;
use std::time::Duration;

use reqwest::Url;
use reqwest::blocking::Client;
use reqwest::redirect::{Attempt, Policy};

use super::access::Fetch;

/// The limits for one document.
#[derive(Debug, Clone, Copy)]
pub struct Web {
    /// The time from the request to the last byte.
    pub timeout: Duration,
    /// The size in bytes.
    pub largest: u64,
}

impl Default for Web {
    fn default() -> Self {
        Self { timeout: Duration::from_secs(30), largest: 64 * 1024 * 1024 }
    }
}

/// The number of redirects that are followed.
const MOST_REDIRECTS: usize = 5;

impl Web {
    /// Returns the function to pass to [`Access::allow_web`](super::Access::allow_web).
    pub fn reader(self) -> Fetch {
        let client = Client::builder()
            .timeout(self.timeout)
            .redirect(Policy::custom(follow))
            .user_agent(concat!("counterpart/", env!("CARGO_PKG_VERSION")))
            .build()
            .map_err(|error| error.to_string());
        Arc::new(move |address: &str| {
            let client = client.as_ref().map_err(Clone::clone)?;
            self.read(client, address)
        })
    }

    fn read(&self, client: &Client, address: &str) -> Result<Vec<u8>, String> {
        let response = client.get(address).send().map_err(say)?;
        let status = response.status();
        if !status.is_success() {
            return Err(format!("the server answered {status}"));
        }
        let mut bytes = Vec::new();
        response
            .take(self.largest + 1)
            .read_to_end(&mut bytes)
            .map_err(|error| error.to_string())?;
        if u64::try_from(bytes.len()).is_ok_and(|len| len > self.largest) {
            return Err(format!("the document is larger than {} bytes", self.largest));
        }
        Ok(bytes)
    }
}

/// Follows redirects to the same host, and from HTTP to HTTPS.
fn follow(attempt: Attempt<'_>) -> reqwest::redirect::Action {
    let previous = attempt.previous();
    let allowed = previous.first().is_none_or(|first| is_same(first, attempt.url()));
    if !allowed {
        let host = attempt.url().host_str().unwrap_or_default().to_owned();
        return attempt.error(format!("it redirects to another host, `{host}`"));
    }
    if previous.len() > MOST_REDIRECTS {
        return attempt.error("too many redirects");
    }
    attempt.follow()
}

fn is_same(first: &Url, next: &Url) -> bool {
    let host = first.host_str() == next.host_str();
    match (first.scheme(), next.scheme()) {
        (one, other) if one == other => {
            host && first.port_or_known_default() == next.port_or_known_default()
        }
        ("http", "https") => host,
        _ => false,
    }
}

/// Returns the innermost cause, which is the one a user can act on.
fn say(error: reqwest::Error) -> String {
    let mut cause: &dyn std::error::Error = &error.without_url();
    while let Some(inner) = cause.source() {
        cause = inner;
    }
    cause.to_string()
}

#[cfg(test)]
mod tests {
    use std::io::{BufRead as _, BufReader, Write as _};
    use std::net::TcpListener;

    use super::*;

    /// Starts a server that answers by path, and returns its port.
    fn serve() -> u16 {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = listener.local_addr().expect("an address").port();
        std::thread::spawn(move || {
            let mut silent = Vec::new();
            for mut stream in listener.incoming().flatten() {
                let mut line = String::new();
                let mut reader = BufReader::new(stream.try_clone().expect("a stream"));
                while reader.read_line(&mut line).is_ok_and(|read| read > 2) {}
                let path = line.split(' ').nth(1).unwrap_or_default().to_owned();
                let moved = |to: &str| {
                    format!(
                        "HTTP/1.1 302 Found\r\nlocation: {to}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
                    )
                };
                let answer = match path.as_str() {
                    "/plain" => {
                        "HTTP/1.1 200 OK\r\ncontent-length: 5\r\nconnection: close\r\n\r\na: 12"
                            .to_owned()
                    }
                    "/endless" => {
                        let head = "HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n";
                        format!("{head}{}", "x".repeat(4096))
                    }
                    "/near" => moved("/plain"),
                    "/far" => moved(&format!("http://localhost:{port}/plain")),
                    "/circle" => moved("/circle"),
                    "/silent" => {
                        silent.push(stream);
                        continue;
                    }
                    _ => "HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
                        .to_owned(),
                };
                let _ = stream.write_all(answer.as_bytes());
            }
        });
        port
    }

    #[test]
    fn limits_and_redirects_are_checked() {
        let port = serve();
        let web = Web { timeout: Duration::from_secs(20), largest: 1000 };
        let reader = web.reader();
        let get = |path: &str| reader(&format!("http://127.0.0.1:{port}{path}"));
        assert_eq!(get("/plain").as_deref(), Ok(&b"a: 12"[..]));
        assert_eq!(get("/near").as_deref(), Ok(&b"a: 12"[..]));
        assert_eq!(get("/endless"), Err("the document is larger than 1000 bytes".to_owned()));
        assert_eq!(get("/far"), Err("it redirects to another host, `localhost`".to_owned()));
        assert_eq!(get("/circle"), Err("too many redirects".to_owned()));
        assert_eq!(get("/none"), Err("the server answered 404 Not Found".to_owned()));
    }

    #[test]
    fn a_silent_server_times_out() {
        let port = serve();
        let web = Web { timeout: Duration::from_millis(50), ..Web::default() };
        let answer = (web.reader())(&format!("http://127.0.0.1:{port}/silent"));
        assert!(answer.is_err_and(|error| error.contains("time")), "a timeout");
    }
}
