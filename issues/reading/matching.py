"""Match an article that was read with the issues on file."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from issues.reading.article import Article, Reading
from issues.reading.knowledge import KnownIssue
from issues.reading.lists import table
from issues.reading.phrases import Hit
from issues.reading.text import BODY, Text, lay_out
from issues.reading.values import Span, quote
from issues.reading.words import WordIndex

STRONG, SEED, EXCLUDE = "strong", "seed", "exclude"
_Hit = Hit[tuple[int, str]]

# From the first on an article is put into an issue; from the second on a person is asked.
MATCH_FROM = 0.6
SUGGEST_FROM = 0.46
# Two different seeds are the least that counts without a strong phrase.
_SEEDS_NEEDED = 2

_STRONG_UPFRONT, _STRONG_BODY = 0.72, 0.52
_SEEDS, _PER_SEED, _PER_UPFRONT_SEED, _MOST_SEEDS = 0.2, 0.06, 0.06, 5
_TOPIC, _REGION = 0.14, 0.12
_ANOTHER_REGION = 0.25


@dataclass(frozen=True, slots=True)
class IssueMatch:
    """An issue the article belongs to, or, where `suggested`, may belong to, and its words."""

    key: str
    confidence: float
    reason: str
    words: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()
    suggested: bool = False


def match_issues(
    article: Article, reading: Reading, issues: Sequence[KnownIssue]
) -> tuple[IssueMatch, ...]:
    """Return the issues the article is about, and those a person should be asked of, best first.

    A strong phrase is enough; without one it takes two different seeds that are not only a place
    or a title, and the issue's topic or region. A phrase of `exclude` rules the issue out.
    """
    text = lay_out(article.title, article.body)
    found: dict[int, list[_Hit]] = {}
    for hit in _index(tuple(issues)).find(text.plain):
        found.setdefault(hit.means[0][0], []).append(hit)
    matches = [m for at, hits in found.items() if (m := _match(issues[at], hits, text, reading))]
    return tuple(sorted(matches, key=lambda match: (-match.confidence, match.key)))


def _match(issue: KnownIssue, hits: list[_Hit], text: Text, reading: Reading) -> IssueMatch | None:
    if any(_kind(hit) == EXCLUDE for hit in hits):
        return None
    strong = [hit for hit in hits if _kind(hit) == STRONG]
    seeds = [hit for hit in hits if _kind(hit) == SEED and not _inside(hit, strong)]
    topic = issue.topic in {value.value for value in reading.topics}
    region, elsewhere = _regions(issue, reading)
    score = _strong(strong, text) + _seeds(seeds, text)
    agreed = topic or (region and not _is_wide(issue))
    telling = [hit for hit in seeds if _tells_what(hit.words, reading)]
    if not strong and (len(_different(telling)) < _SEEDS_NEEDED or not agreed):
        return None
    score += _TOPIC * topic + _REGION * region - _ANOTHER_REGION * elsewhere
    if score < SUGGEST_FROM:
        return None
    return _result(issue, [*strong, *seeds], score, topic, region)


def _strong(hits: list[_Hit], text: Text) -> float:
    if not hits:
        return 0.0
    upfront = any(text.zone_at(hit.start) != BODY for hit in hits)
    return _STRONG_UPFRONT if upfront else _STRONG_BODY


def _seeds(hits: list[_Hit], text: Text) -> float:
    different = _different(hits)
    upfront = _different([hit for hit in hits if text.zone_at(hit.start) != BODY])
    if not different:
        return 0.0
    most = min(len(different), _MOST_SEEDS), min(len(upfront), _MOST_SEEDS)
    return _SEEDS + _PER_SEED * most[0] + _PER_UPFRONT_SEED * most[1]


def _inside(seed: _Hit, strong: list[_Hit]) -> bool:
    return any(hit.start <= seed.start and seed.end <= hit.end for hit in strong)


def _tells_what(seed: str, reading: Reading) -> bool:
    """Say whether a seed names more than a place or a title, which all news from there share."""
    words = seed.lower().split()
    where = {words.lower() for region in reading.regions for words in region.words}
    place = len(words) > 1 and words[0] in _list("places")
    return not (place or seed.lower() in where or _list("titles").issuperset(words))


def _different(hits: list[_Hit]) -> set[str]:
    return {hit.words.lower()[:6] for hit in hits}


def _is_wide(issue: KnownIssue) -> bool:
    """Return whether the issue is the whole province's, so that its region says little."""
    return not any("." in code for code in issue.regions)


def _regions(issue: KnownIssue, reading: Reading) -> tuple[bool, bool]:
    """Return whether the article is about the issue's region, and whether only about others."""
    read = {value.value[:5] for value in reading.regions}
    ours = set(issue.regions)
    if not ours or not read:
        return False, False
    local = {code for code in read if "." in code}
    same = bool(read & ours) or (_is_wide(issue) and bool(read))
    return same, bool(local) and not same and not _is_wide(issue)


def _result(
    issue: KnownIssue, hits: list[_Hit], score: float, topic: bool, region: bool
) -> IssueMatch:
    words = tuple(dict.fromkeys(hit.words for hit in hits))
    agreeing = [name for name, agrees in (("topik", topic), ("wilayah", region)) if agrees]
    same = f"; {' dan '.join(agreeing)} sama" if agreeing else ""
    spans = tuple((hit.start, hit.end) for hit in hits)
    confidence, reason = round(min(0.97, score), 2), f"kata {quote(words)}{same}"
    return IssueMatch(issue.key, confidence, reason, words, spans, confidence < MATCH_FROM)


@lru_cache(maxsize=4)
def _list(name: str) -> frozenset[str]:
    return frozenset(str(table("matters.yaml")[name]).split())


def _kind(hit: _Hit) -> str:
    return hit.means[0][1]


@lru_cache(maxsize=2)
def _index(issues: tuple[KnownIssue, ...]) -> WordIndex[tuple[int, str]]:
    """Return the words of all issues → (place of the issue, STRONG, SEED or EXCLUDE)."""
    return WordIndex(
        (phrase, (place, kind))
        for place, issue in enumerate(issues)
        for kind, phrases in ((STRONG, issue.strong), (SEED, issue.seeds), (EXCLUDE, issue.exclude))
        for phrase in phrases
    )
