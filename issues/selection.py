"""One query object: lists, counts, charts and exports that show the same selection agree.

A selection is written in an address (`/berita?hari=2026-11-22&tone=neg`), read from one, and
turned into rows here and nowhere else.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from typing import Any, Self, TypeVar
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.db.models import (
    BooleanField,
    Case,
    Exists,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)

from issues import searching
from issues.models import Coverage, CoverageRegion, Mention, Quote, Tone
from monitoring.clean import clean
from monitoring.home import day_bounds
from monitoring.models import Item
from monitoring.models.words import items_holding

MINE = "pimpinan"
# Which kinds of item: what the press printed (the default), what people saw, or both.
PRESS, REPORTS, ALL_KINDS = "", "laporan", "semua"
# Words are searched in any form of theirs (the default), or only as they are written.
EXACTLY = "1"
# What stands in one field of an address, in characters; the rest of a longer text is not read.
LONGEST = 200
Day = TypeVar("Day", bound=date)


class BadSelection(ValueError):
    """An address asks for something that does not exist; the message says which part."""


@dataclass(frozen=True)
class Selection:
    """What to show. Field names are the words of the address; empty means everything.

    Days are local and inclusive. `tentang` is "pimpinan" (about the leadership or the provincial
    government) or empty. `jenis` is empty for the press, "laporan" for field reports, "semua" for
    both: a field report is no placement, so no count holds one unless it asks. `pejabat` is an
    office such as "gubernur@52"; with it, `tone` is the tone towards that office. `sejak_jam` and
    `sampai_jam` cut at an instant: "the last 24 hours", "the same hour yesterday".
    `pernyataan` is one statement, whoever prints it. `cari` is a search in the language of
    issues/searching.py; with `persis` it finds words only as they are written.
    """

    hari: date | None = None
    sampai: date | None = None
    sejak_jam: datetime | None = None
    sampai_jam: datetime | None = None
    jenis: str = PRESS
    tentang: str = ""
    pejabat: str = ""
    tone: str = ""
    topik: str = ""
    program: str = ""
    wilayah: str = ""
    media: str = ""
    sifat: str = ""
    isu: int | None = None
    cerita: int | None = None
    pernyataan: int | None = None
    cari: str = ""
    persis: str = ""

    @classmethod
    def from_address(cls, words: dict[str, str]) -> Self:
        """Read a selection from the parameters of an address.

        Raises BadSelection for a date, number or tone that does not exist; unknown names are
        ignored, since pages add their own.
        """
        values: dict[str, Any] = {}
        for field in fields(cls):
            text = clean(words.get(field.name, ""), LONGEST)
            if text:
                values[field.name] = _read(field.name, text)
        return cls(**values)

    def address(self, **changes: Any) -> str:
        """Return the parameters of an address that shows this selection, with changes."""
        changed = replace(self, **changes)
        pairs = [(field.name, getattr(changed, field.name)) for field in fields(changed)]
        written = [
            (name, value.isoformat() if isinstance(value, date) else str(value))
            for name, value in pairs
            if value not in ("", None)
        ]
        return urlencode(written)

    def coverage(self, zone: ZoneInfo) -> QuerySet[Coverage]:
        """Return the coverage that is selected, newest first; days are cut in `zone`."""
        rows = Coverage.objects.filter(self.period(zone), self._subject())
        if self.pejabat:
            rows = rows.filter(Exists(self._mentions()))
        if self.wilayah:
            regions = CoverageRegion.objects.filter(coverage=OuterRef("pk"))
            rows = rows.filter(Exists(regions.filter(region__code=self.wilayah)))
        if self.pernyataan:
            quotes = Quote.objects.filter(coverage=OuterRef("pk"), statement=self.pernyataan)
            rows = rows.filter(Exists(quotes))
        for condition in self._words():
            rows = rows.filter(condition)
        return rows.order_by("-at", "-pk") if self.asks else rows.none()

    @cached_property
    def search(self) -> searching.Search:
        """Return what is searched for in the words of items."""
        return searching.read(self.cari, exact=self.persis == EXACTLY)

    @property
    def asks(self) -> bool:
        """Say whether the search, if there is one, names something that is to be found."""
        return not self.cari or bool(self.search.wanted)

    def unread(self, zone: ZoneInfo) -> QuerySet[Item]:
        """Return the items of the selected time and kind that nothing has read yet."""
        rows = Item.objects.filter(self.period(zone, "listed_at"), coverage=None)
        return rows if self.jenis == ALL_KINDS else rows.filter(kind=_KINDS[self.jenis])

    def period(self, zone: ZoneInfo, column: str = "at") -> Q:
        """Return the condition that a column lies in the selected time."""
        condition = Q()
        if self.hari:
            condition &= Q(**{f"{column}__gte": day_bounds(self.hari, zone)[0]})
        last = self.sampai or self.hari
        if last:
            condition &= Q(**{f"{column}__lt": day_bounds(last, zone)[1]})
        if self.sejak_jam:
            condition &= Q(**{f"{column}__gte": self.sejak_jam})
        if self.sampai_jam:
            condition &= Q(**{f"{column}__lt": self.sampai_jam})
        return condition

    def _subject(self) -> Q:
        """Return the condition on what the coverage is about."""
        condition = Q() if self.jenis == ALL_KINDS else Q(report=self.jenis == REPORTS)
        if self.tentang == MINE:
            condition &= ~Q(tone=Tone.UNRELATED)
        if self.tone and not self.pejabat:
            condition &= Q(tone=self.tone)
        for name, column in _COLUMNS.items():
            value = getattr(self, name)
            if value not in ("", None):
                condition &= Q(**{column: value})
        return condition

    def _words(self) -> Iterator[Case]:
        """Yield the conditions that items hold what is searched for, and not what is excluded.

        Written as a case, so that the items are gathered once and the newest rows are looked up
        among them; as a plain condition the planner, who cannot know how many they are, joins
        them one by one.
        """
        for one in self.search.conditions():
            among = When(pk__in=items_holding(one.stemmed, one.exact), then=Value(not one.absent))
            yield Case(among, default=Value(one.absent), output_field=BooleanField())

    def _mentions(self) -> QuerySet[Mention]:
        """Return the mentions that make coverage belong to the chosen office."""
        key, _, region = self.pejabat.partition("@")
        mentions = Mention.objects.filter(
            coverage=OuterRef("pk"), office__key=key, office__region__code=region
        )
        return mentions.filter(tone=self.tone) if self.tone else mentions


_KINDS = {PRESS: Item.Kind.ARTICLE, REPORTS: Item.Kind.FIELD_REPORT}
_COLUMNS = {
    "topik": "topic_id",
    "program": "programmes__key",
    "media": "item__outlet__key",
    "sifat": "nature",
    "isu": "issue_id",
    "cerita": "story_id",
}


# Fields whose values are words of a short list; any other word makes no sense.
_WORDS = {"tone": set(Tone.values), "jenis": {REPORTS, ALL_KINDS}, "persis": {EXACTLY}}


def _read(name: str, text: str) -> Any:
    """Return one value of an address in its type."""
    try:
        if name in {"hari", "sampai"}:
            return _near(date.fromisoformat(text))
        if name in {"sejak_jam", "sampai_jam"}:
            return _aware(datetime.fromisoformat(text))
        if name in {"isu", "cerita", "pernyataan"}:
            return _small(int(text))
    except ValueError as error:
        raise BadSelection(f"{name}={text[:40]}") from error
    except OverflowError as error:
        raise BadSelection(f"{name}={text[:40]}") from error
    if text not in _WORDS.get(name, {text}):
        raise BadSelection(f"{name}={text[:40]}")
    return text


def _aware(instant: datetime) -> datetime:
    """Return the instant in UTC; one without a zone, or far off our years, means nothing."""
    if instant.tzinfo is None:
        raise ValueError(instant)
    return _near(instant.astimezone(UTC))


def _near(day: Day) -> Day:
    """Return a day or instant that calendars and databases can count with."""
    if not 1900 <= day.year <= 2200:
        raise ValueError(day)
    return day


def _small(number: int) -> int:
    """Return a number that fits a primary key."""
    if not 0 < number < 2**63:
        raise ValueError(number)
    return number


def today(day: date) -> Selection:
    """Return what the wall counts: one local day about the leadership."""
    return Selection(hari=day, tentang=MINE)


def same_hour_yesterday(selection: Selection, at: datetime) -> Selection:
    """Return the same selection one day earlier, up to the same time of day."""
    if selection.hari is None:
        raise BadSelection("hari")
    day = timedelta(days=1)
    return replace(selection, hari=selection.hari - day, sampai=None, sampai_jam=at - day)
