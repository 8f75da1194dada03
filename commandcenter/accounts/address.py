"""From which address a request comes, for the throttle and the list of sessions."""

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

from django.conf import settings
from django.http import HttpRequest

# What one subscriber of IPv6 holds (RFC 6177): changing the lower half costs an attacker nothing.
SUBSCRIBER_BITS = 64


def client_address(request: HttpRequest) -> str:
    """Return the address of the browser; "" when there is none.

    Behind a proxy (HTTPS=1) it is the last of X-Forwarded-For, which our proxy wrote itself; what
    stands before it came with the request and may be invented.
    """
    forwarded = request.headers.get("X-Forwarded-For", "") if settings.HTTPS else ""
    found = _parsed(forwarded.rsplit(",", 1)[-1]) or _parsed(request.META.get("REMOTE_ADDR", ""))
    return str(found or "")


def subscriber(address: str) -> str:
    """Return the part of an address that belongs to one subscriber: all of IPv4, half of IPv6."""
    found = _parsed(address)
    if isinstance(found, IPv6Address):
        return str(IPv6Network((found, SUBSCRIBER_BITS), strict=False))
    return address


def _parsed(text: str) -> IPv4Address | IPv6Address | None:
    try:
        found = ip_address(text.strip().split("%")[0])
    except ValueError:
        return None
    return getattr(found, "ipv4_mapped", None) or found
