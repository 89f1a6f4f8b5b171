//! Whose word about a caller's address is believed.

use std::{net::IpAddr, str::FromStr};

use axum::http::HeaderMap;
use serde::Deserialize;

/// Proxies whose `X-Forwarded-For` is believed. None by default: then the address of the connection counts.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(try_from = "Vec<String>")]
pub struct TrustedProxies(Vec<Network>);

/// What is no [`TrustedProxies`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is neither an address nor a network like 10.0.0.0/8")]
pub struct NotANetwork(String);

impl TrustedProxies {
    /// The address of the caller, whose connection comes from `peer`: going back from there, the first that is none of our
    /// proxies. What a caller itself writes into the header stands left of what proxies append, and is never reached.
    pub fn client(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        let lines = headers.get_all("x-forwarded-for").iter().filter_map(|line| line.to_str().ok());
        let mut hops: Vec<_> = lines.flat_map(|line| line.split(',')).map(|hop| hop.trim().parse::<IpAddr>()).collect();
        let mut client = peer.to_canonical();
        while self.trusts(client) {
            match hops.pop() {
                Some(Ok(hop)) => client = hop.to_canonical(),
                _ => break,
            }
        }
        client
    }

    fn trusts(&self, address: IpAddr) -> bool {
        self.0.iter().any(|network| network.contains(address))
    }
}

impl FromStr for TrustedProxies {
    type Err = NotANetwork;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let networks = text.split(',').map(str::trim).filter(|network| !network.is_empty());
        networks.map(str::parse).collect::<Result<_, _>>().map(Self)
    }
}

impl TryFrom<Vec<String>> for TrustedProxies {
    type Error = NotANetwork;

    fn try_from(networks: Vec<String>) -> Result<Self, Self::Error> {
        networks.iter().map(|network| network.parse()).collect::<Result<_, _>>().map(Self)
    }
}

/// `10.0.0.0/8`, or one address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Network {
    address: IpAddr,
    prefix_bits: u32,
}

impl Network {
    fn contains(self, address: IpAddr) -> bool {
        match (bits(self.address), bits(address)) {
            ((network, width), (address, other)) if width == other => {
                // A shift by all bits leaves nothing to compare: everything is in /0.
                let differing = (network ^ address).checked_shr(width - self.prefix_bits).unwrap_or_default();
                differing == 0
            }
            _ => false,
        }
    }
}

impl FromStr for Network {
    type Err = NotANetwork;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = || NotANetwork(text.to_owned());
        let (address, prefix) = match text.split_once('/') {
            Some((address, prefix)) => (address, Some(prefix)),
            None => (text, None),
        };
        let address: IpAddr = address.trim().parse().or(Err(wrong()))?;
        let (_, width) = bits(address);
        let prefix_bits = match prefix {
            Some(prefix) => prefix.trim().parse().ok().filter(|bits| *bits <= width).ok_or_else(wrong)?,
            None => width,
        };
        Ok(Self { address, prefix_bits })
    }
}

/// An address as a number, and how many bits it has.
fn bits(address: IpAddr) -> (u128, u32) {
    match address {
        IpAddr::V4(address) => (u128::from(address.to_bits()), 32),
        IpAddr::V6(address) => (address.to_bits(), 128),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use axum::http::HeaderValue;

    fn client(proxies: &str, peer: &str, forwarded: &[&str]) -> String {
        let mut headers = HeaderMap::new();
        for line in forwarded {
            headers.append("x-forwarded-for", HeaderValue::from_str(line).unwrap());
        }
        proxies.parse::<TrustedProxies>().unwrap().client(peer.parse().unwrap(), &headers).to_string()
    }

    #[test]
    fn nobody_is_believed_by_default() {
        assert_eq!(client("", "127.0.0.1", &["9.9.9.9"]), "127.0.0.1");
        assert_eq!(client("10.0.0.0/8", "11.0.0.1", &["9.9.9.9"]), "11.0.0.1");
    }

    #[test]
    fn only_what_our_proxies_append_counts() {
        assert_eq!(client("127.0.0.1", "127.0.0.1", &["6.6.6.6, 9.9.9.9"]), "9.9.9.9");
        assert_eq!(client("127.0.0.1, 10.0.0.0/8", "127.0.0.1", &["6.6.6.6, 9.9.9.9, 10.1.2.3"]), "9.9.9.9");
        assert_eq!(client("127.0.0.1,10.0.0.0/8", "127.0.0.1", &["6.6.6.6", "9.9.9.9", "10.1.2.3"]), "9.9.9.9");
        assert_eq!(client("127.0.0.1", "127.0.0.1", &["rubbish"]), "127.0.0.1");
        assert_eq!(client("127.0.0.1", "127.0.0.1", &[]), "127.0.0.1");
        assert_eq!(client("::1", "::1", &["2001:db8::7"]), "2001:db8::7");
        assert_eq!(client("127.0.0.1", "::ffff:127.0.0.1", &["9.9.9.9"]), "9.9.9.9");
    }

    #[test]
    fn networks() {
        let contains = |network: &str, address: &str| network.parse::<Network>().unwrap().contains(address.parse().unwrap());
        assert!(contains("10.0.0.0/8", "10.255.0.1"));
        assert!(!contains("10.0.0.0/8", "11.0.0.1"));
        assert!(contains("0.0.0.0/0", "255.1.2.3"));
        assert!(contains("::/0", "2001:db8::1"));
        assert!(!contains("0.0.0.0/0", "2001:db8::1"));
        assert!(contains("2001:db8::/32", "2001:db8:1::1"));
        for wrong in ["10.0.0.0/33", "10.0.0/8", "proxy", "::/129", "10.0.0.0/-1"] {
            assert_eq!(wrong.parse::<Network>(), Err(NotANetwork(wrong.to_owned())));
        }
    }
}
