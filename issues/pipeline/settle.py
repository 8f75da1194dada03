"""Writes what holds for items: effective columns and rows from the reading and the decisions.

The number of queries is fixed, however many items are settled at once.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Q

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

COLUMNS = ("reasons", "tone", "nature", "issue", "topic", "urgency", "handled_at", "copy")


def settle_items(items: Iterable[int], names: Names | None = None) -> set[int]:
    """Settle the coverage of these items; return the issues they left or joined.

    The caller holds a transaction. Items that were not read yet are left alone.
    """
    coverage = list(
        Coverage.objects.filter(pk__in=set(items)).select_related("item__report", "issue")
    )
    complete(coverage)
    texts = Texts.of([row.item for row in coverage])
    names = names or Names.load()
    touched = {row.issue_id for row in coverage}
    settled = [(row, texts.settle(row, names)) for row in coverage]
    issues = Issue.objects.filter(pk__in={holds.issue for _row, holds in settled})
    levels = dict(issues.values_list("pk", "level"))
    for row, holds in settled:
        _assign(row, holds, levels, names.topics, texts.handled_at(row.item))
    Coverage.objects.bulk_update(coverage, COLUMNS)
    _replace_details(settled, names)
    return (touched | {row.issue_id for row in coverage}) - {None}


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
        acts = Act.objects.filter(item__in=texts.root, undoes=None, undone_by=None)
        for item, at in acts.order_by("at").values_list("item_id", "at"):
            texts.acted_at[texts.root[item]] = at
        return texts

    def settle(self, coverage: Coverage, names: Names) -> Settled:
        """Return what holds for one coverage."""
        decided = [
            Decided(d.field, d.value, d.office.identity if d.office else None)
            for d in self.decisions[self.root[coverage.pk]]
        ]
        return settle(coverage.reasons, decided, names.leaders)

    def handled_at(self, item: Item) -> datetime | None:
        """Return when a person last settled this text."""
        return self.acted_at.get(self.root[item.pk])


def _assign(
    row: Coverage,
    holds: Settled,
    levels: dict[int, str],
    topics: frozenset[str],
    handled_at: datetime | None,
) -> None:
    """Put what holds into the columns of one coverage."""
    report = row.item.report.urgency if row.report else None
    row.tone, row.nature = holds.tone, holds.nature
    # An issue may have been deleted since it was read or decided.
    row.issue_id = holds.issue if holds.issue in levels else None
    row.topic_id = next((t["value"] for t in holds.topics if t["value"] in topics), None)
    row.urgency = urgency(levels.get(row.issue_id), row.tone, report)
    row.handled_at, row.copy = handled_at, row.item.copy_of_id is not None


def _replace_details(settled: Sequence[tuple[Coverage, Settled]], names: Names) -> None:
    """Write mentions, topics and regions anew, but for codes the pack no longer knows."""
    keys = [row.pk for row, _holds in settled]
    for model in (Mention, CoverageTopic, CoverageRegion):
        model.objects.filter(coverage__in=keys).delete()
    Mention.objects.bulk_create(
        _mention(row, mention, names)
        for row, holds in settled
        for mention in holds.mentions
        if mention["office"] in names.offices
    )
    CoverageTopic.objects.bulk_create(
        CoverageTopic(coverage=row, topic_id=topic["value"], rank=rank, **_evidence(topic))
        for row, holds in settled
        for rank, topic in enumerate(holds.topics, start=1)
        if topic["value"] in names.topics
    )
    CoverageRegion.objects.bulk_create(
        CoverageRegion(coverage=row, region_id=region["value"], **_evidence(region))
        for row, holds in settled
        for region in holds.regions
        if region["value"] in names.regions
    )


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
