"""Writes who is quoted in items, and joins quotations of the same words to one statement."""

import logging
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.postgres.fields import ArrayField
from django.db import connection
from django.db.models import IntegerField, Value

from issues.models import Quote, Statement
from issues.pipeline.names import Names
from issues.reading.quotes import MOST, QuoteReading
from issues.reading.statements import WITHIN, Speech, bands_of, same_statement
from issues.reading.values import VERSION
from monitoring.locks import Lock

log = logging.getLogger(__name__)

# A guess below this does not say who spoke; it stays a quotation of the item alone.
SUREST_GUESS = 0.4


@dataclass(frozen=True)
class Quoted:
    """The quotations of one item that appeared at `at`."""

    coverage: int
    at: datetime
    quotes: tuple[QuoteReading, ...]


def write_quotes(batch: Sequence[Quoted], names: Names) -> None:
    """Write the quotations of items in place of earlier ones; the caller holds a transaction.

    Waits for others who write quotations: two must not begin the same statement.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [Lock.STATEMENTS.value])
    earlier = Quote.objects.filter(coverage__in=[one.coverage for one in batch])
    before = set(earlier.exclude(statement=None).values_list("statement_id", flat=True))
    earlier.delete()
    rows = [(_row(one.coverage, quote, names), one.at) for one in batch for quote in one.quotes]
    _join([(row, _speech(row, at)) for row, at in rows])
    # Statements first: a quotation points to its own.
    Quote.objects.bulk_create([row for row, _at in rows])
    Statement.objects.filter(pk__in=before, quotes=None).delete()
    for one in batch:
        if len(one.quotes) >= MOST:
            log.warning("berita %s: hanya %d kutipan pertama disimpan", one.coverage, MOST)


def _row(coverage: int, quote: QuoteReading, names: Names) -> Quote:
    return Quote(
        coverage_id=coverage,
        kind=quote.kind,
        words=quote.words,
        spans=[list(span) for span in quote.spans],
        verb=quote.verb,
        speaker=quote.speaker,
        speaker_spans=[list(span) for span in quote.speaker_spans],
        office_id=names.offices.get(quote.office or ""),
        person_id=names.persons.get(quote.person or ""),
        confidence=quote.confidence,
        reason=quote.reason,
        version=VERSION,
    )


def _speech(quote: Quote, at: datetime) -> Speech:
    return Speech(quote.words, quote.speaker, quote.office_id, quote.person_id, at)


def _join(rows: Sequence[tuple[Quote, Speech]]) -> None:
    """Give each quotation its statement: one that stands already, or one that begins with it."""
    said = [(q, speech) for q, speech in rows if speech.counts and q.confidence >= SUREST_GUESS]
    if not said:
        return
    found = _Known([speech for _quote, speech in said])
    for quote, speech in sorted(said, key=lambda one: one[1].at):
        quote.statement = found.statement(speech)
    found.write()


class _Known:
    """The statements that quotations of a batch may belong to, asked for at once."""

    def __init__(self, speeches: Sequence[Speech]) -> None:
        self.bands: Mapping[str, list[int]] = {s.words: bands_of(s.words) for s in speeches}
        self.by_band: dict[int, list[Statement]] = defaultdict(list)
        self.begun: list[Statement] = []
        self.earlier: dict[int, Statement] = {}
        first, last = min(s.at for s in speeches), max(s.at for s in speeches)
        numbers = sorted({number for bands in self.bands.values() for number in bands})
        # As one value: Django prepares every number of a list by itself, which takes longer than
        # all else about quotations.
        bands = Value(numbers, ArrayField(IntegerField()))
        near = Statement.objects.filter(
            bands__overlap=bands, said_at__range=(first - WITHIN, last + WITHIN)
        )
        for statement in near.order_by("said_at", "pk"):
            self._keep(statement)

    def statement(self, speech: Speech) -> Statement:
        """Return the statement of a quotation; a new one keeps these words for ever."""
        for candidate in self._candidates(speech):
            if same_statement(_said(candidate), speech):
                self._date_back(candidate, speech.at)
                return candidate
        begun = Statement(
            words=speech.words,
            speaker=speech.speaker,
            office_id=speech.office,
            person_id=speech.person,
            said_at=speech.at,
            bands=self.bands[speech.words],
        )
        self.begun.append(begun)
        self._keep(begun)
        return begun

    def write(self) -> None:
        """Write what began, and what turned out to have begun earlier."""
        Statement.objects.bulk_create(self.begun)
        Statement.objects.bulk_update(self.earlier.values(), ["said_at"])

    def _candidates(self, speech: Speech) -> list[Statement]:
        seen: dict[int, Statement] = {}
        for number in self.bands[speech.words]:
            seen |= {id(statement): statement for statement in self.by_band.get(number, ())}
        return sorted(seen.values(), key=lambda statement: statement.said_at)

    def _keep(self, statement: Statement) -> None:
        for number in statement.bands:
            self.by_band[number].append(statement)

    def _date_back(self, statement: Statement, at: datetime) -> None:
        """Date a statement back to an earlier placement that was read later."""
        if at < statement.said_at:
            statement.said_at = at
            # What began in this batch is written whole.
            self.earlier |= {statement.pk: statement} if statement.pk else {}


def _said(statement: Statement) -> Speech:
    return Speech(
        statement.words,
        statement.speaker,
        statement.office_id,
        statement.person_id,
        statement.said_at,
    )
