"""Writes one reading: coverage with its reasons, mentions, topics, regions, story and issue."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models.functions import Greatest, Least

from issues.models import (
    Coverage,
    CoverageRegion,
    CoverageTopic,
    Issue,
    Mention,
    Office,
    Person,
    Programme,
    Story,
    Tenure,
)
from issues.pipeline.threading import Thread
from issues.reading.article import VERSION, Reading
from issues.reading.matching import IssueMatch
from issues.reading.values import MentionReading, Value
from monitoring.models import Item

JUDGED = ("event_tone", "tone", "headline_tone", "body_tone", "nature", "denied", "balanced")


@dataclass(frozen=True)
class Names:
    """Primary keys by the names that readings use, loaded once per batch."""

    offices: dict[str, int]
    persons: dict[str, int]
    tenures: dict[tuple[str, str | None, Any], int]
    programmes: dict[str, int]
    issues: dict[str, int]

    @classmethod
    def load(cls) -> "Names":
        """Read the names from the database."""
        tenures = Tenure.objects.select_related("office", "person")
        return cls(
            offices={office.identity: office.pk for office in Office.objects.all()},
            persons=dict(Person.objects.values_list("key", "pk")),
            tenures={(t.office.identity, t.person.key, t.valid_from): t.pk for t in tenures},
            programmes=dict(Programme.objects.values_list("key", "pk")),
            issues=dict(Issue.objects.values_list("key", "pk")),
        )


def store(
    item: Item,
    reading: Reading,
    matches: Sequence[IssueMatch],
    thread: Thread,
    names: Names,
    at: datetime,
) -> Coverage:
    """Write what an item means, replacing an earlier reading; the caller holds a transaction.

    Story and issue of an earlier reading stay: they may be people's work.
    """
    earlier = Coverage.objects.filter(pk=item.pk).first()
    story = _story(item, thread)
    issue, why = _issue(story, matches, names)
    kept = earlier is not None and earlier.issue_id is not None
    reasons = _reasons(reading) | {
        "story": _plain_reason(story.pk, thread.confidence, thread.reason)
    }
    values = {
        "at": item.listed_at,
        "story": story,
        "issue_id": earlier.issue_id if kept else issue,
        "topic_id": reading.topics[0].value if reading.topics else None,
        "reasons": reasons | ({"issue": why} if why else {}),
        "version": VERSION,
        "read_at": at,
    } | {name: getattr(reading, name).value for name in JUDGED}
    coverage, _ = Coverage.objects.update_or_create(item=item, defaults=values)
    _replace_details(coverage, reading, names)
    return coverage


def _story(item: Item, thread: Thread) -> Story:
    """Return the story of the item, begun or stretched to the item's time."""
    if thread.story is None:
        return Story.objects.create(
            headline=item.title, first_at=item.listed_at, last_at=item.listed_at
        )
    Story.objects.filter(pk=thread.story).update(
        first_at=Least("first_at", item.listed_at), last_at=Greatest("last_at", item.listed_at)
    )
    return Story.objects.get(pk=thread.story)


def _issue(
    story: Story, matches: Sequence[IssueMatch], names: Names
) -> tuple[int | None, dict[str, Any] | None]:
    """Return the issue by the item's own words, else by its story, with the reason."""
    if matches:
        issue = names.issues[matches[0].key]
        if story.issue_id is None:
            Story.objects.filter(pk=story.pk).update(issue=issue)
        return issue, _plain_reason(issue, matches[0].confidence, matches[0].reason)
    if story.issue_id:
        return story.issue_id, _plain_reason(story.issue_id, 0.6, "cerita yang sama")
    return None, None


def _reasons(reading: Reading) -> dict[str, Any]:
    """Return value, confidence, reason and version of every judged field."""
    judged = {name: _reason(getattr(reading, name)) for name in JUDGED}
    programmes = [_reason(value) for value in reading.programmes]
    return judged | ({"programmes": programmes} if programmes else {})


def _reason(value: Value[Any]) -> dict[str, Any]:
    return _plain_reason(value.value, value.confidence, value.reason) | {
        "spans": [list(span) for span in value.spans],
        "words": list(value.words),
    }


def _plain_reason(value: Any, confidence: float, reason: str) -> dict[str, Any]:
    return {
        "value": value,
        "confidence": round(confidence, 3),
        "reason": reason,
        "version": VERSION,
    }


def _replace_details(coverage: Coverage, reading: Reading, names: Names) -> None:
    """Write mentions, topics, regions and programmes anew."""
    coverage.mentions.all().delete()
    coverage.topics.all().delete()
    coverage.regions.all().delete()
    Mention.objects.bulk_create([_mention(coverage, m, names) for m in reading.mentions])
    CoverageTopic.objects.bulk_create(
        [
            CoverageTopic(
                coverage=coverage,
                topic_id=topic.value,
                rank=rank,
                confidence=topic.confidence,
                words=list(topic.words)[:20],
            )
            for rank, topic in enumerate(reading.topics, start=1)
        ]
    )
    CoverageRegion.objects.bulk_create(
        [
            CoverageRegion(
                coverage=coverage,
                region_id=region.value,
                confidence=region.confidence,
                words=list(region.words)[:20],
            )
            for region in reading.regions
        ]
    )
    coverage.programmes.set([names.programmes[p.value] for p in reading.programmes])


def _mention(coverage: Coverage, mention: MentionReading, names: Names) -> Mention:
    """Return the row of one mention."""
    return Mention(
        coverage=coverage,
        office_id=names.offices[mention.office],
        person_id=names.persons.get(mention.person or ""),
        tenure_id=names.tenures.get((mention.office, mention.person, mention.since)),
        role=mention.role,
        tone=mention.tone.value,
        spans=[list(span) for span in mention.spans],
        sentence=mention.sentence,
        confidence=mention.confidence,
        reason=mention.reason[:300],
        tone_confidence=mention.tone.confidence,
        tone_reason=mention.tone.reason[:300],
        version=VERSION,
    )
