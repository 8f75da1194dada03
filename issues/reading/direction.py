"""Turn cues towards somebody: what a bad or good word says about this target, and how much.

"Gubernur menegur kontraktor" is no criticism of the governor, "kontraktor menuding Gubernur" is.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from issues.reading.cues import (
    ATTITUDE,
    CRITICISM,
    DEED,
    FAILURE,
    FIGURE,
    HARDSHIP,
    HARM,
    LAW,
    PRAISE,
    RESULT,
    UNREST,
    Cue,
)
from issues.reading.text import BODY, LEAD, TITLE, Sentence, Text
from issues.reading.values import Span
from issues.reading.words import WORD

ZONE_WEIGHT = {TITLE: 2.0, LEAD: 1.0, BODY: 0.5}
# Many words of one kind say no more than a few: the sum of each zone ends here.
_CAP = {TITLE: 2.5, LEAD: 3.0, BODY: 6.0}

# How much of a cue reaches a target in the same sentence: the target acts; the target stands
# near and is acted upon; it only stands in the same sentence; in the same paragraph.
_REACH = {
    CRITICISM: (0.0, 1.0, 0.6, 0.3),
    LAW: (0.9, 0.7, 0.4, 0.0),
    ATTITUDE: (1.0, 1.0, 0.6, 0.3),
    UNREST: (0.8, 0.8, 0.5, 0.25),
    FAILURE: (1.0, 0.8, 0.5, 0.25),
    HARM: (0.1, 0.2, 0.1, 0.0),
    HARDSHIP: (0.3, 0.3, 0.2, 0.1),
    PRAISE: (0.3, 1.0, 0.6, 0.3),
    RESULT: (1.0, 0.8, 0.5, 0.25),
    DEED: (1.0, 0.7, 0.4, 0.15),
    FIGURE: (0.8, 0.7, 0.5, 0.2),
}
_ACTS, _NEAR, _SENTENCE, _PARAGRAPH = range(4)
_NEAR_WORDS = 8
_ACTOR_WORDS = 4
# Of what officials say themselves: their complaints hit others, their claims count little (R5).
_OWN_CLAIM = 0.4
# Of words about the object of the target's praise or criticism, and about a colleague.
_OF_THE_OBJECT = 0.25
_OF_A_RIVAL = 0.2

_SAYS = re.compile(
    r"\b(?:kata|ujar|tutur|ucap|ungkap|jelas|tegas|imbuh|tambah|terang|papar|urai|sebut|sergah|pesan"
    r"|sambung|lanjut|tukas|tandas|pungkas|beber|aku|tangkis|jawab|seru|kisah|cetus|timpal)(?:nya)?\b"
    r"|\b(?:mengatakan|menyatakan|menjelaskan|menegaskan|menuturkan|mengungkapkan|menambahkan"
    r"|memaparkan|menyampaikan|menyebut|menyebutkan|menerangkan|mengaku|mengakui|berujar|berkata"
    r"|menjawab|melaporkan|mengimbau|mengingatkan|menilai|menekankan|membantah|menepis)\b",
    re.IGNORECASE,
)
_BREAK = re.compile(r"[,;:–—()“”\"]|\byang\b", re.IGNORECASE)
_PASSIVE = re.compile(r"(?:di(?!alog|spensasi)|ter(?!ima|ap)|ke\w+an$)", re.IGNORECASE)
_ACTIVE = re.compile(r"(?:me|ber)", re.IGNORECASE)
_LEFT_UNDONE = re.compile(r"\bdi\w+$", re.IGNORECASE)
# "dapat nilai plus", "menuai kritik": the target is at the receiving end.
_RECEIVES = re.compile(
    r"\b(?:dapat|mendapat|mendapatkan|menuai|tuai|panen|banjir|terima|menerima|raih|meraih"
    r"|disambut|diguyur|dihujani)\b",
    re.IGNORECASE,
)
# "melontarkan kecaman" is an act of criticism though "kecaman" is a noun.
_LIGHT_VERB = re.compile(
    r"\b(?:melontarkan|melayangkan|menyampaikan|mengirim|menerbitkan|memberi|memberikan|mengajukan"
    r"|mengucap|mengucapkan|menjatuhkan|mengeluarkan|lontarkan|layangkan|sampaikan|beri)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Directed:
    """A cue with what it says about the target; `acted` when the target does it."""

    cue: Cue
    weight: float
    acted: bool


@dataclass(frozen=True, slots=True)
class Balance:
    """Good and bad said about somebody, weighed by zone, with the cues behind both."""

    good: float
    bad: float
    cues: tuple[Directed, ...]
    # With the cues that say nothing about the target, such as its own criticism of others.
    every: tuple[Directed, ...] = ()

    @property
    def total(self) -> float:
        """All that was said."""
        return self.good + self.bad

    @property
    def lean(self) -> float:
        """Between -1 (only bad) and 1 (only good)."""
        return (self.good - self.bad) / self.total if self.total else 0.0

    def words(self, sign: int) -> list[str]:
        """Return the words of one sign, the weightiest first."""
        ranked = sorted(self.cues, key=lambda d: -abs(d.weight) * ZONE_WEIGHT[d.cue.zone])
        return [d.cue.words for d in ranked if d.weight * sign > 0]

    def spans(self, sign: int) -> tuple[Span, ...]:
        """Return where the words of one sign stand."""
        return tuple((d.cue.start, d.cue.end) for d in self.cues if d.weight * sign > 0)

    def within(self, zones: Iterable[str]) -> "Balance":
        """Return the same for some zones only."""
        return weigh([d for d in self.cues if d.cue.zone in set(zones)])


def weigh(directed: Sequence[Directed]) -> Balance:
    """Sum cues by zone, each zone capped."""

    def side(sign: int) -> float:
        return sum(
            ZONE_WEIGHT[zone]
            * min(
                cap,
                sum(abs(d.weight) for d in directed if d.cue.zone == zone and d.weight * sign > 0),
            )
            for zone, cap in _CAP.items()
        )

    return Balance(side(1), side(-1), tuple(d for d in directed if d.weight), tuple(directed))


def undirected(cues: Iterable[Cue]) -> Balance:
    """Weigh cues as what happened, towards nobody."""
    return weigh([Directed(cue, cue.weight, acted=False) for cue in cues])


def direct(
    text: Text, cues: Iterable[Cue], spans: Sequence[Span], rivals: Sequence[Span] = ()
) -> Balance:
    """Weigh what is said about the target that stands at these spans.

    `rivals` are the places of others of the same side: a word beside one of them is theirs.
    """
    weighty = [cue for cue in cues if cue.weight]
    view = _View(text, tuple(spans), tuple(s for s in rivals if s not in spans))
    found: list[Directed] = []
    for cue in weighty:
        directed = _directed(cue, view)
        if _is_object_of(found, cue, view):
            directed = replace(directed, weight=directed.weight * _OF_THE_OBJECT)
        found.append(directed)
    return weigh(found)


def speaks(text: Text, spans: Sequence[Span]) -> bool:
    """Return whether a verb of saying stands close to the target outside quotation marks."""
    return any(_says_near(text, span) for span in spans)


@dataclass(frozen=True)
class _View:
    """The article from the target's place."""

    text: Text
    spans: tuple[Span, ...]
    rivals: tuple[Span, ...]

    @cached_property
    def paragraphs(self) -> set[int]:
        return {self.text.sentence_at(start).paragraph for start, _ in self.spans}

    def here(self, sentence: Sentence) -> list[Span]:
        return [s for s in self.spans if sentence.start <= s[0] < sentence.end]


def _directed(cue: Cue, view: _View) -> Directed:
    text = view.text
    sentence = text.sentence_at(cue.start)
    here = view.here(sentence)
    reach = _REACH[cue.kind]
    if not here:
        beside = sentence.paragraph in view.paragraphs and cue.zone != TITLE
        return Directed(cue, cue.weight * (reach[_PARAGRAPH] if beside else 0.0), acted=False)
    relation = _relation(cue, here, text)
    weight = cue.weight * reach[relation]
    if _belongs_to_a_rival(cue, here, view, sentence):
        weight *= _OF_A_RIVAL
    quoted = text.in_quote(cue.start) and _is_speaker(text, sentence, view.spans)
    if quoted or _after_own_colon(cue, view):
        weight = 0.0 if weight < 0 else weight * _OWN_CLAIM
    return Directed(cue, weight, acted=relation == _ACTS)


def _after_own_colon(cue: Cue, view: _View) -> bool:
    """Return whether the headline lets the target say it: "Gubernur ke warga: tegur saya"."""
    colon = view.text.raw.rfind(": ", 0, min(cue.start, view.text.title_end))
    if cue.zone != TITLE or colon < 0:
        return False
    named = [span for span in (*view.spans, *view.rivals) if span[1] <= colon]
    clause = max(view.text.raw.rfind(", ", 0, colon), 0)
    return any(span in view.spans and span[0] >= clause for span in named)


def _is_object_of(found: list[Directed], cue: Cue, view: _View) -> bool:
    """Return whether the target judged somebody before in this sentence: the rest is theirs."""
    sentence = view.text.sentence_at(cue.start)
    return any(
        earlier.acted
        and earlier.cue.kind in (CRITICISM, PRAISE)
        and sentence.start <= earlier.cue.start < cue.start
        for earlier in found[-6:]
    )


def _belongs_to_a_rival(cue: Cue, here: list[Span], view: _View, sentence: Sentence) -> bool:
    """Return whether another one of the same side stands closer to the word."""
    rivals = [s for s in view.rivals if sentence.start <= s[0] < sentence.end]
    if not rivals:
        return False
    closest, own = min(map(_gap(cue), rivals)), min(map(_gap(cue), here))
    # "Surat Bupati belum dibalas Gubernur": who should have done it stands behind the passive.
    failed = cue.kind == FAILURE and any(0 <= start - cue.end <= 1 for start, _ in rivals)
    return closest < own or (failed and _LEFT_UNDONE.search(cue.words) is not None)


def _gap(cue: Cue) -> Callable[[Span], int]:
    return lambda span: max(span[0] - cue.end, cue.start - span[1], 0)


def _relation(cue: Cue, here: list[Span], text: Text) -> int:
    """Say how the target stands to the cue in one sentence."""
    before = max((s for s in here if s[1] <= cue.start), default=None)
    after = min((s for s in here if s[0] >= cue.end), default=None)
    inside = any(s[0] < cue.end and cue.start < s[1] for s in here)
    if before and _acts(cue, before, text):
        return _ACTS
    gaps = [
        len(WORD.findall(text.plain[left:right]))
        for left, right in (
            (before[1], cue.start) if before else (0, 0),
            (cue.end, after[0]) if after else (0, 0),
        )
        if right > left
    ]
    return _NEAR if inside or (gaps and min(gaps) <= _NEAR_WORDS) else _SENTENCE


def _acts(cue: Cue, before: Span, text: Text) -> bool:
    """Return whether the target right before an active verb does what the verb says."""
    between = text.plain[before[1] : cue.start]
    if _BREAK.search(between) or len(WORD.findall(between)) > _ACTOR_WORDS:
        return False
    if _RECEIVES.search(between):
        return False
    if _LIGHT_VERB.search(between):
        return True
    if _PASSIVE.match(cue.words):
        return False
    noun = cue.words.lower().endswith("an") and not cue.words.lower().endswith("kan")
    bare_in_title = cue.zone == TITLE and not noun
    return bool(_ACTIVE.match(cue.words)) or bare_in_title or cue.kind in (FAILURE, ATTITUDE)


def _is_speaker(text: Text, sentence: Sentence, spans: Sequence[Span]) -> bool:
    """Return whether the target says what this sentence quotes: named beside the verb of saying."""
    return any(
        text.sentence_at(start).paragraph == sentence.paragraph
        and not text.in_quote(start)
        and _says_near(text, (start, end))
        for start, end in spans
    )


def _says_near(text: Text, span: Span) -> bool:
    start, end = span
    if text.in_quote(start):
        return False
    around = text.plain[max(0, start - 28) : start] + " " + text.plain[end : end + 60]
    return bool(_SAYS.search(around))
