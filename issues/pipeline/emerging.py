"""Proposes new issues: recent stories that fit no issue and meet a criterion of their own."""

import logging
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Prefetch, Q
from django.db.models.functions import Left

from issues.models import Coverage, CoverageRegion, Story, Suggestion
from issues.pipeline.names import words_of_officials, words_of_places
from issues.pipeline.suggesting import lapse, propose
from issues.reading.emerging import ORDER, Matter, Printing, criterion_of, matter_of
from issues.reading.titling import headline_words
from monitoring.home import home_region, home_zone
from monitoring.models import Item, Region

log = logging.getLogger(__name__)

KIND = Suggestion.Kind.MATTER
# Stories are looked at while something of them was read within FRESH; in one pass the MOST newest.
FRESH = timedelta(hours=1)
MOST = 2000
# A story printed longer ago is over; headlines of this time tell which words are rare.
RECENT = timedelta(days=3)
HEADLINES = 20_000
LEAD_LENGTH = 700
REGENCIES = (Region.Level.REGENCY, Region.Level.CITY)
OURS = (Coverage.Nature.RELEASE, Coverage.Nature.ADVERTORIAL)


@dataclass(frozen=True)
class ToldStory:
    """One story with its placements, and how many people reported it from the field."""

    story: int
    printings: tuple[Printing, ...]
    reporters: int


def suggest_matters(at: datetime) -> int:
    """Propose what was read lately, fits no issue and meets a criterion; return how many wait."""
    fresh = Coverage.objects.filter(read_at__gte=at - FRESH, story__last_at__gte=at - RECENT)
    free = fresh.filter(story__issue=None, story__merged_into=None, issue=None)
    stories = list(free.order_by("-story").values_list("story", flat=True).distinct()[: MOST + 1])
    if len(stories) > MOST:
        log.warning(
            "usulan isu: hanya %d cerita terbaru yang dilihat, lebih banyak yang baru", MOST
        )
    met = [t for t in told(stories[:MOST]) if criterion_of(t.printings, t.reporters)]
    met = _not_answered(met)
    if not met:
        return 0
    found = matters(met, at)
    return sum(_propose(story, matter, at) for story, matter in found.items())


def lapse_told(at: datetime) -> int:
    """Let proposals lapse whose story joined an issue, was merged away, or is over."""
    waiting = Suggestion.objects.open().filter(kind=KIND)
    joined = ~Q(story__issue=None) | ~Q(story__merged_into=None) | Q(story=None)
    return lapse(waiting.filter(joined | Q(story__last_at__lt=at - RECENT)), at)


def matter_of_story(story: Story, at: datetime) -> Matter | None:
    """Return what one story would open, as it stands now; None when no criterion holds."""
    found = told([story.pk])
    if not found:
        return None
    return matters(found, at).get(story.pk)


def matters(met: Sequence[ToldStory], at: datetime) -> dict[int, Matter]:
    """Return the matters these stories are, by story."""
    seen, leads = words_seen(at), _leads(met)
    names = words_of_officials() | words_of_places()
    found = {
        one.story: matter_of(_with_leads(one, leads), seen, names, one.reporters) for one in met
    }
    return {story: matter for story, matter in found.items() if matter}


def told(stories: Iterable[int]) -> list[ToldStory]:
    """Return these stories with their placements, oldest first, in a fixed number of queries."""
    home, zone = home_region(), home_zone()
    regions = CoverageRegion.objects.select_related("region")
    rows = Coverage.objects.filter(story__in=stories).select_related("item__outlet")
    found: dict[int, list[Coverage]] = defaultdict(list)
    for row in rows.prefetch_related(Prefetch("regions", regions)).order_by("at", "pk"):
        found[row.story_id].append(row)
    code = home.code if home else ""
    return [
        ToldStory(
            story,
            tuple(_printing(row, zone, code) for row in rows if not row.report),
            len({row.item.entered_by_id for row in rows if row.report}),
        )
        for story, rows in found.items()
        if not all(row.report for row in rows) and not any(row.issue_id for row in rows)
    ]


def words_seen(at: datetime) -> Counter[str]:
    """Count in how many headlines of these days each word stands."""
    recent = Item.objects.filter(listed_at__gte=at - RECENT, copy_of=None).order_by("-listed_at")
    titles = recent.values_list("title", flat=True)[:HEADLINES]
    return Counter(word for title in titles for word in headline_words(title))


def _printing(row: Coverage, zone: ZoneInfo, home: str) -> Printing:
    item, regions = row.item, [link.region for link in row.regions.all()]
    return Printing(
        text=item.copy_of_id or item.pk,
        outlet=item.outlet_id,
        tier=item.outlet.tier if item.outlet else None,
        day=row.at.astimezone(zone).date(),
        title=item.title,
        tone=row.tone,
        event=row.event_tone,
        topic=row.topic_id,
        regions=tuple(r.code for r in regions if r.level in REGENCIES),
        paid=row.nature in OURS,
        local=any(r.code.split(".")[0] == home for r in regions),
    )


def _not_answered(met: Sequence[ToldStory]) -> list[ToldStory]:
    """Leave out stories whose proposal was answered with this criterion or a graver one."""
    answered: dict[int, list[str]] = defaultdict(list)
    rows = Suggestion.objects.filter(kind=KIND, story__in=[one.story for one in met])
    for story, value in rows.exclude(answer__in=["", "gugur"]).values_list("story", "value"):
        answered[story].append(value)
    return [one for one in met if not any(_as_grave(v, one) for v in answered[one.story])]


def _as_grave(answered: str, one: ToldStory) -> bool:
    met = criterion_of(one.printings, one.reporters)
    return met is None or ORDER.index(answered) <= ORDER.index(met[0])


def _propose(story: int, matter: Matter, at: datetime) -> bool:
    """Propose one matter; a proposal of the same story by another criterion lapses."""
    key = f"perkara:{story}:{matter.criterion}"
    others = Suggestion.objects.open().filter(kind=KIND, story=story).exclude(key=key)
    lapse(others, at)
    return bool(
        propose(
            KIND,
            key,
            at=at,
            confidence=matter.confidence,
            reason=matter.reason,
            words=matter.phrases,
            story_id=story,
            topic_id=matter.topic,
            value=matter.criterion,
            title=matter.title[:120],
        )
    )


def _leads(met: Sequence[ToldStory]) -> dict[int, str]:
    """Return the beginning of each text of these stories."""
    texts = {printing.text for one in met for printing in one.printings}
    rows = Item.objects.filter(pk__in=texts).annotate(lead=Left("text__body", LEAD_LENGTH))
    return {pk: lead or "" for pk, lead in rows.values_list("pk", "lead")}


def _with_leads(one: ToldStory, leads: dict[int, str]) -> list[Printing]:
    return [replace(p, lead=leads.get(p.text, "")) for p in one.printings]
