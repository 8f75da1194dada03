"""Which addresses belong to one site. Pure."""

import re
from urllib.parse import urljoin, urlsplit

_ALSO = re.compile(r"^(?:www\d?|m|mobile|amp)\.(?=[^.]+\.[^.])")


def host_of(url: str) -> str:
    """Return the host of an address in lower case, "" if there is none."""
    try:
        return (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return ""


def within_site(url: str, other: str) -> bool:
    """Say whether `other` lies on the site of `url` or on one of its subdomains."""
    site, host = _ALSO.sub("", host_of(url)), host_of(other)
    return bool(site) and (host == site or host.endswith(f".{site}"))


def absolute(url: str, written: str) -> str:
    """Return what is written on the page at `url` as an http(s) address, else ""."""
    try:
        address = urljoin(url, written.strip())
    except ValueError:
        return ""
    good = address.startswith(("http://", "https://")) and len(address) <= 2048
    return address if good and not re.search(r"[\s<>\"\\]", address) and host_of(address) else ""
