//! The command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

const EXAMPLES: &str = "\
Examples:
  counterpart-runtime serve
      Serve every API at http://127.0.0.1:8080, and keep the data in ./counterpart-data.
      The first start makes an API key and prints it.

  counterpart-runtime serve arcee --listen 0.0.0.0:9000 --data /var/lib/counterpart
      Serve one API to other machines.

  counterpart-runtime serve --memory --key test-key --listen 127.0.0.1:0
      Serve for a test: a port that is free, a key that is known, and nothing left behind.

Environment:
  STRIPE_WEBHOOK_SECRET  The secret that Stripe signs events for agents with; without it, none are taken.
  AGENTS_VAULT_KEY       The key that signs credentials for service accounts of agents; without it, none are taken.
  AGENTS_SIGNUP_POLICY   Who may sign up with agents: public (unless said otherwise), invite_only or approval.
  AGENTS_BILLING_STREAM  off, when agents shall not stream billing events.
  RUST_LOG               debug shows more logs. They go to standard error.";

/// Serves the APIs of Counterpart, each exactly as its document says.
#[derive(Debug, Parser)]
#[command(name = "counterpart-runtime", version, after_help = EXAMPLES, arg_required_else_help = true)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve APIs until Ctrl-C.
    #[command(after_help = EXAMPLES)]
    Serve(Serve),
}

/// How to serve.
#[derive(Debug, Args)]
pub struct Serve {
    /// The APIs to serve; all of them when none is named.
    #[arg(value_name = "API")]
    pub apis: Vec<String>,

    /// The address and port to listen on. Port 0 is any port that is free.
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8080")]
    pub listen: String,

    /// The folder for the data. It is made when it is not there.
    #[arg(long, value_name = "DIR", default_value = "counterpart-data", conflicts_with = "memory")]
    pub data: PathBuf,

    /// Keep the data in memory: it is gone when the server ends.
    #[arg(long)]
    pub memory: bool,

    /// An API key to accept; can be given several times.
    ///
    /// Without it, a key is made at the first start, kept in the data folder's file `key`, and printed. A key on the command
    /// line can be seen by other users of the machine.
    #[arg(long = "key", value_name = "KEY", value_parser = key)]
    pub keys: Vec<String>,
}

/// A key must fit into a header.
fn key(text: &str) -> Result<String, String> {
    if text.is_empty() {
        return Err("a key cannot be empty".to_owned());
    }
    if !text.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(
            "a key is made of letters, digits and signs of ASCII, without spaces".to_owned()
        );
    }
    Ok(text.to_owned())
}
