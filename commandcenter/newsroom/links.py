"""Addresses inside an outlet of the sample newsroom, in the manner of its feed dialect."""

import re
import unicodedata
from collections.abc import Callable
from datetime import datetime
from zlib import crc32

from commandcenter.newsroom.articles import Article
from commandcenter.newsroom.outlets import DialectName, Outlet

BLOGGER_SLUG = 60


def slug(text: str) -> str:
    """Lower-case ASCII words joined by hyphens; never empty."""
    parts = unicodedata.normalize("NFKD", text.lower())
    plain = "".join(mark for mark in parts if not unicodedata.combining(mark))
    return "-".join(re.findall(r"[a-z0-9]+", plain)) or "tanpa-judul"


def post_number(outlet: Outlet, article: Article) -> int:
    """A seven-digit number that stays the same when other articles join the folder."""
    return 1_000_000 + crc32(f"{outlet.key}/{article.key}".encode()) % 9_000_000


def path(outlet: Outlet, article: Article, title: str, moment: datetime) -> str:
    """Where the outlet shows the article."""
    return _PATHS[outlet.dialect](outlet, article, slug(title), moment)


def guid(outlet: Outlet, article: Article, url: str, base: str) -> str | None:
    """The identifier in the feed; None where the dialect has none."""
    number = post_number(outlet, article)
    if outlet.dialect == "wordpress":
        return f"{base}/?p={number}"
    if outlet.dialect == "blogger":
        return f"tag:blogger.com,1999:blog-77000{outlet.number:02}.post-{number}"
    return None if outlet.dialect == "plain" else url


def _wordpress(outlet: Outlet, article: Article, words: str, moment: datetime) -> str:
    return f"/{moment:%Y/%m/%d}/{words}/"


def _agency(outlet: Outlet, article: Article, words: str, moment: datetime) -> str:
    shelf = "foto" if article.kind == "foto" else "berita"
    return f"/{shelf}/{moment:%y%m%d}{post_number(outlet, article) % 10_000:04}/{words}"


def _blogger(outlet: Outlet, article: Article, words: str, moment: datetime) -> str:
    if len(words) > BLOGGER_SLUG:
        words = words[:BLOGGER_SLUG].rsplit("-", 1)[0]
    return f"/{moment:%Y/%m}/{words}.html"


def _pemda(outlet: Outlet, article: Article, words: str, moment: datetime) -> str:
    return f"/read/{moment:%Y%m%d}{post_number(outlet, article) % 1_000:03}-{words}"


def _plain(outlet: Outlet, article: Article, words: str, moment: datetime) -> str:
    return f"/berita/{moment:%Y/%m/%d}/{words}"


_PATHS: dict[DialectName, Callable[[Outlet, Article, str, datetime], str]] = {
    "wordpress": _wordpress,
    "agency": _agency,
    "blogger": _blogger,
    "pemda": _pemda,
    "plain": _plain,
}
