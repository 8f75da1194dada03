"""Match an article that was read with the issues on file."""

from collections.abc import Sequence
from dataclasses import dataclass

from issues.reading.article import Article, Reading
from issues.reading.knowledge import KnownIssue
from issues.reading.values import Span


@dataclass(frozen=True, slots=True)
class IssueMatch:
    """An issue the article belongs to, with the words that led to it."""

    key: str
    confidence: float
    reason: str
    words: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()


def match_issues(
    article: Article, reading: Reading, issues: Sequence[KnownIssue]
) -> tuple[IssueMatch, ...]:
    """Return the issues the article is about, best first."""
    return ()
