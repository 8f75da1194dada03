"""Find who is quoted as saying what: direct and indirect speech by the customs of the press.

“…,” ujar X; X mengatakan, …; menurut X; katanya; X: “…”; a quotation that goes on without a new
speaker; a headline "Gubernur: …". Words between marks that nobody says are no quotes.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from issues.reading.headlines import headline_speaker
from issues.reading.officials import Official
from issues.reading.phrases import lower
from issues.reading.plain_speech import Said, find_said
from issues.reading.quotation import Piece, find_pieces
from issues.reading.sayers import (
    BODY,
    NAME,
    PRONOUN,
    Cast,
    Naming,
    naming_at,
    speech,
    subject_before,
)
from issues.reading.text import TITLE, Sentence, Text, blank
from issues.reading.values import Span, quote

DIRECT, INDIRECT = "langsung", "tidak"
# Fewer words between marks without a verb of saying are a term or a name.
FEWEST_WORDS = 4
LONGEST_WORDS = 4000

_TAG = re.compile(r"[\s,.–—-]*(?P<verb>[^\W\d_]{3,16})\b(?:\s+(?:lagi|pula|singkat|juga)\b)?\s*")
_INNER_TAG = re.compile(
    r",\s+(?=(?:kata|ujar|ucap|tutur|ungkap|jelas|tegas)(?:nya\b|\s+(?:[A-Z]|dia\b|ia\b)))"
)
_ENDING = re.compile(r"[.,!?…]['’]?$")
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


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks, as far as the text tells."""

    words: str
    span: Span | None
    office: str | None = None
    person: str | None = None


NOBODY = Speaker("", None)


def find_quotes(text: Text, officials: Sequence[Official]) -> tuple[QuoteReading, ...]:
    """Return every quotation of the article in order, each with its speaker or with none."""
    return tuple(_Reader(text, officials).read())


class _Reader:
    """Goes through an article once, keeping in mind of whom it spoke last."""

    def __init__(self, text: Text, officials: Sequence[Official]) -> None:
        self.text = text
        self.cast = Cast(text.plain, text.title_end + 2)
        self.offices = [(span, official) for official in officials for span in official.spans]
        self.paragraphs = _paragraphs(text)
        self.pieces = {n: self._pieces(span) for n, span in self.paragraphs.items()}
        outer = [(p.outer_start, p.outer_end) for found in self.pieces.values() for p in found]
        self.masked = _masked(text.plain, outer)
        self.focus = NOBODY
        self.waiting: list[Piece] = []
        self.found: list[QuoteReading] = []

    def read(self) -> list[QuoteReading]:
        title = headline_speaker(self.text, self.masked, self.cast, self.offices)
        if title is not None:
            self.focus = self._speaker(title.naming)
            self._add_direct(title.spans, "", self.focus, 0.85, "titik dua di judul")
        for number in self.paragraphs:
            self._paragraph(number)
        self._give_waiting(self.focus, 0.5)
        return self.found

    def _pieces(self, paragraph: Span) -> list[Piece]:
        """Return what stands between marks; one without a closing mark ends before its tag."""
        found = find_pieces(self.text.plain, paragraph)
        for place, piece in enumerate(found):
            tag = None if piece.closed else _INNER_TAG.search(self.text.plain, piece.start, piece.end)
            if tag:
                found[place] = replace(piece, end=tag.start() + 1, outer_end=tag.start() + 1)
        return found

    def _paragraph(self, number: int) -> None:
        sentences = [s for s in self.text.sentences if s.paragraph == number]
        pieces = self.pieces[number]
        last: Speaker | None = None
        for sentence in sentences:
            here = [p for p in pieces if sentence.start <= p.outer_start < sentence.end]
            taken = self._plain(sentence, here)
            for piece in here:
                if piece not in taken:
                    last = self._piece(piece, sentence, last, pieces[-1] is piece)

    # Words between marks.

    def _piece(
        self, piece: Piece, sentence: Sentence, last: Speaker | None, final: bool
    ) -> Speaker | None:
        """Settle who says one piece; return its speaker for what follows in the paragraph."""
        tagged = self._tagged(piece) or self._introduced(piece, sentence)
        if tagged is not None:
            speaker, verb, sureness, reason = tagged
            self._give_waiting(speaker, sureness - 0.05)
            self._add_direct(((piece.start, piece.end),), verb, speaker, sureness, reason)
            self.focus = speaker if speaker.words else self.focus
            return speaker
        if not self._is_spoken(piece, sentence, last):
            return last
        if not piece.closed and final:
            self.waiting.append(piece)
        elif last is not None:
            self._continue(piece)
        else:
            reason = f"kutipan tanpa penyebutan baru, penutur terakhir {quote([self.focus.words])}"
            reason = reason if self.focus.words else "penutur tidak disebut"
            sureness = 0.7 if self.focus.words else 0.3
            self._add_direct(((piece.start, piece.end),), "", self.focus, sureness, reason)
        return last

    def _tagged(self, piece: Piece) -> tuple[Speaker, str, float, str] | None:
        """Read “…,” ujar X and “…,” ujarnya."""
        tag = _TAG.match(self.masked, piece.outer_end)
        if tag is None:
            return None
        verb = lower(tag["verb"])
        root = verb[:-3] if verb.endswith("nya") else verb
        trusted = verb in speech("tags") or root in speech("tags")
        if not trusted and not self._looks_tagged(piece, tag):
            return None
        line_end = self.paragraph_end(piece.outer_end)
        sureness = 0.95 if trusted else 0.75
        if verb.endswith("nya") and root != verb and root not in ("ta",):
            return self._by_pronoun(tag["verb"], sureness)
        naming = naming_at(self.masked, tag.end(), line_end, self.cast.known)
        if naming is None:
            return (NOBODY, verb, 0.3, "penutur tidak disebut") if trusted else None
        if naming.kind == PRONOUN:
            return self._by_pronoun(f"{tag['verb']} {naming.words}", sureness)
        speaker = self._speaker(naming)
        return speaker, verb, sureness, f"{quote([verb])} diikuti penutur {quote([naming.words])}"

    def _looks_tagged(self, piece: Piece, tag: re.Match[str]) -> bool:
        """Return whether an unlisted verb stands where only a verb of saying can."""
        inner = self.text.plain[piece.start : piece.end].rstrip()
        if not inner or inner[-1] not in ",!?" or not tag["verb"].islower():
            return False
        if "." in tag[0].split(tag["verb"])[0] or tag["verb"] in speech("stops"):
            return False
        following = self.masked[tag.end() : tag.end() + 1]
        return tag["verb"].endswith("nya") or following.isupper()

    def _introduced(
        self, piece: Piece, sentence: Sentence
    ) -> tuple[Speaker, str, float, str] | None:
        """Read X merendah: “…” and X: “…”."""
        before = self.masked[sentence.start : piece.outer_start].rstrip()
        if not before.endswith(":"):
            return None
        naming = naming_at(
            self.masked,
            self._head(sentence),
            sentence.start + len(before) - 1,
            self.cast.known,
        )
        if naming is None:
            return NOBODY, "", 0.3, "penutur tidak disebut"
        if naming.kind == PRONOUN:
            return self._by_pronoun(naming.words, 0.85)
        return self._speaker(naming), "", 0.85, f"titik dua sesudah {quote([naming.words])}"

    def _is_spoken(self, piece: Piece, sentence: Sentence, last: Speaker | None) -> bool:
        """Return whether words without a verb of saying are speech, not a term or a title."""
        words = self.text.plain[piece.start : piece.end].strip()
        opens = not self.masked[sentence.start : piece.outer_start].strip("¤ \n")
        if last is not None:
            return opens or bool(self.masked[: piece.outer_start].rstrip().endswith(","))
        if not opens or not piece.closed:
            return opens
        rest = self.masked[piece.outer_end : self.paragraph_end(piece.outer_end)].strip("¤ \n.)")
        return (bool(_ENDING.search(words)) or not rest) and (
            len(words.split()) >= FEWEST_WORDS or not rest
        )

    def _give_waiting(self, speaker: Speaker, sureness: float) -> None:
        """Give paragraphs that ended without a mark to whom the next one names."""
        for piece in self.waiting:
            reason = f"kutipan bersambung ke paragraf {quote([speaker.words])}"
            self._add_direct(((piece.start, piece.end),), "", speaker, sureness, reason)
        self.waiting = []

    def _continue(self, piece: Piece) -> None:
        """Add a piece to the quotation it goes on from, in the same paragraph."""
        before = self.found[-1]
        words = f"{before.words} {piece.words(self.text.plain)}"
        spans = (*before.spans, (piece.start, piece.end))
        self.found[-1] = replace(before, words=words[:LONGEST_WORDS], spans=spans)

    # Words without marks.

    def _plain(self, sentence: Sentence, here: Sequence[Piece]) -> list[Piece]:
        """Settle indirect speech of a sentence; return the pieces that are part of it."""
        if sentence.zone == TITLE:
            return []
        start = self._head(sentence)
        said = find_said(self.masked, start, sentence.end, self.cast.known)
        if said is None:
            self._look_at_subject(start, sentence.end)
            return []
        tagged = [piece for piece in here if self._tagged(piece)]
        speaker, sureness = self._said_by(said)
        if said.opens_quote:
            self.focus = speaker if speaker.words else self.focus
            for piece in here[:1]:
                if piece not in tagged:
                    reason = f"{quote([said.verb])} sesudah penutur {quote([speaker.words])}"
                    self._add_direct(
                        ((piece.start, piece.end),), said.verb, speaker, sureness, reason
                    )
            return [piece for piece in here[:1] if piece not in tagged]
        self._add_indirect(said, speaker, sureness)
        self.focus = speaker if speaker.words else self.focus
        return [p for p in here if p not in tagged and any(a <= p.start < b for a, b in said.spans)]

    def _said_by(self, said: Said) -> tuple[Speaker, float]:
        if said.naming is None or said.naming.kind == PRONOUN:
            return self.focus, 0.8 if self.focus.words else 0.3
        return self._speaker(said.naming), 0.9

    def _look_at_subject(self, start: int, end: int) -> None:
        """Keep in mind a person of whom a sentence speaks: "katanya" may mean him."""
        if self.masked[start : start + 1] == "¤":
            return
        naming = subject_before(self.masked, start, min(end, start + 120), self.cast.known)
        first = naming_at(self.masked, start, end, self.cast.known)
        naming = first if first is not None and first.kind == NAME else naming
        if naming is None or naming.kind != NAME or naming.first in speech("bodies"):
            return
        if naming.first in speech("openings"):
            return
        self.focus = self._speaker(naming)

    # Speakers.

    def _by_pronoun(self, verb: str, sureness: float) -> tuple[Speaker, str, float, str]:
        if not self.focus.words:
            return NOBODY, verb, 0.3, f"{quote([verb])} tanpa penutur sebelumnya"
        reason = f"{quote([verb])} merujuk ke {quote([self.focus.words])}"
        return self.focus, verb, sureness - 0.1, reason

    def _speaker(self, naming: Naming) -> Speaker:
        words, place = self.cast.full(naming)
        own = (naming.start, naming.end)
        official = self._official(own) or self._official(place)
        tenure = official.tenure if official else None
        return Speaker(
            words[:200],
            own,
            official.office if official else None,
            tenure.person if tenure else None,
        )

    def _official(self, named: Span) -> Official | None:
        """Return the official a naming begins or ends with: "jubir Gubernur, Budi" is neither."""
        for (start, end), official in self.offices:
            if start < named[1] and end > named[0] and (start <= named[0] + 4 or end >= named[1]):
                return official
        return None

    # Places and rows.

    def paragraph_end(self, at: int) -> int:
        """Return where the paragraph of a position ends."""
        end = self.text.plain.find("\n", at)
        return len(self.text.plain) if end < 0 else end

    def _head(self, sentence: Sentence) -> int:
        """Return where a sentence begins behind the dateline."""
        line = self.text.dateline
        inside = line is not None and sentence.start <= line[0] < sentence.end
        start = line[1] if inside and line else sentence.start
        while start < sentence.end and self.text.plain[start] in " \t":
            start += 1
        return start

    def _add_direct(
        self, spans: tuple[Span, ...], verb: str, speaker: Speaker, sureness: float, reason: str
    ) -> None:
        self._add(DIRECT, spans, verb, speaker, sureness, reason)

    def _add_indirect(self, said: Said, speaker: Speaker, sureness: float) -> None:
        reason = f"{quote([said.verb])} dengan penutur {quote([speaker.words])}"
        reason = reason if speaker.words else "penutur tidak disebut"
        self._add(INDIRECT, said.spans, said.verb, speaker, sureness, reason)

    def _add(
        self,
        kind: str,
        spans: tuple[Span, ...],
        verb: str,
        speaker: Speaker,
        sureness: float,
        reason: str,
    ) -> None:
        words = " ".join(" ".join(self.text.plain[a:b].split()).strip(" ,") for a, b in spans)
        where = (speaker.span,) if speaker.span else ()
        self.found.append(
            QuoteReading(
                kind,
                words[:LONGEST_WORDS],
                spans,
                verb[:60],
                speaker.words,
                where,
                speaker.office,
                speaker.person,
                round(max(sureness, 0.1), 2),
                reason[:300],
            )
        )


def _paragraphs(text: Text) -> dict[int, Span]:
    spans: dict[int, Span] = {-1: (0, text.title_end)}
    for sentence in text.sentences:
        start, _ = spans.get(sentence.paragraph, (sentence.start, 0))
        spans[sentence.paragraph] = (start, sentence.end)
    return spans


def _masked(plain: str, spans: Sequence[Span]) -> str:
    """Return the text with quoted words blanked by a sign that stands nowhere else."""
    parts, at = [], 0
    for start, end in sorted(spans):
        parts += [plain[at:start], "¤" * (end - start)]
        at = end
    return "".join([*parts, plain[at:]])
