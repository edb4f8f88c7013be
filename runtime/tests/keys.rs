//! API keys: valid and invalid keys, and no secret in the database.

use std::time::Duration;

use counterpart_runtime::clock::Clock;
use counterpart_runtime::startup_keys::{self, StartupKeys};
use counterpart_runtime::store::{Keys, NewKey, Place, Store};
use jiff::Timestamp;

const DAY: Duration = Duration::from_hours(24);

fn new(name: &str) -> NewKey {
    NewKey {
        owner: "ada@acme.example".to_owned(),
        org: "acme".to_owned(),
        name: name.to_owned(),
        expires_on: Some("1970-01-02".parse().unwrap()),
    }
}

async fn good(keys: &Keys, secret: &str) -> bool {
    keys.verify(secret).await.unwrap().is_some()
}

#[tokio::test]
async fn a_key_is_valid_until_it_expires_or_is_revoked() {
    let clock = Clock::manual(Timestamp::UNIX_EPOCH);
    let keys = Store::open(&Place::Memory, clock.clone()).await.unwrap().keys();
    let one = keys.issue(new("one")).await.unwrap();
    let two = keys.issue(NewKey { expires_on: None, ..new("two") }).await.unwrap();
    assert_ne!(one.secret, two.secret);
    assert!(!format!("{one:?}").contains(&one.secret));
    assert!(one.secret.ends_with(&one.key.hint) && one.key.hint.len() == 4);
    assert_eq!(keys.verify(&one.secret).await.unwrap(), Some(one.key.clone()));
    for wrong in ["", "x", &one.secret[1..], &one.secret.to_uppercase(), &one.key.id] {
        assert!(!good(&keys, wrong).await, "{wrong}");
    }

    // The key is valid throughout its last day.
    clock.advance(DAY);
    assert!(good(&keys, &one.secret).await);
    clock.advance(DAY);
    assert!(!good(&keys, &one.secret).await);
    assert_eq!(keys.list("ada@acme.example").await.unwrap().len(), 2);

    assert!(!keys.revoke("eve@acme.example", &two.key.id).await.unwrap());
    assert!(keys.revoke("ada@acme.example", &two.key.id).await.unwrap());
    assert!(!keys.revoke("ada@acme.example", &two.key.id).await.unwrap());
    assert!(!good(&keys, &two.secret).await);
    assert_eq!(keys.list("ada@acme.example").await.unwrap(), [one.key]);
}

#[tokio::test]
async fn startup_keys_are_valid_until_the_next_start() {
    let place = tempfile::tempdir().unwrap();
    let place = Place::Folder(place.path().to_owned());
    let open = || async { Store::open(&place, Clock::system()).await.unwrap() };

    let store = open().await;
    let StartupKeys::Generated { secret, file: Some(file) } =
        startup_keys::register(&store.keys(), &place, &[]).await.unwrap()
    else {
        panic!("no key was generated")
    };
    assert!(good(&store.keys(), &secret).await);
    assert_eq!(std::fs::read_to_string(&file).unwrap().trim(), secret);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o600);
    }
    let issued = store.keys().issue(NewKey { expires_on: None, ..new("issued") }).await.unwrap();
    store.close().await;
    drop(store);

    let store = open().await;
    let given = startup_keys::register(&store.keys(), &place, &["given".to_owned()]).await.unwrap();
    assert_eq!(given, StartupKeys::Given(1));
    assert!(good(&store.keys(), "given").await && good(&store.keys(), &issued.secret).await);
    assert!(!good(&store.keys(), &secret).await);
    store.close().await;
    drop(store);

    let store = open().await;
    assert_eq!(
        startup_keys::register(&store.keys(), &place, &[]).await.unwrap(),
        StartupKeys::Stored(file)
    );
    assert!(good(&store.keys(), &secret).await && !good(&store.keys(), "given").await);
    // A revoked key stays revoked: the next start generates another one.
    let key = store.keys().verify(&secret).await.unwrap().unwrap();
    assert!(store.keys().revoke(startup_keys::OWNER, &key.id).await.unwrap());
    let again = startup_keys::register(&store.keys(), &place, &[]).await.unwrap();
    assert!(
        matches!(&again, StartupKeys::Generated { secret: other, .. } if *other != secret),
        "{again:?}"
    );
    assert!(!good(&store.keys(), &secret).await);
    store.close().await;
    drop(store);

    let Place::Folder(folder) = &place else { panic!("the place is a folder") };
    for entry in std::fs::read_dir(folder)
        .unwrap()
        .map(Result::unwrap)
        .filter(|entry| entry.path().is_file())
    {
        let text = std::fs::read(entry.path()).unwrap();
        let holds = |secret: &str| text.windows(secret.len()).any(|part| part == secret.as_bytes());
        assert!(!holds(&secret) && !holds(&issued.secret), "{:?}", entry.path());
    }
}
