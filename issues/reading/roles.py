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
)

_RECEIVES = re.compile(
    r"\b(?:menerima|terima|raih|meraih|dianugerahi|memperoleh)\s+(?:\w+\s+){0,3}?"
    r"(?:penghargaan|dukungan|anugerah|bantuan|predikat|gelar)\b",
    re.IGNORECASE,
)


def tell_role(evidence: Evidence, tone: Value[str]) -> str:
    """Return the first role that fits: accused, beneficiary, subject, source, or only named."""
    blamed = any(d.weight <= -0.5 and d.cue.kind in (CRITICISM, LAW) for d in evidence.upfront.cues)
    if tone.value == NEGATIVE and (blamed or tone.reason.startswith("R3")):
        return ACCUSED
    if any(_RECEIVES.match(evidence.text.plain.lstrip(), end + 1) for _, end in evidence.spans):
        return BENEFICIARY
    if evidence.in_title or _opens(evidence):
        return SUBJECT
    return SOURCE if evidence.speaks else NAMED


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
