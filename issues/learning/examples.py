"""Turns labels into examples: the text as the reader sees it, and what people said of it."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice
from zoneinfo import ZoneInfo

from issues.learning.labels import Label
from issues.learning.training import Example
from issues.models import LearnedModel
from issues.reading.features import Features, features_of
from issues.reading.knowledge import Knowledge
from issues.reading.officials import find_officials
from issues.reading.places import find_places
from issues.reading.targets import find_targets
from issues.reading.text import lay_out
from monitoring.models import Item

# Texts loaded at a time.
_CHUNK = 500


def examples(
    target: str, found: Sequence[Label], knowledge: Knowledge, zone: ZoneInfo
) -> list[tuple[Label, Example]]:
    """Return the labels whose text is still there, each with its example, in their order."""
    texts: dict[int, list[Label]] = defaultdict(list)
    for label in found:
        texts[label.text].append(label)
    made = {
        (label.text, label.office): Example(features, label.person, label.weight, str(label.text))
        for item in _items(texts)
        for label, features in _features(target, item, texts[item.pk], knowledge, zone)
    }
    keys = [(label, (label.text, label.office)) for label in found]
    return [(label, made[key]) for label, key in keys if key in made]


def _items(texts: dict[int, list[Label]]) -> Iterator[Item]:
    """Yield the items in pieces; one whose text was never fetched has its title alone."""
    keys = iter(texts)
    while chunk := list(islice(keys, _CHUNK)):
        yield from Item.objects.filter(pk__in=chunk).select_related("text").order_by("pk")


def _features(
    target: str, item: Item, found: Sequence[Label], knowledge: Knowledge, zone: ZoneInfo
) -> Iterator[tuple[Label, Features]]:
    """Yield the features of a text for each of its labels, as reading would see them."""
    stored = getattr(item, "text", None)
    text = lay_out(item.title, stored.body if stored else item.summary)
    if target == LearnedModel.Target.TOPIC:
        yield from ((label, features_of(text)) for label in found)
        return
    day = item.listed_at.astimezone(zone).date()
    officials = find_officials(text, knowledge, day)
    if target == LearnedModel.Target.OFFICIAL:
        spans = {official.office: official.spans for official in officials}
        for label in found:
            if label.office in spans:
                yield label, features_of(text, spans[label.office])
        return
    ours = any(official.office in knowledge.leaders for official in officials)
    regions = find_places(text, knowledge, ours, [])
    spans_of_us = find_targets(text, knowledge, officials, bool(regions))
    if spans_of_us:
        yield from ((label, features_of(text, spans_of_us)) for label in found)
