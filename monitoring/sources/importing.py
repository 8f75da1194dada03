"""Act: lists of sources from a file: first judged row by row, then taken in; and back into a file.

An address that is watched already stays as it is, so that an import can be repeated, also after it
was interrupted, and people's edits survive it.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from monitoring.door.addresses import check, refusal
from monitoring.feeds.rules import BadRules, rules_from
from monitoring.models import Feed, Outlet, Region
from monitoring.nudge import nudge
from monitoring.sources.attribution import Attribution
from monitoring.sources.hosts import host_of
from monitoring.sources.listings import NotAList, Row, Rows, refused_file
from monitoring.sources.opml import read_opml
from monitoring.sources.search_feeds import PREFIX
from monitoring.sources.table import read_table

TIERS = ("1", "2", "3")


class Fate(StrEnum):
    """What becomes of one row."""

    NEW = "baru"
    KNOWN = "sudah-ada"
    REFUSED = "ditolak"


@dataclass(frozen=True)
class Judged:
    """One row of a list, what becomes of it, and why, as a sentence for people."""

    row: Row
    fate: Fate
    words: str = ""


@dataclass(frozen=True)
class Report:
    """Every row of a list with its fate; `cut` were beyond a bound and not read."""

    judged: tuple[Judged, ...]
    cut: int = 0

    def count(self, fate: Fate) -> int:
        """Return how many rows share a fate."""
        return sum(one.fate == fate for one in self.judged)

    @property
    def counts(self) -> dict[str, int]:
        """Return how many rows share each fate, by its name in lower case."""
        return {fate.name.lower(): self.count(fate) for fate in Fate}


@dataclass
class _Standing:
    """What is here already, read once for a whole list."""

    outlets: Attribution = field(default_factory=Attribution.load)
    regions: dict[str, Region] = field(
        default_factory=lambda: {region.code: region for region in Region.objects.with_pages()}
    )
    watched: dict[str, str] = field(
        default_factory=lambda: {
            _folded(url): name for url, name in Feed.objects.values_list("url", "outlet__name")
        }
    )

    def outlet(self, row: Row) -> Outlet | None:
        """Return the known outlet of a row: by its site, by the feed's host, or by its name."""
        site = host_of(row.home) or host_of(row.url)
        found = self.outlets.find(f"https://{site}/") if site else None
        return found or self.outlets.named(row.outlet)

    def owner(self, row: Row) -> Outlet:
        """Return the outlet of a row, noting one where even its host names nobody."""
        return self.outlet(row) or self.outlets.outlet_of(row.home or row.url, row.outlet)


def read_list(body: bytes) -> Rows | NotAList:
    """Read a file of sources; what it holds decides how, its name does not."""
    refused = refused_file(body)
    if refused is not None:
        return refused
    start = body[:200].lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n")
    return read_opml(body) if start.startswith(b"<") else read_table(body)


def judge(rows: Rows) -> Report:
    """Say of every row what would become of it; nothing is written."""
    here = _Standing()
    return Report(tuple(_judged(rows, here)), rows.cut)


def take_in(rows: Rows, at: datetime) -> Report:
    """Watch every row that is new, due now, in one transaction; return what became of each."""
    with transaction.atomic():
        here = _Standing()
        report = Report(tuple(_judged(rows, here)), rows.cut)
        new = [one.row for one in report.judged if one.fate == Fate.NEW]
        keys = _Keys()
        _note_outlets(new, here)
        feeds = [_feed(row, here.owner(row), keys, at) for row in new]
        Feed.objects.bulk_create(feeds, ignore_conflicts=True, batch_size=500)
        if feeds:
            transaction.on_commit(lambda: nudge("feed"))
    return report


def standing_rows() -> Iterator[Row]:
    """Yield every watched feed as a row, by outlet; what follows from search words stays out."""
    feeds = Feed.objects.filter(enabled=True, outlet__enabled=True, outlet__blocked=False)
    feeds = feeds.exclude(outlet__key__startswith=PREFIX).order_by("outlet__name", "outlet", "key")
    listed = feeds.select_related("outlet").prefetch_related("outlet__regions")
    for place, feed in enumerate(listed, 1):
        outlet = feed.outlet
        yield Row(
            place=place,
            outlet=outlet.name,
            home=outlet.home,
            url=feed.url,
            form=feed.kind,
            note=feed.note,
            kind=outlet.kind,
            tier=str(outlet.tier),
            regions=tuple(region.code for region in outlet.regions.all()),
            rules=feed.rules,
        )


def _judged(rows: Rows, here: _Standing) -> Iterator[Judged]:
    seen: set[str] = set()
    for row in rows.rows:
        words = _refused(row, here)
        row = row if words else _by_code(row)
        address = _folded(row.url)
        if words:
            yield Judged(row, Fate.REFUSED, words)
        elif address in here.watched:
            words = _("sudah ditarik untuk %(outlet)s") % {"outlet": here.watched[address]}
            yield Judged(row, Fate.KNOWN, words)
        elif address in seen:
            yield Judged(row, Fate.KNOWN, _("sudah disebut di atas"))
        else:
            seen.add(address)
            outlet = here.outlet(row)
            known = outlet and outlet.known
            words = _("media %(outlet)s") % {"outlet": outlet} if known else _("media baru")
            yield Judged(row, Fate.NEW, words)


def _by_code(row: Row) -> Row:
    """Return a row whose address, if it has other letters, is written in the code of its host.

    Some letters look like others; "xn--" shows that a name is not the one it seems to be.
    """
    if row.url.isascii():
        return row
    return replace(row, url=check(row.url, settings.FETCH_ALLOW_NETWORKS).url)


def _refused(row: Row, here: _Standing) -> str:
    """Return why a row cannot be watched; "" where nothing speaks against it."""
    if row.problem:
        return row.problem
    networks = settings.FETCH_ALLOW_NETWORKS
    if words := refusal(row.url, networks):
        return words
    if row.home and (words := refusal(row.home, networks)):
        return _("Alamat situs: %(words)s") % {"words": words}
    outlet = here.outlet(row)
    if outlet is not None and outlet.blocked:
        words = _("Media %(outlet)s ditolak: %(note)s")
        return words % {"outlet": outlet, "note": outlet.block_note}
    return _unknown_words(row, here)


def _unknown_words(row: Row, here: _Standing) -> str:
    """Return which description of a row nobody understands."""
    if row.kind and row.kind not in Outlet.Kind.values:
        words = _("Jenis “%(kind)s” tidak dikenal; pilihan: %(kinds)s.")
        return words % {"kind": row.kind[:40], "kinds": ", ".join(Outlet.Kind.values)}
    if row.tier and row.tier not in TIERS:
        words = _("Tier “%(tier)s” tidak dikenal; pilihan: 1, 2, atau 3.")
        return words % {"tier": row.tier[:40]}
    unknown = [code for code in row.regions if code not in here.regions]
    if unknown:
        words = _("Wilayah “%(code)s” tidak ada dalam data daerah.")
        return words % {"code": unknown[0][:40]}
    return _bad_rules(row)


def _bad_rules(row: Row) -> str:
    """Return why the rules of a row cannot be used; a listing page needs some."""
    if row.form == Feed.Kind.LISTING and not row.rules:
        return _("Halaman daftar perlu aturan; tambahkan lewat Tambah sumber.")
    try:
        if row.rules:
            rules_from(row.rules)
    except BadRules as problem:
        return str(problem)
    return ""


def _note_outlets(rows: Sequence[Row], here: _Standing) -> None:
    """Note outlets that rows name first, and what the list says of those nobody described."""
    named = {row.outlet.casefold() or row.url: row for row in reversed(rows)}
    strange = [row for row in reversed(named.values()) if here.outlet(row) is None]
    here.outlets.note((row.home or row.url, row.outlet) for row in strange)
    told = {id(outlet): (outlet, row) for row in rows if (outlet := _described(row, here))}
    columns = ["kind", "tier", "known", "name"]
    Outlet.objects.bulk_update([outlet for outlet, _row in told.values()], columns, 500)
    through = Outlet.regions.through
    watching = [
        through(outlet=outlet, region=here.regions[code])
        for outlet, row in told.values()
        for code in dict.fromkeys(row.regions)
    ]
    through.objects.bulk_create(watching, ignore_conflicts=True)


def _described(row: Row, here: _Standing) -> Outlet | None:
    """Return the outlet of a row with what it says of it; None where nothing is to be said."""
    outlet = here.outlet(row)
    if outlet is None or outlet.known or not (row.kind and row.tier):
        return None
    outlet.kind, outlet.tier, outlet.known = row.kind, int(row.tier), True
    outlet.name = row.outlet[:120] or outlet.name
    return outlet


def _feed(row: Row, outlet: Outlet, keys: "_Keys", at: datetime) -> Feed:
    kind = row.form if row.form in Feed.Kind.values else Feed.Kind.RSS
    given = {"kind": kind, "note": row.note[:200], "rules": dict(row.rules), "due_at": at}
    return Feed(key=keys.free(outlet), outlet=outlet, url=row.url.strip(), **given)


class _Keys:
    """Hands out keys of feeds, none twice, after one look at those that are taken."""

    def __init__(self) -> None:
        self.taken = set(Feed.objects.values_list("key", flat=True))
        self.counts: Counter[str] = Counter()

    def free(self, outlet: Outlet) -> str:
        """Return a key for another feed of this outlet."""
        while True:
            self.counts[outlet.key] += 1
            key = f"{outlet.key}-umpan-{self.counts[outlet.key]}"
            if key not in self.taken:
                self.taken.add(key)
                return key


def rows_of(kept: Sequence[dict[str, object]]) -> tuple[Row, ...]:
    """Return rows from what a form carried."""
    return tuple(Row(**{**one, "regions": tuple(one["regions"])}) for one in kept)


def _folded(url: str) -> str:
    """Return an address for comparison: with or without https, www and a last slash."""
    bare = url.strip().partition("://")[2].removeprefix("www.")
    return bare.rstrip("/").casefold()
