//! A data folder that exists already and that others may enter: the server makes it private, keeps its own files private, or
//! refuses to start.

use std::fs;
use std::os::unix::fs::{DirBuilderExt as _, PermissionsExt as _};
use std::path::Path;

use super::Plan;
use super::account::Account;
use super::report::{Row, Verdict};
use super::server::Server;

/// Runs the attack.
pub(super) async fn run(plan: &Plan) -> anyhow::Result<Vec<Row>> {
    let place = tempfile::Builder::new().prefix("folder").tempdir_in(&plan.folder)?;
    let data = place.path().join("data");
    fs::DirBuilder::new().mode(0o755).create(&data)?;
    fs::set_permissions(&data, fs::Permissions::from_mode(0o755))?;
    let sent = "a start with a data folder of mode 0755";
    let bound = "nothing in it can be read by others";
    let Ok(server) = Server::open(plan, &plan.program, "folder", &data, true) else {
        return Ok(vec![Row::new(sent, "the start was refused", bound, Verdict::Held)]);
    };
    Account::register(&server, 1).await?;
    let mut open = Vec::new();
    if mode(&data)? & 0o077 != 0 {
        readable(&data, &mut open)?;
    }
    let figure = if open.is_empty() { "all private".to_owned() } else { open.join(", ") };
    Ok(vec![Row::new(sent, figure, bound, Verdict::of(open.is_empty()))])
}

/// Collects the files of a folder that others can read.
fn readable(folder: &Path, found: &mut Vec<String>) -> anyhow::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let mode = mode(&path)?;
        if path.is_dir() {
            if mode & 0o077 != 0 {
                readable(&path, found)?;
            }
        } else if mode & 0o044 != 0 && fs::metadata(&path)?.len() > 0 {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            found.push(format!("{name} is {:04o}", mode & 0o777));
        }
    }
    Ok(())
}

fn mode(path: &Path) -> anyhow::Result<u32> {
    Ok(fs::metadata(path)?.permissions().mode())
}
