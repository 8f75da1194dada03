"""Find indirect speech in one sentence: X mengatakan …; menurut X, …; …, kata X."""

import re
from dataclasses import dataclass
from functools import lru_cache

from issues.reading.naming import PRONOUN, Naming, naming_at, speech
from issues.reading.phrases import lower
from issues.reading.subjects import subject_before
from issues.reading.values import Span

# Shorter content is a gesture or an object, nothing that was said.
FEWEST_WORDS = 3
# A subject stands near its verb.
SUBJECT_WITHIN = 260

_WORD = re.compile(r"[^\W\d_]+")
_SAYING = re.compile(r"\b(?:me|ber)[^\W\d_]+")
_BEFORE = re.compile(r"([^\W\d_]+)\s+$")
_BEGINS = re.compile(
    r"[\s,:]*(?:(?:lagi|pula|juga)\b[\s,]*)?(?:kepada\s[\w\s]{1,40}?\s(?=bahwa))?"
    r"(?:bahwa(?:sanya)?\b|kalau\b)?[\s,:]*"
)
_ACCORDING = re.compile(r"\b[Mm]enurut(?P<nya>nya\b)?\s*")


@dataclass(frozen=True, slots=True)
class Said:
    """Indirect speech: its spans, the verb, and who is named; None or a pronoun points back.

    With `opens_quote` what is said are the words between the marks that follow the verb.
    """

    spans: tuple[Span, ...]
    verb: str
    naming: Naming | None
    opens_quote: bool = False


def find_said(text: str, start: int, end: int, known: frozenset[str]) -> Said | None:
    """Return the indirect speech of a sentence in which quoted words are blanked with "¤"."""
    if text[start : start + 1] == "¤":
        return None
    return (
        _tagged(text, start, end, known)
        or _according(text, start, end, known)
        or _passive(text, start, end, known)
        or _active(text, start, end, known)
    )


@lru_cache(maxsize=1)
def _plain_tag() -> re.Pattern[str]:
    tags = "|".join(sorted(speech("plain_tags"), key=len, reverse=True))
    return re.compile(rf",\s+(?P<verb>(?:{tags})(?:nya\b|(?=\s+[^\W\d_])))\s*")


def _tagged(text: str, start: int, end: int, known: frozenset[str]) -> Said | None:
    """Read "…, kata dia, …" and "…, ujarnya."."""
    for tag in _plain_tag().finditer(text, start, end):
        if tag.start() - start < 3 or "¤" in text[tag.start() - 2 : tag.start()]:
            continue
        verb = tag["verb"]
        naming = None
        after = tag.end()
        if not verb.endswith("nya"):
            naming = naming_at(text, tag.end(), end, known)
            if naming is None or (naming.kind != PRONOUN and not naming.words[0].isupper()):
                continue
            after = naming.end
        return _around(text, (start, tag.start()), (after, end), verb, naming)
    return None


def _around(text: str, before: Span, after: Span, verb: str, naming: Naming | None) -> Said | None:
    """Return what is said before and behind the words that tell who says it."""
    rest = text[after[0] : after[1]]
    comma = rest.find(",")
    # Behind "kata X di Arunika, Senin." nothing is said any more, unless a comma closes the aside.
    tail = (after[0] + comma + 1, after[1]) if 0 <= comma < 60 else None
    return _said(text, [before, tail] if tail else [before], verb, naming)


def _said(text: str, spans: list[Span], verb: str, naming: Naming | None) -> Said | None:
    """Return what stands in these spans; None where all of it together says too little."""
    trimmed = tuple(_trimmed(text, span) for span in spans)
    kept = tuple(span for span in trimmed if span[0] < span[1])
    words = sum(len(text[start:end].split()) for start, end in kept)
    return Said(kept, verb, naming) if words >= FEWEST_WORDS else None


def _according(text: str, start: int, end: int, known: frozenset[str]) -> Said | None:
    """Read "Menurut X, …" and "…, menurut dia, …"."""
    for hit in _ACCORDING.finditer(text, start, end):
        before = text[start : hit.start()].rstrip()
        if before and not before.endswith((",", "yang")):
            continue
        naming = None if hit["nya"] else naming_at(text, hit.end(), end, known)
        if naming is None and not hit["nya"]:
            continue
        if naming is not None and naming.first.split("-")[0] in speech("no_speakers"):
            continue
        after = naming.end if naming else hit.end()
        comma = text.find(",", after, end)
        begin = comma + 1 if comma >= 0 else after
        verb = "menurutnya" if hit["nya"] else "menurut"
        return _said(text, [(start, hit.start()), (begin, end)], verb, naming)
    return None


def _passive(text: str, start: int, end: int, known: frozenset[str]) -> Said | None:
    """Read "Dikatakan Kapolsek, …" and "Ditambahkannya, …"."""
    first = _WORD.match(text, start, end)
    if first is None:
        return None
    verb = lower(first[0])
    root = verb.removesuffix("nya")
    if root not in speech("passive"):
        return None
    naming = None
    after = first.end()
    if root == verb:
        found = naming_at(text, first.end(), end, known)
        if found is None or not found.words[0].isupper():
            return None
        naming, after = found, found.end
    comma = text.find(",", after, end)
    span = (comma + 1 if comma >= 0 else after, end)
    return Said((_trimmed(text, span),), verb, naming) if _enough(text, span) else None


def _active(text: str, start: int, end: int, known: frozenset[str]) -> Said | None:
    """Read "X mengatakan …"."""
    for word in _SAYING.finditer(text, start, end):
        verb = word[0]
        if verb not in speech("active") and verb not in speech("wishes"):
            continue
        if "¤" in text[start : word.start()] or not _is_said(text, start, word, verb):
            continue
        naming = subject_before(
            text, max(start, word.start() - SUBJECT_WITHIN), word.start(), known
        )
        if naming is None:
            continue
        begin = _BEGINS.match(text, word.end(), end)
        span = (begin.end() if begin else word.end(), end)
        if text[span[0] : span[0] + 1] == "¤":
            return Said((), verb, naming, opens_quote=True)
        if _enough(text, span) and not _is_gesture(text, span, verb, begin):
            return Said((_trimmed(text, span),), verb, naming)
    return None


def _is_said(text: str, start: int, word: re.Match[str], verb: str) -> bool:
    before = _BEFORE.search(text, max(start, word.start() - 24), word.start())
    if before is None:
        return word.start() > start
    low = lower(before[1])
    return low not in speech("not_said_after") or (
        low in ("tidak", "tak") and verb in speech("denials")
    )


def _is_gesture(text: str, span: Span, verb: str, begin: re.Match[str] | None) -> bool:
    """Return whether thanks or an object follow: "menyampaikan apresiasi"."""
    if begin and begin[0].strip():
        return False
    first = _WORD.match(text, *span)
    word = lower(first[0]) if first else ""
    asked = verb == "meminta" and word in ("izin", "waktu", "tolong", "sumbangan")
    return asked or verb in speech("careful") or word in speech("gestures")


def _enough(text: str, span: Span, fewest: int = FEWEST_WORDS) -> bool:
    return len(text[span[0] : span[1]].replace("¤", " ").split()) >= fewest


def _trimmed(text: str, span: Span) -> Span:
    """Return a span without commas and blanks at its ends."""
    start, end = span
    while start < end and text[start] in " ,;\n\t":
        start += 1
    while start < end and text[end - 1] in " ,;.\n\t":
        end -= 1
    return start, end
