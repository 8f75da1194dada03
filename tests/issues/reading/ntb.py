"""The real pack of NTB as reading knows it, and short ways to read sentences written for tests."""

from datetime import UTC, date, datetime
from functools import cache

from commandcenter.packs.install import find_pack
from commandcenter.packs.knowledge import knowledge_of
from issues.reading.article import Article, Reading, read
from issues.reading.knowledge import Knowledge

HOME = "52"


@cache
def ntb() -> Knowledge:
    """Return what the pack says; it changes with the facts, not with the day of the test."""
    return knowledge_of(find_pack("ntb", datetime(2026, 3, 1, tzinfo=UTC)))


def read_ntb(day: str, title: str, *paragraphs: str) -> Reading:
    """Read a headline and paragraphs published on a day, such as "2025-06-01"."""
    return read(Article(title, "\n\n".join(paragraphs), date.fromisoformat(day)), ntb())


def named(day: str, title: str, *paragraphs: str) -> set[str]:
    """Return the offices named."""
    return {mention.office for mention in read_ntb(day, title, *paragraphs).mentions}


def placed(day: str, title: str, *paragraphs: str) -> set[str]:
    """Return the province and regencies the text is about, without districts."""
    found = read_ntb(day, title, *paragraphs).regions
    return {region.value for region in found if len(region.value) <= len("52.01")}


def holder(day: str, title: str, *paragraphs: str, office: str = "gubernur@52") -> str | None:
    """Return who is meant by the office."""
    mentions = read_ntb(day, title, *paragraphs).mentions
    return next(mention.person for mention in mentions if mention.office == office)
