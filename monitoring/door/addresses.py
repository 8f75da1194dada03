"""Which addresses the door may open: the checks before and after a name is resolved.

Pure: nothing here resolves or connects. `http.Door` asks before each hop, forms and imports ask
`refusal` before they store an address.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)
from urllib.parse import SplitResult, quote, urljoin, urlsplit

IpAddress = IPv4Address | IPv6Address
IpNetwork = IPv4Network | IPv6Network

LONGEST_URL = 2048
PORTS = frozenset({80, 443, 8080, 8443})
_DEFAULT_PORTS = {"http": 80, "https": 443}

# What Python's `is_global` lets through, or did in some 3.11 patch level, although no outlet can
# live there: IANA special-purpose registries, RFC 6890, 6598 (CGNAT), 6052 (NAT64), 3056 (6to4),
# 4380 (Teredo), 5737, 3849, 9637 (documentation), 7526 (6to4 relays).
_NEVER = tuple(
    ip_network(text)
    for text in (
        "0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.88.99.0/24", "198.18.0.0/15",
        "224.0.0.0/3", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2002::/16",
        "3fff::/20", "5f00::/16", "fc00::/7", "fe80::/9", "ff00::/8",
    )
)  # fmt: skip
# Everything printable stays as it is, so that the check sees backslashes and user names.
_VISIBLE = "".join(map(chr, range(0x21, 0x7F)))
_CONTROL = re.compile(r"[\x00-\x20\x7f-\x9f\s]")
_ENCODED_BREAK = re.compile(r"%(0[0-9a-f]|1[0-9a-f]|7f)", re.I)
_NUMERIC = re.compile(r"(0x[0-9a-f]*|[0-9]+)(\.(0x[0-9a-f]*|[0-9]+))*")
_LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)", re.I)
_LOCAL = (".localhost", ".local", ".internal", ".lan", ".home.arpa", ".intranet", ".corp")


@dataclass(frozen=True)
class Target:
    """A checked address: `url` is the only form that may be handed to the HTTP client."""

    url: str
    scheme: str
    host: str
    port: int
    address: IpAddress | None


class Refused(ValueError):
    """The address may not be opened; the message is an Indonesian sentence for people."""


def refusal(url: str, allow_networks: Sequence[IpNetwork] = ()) -> str | None:
    """Return why the address may not be fetched, or None if it may be tried.

    Nothing is resolved: a name that points to an inner address is found by the door at fetch
    time, and again at each redirect.
    """
    try:
        check(url, allow_networks)
    except Refused as reason:
        return str(reason)
    return None


def check(url: str, allow_networks: Sequence[IpNetwork] = ()) -> Target:
    """Return the checked address; raises Refused with the reason.

    The URL is taken apart once and put together again from the checked parts, so that no second
    parser can see another host in it (GHSA-rph4-96w6-q594).
    """
    url = url.strip(" \t\r\n")
    _check_characters(url)
    try:
        parts = urlsplit(url)
        port = parts.port or _DEFAULT_PORTS.get(parts.scheme, 80)
        host = parts.hostname or ""
    except ValueError:
        raise Refused("Alamat tidak dapat dibaca; periksa penulisannya.") from None
    if parts.scheme not in {"http", "https"}:
        raise Refused("Hanya alamat http:// atau https:// yang dapat diambil.")
    if "@" in parts.netloc or "%" in parts.netloc:
        raise Refused("Alamat memuat nama pengguna atau kode di bagian situs; hapus bagian itu.")
    host, address = _checked_host(host)
    _check_inside(host, address, port, allow_networks)
    return Target(_rebuilt(parts.scheme, host, port, parts), parts.scheme, host, port, address)


def joined(target: Target, location: str) -> str:
    """Return where a redirect leads, still to be checked; spaces and letters are encoded.

    RFC 9110 section 10.2.2 and RFC 3986 section 5.2; servers send raw UTF-8 and spaces.
    """
    encoded = quote(location.strip(), safe=_VISIBLE, errors="surrogateescape")
    try:
        return urljoin(target.url, encoded)
    except ValueError:
        raise Refused("Alamat pengalihan tidak dapat dibaca.") from None


def admits(address: IpAddress, port: int, allow_networks: Sequence[IpNetwork]) -> bool:
    """Whether a connection to this address and port may be made."""
    inner = unwrapped(address)
    if any(inner in network for network in allow_networks if network.version == inner.version):
        return True
    return port in PORTS and is_public(inner)


def is_public(address: IpAddress) -> bool:
    """Whether the address is one that any outlet on the internet can have."""
    inner = unwrapped(address)
    banned = any(inner in network for network in _NEVER if network.version == inner.version)
    return inner.is_global and not banned and not inner.is_multicast and not inner.is_reserved


def unwrapped(address: IpAddress) -> IpAddress:
    """Return the IPv4 address inside an IPv4-mapped one (RFC 4291 2.5.5.2), else the address."""
    return (isinstance(address, IPv6Address) and address.ipv4_mapped) or address


def _check_characters(url: str) -> None:
    if not url:
        raise Refused("Alamat kosong.")
    if len(url) > LONGEST_URL:
        raise Refused(f"Alamat lebih panjang dari {LONGEST_URL} huruf.")
    authority = url.split("?", 1)[0].split("#", 1)[0]
    if _CONTROL.search(url) or "\\" in url or _ENCODED_BREAK.search(authority):
        raise Refused("Alamat memuat spasi, garis miring terbalik, atau huruf kendali.")


def _checked_host(host: str) -> tuple[str, IpAddress | None]:
    if ":" in host:
        return _checked_number(host)
    try:
        # Also folds full-width digits and dots, which would otherwise hide an address.
        name = host.encode("idna").decode().rstrip(".").lower()
    except UnicodeError:
        raise Refused("Nama situs tidak sah.") from None
    if _NUMERIC.fullmatch(name):
        return _checked_number(name)
    if len(name) > 253 or not all(map(_LABEL.fullmatch, name.split("."))):
        raise Refused("Nama situs tidak sah.")
    return name, None


def _checked_number(host: str) -> tuple[str, IpAddress]:
    # 0x7f.1, 017700000001 and 2130706433 are addresses to inet_aton and to no one else.
    try:
        address = ip_address(host)
    except ValueError:
        raise Refused("Alamat angka hanya diterima dalam bentuk lengkap, mis. 10.1.2.3.") from None
    if isinstance(address, IPv6Address) and address.scope_id:
        raise Refused("Alamat jaringan setempat (dengan %) tidak dapat diambil.")
    return (f"[{address}]" if address.version == 6 else str(address)), address


def _check_inside(
    host: str, address: IpAddress | None, port: int, allow_networks: Sequence[IpNetwork]
) -> None:
    if address is not None:
        if not admits(address, port, allow_networks):
            raise Refused(inner_note(host, port))
        return
    # A name may lie in an allowed network; only the door, which resolves it, can tell.
    if allow_networks:
        return
    if "." not in host or host.endswith(_LOCAL):
        raise Refused(inner_note(host, port))
    if port not in PORTS:
        raise Refused(f"Porta {port} tidak diizinkan; hanya 80, 443, 8080, dan 8443.")


def inner_note(host: str, port: int) -> str:
    """Return the sentence for an address that leads inside, or to a port that is not open to us."""
    if port not in PORTS:
        return f"{host} porta {port} tidak diizinkan; hanya 80, 443, 8080, dan 8443."
    return f"{host} menunjuk ke jaringan dalam, bukan ke internet, sehingga tidak diambil."


def _rebuilt(scheme: str, host: str, port: int, parts: SplitResult) -> str:
    shown = "" if port == _DEFAULT_PORTS[scheme] else f":{port}"
    query = f"?{_encoded(parts.query)}" if parts.query else ""
    return f"{scheme}://{host}{shown}{_encoded(parts.path or '/')}{query}"


def _encoded(text: str) -> str:
    return quote(text, safe="/%:@!$&'()*+,;=~-._?[]|", errors="surrogateescape")
