"""How an item changed, and how those who print the same text stand towards its correction.

The trail of a correction (jejak ralat): one newsroom corrected, who followed, who did not, and
whose page we have not looked at since.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.db.models import Count, Max
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from monitoring.correction_letter import Asked, Print, changed_sentences, letter
from monitoring.home import home_region, home_zone
from monitoring.models import Item, Revisit
from monitoring.pipeline.corrections import correcting
from monitoring.versions import Piece, Standing, Wording, carries, compared, readable

# Versions shown on one page; older ones are counted.
VERSIONS_SHOWN = 40
STANDINGS = {
    Standing.UPDATED: gettext_lazy("sudah memuat ralat"),
    Standing.OLD: gettext_lazy("masih naskah lama"),
    Standing.PART: gettext_lazy("tidak memuat bagian itu"),
    Standing.GONE: gettext_lazy("halamannya hilang"),
    Standing.UNSEEN: gettext_lazy("belum ditengok"),
}


@dataclass(frozen=True)
class Follower:
    """One copy of a corrected text: how it stands, since we last saw it at `seen_at`.

    `letter` is a ready text to its newsroom where the old wording still stands, else "".
    """

    item: Item
    standing: Standing
    seen_at: datetime | None
    letter: str

    @property
    def words(self) -> str:
        """Return how the copy stands, in words."""
        return str(STANDINGS[self.standing])


@dataclass(frozen=True)
class Trail:
    """A corrected text, the article that corrects it where there is one, and its copies."""

    corrected: Item
    by: Item | None
    followers: tuple[Follower, ...]

    @cached_property
    def summary(self) -> str:
        """Return the counts as a sentence: 1 asal, 9 salinan: 3 sudah memuat ralat, …."""
        counts = Counter(follower.standing for follower in self.followers)
        parts = [f"{counts[s]} {words}" for s, words in STANDINGS.items() if counts[s]]
        told = _("1 asal, %(count)s salinan") % {"count": len(self.followers)}
        return f"{told}: {', '.join(parts)}" if parts else told


@dataclass(frozen=True)
class History:
    """What became of an item since it was first read: `number` is the version it now stands in."""

    number: int
    changed_at: datetime | None
    revisit: Revisit | None
    trail: Trail | None


@dataclass(frozen=True)
class Step:
    """One change of an item: from version `number` to the next, at an instant, word by word."""

    number: int
    at: datetime
    change: str
    title: tuple[Piece, ...]
    text: tuple[Piece, ...]


def history_of(item: Item, printings: Sequence[Item]) -> History:
    """Return how an item changed; `printings` are all items with its text, itself included.

    One query where `item` came with its revisit, a fixed number more where one was corrected.
    """
    told = item.versions.aggregate(count=Count("pk"), newest=Max("replaced_at"))
    revisit = getattr(item, "revisit", None)
    return History(told["count"] + 1, told["newest"], revisit, trail_of(printings))


def trail_of(printings: Sequence[Item]) -> Trail | None:
    """Return the trail of the first correction among these prints; None where there is none."""
    marked = [one for one in printings if one.correction and one.corrected_at]
    if not marked:
        return None
    first = min(marked, key=lambda one: (one.corrected_at, one.pk))
    keys = [one.pk for one in printings]
    rows = Item.objects.filter(pk__in=keys).select_related("outlet", "text", "revisit")
    prints = {one.pk: one for one in rows.order_by("listed_at", "pk")}
    corrected = prints.pop(first.pk)
    key = correcting(corrected.correction_note)
    by = Item.objects.select_related("outlet").filter(pk=key).first() if key else None
    old = _wording_before(corrected)
    asked = _asked(corrected, by, old)
    followers = tuple(_follower(one, corrected, old, asked) for one in prints.values())
    return Trail(corrected, by, followers)


def steps(item: Item) -> tuple[list[Step], int]:
    """Return the changes of an item, newest first, and how many older ones were left out."""
    versions = list(item.versions.order_by("-number")[:VERSIONS_SHOWN])
    left_out = item.versions.count() - len(versions)
    found, after = [], _wording(item)
    for version in versions:
        before = Wording(version.title, version.body)
        found.append(
            Step(
                number=version.number,
                at=version.replaced_at,
                change=version.get_change_display(),
                title=compared(before.title, after.title),
                text=compared(readable(before.body), readable(after.body)),
            )
        )
        after = before
    return found, left_out


def _follower(copy: Item, corrected: Item, old: Wording | None, asked: Asked) -> Follower:
    """Return how one copy stands."""
    revisit = getattr(copy, "revisit", None)
    text = getattr(copy, "text", None)
    seen_at = max(
        filter(None, (revisit and revisit.seen_at, text and text.extracted_at)), default=None
    )
    standing = _standing(copy, corrected, old, seen_at)
    stale = standing == Standing.OLD
    words = letter(_print(copy), asked, str(home_region() or "")) if stale else ""
    return Follower(copy, standing, seen_at, words)


def _standing(
    copy: Item, corrected: Item, old: Wording | None, seen_at: datetime | None
) -> Standing:
    """Return how a copy stands by its mark, its page and its words."""
    revisit = getattr(copy, "revisit", None)
    if copy.correction:
        return Standing.UPDATED
    if revisit and revisit.gone_at:
        return Standing.GONE
    standing = carries(_wording(copy), old, _wording(corrected)) if old else Standing.OLD
    looked = seen_at is not None and seen_at >= corrected.corrected_at
    return Standing.UNSEEN if standing == Standing.OLD and not looked else standing


def _wording_before(corrected: Item) -> Wording | None:
    """Return what the item said before its correction; None where its text never changed."""
    rows = corrected.versions.filter(replaced_at__lte=corrected.corrected_at)
    version = rows.order_by("-number").first()
    return Wording(version.title, version.body) if version else None


def _wording(item: Item) -> Wording:
    text = getattr(item, "text", None)
    return Wording(item.title, text.body if text else item.summary)


def _asked(corrected: Item, by: Item | None, old: Wording | None) -> Asked:
    """Return what letters about this correction say."""
    passages = changed_sentences(old, _wording(corrected)) if old else ()
    when = _moment(corrected.corrected_at)
    by_print = _print(by) if by else None
    return Asked(_print(corrected), corrected.correction, when, passages, by_print)


def _print(item: Item) -> Print:
    return Print(str(item.outlet or ""), item.title, item.url)


def _moment(instant: datetime) -> str:
    """Return an instant as Indonesian letters write it, in the home zone."""
    region = home_region()
    zone = region.zone_label if region else "UTC"
    with override("id"):
        local = timezone.localtime(instant, home_zone())
        return f"{date_format(local, 'l, j F Y')} pukul {local:%H.%M} {zone}"
