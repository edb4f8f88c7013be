//! The command. Exit codes: 0 for success, 1 for a failure, 2 for invalid arguments.

use std::io::{IsTerminal, Write};
use std::process::ExitCode;

use clap::{CommandFactory, Parser};
use counterpart_runtime::args::{Arguments, Command, Serve};
use counterpart_runtime::clock::Clock;
use counterpart_runtime::store::Place;
use counterpart_runtime::{App, Config, Environment, api, serve, summary};
use counterpart_wire::server::Shutdown;
use tracing_subscriber::EnvFilter;

fn main() -> ExitCode {
    let Command::Serve(arguments) = Arguments::parse().command;
    start_logging();
    be_private();
    let apis = match api::select(&arguments.apis) {
        Ok(apis) => apis,
        Err(wrong) => {
            Arguments::command().error(clap::error::ErrorKind::InvalidValue, wrong).exit()
        }
    };
    match run(arguments, apis) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // All causes in one line, for the person at the terminal. The logs are for programs.
            let _ = writeln!(std::io::stderr(), "error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Files are created for their owner only, whatever the shell says.
fn be_private() {
    #[cfg(unix)]
    rustix::process::umask(rustix::fs::Mode::from_raw_mode(0o077));
}

#[tokio::main]
async fn run(arguments: Serve, apis: Vec<api::Api>) -> anyhow::Result<()> {
    let options = arguments.options();
    let place = if arguments.memory { Place::Memory } else { Place::Folder(arguments.data) };
    // Signals are handled before the server announces itself, because a stop signal can follow immediately.
    let options = options.shutdown(Shutdown::on_signals()?);
    serve::raise_open_files();
    // Bind first: a second server on the same address must not touch the data.
    let listener = serve::bind(&arguments.listen).await?;
    let address = listener.local_addr()?;
    let config = Config {
        apis,
        place: place.clone(),
        keys: arguments.keys,
        clock: Clock::system(),
        environment: Environment::of_process(),
    };
    let app = App::open(config).await?;

    let mut output = std::io::stdout();
    write!(output, "{}", summary::summary(&app, &place, address))?;
    output.flush()?;
    serve::serve(app, listener, options).await?;
    writeln!(output, "Counterpart has stopped.")?;
    Ok(())
}

fn start_logging() {
    let filter =
        EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info,sqlx=warn"));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal())
        .init();
}
