//! Command-line arguments.

use std::num::ParseIntError;
use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, Parser, Subcommand};
use counterpart_wire::server::ServeOptions;

const EXAMPLES: &str = "\
Examples:
  counterpart-runtime serve
      Serve all APIs at http://127.0.0.1:8080 and store the data in ./counterpart-data.
      The first start generates an API key and prints it.

  counterpart-runtime serve arcee --listen 0.0.0.0:9000 --data /var/lib/counterpart
      Serve one API to other machines.

  counterpart-runtime serve --memory --key test-key --listen 127.0.0.1:0
      Serve for a test: on a free port, with a known key, without writing files.

Environment variables:
  STRIPE_WEBHOOK_SECRET  Secret for verifying Stripe events (agents). If unset, they are rejected.
  AGENTS_VAULT_KEY       Key for verifying vault credentials (agents). If unset, they are rejected.
  AGENTS_SIGNUP_POLICY   Sign-up policy of agents: public (default), invite_only or approval.
  AGENTS_OPERATOR_INVITE Invite that makes its user an operator of agents. If unset, one is generated and printed.
  AGENTS_BILLING_STREAM  Set to off to disable the billing event stream of agents.
  AGENTS_STORAGE_BYTES, AGENTS_STORAGE_OBJECTS, ARCHETYPE_STORAGE_BYTES, ARCHETYPE_STORAGE_OBJECTS
                         Storage of one tenant: its total size in bytes, and its number of objects.
  RUST_LOG               Log level, such as debug. Logs are written to standard error.";

/// Serve the APIs of Counterpart, exactly as described by their OpenAPI documents.
#[derive(Debug, Parser)]
#[command(name = "counterpart-runtime", version, after_help = EXAMPLES, arg_required_else_help = true)]
pub struct Arguments {
    /// The command to run.
    #[command(subcommand)]
    pub command: Command,
}

/// The command to run.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve APIs until Ctrl-C is pressed.
    #[command(after_help = EXAMPLES)]
    Serve(Serve),
}

/// Options for serving.
#[derive(Debug, Args)]
pub struct Serve {
    /// APIs to serve. The default is all APIs.
    #[arg(value_name = "API")]
    pub apis: Vec<String>,

    /// Address and port to listen on. Port 0 selects a free port.
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8080")]
    pub listen: String,

    /// Folder for the data. It is created if it does not exist.
    #[arg(long, value_name = "DIR", default_value = "counterpart-data", conflicts_with = "memory")]
    pub data: PathBuf,

    /// Store the data in memory. It is lost when the server stops.
    #[arg(long)]
    pub memory: bool,

    /// API key to accept. Can be repeated.
    ///
    /// If no key is given, the first start generates one, stores it in the file `key` in the data folder, and prints
    /// it. Other users of the machine can see a key on the command line.
    #[arg(long = "key", value_name = "KEY", value_parser = key)]
    pub keys: Vec<String>,

    /// Maximum number of connections. Further ones are refused. At most half of the limit of open files is used.
    #[arg(long, value_name = "NUMBER", default_value = "10000", help_heading = LIMITS)]
    pub max_connections: usize,

    /// Maximum number of connections of one IP address. Behind a proxy, set it to the number of all connections.
    #[arg(long, value_name = "NUMBER", default_value = "1024", help_heading = LIMITS)]
    pub max_connections_per_address: usize,

    /// Maximum time to receive the head of a request.
    #[arg(long, value_name = "SECONDS", default_value = "15", value_parser = seconds, help_heading = LIMITS)]
    pub head_timeout: Duration,

    /// Maximum time between two requests of a connection.
    #[arg(long, value_name = "SECONDS", default_value = "75", value_parser = seconds, help_heading = LIMITS)]
    pub idle_timeout: Duration,

    /// Maximum time without any data of a request's body.
    #[arg(long, value_name = "SECONDS", default_value = "60", value_parser = seconds, help_heading = LIMITS)]
    pub body_timeout: Duration,

    /// Maximum time that running requests have to finish when the server is stopped. A second signal ends them at once.
    #[arg(long, value_name = "SECONDS", default_value = "10", value_parser = seconds, help_heading = LIMITS)]
    pub shutdown_timeout: Duration,
}

const LIMITS: &str = "Limits";

impl Serve {
    /// Returns the options for serving, without a signal to stop.
    pub fn options(&self) -> ServeOptions {
        ServeOptions::default()
            .connections(self.max_connections)
            .connections_per_address(self.max_connections_per_address)
            .head_time(self.head_timeout)
            .idle_time(self.idle_timeout)
            .body_time(self.body_timeout)
            .shutdown_time(self.shutdown_timeout)
    }
}

fn seconds(text: &str) -> Result<Duration, ParseIntError> {
    text.parse().map(Duration::from_secs)
}

/// A key must be valid in a header.
fn key(text: &str) -> Result<String, String> {
    if text.is_empty() {
        return Err("the key must not be empty".to_owned());
    }
    if !text.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(
            "the key must consist of ASCII letters, digits and punctuation, without spaces"
                .to_owned(),
        );
    }
    Ok(text.to_owned())
}
