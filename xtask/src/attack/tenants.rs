//! The cross-tenant matrix: every operation of agents that takes an id, called by the owner of one tenant with the ids of
//! another. Nothing may be reached and nothing may change. Afterwards the owner makes the same calls, which shows that they
//! were valid.

mod possessions;

use std::collections::BTreeMap;

use serde_json::Value as Json;

use super::Plan;
use super::account::Account;
use super::call::{Answer, Request};
use super::document::{Document, Operation};
use super::ids::Ids;
use super::report::{Row, Verdict};
use super::server::Server;
use crate::output::eprint_line;
use possessions::{MARK, Possessions};

/// Statuses that mean that nothing was reached.
const REFUSED: [u16; 4] = [401, 403, 404, 410];
/// Statuses of a request that is wrong in itself: its id was perhaps never looked at.
const UNCLEAR: [u16; 4] = [400, 409, 415, 422];

/// Where a call names the other tenant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Target {
    /// An id in the path.
    Path,
    /// Ids in the body.
    Body,
    /// An id in the query.
    Query,
    /// The header `X-Tenant-Id`.
    Header,
}

/// A call of the matrix.
#[derive(Debug, Clone)]
struct Case {
    name: String,
    target: Target,
    request: Request,
}

/// Runs the attack.
pub(super) async fn run(plan: &Plan) -> anyhow::Result<Vec<Row>> {
    let server = Server::unlimited(plan, "tenants")?;
    let operator = Account::register(&server, 0).await?;
    let owner = Account::register(&server, 1).await?;
    let stranger = Account::register(&server, 2).await?;
    let operations = Document::read("agents")?.operations();
    let possessions = Possessions::create(&server, &owner, &operator).await?;
    let own = Possessions::create(&server, &stranger, &operator).await?;

    let cases = cases(&server, &operations, &possessions.ids, &own.ids, &owner);
    let before = snapshot(&server, &owner, &operations, &possessions.ids).await?;
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let (mut reached, mut unclear) = (Vec::new(), Vec::new());
    for case in &cases {
        let answer = server.send(&case.request.clone().token(&stranger.token)).await?;
        *counts.entry(format!("{:?}", case.target).to_lowercase()).or_default() += 1;
        let finding = || format!("{} ({:?}): {}", case.name, case.target, answer.status);
        if is_reached(case, &answer) {
            eprint_line(&format!("BREAK   {}", finding()));
            reached.push(finding());
        } else if UNCLEAR.contains(&answer.status) && case.target != Target::Body {
            unclear.push(finding());
        }
    }
    let after = snapshot(&server, &owner, &operations, &possessions.ids).await?;
    let changed: Vec<&String> = before
        .iter()
        .filter(|(name, text)| after.get(*name) != Some(text))
        .map(|(name, _)| name)
        .collect();

    // The same calls by the owner: what is deleted comes last.
    let mut paths: Vec<&Case> = cases.iter().filter(|case| case.target == Target::Path).collect();
    paths.sort_by_key(|case| case.request.method == "DELETE");
    let mut valid = 0;
    for case in &paths {
        let answer = server.send(&case.request.clone().token(&owner.token)).await?;
        valid += usize::from(answer.is_success());
    }

    let counts = counts.iter().map(|(target, number)| format!("{number} by {target}"));
    let sent = format!(
        "{} calls with another tenant's ids: {}",
        cases.len(),
        counts.collect::<Vec<_>>().join(", ")
    );
    let figure = |all: &[String]| match all {
        [] => "0".to_owned(),
        all => format!("{}: {}", all.len(), all.join("; ")),
    };
    Ok(vec![
        Row::new(
            sent,
            format!("reached {}", figure(&reached)),
            "0 reached",
            Verdict::of(reached.is_empty()),
        ),
        Row::new(
            format!("{} answers to the owner, before and after", before.len()),
            format!("{} changed {changed:?}", changed.len()),
            "0 changed",
            Verdict::of(changed.is_empty()),
        ),
        Row::new(
            format!("the {} calls with an id in the path, by the owner", paths.len()),
            format!("{valid} succeed; unclear for the stranger: {}", figure(&unclear)),
            "at least half succeed",
            Verdict::of(valid * 2 >= paths.len()),
        ),
    ])
}

/// Whether a stranger reached something.
fn is_reached(case: &Case, answer: &Answer) -> bool {
    let shows = answer.text().contains(MARK) && !case.request.body_text().contains(MARK);
    let refused = REFUSED.contains(&answer.status) || UNCLEAR.contains(&answer.status);
    match case.target {
        // An unknown id in a list of one's own things may be ignored, or filter everything out.
        Target::Body | Target::Query => shows || answer.status >= 500,
        Target::Path | Target::Header => shows || !refused,
    }
}

/// All calls that name something of the owner. Other ids are those of the stranger.
fn cases(
    server: &Server,
    operations: &[Operation],
    theirs: &Ids,
    own: &Ids,
    owner: &Account,
) -> Vec<Case> {
    let mut cases = Vec::new();
    for operation in operations {
        let named =
            |place: &'static str| operation.parameters.iter().filter(move |one| one.place == place);
        let body = |request: Request, ids: &Ids| match operation.bodies.first() {
            Some(body) => request.json(&ids.body(body)),
            None => request,
        };
        let mut add = |target, request| {
            let name = operation.id.clone();
            cases.push(Case { name, target, request });
        };
        let request = |ids: &Ids| server.request("agents", &operation.method, &ids.path(operation));
        let is_theirs = |name: &str| {
            theirs.in_path(&operation.path, name) != own.in_path(&operation.path, name)
        };
        if named("path").any(|one| is_theirs(&one.name)) {
            add(Target::Path, body(request(theirs), own));
            add(Target::Path, body(request(theirs), theirs));
        }
        if let Some(example) = operation.bodies.first()
            && theirs.body(example) != own.body(example)
        {
            add(Target::Body, body(request(own), theirs));
        }
        for parameter in named("query") {
            if let Some(id) = theirs.get(&parameter.name).filter(|_| is_theirs(&parameter.name)) {
                let mut asked = body(request(own), own);
                let sign = if asked.path.contains('?') { '&' } else { '?' };
                asked.path = format!("{}{sign}{}={id}", asked.path, parameter.name);
                add(Target::Query, asked);
            }
        }
        if named("header").any(|one| one.name.eq_ignore_ascii_case("x-tenant-id")) {
            let asked = body(request(own), own).header("x-tenant-id", &owner.tenant);
            add(Target::Header, asked);
        }
    }
    cases
}

/// What the owner sees: the answers to all operations that only read.
async fn snapshot(
    server: &Server,
    owner: &Account,
    operations: &[Operation],
    ids: &Ids,
) -> anyhow::Result<BTreeMap<String, String>> {
    let mut found = BTreeMap::new();
    let reads = operations.iter().filter(|operation| operation.method == "get");
    // Streams do not end, URLs are signed with the time, and health tells the time.
    let reads = reads.filter(|one| !one.path.contains("stream") && !one.path.contains("url"));
    for operation in reads.filter(|one| one.path.starts_with("/api/v1")) {
        let answer = server.send(&owner.request(server, "GET", &ids.path(operation))).await?;
        let text = format!("{} {}", answer.status, without_times(answer.json()));
        found.insert(operation.id.clone(), text);
    }
    Ok(found)
}

/// An answer without what changes by itself.
fn without_times(mut value: Json) -> Json {
    match &mut value {
        Json::Object(members) => {
            members.retain(|name, _| !name.ends_with("_at") && name != "timestamp");
            for member in members.values_mut() {
                *member = without_times(member.take());
            }
        }
        Json::Array(items) => {
            for item in items {
                *item = without_times(item.take());
            }
        }
        _ => {}
    }
    value
}
