//! Queries: matching documents, or an answer generated from them.

use arcee_api::types::{
    DocumentSource, GenerateModelInput, GenerateModelOutput, QueryFilter, RetrieveModelInput,
    RetrieveModelOutput, RetrieveModelResult,
};
use arcee_api::wire::Nullable;

use super::super::Arcee;
use super::super::contexts::contexts;
use super::super::corpus::{Corpus, Found};
use super::super::demo;
use super::super::membership::Membership;
use super::super::refusal::Refusal;
use super::super::retrievers::retriever;
use super::super::training::Trained;
use super::{models, no_model};
use crate::blocking;
use crate::responder::excerpt::answer;

/// The default number of documents to find.
const SIZE: usize = 5;

/// The target of a query: documents and the name of their context.
struct Source {
    corpus: Corpus,
    context: String,
}

impl Arcee {
    pub(super) async fn generate(
        &self,
        membership: &Membership,
        input: &GenerateModelInput,
    ) -> Result<GenerateModelOutput, Refusal> {
        let source = self.model(membership, &input.id).await?;
        let source = source.ok_or_else(|| no_model(membership, &input.id))?;
        let found = source.search(&input.query, &input.size, &input.filters).await?;
        let context: Vec<String> = found.into_iter().map(|found| found.passage.document).collect();
        let size = context.iter().map(String::len).sum::<usize>() + input.query.len();
        let query = input.query.clone();
        let (text, context) = blocking::run(size, move || {
            let passages: Vec<&str> = context.iter().map(String::as_str).collect();
            (answer(&query, &passages), context)
        })
        .await?;
        let nothing = || format!("I found nothing about that in {}.", source.context);
        Ok(GenerateModelOutput::new(text.unwrap_or_else(nothing), context))
    }

    pub(super) async fn retrieve(
        &self,
        membership: &Membership,
        input: &RetrieveModelInput,
    ) -> Result<RetrieveModelOutput, Refusal> {
        let source = match self.model(membership, &input.id).await? {
            Some(model) => model,
            None => self.retriever(membership, &input.id).await?,
        };
        let found = source.search(&input.query, &input.size, &input.filters).await?;
        let results = found.into_iter().map(|found| result(&source.context, found)).collect();
        Ok(RetrieveModelOutput::new(results))
    }

    /// Returns a model of the organization, or the demonstration model.
    async fn model(&self, membership: &Membership, id: &str) -> Result<Option<Source>, Refusal> {
        let Some(model) = models(&membership.scope).get(id).await? else {
            if id != demo::MODEL {
                return Ok(None);
            }
            let corpus = self.demo_corpus().await?;
            return Ok(Some(Source { corpus, context: demo::CONTEXT.to_owned() }));
        };
        let model = model.value;
        self.require_trained(&membership.scope, (Trained::Model, id), &model.name).await?;
        let context = contexts(&membership.scope).get(&model.context).await?;
        let context = context.ok_or_else(|| Refusal::fault("the context of a model is missing"))?;
        let corpus = Corpus::new(&membership.scope, &model.context);
        Ok(Some(Source { corpus, context: context.value.name }))
    }

    /// A retriever has no id of its own; queries use the id of its context.
    async fn retriever(&self, membership: &Membership, id: &str) -> Result<Source, Refusal> {
        let context = contexts(&membership.scope).get(id).await?;
        let context = context.filter(|context| context.value.has_retriever);
        let name = context.ok_or_else(|| no_model(membership, id))?.value.name;
        self.require_trained(&membership.scope, (Trained::Retriever, id), &retriever(&name))
            .await?;
        Ok(Source { corpus: Corpus::new(&membership.scope, id), context: name })
    }
}

impl Source {
    async fn search(
        &self,
        query: &str,
        size: &Nullable<i64>,
        filters: &Nullable<Vec<QueryFilter>>,
    ) -> Result<Vec<Found>, Refusal> {
        let size = size.value().and_then(|&size| usize::try_from(size).ok()).unwrap_or(SIZE);
        let filters = filters.value().map_or(&[][..], Vec::as_slice);
        Ok(self.corpus.search(query, filters, size).await?)
    }
}

fn result(index: &str, found: Found) -> RetrieveModelResult {
    let Found { id, score, passage } = found;
    let source = DocumentSource::new(passage.document, passage.name, id.clone());
    RetrieveModelResult::new(index, id, score, source)
}
