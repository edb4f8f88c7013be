//! Watches the body of a request while it is sent.
//!
//! A client that serves as an implementation sends on what its own caller streams. If that is invalid, the call fails
//! because of the caller, and not of the upstream server, whatever the transport reports.

use std::sync::{Arc, Mutex, PoisonError};

use http_body_util::BodyExt as _;

use crate::messages::body::Body;
use crate::messages::fault::problem_of_body;
use crate::messages::problem::Problem;

/// The problem of a request body, once there is one.
#[derive(Clone, Default)]
pub(super) struct Watch(Arc<Mutex<Option<Problem>>>);

impl Watch {
    /// Returns the same body, watched.
    pub(super) fn over(&self, body: Body) -> Body {
        if body.as_bytes().is_some() {
            return body;
        }
        let found = self.0.clone();
        Body::wrap(body.map_err(move |error| {
            let problem = problem_of_body(&*error);
            *found.lock().unwrap_or_else(PoisonError::into_inner) = problem;
            error
        }))
    }

    /// Returns the problem for which the caller is responsible.
    pub(super) fn problem(&self) -> Option<Problem> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}
