"""Writes one reading: story, issue, and the whole reading with its reasons; then it is settled."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from issues.models import Coverage, Story
from issues.pipeline.joining import suggest_by_words
from issues.pipeline.names import Names
from issues.pipeline.settle import settle_items
from issues.pipeline.statements import Quoted, write_quotes
from issues.pipeline.story_finder import StoryFinder
from issues.pipeline.telling import ask_people, tell_stories
from issues.reading.article import VERSION, Article, Reading
from issues.reading.matching import IssueMatch
from issues.reading.values import MentionReading
from issues.reading.values import Value as Read
from monitoring.models import Item

# Why an item belongs to an issue that none of its own words name.
BY_STORY = "cerita yang sama"
WRITTEN = ("at", "report", "story", "language", "flags", "reasons", "version", "read_at")
PLACED = ("story", "issue")
JUDGED = ("event_tone", "tone", "headline_tone", "body_tone", "nature", "denied", "balanced")


@dataclass(frozen=True)
class Understood:
    """One item with what it says and the issues its words name; nothing of it is written yet."""

    item: Item
    article: Article
    reading: Reading
    matches: tuple[IssueMatch, ...]


@dataclass(frozen=True)
class Placed:
    """The story of an item, and the reasons for it and for its issue."""

    story: Story | None
    reasons: dict[str, Any]


def store(
    batch: Sequence[Understood], finder: StoryFinder, names: Names, at: datetime
) -> list[Coverage]:
    """Write what items mean, replacing earlier readings; the caller holds a transaction.

    The items are placed into stories in the order given, each knowing those before it. Story and
    issue of an earlier reading stay; what people decided is settled on top. The number of queries
    does not grow with the batch, but for those of stories and of suggestions.
    """
    keys = [one.item.pk for one in batch]
    earlier = Coverage.objects.in_bulk(keys)
    # Where people moved a text since its batch began, it stays.
    finder.placed |= {pk: row.story_id for pk, row in earlier.items() if row.story_id}
    placing = _Placing(finder, names, earlier)
    placed = [(one, placing.place(one)) for one in batch]
    placing.take_headlines()
    _write(placed, names, at)
    tell_stories(placing.stories.keys())
    stored = Coverage.objects.select_related("story", "item").in_bulk(keys)
    finder.stored(stored.values())
    ask_people(stored.values(), finder, at)
    for one in batch:
        suggest_by_words(stored[one.item.pk], one.matches, names, at)
    return list(stored.values())


def restore(batch: Sequence[Understood], names: Names, at: datetime) -> None:
    """Write what items mean that were read before; the caller holds a transaction.

    Their stories and issues stay as they are, also where they have none.
    """
    earlier = Coverage.objects.select_related("story").in_bulk([one.item.pk for one in batch])
    _write([(one, _as_before(earlier[one.item.pk])) for one in batch], names, at)


def _as_before(coverage: Coverage) -> Placed:
    kept = {name: coverage.reasons[name] for name in PLACED if coverage.reasons.get(name)}
    if coverage.issue_id and "issue" not in kept:
        kept["issue"] = {"value": coverage.issue_id}
    return Placed(coverage.story, kept)


def _write(batch: Sequence[tuple[Understood, Placed]], names: Names, at: datetime) -> None:
    """Write the rows of a batch and settle what people decided on top."""
    keys = [one.item.pk for one, _placed in batch]
    Coverage.objects.bulk_create(
        [_coverage(one, placed, at) for one, placed in batch],
        update_conflicts=True,
        unique_fields=["item"],
        update_fields=[*WRITTEN, *JUDGED],
    )
    _write_programmes([one for one, _placed in batch], names)
    quoted = [Quoted(one.item.pk, one.item.listed_at, one.reading.quotes) for one, _ in batch]
    write_quotes(quoted, names)
    # An earlier first print turns those before it into copies.
    copies = Item.objects.filter(copy_of__in=keys).values_list("pk", flat=True)
    settle_items([*keys, *copies], names)


def _coverage(one: Understood, placed: Placed, at: datetime) -> Coverage:
    """Return the row of one item."""
    return Coverage(
        item=one.item,
        at=one.item.listed_at,
        report=one.item.kind == Item.Kind.FIELD_REPORT,
        story=placed.story,
        language=one.reading.language,
        flags=list(one.reading.flags),
        reasons=_reasons(one.item, one.reading) | placed.reasons,
        version=VERSION,
        read_at=at,
        **{name: getattr(one.reading, name).value for name in JUDGED},
    )


def _write_programmes(batch: Sequence[Understood], names: Names) -> None:
    """Write which programmes the items are about."""
    through = Coverage.programmes.through
    through.objects.filter(coverage__in=[one.item.pk for one in batch]).delete()
    through.objects.bulk_create(
        through(coverage_id=one.item.pk, programme_id=names.programmes[programme.value])
        for one in batch
        for programme in one.reading.programmes
    )


@dataclass
class _Placing:
    """Puts the items of a batch into stories and issues, one after the other.

    `earlier` are their earlier readings; `stories` all that were touched, as they are now;
    `printed` the headline of the first placement of this batch by story.
    """

    finder: StoryFinder
    names: Names
    earlier: Mapping[int, Coverage]
    stories: dict[int, Story] = field(default_factory=dict)
    printed: dict[int, str] = field(default_factory=dict)

    def place(self, one: Understood) -> Placed:
        """Return story and issue with their reasons; what an earlier reading gave them stays."""
        found = self.finder.find(one.item, one.article)
        story = self._known(found.story) or self._begun(one.item)
        if one.item.kind != Item.Kind.FIELD_REPORT:
            self.printed.setdefault(story.pk, one.item.title)
        self.finder.add(one.item, story.pk)
        reasons = {"story": _plain_reason(story.pk, found.confidence, found.reason)}
        earlier = self.earlier.get(one.item.pk)
        kept = earlier.reasons.get("issue") if earlier and earlier.issue_id else None
        why = kept or _issue(story, one.matches, self.names)
        return Placed(story, reasons | ({"issue": why} if why else {}))

    def take_headlines(self) -> None:
        """Let stories that only people in the field told so far take that of a placement.

        Pages and recaps show headlines without saying what is known of their truth.
        """
        others = {key for key, title in self.printed.items() if self.stories[key].headline != title}
        told = Coverage.objects.press().filter(story__in=others).order_by()
        for key in others.difference(told.values_list("story", flat=True)):
            self.stories[key].headline = self.printed[key]
            self.stories[key].save(update_fields=["headline"])

    def _known(self, key: int | None) -> Story | None:
        """Return a story under lock, or what it was merged into since; None when it is gone."""
        story = None
        while key is not None:
            held = Story.objects.select_for_update(no_key=True).filter(pk=key)
            story = self.stories.get(key) or held.first()
            key = story.merged_into_id if story else None
        return self._kept(story) if story else None

    def _begun(self, item: Item) -> Story:
        span = {"first_at": item.listed_at, "last_at": item.listed_at}
        return self._kept(Story.objects.create(headline=item.title, **span))

    def _kept(self, story: Story) -> Story:
        return self.stories.setdefault(story.pk, story)


def _issue(story: Story, matches: Sequence[IssueMatch], names: Names) -> dict[str, Any] | None:
    """Return the issue by the item's own words, else by its story, with the reason."""
    sure = next((match for match in matches if not match.suggested), None)
    if sure:
        issue = names.issues[sure.key]
        if story.issue_id is None:
            story.issue_id = issue
            story.save(update_fields=["issue"])
        shown = {"words": list(sure.words), "spans": [list(span) for span in sure.spans]}
        return _plain_reason(issue, sure.confidence, sure.reason) | shown
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
    return {
        "value": value.value,
        "confidence": round(value.confidence, 3),
        "reason": value.reason[:300],
        "words": list(value.words)[:20],
        "spans": [list(span) for span in value.spans[:20]],
    }


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
