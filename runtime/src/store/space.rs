//! The free space of the disk. A part of it is reserved: bulk data is refused before the disk is full, so that small
//! writes, such as those of a login or of a deletion, still succeed.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::StoreError;

/// The reserved space in bytes.
const RESERVED: u64 = 64 * 1024 * 1024;
/// The largest part of a small disk that is reserved: one twentieth.
const PART: u64 = 20;
/// Writes up to this size in bytes are not refused.
pub(super) const SMALL: usize = 16 * 1024;

/// The disk of the data folder. In memory, there is no limit.
#[derive(Debug, Clone)]
pub(crate) struct Space(Option<Arc<Path>>);

impl Space {
    pub(super) fn folder(folder: &Path) -> Self {
        Self(Some(PathBuf::from(folder).into()))
    }

    pub(super) fn memory() -> Self {
        Self(None)
    }

    /// Fails with [`StoreError::Full`] if the disk has no space for this number of bytes above its reserve.
    pub(crate) fn check(&self, bytes: u64) -> Result<(), StoreError> {
        let Some(folder) = &self.0 else { return Ok(()) };
        match free(folder) {
            Some((free, total)) if !fits(bytes, free, total) => {
                Err(StoreError::full("the reserve of the disk is reached"))
            }
            _ => Ok(()),
        }
    }
}

fn fits(bytes: u64, free: u64, total: u64) -> bool {
    free.saturating_sub(bytes) > RESERVED.min(total / PART)
}

/// Returns the free and the total number of bytes, if they are known.
#[cfg(unix)]
fn free(folder: &Path) -> Option<(u64, u64)> {
    let disk = rustix::fs::statvfs(folder).ok()?;
    Some((disk.f_bavail.saturating_mul(disk.f_frsize), disk.f_blocks.saturating_mul(disk.f_frsize)))
}

#[cfg(not(unix))]
fn free(_: &Path) -> Option<(u64, u64)> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_of_the_disk_is_reserved() {
        let (mb, gb) = (1 << 20, 1 << 30);
        assert!(fits(0, 65 * mb, 100 * gb));
        assert!(!fits(2 * mb, 65 * mb, 100 * gb));
        assert!(!fits(0, 0, 100 * gb));
        assert!(fits(0, mb, 12 * mb), "a small disk is usable too");
        assert!(!fits(0, mb / 2, 12 * mb));
        assert!(!fits(u64::MAX, 65 * mb, 100 * gb));
    }
}
