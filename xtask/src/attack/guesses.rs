//! Wrong passwords for one account: at once, in a row, and by a stolen session that tries to change the password. Only a few
//! may be tried, and the owner must still get in.

use serde_json::json;
use tokio::task::JoinSet;

use super::Plan;
use super::account::{self, Account, PASSWORD};
use super::call::Connection;
use super::report::{Row, Verdict};
use super::server::{Server, place};

/// How many wrong passwords may be tried: the limit, and a reserve for those in flight.
const TRIED: usize = 15;

/// Runs the attack.
pub(super) async fn run(plan: &Plan) -> anyhow::Result<Vec<Row>> {
    let server = Server::start(plan, "guesses")?;
    let number = plan.scale(200, 60);
    let mut rows = Vec::new();

    let person = Account::register(&server, 1).await?;
    let mut flood = JoinSet::new();
    for index in 0..number {
        let address = server.address;
        let request = account::login(&server, &person.email, &format!("wrong-password-{index}"));
        flood.spawn(async move {
            let mut connection = Connection::open(address, place(2)).await?;
            connection.send(&request).await.map(|answer| answer.status)
        });
    }
    let answers = flood.join_all().await;
    let tried = answers.iter().filter(|answer| matches!(answer, Ok(401))).count();
    rows.push(Row::most(
        format!("{number} wrong passwords for one account at once"),
        (tried, TRIED),
        "tried",
    ));

    // A guesser elsewhere must not lock the owner out.
    let request = account::login(&server, &person.email, PASSWORD);
    let mut connection = Connection::open(server.address, place(1)).await?;
    let status = connection.send(&request).await?.status;
    rows.push(Row::new(
        "a right login from another address after them",
        status.to_string(),
        "200",
        Verdict::of(status == 200),
    ));

    let person = Account::register(&server, 2).await?;
    let mut tried = 0;
    let mut connection = Connection::open(server.address, place(2)).await?;
    for index in 0..60 {
        let body = json!({
            "current_password": format!("wrong-password-{index}"),
            "new_password": "another-horse-battery-staple-7",
        });
        let request = person.request(&server, "POST", "/api/v1/auth/password/change").json(&body);
        let answer = connection.send(&request).await?;
        tried += usize::from(matches!(answer.status, 200..=299 | 401 | 403));
    }
    rows.push(Row::most("60 wrong present passwords by one session", (tried, TRIED), "tried"));
    Ok(rows)
}
