//! A server generated from a document with hostile patterns, rules, parameters and forms. Each request has at most 2 MiB and may take a second of
//! processor time; and what the document forbids is refused, also when a limit is reached first.

mod generated;
mod inputs;
mod parameters;

use std::time::Duration;

use super::Plan;
use super::call::Connection;
use super::report::{Row, Verdict};
use super::usage;
use crate::output::eprint_line;
use generated::Generated;
use inputs::{Input, PATTERNS};

/// The most processor time of one request.
const CPU: Duration = Duration::from_secs(1);
/// A request that takes longer than this is ended, with its server.
const ANSWER: Duration = Duration::from_secs(8);

/// What was found for one operation.
#[derive(Debug, Default)]
struct Worst {
    requests: usize,
    cpu: Duration,
    input: String,
    /// Inputs that are forbidden and were accepted.
    accepted: Vec<String>,
    /// How many inputs that are allowed were refused: a limit was reached.
    refused: usize,
    /// Whether there was no answer in time.
    late: bool,
}

/// Runs the attack.
pub(super) async fn run(plan: &Plan) -> anyhow::Result<Vec<Row>> {
    let mut server = Generated::build(plan)?;
    eprint_line(&format!("the generator says {} findings", server.findings));
    let mut rows = Vec::new();
    let patterns = (0..PATTERNS.len()).map(|number| format!("text{number}"));
    for operation in patterns.chain(others()) {
        let name = match operation.strip_prefix("text").and_then(|at| at.parse::<usize>().ok()) {
            Some(at) => format!("pattern {}", PATTERNS[at]),
            None if parameters::PARAMETERS.contains(&operation.as_str()) => {
                format!("parameters of {operation}")
            }
            None => format!("rules of {operation}"),
        };
        if !server.serves(&operation) {
            rows.push(Row::new(
                name,
                "refused by the generator",
                "at most 1 s of CPU",
                Verdict::Held,
            ));
            continue;
        }
        let mut worst = Worst::default();
        for input in inputs::of(&operation) {
            if !attack(&mut server, &input, &mut worst).await? {
                break;
            }
        }
        let Worst { requests, cpu, input, accepted, refused, late } = worst;
        let end = if late { " and no answer" } else { "" };
        let refused = match refused {
            0 => String::new(),
            number => format!("; {number} refused by a limit"),
        };
        rows.push(Row::new(
            format!("{name}: {requests} requests"),
            format!("worst {:.2} s of CPU{end}: {input}{refused}", cpu.as_secs_f64()),
            format!("at most {} s of CPU", CPU.as_secs()),
            Verdict::of(cpu <= CPU && !late),
        ));
        if !accepted.is_empty() {
            let accepted = accepted.join("; ");
            rows.push(Row::new(name, format!("accepted: {accepted}"), "refused", Verdict::Break));
        }
    }
    Ok(rows)
}

/// The operations without a pattern of their own.
fn others() -> impl Iterator<Item = String> {
    inputs::RULES.iter().chain(&parameters::PARAMETERS).map(|&name| name.to_owned())
}

/// Sends one input. Returns whether the operation is worth another one.
async fn attack(server: &mut Generated, input: &Input, worst: &mut Worst) -> anyhow::Result<bool> {
    let before = usage::cpu(server.id())?;
    let mut connection = Connection::open(server.address, std::net::Ipv4Addr::LOCALHOST).await?;
    let answer = connection.send_within(&input.request, ANSWER).await;
    let cpu = usage::cpu(server.id())?.saturating_sub(before);
    worst.requests += 1;
    if cpu > worst.cpu {
        (worst.cpu, worst.input) = (cpu, input.name.clone());
    }
    match answer {
        Ok(answer) if answer.is_success() && input.forbidden => {
            worst.accepted.push(input.name.clone());
        }
        Ok(answer) if input.allowed && !answer.is_success() => worst.refused += 1,
        Ok(_) => {}
        Err(_) => {
            (worst.late, worst.input) = (true, input.name.clone());
            server.restart()?;
            return Ok(false);
        }
    }
    Ok(true)
}
