//! Lenses: registered, cloned, modified, deleted and listed; those of the platform cannot be changed.

use archetype_api::wire::{from_json, to_json};
use archetype_api::{operations as op, types};
use serde_json::{Value, json};

use crate::server::{ACTIVITY, Server, one, refused};

fn config(config: &Value) -> types::LensConfig {
    from_json(config.to_string().as_bytes()).unwrap()
}

fn register(sent: &Value) -> op::RegisterLens {
    op::RegisterLens::new(types::RegisterLensInput::new(config(sent)))
}

fn shown(lens: &types::Lens) -> Value {
    serde_json::from_slice(&to_json(&lens.lens_config)).unwrap()
}

#[tokio::test]
async fn a_new_server_has_lenses_that_can_be_cloned_but_not_changed() {
    let server = Server::start().await;
    let client = server.client().await;
    let lenses = client.list_lenses(op::ListLenses::new()).await.unwrap();
    assert_eq!(lenses.len(), 2);
    assert!(lenses.iter().all(|lens| !lens.lens_modifiable));
    let info = client.get_lenses_info(op::GetLensesInfo::new()).await.unwrap();
    assert_eq!((info.num_lenses, info.num_mounted, info.num_modifiable), (2, 1, 0));
    assert!(info.last_updated > 0.0);

    let change = types::ModifyLensInput::new(ACTIVITY).with_lens_name("Mine");
    let told = refused!(client.modify_lens(op::ModifyLens::new(change)), ModifyLensError::Conflict);
    assert_eq!(told, one("LENS_NOT_MODIFIABLE", ""));
    let delete = op::DeleteLens::new(types::DeleteLensInput::new(ACTIVITY));
    let told = refused!(client.delete_lens(delete), DeleteLensError::Conflict);
    assert_eq!(told, one("LENS_NOT_MODIFIABLE", ""));

    let clone = op::CloneLens::new(types::CloneLensInput::new(ACTIVITY));
    let copy = client.clone_lens(clone).await.unwrap();
    assert!(copy.lens_id != ACTIVITY && copy.lens_modifiable);
    assert_eq!(
        (&*copy.lens_name, &copy.lens_status),
        ("Activity monitor", &types::LensStatus::Registered)
    );
    assert_eq!(shown(&copy)["origin_lens_id"], ACTIVITY);
    let info = client.get_lenses_info(op::GetLensesInfo::new()).await.unwrap();
    assert_eq!((info.num_lenses, info.num_modifiable), (3, 1));
    server.stop().await;
}

#[tokio::test]
async fn a_lens_is_registered_modified_and_deleted() {
    let server = Server::start().await;
    let client = server.client().await;
    let wrapped = json!({
        "lens_name": "Dock",
        "lens_config": {"model_parameters": {"focus": "people"}, "camera_buffer_size": 3},
    });
    let lens = client.register_lens(register(&wrapped)).await.unwrap();
    let flat = json!({
        "lens_name": "Dock", "model_pipeline": [], "model_parameters": {"focus": "people"}, "camera_buffer_size": 3,
    });
    assert_eq!((&*lens.lens_name, shown(&lens)), ("Dock", flat));
    let id = &*lens.lens_id;

    let modify = |name: Option<&str>, sent: Option<Value>| {
        let mut change = types::ModifyLensInput::new(id);
        change.lens_name = name.map(str::to_owned);
        change.lens_config = sent.as_ref().map(config);
        client.modify_lens(op::ModifyLens::new(change)).into_future()
    };
    // A name alone changes nothing else; a configuration replaces everything but the name.
    let named = modify(Some("Dock, night"), None).await.unwrap();
    assert_eq!(
        (&*named.lens_name, &shown(&named)["camera_buffer_size"]),
        ("Dock, night", &json!(3))
    );
    let replaced = modify(None, Some(json!({"model_parameters": {}}))).await.unwrap();
    let expected =
        json!({"model_pipeline": [], "model_parameters": {}, "lens_name": "Dock, night"});
    assert_eq!((&*replaced.lens_name, shown(&replaced)), ("Dock, night", expected));
    let both = modify(Some("Two"), Some(json!({"lens_name": "One"}))).await.unwrap();
    assert_eq!((&*both.lens_name, &shown(&both)["lens_name"]), ("Two", &json!("Two")));

    let found = client.list_lenses(op::ListLenses::new().with_lens_id(id)).await.unwrap();
    assert_eq!(found, [both]);
    let delete = || op::DeleteLens::new(types::DeleteLensInput::new(id));
    let deleted = client.delete_lens(delete()).await.unwrap();
    assert_eq!((deleted.is_valid, &*deleted.lens_id, deleted.errors.len()), (true, id, 0));

    let gone = one("INVALID_LENS_ID", "");
    assert_eq!(refused!(client.delete_lens(delete()), DeleteLensError::BadRequest), gone);
    assert_eq!(refused!(modify(None, None), ModifyLensError::BadRequest), gone);
    let clone = op::CloneLens::new(types::CloneLensInput::new(id));
    assert_eq!(refused!(client.clone_lens(clone), CloneLensError::BadRequest), gone);
    let list = op::ListLenses::new().with_lens_id(id);
    assert_eq!(refused!(client.list_lenses(list), ListLensesError::BadRequest), gone);
    server.stop().await;
}

#[tokio::test]
async fn an_invalid_configuration_is_reported_in_both_forms() {
    let server = Server::start().await;
    let client = server.client().await;
    let wrong = register(&json!({"model_pipeline": [{"processor_name": "lens_sonar_processor"}]}));
    match client.register_lens(wrong).await {
        Err(archetype_api::wire::CallError::Api(op::RegisterLensError::BadRequest(body))) => {
            assert!(!body.is_valid);
            assert_eq!(body.error_messages, ["There is no processor lens_sonar_processor."]);
            assert_eq!(body.errors[0].code, "INVALID_LENS_CONFIG");
            let place = "/lens_config/model_pipeline/0/processor_name";
            assert_eq!(body.errors[0].pointer.as_deref(), Some(place));
        }
        other => panic!("{other:?}"),
    }
    server.stop().await;
}

#[tokio::test]
async fn lenses_are_listed_newest_first_in_shards() {
    let server = Server::start().await;
    let client = server.client().await;
    for name in ["a", "b", "c"] {
        client.register_lens(register(&json!({"lens_name": name}))).await.unwrap();
    }
    let names = async |list: op::ListLenses| -> Vec<String> {
        let lenses = client.list_lenses(list).await.unwrap();
        lenses.into_iter().map(|lens| lens.lens_name).collect()
    };
    let all = ["c", "b", "a", "Machine state", "Activity monitor"];
    assert_eq!(names(op::ListLenses::new()).await, all);
    let shards = |index| op::ListLenses::new().with_shard_index(index).with_max_items_per_shard(2);
    assert_eq!(names(shards(0)).await, ["c", "b"]);
    assert_eq!(names(shards(2)).await, ["Activity monitor"]);
    assert_eq!(names(shards(-1)).await, ["c", "b"]);
    assert!(names(shards(3)).await.is_empty());
    server.stop().await;
}
