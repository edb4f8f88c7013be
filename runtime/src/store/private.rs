//! Keeps the data folder private: other users of the machine can neither read nor write it.

use std::fs::{self, DirBuilder, OpenOptions};
use std::io;
use std::path::Path;

/// The permissions of other users and of the group.
#[cfg(unix)]
const OTHERS: u32 = 0o077;

/// Creates the data folder, or makes an empty one private. A folder with content must already be private, because what
/// others have put into it cannot be trusted.
pub(super) fn folder(folder: &Path) -> Result<(), String> {
    create(folder).map_err(|error| error.to_string())?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let is_empty = || Ok::<_, io::Error>(fs::read_dir(folder)?.next().is_none());
        let made_private = || {
            let mode = fs::metadata(folder)?.permissions().mode() & 0o777;
            if mode & OTHERS == 0 {
                return Ok(None);
            }
            // Looked at again afterwards: others may have written into it until now.
            let mended = is_empty()? && restrict(folder, 0o700).is_ok() && is_empty()?;
            Ok((!mended).then_some(mode))
        };
        if let Some(mode) = made_private().map_err(|error: io::Error| error.to_string())? {
            return Err(format!(
                "other users of this machine can access it (mode {mode:03o}); run `chmod 700 {}`",
                folder.display()
            ));
        }
    }
    Ok(())
}

/// Creates a folder within the data folder, or makes an existing one private.
pub(super) fn inner_folder(folder: &Path) -> io::Result<()> {
    create(folder)?;
    restrict(folder, 0o700)
}

/// Creates a file within the data folder if it does not exist, and makes it private.
pub(super) fn file(file: &Path) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.create(true).truncate(false).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    // An existing database is not opened: closing it would release the locks of SQLite in this process.
    if !file.exists() {
        options.open(file)?;
    }
    restrict(file, 0o600)
}

/// Makes an existing file private.
pub(super) fn existing_file(file: &Path) -> io::Result<()> {
    match restrict(file, 0o600) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        done => done,
    }
}

fn create(folder: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

#[cfg(unix)]
fn restrict(path: &Path, mode: u32) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    let mut permissions = fs::metadata(path)?.permissions();
    if permissions.mode() & OTHERS == 0 {
        return Ok(());
    }
    permissions.set_mode(mode);
    fs::set_permissions(path, permissions)
}

#[cfg(not(unix))]
fn restrict(path: &Path, _: u32) -> io::Result<()> {
    fs::metadata(path).map(drop)
}
