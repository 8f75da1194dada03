"""Tell who speaks in a headline such as "Gubernur ke HMI: Pegang Janji Saya"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from issues.reading.officials import Official
from issues.reading.phrases import lower
from issues.reading.sayers import PRONOUN, Cast, Naming, naming_at, speech
from issues.reading.text import Text
from issues.reading.values import Span

FEWEST_WORDS = 2
_COLON = re.compile(r":\s+")
# What stands before a colon without speaking.
_LABELS = frozenset({
    "hoaks", "cek", "foto", "video", "opini", "wawancara", "infografis", "tajuk", "breaking", "update",
    "kolom", "editorial", "fakta", "profil", "berita", "live", "galeri", "podcast", "terkini",
})  # fmt: skip
_TURNS = re.compile(
    r"\s+(?:ke|kepada|soal|tentang|terkait|tanggapi|usai|saat|di|untuk|buat|bagi|jelang|hadapi|pada)\s",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class HeadlineSpeech:
    """Who speaks in a headline, and where his words stand."""

    naming: Naming
    spans: tuple[Span, ...]


def headline_speaker(
    text: Text, masked: str, cast: Cast, offices: Sequence[tuple[Span, Official]]
) -> HeadlineSpeech | None:
    """Return the speech of a headline with a colon; None when what stands before does not speak."""
    colon = _COLON.search(masked, 0, text.title_end)
    if colon is None:
        return None
    left = masked[: colon.start()]
    start = left.rfind(",") + 1
    turn = _TURNS.search(left, start)
    end = turn.start() if turn else colon.start()
    naming = naming_at(masked, start, end, cast.known)
    if naming is None or naming.kind == PRONOUN or not _speaks(naming, cast, offices):
        return None
    spoken = _words(text, colon.end())
    fewest = len(text.plain[spoken[0] : spoken[1]].split()) >= FEWEST_WORDS
    return HeadlineSpeech(naming, (spoken,)) if fewest else None


def _words(text: Text, start: int) -> Span:
    """Return what follows the colon, without the marks some newsrooms set there."""
    end = text.title_end
    while start < end and text.plain[start] in "“”\"'‘’ ":
        start += 1
    while start < end and text.plain[end - 1] in "“”\"'‘’ ":
        end -= 1
    return start, end


def _speaks(naming: Naming, cast: Cast, offices: Sequence[tuple[Span, Official]]) -> bool:
    words = [lower(word) for word in naming.words.split()]
    if words[0] in _LABELS or len(words) > 8:
        return False
    held = any(start <= naming.start < end for (start, end), _official in offices)
    named = [word for word in words if len(word) > 2 and word not in speech("stops")]
    return held or words[0] in speech("roles") or bool(named) and set(named) <= cast.known
