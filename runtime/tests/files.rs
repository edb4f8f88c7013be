//! Files are stored unchanged, completely or not at all, whatever their name.

use std::convert::Infallible;

use bytes::Bytes;
use counterpart_runtime::clock::Clock;
use counterpart_runtime::store::{Place, Store};
use futures_util::{StreamExt, TryStreamExt, stream};

async fn content(store: &Store, id: &str) -> Option<Vec<u8>> {
    let path = store.scope("arcee", "acme").file(id);
    let (size, content) = store.files().get(&path).await.unwrap()?;
    let content: Vec<Bytes> = content.try_collect().await.unwrap();
    let content = content.concat();
    assert_eq!(size, content.len() as u64);
    Some(content)
}

#[tokio::test]
async fn files_are_written_and_read_as_streams() {
    let place = tempfile::tempdir().unwrap();
    for place in [Place::Memory, Place::Folder(place.path().to_owned())] {
        let store = Store::open(&place, Clock::system()).await.unwrap();
        let path = store.scope("arcee", "acme").file("upload");
        let parts =
            (0..200_u8).map(|number| Ok::<_, Infallible>(Bytes::from(vec![number; 100_000])));
        let info = store.files().put(&path, stream::iter(parts)).await.unwrap();
        assert_eq!(info.size, 20_000_000);
        assert_eq!(store.files().size(&path).await.unwrap(), Some(20_000_000));
        let read = content(&store, "upload").await.unwrap();
        assert_eq!((read.len(), read[0], read[19_999_999]), (20_000_000, 0, 199));
        let part = store.files().get_range(&path, 99_999..100_001).await.unwrap().unwrap();
        assert_eq!(&*part, [0, 1]);
        assert!(
            store
                .files()
                .get_range(&path, 30_000_000..30_000_001)
                .await
                .unwrap()
                .unwrap()
                .is_empty()
        );

        let info = store.files().put_bytes(&path, Bytes::from_static(b"abc")).await.unwrap();
        assert_eq!(info.sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert_eq!(content(&store, "upload").await.unwrap(), b"abc");
        store.files().delete(&path).await.unwrap();
        store.files().delete(&path).await.unwrap();
        assert_eq!(content(&store, "upload").await, None);
    }
}

#[tokio::test]
async fn an_interrupted_upload_leaves_nothing() {
    let place = tempfile::tempdir().unwrap();
    let store =
        Store::open(&Place::Folder(place.path().to_owned()), Clock::system()).await.unwrap();
    let path = store.scope("arcee", "acme").file("upload");
    let parts =
        stream::iter([Ok(Bytes::from_static(b"half"))]).chain(stream::iter([Err("interrupted")]));
    assert!(store.files().put(&path, parts).await.is_err());
    assert_eq!(content(&store, "upload").await, None);
}

#[tokio::test]
async fn a_name_cannot_escape_the_folder() {
    let place = tempfile::tempdir().unwrap();
    let store =
        Store::open(&Place::Folder(place.path().to_owned()), Clock::system()).await.unwrap();
    for id in ["../../escaped", "..", "/etc/passwd", "a/../b", "%2e%2e", "a b", "ü"] {
        let path = store.scope("arcee", "acme").file(id);
        store.files().put_bytes(&path, Bytes::copy_from_slice(id.as_bytes())).await.unwrap();
        assert_eq!(content(&store, id).await.unwrap(), id.as_bytes(), "{id}");
    }
    let kept = std::fs::read_dir(place.path().join("files/arcee/acme")).unwrap().count();
    assert_eq!(kept, 7);
}
