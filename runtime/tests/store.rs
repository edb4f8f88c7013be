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

/// Makes `SQLite` end the transaction by itself when a record with the id `fatal` is written, as on a full disk.
async fn add_fatal_trigger(folder: &Path) {
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(folder.join("counterpart.db"));
    let pool = sqlx::SqlitePool::connect_with(options).await.unwrap();
    let trigger = "CREATE TRIGGER fatal BEFORE INSERT ON records WHEN new.id = 'fatal' \
                   BEGIN SELECT RAISE(ROLLBACK, 'the disk failed'); END";
    sqlx::raw_sql(trigger).execute(&pool).await.unwrap();
    pool.close().await;
}

#[tokio::test]
async fn writes_go_on_after_a_transaction_that_sqlite_ended() {
    let place = tempfile::tempdir().unwrap();
    let store = folder(place.path()).await.unwrap();
    add_fatal_trigger(place.path()).await;
    let models = models(&store);
    for round in 0..3 {
        let failed = models.create("fatal", &model("fatal")).await;
        assert!(matches!(failed, Err(StoreError::Database(_))), "{failed:?}");
        store.prove().await.unwrap();
        let id = round.to_string();
        models.create(&id, &model(&id)).await.unwrap();
    }
    // What came before in the same transaction is lost with it, and so is what comes after.
    let mut transaction = store.begin().await.unwrap();
    models.on(&mut transaction).create("before", &model("before")).await.unwrap();
    models.on(&mut transaction).create("fatal", &model("fatal")).await.unwrap_err();
    transaction.commit().await.unwrap_err();
    assert_eq!(models.get("before").await.unwrap(), None);
    assert_eq!(models.count().await.unwrap(), 3);
    store.close().await;
}

#[tokio::test]
async fn a_waiting_writer_is_told_that_the_store_is_busy() {
    let place = tempfile::tempdir().unwrap();
    let store = folder(place.path()).await.unwrap();
    let held = store.begin().await.unwrap();
    let (models, one) = (models(&store), model("one"));
    let (refused, proof) = tokio::join!(models.create("1", &one), store.prove());
    assert!(matches!(refused, Err(StoreError::Busy { .. })), "{refused:?}");
    assert!(matches!(proof, Err(StoreError::Busy { .. })), "{proof:?}");
    drop(held);
    models.create("1", &one).await.unwrap();
    store.close().await;
}

#[tokio::test]
async fn a_deleted_lock_file_lets_nobody_in() {
    let place = tempfile::tempdir().unwrap();
    let store = folder(place.path()).await.unwrap();
    for entry in std::fs::read_dir(place.path()).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        if !name.starts_with("counterpart.db") && entry.file_type().unwrap().is_file() {
            std::fs::remove_file(entry.path()).unwrap();
        }
    }
    let second = folder(place.path()).await.unwrap_err().to_string();
    assert!(second.contains("another server is using it"), "{second}");
    store.close().await;
}

#[cfg(unix)]
#[tokio::test]
async fn the_data_is_private() {
    use std::os::unix::fs::PermissionsExt as _;
    let set = |path: &Path, mode| {
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
    };
    let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let place = tempfile::tempdir().unwrap();

    std::fs::write(place.path().join("other"), "").unwrap();
    for open in [0o755, 0o711, 0o770] {
        set(place.path(), open);
        let refused = folder(place.path()).await.unwrap_err().to_string();
        assert!(refused.contains("chmod 700"), "{refused}");
        assert_eq!(std::fs::read_dir(place.path()).unwrap().count(), 1, "nothing was written");
        assert_eq!(mode(place.path()), open);
    }
    // An empty folder is made private.
    std::fs::remove_file(place.path().join("other")).unwrap();
    let store = folder(place.path()).await.unwrap();
    assert_eq!(mode(place.path()), 0o700);
    models(&store).create("1", &model("one")).await.unwrap();
    let names = ["counterpart.db", "counterpart.db-wal", "counterpart.db-shm"];
    for name in names {
        assert_eq!(mode(&place.path().join(name)), 0o600, "{name}");
    }
    assert_eq!(mode(&place.path().join("files")), 0o700);
    store.close().await;
    drop(store);

    // Files of an earlier version are made private.
    set(&place.path().join("counterpart.db"), 0o644);
    set(&place.path().join("files"), 0o755);
    folder(place.path()).await.unwrap().close().await;
    assert_eq!(mode(&place.path().join("counterpart.db")), 0o600);
    assert_eq!(mode(&place.path().join("files")), 0o700);
}

#[tokio::test]
async fn files_that_a_crash_left_behind_are_removed() {
    let place = tempfile::tempdir().unwrap();
    let store = folder(place.path()).await.unwrap();
    let models = models(&store);
    let (arcee, other) = (store.scope("arcee", "acme"), store.scope("agents", "/shared"));
    let content = || bytes::Bytes::from_static(b"content");
    for (scope, id) in [
        (&arcee, "by-id"),
        (&arcee, "by-name"),
        (&arcee, "lost-1"),
        (&other, "by-name"),
        (&other, "lost-2"),
    ] {
        store.files().put_bytes(&scope.file(id), content()).await.unwrap();
    }
    models.create("by-id", &model("one")).await.unwrap();
    models.create("2", &model("a/by-name.csv")).await.unwrap();
    let acme = place.path().join("files/arcee/acme");
    std::fs::write(acme.join("by-id#3"), "half of it").unwrap();
    std::fs::write(acme.join("not one of ours"), "").unwrap();
    store.close().await;
    drop((models, arcee, other, store));

    let store = folder(place.path()).await.unwrap();
    let (arcee, other) = (store.scope("arcee", "acme"), store.scope("agents", "/shared"));
    for (scope, id, kept) in [
        (&arcee, "by-id", true),
        (&arcee, "by-name", true),
        (&arcee, "lost-1", false),
        // A record of another tenant does not count.
        (&other, "by-name", false),
        (&other, "lost-2", false),
    ] {
        let size = store.files().size(&scope.file(id)).await.unwrap();
        assert_eq!(size.is_some(), kept, "{id}");
    }
    assert!(!acme.join("by-id#3").exists());
    assert!(acme.join("not one of ours").exists());
    store.close().await;
}

#[tokio::test]
async fn many_are_found_by_key_at_once() {
    let store = memory().await;
    let models: Collection<Model> = store
        .scope("arcee", "acme")
        .collection("models")
        .key("name", |model: &Model| [model.name.clone()]);
    for (id, name) in [("1", "a"), ("2", "b"), ("3", "a")] {
        models.create(id, &model(name)).await.unwrap();
    }
    let wanted = ["b", "a", "none", "a"].map(str::to_owned);
    let found = models.find_many("name", &wanted).await.unwrap();
    let mut found: Vec<(&str, &str)> =
        found.iter().map(|(name, record)| (name.as_str(), record.id.as_str())).collect();
    found.sort_unstable();
    assert_eq!(found, [("a", "1"), ("b", "2")], "the oldest of several");
    assert_eq!(models.total("$.size").await.unwrap(), (3, 3));

    let mut transaction = store.begin().await.unwrap();
    let used = models.on(&mut transaction).values_in_use("name", &wanted).await.unwrap();
    assert_eq!(used.len(), 2);
    assert_eq!(models.on(&mut transaction).delete_by_key("name", "a").await.unwrap(), 2);
    assert_eq!(models.on(&mut transaction).clear().await.unwrap(), 1);
    transaction.commit().await.unwrap();
    assert_eq!(models.count().await.unwrap(), 0);
}
