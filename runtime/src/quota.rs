//! The storage that one tenant can use: a number of objects and of bytes.

use crate::environment::Environment;

/// The storage of a tenant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Quota {
    /// The maximum number of objects.
    pub(crate) objects: u64,
    /// The maximum total size in bytes.
    pub(crate) bytes: u64,
}

impl Quota {
    /// Returns the quota of an API. The operator can change it with the settings `<API>_STORAGE_OBJECTS` and
    /// `<API>_STORAGE_BYTES`. An invalid value is logged and ignored.
    pub(crate) fn of(environment: &Environment, api: &str, default: Self) -> Self {
        let api = api.to_uppercase();
        let read = |what: &str, default: u64| {
            let name = format!("{api}_STORAGE_{what}");
            let Some(value) = environment.get(&name) else { return default };
            value.parse().unwrap_or_else(|_| {
                tracing::warn!(name, "expected a number; the default is used");
                default
            })
        };
        Self { objects: read("OBJECTS", default.objects), bytes: read("BYTES", default.bytes) }
    }

    /// Returns the number of bytes that one more object can have; `None` if there can be no other object.
    pub(crate) fn left(self, (objects, bytes): (u64, u64)) -> Option<u64> {
        if objects < self.objects { self.bytes.checked_sub(bytes) } else { None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_operator_sets_the_quota() {
        let default = Quota { objects: 2, bytes: 10 };
        let settings = Environment::default()
            .with("AGENTS_STORAGE_BYTES", "7")
            .with("AGENTS_STORAGE_OBJECTS", "many");
        assert_eq!(Quota::of(&settings, "agents", default), Quota { objects: 2, bytes: 7 });
        assert_eq!(default.left((0, 0)), Some(10));
        assert_eq!(default.left((1, 10)), Some(0));
        assert_eq!(default.left((1, 11)), None);
        assert_eq!(default.left((2, 0)), None);
    }
}
