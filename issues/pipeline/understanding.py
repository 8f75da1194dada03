"""What reading stands on, loaded once per batch, and what an item means by it."""

from dataclasses import dataclass
from typing import Self
from zoneinfo import ZoneInfo

from issues.knowledge import load_issues, load_knowledge
from issues.pipeline.storing import Understood
from issues.reading.article import Article, read
from issues.reading.knowledge import Knowledge, KnownIssue
from issues.reading.matching import match_issues
from monitoring.home import home_zone
from monitoring.models import Item

# What an item needs along, so that understanding it asks for nothing more.
ALONG = ("outlet", "text", "copy_of__outlet", "report")


@dataclass(frozen=True)
class Analyst:
    """The pack and the issues on file as one batch is read by them."""

    knowledge: Knowledge
    issues: tuple[KnownIssue, ...]
    zone: ZoneInfo

    @classmethod
    def load(cls) -> Self | None:
        """Return what the database says now; None before a pack is loaded."""
        knowledge = load_knowledge()
        return cls(knowledge, load_issues(), home_zone()) if knowledge else None

    def understand(self, item: Item) -> Understood:
        """Decide what an item means. Raises whatever its text makes a reader raise."""
        article = self.article(item)
        reading = read(article, self.knowledge)
        return Understood(item, article, reading, match_issues(article, reading, self.issues))

    def article(self, item: Item) -> Article:
        """Return an item with a text as it is read."""
        return Article(
            title=item.title,
            body=item.text.body,
            published=item.listed_at.astimezone(self.zone).date(),
            official_channel=_official(item) or _official(item.copy_of),
        )


def _official(item: Item | None) -> bool:
    """Say whether an item is an official channel's or a release; its copies are releases too."""
    released = item is not None and item.medium == Item.Medium.RELEASE
    return released or bool(item and item.outlet and item.outlet.official)
