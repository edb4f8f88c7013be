//! What one input costs the server: processor time until it comes to rest, also after the answer.

use std::time::{Duration, Instant};

use super::subject::Subject;
use crate::attack::server::Server;
use crate::attack::usage;

/// The time limit for an answer.
pub(super) const ANSWER: Duration = Duration::from_secs(20);
/// How long the server may work on after the answer.
const REST: Duration = Duration::from_secs(10);
/// The server rests when it uses less than a quarter of one processor for this time, and then for three times as long.
const STEP: Duration = Duration::from_millis(10);
/// Jobs that an input starts, or that an earlier one left behind, wait for their turn. They have ended when the server does
/// nearly nothing for this time.
const SETTLED: Duration = Duration::from_secs(2);
/// How long jobs may take.
const JOBS: Duration = Duration::from_secs(30);

/// The cost of an input.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cost {
    /// Processor time.
    pub(super) cpu: Duration,
    /// Whether the input was refused as wrong or too large.
    pub(super) refused: bool,
    /// Whether there was no answer in time.
    pub(super) late: bool,
    /// Whether the server came to rest.
    pub(super) rested: bool,
}

/// The processor time of a server, from now on.
#[derive(Debug)]
pub(super) struct Meter {
    process: u32,
}

impl Meter {
    pub(super) fn of(server: &Server) -> Self {
        Self { process: server.id() }
    }

    /// Sends an input, and the same once more as the continuation of what it began.
    pub(super) async fn send(
        &self,
        server: &Server,
        subject: &Subject,
        size: usize,
    ) -> anyhow::Result<Cost> {
        let before = usage::cpu(self.process)?;
        let (mut refused, mut late) = (false, false);
        let mut next = (subject.request)(size, None);
        for _ in 0..2 {
            let Some(request) = next.take() else { break };
            let mut connection = server.connect().await?;
            match connection.send_within(&request, ANSWER).await {
                Ok(answer) => {
                    refused |= (400..500).contains(&answer.status);
                    let known = subject.continued(&answer.json());
                    next = known.and_then(|known| (subject.request)(size, Some(known)));
                }
                Err(_) => late = true,
            }
        }
        let rested = self.rest().await?;
        let cpu = usage::cpu(self.process)?.saturating_sub(before);
        Ok(Cost { cpu, refused, late, rested })
    }

    /// Sends an input like [`Self::send`] when earlier jobs have ended, and counts its own jobs.
    pub(super) async fn send_alone(
        &self,
        server: &Server,
        subject: &Subject,
        size: usize,
    ) -> anyhow::Result<Cost> {
        self.settle().await?;
        let before = usage::cpu(self.process)?;
        let cost = self.send(server, subject, size).await?;
        self.settle().await?;
        Ok(Cost { cpu: usage::cpu(self.process)?.saturating_sub(before), ..cost })
    }

    async fn settle(&self) -> anyhow::Result<()> {
        let end = Instant::now() + JOBS;
        let mut before = usage::cpu(self.process)?;
        while Instant::now() < end {
            tokio::time::sleep(SETTLED).await;
            let now = usage::cpu(self.process)?;
            if now.saturating_sub(before) < SETTLED / 20 {
                break;
            }
            before = now;
        }
        Ok(())
    }

    async fn rest(&self) -> anyhow::Result<bool> {
        let end = Instant::now() + REST;
        let mut step = STEP;
        let mut before = usage::cpu(self.process)?;
        while Instant::now() < end {
            tokio::time::sleep(step).await;
            let now = usage::cpu(self.process)?;
            if now.saturating_sub(before) < step / 4 {
                return Ok(true);
            }
            (before, step) = (now, STEP * 3);
        }
        Ok(false)
    }
}

impl Cost {
    /// How many times more this input costs than another one.
    pub(super) fn factor(&self, other: &Self) -> f64 {
        self.cpu.as_secs_f64() / other.cpu.as_secs_f64().max(0.001)
    }
}
