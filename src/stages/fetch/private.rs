//! Addresses that no publisher has: this machine, this network, and what stands for them in IPv6.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Whether an address is private, of this machine, or of no single host at all.
#[must_use]
pub fn is_private(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_private_v4(address),
        IpAddr::V6(address) => is_private_v6(address),
    }
}

fn is_private_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    // "This network", carrier-grade NAT, protocol assignments, benchmarks, the reserved block with the broadcast address.
    let is_special = a == 0 || a == 100 && b & 0xC0 == 64 || (a, b, c) == (192, 0, 0) || a == 198 && b & 0xFE == 18 || a >= 240;
    is_special || address.is_private() || address.is_loopback() || address.is_link_local() || address.is_multicast()
}

fn is_private_v6(address: Ipv6Addr) -> bool {
    let [first, second, .., high, low] = address.segments();
    let inner = || Ipv4Addr::from((u32::from(high) << 16) | u32::from(low));
    // An IPv4 address within: mapped or compatible, or translated (64:ff9b::/96).
    if address.to_ipv4().is_some() || (first, second) == (0x64, 0xff9b) {
        return is_private_v4(inner());
    }
    address.is_unique_local() || address.is_unicast_link_local() || address.is_multicast()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn private_addresses_are_known_in_every_dress() {
        for text in [
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "0.0.0.0",
            "100.64.0.1",
            "198.18.0.1",
            "224.0.0.1",
            "255.255.255.255",
            "::1",
            "::",
            "fc00::1",
            "fe80::1",
            "ff02::1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "64:ff9b::a00:1",
        ] {
            assert!(is_private(text.parse().unwrap()), "{text}");
        }
        for text in ["8.8.8.8", "100.128.0.1", "172.32.0.1", "198.20.0.1", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"] {
            assert!(!is_private(text.parse().unwrap()), "{text}");
        }
    }
}
