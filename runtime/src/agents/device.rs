//! The client program and device of a request.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use agents_api::types::SessionClientInfo;
use agents_api::wire::Context;
use axum::extract::ConnectInfo;
use serde::{Deserialize, Serialize};

use super::proofs::fingerprint;

/// Browsers and their names in `User-Agent`. Many browsers also contain the names of others, so the first match is
/// used.
const BROWSERS: [(&str, &str); 5] = [
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
];

const PLATFORMS: [(&str, &str); 6] = [
    ("Windows", "Windows"),
    ("iPhone", "iOS"),
    ("iPad", "iPadOS"),
    ("Mac OS X", "macOS"),
    ("Android", "Android"),
    ("Linux", "Linux"),
];

const DEVICES: [(&str, &str); 5] = [
    ("iPad", "tablet"),
    ("Tablet", "tablet"),
    ("Mobile", "mobile"),
    ("iPhone", "mobile"),
    ("Mozilla/", "desktop"),
];

/// The origin of a request.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Device {
    pub(super) address: Option<IpAddr>,
    pub(super) user_agent: Option<String>,
}

impl Device {
    pub(super) fn of(context: &Context) -> Self {
        let address = context.extensions.get::<ConnectInfo<SocketAddr>>();
        let user_agent = context.headers.get(http::header::USER_AGENT);
        Self {
            address: address.map(|ConnectInfo(address)| address.ip().to_canonical()),
            user_agent: user_agent.and_then(|text| text.to_str().ok()).map(str::to_owned),
        }
    }

    /// The IP address as limits count it. Whoever has one IPv6 address usually has all that start with the same 64 bits.
    pub(super) fn network(&self) -> Option<IpAddr> {
        self.address.map(|address| match address {
            IpAddr::V4(_) => address,
            IpAddr::V6(address) => {
                IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() & !u128::from(u64::MAX)))
            }
        })
    }

    /// The IP address with its last part hidden.
    pub(super) fn masked_address(&self) -> Option<String> {
        self.address.map(|address| match address {
            IpAddr::V4(address) => {
                let [first, second, third, _] = address.octets();
                format!("{first}.{second}.{third}.*")
            }
            IpAddr::V6(address) => {
                let [first, second, third, ..] = address.segments();
                format!("{first:x}:{second:x}:{third:x}:*")
            }
        })
    }

    /// A short hash that distinguishes devices.
    pub(super) fn fingerprint(&self) -> String {
        let text = format!("{:?} {:?}", self.address, self.user_agent);
        fingerprint(&text).chars().take(8).collect()
    }

    pub(super) fn client(&self) -> SessionClientInfo {
        let Some(user_agent) = &self.user_agent else { return SessionClientInfo::new() };
        let find = |signs: &[(&str, &str)]| {
            let found = signs.iter().find(|(sign, _)| user_agent.contains(sign));
            found.map(|(_, name)| (*name).to_owned()).into()
        };
        let mut client = SessionClientInfo::new();
        client.platform = find(&PLATFORMS);
        client.browser = find(&BROWSERS);
        client.device = find(&DEVICES);
        client.user_agent = Some(user_agent.clone()).into();
        client
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_network_is_an_ipv4_address_or_64_bits_of_an_ipv6_address() {
        let network = |address: &str| {
            let address = Some(address.parse().unwrap());
            Device { address, user_agent: None }.network().unwrap().to_string()
        };
        assert_eq!(network("192.0.2.7"), "192.0.2.7");
        assert_eq!(network("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::");
        assert_eq!(network("2001:db8:1:2:ffff::"), "2001:db8:1:2::");
    }
}
