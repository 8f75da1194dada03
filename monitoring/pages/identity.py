"""Which address an article calls its own. Pure.

A page reached through a search engine, a short link or a section of its own often names another
address as its own (`rel=canonical`, RFC 6596). Followed within one site only, and never to a front
page or a list: themes that name their front page on every article would make all of them one.
"""

import re
from collections.abc import Sequence
from urllib.parse import urljoin, urlsplit

from monitoring.canonical import canonical, same_site, url_hash

_LONGEST = 2_048
_LIST = re.compile(
    r"^/(?:(?:category|kategori|kanal|tags?|topik|topic|author|penulis|search|cari|indeks?|index"
    r"|page|rubrik|label)(?:/|$)|search/label/)|^/index\.(?:php|html?)$",
    re.IGNORECASE,
)


def own_address(asked: str, answered: str, stated: Sequence[str], *, anywhere: bool) -> str:
    """Return the canonical address the item should carry; "" where `asked` is right already.

    `answered` is where the last redirect led, `stated` what the page calls itself, surest first.
    With `anywhere` (a short link, or one of a search engine) a redirect may lead to another site.
    """
    if not anywhere and not same_site(asked, answered):
        return ""
    for written in [*stated, answered]:
        address = _resolved(answered, written)
        if address and same_site(address, answered) and not is_front(address, asked):
            return address if url_hash(address) != url_hash(asked) else ""
    return ""


def is_front(address: str, article: str = "") -> bool:
    """Say whether an address is a site's front page or a list, or one that stands over `article`.

    `/berita` stands over `/berita/harga-cabai-turun`.
    """
    parts = urlsplit(address)
    path = parts.path.rstrip("/")
    if not path and not parts.query:
        return True
    over = bool(article) and urlsplit(article).path.startswith(f"{path}/")
    return not parts.query and (over or bool(_LIST.match(parts.path)))


def _resolved(base: str, written: str) -> str:
    try:
        address = canonical(urljoin(base, written))
    except ValueError:
        return ""
    return address if len(address) <= _LONGEST else ""
