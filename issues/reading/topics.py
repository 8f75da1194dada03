"""Decide what an article is about: by the words of the pack, and by what was learned.

The words are one expert, the learned model another; their opinions are multiplied (Hinton, 2002,
"Training products of experts"), so that either can be replaced without the other. A province
whose pack has other topics, or a pack without a model, is read by words alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import exp, log

from issues.reading.features import Features, features_of
from issues.reading.knowledge import Knowledge
from issues.reading.phrases import Hit
from issues.reading.text import BODY, LEAD, TITLE, Text
from issues.reading.values import Span, Value, quote
from issues.reading.weights import Weights

# The target of the learned model.
TOPIC = "topic"

# docs/reading.md, 1: title 3, lead 2, body 1; one strong word or two different ones; at most three.
_WEIGHT = {TITLE: 3.0, LEAD: 2.0, BODY: 1.0}
# Words alone on 968 written and 2,116 labelled items: 1.25 .725, 1.5 .727, 2 .737, 3 .739.
_STRONG = 3.0
_REPEATED = 0.5
_MOST_TOPICS = 3
# A topic beside the primary one needs this share of its points.
_SHARE = 0.4
# Below this the primary topic is shown as doubtful.
DOUBTFUL = 0.5

# What a point of the pack's words adds to the log of the model's probability: measured on sets
# whose like the model had not seen, 0.4 .709, 0.8 .743, 1.5 .747 of 3,084, and 59 or 57 of 71 items
# of the province.
_POINT = 1.0
# Flattens the sum so that what is told with .8 is right about eight times in ten.
_FLATTEN = 0.35
# Points beyond these say nothing new: long articles repeat their words.
_MOST_POINTS = 40.0
# Without any word of the pack a guess of the model below this is none.
_LEAST = 0.2


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

    @property
    def telling(self) -> list[str]:
        """Return the words, those with most points first."""
        return sorted(dict.fromkeys(self.words), key=lambda word: -self.best[word.lower()])


def find_topics(text: Text, knowledge: Knowledge) -> tuple[Value[str], ...]:
    """Return up to three topic codes, the primary one first; nothing when no word counts."""
    scores = _scores(text, knowledge)
    model = knowledge.weights.get(TOPIC)
    if model is None:
        return tuple(_by_words(scores))
    features = features_of(text)
    chances = _chances(model.probabilities(features), scores, knowledge)
    return tuple(_by_both(chances, scores, model, features))


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


def _scores(text: Text, knowledge: Knowledge) -> dict[str, _Score]:
    """Return the evidence of the pack's words; of words inside one another the longest counts."""
    suppressed = knowledge.topic_excludes.find(text.plain)
    hits = knowledge.topic_words.find(text.plain)
    reach = _reach(hits)
    scores: dict[str, _Score] = {}
    for hit in hits:
        code = hit.means[0][0]
        covered = reach[hit.start] > hit.end or any(
            code in mask.means and mask.start <= hit.start and hit.end <= mask.end
            for mask in suppressed
        )
        if not covered:
            scores.setdefault(code, _Score()).add(hit, text.zone_at(hit.start))
    return scores


def _reach(hits: list[Hit[tuple[str, bool]]]) -> dict[int, int]:
    """Return for every start how far the hits reach that begin there or before."""
    furthest, reach = 0, {}
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        furthest = max(furthest, hit.end)
        reach.setdefault(hit.start, furthest)
    return reach


def _by_words(scores: dict[str, _Score]) -> list[Value[str]]:
    counted = [(code, score) for code, score in scores.items() if score.counts]
    counted.sort(key=lambda item: (-item[1].points, item[0]))
    counted = counted[:_MOST_TOPICS]
    total = sum(score.points for _, score in counted)
    floor = _SHARE * counted[0][1].points if counted else 0.0
    return [
        Value(
            code,
            round(min(0.97, score.points / total * min(1.0, 0.5 + score.points / 16)), 2),
            f"kata {quote(score.telling)}",
            tuple(score.spans),
            tuple(dict.fromkeys(score.words)),
        )
        for code, score in counted
        if score.points >= floor
    ]


def _chances(
    learned: Mapping[str, float], scores: dict[str, _Score], knowledge: Knowledge
) -> dict[str, float]:
    """Return the probability of every topic of the pack, by words and model together."""
    unknown = min(learned.values())
    sums = {
        topic.code: _POINT * min(_MOST_POINTS, scores[topic.code].points if topic.code in scores
                                 else 0.0) + log(learned.get(topic.code, unknown) + 1e-9)
        for topic in knowledge.topics
    }  # fmt: skip
    most = max(sums.values(), default=0.0)
    powers = {code: exp(_FLATTEN * (number - most)) for code, number in sums.items()}
    total = sum(powers.values())
    return {code: power / total for code, power in powers.items()}


def _by_both(
    chances: Mapping[str, float], scores: dict[str, _Score], model: Weights, features: Features
) -> list[Value[str]]:
    """Return the likeliest topic, and others that words of the pack name beside it."""
    ranked = sorted(chances, key=lambda code: (-chances[code], code))[:_MOST_TOPICS]
    first = ranked[:1]
    if first and first[0] not in scores and chances[first[0]] < _LEAST:
        return []
    floor = _SHARE * scores[first[0]].points if first and first[0] in scores else 0.0
    beside = [
        code
        for code in ranked[1:]
        if code in scores and scores[code].counts and scores[code].points >= floor
    ]
    return [_told(code, chances[code], scores, model, features) for code in (*first, *beside)]


def _told(
    code: str, chance: float, scores: dict[str, _Score], model: Weights, features: Features
) -> Value[str]:
    """Return one topic with the words behind it: the pack's, else those the model learned."""
    score = scores.get(code, _Score())
    words, spans = tuple(score.telling), tuple(score.spans)
    reason = f"kata {quote(words)}"
    if not score.counts:
        learned, places = model.because(features, code)
        words, spans = (*words, *learned), tuple(sorted({*spans, *places}))
        reason = f"mirip berita bertopik ini, kata {quote(words)}"
    doubt = "" if chance >= DOUBTFUL else "belum pasti; "
    return Value(code, round(min(0.97, chance), 2), f"{doubt}{reason}", spans, words)
