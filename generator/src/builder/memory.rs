//! Documents that are no files: a text, a JSON value, or a typed document of the `openapiv3` crate.

use std::path::PathBuf;
use std::sync::Arc;

use serde_json::Value as Json;

use super::Builder;

/// The source of a document.
#[derive(Debug, Clone)]
pub(super) enum Document {
    /// A file of the disk.
    File(PathBuf),
    /// A text in memory.
    Text { name: String, text: String },
    /// A value in memory.
    Value { name: String, value: Arc<Json> },
}

impl Builder {
    /// Creates a builder for a document in memory, written in YAML or JSON. Findings show it under `name`.
    pub fn from_text(name: &str, text: &str) -> Self {
        Self::of(Document::Text { name: name.to_owned(), text: text.to_owned() })
    }

    /// Creates a builder for a document in memory, as a JSON value: for frameworks that make their own document.
    ///
    /// Findings show the document as JSON, under the name `openapi.json`; [`named`](Self::named) changes it. A relative
    /// reference to a file is a finding, unless [`root`](Self::root) sets the folder that it is resolved against.
    ///
    /// # Examples
    ///
    /// ```
    /// use counterpart_generator::Builder;
    /// use serde_json::json;
    ///
    /// let document = json!({
    ///     "openapi": "3.1.0",
    ///     "info": {"title": "Greeter", "version": "1"},
    ///     "paths": {"/hello": {"get": {
    ///         "operationId": "greet",
    ///         "responses": {"204": {"description": "Greeted."}},
    ///     }}},
    /// });
    /// let files = Builder::from_value(document).generate()?.files()?;
    /// assert!(files.get("src/client.rs").is_some_and(|text| text.contains("pub fn greet(")));
    /// # Ok::<(), counterpart_generator::BuildError>(())
    /// ```
    pub fn from_value(document: Json) -> Self {
        let name = "openapi.json".to_owned();
        Self::of(Document::Value { name, value: Arc::new(document) })
    }

    /// Creates a builder for a document of the [`openapiv3`] crate, which is OpenAPI 3.0. It works like
    /// [`from_value`](Self::from_value).
    ///
    /// # Errors
    ///
    /// Fails when the document cannot be written as JSON.
    ///
    /// # Examples
    ///
    /// ```
    /// use counterpart_generator::Builder;
    /// use openapiv3::{OpenAPI, Operation, PathItem, ReferenceOr};
    ///
    /// let mut document = OpenAPI { openapi: "3.0.3".to_owned(), ..OpenAPI::default() };
    /// document.info.title = "Greeter".to_owned();
    /// document.info.version = "1".to_owned();
    /// let operation = Operation { operation_id: Some("greet".to_owned()), ..Operation::default() };
    /// let path = PathItem { get: Some(operation), ..PathItem::default() };
    /// document.paths.paths.insert("/hello".to_owned(), ReferenceOr::Item(path));
    ///
    /// let files = Builder::from_openapiv3(&document)?.generate()?.files()?;
    /// assert!(files.get("src/client.rs").is_some_and(|text| text.contains("pub fn greet(")));
    /// # Ok::<(), counterpart_generator::BuildError>(())
    /// ```
    #[cfg(feature = "openapiv3")]
    pub fn from_openapiv3(document: &openapiv3::OpenAPI) -> Result<Self, super::BuildError> {
        let value = serde_json::to_value(document).map_err(|error| {
            super::BuildError::other(format!("cannot write the document as JSON: {error}"))
        })?;
        Ok(Self::from_value(value))
    }

    /// Sets the name under which findings show a document in memory. A document that is a file keeps its path.
    #[must_use]
    pub fn named(mut self, new: &str) -> Self {
        if let Some(Document::Text { name, .. } | Document::Value { name, .. }) = &mut self.document
        {
            new.clone_into(name);
        }
        self
    }
}
