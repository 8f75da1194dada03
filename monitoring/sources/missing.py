"""Pure: why we did not have an article somebody found elsewhere, from what is on record.

The first reason that holds is the answer: what we know of the item itself, then of its outlet,
then of the feeds that should have shown it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from monitoring.sources.sentences import when

# Version of the rules; stored answers are never judged again.
VERSION = 1
# Below this share of good answers a feed is taken to have been failing at the time.
MOSTLY = 0.5


@dataclass(frozen=True)
class KnownItem:
    """What is on record of an item at this address.

    `stage` and `note` are those of the item, `until` is the end of the day it was published on.
    `by_hand` says that a person brought it, `copy_of` names the first print of its text.
    """

    title: str
    stage: str
    note: str
    seen_at: datetime
    published_at: datetime | None = None
    until: datetime | None = None
    by_hand: bool = False
    copy_of: str = ""


@dataclass(frozen=True)
class KnownFeed:
    """How one feed of the outlet did around the time: attempts, good ones, and what was noted.

    `ails` is the note of the newest attempt that failed, `cut` how many entries were left out,
    `gap` whether something may lie between two of its visits, `shown` what it shows at once.
    """

    name: str
    tries: int
    good: int
    ails: str = ""
    cut: int = 0
    gap: bool = False
    shown: int = 0


@dataclass(frozen=True)
class Facts:
    """Everything on record about an address; `start` and `end` bound the time in question."""

    is_article: bool
    start: datetime
    end: datetime
    deleted: bool = False
    item: KnownItem | None = None
    outlet: str = ""
    outlet_known: bool = False
    blocked: str | None = None
    enabled: bool = True
    feeds: Sequence[KnownFeed] = ()
    robots_forbid: bool = False


@dataclass(frozen=True)
class Verdict:
    """The answer: `reason` is a value of Missed.Reason, `sentences` say it with times.

    `missed` says whether it counts against us: the feeds had not brought it.
    """

    reason: str
    sentences: tuple[str, ...]
    missed: bool


def why(facts: Facts, zone: ZoneInfo) -> Verdict:
    """Return why the article is not, or not yet, where people look for it."""
    if not facts.is_article:
        return _said(
            "bukan-berita",
            False,
            "Ini bukan alamat berita, melainkan beranda atau alamat yang tidak terbuka untuk umum.",
        )
    if facts.item:
        return _of_item(facts.item, zone)
    if facts.deleted:
        words = "Berita ini pernah ada dan sudah dihapus menurut masa simpan."
        return _said("dihapus", False, words)
    return _of_outlet(facts) or _of_feeds(facts, zone)


def _said(reason: str, missed: bool, *sentences: str) -> Verdict:
    return Verdict(reason, tuple(filter(None, sentences)), missed)


def _of_item(item: KnownItem, zone: ZoneInfo) -> Verdict:
    """Answer for an article that is on record."""
    seen = f"Terlihat {when(item.seen_at, zone)} dengan judul “{item.title}”."
    if item.by_hand:
        words = "Umpan tidak membawanya; petugas yang menyetornya."
        return _said("ada", False, seen, words)
    if item.stage == "quarantine":
        return _said(
            "ekstraksi", True, seen, f"Naskahnya gagal dibaca: {item.note or 'tanpa catatan'}."
        )
    if item.stage in {"page", "read"}:
        return _said("menunggu", False, seen, item.note, "Menunggu giliran diambil dan dibaca.")
    if item.copy_of:
        return _said("salinan", False, seen, f"Naskahnya sama dengan {item.copy_of}.")
    late = item.published_at and item.until and item.seen_at > item.until
    if late and item.published_at:
        published = f"Terbit {when(item.published_at, zone)}, baru terlihat sesudah hari itu tutup."
        return _said("terlambat", False, seen, published)
    return _said("ada", False, seen)


def _of_outlet(facts: Facts) -> Verdict | None:
    """Answer for an outlet that nobody asks; None where its feeds are watched."""
    name = facts.outlet
    if not name:
        return _said("media-baru", True, "Situs ini belum ada di daftar media.")
    if facts.blocked is not None:
        reason = f" ({facts.blocked})" if facts.blocked else ""
        return _said("media-ditolak", True, f"{name} ditolak{reason}; beritanya tidak diambil.")
    if not facts.enabled:
        return _said("media-mati", True, f"{name} dimatikan; umpannya tidak ditarik.")
    if not facts.feeds:
        known = "" if facts.outlet_known else " dan belum dikenali"
        return _said("tanpa-umpan", True, f"{name} belum punya umpan yang dipantau{known}.")
    return None


def _of_feeds(facts: Facts, zone: ZoneInfo) -> Verdict:
    """Answer for an outlet whose feeds are watched and did not bring it."""
    span = f"antara {when(facts.start, zone)} dan {when(facts.end, zone)}"
    feeds = facts.feeds
    if all(feed.good <= MOSTLY * feed.tries for feed in feeds):
        return _said("umpan-sakit", True, *(_ailing(feed, span) for feed in feeds))
    if cut := _first(feeds, lambda feed: feed.cut > 0):
        words = f"{cut.cut} entri umpan {cut.name} melebihi batas {span}; ini mungkin di antaranya."
        return _said("terpotong", True, words)
    if facts.robots_forbid:
        words = f"robots.txt {facts.outlet} melarang halaman ini diambil."
        return _said("robots", True, words, "Ringkasannya tetap masuk bila umpan menampilkannya.")
    return _said("luar-umpan", True, *_not_shown(feeds, span))


def _ailing(feed: KnownFeed, span: str) -> str:
    if not feed.tries:
        return f"Umpan {feed.name} tidak ditarik {span}."
    ails = f": {feed.ails.rstrip('.')}" if feed.ails else ""
    return f"Umpan {feed.name} bermasalah {span} ({feed.good} dari {feed.tries} berhasil){ails}."


def _not_shown(feeds: Sequence[KnownFeed], span: str) -> list[str]:
    words = [
        f"Umpan {feed.name} sehat {span}, tetapi tidak menampilkannya."
        for feed in feeds
        if feed.good > MOSTLY * feed.tries
    ]
    if gap := _first(feeds, lambda feed: feed.gap):
        words.append(
            f"Di antara dua tarikan umpan {gap.name} (menampilkan {gap.shown} berita) ada jeda:"
            " mungkin lewat di situ."
        )
    else:
        words.append("Mungkin rubriknya tidak masuk umpan ini; cari umpan rubrik itu.")
    return words


def _first(feeds: Sequence[KnownFeed], test: Callable[[KnownFeed], bool]) -> KnownFeed | None:
    return next((feed for feed in feeds if test(feed)), None)
