"""How far what was found agrees with what people wrote: pure arithmetic for every data set."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

# 52.71 is a regency or city, 52.71.03 a district, which nobody judges.
_REGENCY_PARTS = 2


def set_f1(gold: frozenset[str], found: frozenset[str]) -> float:
    """Return the F1 of two sets; two empty ones agree."""
    return 2 * len(gold & found) / (len(gold) + len(found)) if gold or found else 1.0


def precision_recall(
    pairs: Sequence[tuple[frozenset[str], frozenset[str]]],
) -> tuple[float, float]:
    """Return precision and recall over all members of pairs of (gold, found)."""
    both = sum(len(gold & found) for gold, found in pairs)
    wanted = sum(len(gold) for gold, _ in pairs)
    given = sum(len(found) for _, found in pairs)
    return (both / given if given else 0.0), (both / wanted if wanted else 0.0)


def macro_f1(pairs: Sequence[tuple[str, str]]) -> float:
    """Return the mean F1 over the classes that occur in the gold of (gold, found)."""
    counted = Counter(pairs)
    wanted, given = Counter(gold for gold, _ in pairs), Counter(found for _, found in pairs)
    return mean([2 * counted[one, one] / (wanted[one] + given[one]) for one in sorted(wanted)])


def mean(values: Sequence[float]) -> float:
    """Return the mean; 0 of nothing."""
    return sum(values) / len(values) if values else 0.0


def judged_offices(identities: Iterable[str], offices: Collection[str]) -> frozenset[str]:
    """Return the identities ("gubernur@52") of the offices that are judged."""
    return frozenset(one for one in identities if one.partition("@")[0] in offices)


def without_districts(codes: Iterable[str]) -> frozenset[str]:
    """Return region codes without those of districts."""
    return frozenset(code for code in codes if code.count(".") < _REGENCY_PARTS)


def folded(codes: Iterable[str]) -> frozenset[str]:
    """Return region codes with every district folded to its regency: 52.71.03 → 52.71."""
    return frozenset(".".join(code.split(".")[:_REGENCY_PARTS]) for code in codes)


def confusion(pairs: Iterable[tuple[str, str]]) -> Mapping[str, Mapping[str, int]]:
    """Return how often each gold value was found as what."""
    table: dict[str, dict[str, int]] = {}
    for (gold, found), times in sorted(Counter(pairs).items()):
        table.setdefault(gold, {})[found] = times
    return table


@dataclass(frozen=True)
class EventShare:
    """What one event adds to the scores of a grouping into stories.

    Pairs: `together` are in one event and one story, `wanted` in one event, `given` in one story,
    where a pair of two events counts half for each. B³: the sums over the event's `items`.
    """

    items: int
    together: int
    wanted: int
    given: float
    precision: float
    recall: float


def event_shares(events: Sequence[Sequence[str]]) -> list[EventShare]:
    """Return the share of every event; an event lists the story of each of its items."""
    stories = Counter(story for event in events for story in event)
    return [_share(Counter(event), stories) for event in events]


def pair_f1(shares: Sequence[EventShare]) -> float:
    """Return the F1 of the pairs of items that stand in one story."""
    together = sum(share.together for share in shares)
    both = sum(share.wanted + share.given for share in shares)
    return 2 * together / both if both else 1.0


def b3_f1(shares: Sequence[EventShare]) -> float:
    """Return B³ F1 (Bagga and Baldwin 1998): precision and recall of each item's own story."""
    items = sum(share.items for share in shares) or 1
    precision = sum(share.precision for share in shares) / items
    recall = sum(share.recall for share in shares) / items
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _share(cells: Counter[str], stories: Counter[str]) -> EventShare:
    size = cells.total()
    together = sum(_pairs(count) for count in cells.values())
    foreign = sum(count * (stories[story] - count) for story, count in cells.items())
    return EventShare(
        items=size,
        together=together,
        wanted=_pairs(size),
        given=together + foreign / 2,
        precision=sum(count**2 / stories[story] for story, count in cells.items()),
        recall=sum(count**2 / size for count in cells.values()),
    )


def _pairs(size: int) -> int:
    return size * (size - 1) // 2
