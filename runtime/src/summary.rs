//! What the operator reads when the server has started.

use std::fmt::Write;
use std::net::SocketAddr;

use crate::admission::Admission;
use crate::app::App;
use crate::store::Place;

/// The summary, with a line break at its end.
pub fn summary(app: &App, place: &Place, address: SocketAddr) -> String {
    let mut text = format!("Counterpart is listening on http://{address}\n\n");
    let place = match place {
        Place::Folder(folder) => folder.display().to_string(),
        Place::Memory => "in memory, gone when the server ends".to_owned(),
    };
    line(&mut text, "data", &place);
    match app.admission() {
        Admission::Given(count) => {
            line(&mut text, "keys", &format!("{count} from the command line"));
        }
        Admission::Kept(file) => line(&mut text, "key", &format!("in {}", file.display())),
        Admission::Made { secret, file } => {
            line(&mut text, "key", secret);
            if let Some(file) = file {
                line(&mut text, "", &format!("made now, and kept in {}", file.display()));
            }
        }
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
    text.push_str("\nCtrl-C ends it.\n");
    text
}

fn line(text: &mut String, name: &str, value: &str) {
    let _ = writeln!(text, "  {name:<6} {value}");
}
