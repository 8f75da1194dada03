"""Writes one reading: story, issue, and the whole reading with its reasons; then it is settled."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, Value, When
from django.db.models.functions import Greatest, Least

from issues.models import Coverage, Story
from issues.pipeline.joining import suggest_by_words
from issues.pipeline.names import Names
from issues.pipeline.settle import settle_items
from issues.pipeline.story_finder import FoundStory
from issues.reading.article import VERSION, Reading
from issues.reading.matching import IssueMatch
from issues.reading.values import MentionReading
from issues.reading.values import Value as Read
from monitoring.models import Item

# Why an item belongs to an issue that none of its own words name.
BY_STORY = "cerita yang sama"
JUDGED = ("event_tone", "tone", "headline_tone", "body_tone", "nature", "denied", "balanced")


def store(
    item: Item,
    reading: Reading,
    matches: Sequence[IssueMatch],
    found: FoundStory,
    names: Names,
    at: datetime,
) -> Coverage:
    """Write what an item means, replacing an earlier reading; the caller holds a transaction.

    Story and issue of an earlier reading stay; what people decided is settled on top.
    """
    earlier = Coverage.objects.filter(pk=item.pk).first()
    story = _story(item, found)
    values = {
        "at": item.listed_at,
        "report": item.kind == Item.Kind.FIELD_REPORT,
        "story": story,
        "reasons": _reasons(item, reading) | _placed(story, found, matches, names, earlier),
        "version": VERSION,
        "read_at": at,
    } | {name: getattr(reading, name).value for name in JUDGED}
    coverage, _ = Coverage.objects.update_or_create(item=item, defaults=values)
    coverage.programmes.set([names.programmes[p.value] for p in reading.programmes])
    # An earlier first print turns those before it into copies.
    settle_items([item.pk, *item.copies.values_list("pk", flat=True)], names)
    coverage.refresh_from_db(fields=["issue"])
    suggest_by_words(coverage, matches, names, at)
    return coverage


def _placed(
    story: Story,
    found: FoundStory,
    matches: Sequence[IssueMatch],
    names: Names,
    earlier: Coverage | None,
) -> dict[str, Any]:
    """Return story and issue with their reasons; what an earlier reading gave them stays."""
    placed = {"story": _plain_reason(story.pk, found.confidence, found.reason)}
    kept = earlier.reasons.get("issue") if earlier and earlier.issue_id else None
    why = kept or _issue(story, matches, names)
    return placed | ({"issue": why} if why else {})


def _story(item: Item, found: FoundStory) -> Story:
    """Return the story of the item, begun or stretched to the item's time.

    A story that only people in the field told so far takes the headline of its first placement:
    pages and recaps show headlines without saying what is known of their truth.
    """
    if found.story is None:
        return Story.objects.create(
            headline=item.title, first_at=item.listed_at, last_at=item.listed_at
        )
    values = {
        "first_at": Least("first_at", item.listed_at),
        "last_at": Greatest("last_at", item.listed_at),
    }
    if item.kind != Item.Kind.FIELD_REPORT:
        printed = Exists(Coverage.objects.press().filter(story=OuterRef("pk")))
        values["headline"] = Case(When(printed, then=F("headline")), default=Value(item.title))
    Story.objects.filter(pk=found.story).update(**values)
    return Story.objects.get(pk=found.story)


def _issue(story: Story, matches: Sequence[IssueMatch], names: Names) -> dict[str, Any] | None:
    """Return the issue by the item's own words, else by its story, with the reason."""
    sure = next((match for match in matches if not match.suggested), None)
    if sure:
        issue = names.issues[sure.key]
        if story.issue_id is None:
            Story.objects.filter(pk=story.pk).update(issue=issue)
        return _plain_reason(issue, sure.confidence, sure.reason)
    if story.issue_id:
        return _plain_reason(story.issue_id, 0.6, BY_STORY)
    return None


def _reasons(item: Item, reading: Reading) -> dict[str, Any]:
    """Return the whole reading as it is kept: every value with confidence, reason and version."""
    regions = _reported_region(item) or [_short(region) for region in reading.regions]
    programmes = [_reason(value) for value in reading.programmes]
    return {
        **{name: _reason(getattr(reading, name)) for name in JUDGED},
        "mentions": [_mention(mention) for mention in reading.mentions],
        "topics": [_short(topic) for topic in reading.topics],
        "regions": regions,
        **({"programmes": programmes} if programmes else {}),
    }


def _reported_region(item: Item) -> list[dict[str, Any]]:
    """Return where a field report comes from: its reporter's region is known, not guessed."""
    if item.kind != Item.Kind.FIELD_REPORT:
        return []
    return [{"value": item.report.region_id, "confidence": 1.0, "words": ["laporan lapangan"]}]


def _reason(value: Read[Any]) -> dict[str, Any]:
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


def _short(value: Read[str]) -> dict[str, Any]:
    """Return a topic or region as it is kept."""
    words = list(value.words)[:20]
    return {"value": value.value, "confidence": round(value.confidence, 3), "words": words}


def _mention(mention: MentionReading) -> dict[str, Any]:
    """Return one mention as it is kept."""
    return {
        "office": mention.office,
        "person": mention.person,
        "since": mention.since.isoformat() if mention.since else None,
        "role": mention.role,
        "tone": mention.tone.value,
        "spans": [list(span) for span in mention.spans],
        "sentence": mention.sentence,
        "confidence": mention.confidence,
        "reason": mention.reason[:300],
        "tone_confidence": mention.tone.confidence,
        "tone_reason": mention.tone.reason[:300],
    }
