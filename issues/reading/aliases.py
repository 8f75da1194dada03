"""Drop words of a pack that could only mislead: they would match everywhere, or never."""

import re
from dataclasses import dataclass, fields, replace
from typing import Any, TypeVar

from issues.reading.knowledge import Knowledge

T = TypeVar("T")

# The longest name of an office or agency has some 90 characters; columns cut at 120.
LONGEST = 110
_SHORTEST = 2
# Signs that no name has; whoever writes them means a pattern, and patterns are not understood.
_PATTERN = re.compile(r"[*+?\[\]{}|^$\\<>]")
_WORD = re.compile(r"[^\W_]")
_SHOWN = 40


@dataclass(frozen=True)
class Refused:
    """A word of the pack that is not used: whose it is, and why in Indonesian."""

    of: str
    word: str
    why: str

    def __str__(self) -> str:
        return f"{self.of}: {self.word[:_SHOWN]!r} tidak dipakai, {self.why}"


def without_broken(knowledge: Knowledge) -> tuple[Knowledge, tuple[Refused, ...]]:
    """Return the knowledge with its usable words only, and the words that were dropped."""
    refused: list[Refused] = []
    cleaned = {
        part.name: _cleaned(getattr(knowledge, part.name), refused)
        for part in fields(Knowledge)
        if part.name not in ("home", "weights")
    }
    # Nothing is built anew where nothing is wrong: the matchers are kept with the object.
    return (replace(knowledge, **cleaned) if refused else knowledge), tuple(refused)


def why_not(word: object) -> str:
    """Return why a word cannot be looked for; empty for a good one."""
    if not isinstance(word, str) or not _WORD.search(word):
        return "kosong atau bukan kata"
    if len(word.strip()) < _SHORTEST:
        return "hanya satu huruf"
    if len(word) > LONGEST:
        return f"lebih dari {LONGEST} karakter"
    return "memuat tanda pola" if _PATTERN.search(word) else ""


def _cleaned(part: Any, refused: list[Refused]) -> Any:
    if isinstance(part, tuple):
        return tuple(_of_one(record, refused) for record in part)
    return _of_one(part, refused)


def _of_one(record: T, refused: list[Refused]) -> T:
    """Return a record without the broken ones among its lists of words."""
    kept: dict[str, tuple[str, ...]] = {}
    for field in fields(record):  # type: ignore[arg-type]
        words = getattr(record, field.name)
        if not isinstance(words, tuple):
            continue
        wrong = [(word, why) for word in words if (why := why_not(word))]
        if wrong:
            of = str(getattr(record, "key", None) or getattr(record, "code", "pack.yaml"))
            refused += [Refused(f"{of} ({field.name})", str(word), why) for word, why in wrong]
            kept[field.name] = tuple(word for word in words if not why_not(word))
    return replace(record, **kept) if kept else record  # type: ignore[type-var]
