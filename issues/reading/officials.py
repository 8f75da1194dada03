"""Decide which officials an article names, as of its day: names, titles, pairs, epithets."""

from dataclasses import dataclass, field
from datetime import date

from issues.reading.forms import PAIR, PART, SINGLE, STRONG
from issues.reading.knowledge import Knowledge, KnownTenure
from issues.reading.names import Name
from issues.reading.scene import Scene, set_scene
from issues.reading.standing import is_meant
from issues.reading.text import Text
from issues.reading.titles import BARE, ELSEWHERE, NOT_MEANT, PLACED, UNKNOWN, Title
from issues.reading.values import Span, quote
from issues.reading.whose import is_told_by_name, whose_title

_SURENESS = {
    **{STRONG: 0.97, PAIR: 0.95, PLACED: 0.95, SINGLE: 0.85},
    **{BARE: 0.8, "epithet": 0.72, UNKNOWN: 0.7, PART: 0.7},
}


@dataclass(frozen=True, slots=True)
class Official:
    """An office named in the article, with who held it on that day and every place it is named."""

    office: str
    tenure: KnownTenure | None
    spans: tuple[Span, ...]
    confidence: float
    reason: str


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
    scene = set_scene(text, knowledge, at)
    found: dict[str, _Found] = {}
    for name in scene.names:
        _add_name(name, scene, found)
    for title in scene.titles:
        _add_title(title, scene, found)
    _add_epithets(scene, found)
    ranked = sorted(found.items(), key=lambda item: (knowledge.office[item[0]].rank, item[0]))
    return tuple(_settle(office, gathered, scene) for office, gathered in ranked)


def _add_name(name: Name, scene: Scene, found: dict[str, _Found]) -> None:
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


def _in_office_together(name: Name, tenure: KnownTenure, scene: Scene) -> bool:
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


def _tenure_meant(name: Name, scene: Scene) -> KnownTenure | None:
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


def _add_title(title: Title, scene: Scene, found: dict[str, _Found]) -> None:
    """Settle a title that stands without a known name."""
    if title.standing in (ELSEWHERE, NOT_MEANT) or is_told_by_name(title, scene):
        return
    office, how = whose_title(title, scene)
    if office is None:
        return
    gathered = found.setdefault(office, _Found())
    gathered.add((title.start, title.end), title.words, how, _SURENESS[title.standing])


def _add_epithets(scene: Scene, found: dict[str, _Found]) -> None:
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


def _settle(office: str, gathered: _Found, scene: Scene) -> Official:
    tenure = gathered.tenure or scene.knowledge.holder(office, scene.at)
    reason = f"{gathered.how}: {quote(gathered.words)}"
    return Official(office, tenure, tuple(sorted(gathered.spans)), gathered.best, reason)
