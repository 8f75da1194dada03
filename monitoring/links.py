"""Pure: the links in a pasted chat message, each with the title that stands above it.

Reporters send links to the office after publishing: one per line, or a whole message with titles,
greetings and emphasis marks. What is no address of an article is named, not dropped.
"""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from monitoring.canonical import canonical
from monitoring.clean import clean, clean_lines

# Longer than any day's harvest of a group; what is cut is counted.
LINKS_MAX = 200
TEXT_MAX = 200_000
ADDRESS_MAX, TITLE_MAX = 2048, 500
# A line above a link shorter than this is a greeting or a number, not a title.
_TITLE_FROM = 15
_LINK = re.compile(
    r"https?://[^\s<>\"']+"
    # People leave the scheme out; a path tells an article from a name with a dot in it.
    r"|(?<![\w@./-])(?:[a-z0-9-]+\.)+[a-z]{2,}/[^\s<>\"']+",
    re.IGNORECASE,
)
_TAIL = ".,;:!?*_~)]}’”'\""
_MARKS = re.compile(r"^[\s\d.)\-–•*_~>#]+|[*_~\s]+$")


@dataclass(frozen=True)
class Link:
    """One address as it was written, its canonical form ("" if nobody could open it), a title."""

    written: str
    address: str
    title: str


@dataclass(frozen=True)
class Links:
    """The links of a message in their order, none twice; `cut` were beyond LINKS_MAX."""

    found: tuple[Link, ...]
    cut: int


def links_in(text: str) -> Links:
    """Return the links of a pasted text of up to TEXT_MAX characters."""
    found: dict[str, Link] = {}
    above = ""
    for line in clean_lines(text, TEXT_MAX).split("\n"):
        written = [_trimmed(match) for match in _LINK.findall(line)]
        for link in written:
            address = _address(link)
            found.setdefault(address or link, Link(link, address, above))
        above = "" if written else _title(line)
    links = tuple(found.values())
    return Links(links[:LINKS_MAX], max(0, len(links) - LINKS_MAX))


def _trimmed(link: str) -> str:
    """Return the link without the punctuation of the sentence around it."""
    while link and link[-1] in _TAIL and not (link[-1] == ")" and "(" in link):
        link = link[:-1]
    return link


def _address(link: str) -> str:
    """Return the canonical address; "" for a home page or what is no address."""
    address = canonical(link if "://" in link else f"https://{link}")
    parts = urlsplit(address)
    article = parts.path.strip("/") or parts.query
    return address if article and _named(parts.netloc) and len(address) <= ADDRESS_MAX else ""


def _named(host: str) -> bool:
    """Say whether a host is a public name: numbers and single words lead to machines."""
    _rest, dot, last = host.partition(":")[0].rpartition(".")
    return bool(dot) and not last.isdecimal() and not host.startswith("[")


def _title(line: str) -> str:
    """Return a line of chat as a title; "" where it is too short to be one."""
    title = clean(_MARKS.sub("", line), TITLE_MAX)
    return title if len(title) >= _TITLE_FROM else ""
