//! The summary printed after the server has started.

use std::fmt::Write;
use std::net::SocketAddr;

use crate::app::App;
use crate::startup_keys::StartupKeys;
use crate::store::Place;

/// Returns the summary with a trailing line break.
pub fn summary(app: &App, place: &Place, address: SocketAddr) -> String {
    let mut text = format!("Counterpart is listening on http://{address}\n\n");
    let place = match place {
        Place::Folder(folder) => folder.display().to_string(),
        Place::Memory => "in memory (lost when the server stops)".to_owned(),
    };
    line(&mut text, "data", &place);
    match app.startup_keys() {
        StartupKeys::Given(count) => {
            line(&mut text, "keys", &format!("{count} from the command line"));
        }
        StartupKeys::Stored(file) => line(&mut text, "key", &format!("in {}", file.display())),
        StartupKeys::Generated { secret, file } => {
            line(&mut text, "key", secret);
            if let Some(file) = file {
                line(&mut text, "", &format!("generated now, stored in {}", file.display()));
            }
        }
    }
    if let Some(invite) = app.operator_invite().filter(|_| app.has_new_operator_invite()) {
        line(&mut text, "invite", invite);
        line(&mut text, "", "sign up on agents with this invite_token to become its operator");
    }
    text.push('\n');
    let width = app.apis().iter().map(|api| api.name.len()).max().unwrap_or(0);
    for api in app.apis() {
        let operations = api.document.operations().len();
        // Writing to a string cannot fail.
        let _ = writeln!(
            text,
            "  {:width$}  http://{address}{}  ({operations} operations)",
            api.name, api.base
        );
    }
    text.push_str("\nPress Ctrl-C to stop.\n");
    text
}

fn line(text: &mut String, name: &str, value: &str) {
    let _ = writeln!(text, "  {name:<6} {value}");
}
