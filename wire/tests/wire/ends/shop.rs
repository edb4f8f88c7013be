//! A small API as the generator writes one: types, operations, a trait, a router and a client. Shared by the tests.

mod operations;
mod types;

use counterpart_wire::client::{Client, Pending};
use counterpart_wire::server::{Authenticator, Limits, Routes};
use counterpart_wire::{Call, Credentials, Error};
pub(super) use operations::*;
pub(super) use types::*;

/// The trait to implement.
pub(super) trait Shop: Send + Sync + 'static {
    type Principal: Send + Sync + 'static;

    fn list(
        &self,
        call: Call<List, ()>,
    ) -> impl Future<Output = Result<Vec<Item>, Error<std::convert::Infallible>>> + Send;

    fn make(
        &self,
        call: Call<Make, Self::Principal>,
    ) -> impl Future<Output = Result<Item, Error<MakeError>>> + Send;

    fn get(
        &self,
        call: Call<Get, Option<Self::Principal>>,
    ) -> impl Future<Output = Result<Item, Error<GetError>>> + Send;

    fn copy(
        &self,
        call: Call<Copy, ()>,
    ) -> impl Future<Output = Result<counterpart_wire::Body, Error<std::convert::Infallible>>> + Send;
}

/// Returns the routes of an implementation.
pub(super) fn routes<T: Shop, A: Authenticator<Principal = T::Principal>>(
    shop: T,
    authenticator: A,
    limits: Limits,
) -> Routes<T, A> {
    Routes::new(shop, authenticator, limits)
        .open::<List, _>(T::list)
        .secured::<Make, _>(T::make)
        .optional::<Get, _>(T::get)
        .open::<Copy, _>(T::copy)
}

/// The client, which implements the trait too.
#[derive(Debug, Clone)]
pub(super) struct ShopClient(pub(super) Client);

impl ShopClient {
    pub(super) fn call<Op: counterpart_wire::Operation>(&self, request: Op) -> Pending<Op> {
        self.0.call(request)
    }
}

impl Shop for ShopClient {
    type Principal = Credentials;

    async fn list(
        &self,
        call: Call<List, ()>,
    ) -> Result<Vec<Item>, Error<std::convert::Infallible>> {
        self.0.forward_open(call).await
    }

    async fn make(&self, call: Call<Make, Credentials>) -> Result<Item, Error<MakeError>> {
        self.0.forward(call).await
    }

    async fn get(&self, call: Call<Get, Option<Credentials>>) -> Result<Item, Error<GetError>> {
        self.0.forward_optional(call).await
    }

    async fn copy(
        &self,
        call: Call<Copy, ()>,
    ) -> Result<counterpart_wire::Body, Error<std::convert::Infallible>> {
        self.0.forward_open(call).await
    }
}

/// An implementation whose response depends on the name of the item.
#[derive(Debug, Clone, Default)]
pub(super) struct Counter;

impl Shop for Counter {
    type Principal = User;

    async fn list(
        &self,
        call: Call<List, ()>,
    ) -> Result<Vec<Item>, Error<std::convert::Infallible>> {
        let names = call.names.clone().unwrap_or_default();
        Ok(names.into_iter().map(|name| Item::new(call.limit.unwrap_or(0), name)).collect())
    }

    async fn make(&self, call: Call<Make, User>) -> Result<Item, Error<MakeError>> {
        match call.body.name.as_str() {
            "taken" => Err(MakeError::Conflict(Message { message: "taken".to_owned() }))?,
            "panic" => panic!("the counter broke"),
            "fault" => Err(std::io::Error::other("db password is hunter2"))?,
            "slow" => {
                std::future::pending::<()>().await;
            }
            "problem" => {
                let status = counterpart_wire::StatusCode::IM_A_TEAPOT;
                Err(counterpart_wire::Problem::new(status, "short and stout").code("teapot"))?;
            }
            _ => {}
        }
        Ok(Item {
            extra: call.body.extra.clone(),
            ..Item::new(call.principal.0, call.body.name.clone())
        })
    }

    async fn get(&self, call: Call<Get, Option<User>>) -> Result<Item, Error<GetError>> {
        let who = call.principal.as_ref().map_or(0, |user| user.0);
        match call.id {
            404 => Err(GetError::NotFound(Message { message: "no such item".to_owned() }))?,
            401 => Err(GetError::Unauthorized(Message { message: "not you".to_owned() }))?,
            id => Ok(Item::new(id, format!("for {who}"))),
        }
    }

    async fn copy(
        &self,
        call: Call<Copy, ()>,
    ) -> Result<counterpart_wire::Body, Error<std::convert::Infallible>> {
        let whole = call.context.headers.contains_key("x-whole");
        let body = call.request.body;
        if !whole {
            return Ok(body);
        }
        let bytes = body.collect(usize::MAX).await.map_err(counterpart_wire::Fault::from_error)?;
        Ok(bytes.into())
    }
}

/// The principal: a number.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct User(pub(super) i64);
