//! Files, in a folder or in memory, written and read as streams. Files are never buffered completely.
//!
//! A file appears under its path only when it has been written completely and safely.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use aws_lc_rs::digest::{Context, SHA256, digest};
use bytes::Bytes;
use futures_util::stream::BoxStream;
use futures_util::{Stream, StreamExt, TryStreamExt};
use object_store::local::LocalFileSystem;
use object_store::memory::InMemory;
use object_store::path::Path;
use object_store::{GetOptions, GetRange, ObjectStore, ObjectStoreExt, WriteMultipart};

use super::{Space, StoreError};

/// The number of parts of a file that are written concurrently.
const PARTS_AT_ONCE: usize = 2;
/// The number of bytes after which the free space is looked at again.
const CHECKED: u64 = 1024 * 1024;

/// The files of the store. Cheap to clone.
#[derive(Clone)]
pub struct Files(Arc<dyn ObjectStore>, Space);

/// The path of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilePath(Path);

/// Information about a written file.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct FileInfo {
    /// The size in bytes.
    pub size: u64,
    /// The SHA-256 of the content in hexadecimal.
    pub sha256: String,
}

/// Why a file could not be written: its source or the store failed.
#[derive(Debug, thiserror::Error)]
pub enum PutError<E> {
    /// The source stream returned an error. Nothing was stored.
    #[error("cannot read the content of the file")]
    Source(E),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl FilePath {
    /// Each part becomes one path segment. Special characters and names, such as `/` and `..`, are encoded.
    pub(super) fn new(api: &str, tenant: &str, id: &str) -> Self {
        Self([api, tenant, id].into_iter().collect())
    }

    /// Returns the path in a folder. An empty id stands for the folder of the tenant.
    pub(super) fn within(&self, root: &std::path::Path) -> std::path::PathBuf {
        self.0
            .as_ref()
            .split('/')
            .filter(|step| !step.is_empty())
            .fold(root.to_owned(), |path, step| path.join(step))
    }
}

impl Files {
    pub(super) fn folder(folder: &std::path::Path, space: Space) -> Result<Self, StoreError> {
        let local = LocalFileSystem::new_with_prefix(folder)?.with_fsync(true);
        Ok(Self(Arc::new(local), space))
    }

    pub(super) fn memory() -> Self {
        Self(Arc::new(InMemory::new()), Space::memory())
    }

    /// Writes a file from a stream, replacing an existing file. Fails with [`StoreError::Full`] before the disk is full.
    pub async fn put<E>(
        &self,
        path: &FilePath,
        content: impl Stream<Item = Result<Bytes, E>> + Send,
    ) -> Result<FileInfo, PutError<E>> {
        let upload = self.0.put_multipart(&path.0).await.map_err(StoreError::from)?;
        let mut upload = WriteMultipart::new(upload);
        let mut hash = Context::new(&SHA256);
        let mut size = 0;
        let mut content = std::pin::pin!(content);
        let mut unchecked = CHECKED;
        while let Some(part) = content.next().await {
            let failed = match part {
                Ok(part) => {
                    hash.update(&part);
                    let length = u64::try_from(part.len()).unwrap_or(u64::MAX);
                    size += length;
                    unchecked += length;
                    let room = if unchecked >= CHECKED { self.1.check(CHECKED) } else { Ok(()) };
                    unchecked %= CHECKED;
                    let put = match room {
                        Ok(()) => {
                            upload.put(part);
                            upload.wait_for_capacity(PARTS_AT_ONCE).await.map_err(StoreError::from)
                        }
                        full => full,
                    };
                    put.err().map(PutError::Store)
                }
                Err(error) => Some(PutError::Source(error)),
            };
            if let Some(failed) = failed {
                // The first error is the relevant one for the caller.
                let _ = upload.abort().await;
                return Err(failed);
            }
        }
        upload.finish().await.map_err(StoreError::from)?;
        Ok(FileInfo { size, sha256: hex(hash.finish().as_ref()) })
    }

    /// Writes a file from memory.
    pub async fn put_bytes(&self, path: &FilePath, content: Bytes) -> Result<FileInfo, StoreError> {
        let info = FileInfo {
            size: u64::try_from(content.len()).unwrap_or(u64::MAX),
            sha256: hex(digest(&SHA256, &content).as_ref()),
        };
        self.1.check(info.size)?;
        self.0.put(&path.0, content.into()).await?;
        Ok(info)
    }

    /// Returns the size and content of a file, or `None` if it does not exist.
    pub async fn get(
        &self,
        path: &FilePath,
    ) -> Result<Option<(u64, BoxStream<'static, Result<Bytes, StoreError>>)>, StoreError> {
        let found = found(self.0.get(&path.0).await)?;
        Ok(found.map(|file| (file.meta.size, file.into_stream().map_err(StoreError::from).boxed())))
    }

    /// Returns a range of a file, limited to its size, or `None` if the file does not exist.
    pub async fn get_range(
        &self,
        path: &FilePath,
        range: Range<u64>,
    ) -> Result<Option<Bytes>, StoreError> {
        let Some(size) = self.size(path).await? else { return Ok(None) };
        let range = range.start.min(size)..range.end.min(size);
        if range.is_empty() {
            return Ok(Some(Bytes::new()));
        }
        let options = GetOptions { range: Some(GetRange::Bounded(range)), ..GetOptions::default() };
        match found(self.0.get_opts(&path.0, options).await)? {
            None => Ok(None),
            Some(part) => Ok(Some(part.bytes().await?)),
        }
    }

    /// Returns the size of a file, or `None` if it does not exist.
    pub async fn size(&self, path: &FilePath) -> Result<Option<u64>, StoreError> {
        Ok(found(self.0.head(&path.0).await)?.map(|meta| meta.size))
    }

    /// Removes a file. A missing file is not an error.
    pub async fn delete(&self, path: &FilePath) -> Result<(), StoreError> {
        found(self.0.delete(&path.0).await)?;
        Ok(())
    }
}

impl fmt::Debug for Files {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("Files").finish_non_exhaustive()
    }
}

fn found<T>(result: object_store::Result<T>) -> Result<Option<T>, StoreError> {
    match result {
        Ok(value) => Ok(Some(value)),
        Err(object_store::Error::NotFound { .. }) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    use fmt::Write;
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
