"""Headers of answers, read as values; what is too long, malformed or a lie is left out."""

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin

LONGEST_WAIT = timedelta(hours=24)
LONGEST_ETAG, LONGEST_LAST_MODIFIED = 512, 128
_MOST_LINKS, _LONGEST_LINKS = 20, 4_000

_PRINTABLE = re.compile(r"[\x20-\x7e]+")
_MAX_AGE = re.compile(r"(?:^|[\s,])(?:s-maxage|max-age)\s*=\s*\"?(\d{1,9})", re.IGNORECASE)
_UNCACHED = re.compile(r"no-(?:store|cache)", re.IGNORECASE)
_LINK = re.compile(r"<([^<>]{1,2048})>((?:\s*;\s*[\w*-]+\s*=\s*(?:\"[^\"]*\"|[^\s;,]+))*)")
_REL = re.compile(r";\s*rel\s*=\s*(?:\"([^\"]*)\"|([^\s;,]+))", re.IGNORECASE)


def media_type(header: str) -> tuple[str, str | None]:
    """Return the media type in lower case and the charset parameter of a Content-Type."""
    kind, _, parameters = header[:300].partition(";")
    found = re.search(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", parameters, re.IGNORECASE)
    return kind.strip().lower()[:100], found[1].lower() if found else None


def validator(text: str, longest: int) -> str:
    """Return the ETag or Last-Modified if it may be stored and sent back, else ""."""
    return text if len(text) <= longest and _PRINTABLE.fullmatch(text) else ""


def retry_after(header: str, date: str) -> timedelta | None:
    """Return the wait a Retry-After asks for, between 0 and 24 h (RFC 9110 section 10.2.3).

    A date is read against the answer's own Date header, so that neither clock has to be right;
    without one, and for garbage, the wait is unknown.
    """
    text = header.strip()
    if text.isascii() and text.isdigit():
        return timedelta(seconds=min(int(text[:9]), LONGEST_WAIT.total_seconds()))
    until, sent = _http_date(text), _http_date(date)
    if until is None or sent is None:
        return None
    return min(max(until - sent, timedelta(0)), LONGEST_WAIT)


def _http_date(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text[:64])
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return moment if moment.tzinfo else None


def max_age(cache_control: str, expires: str, date: str) -> timedelta | None:
    """Return how long an answer calls itself fresh, between 0 and 24 h (RFC 9111 section 4.2.1).

    None where it says nothing; zero where it must not be kept.
    """
    if _UNCACHED.search(cache_control[:1000]):
        return timedelta(0)
    if found := _MAX_AGE.search(cache_control[:1000]):
        return min(timedelta(seconds=int(found[1])), LONGEST_WAIT)
    until, sent = _http_date(expires.strip()), _http_date(date)
    if until is None or sent is None:
        return None
    return min(max(until - sent, timedelta(0)), LONGEST_WAIT)


def links(headers: Iterable[str], base: str) -> dict[str, str]:
    """Return the absolute target of each relation in Link headers (RFC 8288), the first of each."""
    found: dict[str, str] = {}
    for target, parameters in _LINK.findall(", ".join(headers)[:_LONGEST_LINKS])[:_MOST_LINKS]:
        for quoted, bare in _REL.findall(parameters)[:1]:
            for relation in (quoted or bare).lower().split():
                found.setdefault(relation, _absolute(base, target))
    return {relation: target for relation, target in found.items() if target}


def _absolute(base: str, target: str) -> str:
    try:
        return urljoin(base, target.strip())
    except ValueError:
        return ""
