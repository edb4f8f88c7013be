//! Jobs: they advance when due, at most one per subject, and resume after a restart.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use counterpart_runtime::clock::Clock;
use counterpart_runtime::job::{Job, JobError, Jobs, Plan};
use counterpart_runtime::store::{Place, Scope, Store};
use jiff::Timestamp;

const SECOND: Duration = Duration::from_secs(1);

fn plan() -> Plan {
    Plan::new("arcee/train", "training_complete")
        .state("queued", SECOND)
        .state("machine_starting", SECOND)
        .state("training", SECOND)
}

async fn open(place: &Place, clock: &Clock) -> (Jobs, Scope) {
    let store = Store::open(place, clock.clone()).await.unwrap();
    (Jobs::new(store.clone()), store.scope("arcee", "acme"))
}

/// Waits until a job is in a state. The clock of the job stands still meanwhile. The limit ends a failing test.
async fn reach(jobs: &Jobs, id: &str, state: &str) -> Job {
    let reached = async {
        loop {
            let job = jobs.get(id).await.unwrap().unwrap();
            if job.state == state {
                return job;
            }
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(30), reached)
        .await
        .unwrap_or_else(|_| panic!("state {state} was not reached"))
}

fn run(jobs: &Jobs) -> tokio::task::JoinHandle<()> {
    let jobs = jobs.clone();
    tokio::spawn(async move { jobs.run().await })
}

#[tokio::test]
async fn a_job_moves_through_its_states() {
    let clock = Clock::manual(Timestamp::UNIX_EPOCH);
    let (jobs, scope) = open(&Place::Memory, &clock).await;
    let entered = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&entered);
    jobs.define(plan().on_enter(move |job: Job| {
        seen.lock().unwrap().push(job.state);
        async { Ok(()) }
    }));
    let worker = run(&jobs);

    let job = jobs.start(&scope, "arcee/train", "model-1").await.unwrap();
    assert_eq!((job.state.as_str(), job.is_over()), ("queued", false));
    let twice = jobs.start(&scope, "arcee/train", "model-1").await;
    assert!(matches!(twice, Err(JobError::AtWork(_))), "{twice:?}");
    let unknown = jobs.start(&scope, "arcee/fly", "model-1").await;
    assert!(matches!(unknown, Err(JobError::UnknownPlan(_))), "{unknown:?}");
    jobs.start(&scope, "arcee/train", "model-2").await.unwrap();

    for state in ["machine_starting", "training", "training_complete"] {
        clock.advance(SECOND);
        reach(&jobs, &job.id, state).await;
    }
    let done = jobs.latest(&scope, "arcee/train", "model-1").await.unwrap().unwrap();
    assert!(done.is_over() && done.error.is_none());
    let again = jobs.start(&scope, "arcee/train", "model-1").await.unwrap();
    assert!(jobs.cancel(&again.id, "cancelled").await.unwrap());
    assert!(!jobs.cancel(&again.id, "cancelled").await.unwrap());
    assert_eq!(
        jobs.latest(&scope, "arcee/train", "model-1").await.unwrap().unwrap().state,
        "cancelled"
    );
    worker.abort();
    let entered = entered.lock().unwrap();
    assert!(entered.iter().any(|state| state == "training_complete"));
}

#[tokio::test]
async fn failed_work_ends_only_its_own_job() {
    let clock = Clock::manual(Timestamp::UNIX_EPOCH);
    let (jobs, scope) = open(&Place::Memory, &clock).await;
    jobs.define(plan().failed_state("training_failed").on_enter(|job: Job| async move {
        match (job.subject.as_str(), job.state.as_str()) {
            ("empty", "training") => Err("the context has no documents".into()),
            ("bug", "machine_starting") => panic!("a bug"),
            _ => Ok(()),
        }
    }));
    let mut started = Vec::new();
    for subject in ["empty", "bug", "fine"] {
        started.push(jobs.start(&scope, "arcee/train", subject).await.unwrap().id);
    }
    let worker = run(&jobs);
    clock.advance(SECOND);
    let bug = reach(&jobs, &started[1], "training_failed").await;
    assert!(bug.error.is_some() && bug.is_over());
    reach(&jobs, &started[0], "machine_starting").await;
    reach(&jobs, &started[2], "machine_starting").await;
    clock.advance(SECOND);
    let empty = reach(&jobs, &started[0], "training_failed").await;
    assert_eq!(empty.error.as_deref(), Some("the context has no documents"));
    reach(&jobs, &started[2], "training").await;
    worker.abort();
}

#[tokio::test]
async fn a_job_resumes_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let place = Place::Folder(folder.path().to_owned());
    let clock = Clock::manual(Timestamp::UNIX_EPOCH);
    let id = {
        let (jobs, scope) = open(&place, &clock).await;
        jobs.define(plan());
        let worker = run(&jobs);
        let job = jobs.start(&scope, "arcee/train", "model").await.unwrap();
        clock.advance(SECOND);
        reach(&jobs, &job.id, "machine_starting").await;
        worker.abort();
        let _ = worker.await;
        job.id
    };
    let (jobs, _) = open(&place, &clock).await;
    jobs.define(plan());
    let worker = run(&jobs);
    clock.advance(SECOND);
    reach(&jobs, &id, "training").await;
    clock.advance(SECOND);
    assert!(reach(&jobs, &id, "training_complete").await.is_over());
    worker.abort();
}

#[tokio::test]
async fn slow_work_does_not_delay_other_jobs_and_ends_with_the_server() {
    let clock = Clock::manual(Timestamp::UNIX_EPOCH);
    let (jobs, scope) = open(&Place::Memory, &clock).await;
    let alive = Arc::new(());
    let held = Arc::clone(&alive);
    jobs.define(plan().on_enter(move |job: Job| {
        let held = Arc::clone(&held);
        async move {
            if job.subject == "endless" {
                std::future::pending::<()>().await;
            }
            drop(held);
            Ok(())
        }
    }));
    let endless = jobs.start(&scope, "arcee/train", "endless").await.unwrap();
    let worker = run(&jobs);
    clock.advance(SECOND);
    // The plan holds one reference, and the work another.
    while Arc::strong_count(&alive) < 3 {
        tokio::task::yield_now().await;
    }
    let quick = jobs.start(&scope, "arcee/train", "quick").await.unwrap();
    for state in ["machine_starting", "training", "training_complete"] {
        clock.advance(SECOND);
        reach(&jobs, &quick.id, state).await;
    }
    assert_eq!(jobs.get(&endless.id).await.unwrap().unwrap().state, "queued");
    jobs.stop();
    worker.await.unwrap();
    // The work and the plan have been dropped.
    assert_eq!(Arc::strong_count(&alive), 1);
}
