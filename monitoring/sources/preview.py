"""Pure: what stands at an address that somebody wants to watch, in words to decide by.

Nothing of it is stored. It travels in the form, signed, so that saving needs no second fetch.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any, Self

from monitoring.canonical import site_of
from monitoring.feeds.values import FeedEntry, ReadFeed
from monitoring.sources.hosts import host_of

SHOWN = 5
TITLE_SHOWN = 160
# A feed whose newest article is older than this is probably left behind by a relaunch.
OLD = timedelta(days=30)


@dataclass(frozen=True)
class Shown:
    """One entry of a preview; `published` is ISO 8601 or ""."""

    title: str
    link: str
    published: str

    @property
    def at(self) -> datetime | None:
        """Return when it was published, if the feed says so."""
        return datetime.fromisoformat(self.published) if self.published else None


@dataclass(frozen=True)
class Found:
    """A candidate that can be watched: how to fetch it, and what it shows now.

    `kind` is a value of Feed.Kind; `why` says how it was found and `warnings` what speaks against
    it, in Indonesian sentences.
    """

    url: str
    kind: str
    why: str
    title: str
    count: int
    newest: tuple[Shown, ...]
    warnings: tuple[str, ...] = ()
    rules: Mapping[str, Any] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """Return what the form carries."""
        return asdict(self)

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Self:
        """Read what `to_json` wrote."""
        newest = tuple(Shown(**one) for one in kept["newest"])
        return cls(**{**kept, "newest": newest, "warnings": tuple(kept["warnings"])})


@dataclass(frozen=True)
class Unusable:
    """A candidate that cannot be watched, and why."""

    url: str
    why: str
    note: str


def described(
    read: ReadFeed, url: str, why: str, rules: Mapping[str, Any], at: datetime, extra: int = 0
) -> Found:
    """Return what was read at `url` as people judge it; `extra` counts further sitemaps."""
    newest = sorted(read.entries, key=_newest_first)[:SHOWN]
    return Found(
        url=url,
        kind=read.kind,
        why=why,
        title=read.title[:TITLE_SHOWN],
        count=len(read.entries) + read.cut,
        newest=tuple(map(_shown, newest)),
        warnings=tuple(_warnings(read, url, at, extra)),
        rules=dict(rules),
    )


def without_doubles(found: Iterable[Found]) -> list[Found]:
    """Return the candidates in their order; one that shows what an earlier one shows says so."""
    seen: dict[tuple[str, ...], str] = {}
    kept = []
    for one in found:
        links = tuple(entry.link for entry in one.newest)
        first = seen.setdefault(links, one.url)
        words = (f"Isinya sama dengan {first}; cukup pilih salah satu.",)
        double = links and first != one.url
        kept.append(Found(**{**vars(one), "warnings": one.warnings + words}) if double else one)
    return kept


def _newest_first(entry: FeedEntry) -> float:
    return -entry.published.timestamp() if entry.published else 0.0


def _shown(entry: FeedEntry) -> Shown:
    published = entry.published.isoformat() if entry.published else ""
    return Shown((entry.title or entry.link)[:TITLE_SHOWN], entry.link, published)


def _warnings(read: ReadFeed, url: str, at: datetime, extra: int) -> Iterable[str]:
    """Yield what a person should know before watching this."""
    dates = [entry.published for entry in read.entries if entry.published]
    if not read.entries:
        yield "Tidak ada entri saat ini; periksa apakah memang umpan berita."
    elif not dates:
        yield "Tanpa tanggal: waktu terbit dicari di halaman beritanya."
    elif at - max(dates) > OLD:
        yield f"Entri terbaru sudah {(at - max(dates)).days} hari; mungkin umpan ini ditinggalkan."
    other = _other_host(read.entries, host_of(url))
    if other and read.kind != "search":
        yield f"Tautannya menuju {other}, situs lain dari umpan ini."
    if read.cut:
        yield f"{read.cut} entri terlama melebihi batas sekali baca."
    if extra:
        yield f"Indeks dari {extra} peta situs; yang ditampilkan isi peta terbaru."


def _other_host(entries: Iterable[FeedEntry], host: str) -> str:
    """Return the host that most links lead to, when it is not this site; else ""."""
    hosts = Counter(host_of(entry.link) for entry in entries if entry.link)
    if not hosts:
        return ""
    most, count = hosts.most_common(1)[0]
    return most if count * 2 > hosts.total() and site_of(most) != site_of(host) else ""
