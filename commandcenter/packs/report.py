"""Pure: what loading a pack changed, in the words `prepare` and `loadpack` print."""

from collections import Counter
from dataclasses import dataclass, field

_OUTCOMES = ("baru", "diperbarui", "tetap", "dimatikan", "dihapus", "tidak ada lagi di paket")


@dataclass
class LoadReport:
    """What loading changed: rows by outcome, fields a person keeps, rows that left the pack."""

    counts: Counter[str] = field(default_factory=Counter)
    kept: list[str] = field(default_factory=list)
    retired: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        text = ", ".join(f"{self.counts[word]} {word}" for word in _OUTCOMES if self.counts[word])
        if self.kept:
            text += f"; hasil suntingan dipertahankan: {', '.join(self.kept)}"
        if self.retired:
            text += f"; ditarik dari paket: {', '.join(self.retired)}"
        return text
