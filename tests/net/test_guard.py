"""The guard: every spelling of an address that must not be reached, and those that must."""

from __future__ import annotations

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.errors import FeedError
from digest.net.guard import check_url, forbidden, networks, opened

FORBIDDEN = [
    "127.0.0.1",
    "127.255.255.254",
    "0.0.0.0",
    "0.1.2.3",
    "10.0.0.1",
    "100.64.0.1",
    "100.100.100.200",
    "168.63.129.16",
    "169.254.169.254",
    "169.254.1.1",
    "169.254.170.2",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.192",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.1.1",
    "198.18.0.1",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::127.0.0.1",
    "::ffff:127.0.0.1",
    "::ffff:169.254.169.254",
    "::ffff:0:127.0.0.1",
    "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::7f00:1",
    "2002:a9fe:a9fe::",
    "2002:7f00:1::",
    "2001:0:53aa:64c::1",
    "2001:db8::1",
    "2001:2::1",
    "3fff::1",
    "100::1",
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
    "4000::1",
    "5f00::1",
]


@pytest.mark.parametrize("address", FORBIDDEN)
def test_an_inner_address_is_forbidden_in_every_spelling(address: str) -> None:
    """Each of these leads into the machine, its network or its cloud, most unseen by ipaddress.is_global."""
    assert forbidden(address)


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "172.32.0.1", "100.128.0.1", "192.0.1.1", "2606:4700::1111", "2a00:1450:4001::8"]
)
def test_a_public_address_is_free(address: str) -> None:
    """A guard that refuses everything would pass the test above."""
    assert forbidden(address) == ""


@pytest.mark.parametrize("name", ["localhost", "127.1", "0x7f000001", "2130706433", "", "1.2.3"])
def test_what_is_no_address_is_forbidden(name: str) -> None:
    """The guard looks at addresses; a name that slipped through to it is refused, not trusted."""
    assert forbidden(name) == "not an IP address"


@given(st.integers(0, 2**32 - 1))
def test_ipv4_is_never_freer_than_the_standard_library(number: int) -> None:
    """Law: what Python calls private, reserved or multicast is forbidden here too; the list may only add."""
    address = ipaddress.IPv4Address(number)
    if not address.is_global or address.is_multicast:
        assert forbidden(address)


@given(st.ip_addresses(v=6))
def test_ipv6_is_never_freer_than_the_standard_library(address: ipaddress.IPv6Address) -> None:
    """Law: as for IPv4, and whatever embeds an IPv4 address is forbidden whole."""
    if not address.is_global or address.is_multicast or address.ipv4_mapped or address.sixtofour:
        assert forbidden(address)


def test_true_opens_private_networks_and_no_metadata() -> None:
    """`allow_private: true` is meant for a feed at home; the cloud's metadata has to be named on its own."""
    allowed = networks(True)
    assert all(opened(a, allowed) for a in ("127.0.0.1", "10.1.2.3", "192.168.0.9", "::1", "fd12::1"))
    assert not any(
        opened(a, allowed)
        for a in ("169.254.169.254", "100.100.100.200", "fd00:ec2::254", "64:ff9b::7f00:1", "224.0.0.1")
    )
    assert opened("169.254.169.254", networks(["169.254.169.254/32"]))
    assert not opened("169.254.169.254", networks(["0.0.0.0/0"]))
    assert not opened("127.0.0.1", networks(False))
    assert not opened("10.0.0.1", networks(["192.168.0.0/16"]))


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("ftp://example.org/", "http or https"),
        ("file:///etc/passwd", "http or https"),
        ("javascript:alert(1)", "http or https"),
        ("//example.org/", "http or https"),
        ("http:///feed", "without a host"),
        ("http://user:secret@example.org/", "user name or password"),
        ("http://example.org\\@127.0.0.1/", "backslash"),
        ("http://example.org/a b", "space"),
        ("http://example.org/a\r\nX: y", "space, control"),
        ("http://example.org:99999/", "not an address"),
        ("http://[::1/", "not an address"),
        ("http://example.org:22/", "port 22"),
        ("http://example.org:8080/", "port 8080"),
        ("http://a..ü/", "not a host name"),
    ],
)
def test_an_address_that_is_refused_before_anything_is_dialled(url: str, says: str) -> None:
    """Only plain http(s) at known ports; the message says which rule it was, and never repeats a password."""
    with pytest.raises(FeedError, match=says) as caught:
        check_url(url, (80, 443))
    assert "secret" not in str(caught.value)


def test_a_target_is_taken_apart_once() -> None:
    """What is checked is what is dialled: host, port and path come from one reading."""
    target = check_url("HTTPS://Bücher.Example:443/a?b=1#c", (80, 443))
    assert (target.scheme, target.host, target.port, target.path) == (
        "https", "xn--bcher-kva.example", 443, "/a?b=1",
    )  # fmt: skip
    assert check_url("http://[::1]:8080", None).origin == ("http", "::1", 8080)
