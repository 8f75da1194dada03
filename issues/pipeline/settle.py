"""Writes what holds for items: effective columns and rows from the reading and the decisions.

The number of queries is fixed, however many items are settled at once.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from issues.learning.doubt import doubts
from issues.models import (
    Act,
    Coverage,
    CoverageRegion,
    CoverageTopic,
    Decision,
    Issue,
    Mention,
)
from issues.pipeline.names import Names
from issues.pipeline.whole import complete
from issues.settling import Decided, Settled, settle, urgency
from monitoring.models import Item

COLUMNS = ("tone", "nature", "issue", "topic", "urgency", "doubtful", "handled_at", "copy")
# The fields that have rows of their own beside the coverage.
DETAILS = frozenset({Decision.Field.OFFICIAL, Decision.Field.TOPIC, Decision.Field.REGION})


@dataclass(frozen=True)
class Touched:
    """What settling touched: the issues that items left or joined, and the placements."""

    issues: set[int]
    placements: set[int]


def settle_items(
    items: Iterable[int], names: Names | None = None, details: Collection[str] = DETAILS
) -> Touched:
    """Settle the coverage of these items and say what that touched.

    `details` are the fields whose rows (mentions, topics, regions) are written anew.
    The caller holds a transaction. The rows are locked first, so that a reader and people who
    settle one item at once each see what the other wrote. Items that were not read yet are left
    alone.
    """
    rows = Coverage.objects.filter(pk__in=set(items)).select_related("item__report", "issue")
    coverage = list(rows.select_for_update(of=("self",), no_key=True).order_by("pk"))
    columns = (*COLUMNS, "reasons") if complete(coverage) else COLUMNS
    texts, names = Texts.of([row.item for row in coverage]), names or Names()
    issues = {row.issue_id for row in coverage}
    settled = [(row, texts.settle(row)) for row in coverage]
    levels = _levels(settled)
    for row, holds in settled:
        _assign(row, holds, levels, texts.handled_at(row.item))
        if Decision.Field.TOPIC in details:
            row.topic_id = next(
                (t["value"] for t in holds.topics if t["value"] in names.topics), None
            )
    # The rows stand and are locked: this never inserts, and costs a tenth of `bulk_update`.
    Coverage.objects.bulk_create(
        coverage, update_conflicts=True, unique_fields=["item"], update_fields=columns
    )
    _replace_details(settled, names, details)
    issues |= {row.issue_id for row in coverage}
    return Touched(issues - {None}, {row.pk for row in coverage if not row.report})


class Texts:
    """The texts of some items: which items print the same one, and what people decided on it."""

    def __init__(self) -> None:
        self.root: dict[int, int] = {}
        self.decisions: dict[int, list[Decision]] = defaultdict(list)
        self.acted_at: dict[int, datetime] = {}

    @classmethod
    def of(cls, items: Sequence[Item]) -> "Texts":
        """Load every print of these items' texts with standing decisions and acts."""
        texts = cls()
        roots = {item.copy_of_id or item.pk for item in items}
        prints = Item.objects.filter(Q(pk__in=roots) | Q(copy_of__in=roots))
        texts.root = {pk: first or pk for pk, first in prints.values_list("pk", "copy_of_id")}
        standing = Decision.objects.standing().filter(item__in=texts.root)
        for decision in standing.select_related("office"):
            texts.decisions[texts.root[decision.item_id]].append(decision)
        acts = Act.objects.filter(item__in=texts.root, looked=True, undoes=None, undone_by=None)
        for item, at in acts.order_by("at").values_list("item_id", "at"):
            texts.acted_at[texts.root[item]] = at
        return texts

    def settle(self, coverage: Coverage) -> Settled:
        """Return what holds for one coverage."""
        said = self.decisions[self.root[coverage.pk]]
        decided = [Decided(d.field, d.value, d.office.identity if d.office else None) for d in said]
        leaders = frozenset(d.office.identity for d in said if d.office and d.office.leader)
        return settle(coverage.reasons, decided, leaders)

    def handled_at(self, item: Item) -> datetime | None:
        """Return when a person last settled this text."""
        return self.acted_at.get(self.root[item.pk])


def _levels(settled: Sequence[tuple[Coverage, Settled]]) -> dict[int, str]:
    """Return the levels of the issues these rows are in or come to; deleted ones have none."""
    known = {row.issue_id: row.issue.level for row, _holds in settled if row.issue}
    others = {holds.issue for _row, holds in settled} - known.keys() - {None}
    if others:
        known |= dict(Issue.objects.filter(pk__in=others).values_list("pk", "level"))
    return known


def _assign(
    row: Coverage, holds: Settled, levels: dict[int, str], handled_at: datetime | None
) -> None:
    """Put what holds into the columns of one coverage."""
    report = row.item.report.urgency if row.report else None
    row.tone, row.nature = holds.tone, holds.nature
    # An issue may have been deleted since it was read or decided.
    row.issue_id = holds.issue if holds.issue in levels else None
    row.urgency = urgency(levels.get(row.issue_id), row.tone, report)
    row.doubtful = bool(doubts(row.reasons))
    row.handled_at, row.copy = handled_at, row.item.copy_of_id is not None


def _replace_details(
    settled: Sequence[tuple[Coverage, Settled]], names: Names, details: Collection[str]
) -> None:
    """Write the rows of these fields anew, but for names the pack no longer knows."""
    for field, model, made in (
        (Decision.Field.OFFICIAL, Mention, _mentions),
        (Decision.Field.TOPIC, CoverageTopic, _topics),
        (Decision.Field.REGION, CoverageRegion, _regions),
    ):
        if field in details:
            model.objects.filter(coverage__in=[row.pk for row, _holds in settled]).delete()
            model.objects.bulk_create(
                one for row, holds in settled for one in made(row, holds, names)
            )


def _mentions(row: Coverage, holds: Settled, names: Names) -> Iterator[Mention]:
    for mention in holds.mentions:
        if mention["office"] in names.offices:
            yield _mention(row, mention, names)


def _topics(row: Coverage, holds: Settled, names: Names) -> Iterator[CoverageTopic]:
    for rank, topic in enumerate(holds.topics, start=1):
        if topic["value"] in names.topics:
            given = {"topic_id": topic["value"], "rank": rank}
            yield CoverageTopic(coverage=row, **given, **_evidence(topic))


def _regions(row: Coverage, holds: Settled, names: Names) -> Iterator[CoverageRegion]:
    for region in holds.regions:
        if region["value"] in names.regions:
            yield CoverageRegion(coverage=row, region_id=region["value"], **_evidence(region))


def _evidence(value: dict[str, Any]) -> dict[str, Any]:
    return {"confidence": value["confidence"], "words": value["words"][:20]}


def _mention(coverage: Coverage, mention: dict[str, Any], names: Names) -> Mention:
    """Return the row of one mention; whoever a person added is the holder on that day."""
    office, person = mention["office"], mention["person"]
    tenure = names.tenure(office, person, mention["since"], coverage.at)
    return Mention(
        coverage=coverage,
        office_id=names.offices[office],
        person_id=names.persons.get(person) if person else tenure and tenure.person_id,
        tenure=tenure,
        version=coverage.version,
        **{name: mention[name] for name in ("role", "tone", "spans", "sentence")},
        **{name: mention[name] for name in ("confidence", "reason")},
        **{name: mention[name] for name in ("tone_confidence", "tone_reason")},
    )
