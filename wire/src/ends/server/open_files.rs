//! The limit of open files of this process. Each connection is an open file.

/// A limit that is enough for any server; some systems refuse to set an unlimited one.
#[cfg(unix)]
const ENOUGH: u64 = 1 << 20;

/// Raises the limit of open files of this process as far as it may: sets the soft limit to the hard limit. Returns the
/// limit, or `None` if there is none. Call it once, when the program starts.
///
/// Many systems start a process with a limit of 1,024 and let it raise that.
///
/// # Errors
///
/// Fails if the system does not allow it. The limit is then as before.
pub fn raise_open_files() -> std::io::Result<Option<u64>> {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
        let now = getrlimit(Resource::Nofile);
        let wanted = now.maximum.unwrap_or(ENOUGH).min(ENOUGH);
        if now.current.is_some_and(|current| current < wanted) {
            setrlimit(Resource::Nofile, Rlimit { current: Some(wanted), maximum: now.maximum })?;
        }
    }
    Ok(limit())
}

/// Returns the limit of open files, if there is one.
pub(super) fn limit() -> Option<u64> {
    #[cfg(unix)]
    {
        rustix::process::getrlimit(rustix::process::Resource::Nofile).current
    }
    #[cfg(not(unix))]
    None
}
