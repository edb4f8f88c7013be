//! Vector stores: attached stored objects are searchable.

use agents_api::operations as op;
use agents_api::types::{AgentChatRequest, VectorStoreCreateRequest, VectorStoreFileCreateRequest};
use agents_api::types::{StoragePresignUploadRequest, VectorStoreSearchResult};
use agents_api::types::{VectorStoreFileResponse, VectorStoreResponse, VectorStoreSearchRequest};
use agents_api::wire::{Json, Map, Uuid};
use serde_json::json;
use std::time::Duration;

use super::server::{Owner, same, start_with_owner};
use crate::refused;

const HANDBOOK: &str = "On your first day at work, ask Ada for a key.\n\nLunch is at noon.\n";

fn map(value: Json) -> Map<Json> {
    let Json::Object(map) = value else { panic!("{value}") };
    map.into_iter().collect()
}

async fn create(who: &Owner, name: &str) -> VectorStoreResponse {
    let body = VectorStoreCreateRequest::new(name);
    who.client.create_vector_store(op::CreateVectorStore::new(body)).await.unwrap().into_body()
}

async fn get(who: &Owner, id: Uuid) -> VectorStoreResponse {
    who.client.get_vector_store(op::GetVectorStore::new(id)).await.unwrap()
}

async fn attach(
    who: &Owner,
    store: Uuid,
    object: &str,
    attributes: Json,
) -> VectorStoreFileResponse {
    let body = VectorStoreFileCreateRequest::new(object).with_attributes(map(attributes));
    who.client.attach_file(op::AttachFile::new(store, body)).await.unwrap().into_body()
}

async fn search(
    who: &Owner,
    store: Uuid,
    body: VectorStoreSearchRequest,
) -> Vec<VectorStoreSearchResult> {
    who.client.search_vector_store(op::SearchVectorStore::new(store, body)).await.unwrap().data
}

fn names(found: &[VectorStoreSearchResult]) -> Vec<&str> {
    found.iter().map(|found| found.filename.as_str()).collect()
}

#[tokio::test]
async fn a_search_finds_the_text_of_attached_files() {
    let (server, ada) = start_with_owner().await;
    let store = create(&ada, "handbook").await;
    let object = ada.store("handbook.md", "text/markdown", HANDBOOK).await;
    let file = attach(&ada, store.id, &object, json!({"chapter": "onboarding"})).await;
    assert_eq!((file.status.as_str(), file.last_error.as_deref()), ("completed", None));
    assert_eq!(
        (file.filename.as_str(), file.openai_file_id.as_str()),
        ("handbook.md", object.as_str())
    );
    assert!(file.usage_bytes > 0);
    let now = get(&ada, store.id).await;
    assert_eq!((now.usage_bytes, now.status.as_str()), (file.usage_bytes, "completed"));

    let found = search(&ada, store.id, VectorStoreSearchRequest::new("first day at work")).await;
    assert_eq!(names(&found), ["handbook.md"]);
    assert_eq!(
        (found[0].file_id.as_str(), &found[0].attributes["chapter"]),
        (object.as_str(), &"onboarding".into())
    );
    assert!(found[0].content[0].text.contains("ask Ada for a key"), "{found:?}");
    assert!(found[0].score > 0.0 && found[0].score <= 1.0);
    assert!(search(&ada, store.id, VectorStoreSearchRequest::new("submarine")).await.is_empty());

    // Agents find it as well and name the source.
    let body = AgentChatRequest::new("Whom do I ask for a key on my first day?")
        .with_agent_type("researcher");
    let answer = ada.client.chat(op::Chat::new(body)).await.unwrap();
    assert!(answer.response.contains("ask Ada for a key"), "{answer:?}");
    let events = op::GetConversationEvents::new(answer.conversation_id);
    let events = ada.client.get_conversation_events(events).await.unwrap().items;
    let result = events.iter().find(|event| event.run_item_type == "tool_result").unwrap();
    assert_eq!(result.call_output.value().unwrap()["results"][0]["filename"], "handbook.md");
    server.stop().await;
}

#[tokio::test]
async fn conditions_and_limits_narrow_a_search() {
    let (server, ada) = start_with_owner().await;
    let store = create(&ada, "reports").await.id;
    for (name, text, year) in [
        ("2023.txt", "The harbour was closed. The harbour was flooded.", 2023),
        ("2024.txt", "The harbour was open.", 2024),
        ("2025.txt", "Much was said of ships, and once of a harbour far away from here.", 2025),
    ] {
        let object = ada.store(name, "text/plain", text).await;
        attach(&ada, store, &object, json!({"year": year})).await;
    }
    let query = || VectorStoreSearchRequest::new("harbour");
    let all = search(&ada, store, query()).await;
    assert_eq!(all.len(), 3);
    assert!(all.is_sorted_by(|one, next| one.score >= next.score), "the best match comes first");
    assert_eq!(search(&ada, store, query().with_max_num_results(1)).await, all[..1]);
    let filters = json!({"type": "gte", "key": "year", "value": 2024});
    let recent = search(&ada, store, query().with_filters(map(filters))).await;
    same(names(&recent), vec!["2024.txt", "2025.txt"]);
    let filters = json!({"type": "and", "filters": [
        {"type": "gte", "key": "year", "value": 2024}, {"type": "ne", "key": "year", "value": 2025},
    ]});
    let one = search(&ada, store, query().with_filters(map(filters))).await;
    assert_eq!(names(&one), ["2024.txt"]);
    let least = all[0].score;
    let options = map(json!({"ranker": "auto", "score_threshold": least}));
    let best = search(&ada, store, query().with_ranking_options(options)).await;
    assert!(best.iter().all(|found| found.score >= least) && best.len() < 3);
    let wrong = query().with_filters(map(json!({"type": "like", "key": "year", "value": 1})));
    let wrong = op::SearchVectorStore::new(store, wrong);
    refused!(ada.client.search_vector_store(wrong), SearchVectorStoreError::UnprocessableContent);
    server.stop().await;
}

#[tokio::test]
async fn files_are_attached_listed_and_detached() {
    let (server, ada) = start_with_owner().await;
    let store = create(&ada, "handbook").await.id;
    let object = ada.store("handbook.md", "text/markdown", HANDBOOK).await;
    let image = ada.store("ada.png", "image/png", "\0PNG").await;
    let good = attach(&ada, store, &object, json!({})).await;
    let bad = attach(&ada, store, &image, json!({})).await;
    assert_eq!(
        (bad.status.as_str(), bad.last_error.as_deref()),
        ("failed", Some("The file is not UTF-8 text."))
    );

    let again = op::AttachFile::new(store, VectorStoreFileCreateRequest::new(&object));
    let why = refused!(ada.client.attach_file(again), AttachFileError::Conflict);
    assert_eq!(why, "The object is already attached.");
    let body = StoragePresignUploadRequest::new("x", "text/plain", 1);
    let pending = ada.client.create_upload_url(op::CreateUploadUrl::new(body)).await.unwrap();
    let pending = VectorStoreFileCreateRequest::new(pending.object_id.to_string());
    refused!(
        ada.client.attach_file(op::AttachFile::new(store, pending)),
        AttachFileError::Conflict
    );
    for (store, object) in [(store, "unknown"), (Uuid::nil(), object.as_str())] {
        let attach = op::AttachFile::new(store, VectorStoreFileCreateRequest::new(object));
        refused!(ada.client.attach_file(attach), AttachFileError::NotFound);
    }

    let list = ada.client.list_files(op::ListFiles::new(store)).await.unwrap();
    assert_eq!((list.items, list.total), (vec![bad.clone(), good.clone()], 2));
    for (status, expected) in
        [("completed", vec![good.clone()]), ("failed", vec![bad]), ("other", vec![])]
    {
        let list = op::ListFiles::new(store).with_status(status);
        assert_eq!(ada.client.list_files(list).await.unwrap().items, expected);
    }
    // Both ids find the file.
    for id in [good.id.to_string(), object.clone()] {
        let get = op::GetFile::new(store, id);
        assert_eq!(ada.client.get_file(get).await.unwrap(), good);
    }
    let other = create(&ada, "other").await.id;
    let elsewhere = op::GetFile::new(other, good.id.to_string());
    refused!(ada.client.get_file(elsewhere), GetFileError::NotFound);

    let detach = op::DeleteFile::new(store, object.clone());
    ada.client.delete_file(detach.clone()).await.unwrap();
    refused!(ada.client.delete_file(detach), DeleteFileError::NotFound);
    assert!(search(&ada, store, VectorStoreSearchRequest::new("key")).await.is_empty());
    // The object is kept and can be attached again.
    attach(&ada, store, &object, json!({})).await;
    assert_eq!(search(&ada, store, VectorStoreSearchRequest::new("key")).await.len(), 1);
    let id = object.parse().unwrap();
    ada.client.delete_object(op::DeleteObject::new(id)).await.unwrap();
    assert!(search(&ada, store, VectorStoreSearchRequest::new("key")).await.is_empty());
    refused!(ada.client.get_file(op::GetFile::new(store, object)), GetFileError::NotFound);
    server.stop().await;
}

#[tokio::test]
async fn without_poll_the_status_is_checked_later() {
    let (server, ada) = start_with_owner().await;
    let store = create(&ada, "handbook").await.id;
    let object = ada.store("handbook.md", "text/markdown", HANDBOOK).await;
    let body = VectorStoreFileCreateRequest::new(&object).with_poll(false);
    let file = ada.client.attach_file(op::AttachFile::new(store, body)).await.unwrap().into_body();
    assert_eq!(file.status, "in_progress");
    let searchable = async {
        let get = op::GetFile::new(store, file.id.to_string());
        while ada.client.get_file(get.clone()).await.unwrap().status == "in_progress" {}
    };
    searchable.await;
    assert_eq!(search(&ada, store, VectorStoreSearchRequest::new("lunch")).await.len(), 1);
    server.stop().await;
}

#[tokio::test]
async fn a_vector_store_belongs_to_its_tenant_and_has_a_unique_name() {
    let (server, ada) = start_with_owner().await;
    let eve = server.register("eve@other.example").await;
    let body = VectorStoreCreateRequest::new("handbook")
        .with_description("How we work")
        .with_metadata(map(json!({"language": "en"})));
    let made = ada
        .client
        .create_vector_store(op::CreateVectorStore::new(body.clone()))
        .await
        .unwrap()
        .into_body();
    assert!(made.openai_id.starts_with("vs_"));
    assert_eq!(
        (made.tenant_id.to_string(), made.owner_user_id.unwrap().to_string()),
        (ada.tenant.clone(), ada.user.clone())
    );
    let again = op::CreateVectorStore::new(body.clone());
    let why = refused!(ada.client.create_vector_store(again), CreateVectorStoreError::Conflict);
    assert_eq!(why, "There is already a vector store handbook.");
    let hers = create(&eve, "handbook").await;
    let list = eve.client.list_vector_stores(op::ListVectorStores::new()).await.unwrap();
    assert_eq!((list.items, list.total), (vec![hers], 1));
    let list = ada.client.list_vector_stores(op::ListVectorStores::new()).await.unwrap();
    assert_eq!(list.items, std::slice::from_ref(&made));

    let object = ada.store("a.txt", "text/plain", "A secret").await;
    attach(&ada, made.id, &object, json!({})).await;
    let theirs = op::GetVectorStore::new(made.id);
    refused!(eve.client.get_vector_store(theirs.clone()), GetVectorStoreError::NotFound);
    let query = op::SearchVectorStore::new(made.id, VectorStoreSearchRequest::new("secret"));
    refused!(eve.client.search_vector_store(query.clone()), SearchVectorStoreError::NotFound);
    refused!(eve.client.list_files(op::ListFiles::new(made.id)), ListFilesError::NotFound);
    let delete = op::DeleteVectorStore::new(made.id);
    refused!(eve.client.delete_vector_store(delete.clone()), DeleteVectorStoreError::NotFound);

    ada.client.delete_vector_store(delete.clone()).await.unwrap();
    refused!(ada.client.delete_vector_store(delete), DeleteVectorStoreError::NotFound);
    refused!(ada.client.get_vector_store(theirs), GetVectorStoreError::NotFound);
    refused!(ada.client.search_vector_store(query), SearchVectorStoreError::NotFound);
    let id = object.parse().unwrap();
    assert!(
        ada.client.get_download_url(op::GetDownloadUrl::new(id)).await.is_ok(),
        "the object is kept"
    );
    create(&ada, "handbook").await;
    server.stop().await;
}

#[tokio::test]
async fn an_unused_vector_store_expires() {
    let (server, ada) = start_with_owner().await;
    let rule = map(json!({"anchor": "last_active_at", "days": 2}));
    let body = VectorStoreCreateRequest::new("short").with_expires_after(rule);
    let made =
        ada.client.create_vector_store(op::CreateVectorStore::new(body)).await.unwrap().into_body();
    let end = made.expires_at.into_value().unwrap();
    assert_eq!(end.to_string(), "2026-01-03T12:00:00Z");
    let object = ada.store("a.txt", "text/plain", "Lunch is at noon").await;
    let day = Duration::from_hours(24);
    server.clock.advance(day);
    let ada = server.back(&ada).await;
    attach(&ada, made.id, &object, json!({})).await;
    server.clock.advance(day);
    let ada = server.back(&ada).await;
    assert_eq!(search(&ada, made.id, VectorStoreSearchRequest::new("lunch")).await.len(), 1);
    assert_eq!(
        get(&ada, made.id).await.expires_at.into_value().unwrap().to_string(),
        "2026-01-05T12:00:00Z"
    );
    server.clock.advance(2 * day);
    let ada = server.back(&ada).await;
    assert_eq!(get(&ada, made.id).await.status, "expired");
    assert!(search(&ada, made.id, VectorStoreSearchRequest::new("lunch")).await.is_empty());
    assert_eq!(get(&ada, made.id).await.status, "expired", "a search does not bring it back");
    let other = ada.store("b.txt", "text/plain", "Dinner").await;
    let late = op::AttachFile::new(made.id, VectorStoreFileCreateRequest::new(other));
    let why = refused!(ada.client.attach_file(late), AttachFileError::Conflict);
    assert_eq!(why, "The vector store has expired.");
    server.stop().await;
}

#[tokio::test]
async fn concurrent_attaching_and_detaching_loses_nothing() {
    let (server, ada) = start_with_owner().await;
    let store = create(&ada, "handbook").await.id;
    let work = |name: &'static str| {
        let ada = &ada;
        async move {
            let mut kept = Vec::new();
            for number in 0..8 {
                let text = format!("word{number} of {name}");
                let object = ada.store(&format!("{name}{number}"), "text/plain", &text).await;
                attach(ada, store, &object, json!({})).await;
                if number % 2 == 0 {
                    ada.client.delete_file(op::DeleteFile::new(store, object)).await.unwrap();
                } else {
                    kept.push(object);
                }
            }
            kept
        }
    };
    let (one, other) = tokio::join!(work("one"), work("other"));
    let kept = [one, other].concat();
    let list = ada.client.list_files(op::ListFiles::new(store).with_limit(100)).await.unwrap();
    assert_eq!(list.total, 8);
    same(list.items.into_iter().map(|file| file.openai_file_id).collect(), kept.clone());
    let query = VectorStoreSearchRequest::new("word0 word1 word2 word3 word4 word5 word6 word7");
    let found = search(&ada, store, query.with_max_num_results(50)).await;
    same(found.into_iter().map(|found| found.file_id).collect(), kept);
    server.stop().await;
}
