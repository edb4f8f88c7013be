//! A server that is killed while writing has all acknowledged data after a restart.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};

use agents_api::operations as op;
use agents_api::types::{AgentChatRequest, ContainerCreateRequest, UsageRecordRequest};

use super::server::{Owner, client, register};

/// A server in its own process.
struct Process {
    child: Child,
    url: String,
}

impl Process {
    fn start(data: &str) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_counterpart-runtime"))
            .args(["serve", "agents", "--listen", "127.0.0.1:0", "--data", data])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut output = BufReader::new(child.stdout.take().unwrap());
        let mut summary = String::new();
        while !summary.contains("Press Ctrl-C to stop.") {
            assert_ne!(output.read_line(&mut summary).unwrap(), 0, "ended early: {summary}");
        }
        let address = summary.split("http://").nth(1).unwrap();
        let address =
            address.split(|sign: char| sign.is_whitespace() || sign == '/').next().unwrap();
        Self { child, url: format!("http://{address}/agents") }
    }

    /// Kills the process like `kill -9`.
    fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

/// What the server acknowledged.
#[derive(Debug, Default)]
struct Acknowledged {
    conversations: Vec<(String, String)>,
    containers: Vec<String>,
    objects: Vec<(String, String)>,
    usage: i64,
}

/// Writes until the server no longer responds.
async fn write(who: Arc<Owner>, name: usize, done: Arc<Mutex<Acknowledged>>) {
    for number in 0.. {
        let body = AgentChatRequest::new(format!("Question {number} of {name}"));
        let Ok(answer) = who.client.chat(op::Chat::new(body)).await else { return };
        done.lock().unwrap().conversations.push((answer.conversation_id, answer.response));

        let body = ContainerCreateRequest::new(format!("{name} {number}"));
        let Ok(made) = who.client.create_container(op::CreateContainer::new(body)).await else {
            return;
        };
        done.lock().unwrap().containers.push(made.id.to_string());

        let content = format!("content {number} of {name}");
        let Some(object) = upload(&who, &content).await else { return };
        done.lock().unwrap().objects.push((object, content));

        let body = UsageRecordRequest::new("messages", 1);
        if who.client.record_usage(op::RecordUsage::new(&who.tenant, body)).await.is_err() {
            return;
        }
        done.lock().unwrap().usage += 1;
    }
}

async fn upload(who: &Owner, content: &str) -> Option<String> {
    let size = i64::try_from(content.len()).unwrap();
    let body = agents_api::types::StoragePresignUploadRequest::new("a.txt", "text/plain", size);
    let upload = who.client.create_upload_url(op::CreateUploadUrl::new(body)).await.ok()?;
    let request =
        reqwest::Client::new().put(upload.upload_url).header("content-type", "text/plain");
    let answer = request.body(content.to_owned()).send().await.ok()?;
    (answer.status() == 200).then(|| upload.object_id.to_string())
}

#[tokio::test]
async fn acknowledged_data_survives_a_kill() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data").display().to_string();
    let server = Process::start(&data);
    let owner = Arc::new(register(&server.url, "ada@acme.example").await);
    let done = Arc::new(Mutex::new(Acknowledged::default()));
    let writers: Vec<_> = (0..2)
        .map(|name| tokio::spawn(write(Arc::clone(&owner), name, Arc::clone(&done))))
        .collect();
    while done.lock().unwrap().usage < 6 {
        tokio::time::sleep(std::time::Duration::from_millis(2)).await;
    }
    server.kill();
    for writer in writers {
        writer.await.unwrap();
    }

    let server = Process::start(&data);
    let done = std::mem::take(&mut *done.lock().unwrap());
    let client = client(&server.url, &owner.token);
    for (id, answer) in &done.conversations {
        let history = client.get_conversation(op::GetConversation::new(id)).await.unwrap();
        assert_eq!(&history.messages.last().unwrap().content, answer);
    }
    for id in &done.containers {
        let id = id.parse().unwrap();
        assert!(client.get_container(op::GetContainer::new(id)).await.is_ok());
    }
    for (id, content) in &done.objects {
        let link = op::GetDownloadUrl::new(id.parse().unwrap());
        let link = client.get_download_url(link).await.unwrap().download_url;
        assert_eq!(&reqwest::get(link).await.unwrap().text().await.unwrap(), content);
    }
    let body = UsageRecordRequest::new("messages", 1);
    let usage = client.record_usage(op::RecordUsage::new(&owner.tenant, body)).await.unwrap();
    let total = usage.data.unwrap()["total"].as_i64().unwrap();
    // Data that was written but not acknowledged can exist, at most one item per writer.
    assert!((done.usage + 1..=done.usage + 3).contains(&total), "{total} of {}", done.usage);
    server.kill();
}
