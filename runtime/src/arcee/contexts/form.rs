//! CSV upload. A small file is processed before the response, a large one is stored and processed afterwards.

use arcee_api::operations::{UploadContextCsv, UploadContextCsvOutcome};
use arcee_api::types::UploadContextOutput;
use arcee_api::wire::Call;
use bytes::{Bytes, BytesMut};
use futures_util::StreamExt;

use super::super::Arcee;
use super::super::corpus::Passage;
use super::super::membership::Membership;
use super::super::refusal::Refusal;
use super::add;
use super::rows::{self, Broken};
use crate::blocking;
use crate::store::Key;

/// Files with more bytes than this are large.
const SMALL: usize = 512 * 1024;
/// Files with more documents than this are large.
const FEW: usize = 2000;

impl Arcee {
    pub(super) async fn upload_form(
        &self,
        call: Call<UploadContextCsv, Key>,
    ) -> Result<UploadContextCsvOutcome, Refusal> {
        let Call { request, principal, .. } = call;
        let UploadContextCsv { context_name, x_arcee_org, body, .. } = request;
        let membership = self.enter(&principal, x_arcee_org.as_ref()).await?;
        let mut content = Box::pin(body.file.content.into_stream().fuse());
        let mut start = BytesMut::new();
        while let Some(chunk) = content.next().await {
            start.extend_from_slice(&chunk.map_err(Refusal::fault)?);
            if start.len() > SMALL {
                break;
            }
        }
        let start = start.freeze();
        let is_small = start.len() <= SMALL;
        let read = if is_small { read(start.clone()).await? } else { None };
        match read {
            Some(passages) => process(&membership, context_name, passages)
                .await
                .map(UploadContextCsvOutcome::Created),
            None => self
                .accept(&membership, &context_name, start, content)
                .await
                .map(UploadContextCsvOutcome::Accepted),
        }
    }
}

/// Returns the documents of a file; `None` if they are too many to be added before the response.
async fn read(content: Bytes) -> Result<Option<Vec<Passage>>, Refusal> {
    let read = blocking::run(content.len(), move || {
        let mut passages = Vec::new();
        let read = rows::read(content.as_ref(), |passage| {
            passages.push(passage);
            passages.len() <= FEW
        });
        read.map(|_| passages)
    });
    match read.await? {
        Ok(passages) => Ok(Some(passages)),
        Err(Broken::Stopped) => Ok(None),
        Err(broken) => Err(broken.into()),
    }
}

async fn process(
    membership: &Membership,
    name: String,
    passages: Vec<Passage>,
) -> Result<UploadContextOutput, Refusal> {
    let count = passages.len();
    let (id, replaced) = add(&membership.scope, &name, passages).await?;
    let added = match count {
        1 => "1 document was added".to_owned(),
        several => format!("{several} documents were added"),
    };
    let message = match replaced {
        0 => format!("{added}."),
        some => format!("{added}, {some} of them replacing earlier ones."),
    };
    Ok(UploadContextOutput::new(name, id).with_message(message))
}

impl From<Broken> for Refusal {
    fn from(broken: Broken) -> Self {
        match broken {
            Broken::Invalid(findings) => Self::invalid(findings),
            Broken::Source(error) => error.into(),
            Broken::Stopped => Self::fault("cannot add the documents of a file"),
        }
    }
}
