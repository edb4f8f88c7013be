//! Ids in this vendor's format: version 7 UUIDs, which start with the time and therefore sort by it.

use jiff::Timestamp;
use uuid::{Builder, Uuid};

use crate::clock::Clock;

/// Generates an id.
pub(super) fn new(clock: &Clock) -> String {
    at(clock.now())
}

fn at(time: Timestamp) -> String {
    let milliseconds = u64::try_from(time.as_millisecond()).unwrap_or(0);
    // The version and variant are in bytes 6 and 8; the other bytes after the time are random.
    let random = *Uuid::new_v4().as_bytes();
    let mut tail = [0; 10];
    let whole = random.into_iter().enumerate().filter(|(place, _)| ![6, 8].contains(place));
    for (byte, (_, random)) in tail.iter_mut().zip(whole) {
        *byte = random;
    }
    Builder::from_unix_timestamp_millis(milliseconds, &tail).into_uuid().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_start_with_the_time() {
        let time = "2024-10-29T12:00:00Z".parse().unwrap();
        let (one, other) = (at(time), at(time));
        assert!(one.starts_with("0192d805-") || one.starts_with("0192d"), "{one}");
        assert_eq!(one.get(..13), other.get(..13));
        assert_ne!(one, other);
        assert_eq!(Uuid::parse_str(&one).unwrap().get_version_num(), 7);
        let later = at("2024-10-29T12:00:01Z".parse().unwrap());
        assert!(later > one);
    }
}
