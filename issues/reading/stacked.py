"""Let the rules of tone and the weights learned from labelled news answer together.

The rules are few and sure of what they say; the weights know many words. What the rules found is
a feature of the weights (`signs`), and the rules keep a share in the answer: on news of another
style than the labelled one they err less. Without weights the rules answer alone.
"""

from collections.abc import Mapping

from issues.reading.cues import Cue
from issues.reading.direction import undirected
from issues.reading.evidence import Evidence
from issues.reading.features import Features, features_of
from issues.reading.lists import word_list
from issues.reading.phrases import lower
from issues.reading.rules import decide
from issues.reading.signs import event_signs, tone_signs
from issues.reading.text import Text
from issues.reading.tone import tell_event_tone
from issues.reading.values import NEGATIVE, NEUTRAL, POSITIVE, UNRELATED, UNSURE, Span, Value, quote
from issues.reading.weights import Weights
from issues.reading.words import WORD

EVENT, TONE, OFFICIAL = "event_tone", "tone", "official"
# Share of the rules: between 0.3 and 0.4 the answer was as good on fictional news as without
# them, and better on real news the weights had not seen (docs/reading.md, 2).
RULES_SHARE: Mapping[str, float] = {EVENT: 0.25, TONE: 0.35, OFFICIAL: 0.35}
# Of answers below this, more than half were wrong in cross-validation.
SURE_FROM = 0.42
# An answer of these rules is what the guide says, whatever the words.
_CERTAIN = ("R1", "R7")
# Who acts well in a bad event, or blames others, is not blamed: the bad words are not about him.
_BLAMELESS = ("R4", "R8")
_CERTAIN_DENIAL = 0.8
# Of the words that weigh most, those that show a reader something.
_LOOKED_AT, _TOLD = 6, 4
_SHOWN = {POSITIVE: "baik", NEUTRAL: "netral", NEGATIVE: "buruk", UNRELATED: "tidak terkait"}


def read_event_tone(text: Text, cues: tuple[Cue, ...], learned: Weights | None) -> Value[str]:
    """Return the tone of the event by rules and weights; by rules alone without weights."""
    ruled = tell_event_tone(text, cues)
    if learned is None:
        return ruled
    return _together(EVENT, ruled, learned, event_features(text, cues, ruled))


def read_tone(
    evidence: Evidence, learned: Weights | None, target: str = TONE, ruled: Value[str] | None = None
) -> Value[str]:
    """Return the tone towards the target of the evidence, TONE or OFFICIAL.

    `ruled` is the answer of the rules where it is not plainly `decide`.
    """
    answer = ruled or decide(evidence)
    if learned is None or _is_certain(answer) or _only_named(evidence):
        return answer
    return _together(target, answer, learned, tone_features(evidence, answer))


def event_features(text: Text, cues: tuple[Cue, ...], ruled: Value[str] | None = None) -> Features:
    """Return what the weights see of an event: for reading, and for learning from decisions."""
    title = text.raw[: text.title_end]
    answer = ruled or tell_event_tone(text, cues)
    return features_of(text, (), event_signs(undirected(cues), title, answer))


def tone_features(evidence: Evidence, ruled: Value[str] | None = None) -> Features:
    """Return what the weights see of a target: for reading, and for learning from decisions."""
    answer = ruled or decide(evidence)
    return features_of(evidence.text, evidence.spans, tone_signs(evidence, answer))


def _telling(
    words: tuple[str, ...], spans: tuple[Span, ...]
) -> tuple[tuple[str, ...], tuple[Span, ...]]:
    """Return the words that say something to a reader; places of all of them stay."""
    common = word_list("common")
    telling = [
        phrase
        for phrase in words
        if any(lower(hit[0]) not in common and hit[0].isalpha() for hit in WORD.finditer(phrase))
    ]
    return tuple(telling[:_TOLD]), spans


def _is_certain(ruled: Value[str]) -> bool:
    if ruled.reason.startswith("R3"):
        return ruled.confidence >= _CERTAIN_DENIAL
    return ruled.reason.startswith(_CERTAIN)


def _is_blameless(ruled: Value[str]) -> bool:
    return ruled.value in (NEUTRAL, POSITIVE) and ruled.reason.startswith(_BLAMELESS)


def _only_named(evidence: Evidence) -> bool:
    """Return whether an official stands far down, with nothing said of him: words are of others."""
    return not (evidence.whole or evidence.in_lead or evidence.towards.total or evidence.speaks)


def _together(target: str, ruled: Value[str], learned: Weights, features: Features) -> Value[str]:
    told = learned.probabilities(features)
    shares = _shares(ruled, told, RULES_SHARE[target])
    open_to = [tone for tone in shares if tone != NEGATIVE or not _is_blameless(ruled)]
    best = max(open_to, key=lambda tone: shares[tone])
    sure = round(shares[best], 2)
    words, spans = _telling(*learned.because(features, best, _LOOKED_AT))
    if best == ruled.value:
        words, spans = (*ruled.words, *words), (*ruled.spans, *spans)
        reason = f"{ruled.reason}; contoh berlabel: {quote(words)}" if words else ruled.reason
    else:
        other = f"aturan: {_SHOWN.get(ruled.value, 'ragu')} ({ruled.reason})"
        reason = (
            f"contoh berlabel: {_SHOWN[best]}, {quote(words) or 'tanpa kata menonjol'}; {other}"
        )
    places = tuple(sorted(set(spans)))
    if sure < SURE_FROM:
        return Value(UNSURE, sure, _doubt(shares, reason), places, words)
    return Value(best, sure, reason, places, tuple(dict.fromkeys(words)))


def _shares(ruled: Value[str], told: Mapping[str, float], share: float) -> dict[str, float]:
    """Return the probability of each tone; what the rules leave open is spread over all."""
    said = ruled.confidence if ruled.value in told else 0.0
    spread = (1.0 - said) / len(told)
    return {
        tone: (1.0 - share) * chance + share * (spread + (said if tone == ruled.value else 0.0))
        for tone, chance in told.items()
    }


def _doubt(shares: Mapping[str, float], reason: str) -> str:
    first, second = sorted(shares, key=lambda tone: -shares[tone])[:2]
    return f"ragu antara {_SHOWN[first]} dan {_SHOWN[second]}; {reason}"
