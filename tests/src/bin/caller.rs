//! Calls servers with generated clients, for `cargo xtask conformance`. `caller mocked NAME URL` calls every operation of a
//! document at a mock server and prints a JSON report. `caller register URL EMAIL [INVITE]` signs up with the API agents and
//! prints an access token.

use std::process::ExitCode;

use agents_api::operations::RegisterTenant;
use agents_api::types::UserRegisterRequest;

#[tokio::main(flavor = "current_thread")]
#[allow(clippy::print_stdout, clippy::print_stderr)] // the output is read by another command
async fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["mocked", name, url] => {
            println!("{}", counterpart_tests::mocked::run(name, url).await.to_json());
            ExitCode::SUCCESS
        }
        ["register", url, email, invite @ ..] if invite.len() < 2 => {
            match register(url, email, invite.first()).await {
                Ok(token) => {
                    println!("{token}");
                    ExitCode::SUCCESS
                }
                Err(why) => {
                    eprintln!("{why}");
                    ExitCode::FAILURE
                }
            }
        }
        _ => {
            eprintln!("usage: caller mocked NAME URL | caller register URL EMAIL [INVITE]");
            ExitCode::from(2)
        }
    }
}

async fn register(url: &str, email: &str, invite: Option<&&str>) -> Result<String, String> {
    let client = agents_api::Client::builder().base_url(url).build();
    let client = client.map_err(|error| error.to_string())?;
    let mut body =
        UserRegisterRequest::new(email, "a long enough password", "Acme").with_accept_terms(true);
    body.invite_token = invite.map(|invite| agents_api::wire::Secret::new(*invite)).into();
    let made = client.register_tenant(RegisterTenant::new(body)).await;
    made.map(|session| session.access_token.expose().to_owned()).map_err(|error| error.to_string())
}
