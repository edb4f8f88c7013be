//! Serves one tag of an API and calls it in memory: a valid token is accepted, a wrong one is rejected.

use arcee_api::{Client, operations, server, types};
use counterpart_wire::server::{Authenticator, AuthError, Granted, Limits, AuthRequest, Routes};
use counterpart_wire::{Call, Outcome, StatusCode};

struct Echo;

impl operations::FeedbackApi for Echo {
    type Principal = ();

    async fn submit_feedback(
        &self,
        call: Call<operations::SubmitFeedback, ()>,
    ) -> Outcome<operations::SubmitFeedback> {
        Ok(types::SubmitFeedbackOutput::new(call.body.message.as_str()))
    }
}

struct Token;

impl Authenticator for Token {
    type Principal = ();

    async fn authenticate(&self, presented: AuthRequest<'_>) -> Result<Granted<()>, AuthError> {
        let token = presented.get(&arcee_api::security::X_TOKEN);
        let is_known = token.is_some_and(|token| token.secret().expose() == "secret");
        is_known.then_some(().into()).ok_or_else(AuthError::unauthorized)
    }
}

async fn run() -> Result<(), Box<dyn std::error::Error>> {
    let routes = Routes::new(Echo, Token, Limits::default());
    let app = server::feedback(routes).into_router();
    let client = |token: &str| {
        let builder = Client::builder().base_url("http://localhost").x_token(token);
        builder.configure(|client| client.transport(app.clone())).build()
    };
    let request = || operations::SubmitFeedback::new(types::SubmitFeedbackInput::new("hello"));

    let answer = client("secret")?.submit_feedback(request()).await?;
    assert_eq!(answer.message, "hello");
    println!("answered: {}", answer.message);

    let refused = client("wrong")?.submit_feedback(request()).await;
    let error = refused.err().ok_or("a wrong token was accepted")?;
    assert_eq!(error.status(), Some(StatusCode::UNAUTHORIZED));
    println!("refused: {error}");
    Ok(())
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(run())
}
