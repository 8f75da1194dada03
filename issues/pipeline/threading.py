"""Finds the story an item belongs to, among the items of the days around it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from issues.models import Coverage, Story
from issues.reading.article import Article
from issues.reading.stories import StoryMatch, StoryText, assign
from monitoring.models import Item

# As in issues/reading/stories.py: coverage of one event is printed within three days.
WINDOW = timedelta(days=3)


@dataclass(frozen=True)
class Thread:
    """The story an item joins, with confidence and reason; a new one when `story` is None."""

    story: int | None
    confidence: float
    reason: str


class Threads:
    """The texts of the days around a batch, growing as the batch is read."""

    def __init__(self, texts: list[StoryText], placed: dict[int, int]) -> None:
        self.texts = texts
        self.placed = placed

    @classmethod
    def around(cls, items: Sequence[Item]) -> "Threads":
        """Load what was read within the window around these items, copies left out."""
        times = [item.listed_at for item in items]
        rows = Coverage.objects.filter(
            at__gte=min(times) - WINDOW, at__lte=max(times) + WINDOW, story__isnull=False
        ).values_list(
            "item_id", "story_id", "item__title", "item__text__body", "at", "item__copy_of"
        )
        texts = [
            StoryText(story, title, body or "", at)
            for _item, story, title, body, at, copy_of in rows
            if copy_of is None
        ]
        return cls(texts, {row[0]: row[1] for row in rows})

    def find(self, item: Item, article: Article) -> Thread:
        """Decide the story of an item: the one it is in, its original's, the nearest, or new."""
        if item.pk in self.placed:
            return Thread(self.placed[item.pk], 1.0, "sudah di cerita ini")
        original = self.placed.get(item.copy_of_id or 0)
        if original is not None:
            return Thread(original, 1.0, "naskah yang sama dengan berita pertama")
        match = assign(self._text(None, item, article), self.texts)
        if match is None or match.suggested:
            return Thread(None, 1.0, _alone(match))
        return Thread(int(match.story), match.confidence, match.reason)

    def add(self, item: Item, story: Story) -> None:
        """Let later items of the batch find this one."""
        if item.pk not in self.placed and item.copy_of_id is None:
            self.texts.append(StoryText(story.pk, item.title, item.text.body, item.listed_at))
        self.placed[item.pk] = story.pk

    @staticmethod
    def _text(story: int | None, item: Item, article: Article) -> StoryText:
        return StoryText(story, article.title, article.body, item.listed_at)


def _alone(match: StoryMatch | None) -> str:
    """Return why a new story begins."""
    return (
        "tidak ada berita serupa" if match is None else f"mirip, tetapi belum cukup: {match.reason}"
    )
