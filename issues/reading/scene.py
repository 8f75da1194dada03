"""What an article says about who is who before titles are settled; a step of `officials`."""

import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from issues.reading.forms import PAIR, STRONG
from issues.reading.knowledge import CITY, PROVINCE, REGENCY, Knowledge
from issues.reading.names import Name, find_names
from issues.reading.phrases import Hit
from issues.reading.placenames import find_place_names, mask
from issues.reading.text import Text, blank
from issues.reading.titles import STRANGE, Title, find_titles

# How the government of a region is called without its name, by the region's level.
_GOVERNMENT = {
    PROVINCE: re.compile(r"\b(?:pemprov|pemerintah provinsi|setda provinsi)\b", re.IGNORECASE),
    REGENCY: re.compile(r"\b(?:pemkab|pemerintah kabupaten)\b", re.IGNORECASE),
    CITY: re.compile(r"\b(?:pemkot|pemerintah kota)\b", re.IGNORECASE),
}


@dataclass(frozen=True)
class Scene:
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


def set_scene(text: Text, knowledge: Knowledge, at: date) -> Scene:
    """Find titles and names; metaphors and namesakes of the pack are blanked before."""
    false = knowledge.not_officials.longest(text.plain)
    masked = blank(text.plain, [(hit.start, hit.end) for hit in false])
    titles = find_titles(text, masked, knowledge, at)
    names = find_names(text, masked, knowledge, titles, at)
    return Scene(text, masked, knowledge, at, titles, names)


def _own_government(masked: str, titles: list[Title], knowledge: Knowledge) -> list[str]:
    """Return "Pemprov" where no other region is in the article: whose it is then goes unsaid."""
    home = knowledge.region.get(knowledge.home)
    words = _GOVERNMENT.get(home.level) if home else None
    hit = words.search(masked) if words else None
    if hit is None or any(title.standing in STRANGE for title in titles):
        return []
    return [] if knowledge.elsewhere.all(masked) else [hit[0]]


def _is_plain(code: str, knowledge: Knowledge) -> bool:
    """Return whether a region is one below ours whose name is no ordinary word."""
    return code != knowledge.home and not knowledge.region[code].needs_cue
