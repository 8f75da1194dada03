"""Tell the role an official has in an article, and the sentence that shows it."""

import re

from issues.reading.cues import CRITICISM, LAW
from issues.reading.evidence import Evidence
from issues.reading.text import Text
from issues.reading.values import (
    ACCUSED,
    BENEFICIARY,
    NAMED,
    NEGATIVE,
    SOURCE,
    SUBJECT,
    Span,
    Value,
    quote,
)

_GIFT = r"(?:penghargaan|dukungan|anugerah|bantuan|predikat|gelar|apresiasi|hibah)"
_RECEIVES = re.compile(
    r"\b(?:menerima|terima|raih|meraih|dianugerahi|memperoleh|mendapat(?:kan)?|dapat|sabet|menyabet"
    rf"|diganjar)\s+(?:\w+\s+){{0,3}}?{_GIFT}\b|\b(?:dianugerahi|dinobatkan)\b",
    re.IGNORECASE,
)
_GIVEN_TO = re.compile(rf"\b{_GIFT}\b[^.\n]{{0,40}}?\b(?:untuk|kepada|bagi)\s+$", re.IGNORECASE)


def tell_role(evidence: Evidence, tone: Value[str]) -> Value[str]:
    """Return the first role that fits: accused, beneficiary, subject, source, or only named.

    The order is that of weight: who is accused is so whatever else the article has them do. The
    reason says which rule fitted and with which words.
    """
    blamed = [
        d.cue.words
        for d in evidence.upfront.cues
        if d.weight <= -0.5 and d.cue.kind in (CRITICISM, LAW)
    ]
    if tone.value == NEGATIVE and (blamed or tone.reason.startswith("R3")):
        return Value(ACCUSED, 0.8, f"tertuduh: {quote(blamed) or 'dugaan di judul'}")
    gift = _gift(evidence)
    if gift:
        return Value(BENEFICIARY, 0.8, f"penerima: {quote([gift])}")
    if evidence.in_title:
        return Value(SUBJECT, 0.85, "subjek: disebut di judul")
    if _opens(evidence):
        return Value(SUBJECT, 0.75, "subjek: membuka kalimat pertama")
    if evidence.speaks:
        return Value(SOURCE, 0.8, "narasumber: kata ujaran di dekat namanya")
    return Value(NAMED, 0.7, "hanya disebut")


def _gift(evidence: Evidence) -> str:
    """Return the words by which the target receives something, right behind or before it."""
    plain = evidence.text.plain
    for start, end in evidence.spans:
        hit = _RECEIVES.match(plain, end + 1) or _GIVEN_TO.search(plain, max(0, start - 80), start)
        if hit:
            return hit[0].strip()
    return ""


def sentence_of(text: Text, spans: tuple[Span, ...]) -> str:
    """Return the first body sentence that names the official, or the headline."""
    body = [start for start, _ in spans if start > text.title_end]
    place = body[0] if body else spans[0][0]
    return text.words_of(text.sentence_at(place))


def _opens(evidence: Evidence) -> bool:
    """Return whether the first sentence of the body begins with the official."""
    first = next((s for s in evidence.text.sentences if s.paragraph == 0), None)
    if first is None:
        return False
    begin = evidence.text.dateline[1] if evidence.text.dateline else first.start
    return any(begin <= start <= min(begin + 30, first.end) for start, _ in evidence.spans)
