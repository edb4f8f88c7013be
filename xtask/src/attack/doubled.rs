//! Doubled inputs: every text, list and object of every JSON body is sent at one size and at twice that size. The processor
//! time of the server must not grow by more than a factor, and another caller must not wait for it.
//!
//! A short input costs so little that its time is noise: the factor counts only above a floor. The larger input is sent
//! first, and the smaller one only if the larger one is above the floor.

mod cost;
mod subject;

use std::time::Duration;

use futures_util::future::try_join_all;

use super::Plan;
use super::document::{APIS, Document, Operation};
use super::ids::Ids;
use super::probe::Probe;
use super::report::{Row, Verdict};
use super::server::Server;
use crate::output::eprint_line;
use cost::Meter;
use subject::{Caller, Subject};

/// By what factor the work may grow when an input doubles.
const FACTOR: f64 = 3.0;

/// How many findings of an API get a row of their own.
const ROWS: usize = 12;

/// After so many operations, another person calls.
const FRESH: usize = 5;

/// The numbers of a run.
#[derive(Debug, Clone, Copy)]
struct Bounds {
    /// The larger size in bytes.
    size: usize,
    /// Less processor time than this is not judged.
    floor: Duration,
    /// How long another caller may wait.
    wait: Duration,
}

/// The results of an API.
#[derive(Debug, Default)]
struct Results {
    operations: usize,
    accepted: usize,
    inputs: usize,
    /// The largest factor above the floor.
    factor: f64,
    /// The longest wait of another caller, and the input that caused it.
    wait: Duration,
    waited: String,
    /// What broke a bound.
    broken: Vec<String>,
}

/// Runs the attack.
pub(super) async fn run(plan: &Plan) -> anyhow::Result<Vec<Row>> {
    let bounds = Bounds {
        size: plan.scale(512, 128) * 1024,
        floor: Duration::from_millis(plan.scale(150, 600)),
        wait: Duration::from_millis(plan.scale(100, 1000)),
    };
    let apis = APIS.map(|api| Box::pin(attack(plan, api, bounds)));
    // Processor time is measured for each process, so the short form can attack all APIs at the same time.
    let rows = if plan.quick {
        try_join_all(apis).await?
    } else {
        let mut rows = Vec::new();
        for api in apis {
            rows.push(api.await?);
        }
        rows
    };
    Ok(rows.concat())
}

/// Attacks one API.
async fn attack(plan: &Plan, api: &str, bounds: Bounds) -> anyhow::Result<Vec<Row>> {
    let server = Server::unlimited(plan, &format!("doubled-{api}"))?;
    let probe = Probe::start(&server);
    let mut run = Run { quick: plan.quick, bounds, probe, server, results: Results::default() };
    run.api(api).await?;
    Ok(run.results.rows(api, bounds))
}

/// The attack on one API.
struct Run {
    quick: bool,
    bounds: Bounds,
    server: Server,
    probe: Probe,
    results: Results,
}

impl Run {
    async fn api(&mut self, api: &str) -> anyhow::Result<()> {
        let operations = Document::read(api)?.operations();
        let mut caller = Caller::new(&self.server, api, &operations, 0).await?;
        let bodies = operations.iter().filter(|operation| !operation.bodies.is_empty());
        for (number, operation) in (1..).zip(bodies) {
            if api == "agents" && number % FRESH == 0 {
                // Some operations have limits for each person, and some end the session.
                caller = Caller::new(&self.server, api, &operations, number).await?;
            }
            self.operation(&caller, operation).await?;
            if number % 10 == 0 {
                let Results { operations, inputs, .. } = self.results;
                eprint_line(&format!("{api}: {inputs} inputs of {operations} operations"));
            }
        }
        for subject in caller.forms(&self.server) {
            self.results.operations += 1;
            self.results.accepted += 1;
            self.input(&subject).await?;
        }
        Ok(())
    }

    async fn operation(&mut self, caller: &Caller, operation: &Operation) -> anyhow::Result<()> {
        let (base, accepted) = caller.base(&self.server, operation).await;
        self.results.operations += 1;
        self.results.accepted += usize::from(accepted);
        if self.quick && !accepted {
            return Ok(());
        }
        for subject in caller.subjects(&self.server, operation, &base, self.quick) {
            self.input(&subject).await?;
        }
        Ok(())
    }

    /// Sends one input in both sizes, and notes what broke.
    async fn input(&mut self, subject: &Subject) -> anyhow::Result<()> {
        self.results.inputs += 1;
        let mut size = self.bounds.size;
        // An input that is too long for the document is refused at once: a shorter one may not be.
        let (mut large, mut wait) = loop {
            let measured = self.measure(subject, size).await?;
            if measured.0.refused && size > 16 * 1024 && measured.0.cpu < self.bounds.floor {
                size /= 4;
            } else {
                break measured;
            }
        };
        let kib = size / 1024;
        for _ in 0..2 {
            if wait <= self.bounds.wait || large.late {
                break;
            }
            // Another process may have had the processor: only what shows again is a finding.
            let again = self.measure(subject, size).await?;
            (large, wait) = (again.0, wait.min(again.1));
        }
        if wait > self.bounds.wait && self.is_busy().await {
            // The processor belongs to others just now: a wait says nothing.
            wait = self.bounds.wait;
        }
        if wait > self.bounds.wait {
            let wait = wait.as_secs_f64();
            self.found(format!("{}, {kib} KiB: another caller waits {wait:.1} s", subject.name));
        }
        if wait > self.results.wait {
            self.results.wait = wait;
            self.results.waited.clone_from(&subject.name);
        }
        // A stream may take its time; work may not.
        if large.late && large.cpu >= cost::ANSWER / 2 {
            self.found(format!("{}, {kib} KiB: no answer in time", subject.name));
            return Ok(());
        }
        if large.cpu < self.bounds.floor {
            return Ok(());
        }
        let (mut small, _) = self.measure(subject, size / 2).await?;
        let mut factor = large.factor(&small);
        if factor > FACTOR {
            // Jobs of earlier inputs may have taken the time.
            let meter = Meter::of(&self.server);
            large = meter.send_alone(&self.server, subject, size).await?;
            small = meter.send_alone(&self.server, subject, size / 2).await?;
            factor = factor.min(large.factor(&small));
        }
        self.results.factor = self.results.factor.max(factor);
        if factor > FACTOR {
            let (half, whole) = (small.cpu.as_secs_f64(), large.cpu.as_secs_f64());
            self.found(format!(
                "{}, {} to {kib} KiB: {half:.2} to {whole:.2} s of CPU, × {factor:.1}",
                subject.name,
                kib / 2,
            ));
        }
        Ok(())
    }

    /// Sends one input, and returns its cost and how long another caller waited. A server that does not come to rest is
    /// replaced by a new one on the same data.
    async fn measure(
        &mut self,
        subject: &Subject,
        size: usize,
    ) -> anyhow::Result<(cost::Cost, Duration)> {
        self.probe.longest();
        let cost = Meter::of(&self.server).send(&self.server, subject, size).await?;
        let wait = self.probe.longest();
        if !cost.rested {
            self.server.kill_and_restart()?;
            self.probe = Probe::start(&self.server);
        }
        Ok((cost, wait))
    }

    /// Whether `/health` is slow without an attack as well.
    async fn is_busy(&self) -> bool {
        self.probe.longest();
        tokio::time::sleep(Duration::from_secs(1)).await;
        self.probe.longest() > self.bounds.wait / 2
    }

    fn found(&mut self, finding: String) {
        eprint_line(&format!("BREAK   {finding}"));
        self.results.broken.push(finding);
    }
}

impl Results {
    fn rows(&self, api: &str, bounds: Bounds) -> Vec<Row> {
        let Self { operations, accepted, inputs, .. } = self;
        let sent =
            format!("{api}: {inputs} inputs of {operations} operations, {accepted} accept a body");
        let held = Verdict::of(self.factor <= FACTOR);
        let figure = match self.factor {
            0.0 => format!("all below {} ms of CPU", bounds.floor.as_millis()),
            factor => format!("worst factor {factor:.1}"),
        };
        let bound = format!("CPU at most × {FACTOR} when doubled");
        let waited = if self.wait > bounds.wait { self.waited.as_str() } else { "" };
        let mut rows = vec![
            Row::new(sent, figure, bound, held),
            Row::most(
                format!("{api}: /health beside each input {waited}").trim(),
                (self.wait.as_millis(), bounds.wait.as_millis()),
                "ms",
            ),
        ];
        let broken = self.broken.iter().take(ROWS);
        rows.extend(broken.map(|one| Row::new(format!("{api}: {one}"), "", "", Verdict::Break)));
        rows
    }
}

/// Finds ids by calling every operation that creates something without needing an id.
async fn create(server: &Server, caller: &Caller, operations: &[Operation]) -> Ids {
    let mut ids = caller.ids.clone();
    // A second round creates what needs an id of the first. Logins and the like create nothing.
    for _ in 0..2 {
        let posts = operations.iter().filter(|one| one.method == "post");
        for operation in posts.filter(|one| !one.path.contains("/auth/")) {
            if ids.in_path(&operation.path, "id").is_some() && !operation.path.contains('{') {
                continue;
            }
            for body in &operation.bodies {
                let request = caller.request(server, operation, &ids).json(&ids.body(body));
                let answer = server.send(&request).await;
                if let Ok(answer) = answer.and_then(|answer| answer.expect(&operation.id)) {
                    ids.learn(operation, &answer.json());
                    break;
                }
            }
        }
    }
    ids
}
