//! Uploads of personas. They are stored immediately if no name is in use; otherwise they wait for a decision about the
//! conflicts.

use std::time::Duration;

use inference_api::types::{self, ConflictResolution, PersonaCreate};
use inference_api::wire::body::TooLarge;
use inference_api::wire::multipart::File;
use uuid::Uuid;

use super::super::Inference;
use super::super::caller::Caller;
use super::super::records::Upload;
use super::super::refusal::Refusal;
use super::super::space_store::SpaceStore;
use super::{file, made};
use crate::blocking;
use crate::clock::later;
use crate::store::{StoreError, Transaction};
use crate::stored::Stored;

/// The maximum total size of an upload in bytes.
const BYTES: usize = 8 * 1024 * 1024;

/// The maximum number of personas in an upload. They are stored in one transaction, so that all or none are stored.
const MOST: usize = 1000;

/// The maximum number of files with violations to report.
const MOST_FILES: usize = 10;

/// The lifetime of a pending upload.
const WAITS: Duration = Duration::from_hours(24);

impl Inference {
    pub(super) async fn upload(
        &self,
        caller: &Caller,
        files: Vec<File>,
    ) -> Result<types::PersonaUpload, Refusal> {
        let personas = read(files).await?;
        let total = number(personas.len());
        let space_store = &caller.space_store;
        let collection = space_store.personas();
        let names: Vec<String> = personas.iter().map(|persona| persona.name.clone()).collect();
        let mut transaction = self.store.begin().await?;
        let in_use = collection.on(&mut transaction).values_in_use("name", &names).await?;
        let conflicts = names.iter().filter(|name| in_use.contains(*name)).count();
        if conflicts == 0 {
            for persona in personas {
                let made = Stored(made(persona, &caller.user, &self.clock));
                collection.on(&mut transaction).create(&made.id, &made).await?;
            }
            transaction.commit().await?;
            let message = match total {
                1 => "1 persona was stored.".to_owned(),
                several => format!("{several} personas were stored."),
            };
            return Ok(types::PersonaUpload::new("completed", message, total, 0));
        }
        let token = Uuid::new_v4().to_string();
        let upload = Upload { personas: personas.into_iter().map(Stored).collect() };
        space_store.uploads().on(&mut transaction).create(&token, &upload).await?;
        transaction.commit().await?;
        let exist = if conflicts == 1 { "exists" } else { "exist" };
        let message = format!(
            "{conflicts} of {total} personas {exist} already. Confirm the upload to go on."
        );
        let upload = types::PersonaUpload::new("pending", message, total, number(conflicts));
        Ok(upload.with_upload_token(token))
    }

    pub(super) async fn confirm(
        &self,
        caller: &Caller,
        token: &str,
        resolution: Option<ConflictResolution>,
    ) -> Result<types::PersonaUploadResult, Refusal> {
        let space_store = &caller.space_store;
        let mut transaction = self.store.begin().await?;
        // Removed while it is read, so that only one of two concurrent confirmations succeeds.
        let upload = space_store.uploads().on(&mut transaction).delete(token).await?;
        let upload = upload.filter(|upload| self.clock.now() <= later(upload.created_at, WAITS));
        let unknown =
            || Refusal::not_found("The upload token is unknown, already used or expired.");
        let upload = upload.ok_or_else(unknown)?.value;
        let (mut stored, mut conflicts, mut replaced) = (0, 0, 0);
        let mut personas = Vec::new();
        for persona in upload.personas {
            let other = taken(&mut transaction, space_store, &persona.name).await?;
            conflicts += usize::from(other.is_some());
            personas.push((persona.0, other));
        }
        for (persona, other) in personas {
            let mut new = made(persona, &caller.user, &self.clock);
            match (other, &resolution) {
                (Some(old), Some(ConflictResolution::Overwrite)) => {
                    new.id = old.0.id;
                    new.created_at = old.0.created_at;
                    new.created_by = old.0.created_by;
                    replaced += 1;
                }
                (None, _) | (_, Some(ConflictResolution::Create)) => {}
                (Some(_), _) => continue,
            }
            space_store.personas().on(&mut transaction).put(&new.id, &Stored(new.clone())).await?;
            stored += 1;
        }
        transaction.commit().await?;
        let mut message = match stored {
            1 => "1 persona was stored".to_owned(),
            several => format!("{several} personas were stored"),
        };
        if replaced > 0 {
            message = format!("{message}, {replaced} of them replacing an existing one");
        }
        let (stored, conflicts) = (number(stored), number(conflicts));
        Ok(types::PersonaUploadResult::new("completed", format!("{message}."), stored, conflicts))
    }
}

/// Returns the personas of all files, or all violations in them.
async fn read(files: Vec<File>) -> Result<Vec<PersonaCreate>, Refusal> {
    let (mut personas, mut wrong, mut left) = (Vec::new(), Vec::new(), BYTES);
    for (index, file) in files.into_iter().enumerate() {
        let name = file.name.unwrap_or_else(|| format!("file {}", index + 1));
        let content = file.content.collect(left).await.map_err(|error| {
            if error.is::<TooLarge>() {
                Refusal::bad_request(format!("/files: more than {BYTES} bytes in total."))
            } else {
                Refusal::fault(error)
            }
        })?;
        left -= content.len();
        match blocking::run(content.len(), move || file::read(&name, &content)).await? {
            Ok(found) => personas.extend(found),
            Err(why) => wrong.push(why),
        }
        if personas.len() > MOST {
            wrong.push(format!("more than {MOST} personas in total"));
        }
        if wrong.len() >= MOST_FILES {
            break;
        }
    }
    if wrong.is_empty() {
        Ok(personas)
    } else {
        Err(Refusal::bad_request(format!("/files: {}.", wrong.join("; "))))
    }
}

/// Returns the persona with a name in the space; if there are several, the oldest one.
async fn taken(
    transaction: &mut Transaction,
    space_store: &SpaceStore,
    name: &str,
) -> Result<Option<Stored<types::Persona>>, StoreError> {
    let found = space_store.personas().on(transaction).find("name", name).await?;
    Ok(found.map(|record| record.value))
}

fn number(count: usize) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}
