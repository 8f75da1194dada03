"""What people said of pairs of texts, carried through: who is with whom, who is never with whom.

A is with B and B with C, so A is with C; A is apart from C and C with D, so A is apart from D.
"""

from collections import defaultdict
from collections.abc import Iterable


class Ties:
    """Pairs of texts, by number: together or apart."""

    def __init__(self, pairs: Iterable[tuple[int, int, bool]] = ()) -> None:
        self._with: defaultdict[int, set[int]] = defaultdict(set)
        self._apart: defaultdict[int, set[int]] = defaultdict(set)
        for one, other, together in pairs:
            beside = self._with if together else self._apart
            beside[one].add(other)
            beside[other].add(one)

    def friends(self, text: int) -> frozenset[int]:
        """Return every text that is told to be of one event with this one, without itself."""
        return self._group(text) - {text}

    def foes(self, text: int) -> frozenset[int]:
        """Return every text that may never be in one story with this one.

        What people joined wins over what they parted: a friend is no foe.
        """
        group = self._group(text)
        parted = {foe for member in group for foe in self._apart.get(member, ())}
        return frozenset().union(*(self._group(foe) for foe in parted)) - group

    def _group(self, text: int) -> frozenset[int]:
        seen, waiting = {text}, [text]
        while waiting:
            new = self._with.get(waiting.pop(), set()) - seen
            seen |= new
            waiting += new
        return frozenset(seen)
