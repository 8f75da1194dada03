"""Turns the rows of the pack into the immutable knowledge that reading works with."""

import logging
from dataclasses import fields

from issues.learned import ruling_weights
from issues.models import Agency, Issue, Office, Person, Programme, Tenure, Topic
from issues.reading.aliases import without_broken
from issues.reading.knowledge import (
    Knowledge,
    KnownAgency,
    KnownIssue,
    KnownOffice,
    KnownPerson,
    KnownPhrases,
    KnownProgramme,
    KnownRegion,
    KnownTenure,
    KnownTopic,
)
from monitoring.models import Region

log = logging.getLogger(__name__)

# As loaded, and as reading uses it.
_last: tuple[Knowledge, Knowledge] | None = None


def load_knowledge() -> Knowledge | None:
    """Read everything reading needs, in ten queries; None before a pack is loaded."""
    home = Region.objects.home()
    if home is None:
        return None
    return _prepared(
        Knowledge(
            home=home.code,
            offices=_offices(),
            persons=_persons(),
            tenures=_tenures(),
            regions=_regions(),
            agencies=_agencies(),
            topics=_topics(),
            programmes=_programmes(),
            phrases=_phrases(home),
            weights=ruling_weights(),
        )
    )


def _prepared(loaded: Knowledge) -> Knowledge:
    """Return what was loaded without broken words; the one of before where nothing changed.

    To build its matchers takes longer than to read a batch.
    """
    global _last
    if _last is None or not _same(_last[0], loaded):
        usable, refused = without_broken(loaded)
        for word in refused:
            log.warning("paket daerah: %s", word)
        _last = (loaded, usable)
    return _last[1]


def _same(one: Knowledge, other: Knowledge) -> bool:
    names = (part.name for part in fields(Knowledge))
    return all(getattr(one, name) == getattr(other, name) for name in names)


def load_issues() -> tuple[KnownIssue, ...]:
    """Read every issue with the words that match coverage to it; closed ones can relapse."""
    return tuple(
        KnownIssue(
            key=issue.key,
            title=issue.title,
            topic=issue.topic_id,
            regions=tuple(region.code for region in issue.regions.all()),
            strong=tuple(issue.strong),
            seeds=tuple(issue.seeds),
            exclude=tuple(issue.exclude),
        )
        for issue in Issue.objects.prefetch_related("regions")
    )


def _offices() -> tuple[KnownOffice, ...]:
    return tuple(
        KnownOffice(
            key=office.key,
            region=office.region_id,
            title=office.title,
            leader=office.leader,
            rank=office.rank,
            forms=tuple(office.forms),
            full_forms=tuple(office.full_forms),
            epithets=tuple(office.epithets),
            agency=office.agency.key if office.agency else None,
        )
        for office in Office.objects.select_related("agency")
    )


def _persons() -> tuple[KnownPerson, ...]:
    return tuple(
        KnownPerson(
            key=person.key,
            name=person.name,
            full_name=person.full_name,
            aliases=tuple(person.aliases),
            weak_aliases=tuple(person.weak_aliases),
            variants=tuple(person.variants),
            not_after=tuple(person.not_after),
            pairs=tuple(person.pairs),
        )
        for person in Person.objects.all()
    )


def _tenures() -> tuple[KnownTenure, ...]:
    return tuple(
        KnownTenure(
            office=tenure.office.identity,
            person=tenure.person.key,
            start=tenure.valid_from,
            end=tenure.valid_to,
            capacity=tenure.capacity,
        )
        for tenure in Tenure.objects.select_related("office", "person")
    )


def _regions() -> tuple[KnownRegion, ...]:
    return tuple(
        KnownRegion(
            code=region.code,
            name=region.name,
            short=region.short,
            level=region.level,
            parent=region.parent_id,
            capital=region.capital,
            aliases=tuple(region.aliases),
            cues=tuple(region.cues),
            needs_cue=region.needs_cue,
        )
        for region in Region.objects.named_in_news()
    )


def _agencies() -> tuple[KnownAgency, ...]:
    return tuple(
        KnownAgency(
            key=agency.key,
            name=agency.name,
            short=agency.short,
            aliases=tuple(agency.aliases),
            own=agency.kind in Agency.OWN_KINDS,
        )
        for agency in Agency.objects.all()
    )


def _topics() -> tuple[KnownTopic, ...]:
    return tuple(
        KnownTopic(
            code=topic.code,
            name=topic.name,
            agency=topic.agency.key if topic.agency else None,
            strong=tuple(topic.strong),
            seeds=tuple(topic.seeds),
            exclude=tuple(topic.exclude),
        )
        for topic in Topic.objects.select_related("agency")
    )


def _programmes() -> tuple[KnownProgramme, ...]:
    return tuple(
        KnownProgramme(
            key=programme.key,
            name=programme.name,
            aliases=tuple(programme.aliases),
            topic=programme.topic_id,
        )
        for programme in Programme.objects.all()
    )


def _phrases(home: Region) -> KnownPhrases:
    words = home.phrases
    return KnownPhrases(
        metaphors=tuple(words.get("metaphors", ())),
        not_places=tuple(words.get("not_places", ())),
        elsewhere=tuple(words.get("elsewhere", ())),
        namesakes=tuple(words.get("namesakes", ())),
    )
