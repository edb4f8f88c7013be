//! Guessing passwords: exactly the allowed number of them is tried, and nobody can lock another person out.

use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr};

use agents_api::{operations as op, types};
use futures_util::future::join_all;

use super::server::{MINUTE, PASSWORD, Server, start};

/// Tries a login from another loopback address. Returns the status.
async fn log_in_from(server: &Server, last: u8, email: &str, password: &str) -> u16 {
    let address = IpAddr::V4(Ipv4Addr::new(127, 0, 0, last));
    let client = reqwest::Client::builder().local_address(address).build().unwrap();
    let body = format!(r#"{{"email":"{email}","password":"{password}"}}"#);
    let answer = client.post(server.url("/api/v1/auth/token")).body(body).send().await.unwrap();
    answer.status().as_u16()
}

fn counted(statuses: Vec<u16>) -> BTreeMap<u16, usize> {
    statuses.into_iter().fold(BTreeMap::new(), |mut counts, status| {
        *counts.entry(status).or_default() += 1;
        counts
    })
}

#[tokio::test]
async fn of_many_parallel_logins_ten_are_tried() {
    let server = start().await;
    server.register("ada@acme.example", "Acme").await;
    for email in ["ada@acme.example", "nobody@acme.example"] {
        let logins = (0..50).map(|_| log_in_from(&server, 1, email, "not-this-one"));
        let expected = BTreeMap::from([(401, 10), (429, 40)]);
        assert_eq!(counted(join_all(logins).await), expected, "{email}");
    }
    server.stop().await;
}

#[tokio::test]
async fn right_passwords_are_not_counted() {
    let server = start().await;
    server.register("ada@acme.example", "Acme").await;
    for _ in 0..2 {
        for _ in 0..9 {
            assert_eq!(log_in_from(&server, 1, "ada@acme.example", "not-this-one").await, 401);
        }
        for _ in 0..15 {
            assert_eq!(log_in_from(&server, 1, "ada@acme.example", PASSWORD).await, 200);
        }
        server.clock.advance(15 * MINUTE);
    }
    server.stop().await;
}

#[tokio::test]
async fn logins_from_an_address_are_limited() {
    let server = start().await;
    let logins = (0..130).map(|number| {
        let email = format!("user-{number}@acme.example");
        let server = &server;
        async move { log_in_from(server, 1, &email, "not-this-one").await }
    });
    let statuses = counted(join_all(logins).await);
    assert_eq!(statuses.get(&429), Some(&10), "{statuses:?}");
    server.stop().await;
}

#[tokio::test]
async fn an_attacker_cannot_lock_the_owner_out() {
    let server = start().await;
    server.register("ada@acme.example", "Acme").await;
    let log_in =
        async |last, password| log_in_from(&server, last, "ada@acme.example", password).await;
    for _ in 0..10 {
        assert_eq!(log_in(2, "not-this-one").await, 401);
    }
    assert_eq!(log_in(2, PASSWORD).await, 429, "the attacker's network is locked out");
    assert_eq!(log_in(3, PASSWORD).await, 200, "others are not");

    // A distributed attack: from then on, only networks in which the account was used may try.
    for last in 10..19 {
        for _ in 0..10 {
            assert_eq!(log_in(last, "not-this-one").await, 401);
        }
    }
    assert_eq!(log_in(20, PASSWORD).await, 429);
    for known in [1, 3] {
        assert_eq!(log_in(known, PASSWORD).await, 200);
    }
    // A known network may not guess without a limit either.
    for _ in 0..10 {
        assert_eq!(log_in(3, "not-this-one").await, 401);
    }
    assert_eq!(log_in(3, PASSWORD).await, 429);
    server.clock.advance(15 * MINUTE);
    assert_eq!(log_in(20, PASSWORD).await, 200);
    server.stop().await;
}

#[tokio::test]
async fn the_present_password_cannot_be_guessed_with_a_stolen_access_token() {
    let server = start().await;
    let ada = server.register("ada@acme.example", "Acme").await;
    let change = |present: &str| {
        let body = types::PasswordChangeRequest::new(present, "seven-quiet-otters-sing");
        ada.client.change_password(op::ChangePassword::new(body))
    };
    let results = join_all((0..30).map(|_| change("not-this-one").into_future())).await;
    let statuses = results.into_iter().map(|result| match result.unwrap_err() {
        agents_api::wire::CallError::Api(op::ChangePasswordError::Forbidden(_)) => 403,
        _ => 429,
    });
    assert_eq!(counted(statuses.collect()), BTreeMap::from([(403, 10), (429, 20)]));
    assert!(change(PASSWORD).await.is_err(), "not even the right one is checked");
    // The owner can still log in, and so end the stolen session.
    assert!(server.login("ada@acme.example", PASSWORD).await.is_some());
    server.clock.advance(15 * MINUTE);
    change(PASSWORD).await.unwrap();
    server.stop().await;
}
