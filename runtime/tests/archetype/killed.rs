//! A server that is killed during writes has all acknowledged data after a restart.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use archetype_api::{Client, operations as op, types};

use crate::batch::{classification, create};
use crate::server::file;

const KEYS: [&str; 3] = ["key-one", "key-two", "key-three"];

/// Starts the command, and returns it with its address.
fn start(data: &Path) -> (Child, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_counterpart-runtime"));
    command.args(["serve", "archetype", "--listen", "127.0.0.1:0", "--data"]).arg(data);
    for key in KEYS {
        command.args(["--key", key]);
    }
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let said = lines.find_map(|line| Some(line.unwrap().split_once("listening on ")?.1.to_owned()));
    (child, said.unwrap())
}

fn client(url: &str, key: &str) -> Client {
    let url = format!("{url}/archetype/v0.5");
    Client::builder().base_url(url).bearer_auth(key).build().unwrap()
}

/// Uploads files as long as they are acknowledged, and returns their names.
async fn upload(client: Client, of: &str) -> Vec<String> {
    let mut acknowledged = Vec::new();
    for number in 0..12 {
        let name = format!("{of}-{number}.csv");
        let form = types::UploadFileForm::new(file(&name, &table(&name)));
        match client.upload_file(op::UploadFile::new(form)).await {
            Ok(stored) => acknowledged.push(stored.file_id),
            Err(_) => break,
        }
    }
    acknowledged
}

fn table(name: &str) -> String {
    format!("t,{name}\n").repeat(1000)
}

#[tokio::test]
async fn acknowledged_data_survives_a_kill() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let (mut child, url) = start(&data);
    let client_one = client(&url, KEYS[0]);
    for name in ["week.csv", "healthy.csv", "worn.csv"] {
        let form = types::UploadFileForm::new(file(name, "t,x\n1,2\n"));
        client_one.upload_file(op::UploadFile::new(form)).await.unwrap();
    }
    let job = client_one.create_job(create(&classification())).await.unwrap().into_body();
    let kill = async {
        // When some are complete and others are in progress.
        loop {
            let info = client(&url, KEYS[2]).get_files_info(op::GetFilesInfo::new()).await;
            if info.is_ok_and(|info| info.num_files >= 9) {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        }
        child.kill().unwrap();
        child.wait().unwrap();
    };
    let uploads = (upload(client(&url, KEYS[1]), "a"), upload(client(&url, KEYS[1]), "b"));
    let (one, other, ()) = tokio::join!(uploads.0, uploads.1, kill);
    let acknowledged = [one, other].concat();
    assert!(acknowledged.len() >= 4, "{acknowledged:?}");

    let (mut child, url) = start(&data);
    let readers = [client(&url, KEYS[0]), client(&url, KEYS[1])];
    for (name, reader) in acknowledged.iter().zip(readers.iter().cycle()) {
        let body = reader.download_file(op::DownloadFile::new(&**name)).await.unwrap().into_body();
        assert!(body.collect(1 << 20).await.unwrap() == table(name), "{name} has changed");
    }
    let found = client(&url, KEYS[2]).get_job(op::GetJob::new(&*job.id)).await.unwrap();
    assert_eq!((found.name, found.created_at), (job.name, job.created_at));
    child.kill().unwrap();
    child.wait().unwrap();
}
