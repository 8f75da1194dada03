"""What a page is: an article, or one of the things that answer in an article's place. Pure.

Judged by what the page states (og:type, schema.org types, isAccessibleForFree), by its address and
by how many words it has; the reason is said in words.
"""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from monitoring.pages.signs import Signs
from monitoring.pages.stated import ARTICLES

# Values of Item.PageKind.
ARTICLE, PHOTO, VIDEO, LIST, PAYWALL, CHALLENGE = (
    "berita",
    "foto",
    "video",
    "daftar",
    "berbayar",
    "penghalang",
)
# A barrier has a few sentences of its own, and a caption is shorter than any report.
_BARRIER_WORDS, _CAPTION_WORDS, _ARTICLE_WORDS = 200, 150, 20
# Share of a page's words that stand in links, above which it is a list.
_MOSTLY_LINKS = 0.6
_PHOTO_PATH = re.compile(r"/(?:read)?(?:foto|photos?|galeri|gallery|fotografi)(?:[/-]|$)")
_VIDEO_PATH = re.compile(r"/(?:videos?|vod|20detik|watch)(?:[/-]|$)")
_LISTS = frozenset({"CollectionPage", "SearchResultsPage"})
_PHOTOS = frozenset({"ImageGallery", "MediaGallery", "Photograph"})


@dataclass(frozen=True)
class PageKind:
    """A value of Item.PageKind ("" for unknown), and the reason in Indonesian."""

    kind: str
    note: str


def kind_of(signs: Signs, url: str, body_words: int) -> PageKind:
    """Return what the page is; `body_words` counts the words of the text that was won from it."""
    found = _barrier(signs) or _paywall(signs, body_words)
    if not found and body_words < _CAPTION_WORDS:
        found = _video(signs, url) or _photo(signs, url) or _list(signs, url, body_words)
    return found or _article(signs, body_words)


def _barrier(signs: Signs) -> PageKind | None:
    if signs["words"] >= _BARRIER_WORDS or _is_article(signs):
        return None
    if signs["barrier"]:
        return PageKind(CHALLENGE, f"halaman penghalang (“{signs['barrier'][:60]}”)")
    if signs["password"] and not signs["headline"]:
        return PageKind(CHALLENGE, "halaman masuk (login), bukan berita")
    return None


def _paywall(signs: Signs, body_words: int) -> PageKind | None:
    if signs["free"] is False:
        return PageKind(PAYWALL, "halaman menyatakan dirinya tidak gratis; yang tampak disimpan")
    if signs["wall"] and body_words < _CAPTION_WORDS:
        return PageKind(PAYWALL, f"“{signs['wall'][:80]}”; yang tampak disimpan")
    return None


def _video(signs: Signs, url: str) -> PageKind | None:
    if signs["og_type"].startswith("video"):
        return PageKind(VIDEO, f"og:type {signs['og_type'][:40]}")
    if "VideoObject" in signs["types"] and not _is_article(signs):
        return PageKind(VIDEO, "data halaman: VideoObject")
    return _by_path(VIDEO, _VIDEO_PATH, url)


def _photo(signs: Signs, url: str) -> PageKind | None:
    if stated := _PHOTOS.intersection(signs["types"]):
        return PageKind(PHOTO, f"data halaman: {min(stated)}")
    return _by_path(PHOTO, _PHOTO_PATH, url)


def _by_path(kind: str, pattern: re.Pattern[str], url: str) -> PageKind | None:
    found = pattern.search(urlsplit(url).path.lower())
    words = f"alamat memuat “{found[0]}” dan naskahnya pendek" if found else ""
    return PageKind(kind, words) if found else None


def _list(signs: Signs, url: str, body_words: int) -> PageKind | None:
    if _is_article(signs):
        return None
    parts = urlsplit(url)
    if not parts.path.strip("/") and not parts.query:
        return PageKind(LIST, "halaman depan situs")
    if stated := _LISTS.intersection(signs["types"]):
        return PageKind(LIST, f"data halaman: {min(stated)}")
    if body_words < _ARTICLE_WORDS and signs["linked"] > _MOSTLY_LINKS * max(1, signs["words"]):
        share = round(100 * min(1, signs["linked"] / max(1, signs["words"])))
        return PageKind(LIST, f"{share} % kata halaman adalah tautan")
    return None


def _article(signs: Signs, body_words: int) -> PageKind:
    if body_words >= _ARTICLE_WORDS or (body_words and _is_article(signs)):
        return PageKind(ARTICLE, f"naskah {body_words} kata")
    return PageKind("", f"naskah hanya {body_words} kata")


def _is_article(signs: Signs) -> bool:
    return signs["og_type"].lower() == "article" or bool(ARTICLES.intersection(signs["types"]))
