"""What the reader knows: the region pack as immutable values, with matchers built once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from issues.reading.forms import agency_forms, names_of, place_names, seat_names, title_forms
from issues.reading.known import (
    CITY,
    DEFINITIVE,
    DISTRICT,
    PROVINCE,
    REGENCY,
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
from issues.reading.phrases import Phrases, lower
from issues.reading.weights import Weights
from issues.reading.words import WordIndex

__all__ = [
    "CITY",
    "DEFINITIVE",
    "DISTRICT",
    "PROVINCE",
    "REGENCY",
    "Knowledge",
    "KnownAgency",
    "KnownIssue",
    "KnownOffice",
    "KnownPerson",
    "KnownPhrases",
    "KnownProgramme",
    "KnownRegion",
    "KnownTenure",
    "KnownTopic",
]


@dataclass(frozen=True, eq=False)
class Knowledge:
    """The pack as the reader needs it. Build once, use for every article."""

    home: str
    offices: tuple[KnownOffice, ...] = ()
    persons: tuple[KnownPerson, ...] = ()
    tenures: tuple[KnownTenure, ...] = ()
    regions: tuple[KnownRegion, ...] = ()
    agencies: tuple[KnownAgency, ...] = ()
    topics: tuple[KnownTopic, ...] = ()
    programmes: tuple[KnownProgramme, ...] = ()
    phrases: KnownPhrases = field(default_factory=KnownPhrases)
    # Learned models by target ("topic", "event_tone", "tone", "official"); without one, rules read.
    weights: Mapping[str, Weights] = field(default_factory=dict)

    @cached_property
    def office(self) -> dict[str, KnownOffice]:
        """Offices by identity."""
        return {office.identity: office for office in self.offices}

    @cached_property
    def region(self) -> dict[str, KnownRegion]:
        """Regions by code."""
        return {region.code: region for region in self.regions}

    @cached_property
    def leaders(self) -> frozenset[str]:
        """Identities of the offices whose coverage is watched."""
        return frozenset(office.identity for office in self.offices if office.leader)

    def holder(self, office: str, day: date) -> KnownTenure | None:
        """Return who held the office on that day; the newest tenure where two overlap."""
        held = [t for t in self._tenures_of_office.get(office, ()) if t.covers(day)]
        return max(held, key=lambda tenure: tenure.start, default=None)

    def held_by(self, person: str, day: date) -> tuple[KnownTenure, ...]:
        """Return what the person held on that day, the highest office first."""
        held = [t for t in self._tenures_of_person.get(person, ()) if t.covers(day)]
        return tuple(sorted(held, key=lambda tenure: self.office[tenure.office].rank))

    def tenures_of(self, person: str) -> tuple[KnownTenure, ...]:
        """Return everything the person ever held."""
        return tuple(self._tenures_of_person.get(person, ()))

    @cached_property
    def person(self) -> dict[str, KnownPerson]:
        """Persons by key."""
        return {person.key: person for person in self.persons}

    def regency_of(self, code: str) -> str:
        """Return the regency or city a region lies in, itself if it is one."""
        region = self.region[code]
        return region.parent or code if region.level == DISTRICT else code

    @cached_property
    def seat_of_home(self) -> str | None:
        """The regency or city our capital is, or lies in; None where the pack names none."""
        home = self.region.get(self.home)
        capital = home.capital.removeprefix("Kota ") if home else ""
        below = [r for r in self.regions if r.level in (REGENCY, CITY) and r.code != self.home]
        itself = [r.code for r in below if capital and capital in seat_names(r)]
        namesakes = [r.code for r in below if capital and capital == r.capital]
        return next(iter(itself or namesakes), None)

    @cached_property
    def titles(self) -> Phrases[str]:
        """Titles of office in any case: "Gubernur", "Kepala Dinas ESDM" → identities."""
        entries = (
            (form, office.identity)
            for office in self.offices
            for form in title_forms(office, self._agency.get(office.agency or ""))
        )
        return Phrases(entries, any_case=True)

    @cached_property
    def full_titles(self) -> frozenset[str]:
        """Titles that carry their region ("Gubernur Seroja"), in small letters."""
        return frozenset(lower(form) for o in self.offices for form in o.full_forms)

    @cached_property
    def names(self) -> Phrases[tuple[str, str]]:
        """Names of persons → (person, STRONG, SINGLE, WEAK, PART or PAIR)."""
        return Phrases(entry for person in self.persons for entry in names_of(person))

    @cached_property
    def epithets(self) -> Phrases[str]:
        """Epithets in any case → identities."""
        entries = ((words, o.identity) for o in self.offices for words in o.epithets)
        return Phrases(entries, any_case=True)

    @cached_property
    def not_officials(self) -> Phrases[str]:
        """Metaphors and namesakes, blanked before officials are looked for."""
        return Phrases(
            (words, words) for words in (*self.phrases.metaphors, *self.phrases.namesakes)
        )

    @cached_property
    def elsewhere(self) -> Phrases[str]:
        """Places that are not ours, without those that share a name of ours."""
        ours = {name for region in self.regions for name in seat_names(region)}
        names = (name for name in self.phrases.elsewhere if name not in ours)
        return Phrases((name, name) for name in names)

    @cached_property
    def seats(self) -> Phrases[str]:
        """Names that follow a title of office ("Bupati Bima") → region codes."""
        regions = (r for r in self.regions if r.level != DISTRICT)
        return Phrases((name, r.code) for r in regions for name in seat_names(r))

    @cached_property
    def places(self) -> Phrases[str]:
        """Every name and cue of a region → codes; a capital stands for its regency."""
        return Phrases((name, r.code) for r in self.regions for name in place_names(r, self.home))

    @cached_property
    def not_places(self) -> Phrases[str]:
        """Institutions, rooms and persons that carry the name of a region."""
        words = (*self.phrases.not_places, *self.phrases.namesakes)
        return Phrases((word, word) for word in words)

    @cached_property
    def topic_words(self) -> WordIndex[tuple[str, bool]]:
        """Words of topics → (code, strong)."""
        strong = ((word, (t.code, True)) for t in self.topics for word in t.strong)
        seeds = (
            (word, (topic.code, False))
            for topic in self.topics
            for word in (*topic.seeds, *agency_forms(self._agency.get(topic.agency or "")))
        )
        return WordIndex((*strong, *seeds))

    @cached_property
    def topic_excludes(self) -> WordIndex[str]:
        """Phrases that suppress a topic's words → code."""
        return WordIndex((words, t.code) for t in self.topics for words in t.exclude)

    @cached_property
    def programme_names(self) -> Phrases[str]:
        """Names of flagship programmes → keys."""
        return Phrases((name, p.key) for p in self.programmes for name in (p.name, *p.aliases))

    @cached_property
    def agency_names(self) -> Phrases[str]:
        """Names of the agencies the province answers for → keys."""
        own = (agency for agency in self.agencies if agency.own)
        return Phrases((n, a.key) for a in own for n in (a.name, a.short, *a.aliases))

    def is_ours(self, office: str) -> bool:
        """Return whether the office belongs to the provincial government."""
        known = self.office[office]
        agency = self._agency.get(known.agency or "")
        return known.region == self.home and (agency is None or agency.own)

    @cached_property
    def _agency(self) -> dict[str, KnownAgency]:
        return {agency.key: agency for agency in self.agencies}

    @cached_property
    def _tenures_of_office(self) -> dict[str, list[KnownTenure]]:
        return _grouped((tenure.office, tenure) for tenure in self.tenures)

    @cached_property
    def _tenures_of_person(self) -> dict[str, list[KnownTenure]]:
        known = (t for t in self.tenures if t.office in self.office)
        return _grouped((tenure.person, tenure) for tenure in known)


def _grouped(pairs: Iterator[tuple[str, KnownTenure]]) -> dict[str, list[KnownTenure]]:
    found: dict[str, list[KnownTenure]] = {}
    for key, tenure in pairs:
        found.setdefault(key, []).append(tenure)
    return found
