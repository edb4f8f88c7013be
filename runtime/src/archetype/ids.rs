//! Ids in this vendor's format: a prefix for the type, followed by random characters.

use jiff::Timestamp;
use sha2::{Digest, Sha256};
use uuid::{Builder, Uuid};

const SIGNS: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";

/// Generates an id such as `job_6h2r9v4kx8w1t5mq`.
pub(super) fn new(prefix: &str) -> String {
    format!("{prefix}_{}", random(16))
}

/// Generates the id of a lens.
pub(super) fn lens() -> String {
    format!("lns-{}-{}", hex(16), random(16))
}

/// Generates the id of a session, which contains its creation time.
pub(super) fn session(now: Timestamp) -> String {
    format!("lsn-{}{}-{}", now.strftime("%y%m%d%H%M%S"), hex(6), random(8))
}

/// Returns the public id of an organization. Its name is chosen by the operator and may not look like an id.
pub(super) fn org(name: &str) -> String {
    format!("org_{}", &crate::store::files::hex(&Sha256::digest(name)[..4]))
}

/// Returns the id of an organization as a UUID.
pub(super) fn org_uuid(name: &str) -> String {
    let mut bytes = [0; 16];
    for (byte, from) in bytes.iter_mut().zip(Sha256::digest(name)) {
        *byte = from;
    }
    Builder::from_random_bytes(bytes).into_uuid().to_string()
}

fn random(length: usize) -> String {
    let mut rest = Uuid::new_v4().as_u128();
    let sign = |digit: u128| usize::try_from(digit).ok().and_then(|digit| SIGNS.get(digit));
    (0..length)
        .map(|_| {
            let digit = rest % 36;
            rest /= 36;
            sign(digit).copied().map_or('0', char::from)
        })
        .collect()
}

fn hex(length: usize) -> String {
    Uuid::new_v4().simple().to_string().chars().take(length).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_have_the_vendors_format() {
        let shape = |id: &str| -> String {
            let sign = |sign: char| if sign.is_ascii_alphanumeric() { 'x' } else { sign };
            id.chars().map(sign).collect()
        };
        assert_eq!(shape(&new("job")), "xxx_xxxxxxxxxxxxxxxx");
        assert_eq!(shape(&lens()), "xxx-xxxxxxxxxxxxxxxx-xxxxxxxxxxxxxxxx");
        let session = session("2026-03-02T08:15:30.4Z".parse().unwrap());
        assert!(session.starts_with("lsn-260302081530"), "{session}");
        assert_eq!(shape(&session), "xxx-xxxxxxxxxxxxxxxxxx-xxxxxxxx");
        assert_ne!(new("job"), new("job"));
        assert_eq!((org("acme"), org_uuid("acme")), (org("acme"), org_uuid("acme")));
        assert_ne!(org("acme"), org("other"));
    }
}
