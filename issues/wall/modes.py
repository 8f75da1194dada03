"""How a wall is looked at: as always, by visitors, or in a meeting about one issue.

The mode stands in the address (`?mode=rapat,tamu&isu=7`), so that it survives polls and reloads.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Self

GUEST, MEETING = "tamu", "rapat"
# The largest primary key.
LARGEST = 2**63 - 1


class BadMode(ValueError):
    """An address asks for a mode or an issue that cannot be; the message says which part.

    It is refused, not ignored: a guest mode with a slip of the pen would show what it must hide.
    """


@dataclass(frozen=True)
class Mode:
    """Whether visitors look, and whether it is about one issue (None: the one that ranks first)."""

    guest: bool = False
    meeting: bool = False
    issue: int | None = None

    @classmethod
    def from_address(cls, words: Mapping[str, str]) -> Self:
        """Read the mode from the parameters of an address; raises BadMode."""
        named = set(filter(None, words.get("mode", "").split(",")))
        if not named <= {GUEST, MEETING}:
            raise BadMode(f"mode={words['mode'][:40]}")
        issue = words.get("isu", "")
        return cls(GUEST in named, MEETING in named, _key(issue) if issue else None)

    def changed(self, **changes: Any) -> Self:
        """Return this mode with changes; outside a meeting there is no issue."""
        mode = replace(self, **changes)
        return mode if mode.meeting else replace(mode, issue=None)

    @property
    def address(self) -> str:
        """Return the parameters of an address in this mode; empty for the wall as always."""
        names = [name for name, on in ((MEETING, self.meeting), (GUEST, self.guest)) if on]
        issue = f"&isu={self.issue}" if self.issue else ""
        return f"?mode={','.join(names)}{issue}" if names else ""

    @property
    def toggled_guest(self) -> str:
        """Return where the key T leads."""
        return self.changed(guest=not self.guest).address or "?"

    @property
    def toggled_meeting(self) -> str:
        """Return where the key R leads."""
        return self.changed(meeting=not self.meeting).address or "?"

    @property
    def back(self) -> str:
        """Return where Esc leads: out of the meeting, which visitors still watch; else home."""
        return self.changed(meeting=False).address or "?" if self.meeting else "?"


def _key(text: str) -> int:
    """Return a primary key."""
    if not (text.isascii() and text.isdecimal()) or not 0 < int(text[:20]) <= LARGEST:
        raise BadMode(f"isu={text[:40]}")
    return int(text[:20])
