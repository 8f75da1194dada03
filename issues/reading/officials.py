"""Decide which officials an article names, as of its day: names, titles, pairs, epithets."""

import re
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from issues.reading.forms import PAIR, PART, SINGLE, STRONG
from issues.reading.knowledge import CITY, PROVINCE, REGENCY, Knowledge, KnownTenure
from issues.reading.names import Name, find_names
from issues.reading.phrases import Hit, Phrases
from issues.reading.placenames import find_place_names, mask
from issues.reading.standing import is_meant
from issues.reading.text import TITLE, Text, blank
from issues.reading.titles import BARE, ELSEWHERE, NOT_MEANT, PLACED, Title, find_titles
from issues.reading.values import Span, quote

_SURENESS = {
    STRONG: 0.97,
    PAIR: 0.95,
    SINGLE: 0.85,
    PLACED: 0.95,
    BARE: 0.8,
    "epithet": 0.72,
    PART: 0.7,
}


# How the government of a region is called without its name, by the region's level.
_GOVERNMENT = {
    PROVINCE: re.compile(r"\b(?:pemprov|pemerintah provinsi|setda provinsi)\b", re.IGNORECASE),
    REGENCY: re.compile(r"\b(?:pemkab|pemerintah kabupaten)\b", re.IGNORECASE),
    CITY: re.compile(r"\b(?:pemkot|pemerintah kota)\b", re.IGNORECASE),
}


@dataclass(frozen=True, slots=True)
class Official:
    """An office named in the article, with who held it on that day and every place it is named."""

    office: str
    tenure: KnownTenure | None
    spans: tuple[Span, ...]
    confidence: float
    reason: str


@dataclass(frozen=True)
class _Scene:
    """What is known about the article while titles are settled.

    Where it happens is only looked up when a title without a region needs it.
    """

    text: Text
    masked: str
    knowledge: Knowledge
    at: date
    titles: list[Title]
    names: list[Name]

    @cached_property
    def home_words(self) -> tuple[str, ...]:
        """Words that say that the article is about us; without any, regencies of ours."""
        home = [h.words for h in self._places if self.knowledge.home in h.means]
        home += [n.words for n in self.names if n.kind in (STRONG, PAIR)]
        home += _own_government(self.masked, self.titles, self.knowledge)
        return tuple(home or [h.words for h in self._ours])

    @cached_property
    def regencies(self) -> frozenset[str]:
        """Regencies and cities the article names."""
        known = self.knowledge
        return frozenset(known.regency_of(code) for h in self._ours for code in h.means)

    @cached_property
    def _ours(self) -> list[Hit[str]]:
        known = self.knowledge
        return [h for h in self._places if any(_is_plain(code, known) for code in h.means)]

    @cached_property
    def _places(self) -> list[Hit[str]]:
        text, known = self.text, self.knowledge
        hits = find_place_names(text, mask(text, known), known)
        return [hit for hit in hits if not text.in_dateline(hit.start)]


@dataclass
class _Found:
    """Places where one office is named, gathered while reading."""

    spans: set[Span] = field(default_factory=set)
    best: float = 0.0
    words: list[str] = field(default_factory=list)
    how: str = ""
    tenure: KnownTenure | None = None

    def add(self, span: Span, words: str, how: str, sureness: float) -> None:
        self.spans.add(span)
        self.words.append(words)
        if sureness > self.best:
            self.best, self.how = sureness, how


def find_officials(text: Text, knowledge: Knowledge, at: date) -> tuple[Official, ...]:
    """Return the offices the article names, highest first, each once.

    A person without an office on that day yields nothing; a title yields who held it that day.
    """
    scene = _set_scene(text, knowledge, at)
    found: dict[str, _Found] = {}
    for name in scene.names:
        _add_name(name, scene, found)
    for title in scene.titles:
        _add_title(title, scene, found)
    _add_epithets(scene, found)
    ranked = sorted(found.items(), key=lambda item: (knowledge.office[item[0]].rank, item[0]))
    return tuple(_settle(office, gathered, scene) for office, gathered in ranked)


def _set_scene(text: Text, knowledge: Knowledge, at: date) -> _Scene:
    masked = blank(text.plain, [h[:2] for h in _spans(knowledge.not_officials, text.plain)])
    titles = find_titles(text, masked, knowledge, at)
    names = find_names(text, masked, knowledge, titles, at)
    return _Scene(text, masked, knowledge, at, titles, names)


def _own_government(masked: str, titles: list[Title], knowledge: Knowledge) -> list[str]:
    """Return "Pemprov" where no other region is in the article: whose it is then goes unsaid."""
    home = knowledge.region.get(knowledge.home)
    words = _GOVERNMENT.get(home.level) if home else None
    hit = words.search(masked) if words else None
    if hit is None or any(title.standing == ELSEWHERE for title in titles):
        return []
    return [] if knowledge.elsewhere.all(masked) else [hit[0]]


def _is_plain(code: str, knowledge: Knowledge) -> bool:
    """Return whether a region is one below ours whose name is no ordinary word."""
    return code != knowledge.home and not knowledge.region[code].needs_cue


def _spans(phrases: Phrases[str], text: str) -> list[Span]:
    return [(hit.start, hit.end) for hit in phrases.longest(text)]


def _add_name(name: Name, scene: _Scene, found: dict[str, _Found]) -> None:
    tenure = _tenure_meant(name, scene)
    if tenure is None or (name.kind == PAIR and not _in_office_together(name, tenure, scene)):
        return
    gathered = found.setdefault(tenure.office, _Found())
    gathered.tenure = tenure
    start = name.start
    if name.title and tenure.office in name.title.offices:
        start = min(start, name.title.start)
    sureness = _SURENESS.get(name.kind, _SURENESS[PART])
    gathered.add((start, name.end), name.words, "disebut namanya", sureness)


def _in_office_together(name: Name, tenure: KnownTenure, scene: _Scene) -> bool:
    """Return whether both of a pair had come into office in one region by that day.

    Before, the pair is a ticket: one of the two may hold another office, which is not meant.
    """
    region = scene.knowledge.office[tenure.office].region
    partners = {n.person for n in scene.names if (n.start, n.end) == (name.start, name.end)}
    return all(
        any(
            scene.knowledge.office[t.office].region == region and t.start <= scene.at
            for t in scene.knowledge.tenures_of(person)
        )
        for person in partners
    )


def _tenure_meant(name: Name, scene: _Scene) -> KnownTenure | None:
    """Return in which office of that day the person is named.

    The one whose title stands before the name, else one whose title the article names, else the
    highest. Who is on leave for a campaign while another acts counts only with the title.
    """
    held = scene.knowledge.held_by(name.person, scene.at)
    if name.title:
        for tenure in held:
            if tenure.office in name.title.offices:
                return tenure
    acting = [t for t in held if scene.knowledge.holder(t.office, scene.at) == t]
    said = {office for title in scene.titles for office in _offices_said(title)}
    return next((t for t in acting if t.office in said), acting[0] if acting else None)


def _offices_said(title: Title) -> tuple[str, ...]:
    return title.offices if title.standing in (PLACED, BARE) else ()


def _add_title(title: Title, scene: _Scene, found: dict[str, _Found]) -> None:
    """Settle a title that stands without a known name."""
    if title.standing in (ELSEWHERE, NOT_MEANT) or any(n.title is title for n in scene.names):
        return
    office, how = _whose_title(title, scene)
    if office is None:
        return
    gathered = found.setdefault(office, _Found())
    gathered.add((title.start, title.end), title.words, how, _SURENESS[title.standing])


def _whose_title(title: Title, scene: _Scene) -> tuple[str | None, str]:
    """Return the office a title means, and why; None when it is nobody of ours."""
    if title.standing == PLACED:
        return title.offices[0], "jabatan dan wilayahnya disebut"
    home = [o for o in title.offices if scene.knowledge.office[o].region == scene.knowledge.home]
    regional = [o for o in title.offices if o not in home]
    last = _last_placed(title, scene)
    if last and last.offices[0] in regional:
        return last.offices[0], "wilayahnya disebut di bagian lain"
    if home:
        ours, why = is_our_bare_governor(title, scene)
        return (home[0], why) if ours else (None, why)
    near = [o for o in regional if scene.knowledge.office[o].region in scene.regencies]
    if len(near) == 1 and not _strangers(title, scene):
        return near[0], "satu-satunya daerah yang dibahas"
    return None, "wilayahnya tidak jelas"


def is_our_bare_governor(title: Title, scene: _Scene) -> tuple[bool, str]:
    """Decide whether "Gubernur" without a province is ours, and say why.

    The rule (also for Wakil Gubernur, Sekda and heads of provincial agencies):
    - ours, if the last title like it with a province or a name belonged to us (in a headline:
      the first one of the body);
    - not ours, if that one belonged to another province or to a name we do not know;
    - else ours, if the article names our province, one of our leaders or one of our regencies;
    - else not ours: the word alone says nothing.
    """
    last = _last_qualified(title, scene)
    if last is not None:
        return last, "sama dengan yang disebut lengkap" if last else "gubernur daerah lain"
    if scene.home_words:
        return True, f"artikel menyebut {quote(scene.home_words[:2])}"
    return False, "tidak ada penanda daerah kita"


def _last_qualified(title: Title, scene: _Scene) -> bool | None:
    """Return whether the nearest title with a region or name is ours; None if there is none."""
    named = {n.title: bool(scene.knowledge.held_by(n.person, scene.at)) for n in scene.names}
    known = [
        (other.start, named.get(other, other.standing == PLACED))
        for other in scene.titles
        if set(other.offices) & set(title.offices)
        and (other.standing in (PLACED, ELSEWHERE) or named.get(other))
    ]
    before = [ours for start, ours in known if start < title.start]
    if before and scene.text.zone_at(title.start) != TITLE:
        return before[-1]
    after = [ours for start, ours in known if start > title.start]
    known_after = before or after
    return known_after[0] if known_after else None


def _last_placed(title: Title, scene: _Scene) -> Title | None:
    like = [
        other
        for other in scene.titles
        if other.standing == PLACED and set(other.offices) <= set(title.offices)
    ]
    before = [other for other in like if other.start < title.start]
    return before[-1] if before else (like[0] if like else None)


def _strangers(title: Title, scene: _Scene) -> bool:
    return any(
        other.standing == ELSEWHERE and set(other.offices) & set(title.offices)
        for other in scene.titles
    )


def _add_epithets(scene: _Scene, found: dict[str, _Found]) -> None:
    """Count an epithet only where the office or the home province is named as well."""
    text = scene.text
    for hit in scene.knowledge.epithets.longest(text.plain):
        if not is_meant(text, text.plain, hit.start, {hit.end}, scene.at):
            continue
        for office in hit.means:
            if office in found or scene.home_words:
                gathered = found.setdefault(office, _Found())
                span, sureness = (hit.start, hit.end), _SURENESS["epithet"]
                gathered.add(span, hit.words, "disebut dengan julukan", sureness)


def _settle(office: str, gathered: _Found, scene: _Scene) -> Official:
    tenure = gathered.tenure or scene.knowledge.holder(office, scene.at)
    reason = f"{gathered.how}: {quote(gathered.words)}"
    return Official(office, tenure, tuple(sorted(gathered.spans)), gathered.best, reason)
