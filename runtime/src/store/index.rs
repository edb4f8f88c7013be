//! Texts to search in by words, on `SQLite`'s FTS5.
//!
//! A hit's score is between 0 and 1: half of it is how many of the query's words the text has, half is how well they fit
//! by BM25. BM25 alone says next to nothing about a small collection, where every word is a frequent one.

use sqlx::SqliteConnection;

use super::{Scope, StoreError, Transaction, words};

/// A set of texts that belong to one tenant of one API.
#[derive(Debug, Clone)]
pub struct Index {
    scope: Scope,
    name: String,
}

/// A text to search in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// The id, unique in its index.
    pub id: String,
    /// A title or a name, which counts more than the text.
    pub title: String,
    /// The text.
    pub text: String,
}

/// A text that was found.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Hit {
    /// The text.
    pub document: Document,
    /// How well it fits, from 0 to 1.
    pub score: f64,
}

impl Index {
    pub(super) fn new(scope: Scope, name: String) -> Self {
        Self { scope, name }
    }

    /// Adds documents, all or none. One that is there already under its id is replaced.
    pub async fn put(&self, documents: &[Document]) -> Result<(), StoreError> {
        let mut transaction = self.scope.store().begin().await?;
        self.put_in(&mut transaction, documents).await?;
        transaction.commit().await
    }

    /// Adds documents as a part of a transaction.
    pub async fn put_in(
        &self,
        transaction: &mut Transaction,
        documents: &[Document],
    ) -> Result<(), StoreError> {
        for document in documents {
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

    /// Removes a document. Says whether it was there.
    pub async fn delete(&self, id: &str) -> Result<bool, StoreError> {
        let mut transaction = self.scope.store().begin().await?;
        let was_there = self.delete_in(&mut transaction, id).await?;
        transaction.commit().await?;
        Ok(was_there)
    }

    /// Removes a document as a part of a transaction. Says whether it was there.
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

    /// Removes all documents. Says how many there were.
    pub async fn clear(&self) -> Result<u64, StoreError> {
        let mut transaction = self.scope.store().begin().await?;
        let removed = self.clear_in(&mut transaction).await?;
        transaction.commit().await?;
        Ok(removed)
    }

    /// Removes all documents as a part of a transaction.
    pub async fn clear_in(&self, transaction: &mut Transaction) -> Result<u64, StoreError> {
        let done =
            sqlx::query("DELETE FROM documents WHERE api = $1 AND tenant = $2 AND collection = $3")
                .bind(self.scope.api())
                .bind(self.scope.tenant())
                .bind(&self.name)
                .execute(transaction.connection())
                .await?;
        Ok(done.rows_affected())
    }

    /// How many documents there are.
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

    /// The documents that have any of the words, the best first, at most `limit`. Any text is a valid query; one without a
    /// word finds nothing.
    pub async fn search(&self, query: &str, limit: usize) -> Result<Vec<Hit>, StoreError> {
        let words = words::words(query);
        if words.is_empty() || limit == 0 {
            return Ok(Vec::new());
        }
        let mut snapshot = self.scope.store().readers().begin().await?;
        // The final order is by score, so more than the wanted ones have to be looked at.
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
                // FTS5 gives better fits lower, negative numbers.
                let fit = (-rank).max(0.0);
                let score = 0.5 * (f64::from(present) / all) + 0.5 * (fit / (1.0 + fit));
                Hit { document: Document { id, title, text }, score: score.clamp(0.0, 1.0) }
            })
            .collect();
        // Stable, so equal scores stay in the order of the ranks, and equal ranks in that of insertion.
        hits.sort_by(|one, other| other.score.total_cmp(&one.score));
        hits.truncate(limit);
        Ok(hits)
    }

    // CROSS JOIN keeps the order that is written: the words are looked up first, then the documents that have them. Left to
    // choose, SQLite may go through all documents of the index and look every one of them up among the words.

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

    /// The documents that have a word, in ascending order.
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
