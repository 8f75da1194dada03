"""Find who is quoted as saying what: direct and indirect speech by the customs of the press.

“…,” ujar X; X mengatakan, …; menurut X; katanya; X: “…”; a quotation that goes on without a new
speaker; a headline "Gubernur: …". Words between marks that nobody says are no quotes.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from issues.reading.attribution import Attribution
from issues.reading.headlines import HeadlineSpeech, headline_speech, speaks
from issues.reading.naming import Naming, naming_at
from issues.reading.officials import Official
from issues.reading.phrases import lower
from issues.reading.plain_speech import Said, find_said
from issues.reading.quotation import BLANK, Piece, find_pieces
from issues.reading.speaking import Speakers, Told
from issues.reading.text import TITLE, Sentence, Text
from issues.reading.values import Span, quote

DIRECT, INDIRECT = "langsung", "tidak"
# What is kept of one quotation, in characters; its spans tell the rest.
LONGEST = 4000
# So many quotations of one article are kept; the longest reportage has some sixty.
MOST = 300

_INNER_TAG = re.compile(
    r",\s+(?=(?:kata|ujar|ucap|tutur|ungkap|jelas|tegas)(?:nya\b|\s+(?:[A-Z]|dia\b|ia\b)))"
)
_ANSWER = re.compile(r"(?P<who>[A-Z][\w.'’]*(?:\s+[A-Z][\w.'’]*){0,4})\s?:\s+(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class QuoteReading:
    """One quotation: `kind` DIRECT or INDIRECT, its words on one line, the verb as printed.

    `speaker` is the fullest naming of whom `speaker_spans` name at this place; empty when the
    text does not say. `office` is an identity such as "gubernur@52".
    """

    kind: str
    words: str
    spans: tuple[Span, ...]
    verb: str
    speaker: str
    speaker_spans: tuple[Span, ...]
    office: str | None
    person: str | None
    confidence: float
    reason: str


def find_quotes(text: Text, officials: Sequence[Official]) -> tuple[QuoteReading, ...]:
    """Return the quotations of the article in order, each with its speaker or with none.

    At most MOST, so that a text of nothing but marks stays small.
    """
    return tuple(_Reader(text, officials).read())


class _Reader:
    """Goes through an article once, keeping in mind of whom it spoke last."""

    def __init__(self, text: Text, officials: Sequence[Official]) -> None:
        self.text = text
        self.sentences = _by_paragraph(text)
        self.pieces = {n: _pieces(text, found) for n, found in self.sentences.items()}
        marks = [(p.outer_start, p.outer_end) for found in self.pieces.values() for p in found]
        self.masked = _masked(text.plain, marks)
        self.who = Speakers(text, self.masked, officials)
        self.around = Attribution(text, self.masked, self.who)
        self.waiting: list[Piece] = []
        self.found: list[QuoteReading] = []

    def read(self) -> list[QuoteReading]:
        title = headline_speech(self.text, self.masked)
        if title is not None and speaks(title.naming, self.who.cast, self.who.offices):
            self._headline(title)
            title = None
        for number in self.sentences:
            if len(self.found) < MOST:
                self._paragraph(number)
        if title is not None and any(title.naming.words in q.speaker for q in self.found):
            self._headline(title)
        self._give_waiting(self.who.last_spoken(0.5))
        return self.found[:MOST]

    def _headline(self, title: HeadlineSpeech) -> None:
        """Add what a headline lets somebody say behind a colon."""
        self.pieces[-1] = []
        told = Told(self.who.speaker(title.naming), "", 0.85, "titik dua di judul")
        self.who.hears(told)
        self._add(DIRECT, title.spans, told)

    def _paragraph(self, number: int) -> None:
        if number >= 0 and self._answer(self.sentences[number]):
            return
        pieces, follows = self.pieces[number], False
        for sentence in self.sentences[number]:
            if len(self.found) >= MOST:
                return
            here = [p for p in pieces if sentence.start <= p.outer_start < sentence.end]
            taken = self._plain(sentence, here)
            for piece in here[:MOST]:
                if piece not in taken:
                    follows |= self._piece(piece, self._head(sentence), follows, pieces[-1])

    def _answer(self, sentences: Sequence[Sentence]) -> bool:
        """Settle a paragraph of an interview, "Haris Embun: Target kami …"."""
        start, end = sentences[0].start, sentences[-1].end
        who = _ANSWER.match(self.masked, start, end)
        naming = naming_at(self.masked, start, who.end("who"), self.who.known) if who else None
        if who is None or naming is None or not self._is_known(naming):
            return False
        reason = f"jawaban sesudah {quote([naming.words])}"
        told = Told(self.who.speaker(naming), "", 0.85, reason)
        self.who.hears(told)
        self._add(DIRECT, ((who.end(), end),), told)
        return True

    def _is_known(self, naming: Naming) -> bool:
        known = {lower(word) for word in naming.words.split()} <= self.who.cast.known
        return known or self.who.official((naming.start, naming.end)) is not None

    # Words between marks.

    def _piece(self, piece: Piece, head: int, follows: bool, final: Piece) -> bool:
        """Settle who says one piece; return whether somebody is told to say it."""
        told = self.around.told(piece, head)
        if told is not None:
            self._give_waiting(replace(told, reason=f"kutipan bersambung, {told.reason}"))
            self._add(DIRECT, ((piece.start, piece.end),), told)
            self.who.hears(told)
            return True
        if not self.around.is_spoken(piece, head, follows):
            return False
        if not piece.closed and piece is final:
            self.waiting.append(piece)
        elif follows and self.found[-1].kind == DIRECT:
            self._continue(piece)
        else:
            self._add(DIRECT, ((piece.start, piece.end),), self.who.last_spoken(0.7))
        return False

    def _give_waiting(self, told: Told) -> None:
        """Give paragraphs that ended without a mark to whom the next one names."""
        for piece in self.waiting:
            self._add(DIRECT, ((piece.start, piece.end),), replace(told, verb=""))
        self.waiting = []

    def _continue(self, piece: Piece) -> None:
        """Add a piece to the quotation it goes on from, in the same paragraph."""
        before = self.found[-1]
        words = f"{before.words} {piece.words(self.text.plain)}"
        spans = (*before.spans, (piece.start, piece.end))
        self.found[-1] = replace(before, words=words[:LONGEST], spans=spans)

    # Words without marks.

    def _plain(self, sentence: Sentence, here: Sequence[Piece]) -> list[Piece]:
        """Settle indirect speech of a sentence; return the pieces that are part of it."""
        if sentence.zone == TITLE:
            return []
        head = self._head(sentence)
        said = find_said(self.masked, head, sentence.end, self.who.known)
        if said is None:
            self.who.look_at(head, sentence.end)
            return []
        free = [piece for piece in here if self.around.behind(piece) is None]
        told = self._said_by(said)
        self.who.hears(told)
        if said.opens_quote:
            for piece in free[:1]:
                self._add(DIRECT, ((piece.start, piece.end),), told)
            return free[:1]
        self._add(INDIRECT, said.spans, told)
        return [p for p in free if any(start <= p.start < end for start, end in said.spans)]

    def _said_by(self, said: Said) -> Told:
        if said.naming is None or self.who.points_back(said.naming):
            return replace(self.who.last_spoken(0.8), verb=said.verb)
        reason = f"{quote([said.verb])} dengan penutur {quote([said.naming.words])}"
        return Told(self.who.speaker(said.naming), said.verb, 0.9, reason)

    # Places and rows.

    def _head(self, sentence: Sentence) -> int:
        """Return where a sentence begins behind the dateline."""
        line = self.text.dateline
        inside = line is not None and sentence.start <= line[0] < sentence.end
        start = line[1] if inside and line else sentence.start
        while start < sentence.end and self.text.plain[start] in " \t":
            start += 1
        return start

    def _add(self, kind: str, spans: tuple[Span, ...], told: Told) -> None:
        lines = (" ".join(self.text.plain[start:end].split()) for start, end in spans)
        speaker = told.speaker
        self.found.append(
            QuoteReading(
                kind=kind,
                words=" ".join(line.strip(" ,") for line in lines)[:LONGEST],
                spans=spans,
                verb=told.verb[:60],
                speaker=speaker.words,
                speaker_spans=(speaker.span,) if speaker.span else (),
                office=speaker.office,
                person=speaker.person,
                confidence=round(max(told.sureness, 0.1), 2),
                reason=told.reason[:300],
            )
        )


def _by_paragraph(text: Text) -> dict[int, list[Sentence]]:
    """Return the sentences of each paragraph; the title is -1."""
    found: dict[int, list[Sentence]] = {}
    for sentence in text.sentences:
        found.setdefault(sentence.paragraph, []).append(sentence)
    return found


def _pieces(text: Text, sentences: Sequence[Sentence]) -> list[Piece]:
    """Return what stands between marks; one without a closing mark ends before its tag."""
    found = find_pieces(text.plain, (sentences[0].start, sentences[-1].end))
    for place, piece in enumerate(found):
        tag = _INNER_TAG.search(text.plain, piece.start, piece.end) if not piece.closed else None
        if tag:
            found[place] = replace(piece, end=tag.start() + 1, outer_end=tag.start() + 1)
    return found


def _masked(plain: str, spans: Sequence[Span]) -> str:
    """Return the text with quoted words blanked."""
    parts, at = [], 0
    for start, end in sorted(spans):
        parts += [plain[at:start], BLANK * (end - start)]
        at = end
    return "".join([*parts, plain[at:]])
