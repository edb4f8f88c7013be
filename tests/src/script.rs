//! An implementation of every trait of both APIs that answers what it is told to, and notes what it was asked.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use counterpart_wire::server::{Authenticator, Denied, Presented};
use counterpart_wire::{
    Bytes, Call, Error, HeaderMap, Operation, Outcome, Problem, RequestWriter, ResponseReader,
    StatusCode,
};

use crate::message::{Answer, Message};

/// The key that is right.
pub const KEY: &str = "the right key";

/// Who calls with the right key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caller;

/// Knows one key.
#[derive(Debug, Clone, Copy)]
pub struct Keys;

impl Authenticator for Keys {
    type Principal = Caller;

    async fn authenticate(&self, presented: Presented<'_>) -> Result<Caller, Denied> {
        let right = presented.requirement.iter().all(|(scheme, _)| {
            presented.get(scheme).is_some_and(|credential| credential.secret().expose() == KEY)
        });
        if right { Ok(Caller) } else { Err(Denied::unauthorized()) }
    }
}

/// What the implementation is to answer, and what it was asked. Clones share both.
#[derive(Debug, Clone, Default)]
pub struct Script(Arc<Mutex<Pages>>);

#[derive(Debug, Default)]
struct Pages {
    wanted: Option<Answer>,
    seen: Vec<Message>,
}

impl Script {
    /// Every call from here on is answered like this.
    pub fn answers(&self, answer: Answer) {
        self.pages().wanted = Some(answer);
    }

    /// What was asked since the last time.
    pub fn seen(&self) -> Vec<Message> {
        std::mem::take(&mut self.pages().seen)
    }

    fn pages(&self) -> MutexGuard<'_, Pages> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What every method of every trait does.
    #[cfg_attr(not(feature = "own"), allow(dead_code))] // the project's own APIs play it
    pub(crate) async fn play<Op: Operation>(&self, call: Call<Op, Caller>) -> Outcome<Op> {
        let mut writer = RequestWriter::new(Op::SPEC);
        call.request.write(&mut writer);
        let seen = Message::of(writer.finish("http://localhost")?).await;
        let wanted = {
            let mut pages = self.pages();
            pages.seen.push(seen);
            pages.wanted.clone()
        };
        let Some(Answer { status, media, body }) = wanted else {
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
