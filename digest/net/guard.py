"""Which addresses may be dialled: a pure decision, on our own list.

`ipaddress.is_global` is no help: it calls 64:ff9b::a9fe:a9fe (NAT64 of the cloud's metadata service),
2002:a9fe:a9fe:: (its 6to4 form), ::127.0.0.1 and 224.0.0.1 global. The list follows the IANA special-purpose
address registries (RFC 6890 and its successors), IPv4 and IPv6, as of 2026; of IPv6 only 2000::/3 is handed out
and all else is refused, so what is reserved next is refused already.
What counts is the address that is dialled, never the name: `127.1` and `0x7f000001` are names here.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network
from urllib.parse import urlsplit

from digest.errors import RefusedError

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

#: What `forbidden` says of a name.
NO_ADDRESS = "not an IP address"
#: First match wins, so the narrow ones stand before the wide.
_REFUSED: tuple[tuple[str, str], ...] = (
    ("169.254.169.254/32", "the metadata service of a cloud"),
    ("169.254.170.0/23", "the metadata service of a cloud"),  # Amazon ECS (170.2) and EKS (170.23)
    ("100.100.100.200/32", "the metadata service of a cloud"),  # Alibaba
    ("192.0.0.192/32", "the metadata service of a cloud"),  # Oracle
    ("168.63.129.16/32", "the metadata service of a cloud"),  # Azure; a public number, but never public
    ("fd00:ec2::/32", "the metadata service of a cloud"),  # Amazon
    ("fd20:ce::/32", "the metadata service of a cloud"),  # Google
    ("fd00:c1::/32", "the metadata service of a cloud"),  # Oracle
    ("fd00:42::42/128", "the metadata service of a cloud"),  # Scaleway
    ("0.0.0.0/8", "this network (RFC 1122)"),
    ("10.0.0.0/8", "private (RFC 1918)"),
    ("100.64.0.0/10", "shared by a carrier (CGNAT, RFC 6598)"),
    ("127.0.0.0/8", "loopback"),
    ("169.254.0.0/16", "link-local"),
    ("172.16.0.0/12", "private (RFC 1918)"),
    ("192.0.0.0/24", "reserved for protocols (RFC 6890)"),
    ("192.0.2.0/24", "for documentation"),
    ("192.31.196.0/24", "reserved (AS112)"),
    ("192.52.193.0/24", "reserved (AMT)"),
    ("192.88.99.0/24", "a 6to4 relay"),
    ("192.168.0.0/16", "private (RFC 1918)"),
    ("192.175.48.0/24", "reserved (AS112)"),
    ("198.18.0.0/15", "for benchmarks (RFC 2544)"),
    ("198.51.100.0/24", "for documentation"),
    ("203.0.113.0/24", "for documentation"),
    ("224.0.0.0/4", "multicast"),
    ("240.0.0.0/4", "reserved or broadcast"),
    ("::/128", "unspecified"),
    ("::1/128", "loopback"),
    ("::ffff:0:0/96", "an IPv4 address in IPv6 (mapped)"),
    ("::ffff:0:0:0/96", "an IPv4 address in IPv6 (translated)"),
    ("::/96", "an IPv4 address in IPv6 (compatible)"),
    ("64:ff9b::/96", "an IPv4 address in IPv6 (NAT64)"),
    ("64:ff9b:1::/48", "an IPv4 address in IPv6 (NAT64)"),
    ("100::/64", "for discarding (RFC 6666)"),
    ("100:0:0:1::/64", "a dummy prefix (RFC 9780)"),
    ("2001::/32", "an IPv4 address in IPv6 (Teredo)"),
    ("2001:2::/48", "for benchmarks (RFC 5180)"),
    ("2001:db8::/32", "for documentation"),
    ("2001::/23", "reserved for protocols (RFC 2928)"),
    ("2002::/16", "an IPv4 address in IPv6 (6to4)"),
    ("2620:4f:8000::/48", "reserved (AS112)"),
    ("3fff::/20", "for documentation"),
    ("5f00::/16", "reserved (SRv6 segments, RFC 9602)"),
    ("fc00::/7", "private (RFC 4193)"),
    ("fe80::/10", "link-local"),
    ("fec0::/10", "private (site-local, RFC 3879)"),
    ("ff00::/8", "multicast"),
)
_LIST: tuple[tuple[Network, str], ...] = tuple((ipaddress.ip_network(n), why) for n, why in _REFUSED)
#: By version, as numbers: first and last address, and why. It is looked at for every connection.
_RANGES = {
    version: tuple(
        (int(n.network_address), int(n.broadcast_address), why) for n, why in _LIST if n.version == version
    )
    for version in (4, 6)
}
_HANDED_OUT = IPv6Network("2000::/3")

#: What `allow_private: true` opens. Link-local, metadata and translated addresses need to be listed by name.
_PRIVATE: tuple[Network, ...] = tuple(
    ipaddress.ip_network(n)
    for n in (
        "127.0.0.0/8",
        "10.0.0.0/8",
        "172.16.0.0/12",
        "192.168.0.0/16",
        "100.64.0.0/10",
        "::1/128",
        "fc00::/7",
    )
)
_METADATA = tuple(network for network, why in _LIST if why.startswith("the metadata"))


@lru_cache(4096)
def forbidden(address: str | Address) -> str:
    """Why this address must not be dialled; "" when it may be. A text that is no address is a reason too."""
    try:
        number = ipaddress.ip_address(address)
    except ValueError:
        return NO_ADDRESS
    value = int(number)
    for first, last, why in _RANGES[number.version]:
        if first <= value <= last:
            return why
    if isinstance(number, IPv6Address):
        if number not in _HANDED_OUT:
            return "reserved (outside 2000::/3)"
        if number.scope_id is not None:
            return "bound to an interface (a zone id)"
    return ""


def networks(allow_private: bool | Sequence[str]) -> tuple[Network, ...]:
    """The networks that a setting opens: none, the usual private ones, or exactly those listed."""
    if isinstance(allow_private, bool):
        return _PRIVATE if allow_private else ()
    return tuple(ipaddress.ip_network(text, strict=False) for text in allow_private)


def opened(address: str | Address, allowed: tuple[Network, ...]) -> bool:
    """Whether this forbidden address was opened on purpose. Metadata only when a list names it narrowly."""
    number = ipaddress.ip_address(address)
    inside = [network for network in allowed if number in network]
    if any(number in network for network in _METADATA):
        return any(network.prefixlen >= number.max_prefixlen - 8 for network in inside)
    return bool(inside)


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """An address taken apart, once: what is checked is what is dialled."""

    url: str
    scheme: str  #: http or https
    host: str  #: lowercase, without brackets
    port: int
    path: str  #: path and query, as sent

    @property
    def origin(self) -> tuple[str, str, int]:
        return self.scheme, self.host, self.port


def check_url(url: str, ports: Sequence[int] | None) -> Target:
    """Take `url` apart; RefusedError when it is not plain http(s), has credentials, or a port outside `ports`.

    `ports` None leaves the port to the caller (private hosts may have any).
    """
    shown = url if len(url) <= 200 else url[:200] + "…"
    if _UNPRINTED.search(url):
        raise RefusedError(f"{shown!r}: an address with a space, control character or backslash in it")
    try:
        parts = urlsplit(url)
        port, host = parts.port, parts.hostname
    except ValueError as error:
        raise RefusedError(f"{shown!r}: not an address ({error})") from None
    if parts.scheme not in ("http", "https"):
        raise RefusedError(f"{shown!r}: expected an http or https address")
    if "@" in parts.netloc:  # the address is not repeated: there is a password in it
        raise RefusedError(
            f"{parts.scheme}://…@{host}: an address with a user name or password in it",
            mend="use an address that needs no credentials",
        )
    if not host:
        raise RefusedError(f"{shown!r}: an address without a host")
    host = _ascii(host, shown)
    if ("[" in parts.netloc) != (":" in host):  # brackets hold an IPv6 address and nothing else
        raise RefusedError(f"{shown!r}: not a host name")
    if port is None:
        port = 443 if parts.scheme == "https" else 80
    check_port(shown, port, ports)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(url=url, scheme=parts.scheme, host=host, port=port, path=path)


def check_port(url: str, port: int, ports: Sequence[int] | None) -> None:
    """RefusedError when `port` is none of `ports` (None: any)."""
    if ports is not None and port not in ports:
        wanted = ", ".join(str(p) for p in ports)
        raise RefusedError(
            f"{url}: port {port} is not dialled",
            mend=f"fetch.ports in feeds.yaml has {wanted}; fetch.allow_private is for a host of yours",
        )


_UNPRINTED = re.compile(r"[\x00-\x20\x7f\\]")
_NAME = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*", re.ASCII)


def _ascii(host: str, shown: str) -> str:
    """A name in the form that DNS and TLS know (UTS 46), without the final dot; or an IPv6 address.

    Full-width digits and dots become plain ones here, before anything is decided.
    """
    if not host.isascii():
        import idna

        try:
            host = idna.encode(host, uts46=True).decode("ascii")
        except idna.IDNAError as error:
            raise RefusedError(f"{shown!r}: not a host name ({error})") from None
    host = host.removesuffix(".")
    if ":" in host:
        with suppress(ValueError):
            return str(IPv6Address(host))  # its one spelling; a zone id stays, and is refused by the guard
    elif len(host) <= 253 and _NAME.fullmatch(host):
        return host
    raise RefusedError(f"{shown!r}: not a host name")
