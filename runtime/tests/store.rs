//! The guarantees of the store: conflicts are detected, changes are atomic, pages are stable, and nothing is lost by a
//! restart.

use std::future::poll_fn;
use std::path::Path;
use std::pin::pin;
use std::task::Poll;

use counterpart_runtime::clock::Clock;
use counterpart_runtime::store::{Collection, List, Place, Store, StoreError};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Model {
    name: String,
    size: u64,
}

fn model(name: &str) -> Model {
    Model { name: name.to_owned(), size: 1 }
}

async fn memory() -> Store {
    Store::open(&Place::Memory, Clock::manual(Timestamp::UNIX_EPOCH)).await.unwrap()
}

async fn folder(folder: &Path) -> Result<Store, StoreError> {
    Store::open(&Place::Folder(folder.to_owned()), Clock::system()).await
}

fn models(store: &Store) -> Collection<Model> {
    store
        .scope("arcee", "acme")
        .collection("models")
        .unique_key("name", |model: &Model| Some(model.name.clone()))
}

fn ids<T>(page: &counterpart_runtime::store::Page<T>) -> Vec<&str> {
    page.items.iter().map(|record| record.id.as_str()).collect()
}

#[tokio::test]
async fn ids_and_unique_keys_are_unique() {
    let models = models(&memory().await);
    let made = models.create("1", &model("one")).await.unwrap();
    assert_eq!((made.version, made.created_at), (1, Timestamp::UNIX_EPOCH));

    let same_id = models.create("1", &model("other")).await;
    assert!(matches!(same_id, Err(StoreError::Exists { .. })), "{same_id:?}");
    let same_name = models.create("2", &model("one")).await;
    assert!(matches!(same_name, Err(StoreError::Exists { .. })), "{same_name:?}");
    // Rejected uploads leave nothing behind.
    assert_eq!(models.count().await.unwrap(), 1);
    assert_eq!(models.get("2").await.unwrap(), None);

    models.create("2", &model("two")).await.unwrap();
    assert_eq!(models.find("name", "two").await.unwrap().unwrap().id, "2");
    let both = models.get_many(&["2".to_owned(), "9".to_owned(), "1".to_owned()]).await.unwrap();
    let mut both: Vec<&str> = both.iter().map(|record| record.id.as_str()).collect();
    both.sort_unstable();
    assert_eq!(both, ["1", "2"]);
    // A released name can be used again.
    models.update("1", |model| model.name = "uno".to_owned()).await.unwrap().unwrap();
    models.create("3", &model("one")).await.unwrap();
}

#[tokio::test]
async fn changes_are_atomic() {
    let store = memory().await;
    let models = models(&store);
    models.create("1", &model("one")).await.unwrap();

    let refused: Result<_, StoreError> = models
        .try_update("1", |model| {
            model.size = 100;
            Err(StoreError::Changed("no".to_owned()))
        })
        .await;
    assert!(refused.is_err());
    let read = models.get("1").await.unwrap().unwrap();
    assert_eq!(read.value.size, 1);

    let mut transaction = store.begin().await.unwrap();
    models.on(&mut transaction).put("1", &model("changed")).await.unwrap();
    models.on(&mut transaction).create("2", &model("two")).await.unwrap();
    drop(transaction);
    assert_eq!(models.count().await.unwrap(), 1);
    assert_eq!(models.get("1").await.unwrap().unwrap().value, model("one"));

    models.compare_and_set(&read, &model("first")).await.unwrap();
    let late = models.compare_and_set(&read, &model("second")).await;
    assert!(matches!(late, Err(StoreError::Changed(_))), "{late:?}");

    assert_eq!(models.delete("1").await.unwrap().unwrap().value, model("first"));
    assert_eq!(models.delete("1").await.unwrap(), None);
    assert_eq!(models.update("1", |_| ()).await.unwrap(), None);
    assert_eq!(models.find("name", "first").await.unwrap(), None);
}

#[tokio::test]
async fn pages_neither_skip_nor_repeat() {
    let store = memory().await;
    let notes: Collection<u32> = store
        .scope("arcee", "acme")
        .collection("notes")
        .key("parity", |number: &u32| [(number % 2).to_string()]);
    for number in 0..10 {
        notes.create(&format!("n{number}"), &number).await.unwrap();
    }
    let first = notes.list(&List::new().limit(3)).await.unwrap();
    assert_eq!((ids(&first), first.total, first.has_more), (vec!["n0", "n1", "n2"], 10, true));
    notes.create("late", &10).await.unwrap();
    notes.delete("n0").await.unwrap();
    let second = notes.list(&List::new().after("n2").limit(3)).await.unwrap();
    assert_eq!(ids(&second), ["n3", "n4", "n5"]);
    let newest = notes.list(&List::new().newest_first().after("n9").limit(2)).await.unwrap();
    assert_eq!(ids(&newest), ["n8", "n7"]);
    let last = notes.list(&List::new().offset(8).limit(5)).await.unwrap();
    assert_eq!((ids(&last), last.has_more), (vec!["n9", "late"], false));
    let even =
        notes.list(&List::new().with_key("parity", "0").newest_first().limit(2)).await.unwrap();
    assert_eq!((ids(&even), even.total, even.has_more), (vec!["late", "n8"], 5, true));
    // A reader continues after the position of a deleted record.
    notes.delete("n2").await.unwrap();
    let second = notes.list(&List::new().after("n2").limit(3)).await.unwrap();
    assert_eq!(ids(&second), ["n3", "n4", "n5"]);
    let newest = notes.list(&List::new().newest_first().after("n2")).await.unwrap();
    assert_eq!(ids(&newest), ["n1"]);
    // A record that is created again has its new position.
    notes.create("n2", &2).await.unwrap();
    assert!(notes.list(&List::new().after("n2")).await.unwrap().items.is_empty());
    let unknown = notes.list(&List::new().after("never")).await;
    assert!(matches!(unknown, Err(StoreError::UnknownCursor(_))), "{unknown:?}");
    // A position stays valid after its record has been deleted.
    let place = notes.delete("n5").await.unwrap().unwrap().seq;
    let after = notes.list(&List::new().past(place).limit(2)).await.unwrap();
    assert_eq!(ids(&after), ["n6", "n7"]);
    let before = notes.list(&List::new().newest_first().past(place).limit(2)).await.unwrap();
    assert_eq!(ids(&before), ["n4", "n3"]);
}

#[tokio::test]
async fn tenants_are_isolated() {
    let store = memory().await;
    let [acme, other]: [Collection<Model>; 2] =
        ["acme", "other"].map(|tenant| store.scope("arcee", tenant).collection("models"));
    acme.create("1", &model("one")).await.unwrap();
    other.create("1", &model("uno")).await.unwrap();
    assert_eq!(other.get("1").await.unwrap().unwrap().value, model("uno"));
    other.delete("1").await.unwrap();
    assert_eq!(acme.count().await.unwrap(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn concurrent_changes_are_not_lost() {
    let place = tempfile::tempdir().unwrap();
    for store in [memory().await, folder(place.path()).await.unwrap()] {
        let models = models(&store);
        models.create("1", &model("one")).await.unwrap();
        let counter = store.scope("arcee", "acme").counter("ids");
        let task = || {
            let (models, counter) = (models.clone(), counter.clone());
            tokio::spawn(async move {
                let mut numbers = Vec::new();
                for _ in 0..50 {
                    models.update("1", |model| model.size += 1).await.unwrap();
                    numbers.push(counter.next().await.unwrap());
                    models.list(&List::new()).await.unwrap();
                }
                numbers
            })
        };
        let (one, other) = (task(), task());
        let mut numbers = [one.await.unwrap(), other.await.unwrap()].concat();
        numbers.sort_unstable();
        assert_eq!(numbers, (1..=100).collect::<Vec<i64>>());
        assert_eq!(models.get("1").await.unwrap().unwrap().value.size, 101);
    }
}

#[tokio::test]
async fn a_restart_loses_nothing() {
    let place = tempfile::tempdir().unwrap();
    let store = folder(place.path()).await.unwrap();
    let made = models(&store).create("1", &model("one")).await.unwrap();
    store.scope("arcee", "acme").counter("ids").add(7).await.unwrap();
    // Neither closed nor notified: as if the process had been killed.
    drop(store);

    let store = folder(place.path()).await.unwrap();
    assert_eq!(models(&store).get("1").await.unwrap(), Some(made));
    assert_eq!(store.scope("arcee", "acme").counter("ids").next().await.unwrap(), 8);
    let taken = models(&store).create("2", &model("one")).await;
    assert!(matches!(taken, Err(StoreError::Exists { .. })), "{taken:?}");
}

#[tokio::test]
async fn a_folder_is_locked_by_one_server() {
    let place = tempfile::tempdir().unwrap();
    let store = folder(place.path()).await.unwrap();
    let second = folder(place.path()).await.unwrap_err().to_string();
    assert!(second.contains("another server is using it"), "{second}");
    store.close().await;

    let file = place.path().join("file");
    std::fs::write(&file, "").unwrap();
    let wrong = folder(&file).await.unwrap_err().to_string();
    assert!(wrong.contains("cannot use"), "{wrong}");
}

#[tokio::test]
async fn data_of_a_newer_version_is_rejected() {
    let place = tempfile::tempdir().unwrap();
    folder(place.path()).await.unwrap().close().await;
    let options =
        sqlx::sqlite::SqliteConnectOptions::new().filename(place.path().join("counterpart.db"));
    let pool = sqlx::SqlitePool::connect_with(options).await.unwrap();
    sqlx::query("INSERT INTO schema_version (version) VALUES (9999)").execute(&pool).await.unwrap();
    pool.close().await;
    let refused = folder(place.path()).await;
    assert!(matches!(refused, Err(StoreError::TooNew { found: 9999, .. })), "{refused:?}");
}

/// Polls a future a limited number of times and drops it, like the call of a client that disconnects.
async fn polled<F: Future>(times: usize, future: F) -> Option<F::Output> {
    let mut future = pin!(future);
    for _ in 0..times {
        let once = poll_fn(|context| Poll::Ready(future.as_mut().poll(context))).await;
        if let Poll::Ready(output) = once {
            return Some(output);
        }
        tokio::task::yield_now().await;
    }
    None
}

/// Aborts queries after every number of polls, and checks that acknowledged data still exists.
async fn give_up(store: &Store) {
    let models = models(store);
    models.create("kept", &model("kept")).await.unwrap();
    let mut acknowledged = vec!["kept".to_owned()];
    for round in 0..200 {
        let times = round % 25;
        let id = round.to_string();
        if let Some(made) = polled(times, models.create(&id, &model(&id))).await {
            made.unwrap();
            acknowledged.push(id);
        }
        let found = polled(times, models.get("kept")).await.transpose().unwrap();
        assert!(found.is_none_or(|found| found.is_some()), "round {round}");
        polled(times, models.list(&List::new().limit(3))).await.transpose().unwrap();
        polled(times, models.update("kept", |model| model.size += 1)).await.transpose().unwrap();
        // The next caller is served.
        assert!(models.get("kept").await.unwrap().is_some(), "round {round}");
    }
    for id in &acknowledged {
        assert!(models.get(id).await.unwrap().is_some(), "{id}");
    }
    models.delete("kept").await.unwrap().unwrap();
}

#[tokio::test]
async fn disconnected_callers_do_not_harm_a_store_in_memory() {
    give_up(&memory().await).await;
}

#[tokio::test]
async fn disconnected_callers_do_not_harm_a_store_in_a_folder() {
    let place = tempfile::tempdir().unwrap();
    let store = folder(place.path()).await.unwrap();
    give_up(&store).await;
    store.close().await;
}
