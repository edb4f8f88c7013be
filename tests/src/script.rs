//! A scripted server: it implements every trait of both APIs, answers with a given response, and records the requests.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use counterpart_wire::server::{AuthError, AuthRequest, Authenticator, Granted};
use counterpart_wire::{
    Bytes, Call, Error, HeaderMap, Operation, Outcome, Problem, RequestWriter, ResponseReader,
    StatusCode,
};

use crate::message::{Answer, Message};

/// The valid API key.
pub const KEY: &str = "the right key";

/// The principal of a request with the valid key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caller;

/// An authenticator that accepts one key, which grants every scope.
#[derive(Debug, Clone, Copy)]
pub struct Keys;

impl Authenticator for Keys {
    type Principal = Caller;

    async fn authenticate(&self, presented: AuthRequest<'_>) -> Result<Granted<Caller>, AuthError> {
        let right = presented.requirement.iter().all(|(scheme, _)| {
            presented.get(scheme).is_some_and(|credential| credential.secret().expose() == KEY)
        });
        if right { Ok(Granted::new(Caller).all_scopes()) } else { Err(AuthError::unauthorized()) }
    }
}

/// The response to send and the recorded requests. Clones share both.
#[derive(Debug, Clone, Default)]
pub struct Script(Arc<Mutex<State>>);

#[derive(Debug, Default)]
struct State {
    response: Option<Answer>,
    seen: Vec<Message>,
}

impl Script {
    /// Sets the response for all following calls.
    pub fn answers(&self, answer: Answer) {
        self.state().response = Some(answer);
    }

    /// Returns the requests that were recorded since the last call of this function.
    pub fn seen(&self) -> Vec<Message> {
        std::mem::take(&mut self.state().seen)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The implementation of every method of every trait.
    #[cfg_attr(not(feature = "own"), allow(dead_code))] // only the APIs of this repository use it
    pub(crate) async fn play<Op: Operation>(&self, call: Call<Op, Caller>) -> Outcome<Op> {
        let mut writer = RequestWriter::new(Op::SPEC);
        call.request.write(&mut writer);
        let seen = Message::of(writer.finish("http://localhost")?).await;
        let response = {
            let mut state = self.state();
            state.seen.push(seen);
            state.response.clone()
        };
        let Some(Answer { status, media, body }) = response else {
            return Err(Problem::new(StatusCode::NOT_IMPLEMENTED, "nothing is scripted").into());
        };
        let mut headers = HeaderMap::new();
        if let Some(media) = media {
            headers.insert("content-type", media.parse()?);
        }
        let reader =
            ResponseReader::new(StatusCode::from_u16(status)?, headers, Bytes::clone(&body));
        Op::receive(reader)?.map_err(Error::Api)
    }
}
