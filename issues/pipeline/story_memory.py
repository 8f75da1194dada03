"""The texts of the last days as a reading process remembers them between its batches.

What the database says holds. Before a batch each day in question is compared with it by one
checksum a day, and only days that differ are read again: another process placed items meanwhile,
a person merged stories, a transaction was rolled back. So any number of processes may read, one
after the other, and none needs to be told what another did.
"""

import logging
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import reduce
from itertools import groupby
from operator import or_

from django.db.models import BigIntegerField, Count, F, Func, Q, QuerySet, Sum
from django.db.models.functions import Left, Mod

from issues.models import Coverage
from issues.reading.story_index import StoryIndex
from issues.reading.story_print import OPENING_LENGTH, print_of

log = logging.getLogger(__name__)

# Texts remembered, about 3 KB each; a flood beyond that leaves out its oldest days, in the log.
MOST = 130_000
_DAY = timedelta(days=1)
_ROWS_AT_ONCE = 2000
# A prime, so that items that swap their stories change the sum.
_PRIME = 1_000_003


@dataclass
class _Day:
    """What is remembered of one day: story and moment of reading (µs) by text, and the sum."""

    told: dict[int, tuple[int, int]] = field(default_factory=dict)
    total: int = 0

    def put(self, text: int, story: int, stamp: int) -> None:
        self.drop(text)
        self.told[text] = (story, stamp)
        self.total += _term(text, story, stamp)

    def drop(self, text: int) -> None:
        known = self.told.pop(text, None)
        if known:
            self.total -= _term(text, *known)


class StoryMemory:
    """An index of texts by day, kept equal to the database."""

    def __init__(self) -> None:
        self.index = StoryIndex()
        self._days: defaultdict[int, _Day] = defaultdict(_Day)
        self._day: dict[int, int] = {}

    def refresh(self, days: Collection[int]) -> None:
        """Bring these days up to date; others are forgotten once there are too many texts."""
        self._room_for(0, days)
        said = _checksums(days)
        for day in sorted(days, reverse=True):
            known = self._days.get(day, _Day())
            if said.get(day, (0, 0)) != (len(known.told), known.total):
                self._read(day, days)

    def put(self, text: int, story: int, title: str, body: str, at: datetime) -> None:
        """Remember one text that was just read."""
        self._drop(text)
        self._day[text] = day_of(at)
        self._days[day_of(at)].put(text, story, 0)
        self.index.add(text, story, print_of(title, body), at)

    def stamp(self, text: int, read_at: datetime) -> None:
        """Note when a text was read; without that it is looked up again before the next batch."""
        if text in self._day:
            day = self._days[self._day[text]]
            day.put(text, day.told[text][0], _stamp(read_at))

    def _drop(self, text: int) -> None:
        if text in self._day:
            self._days[self._day.pop(text)].drop(text)

    def _read(self, day: int, needed: Collection[int]) -> None:
        """Take over what the database says of one day."""
        known, rows = self._days[day], list(_rows(day))
        gone = known.told.keys() - {text for text, _, _ in rows}
        self._forget(gone)
        changed = [row for row in rows if known.told.get(row[0]) != row[1:]]
        texts = [row for row in changed if known.told.get(row[0], (0, 0))[1] != row[2]]
        if not self._room_for(len(texts), needed):
            log.warning("cerita: %d berita tidak diingat, ingatan penuh (%d)", len(texts), MOST)
            return
        for text, story, stamp in set(changed) - set(texts):
            self.index.move(text, story)
            known.put(text, story, stamp)
        self._load(day, texts)

    def _forget(self, texts: Collection[int]) -> None:
        for text in texts:
            self._drop(text)
        self.index.forget(texts)

    def _load(self, day: int, rows: list[tuple[int, int, int]]) -> None:
        for start in range(0, len(rows), _ROWS_AT_ONCE):
            part = {text: (story, stamp) for text, story, stamp in rows[start:][:_ROWS_AT_ONCE]}
            for text, title, body, at in _texts(part):
                self._drop(text)
                self._day[text] = day
                self._days[day].put(text, *part[text])
                self.index.add(text, part[text][0], print_of(title, body or ""), at)

    def _room_for(self, count: int, needed: Collection[int]) -> bool:
        """Forget days nobody asks for until there is room; False when there is none."""
        for day in sorted(self._days.keys() - set(needed)):
            if len(self.index) + count <= MOST:
                break
            self._forget(list(self._days[day].told))
            del self._days[day]
        return len(self.index) + count <= MOST


def day_of(at: datetime) -> int:
    """Return the number of the day (UTC) a moment lies in."""
    return int(at.timestamp() // 86_400)


def days_between(first: datetime, last: datetime) -> range:
    """Return the numbers of the days from one moment to another."""
    return range(day_of(first), day_of(last) + 1)


def _term(text: int, story: int, stamp: int) -> int:
    return (text % _PRIME) * (story % _PRIME) + stamp % _PRIME


def _stamp(at: datetime) -> int:
    return (at - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)


_READ_AT = Func(
    F("read_at"),
    template="(EXTRACT(EPOCH FROM %(expressions)s) * 1000000)::bigint",
    output_field=BigIntegerField(),
)
_DAY_OF = Func(
    F("at"),
    template="FLOOR(EXTRACT(EPOCH FROM %(expressions)s) / 86400)::bigint",
    output_field=BigIntegerField(),
)


def _firsts(days: Collection[int]) -> QuerySet[Coverage]:
    """Return first prints of these days that are in a story."""
    spans = (Q(at__gte=begin, at__lt=end) for begin, end in _spans(days))
    return Coverage.objects.filter(reduce(or_, spans), copy=False, story__isnull=False)


def _spans(days: Collection[int]) -> Iterator[tuple[datetime, datetime]]:
    """Yield begin and end of each run of days; one old item must not bring all since along."""
    ordered = sorted(days)
    for _, run in groupby(enumerate(ordered), key=lambda pair: pair[1] - pair[0]):
        listed = [day for _, day in run]
        yield _begin(listed[0]), _begin(listed[-1] + 1)


def _begin(day: int) -> datetime:
    return datetime.fromtimestamp(day * 86_400, UTC)


def _checksums(days: Collection[int]) -> dict[int, tuple[int, int]]:
    """Return count and sum of each day as the database has it."""
    if not days:
        return {}
    term = Mod(F("item_id"), _PRIME) * Mod(F("story_id"), _PRIME) + Mod(_READ_AT, _PRIME)
    rows = _firsts(days).order_by().annotate(day=_DAY_OF).values("day")
    summed = rows.annotate(count=Count("pk"), total=Sum(term, output_field=BigIntegerField()))
    return {row["day"]: (row["count"], int(row["total"])) for row in summed}


def _rows(day: int) -> Iterable[tuple[int, int, int]]:
    rows = _firsts([day]).order_by().annotate(stamp=_READ_AT)
    return rows.values_list("item_id", "story_id", "stamp")


def _texts(items: Collection[int]) -> Iterable[tuple[int, str, str | None, datetime]]:
    """Return title, opening and time of these items."""
    rows = Coverage.objects.filter(pk__in=items).order_by("at", "pk")
    opening = Left("item__text__body", OPENING_LENGTH)
    return rows.annotate(opening=opening).values_list("item_id", "item__title", "opening", "at")
