//! Full-text search with `SQLite`'s FTS5.
//!
//! The score of a hit is between 0 and 1. One half is the share of query words in the text, the other half is based on
//! BM25. BM25 alone is not meaningful in a small collection, where every word is frequent.

use sqlx::SqliteConnection;

use super::{Scope, StoreError, Transaction, space, words};

/// The number of documents to remove in one transaction.
const STEP: u32 = 200;

/// A text index that belongs to one tenant of one API.
#[derive(Debug, Clone)]
pub struct Index {
    scope: Scope,
    name: String,
}

/// A text to index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// The id, unique in the index.
    pub id: String,
    /// A title or name. It has a higher weight than the text.
    pub title: String,
    /// The text.
    pub text: String,
}

/// A hit.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Hit {
    /// The text.
    pub document: Document,
    /// The score, from 0 to 1.
    pub score: f64,
}

impl Index {
    pub(super) fn new(scope: Scope, name: String) -> Self {
        Self { scope, name }
    }

    /// Adds documents, all or none. Documents with existing ids are replaced.
    pub async fn put(&self, documents: &[Document]) -> Result<(), StoreError> {
        let mut transaction = self.scope.store().begin().await?;
        self.put_in(&mut transaction, documents).await?;
        transaction.commit().await
    }

    /// Adds documents in a transaction.
    pub async fn put_in(
        &self,
        transaction: &mut Transaction,
        documents: &[Document],
    ) -> Result<(), StoreError> {
        for document in documents {
            if document.text.len() > space::SMALL {
                let bytes = u64::try_from(document.text.len()).unwrap_or(u64::MAX);
                self.scope.store().space().check(bytes)?;
            }
            sqlx::query(
                "INSERT INTO documents (api, tenant, collection, id, title, text) VALUES ($1, $2, $3, $4, $5, $6)
                 ON CONFLICT (api, tenant, collection, id)
                 DO UPDATE SET title = excluded.title, text = excluded.text",
            )
            .bind(self.scope.api())
            .bind(self.scope.tenant())
            .bind(&self.name)
            .bind(&document.id)
            .bind(&document.title)
            .bind(&document.text)
            .execute(transaction.connection())
            .await?;
        }
        Ok(())
    }

    /// Removes a document. Returns whether it existed.
    pub async fn delete(&self, id: &str) -> Result<bool, StoreError> {
        let mut transaction = self.scope.store().begin().await?;
        let was_there = self.delete_in(&mut transaction, id).await?;
        transaction.commit().await?;
        Ok(was_there)
    }

    /// Removes a document in a transaction. Returns whether it existed.
    pub async fn delete_in(
        &self,
        transaction: &mut Transaction,
        id: &str,
    ) -> Result<bool, StoreError> {
        let done = sqlx::query(
            "DELETE FROM documents WHERE api = $1 AND tenant = $2 AND collection = $3 AND id = $4",
        )
        .bind(self.scope.api())
        .bind(self.scope.tenant())
        .bind(&self.name)
        .bind(id)
        .execute(transaction.connection())
        .await?;
        Ok(done.rows_affected() > 0)
    }

    /// Removes all documents in steps, so that other writers can run in between. Returns their number. If a step fails,
    /// the documents of the earlier steps are removed.
    pub async fn clear(&self) -> Result<u64, StoreError> {
        self.delete_below("").await
    }

    /// Removes all documents whose id starts with a text, in steps.
    pub async fn delete_below(&self, beginning: &str) -> Result<u64, StoreError> {
        let mut removed = 0;
        loop {
            let mut transaction = self.scope.store().begin().await?;
            let done = sqlx::query(
                "DELETE FROM documents WHERE seq IN (
                     SELECT seq FROM documents
                     WHERE api = $1 AND tenant = $2 AND collection = $3
                         AND id >= $4 AND id < $4 || char(1114111)
                     ORDER BY id LIMIT $5)",
            )
            .bind(self.scope.api())
            .bind(self.scope.tenant())
            .bind(&self.name)
            .bind(beginning)
            .bind(STEP)
            .execute(transaction.connection())
            .await?;
            transaction.commit().await?;
            removed += done.rows_affected();
            if done.rows_affected() < u64::from(STEP) {
                return Ok(removed);
            }
        }
    }

    /// Returns the number of documents.
    pub async fn count(&self) -> Result<u64, StoreError> {
        let (count,): (i64,) = sqlx::query_as(
            "SELECT count(*) FROM documents WHERE api = $1 AND tenant = $2 AND collection = $3",
        )
        .bind(self.scope.api())
        .bind(self.scope.tenant())
        .bind(&self.name)
        .fetch_one(self.scope.store().readers())
        .await?;
        Ok(u64::try_from(count).unwrap_or(0))
    }

    /// Returns at most `limit` documents that contain any of the words, best match first. Any text is a valid query; a
    /// text without words finds nothing.
    pub async fn search(&self, query: &str, limit: usize) -> Result<Vec<Hit>, StoreError> {
        let words = words::words(query);
        if words.is_empty() || limit == 0 {
            return Ok(Vec::new());
        }
        let mut snapshot = self.scope.store().readers().begin().await?;
        // The final order is by score, so more candidates than requested are needed.
        let candidates = limit.saturating_mul(4).saturating_add(50);
        let mut found = self.candidates(&mut snapshot, &words.join(" OR "), candidates).await?;
        let mut present = vec![0_u32; found.len()];
        for word in &words {
            let having = self.having(&mut snapshot, word).await?;
            for (count, candidate) in present.iter_mut().zip(&found) {
                *count += u32::from(having.binary_search(&candidate.0).is_ok());
            }
        }

        let all = f64::from(u32::try_from(words.len()).unwrap_or(u32::MAX));
        let mut hits: Vec<Hit> = found
            .drain(..)
            .zip(present)
            .map(|((_, id, title, text, rank), present)| {
                // FTS5 ranks are negative; better matches have lower ranks.
                let fit = (-rank).max(0.0);
                let score = 0.5 * (f64::from(present) / all) + 0.5 * (fit / (1.0 + fit));
                Hit { document: Document { id, title, text }, score: score.clamp(0.0, 1.0) }
            })
            .collect();
        // The sort is stable: equal scores keep the order of the ranks, and equal ranks the order of insertion.
        hits.sort_by(|one, other| other.score.total_cmp(&one.score));
        hits.truncate(limit);
        Ok(hits)
    }

    // CROSS JOIN enforces the join order: first the words, then the documents that contain them. Otherwise, SQLite
    // might scan all documents of the index and look each one up among the words.

    async fn candidates(
        &self,
        connection: &mut SqliteConnection,
        query: &str,
        most: usize,
    ) -> Result<Vec<(i64, String, String, String, f64)>, StoreError> {
        Ok(sqlx::query_as(
            "SELECT d.seq, d.id, d.title, d.text, bm25(documents_fts, 2.0, 1.0) AS fit
             FROM documents_fts CROSS JOIN documents d ON d.seq = documents_fts.rowid
             WHERE documents_fts MATCH $4 AND d.api = $1 AND d.tenant = $2 AND d.collection = $3
             ORDER BY fit, d.seq LIMIT $5",
        )
        .bind(self.scope.api())
        .bind(self.scope.tenant())
        .bind(&self.name)
        .bind(query)
        .bind(i64::try_from(most).unwrap_or(i64::MAX))
        .fetch_all(connection)
        .await?)
    }

    /// Returns the documents that contain a word, in ascending order.
    async fn having(
        &self,
        connection: &mut SqliteConnection,
        word: &str,
    ) -> Result<Vec<i64>, StoreError> {
        let rows: Vec<(i64,)> = sqlx::query_as(
            "SELECT d.seq FROM documents_fts CROSS JOIN documents d ON d.seq = documents_fts.rowid
             WHERE documents_fts MATCH $4 AND d.api = $1 AND d.tenant = $2 AND d.collection = $3 ORDER BY d.seq",
        )
        .bind(self.scope.api())
        .bind(self.scope.tenant())
        .bind(&self.name)
        .bind(word)
        .fetch_all(connection)
        .await?;
        Ok(rows.into_iter().map(|(seq,)| seq).collect())
    }
}
