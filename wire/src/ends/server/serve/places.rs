//! Counts the connections of a server, in all and for each address, and refuses those over a bound.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;

/// The address of a client, as a listener returns it.
pub trait Peer {
    /// Returns the IP address, if there is one. Connections without an address count in the total only.
    fn ip(&self) -> Option<IpAddr>;
}

impl Peer for SocketAddr {
    fn ip(&self) -> Option<IpAddr> {
        Some(self.ip())
    }
}

#[cfg(unix)]
impl Peer for tokio::net::unix::SocketAddr {
    fn ip(&self) -> Option<IpAddr> {
        None
    }
}

/// The places for connections. Clones share them.
#[derive(Debug, Clone)]
pub(super) struct Places {
    /// Maximum number of connections.
    all: usize,
    /// Maximum number of connections of one address.
    each: usize,
    taken: Arc<Taken>,
}

#[derive(Debug, Default)]
struct Taken {
    counts: Mutex<Counts>,
    emptied: Notify,
}

#[derive(Debug, Default)]
struct Counts {
    all: usize,
    by_address: HashMap<IpAddr, usize>,
}

/// Which bound a connection is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Full {
    All,
    Address,
}

/// The place of a connection. It is free again when this is dropped.
#[derive(Debug)]
pub(super) struct Place {
    address: Option<IpAddr>,
    taken: Arc<Taken>,
}

impl Places {
    pub(super) fn new(all: usize, each: usize) -> Self {
        Self { all, each, taken: Arc::default() }
    }

    /// Takes a place for a connection from `ip`.
    pub(super) fn take(&self, ip: Option<IpAddr>) -> Result<Place, Full> {
        let address = ip.map(counted);
        let mut counts = self.taken.counts();
        if counts.all >= self.all {
            return Err(Full::All);
        }
        if let Some(address) = address {
            let number = counts.by_address.entry(address).or_default();
            if *number >= self.each {
                return Err(Full::Address);
            }
            *number += 1;
        }
        counts.all += 1;
        drop(counts);
        Ok(Place { address, taken: self.taken.clone() })
    }

    /// Completes when no place is taken.
    pub(super) async fn emptied(&self) {
        loop {
            let emptied = self.taken.emptied.notified();
            if self.number() == 0 {
                return;
            }
            emptied.await;
        }
    }

    /// Returns the number of connections.
    pub(super) fn number(&self) -> usize {
        self.taken.counts().all
    }
}

impl Taken {
    fn counts(&self) -> MutexGuard<'_, Counts> {
        self.counts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut counts = self.taken.counts();
        counts.all -= 1;
        if let Some(address) = self.address
            && let Some(number) = counts.by_address.get_mut(&address)
        {
            *number -= 1;
            if *number == 0 {
                counts.by_address.remove(&address);
            }
        }
        if counts.all == 0 {
            self.taken.emptied.notify_waiters();
        }
    }
}

/// Returns what counts as one address. A client with IPv6 usually has a whole network of 64 bits (RFC 6177).
fn counted(ip: IpAddr) -> IpAddr {
    match ip.to_canonical() {
        IpAddr::V4(ip) => IpAddr::V4(ip),
        IpAddr::V6(ip) => {
            let [a, b, c, d, ..] = ip.segments();
            IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ip(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn places_are_bounded_in_all_and_for_each_address() {
        let places = Places::new(3, 2);
        let first = places.take(Some(ip("192.0.2.1"))).unwrap();
        // The same address, written as IPv6.
        let second = places.take(Some(ip("::ffff:192.0.2.1"))).unwrap();
        assert_eq!(places.take(Some(ip("192.0.2.1"))).unwrap_err(), Full::Address);
        let third = places.take(None).unwrap();
        assert_eq!(places.take(Some(ip("192.0.2.2"))).unwrap_err(), Full::All);
        drop(third);
        drop(first);
        let again = places.take(Some(ip("192.0.2.1"))).unwrap();
        assert_eq!(places.number(), 2);
        drop((second, again));
        assert_eq!(places.number(), 0);
        assert!(places.taken.counts().by_address.is_empty());
    }

    #[test]
    fn a_network_of_ipv6_is_one_address() {
        let places = Places::new(9, 1);
        let _one = places.take(Some(ip("2001:db8:0:1::1"))).unwrap();
        assert_eq!(places.take(Some(ip("2001:db8:0:1:ffff::2"))).unwrap_err(), Full::Address);
        assert!(places.take(Some(ip("2001:db8:0:2::1"))).is_ok());
    }

    #[tokio::test(start_paused = true)]
    async fn the_last_connection_empties_the_places() {
        let places = Places::new(9, 9);
        let place = places.take(None).unwrap();
        let waiting = places.clone();
        let emptied = tokio::spawn(async move { waiting.emptied().await });
        tokio::task::yield_now().await;
        assert!(!emptied.is_finished());
        drop(place);
        emptied.await.unwrap();
    }
}
