"""How far what was found agrees with what people wrote: pure arithmetic for every data set."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

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


def cluster_f1(events: Sequence[Sequence[str]]) -> tuple[float, float]:
    """Return pairwise F1 and B³ F1 of a grouping; an event lists the story of each of its items.

    B³ is that of Bagga and Baldwin (1998): precision and recall of each item's own group, averaged.
    """
    cells = Counter((number, story) for number, event in enumerate(events) for story in event)
    stories = Counter(story for event in events for story in event)
    together = sum(_pairs(size) for size in cells.values())
    wanted = sum(_pairs(len(event)) for event in events)
    given = sum(_pairs(size) for size in stories.values())
    items = sum(len(event) for event in events) or 1
    precision = sum(size**2 / stories[story] for (_, story), size in cells.items()) / items
    recall = sum(size**2 / len(events[number]) for (number, _), size in cells.items()) / items
    return _f1(together, wanted, given), _harmonic(precision, recall)


def _pairs(size: int) -> int:
    return size * (size - 1) // 2


def _f1(both: int, wanted: int, given: int) -> float:
    return 2 * both / (wanted + given) if wanted + given else 1.0


def _harmonic(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0
