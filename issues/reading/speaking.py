"""Keep in mind who speaks in an article, so that "katanya" finds its person."""

from collections.abc import Sequence
from dataclasses import dataclass

from issues.reading.cast import Cast
from issues.reading.naming import NAME, PRONOUN, Naming
from issues.reading.officials import Official
from issues.reading.quotation import BLANK
from issues.reading.subjects import subject_of
from issues.reading.text import Text
from issues.reading.values import Span, quote


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks, as far as the text tells; `span` is where it names him for these words."""

    words: str
    span: Span | None
    office: str | None = None
    person: str | None = None


NOBODY = Speaker("", None)


@dataclass(frozen=True, slots=True)
class Told:
    """Who says something: the speaker, the verb as printed, how sure that is, and why."""

    speaker: Speaker
    verb: str
    sureness: float
    reason: str


def untold(verb: str = "") -> Told:
    """Return that the text does not tell who speaks."""
    return Told(NOBODY, verb, 0.3, "penutur tidak disebut")


class Speakers:
    """Everybody an article names; `focus` is the person of whom it spoke last."""

    def __init__(self, text: Text, masked: str, officials: Sequence[Official]) -> None:
        self.masked = masked
        self.cast = Cast(text.plain, text.title_end + 2)
        self.offices = [(span, official) for official in officials for span in official.spans]
        self.known = self.cast.known
        self._focus = NOBODY
        self._unseen: list[Span] = []

    @property
    def focus(self) -> Speaker:
        """Return the person of whom the article spoke last; sentences are read only when asked."""
        pointing: Naming | None = None
        while self._unseen:
            naming = subject_of(self.masked, *self._unseen.pop(), self.known)
            if naming is None or naming.kind == PRONOUN:
                continue
            if not naming.points_back or self.official((naming.start, naming.end)):
                self._hear(self.speaker(naming))
            else:
                pointing = naming
        if pointing is not None and not self._focus.words:
            self._hear(self.speaker(self.cast.last_before(pointing.start) or pointing))
        return self._focus

    def _hear(self, speaker: Speaker) -> None:
        self._focus = speaker
        self._unseen.clear()

    def speaker(self, naming: Naming) -> Speaker:
        """Return whom a naming means, in the fullest words the article has for him."""
        words, place = self.cast.full(naming)
        if naming.kind == NAME and not naming.points_back:
            self.cast.remember(naming)
            self.known |= {word.lower() for word in naming.words.split() if word[0].isupper()}
        own = (naming.start, naming.end)
        official = self.official(own) or self.official(place)
        tenure = official.tenure if official else None
        office, person = official and official.office, tenure and tenure.person
        return Speaker(words[:200], own, office, person)

    def official(self, named: Span) -> Official | None:
        """Return the official a naming begins or ends with: "jubir Gubernur, Budi" is neither."""
        for (start, end), official in self.offices:
            beside = start < named[1] and end > named[0]
            if beside and (start <= named[0] + 4 or end >= named[1]):
                return official
        return None

    def points_back(self, naming: Naming) -> bool:
        """Return whether "dia" or "pensiunan guru itu" means somebody named before."""
        if naming.kind == PRONOUN:
            return True
        named = self.official((naming.start, naming.end))
        return naming.points_back and not named and bool(self.focus.words)

    def by_pronoun(self, verb: str, sureness: float, at: int) -> Told:
        """Return who "katanya" means: the person last spoken of, else the one last named."""
        if not self.focus.words and (named := self.cast.last_before(at)):
            self._hear(self.speaker(named))
            sureness -= 0.2
        if not self.focus.words:
            return untold(verb)
        reason = f"{quote([verb])} merujuk ke {quote([self.focus.words])}"
        return Told(self.focus, verb, sureness - 0.1, reason)

    def last_spoken(self, sureness: float) -> Told:
        """Return the person of whom the article spoke last, for words that name nobody."""
        if not self.focus.words:
            return untold()
        reason = f"tanpa penyebutan baru, penutur terakhir {quote([self.focus.words])}"
        return Told(self.focus, "", sureness, reason)

    def hears(self, told: Told) -> None:
        """Keep in mind who spoke."""
        if told.speaker.words:
            self._hear(told.speaker)

    def look_at(self, start: int, end: int) -> None:
        """Keep in mind a sentence: "katanya" may mean the person of whom it speaks."""
        if self.masked[start : start + 1] != BLANK:
            self._unseen.append((start, end))
