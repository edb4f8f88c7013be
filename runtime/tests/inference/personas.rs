//! Personas: created, completed, and uploaded in files.

use counterpart_wire::multipart::File;
use inference_api::operations as op;
use inference_api::types::{self, ConflictResolution, PersonaUpload, PersonaUploadForm};
use serde_json::json;

use super::server::{SECOND, Server, refused};

const TABLE: &str = "name,birthdate,notes,city\n\
                     Frequent flyer,1991-01-01,From the file.,Porto\n\
                     Gardener,1960-03-04,\"Roses, mostly.\",Evora\n";
const LIST: &str =
    r#"[{"name": "Sailor", "birthdate": "1980-07-08", "notes": "", "data": {"boats": 2}}]"#;

fn form(files: &[(&str, &str)]) -> op::UploadPersonas {
    let files = files.iter().map(|(name, text)| {
        let file = File::new((*text).to_owned()).named(*name);
        file.of_type(if name.ends_with("json") { "application/json" } else { "text/csv" })
    });
    op::UploadPersonas::new(PersonaUploadForm::new(files.collect()))
}

async fn upload(server: &Server, files: &[(&str, &str)]) -> PersonaUpload {
    server.client.upload_personas(form(files)).await.unwrap()
}

async fn confirm(
    server: &Server,
    token: &str,
    resolution: Option<ConflictResolution>,
) -> types::PersonaUploadResult {
    let mut body = types::PersonaUploadConfirmation::new();
    body.conflict_resolution = resolution;
    server.client.confirm_persona_upload(op::ConfirmPersonaUpload::new(token, body)).await.unwrap()
}

async fn personas(server: &Server) -> Vec<types::Persona> {
    server.client.list_personas(op::ListPersonas::new()).await.unwrap().data
}

fn names(personas: &[types::Persona]) -> Vec<&str> {
    personas.iter().map(|persona| persona.name.as_str()).collect()
}

#[tokio::test]
async fn a_persona_is_created_changed_and_deleted() {
    let server = Server::start().await;
    let client = &server.client;
    let born = "1990-05-17".parse().unwrap();
    let new = types::PersonaCreate::new("Frequent flyer", born, "Short answers.");
    let made = client.create_persona(op::CreatePersona::new(new)).await.unwrap().into_body();
    assert_eq!((made.data.len(), made.birthdate), (0, born));
    let id = made.id.as_str();
    assert_eq!(client.get_persona(op::GetPersona::new(id)).await.unwrap(), made);
    // Identical names are not a conflict here.
    assert_eq!(names(&personas(&server).await), ["Frequent flyer", "Frequent flyer"]);

    server.clock.advance(SECOND);
    let data = [("deep".to_owned(), json!({"list": [1, null]}))].into();
    let change = types::PersonaUpdate::new().with_data(data).with_notes("");
    let changed = client.update_persona(op::UpdatePersona::new(id, change)).await.unwrap();
    assert_eq!((changed.name.as_str(), changed.notes.as_str()), ("Frequent flyer", ""));
    assert_eq!(changed.data["deep"], json!({"list": [1, null]}));
    assert!(changed.updated_at > made.updated_at && changed.created_at == made.created_at);

    client.delete_persona(op::DeletePersona::new(id)).await.unwrap();
    let there = "There is no persona";
    refused(client.get_persona(op::GetPersona::new(id)).await, 404, there);
    refused(client.delete_persona(op::DeletePersona::new(id)).await, 404, there);
    let change = op::UpdatePersona::new(id, types::PersonaUpdate::new());
    refused(client.update_persona(change).await, 404, there);
    server.stop().await;
}

#[tokio::test]
async fn a_persona_is_completed_and_nothing_stored() {
    let server = Server::start().await;
    let said = types::Message::new("user", "Make the client about 35 years old.");
    let request = types::PersonaCompletionRequest::new()
        .with_prompt("A client who flies often, from Lisbon.")
        .with_current_persona(types::PersonaDraft::new().with_name("Frequent flyer"))
        .with_history(vec![said]);
    let found = server.client.complete_persona(op::CompletePersona::new(request)).await.unwrap();
    assert_eq!(found.name.as_deref(), Some("Frequent flyer"));
    assert_eq!(found.birthdate.unwrap().to_string(), "1991-01-01");
    assert_eq!(found.data.unwrap()["city"], "Lisbon");
    assert!(found.notes.unwrap().contains("flies often"));
    assert_eq!(personas(&server).await.len(), 1);
    let logs = server.client.list_inference_logs(op::ListInferenceLogs::new()).await.unwrap();
    assert_eq!((logs.count, logs.data[0].type_.as_str()), (1, "persona"));
    let long = types::PersonaCompletionRequest::new().with_prompt("to ".repeat(40_000));
    let long = server.client.complete_persona(op::CompletePersona::new(long)).await;
    refused(long, 400, "at most 32768 input tokens");
    server.stop().await;
}

#[tokio::test]
async fn an_upload_without_conflicts_is_stored_immediately() {
    let server = Server::start().await;
    let rows: Vec<&str> = TABLE.lines().collect();
    let table = format!("{}\n{}\n", rows[0], rows[2]);
    let done = upload(&server, &[("people.csv", &table), ("more.json", LIST)]).await;
    assert_eq!((done.status.as_str(), done.total, done.conflict_personas), ("completed", 2, 0));
    assert_eq!((done.message.as_str(), done.upload_token), ("2 personas were stored.", None));
    let stored = personas(&server).await;
    assert_eq!(names(&stored), ["Frequent flyer", "Gardener", "Sailor"]);
    assert_eq!(
        (stored[1].notes.as_str(), &stored[1].data["city"]),
        ("Roses, mostly.", &json!("Evora"))
    );
    assert_eq!(stored[2].data["boats"], 2);
    server.stop().await;
}

#[tokio::test]
async fn conflicts_are_resolved_as_requested() {
    for (resolution, stored, expected) in [
        (None, 1, vec!["Frequent flyer", "Gardener"]),
        (Some(ConflictResolution::Skip), 1, vec!["Frequent flyer", "Gardener"]),
        (Some(ConflictResolution::Create), 2, vec!["Frequent flyer", "Frequent flyer", "Gardener"]),
        (Some(ConflictResolution::Overwrite), 2, vec!["Frequent flyer", "Gardener"]),
    ] {
        let server = Server::start().await;
        let before = personas(&server).await.remove(0);
        let pending = upload(&server, &[("people.csv", TABLE)]).await;
        assert_eq!((pending.status.as_str(), pending.conflict_personas), ("pending", 1));
        assert_eq!(
            pending.message,
            "1 of 2 personas exist already. Confirm the upload to go on."
                .replace("exist ", "exists ")
        );
        assert_eq!(personas(&server).await.len(), 1, "nothing is stored yet");
        let token = pending.upload_token.unwrap();
        server.clock.advance(SECOND);
        let overwritten = resolution == Some(ConflictResolution::Overwrite);
        let done = confirm(&server, &token, resolution).await;
        assert_eq!((done.total_uploaded, done.conflicts_resolved), (stored, 1));
        let after = personas(&server).await;
        assert_eq!(names(&after), expected);
        assert_eq!(after[0].id, before.id);
        assert_eq!(after[0].notes == "From the file.", overwritten);
        assert_eq!(after[0].created_at, before.created_at);
        assert_eq!(done.message.ends_with("1 of them replacing an existing one."), overwritten);

        // A token can be used once.
        let again = op::ConfirmPersonaUpload::new(token, types::PersonaUploadConfirmation::new());
        let again = server.client.confirm_persona_upload(again).await;
        refused(again, 404, "unknown, already used or expired");
        server.stop().await;
    }
}

#[tokio::test]
async fn a_pending_upload_expires_after_a_day() {
    let server = Server::start().await;
    let pending = upload(&server, &[("people.csv", TABLE)]).await;
    server.clock.advance(24 * 60 * 60 * SECOND);
    let late = upload(&server, &[("people.csv", TABLE)]).await;
    server.clock.advance(SECOND);
    let confirm = async |token: Option<String>| {
        let body = types::PersonaUploadConfirmation::new();
        server
            .client
            .confirm_persona_upload(op::ConfirmPersonaUpload::new(token.unwrap(), body))
            .await
    };
    refused(confirm(pending.upload_token).await, 404, "unknown, already used or expired");
    confirm(late.upload_token).await.unwrap();
    server.stop().await;
}

#[tokio::test]
async fn errors_in_a_file_are_reported() {
    let server = Server::start().await;
    let bad = "name,birthdate,notes\nAda,soon,\n";
    let call = server.client.upload_personas(form(&[("a.csv", bad), ("b.json", "[{}]")])).await;
    refused(call, 400, "/files: a.csv, line 2: birthdate");
    let call = server.client.upload_personas(form(&[("b.json", "[{}]")])).await;
    refused(call, 400, "b.json, /0/name");
    let call = server.client.upload_personas(form(&[])).await;
    refused(call, 400, "/files");
    let large = format!("name,birthdate,notes\n{}", "x".repeat(9 << 20));
    let call = server.client.upload_personas(form(&[("large.csv", &large)])).await;
    refused(call, 400, "more than 8388608 bytes");
    assert_eq!(personas(&server).await.len(), 1);
    server.stop().await;
}
