"""Proof that the sample newsroom is written, not generated: how much its articles share wording."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from commandcenter.newsroom.articles import Article, load

SEQUENCE = 5
MEDIAN_LIMIT = 0.05
PAIR_LIMIT = 0.20
LEAST_ARTICLES, LEAST_PLACEMENTS, LEAST_OUTLETS = 60, 150, 10

Sequences = frozenset[tuple[str, ...]]


class NewsroomError(ValueError):
    """The newsroom is too small or repeats itself; the message names the offenders."""


@dataclass(frozen=True)
class Neighbour:
    """The article whose wording is nearest to another one, and the share of it they have."""

    key: str
    nearest: str
    overlap: float

    def __str__(self) -> str:
        return f"{self.key} ~ {self.nearest} {self.overlap:.1%}"


@dataclass(frozen=True)
class Review:
    """What the check measured. `neighbours` has one entry per article, nearest pair first."""

    articles: int
    placements: int
    outlets: int
    neighbours: tuple[Neighbour, ...]

    @property
    def median(self) -> float:
        """The median over the articles of the overlap with their nearest neighbour."""
        return median(one.overlap for one in self.neighbours)

    @property
    def maximum(self) -> float:
        """The overlap of the nearest pair."""
        return self.neighbours[0].overlap

    def __str__(self) -> str:
        return (
            f"{self.articles} articles, {self.placements} placements, {self.outlets} outlets;"
            f" overlap of {SEQUENCE}-word sequences: median {self.median:.2%},"
            f" maximum {self.maximum:.2%} ({self.neighbours[0]})"
        )


def check(folder: Path) -> Review:
    """The review of the folder's articles; raises ArticleError or NewsroomError."""
    found = review(load(folder))
    faults = [*_too_small(found), *_too_alike(found)]
    if faults:
        raise NewsroomError("\n".join(faults))
    return found


def review(articles: Sequence[Article]) -> Review:
    """Counts and overlaps; declared copies are one text and so do not count as overlap.

    Needs at least two articles.
    """
    copies = [copy.outlet for article in articles for copy in article.copies]
    outlets = {article.outlet for article in articles}.union(copies)
    placements = len(articles) + len(copies)
    return Review(len(articles), placements, len(outlets), neighbours(articles))


def sequences(article: Article) -> Sequences:
    """Every run of five words in headline or text, without case and punctuation."""
    runs: set[tuple[str, ...]] = set()
    for passage in (article.title, " ".join(article.paragraphs)):
        words = re.findall(r"\w+", passage.lower())
        runs.update(zip(*(words[start:] for start in range(SEQUENCE)), strict=False))
    return frozenset(runs)


def overlap(one: Sequences, other: Sequences) -> float:
    """The share of the shorter text's sequences that the other text has too."""
    return len(one & other) / max(1, min(len(one), len(other)))


def neighbours(articles: Sequence[Article]) -> tuple[Neighbour, ...]:
    """The nearest other article of each article, nearest pairs first."""
    texts = {article.key: sequences(article) for article in articles}
    nearest = (
        max(
            (Neighbour(key, other, overlap(runs, texts[other])) for other in texts if other != key),
            key=lambda one: one.overlap,
        )
        for key, runs in texts.items()
    )
    return tuple(sorted(nearest, key=lambda one: (-one.overlap, one.key)))


def _too_small(found: Review) -> list[str]:
    counted = (
        ("articles", found.articles, LEAST_ARTICLES),
        ("placements", found.placements, LEAST_PLACEMENTS),
        ("outlets", found.outlets, LEAST_OUTLETS),
    )
    return [f"only {have} {what}, need {need}" for what, have, need in counted if have < need]


def _too_alike(found: Review) -> list[str]:
    """Pairs that look like one template, and, if the median is too high, all that push it up."""
    limit = MEDIAN_LIMIT if found.median >= MEDIAN_LIMIT else PAIR_LIMIT
    return [f"shares wording: {one}" for one in found.neighbours if one.overlap >= limit]
