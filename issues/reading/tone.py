"""Tell tones: of the event, of headline and body, and towards the government and each official."""

from issues.reading.cues import Cue
from issues.reading.direction import Balance, direct, undirected
from issues.reading.evidence import ALLEGATION, CONTRAST, DENIAL, Evidence
from issues.reading.rules import UNSURE_BELOW
from issues.reading.text import BODY, LEAD, TITLE, Text
from issues.reading.values import (
    NEGATIVE,
    NEUTRAL,
    POSITIVE,
    UNRELATED,
    UNSURE,
    Span,
    Value,
    quote,
)

# Less than this said, weighed by zone, is an event without tone.
_CALM = 2.0
_LEAN = 0.2


def tell_event_tone(text: Text, cues: tuple[Cue, ...]) -> Value[str]:
    """Return whether what happened is good or bad news, whoever it concerns."""
    return _by_balance(undirected(cues), _CALM, "peristiwa")


def tell_part_tone(
    text: Text, cues: tuple[Cue, ...], spans: tuple[Span, ...], *, headline: bool
) -> Value[str]:
    """Return the tone towards us of the headline alone, or of everything below it."""
    where = "judul" if headline else "isi"
    if not spans:
        return Value(UNRELATED, 0.9, f"{where}: tidak membahas Pemprov")
    zones = (TITLE,) if headline else (LEAD, BODY)
    said = direct(text, cues, spans).within(zones)
    if headline and not any(start < text.title_end for start, _ in spans):
        said = undirected(cues).within(zones)
    return _by_balance(said, 0.5, where)


def is_denied(evidence: Evidence) -> Value[bool]:
    """Return whether an allegation against the target is denied in the article (`ada_bantahan`)."""
    for where, begin, end in (
        ("judul", 0, evidence.text.title_end),
        ("isi", evidence.text.title_end, len(evidence.text.plain)),
    ):
        denial = evidence.spans and DENIAL.search(evidence.text.plain, begin, end)
        claim = denial and ALLEGATION.search(evidence.text.plain, 0, end)
        if denial and claim:
            words = (claim[0], denial[0])
            reason = f"bantahan di {where}: {quote(words)}"
            spans = (claim.span(), denial.span())
            return Value(True, 0.85 if where == "judul" else 0.6, reason, spans, words)
    return Value(False, 0.8, "tidak ada bantahan atas tudingan")


def is_balanced(evidence: Evidence, tone: Value[str]) -> Value[bool]:
    """Return whether praise and criticism stand side by side (`berimbang`, R6)."""
    said = evidence.towards
    turn = CONTRAST.search(evidence.title)
    both = said.good >= 1 and said.bad >= 1 and abs(said.lean) < 0.35
    if tone.reason.startswith("R6") or (turn and both):
        return Value(
            True, 0.75, f"pujian dan kritik: {quote([*said.words(1)[:2], *said.words(-1)[:2]])}"
        )
    if both:
        return Value(True, 0.55, f"dua sisi: {quote([*said.words(1)[:2], *said.words(-1)[:2]])}")
    return Value(False, 0.75, "satu nada atau tanpa penilaian")


def _by_balance(said: Balance, calm: float, where: str) -> Value[str]:
    if said.total < calm:
        return Value(NEUTRAL, 0.62, f"{where}: hampir tanpa kata bernada")
    good, bad = quote(said.words(1)), quote(said.words(-1))
    confidence = round(min(0.92, 0.5 + 0.4 * abs(said.lean) * min(1.0, said.total / 4) + 0.04), 2)
    if abs(said.lean) < _LEAN:
        return Value(UNSURE, 0.4, f"{where}: bercampur, baik {good} dan buruk {bad}")
    if confidence < UNSURE_BELOW:
        return Value(UNSURE, confidence, f"{where}: lemah, {good or bad}")
    if said.lean > 0:
        return Value(POSITIVE, confidence, f"{where}: {good}", said.spans(1), tuple(said.words(1)))
    return Value(NEGATIVE, confidence, f"{where}: {bad}", said.spans(-1), tuple(said.words(-1)))
