"""Decide whether coverage that fits no issue is a matter of its own, and how to call it.

The criteria are those of docs/reading.md, 4, from the gravest. Of ordinary spread only what is
about us or about home, and tells of something bad, is a matter: good news in ten outlets needs
no watching. A request of the leadership is no sign in the press; people open those themselves.
"""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from issues.reading.lists import table
from issues.reading.titling import common_phrases, statement, working_title
from issues.reading.values import NEGATIVE, POSITIVE, UNRELATED, quote
from issues.reading.words import WordIndex

# Criteria by the keys the form of a new issue knows, the gravest first.
HARM, MASS, NATIONAL = "dampak", "aksi", "nasional"
HOAX, REPORTS, SPREAD = "hoaks", "laporan", "sebaran"
ORDER = (HARM, MASS, NATIONAL, HOAX, REPORTS, SPREAD)

OUTLETS, DAYS, REPORTERS = 3, 2, 2
NATIONAL_TIER = 1
_CONFIDENCE = {HARM: 0.8, MASS: 0.8, NATIONAL: 0.75, HOAX: 0.7, REPORTS: 0.65, SPREAD: 0.6}


@dataclass(frozen=True, slots=True)
class Printing:
    """One placement of a story, as deciding needs it.

    `text` is the same for copies of one text, `tone` is towards us and `event` of the event,
    `paid` what we published ourselves (release, advertorial), `local` whether it is about a place
    at home.
    """

    text: int
    outlet: int | None
    tier: int | None
    day: date
    title: str
    lead: str = ""
    tone: str = UNRELATED
    event: str = ""
    topic: str | None = None
    regions: tuple[str, ...] = ()
    paid: bool = False
    local: bool = False


@dataclass(frozen=True, slots=True)
class Signs:
    """The words by which headlines tell of mass action, harm and untruth."""

    mass: tuple[str, ...] = ()
    harm: tuple[str, ...] = ()
    hoax: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Matter:
    """A matter proposed as an issue: what the form of a new issue starts with, and why."""

    criterion: str
    reason: str
    confidence: float
    title: str
    statement: str
    topic: str | None
    regions: tuple[str, ...]
    phrases: tuple[str, ...]


def matter_of(
    printings: Sequence[Printing],
    seen: Mapping[str, int],
    names: Collection[str],
    reporters: int = 0,
) -> Matter | None:
    """Return the matter these placements of one story are, None when it stays ordinary news.

    `seen` counts in how many other headlines of these days each word stands, in small letters;
    `names` are words of the names of people, places and offices, `reporters` the different people
    who reported it from the field.
    """
    met = criterion_of(printings, reporters)
    if met is None:
        return None
    criterion, reason = met
    texts = _texts(printings)
    titles, leads = [p.title for p in texts], [p.lead for p in texts]
    return Matter(
        criterion=criterion,
        reason=reason,
        confidence=_CONFIDENCE[criterion],
        title=working_title(titles, seen),
        statement=statement(leads, titles),
        topic=_most([p.topic for p in texts if p.topic]),
        regions=_regions(texts),
        phrases=common_phrases(titles, leads, seen, names),
    )


def criterion_of(printings: Sequence[Printing], reporters: int = 0) -> tuple[str, str] | None:
    """Return the gravest criterion that holds, with the reason in words; None for ordinary news."""
    about = [p for p in printings if p.tone != UNRELATED]
    ours = bool(about) or any(p.local for p in printings)
    told = signs([p.title for p in printings if p.event != POSITIVE])
    outlets = len({p.outlet for p in printings})
    national = {p.outlet for p in about if p.tier == NATIONAL_TIER and p.tone == NEGATIVE}
    held = {
        HARM: bool(told.harm and ours and (about or outlets > 1)) and _said("dampak", told.harm),
        MASS: bool(told.mass and ours) and _said("aksi atau tuntutan", told.mass),
        NATIONAL: bool(national) and f"{len(national)} media nasional memberitakan negatif",
        HOAX: bool(told.hoax and about) and _said("kabar bohong", told.hoax),
        REPORTS: reporters >= REPORTERS and f"{reporters} laporan lapangan dari orang berbeda",
        SPREAD: ours and _spread(printings, outlets),
    }
    return next(((name, words) for name in ORDER if (words := held[name])), None)


def signs(titles: Sequence[str]) -> Signs:
    """Return the telling words of these headlines."""
    found: dict[str, list[str]] = {"mass": [], "harm": [], "hoax": []}
    for title in titles:
        hits = _signs().find(title)
        silenced = {hit.means[0].removeprefix("not_") for hit in hits if "not_" in hit.means[0]}
        for hit in hits:
            if hit.means[0] in found and hit.means[0] not in silenced:
                found[hit.means[0]].append(hit.words)
    return Signs(**{name: tuple(dict.fromkeys(words)) for name, words in found.items()})


def _spread(printings: Sequence[Printing], outlets: int) -> str:
    """Return how widely something bad was printed; empty when it was not, or was not bad."""
    own = [p for p in printings if not p.paid]
    bad = [p for p in own if NEGATIVE in {p.tone, p.event}]
    days = len({p.day for p in own})
    if not bad:
        return ""
    if outlets >= OUTLETS:
        return f"diberitakan {outlets} media, {len(bad)} pemuatan bernada negatif"
    if days >= DAYS and len({p.text for p in own}) >= DAYS:
        return f"diberitakan {days} hari oleh {outlets} media, ada nada negatif"
    return ""


def _said(what: str, words: Sequence[str]) -> str:
    return f"judul menyebut {what}: {quote(words)}"


def _texts(printings: Sequence[Printing]) -> list[Printing]:
    """Return one printing of each text, the oldest."""
    return list({p.text: p for p in reversed(printings)}.values())[::-1]


def _regions(texts: Sequence[Printing]) -> tuple[str, ...]:
    """Return the regions at least half of the texts are about."""
    counted = Counter(region for text in texts for region in dict.fromkeys(text.regions))
    return tuple(sorted(region for region, n in counted.items() if 2 * n >= len(texts)))


def _most(values: Sequence[str]) -> str | None:
    """Return the commonest value, the earliest of several."""
    return Counter(values).most_common(1)[0][0] if values else None


@lru_cache(maxsize=1)
def _signs() -> WordIndex[str]:
    names = ("mass", "not_mass", "harm", "not_harm", "hoax")
    return WordIndex(
        (phrase, name)
        for name in names
        for phrase in re.split(r"\s*;\s*", str(table("matters.yaml")[name]).strip())
    )
