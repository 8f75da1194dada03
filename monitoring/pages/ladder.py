"""The ladder of extraction: which rung's text is taken, and why the ones above were not. Pure."""

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal

from monitoring.clean import clean_lines
from monitoring.furniture import without_furniture
from monitoring.pages.titles import run_together

if TYPE_CHECKING:
    from monitoring.pages.extract import Extraction

Rung = Literal["standard", "fast", "no_tables", "second", "feed", "summary"]

# Shares of the time for one page: each lower rung needs less, as measured on nested tables.
SHARES: dict[Rung, float] = {"standard": 0.4, "fast": 0.3, "no_tables": 0.2, "second": 0.1}
_NAMES = {
    "standard": "cara baku",
    "fast": "cara cepat",
    "no_tables": "cara tanpa tabel",
    "second": "pengekstrak kedua",
}
_TEXT = 200_000
# Characters of a text long enough to be a column.
_COLUMN = 800
# A later rung's text replaces a doubtful one when it is so many times as long.
_MUCH_LONGER = 3
# Words of a feed's text that is the article itself and no teaser; excerpts of WordPress have 55.
_FEED_WORDS = 100


class Climb:
    """One page's way up and down: asked after each rung whether its text holds.

    `title` and `summary` are what the feed announced. Afterwards `body`, `rung` and `note` are
    the result, and `found` is what the page stated, empty where no child could read it.
    """

    def __init__(self, title: str, summary: str) -> None:
        self._title, self._summary = title, summary
        self._notes: list[str] = []
        self.found: dict[str, Any] = {}
        self.body = ""
        self.rung: Rung = "summary"

    @property
    def note(self) -> str:
        """Why the rungs above failed, "" when the first held."""
        return "; ".join(self._notes)

    def failed(self, rung: str, reason: str) -> None:
        """Note that a rung gave no answer."""
        self._notes.append(f"{_NAMES[rung]}: {reason}" if rung else reason)

    def holds(self, rung: Rung, answer: dict[str, Any]) -> bool:
        """Take in a rung's answer; True when its text is the article's and no rung need follow."""
        self.found = answer
        title = self._title or answer["title"]
        text = tidy(answer["text"], title)
        reason = self._reason(text, title, answer, rung)
        if not reason or self._is_better(text, reason):
            self.body, self.rung = text, rung
        if reason:
            self.failed(rung, reason)
        return not reason

    def _is_better(self, text: str, reason: str) -> bool:
        """Say whether a doubtful text is better than what there is."""
        return reason != _ELSEWHERE and len(text) >= _MUCH_LONGER * max(1, len(self.body))

    def _reason(self, text: str, title: str, answer: dict[str, Any], rung: Rung) -> str:
        """Return why a text does not hold; "" when it does."""
        expected = f"{title} {self._summary}"
        if not speaks_of(text, expected) and not _is_announced(text, title, answer["title"]):
            return _ELSEWHERE
        whole = answer["stated_body"]
        if rung != "second" and speaks_of(whole, expected) and len(text) * 2 < len(whole):
            return "hanya sebagian naskah yang dinyatakan halaman"
        teaser = max(len(self._summary), len(answer["description"]))
        return "" if len(text) * 2 >= teaser else "teks jauh lebih pendek daripada ringkasannya"


_ELSEWHERE = "teks tidak cocok dengan judul"


def speaks_of(text: str, expected: str) -> bool:
    """Whether the text shares enough longer words with what the feed announced.

    Three, or a quarter of a short announcement; any text will do where nothing was announced.
    """
    words = set(_words(expected))
    if not text or not words:
        return bool(text)
    return len(words.intersection(_words(text))) >= max(1, min(3, len(words) // 4))


def tidy(text: str, title: str) -> str:
    """Return the text without furniture, and without the headline repeated above it."""
    lines = without_furniture(clean_lines(text, _TEXT)).split("\n")
    headline = run_together(title)
    for position, line in enumerate(lines[:3]):
        if headline and run_together(line) == headline:
            return "\n".join(lines[position + 1 :])
    return "\n".join(lines)


def with_feed_text(won: "Extraction", summary: str) -> "Extraction":
    """Return what was won, or the feed's text where that is the better one.

    That is where nothing was won, and where the feed carried the article in full and the page
    shows less than half of it, as before a paywall.
    """
    text = without_furniture(summary)
    full = len(text.split()) >= _FEED_WORDS
    if won.body and not (full and 2 * len(won.body) < len(text)):
        return won
    less = "naskah halaman lebih pendek daripada naskah umpan" if won.body else ""
    note = "; ".join(filter(None, (won.rung_note, less)))
    return replace(won, body=text, rung="feed" if full else "summary", rung_note=note)


def _is_announced(text: str, title: str, headline: str) -> bool:
    """Whether a text without the words of its title stands under that very title.

    Columns have such titles; a list of other headlines is shorter than this.
    """
    same = run_together(headline) == run_together(title) != ""
    return same and len(text) >= _COLUMN


def _words(text: str) -> list[str]:
    return re.findall(r"\w{4,}", text.casefold())
