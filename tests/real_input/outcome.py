"""Runs the pipeline over the real input until nothing is left, and says what came of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from django.core.cache import cache
from django.utils import timezone

from commandcenter.packs.install import find_pack
from commandcenter.packs.loader import load_pack
from issues.evaluation.kinds import JUDGED_OFFICES
from issues.models import Coverage
from issues.pipeline import read_items
from monitoring.canonical import canonical
from monitoring.home import home_zone
from monitoring.models import Feed, Item
from monitoring.pipeline import collect_feeds, collect_pages
from tests.real_input.material import (
    Page,
    Pasted,
    read_labels,
    read_pages,
    read_seeds,
)
from tests.real_input.scores import Judgement
from tests.real_input.serving import outlets_of, paste


@dataclass(frozen=True)
class Row:
    """One item as the product shows it at the end."""

    title: str
    stage: str
    published_at: datetime | None
    body: str
    rung: str
    mentions: tuple[tuple[str, str], ...]
    found: Judgement
    story: int | None
    in_story: int


@dataclass(frozen=True)
class Outcome:
    """What was given and what came of it; `pages` and `labels` pair gold with the row."""

    given: int
    rows: tuple[Row, ...]
    pages: tuple[tuple[Page, Row], ...]
    labels: tuple[tuple[Pasted, Row], ...]

    @property
    def judged(self) -> list[tuple[Judgement, Judgement]]:
        """Return the labels beside what was found, restricted to the offices they judge."""
        return [(text.judgement, row.found) for text, row in self.labels if text.judgement]


def run() -> Outcome:
    """Load the pack of NTB, collect the pages, read everything; the database must be empty."""
    cache.clear()
    at = timezone.now()
    load_pack(find_pack("ntb", at), at)
    Feed.objects.update(due_at=None)
    pages, labels, seeds = read_pages(), read_labels(), read_seeds()
    with outlets_of(pages) as served:
        while collect_feeds():
            continue
        while collect_pages():
            continue
    pasted = paste([*labels, *seeds])
    while read_items():
        continue
    return _outcome(served, labels, pasted, len(pages) + len(labels) + len(seeds))


def _outcome(
    served: Mapping[str, Page], labels: list[Pasted], pasted: list[Item], given: int
) -> Outcome:
    rows = rows_by_item()
    by_address = {canonical(url): page for url, page in served.items()}
    of_page = Item.objects.filter(url__in=by_address)
    return Outcome(
        given=given,
        rows=tuple(rows.values()),
        pages=tuple((by_address[item.url], rows[item.pk]) for item in of_page),
        labels=tuple(
            (text, rows[item.pk]) for text, item in zip(labels, pasted[: len(labels)], strict=True)
        ),
    )


def rows_by_item() -> Mapping[int, Row]:
    """Return every item there is as a row, in the order of time."""
    items = Item.objects.select_related("text", "coverage__story").prefetch_related(
        "coverage__mentions__office", "coverage__regions", "coverage__story__coverage"
    )
    return MappingProxyType({item.pk: _row(item) for item in items.order_by("listed_at", "pk")})


def _row(item: Item) -> Row:
    coverage: Coverage | None = getattr(item, "coverage", None)
    mentions = [(m.office.identity, m.tone) for m in coverage.mentions.all()] if coverage else []
    story = coverage.story if coverage else None
    published = item.published_at and item.published_at.astimezone(home_zone())
    return Row(
        title=item.title,
        stage=item.stage,
        published_at=published,
        body=item.text.body if hasattr(item, "text") else "",
        rung=item.text.rung if hasattr(item, "text") else "",
        mentions=tuple(mentions),
        found=_judgement(coverage, [office for office, _ in mentions]),
        story=story.pk if story else None,
        in_story=len(story.coverage.all()) if story else 0,
    )


def _judgement(coverage: Coverage | None, offices: list[str]) -> Judgement:
    """Return what was read, in the terms of the labels; empty where nothing was."""
    if coverage is None:
        return Judgement(frozenset(), frozenset(), None, "", "")
    return Judgement(
        officials=frozenset(offices),
        regions=frozenset(region.region_id for region in coverage.regions.all()),
        topic=coverage.topic_id,
        event=coverage.event_tone,
        government=coverage.tone,
    ).narrowed(JUDGED_OFFICES)
