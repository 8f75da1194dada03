"""Tell who speaks in a headline such as "Gubernur ke HMI: Pegang Janji Saya"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from issues.reading.cast import Cast
from issues.reading.naming import PRONOUN, Naming, naming_at, speech
from issues.reading.officials import Official
from issues.reading.phrases import lower
from issues.reading.text import Text
from issues.reading.values import Span

FEWEST_WORDS = 2
_COLON = re.compile(r":\s+")
_TURNS = re.compile(
    r"\s+(?:ke|kepada|soal|tentang|terkait|tanggapi|usai|saat|di|untuk|buat|bagi|jelang|hadapi|pada)\s",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class HeadlineSpeech:
    """Who speaks in a headline, and where his words stand."""

    naming: Naming
    spans: tuple[Span, ...]


def headline_speech(text: Text, masked: str) -> HeadlineSpeech | None:
    """Return what stands around the colon of a headline; `speaks` tells whether it is speech."""
    colon = _COLON.search(masked, 0, text.title_end)
    if colon is None:
        return None
    left = masked[: colon.start()]
    start = left.rfind(",") + 1
    turn = _TURNS.search(left, start)
    end = turn.start() if turn else colon.start()
    naming = naming_at(masked, start, end)
    if naming is None or naming.kind == PRONOUN:
        return None
    spoken = _words(text, colon.end())
    fewest = len(text.plain[spoken[0] : spoken[1]].split()) >= FEWEST_WORDS
    return HeadlineSpeech(_as_in_body(naming, text), (spoken,)) if fewest else None


def _as_in_body(naming: Naming, text: Text) -> Naming:
    """Cut "Politisi Karang Merah Tak Khawatir" after the words that the text has as well."""
    body = text.plain[text.title_end :]
    words = naming.words.split()
    for count in range(len(words), 1, -1):
        told = " ".join(words[:count])
        if told in body:
            end = naming.start + len(told)
            return Naming(naming.start, end, told, naming.kind)
    return naming


def _words(text: Text, start: int) -> Span:
    """Return what follows the colon, without the marks some newsrooms set there."""
    end = text.title_end
    while start < end and text.plain[start] in "“”\"'‘’ ":
        start += 1
    while start < end and text.plain[end - 1] in "“”\"'‘’ ":
        end -= 1
    return start, end


def speaks(naming: Naming, cast: Cast, offices: Sequence[tuple[Span, Official]]) -> bool:
    """Return whether who stands before the colon is an official, a role, or named in the text."""
    words = [lower(word) for word in naming.words.split()]
    if words[0] in speech("labels") or len(words) > 8:
        return False
    held = any(start <= naming.start < end for (start, end), _official in offices)
    named = [word for word in words if len(word) > 2 and word not in speech("stops")]
    return held or words[0] in speech("roles") or (bool(named) and set(named) <= cast.known)
