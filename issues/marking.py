"""Which words led to which value: one layer of marks at a time, chosen by the address.

Calm by default: officials and tones. Every other value lays its own words open when asked.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from issues.highlight import Mark, marked
from issues.models import Coverage, Mention, Quote, Tone

TONES = ("tone", "headline_tone", "body_tone", "event_tone")
FIRST = "tone"
WHY = "why"
# Where a value keeps words but no places, this many places of each word are looked up.
_PLACES = 5
_QUOTED = re.compile("“([^”]{2,60})”")

# By key in the address: the value's name in `reasons`, and its words for staff.
_VALUES: Mapping[str, tuple[str, Promise]] = {
    "topik": ("topics", _("Topik")),
    "wilayah": ("regions", _("Wilayah")),
    "program": ("programmes", _("Program unggulan")),
    "isu": ("issue", _("Isu")),
    "cerita": ("story", _("Cerita")),
    "sifat": ("nature", _("Sifat")),
    "bantahan": ("denied", _("Bantahan")),
}
QUOTES = "kutipan"


@dataclass(frozen=True)
class Layer:
    """One choice of the legend: its key in the address, its words, whether it is shown now."""

    key: str
    label: str | Promise
    open: bool


@dataclass(frozen=True)
class Marking:
    """The marks of the open layer, and every layer that has marks in this text."""

    marks: list[Mark]
    layers: list[Layer]


def marking(
    coverage: Coverage,
    mentions: Sequence[Mention],
    quotes: Sequence[Quote],
    text: str,
    wanted: str = FIRST,
) -> Marking:
    """Return the marks of the wanted layer; of the first one where there is no such layer.

    `text` is the item as marks count it: title, an empty line, body.
    """
    found = {FIRST: list(towards(coverage, mentions))}
    for key, (name, label) in _VALUES.items():
        values = _listed(coverage.reasons.get(name))
        found[key] = [mark for value in values for mark in _because(value, str(label), text)]
    found[QUOTES] = [mark for quote in quotes for mark in _quoted(quote)]
    shown = wanted if found.get(wanted) else FIRST
    labels = {FIRST: _("Tone dan pejabat"), QUOTES: _("Kutipan")}
    labels |= {key: label for key, (_name, label) in _VALUES.items()}
    layers = [Layer(key, labels[key], key == shown) for key in found if found[key] or key == FIRST]
    return Marking(found[shown], layers)


def towards(coverage: Coverage, mentions: Sequence[Mention]) -> Iterator[Mark]:
    """Yield marks of officials, then of tones: a name inside a judged phrase stays a name."""
    for mention in mentions:
        who = mention.person or mention.office
        yield from marked("official", f"{who}, {mention.get_role_display()}", mention.spans)
    for name in TONES:
        why: dict[str, Any] = coverage.reasons.get(name) or {}
        if why.get("value") in {Tone.POSITIVE, Tone.NEGATIVE}:
            yield from marked(why["value"], str(why.get("reason", "")), why.get("spans"))


def _listed(values: Any) -> list[dict[str, Any]]:
    """Return the values of one name: some are one, some are several."""
    several = values if isinstance(values, list) else [values]
    return [value for value in several if isinstance(value, dict)]


def _because(value: Mapping[str, Any], label: str, text: str) -> Iterator[Mark]:
    """Yield the words of one value: at their places, else wherever they are found."""
    said = str(value.get("reason") or value.get("value") or "")
    spans = value.get("spans") or list(_found(_words(value), text))
    yield from marked(WHY, f"{label}: {said}", spans)


def _words(value: Mapping[str, Any]) -> list[str]:
    """Return the words a value rests on; a story quotes those it shares after the headline."""
    words = value.get("words")
    if isinstance(words, list) and words:
        return [str(word) for word in words]
    return _QUOTED.findall(str(value.get("reason", "")))


def _found(words: Iterable[str], text: str) -> Iterator[tuple[int, int]]:
    for word in words:
        pattern = rf"\b{re.escape(word)}\b"
        for number, hit in enumerate(re.finditer(pattern, text, re.IGNORECASE)):
            if number < _PLACES:
                yield hit.span()


def _quoted(quote: Quote) -> Iterator[Mark]:
    speaker = quote.speaker or str(_("tanpa nama"))
    yield from marked(WHY, f"{quote.get_kind_display()}: {speaker}", quote.spans)
    yield from marked("official", speaker, quote.speaker_spans)
