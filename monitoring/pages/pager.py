"""The further pages of an article, and how their texts become one. Pure.

A link leads to a further page when its address is the article's own in another dress
(`canonical.url_hash` folds `?page=2`, `/2`, `?page=all`), or where it says so (`rel=next`).
"""

import re
from collections.abc import Sequence
from itertools import islice
from typing import TypedDict
from urllib.parse import parse_qsl, urljoin, urlsplit

from lxml import html

from monitoring.canonical import canonical, same_site, url_hash

# No article has more, and one link list may hold a year of an archive.
PAGES_MAX = 10
_MOST_LINKS, _LONGEST = 3_000, 2_048
_WHOLE = re.compile(
    r"[?&](?:page|showpage|view|halaman)=all\b|[?&]single=(?:1|true)\b|/all/?$", re.IGNORECASE
)
_NUMBER = re.compile(r"/(?:page/)?(\d{1,2})/?$")


class Further(TypedDict):
    """`whole` is the address with all pages at once, "" where there is none.

    `parts` are the addresses of the second page and on, at most PAGES_MAX - 1; `cut` counts
    those beyond.
    """

    whole: str
    parts: list[str]
    cut: int


def further_pages(tree: html.HtmlElement, url: str) -> Further:
    """Return where the rest of the article at `url` stands."""
    if not canonical(url):
        return {"whole": "", "parts": [], "cut": 0}
    own, parts, whole = url_hash(url), dict[int, str](), ""
    for address in _links(tree, url):
        if not same_site(address, url):
            continue
        if url_hash(address) != own:
            continue
        if _WHOLE.search(address):
            whole = whole or address
        elif (number := _number(address)) > 1:
            parts.setdefault(number, address)
    ordered = [parts[number] for number in sorted(parts)]
    kept = ordered[: PAGES_MAX - 1]
    # Without a second page the link to all of them is a habit of the theme.
    return {"whole": whole if parts else "", "parts": kept, "cut": len(ordered) - len(kept)}


def joined(texts: Sequence[str]) -> str:
    """Return the texts of an article's pages as one; lines that return on each page stand once."""
    lines = dict.fromkeys(line for text in texts for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def _links(tree: html.HtmlElement, url: str) -> list[str]:
    """Return the page's links, made absolute, that could be the page itself in another dress."""
    slug = urlsplit(url).path.rstrip("/").rpartition("/")[2].removesuffix(".html")
    found = []
    for element in islice(tree.iter("a", "link"), _MOST_LINKS):
        href = (element.get("href") or "").strip()
        alike = href.startswith("?") or (slug and slug in href) or element.get("rel") == "next"
        if href and alike and len(href) <= _LONGEST:
            try:
                found.append(urljoin(url, href))
            except ValueError:
                continue
    return found


def _number(address: str) -> int:
    """Return the number of the page an address names, 0 for none."""
    parts = urlsplit(address)
    for key, value in parse_qsl(parts.query[:500]):
        if key.lower() in {"page", "halaman"} and value.isdecimal() and len(value) <= 3:
            return int(value)
    found = _NUMBER.search(parts.path)
    return int(found[1]) if found else 0
