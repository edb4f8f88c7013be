//! Logins without an account: in a row, and thousands at once. Each one hashes a password, which takes memory; together they
//! may take only so much, and a right login must still get through.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use tokio::task::JoinSet;
use tokio::time::timeout;

use super::Plan;
use super::account::{self, Account, PASSWORD};
use super::call::Connection;
use super::report::{Row, Verdict};
use super::server::{Server, place};
use super::usage;

/// The most memory of the server, in MB.
const MEMORY: u64 = 200;
/// Above this, in MB, the attack ends: it must not take the memory of the machine.
const ENOUGH: u64 = 2_000;
/// How many of the callers have the same address.
const FROM_ONE: usize = 100;
/// How long a person waits for a login beside the flood, and after it.
const PATIENCE: Duration = Duration::from_secs(10);

/// Runs the attack.
pub(super) async fn run(plan: &Plan) -> anyhow::Result<Vec<Row>> {
    let mut rows = Vec::new();

    let server = Server::unlimited(plan, "logins-row")?;
    let number = plan.scale(300, 30);
    let mut connection = server.connect().await?;
    for index in 0..number {
        let email = format!("nobody{index}@attack.example");
        connection.send(&account::login(&server, &email, PASSWORD)).await?;
    }
    rows.push(Row::most(
        format!("{number} wrong logins in a row, rate limits off"),
        (usage::peak_memory(server.id())?, MEMORY),
        "MB of peak memory",
    ));
    drop(server);

    let number = plan.scale(4_500, 150);
    for (limits, from_one) in [
        ("default rate limits, one address", usize::MAX),
        ("default rate limits, many addresses", FROM_ONE),
    ] {
        let server = Server::start(plan, "logins-flood")?;
        let person = Account::register(&server, 1).await?;
        let begun = Instant::now();
        let mut flood = JoinSet::new();
        for index in 0..number {
            let (address, from) = (server.address, place(10 + index / from_one));
            let request =
                account::login(&server, &format!("nobody{index}@attack.example"), PASSWORD);
            flood.spawn(async move {
                let mut connection = Connection::open(address, from).await?;
                connection.send(&request).await.map(|answer| answer.status)
            });
        }
        let mut statuses: BTreeMap<String, usize> = BTreeMap::new();
        while !flood.is_empty() && usage::memory(server.id())? < ENOUGH {
            let next = timeout(Duration::from_millis(100), flood.join_next()).await;
            if let Ok(Some(Ok(answer))) = next {
                let status = answer.map_or("none".to_owned(), |status| status.to_string());
                *statuses.entry(status).or_default() += 1;
            }
        }
        if !flood.is_empty() {
            statuses.insert("not waited for".to_owned(), flood.len());
            flood.shutdown().await;
        }
        let seconds = begun.elapsed().as_secs();
        let statuses = statuses.iter().map(|(status, number)| format!("{number} × {status}"));
        let statuses = statuses.collect::<Vec<_>>().join(", ");
        let peak = usage::peak_memory(server.id())?;
        rows.push(Row::new(
            format!("{number} wrong logins at once, {limits}"),
            format!(
                "{peak} MB of peak memory, {} threads; {statuses} in {seconds} s",
                usage::threads(server.id())?
            ),
            format!("at most {MEMORY} MB"),
            Verdict::of(peak <= MEMORY),
        ));
        rows.push(right(&server, &person).await);
    }
    Ok(rows)
}

/// A right login after the flood.
async fn right(server: &Server, person: &Account) -> Row {
    let begun = Instant::now();
    let mut answer = None;
    while answer != Some(200) && begun.elapsed() < PATIENCE {
        let request = account::login(server, &person.email, PASSWORD);
        if let Ok(mut connection) = Connection::open(server.address, place(1)).await {
            let sent = connection.send_within(&request, PATIENCE).await;
            answer = sent.ok().map(|answer| answer.status);
        }
    }
    let figure = answer.map_or("no answer".to_owned(), |status| status.to_string());
    Row::new(
        "a right login after them",
        format!("{figure} after {} ms", begun.elapsed().as_millis()),
        format!("200 within {} s", PATIENCE.as_secs()),
        Verdict::of(answer == Some(200) && begun.elapsed() <= PATIENCE),
    )
}
