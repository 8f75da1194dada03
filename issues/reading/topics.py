"""Decide what an article is about: topics and flagship programmes by the words of the pack."""

from dataclasses import dataclass, field

from issues.reading.knowledge import Knowledge
from issues.reading.phrases import Hit
from issues.reading.text import BODY, LEAD, TITLE, Text
from issues.reading.values import Span, Value, quote

# docs/reading.md, 1: title 3, lead 2, body 1; one strong word or two different ones; at most three.
_WEIGHT = {TITLE: 3.0, LEAD: 2.0, BODY: 1.0}
_STRONG = 1.5
_REPEATED = 0.5
_MOST_TOPICS = 3
# A topic beside the primary one needs this share of its points.
_SHARE = 0.4


@dataclass
class _Score:
    """Evidence for one topic: the best place of each different word."""

    best: dict[str, float] = field(default_factory=dict)
    strong: set[str] = field(default_factory=set)
    repeated: int = 0
    spans: list[Span] = field(default_factory=list)
    words: list[str] = field(default_factory=list)

    def add(self, hit: Hit[tuple[str, bool]], zone: str) -> None:
        word, strong = hit.words.lower(), hit.means[0][1]
        points = _WEIGHT[zone] * (_STRONG if strong else 1.0)
        self.repeated += word in self.best
        self.best[word] = max(points, self.best.get(word, 0.0))
        self.strong |= {word} if strong else set()
        self.spans.append((hit.start, hit.end))
        self.words.append(hit.words)

    @property
    def counts(self) -> bool:
        return bool(self.strong) or len(self.best) >= 2

    @property
    def points(self) -> float:
        return sum(self.best.values()) + _REPEATED * min(self.repeated, 10)


def find_topics(text: Text, knowledge: Knowledge) -> tuple[Value[str], ...]:
    """Return up to three topic codes, the primary one first; nothing when no word counts."""
    scores: dict[str, _Score] = {}
    suppressed = knowledge.topic_excludes.find(text.plain)
    for hit in knowledge.topic_words.find(text.plain):
        code = hit.means[0][0]
        if not any(code in mask.means and _inside(hit, mask) for mask in suppressed):
            scores.setdefault(code, _Score()).add(hit, text.zone_at(hit.start))
    counted = [(code, score) for code, score in scores.items() if score.counts]
    counted.sort(key=lambda item: (-item[1].points, item[0]))
    return tuple(_values(counted[:_MOST_TOPICS]))


def find_programmes(text: Text, knowledge: Knowledge) -> tuple[Value[str], ...]:
    """Return the flagship programmes the article names."""
    found: dict[str, list[Hit[str]]] = {}
    for hit in knowledge.programme_names.longest(text.plain):
        for key in hit.means:
            found.setdefault(key, []).append(hit)
    return tuple(
        Value(
            key,
            0.95,
            f"menyebut {quote([hits[0].words])}",
            tuple((hit.start, hit.end) for hit in hits),
            tuple(hit.words for hit in hits),
        )
        for key, hits in found.items()
    )


def _inside(hit: Hit[tuple[str, bool]], mask: Hit[str]) -> bool:
    return mask.start <= hit.start and hit.end <= mask.end


def _values(counted: list[tuple[str, _Score]]) -> list[Value[str]]:
    total = sum(score.points for _, score in counted)
    floor = _SHARE * counted[0][1].points if counted else 0.0
    return [
        Value(
            code,
            round(min(0.97, score.points / total * min(1.0, 0.5 + score.points / 16)), 2),
            f"kata {quote(sorted(set(score.words), key=score.words.index))}",
            tuple(score.spans),
            tuple(dict.fromkeys(score.words)),
        )
        for code, score in counted
        if score.points >= floor
    ]
