"""Finds the story an item belongs to, among the items of the days around it.

What people said of texts comes first: a text they put together with another goes where that one
is, one they parted from another never joins its story, also when everything is read anew.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q

from issues.models import Coverage, Tie
from issues.pipeline.names import words_of_officials
from issues.pipeline.story_memory import StoryMemory, days_between
from issues.reading.article import Article
from issues.reading.stories import (
    LIVE,
    WINDOW,
    Nearest,
    confidence,
    nearest,
    tell,
    worth_asking,
)
from issues.reading.story_print import print_of
from issues.reading.ties import Ties
from monitoring.models import Item

# One memory per process; the lock of the reader lets one process use its own at a time.
_memory = StoryMemory()
TOLD = "digabungkan petugas"


@dataclass(frozen=True)
class FoundStory:
    """The story an item joins, with confidence and reason; a new one when `story` is None.

    `maybe` is the story a person should be asked about; `twins` are stories that the item would
    join as well, so that they may be one.
    """

    story: int | None
    confidence: float
    reason: str
    maybe: Nearest | None = None
    maybe_reason: str = ""
    twins: tuple[Nearest, ...] = ()


class StoryFinder:
    """The texts of the days around a batch, growing as the batch is read."""

    def __init__(self, memory: StoryMemory, items: Sequence[Item]) -> None:
        self.memory = memory
        self.found: dict[int, FoundStory] = {}
        roots = {text_of(item) for item in items}
        self.ties = load_ties(roots)
        kin = {other for root in roots for other in self.ties.friends(root) | self.ties.foes(root)}
        # One text, one story: whichever of its prints was read first decides for all.
        self.placed, self.by_text = _placed(roots | kin)

    @classmethod
    def around(cls, items: Sequence[Item], memory: StoryMemory | None = None) -> "StoryFinder":
        """Bring to mind what was read within the window around these items."""
        days = {
            day
            for item in items
            for day in days_between(item.listed_at - LIVE, item.listed_at + WINDOW)
        }
        memory = memory or _memory
        memory.refresh(days)
        return cls(memory, items)

    def find(self, item: Item, article: Article) -> FoundStory:
        """Decide the story of an item: the one it is in, its copies', the nearest, or new."""
        found = self._known(item) or self._nearest(item, article)
        self.found[item.pk] = found
        return found

    def add(self, item: Item, story: int) -> None:
        """Let later items find this one; one print of a text is enough to compare with."""
        root = text_of(item)
        self.placed[item.pk] = story
        self.by_text.setdefault(root, story)
        if root == item.pk:
            self.memory.put(root, story, item.title, item.text.body, item.listed_at)

    def stored(self, rows: Iterable[Coverage]) -> None:
        """Note when these items were read, as the database has it now."""
        for row in rows:
            self.memory.stamp(row.pk, row.read_at)

    def _known(self, item: Item) -> FoundStory | None:
        """Return the story that is settled already: its own, its copies', its friends'."""
        root = text_of(item)
        if item.pk in self.placed:
            return FoundStory(self.placed[item.pk], 1.0, "sudah di cerita ini")
        if root in self.by_text:
            return FoundStory(self.by_text[root], 1.0, "naskah yang sama")
        friends = sorted(f for f in self.ties.friends(root) if f in self.by_text)
        return FoundStory(self.by_text[friends[0]], 1.0, TOLD) if friends else None

    def _nearest(self, item: Item, article: Article) -> FoundStory:
        root = text_of(item)
        foes = {self.by_text[foe] for foe in self.ties.foes(root) if foe in self.by_text}
        text = print_of(article.title, article.body)
        near = nearest(self.memory.index, text, item.listed_at, without=foes)
        if not near:
            return FoundStory(None, 1.0, "tidak ada berita serupa")
        closest = self._text(near[0].item)
        reason = tell(self.memory.index, (article.title, article.body), closest)
        if near[0].joins:
            twins = tuple(other for other in near[1:] if other.joins)
            return FoundStory(near[0].story, confidence(near[0]), reason, twins=twins)
        officials = words_of_officials()
        if not worth_asking(self.memory.index, article.title, closest[0], officials):
            return FoundStory(None, 1.0, "tidak ada berita yang cukup serupa")
        said = f"mirip, tetapi belum cukup: {reason}"
        return FoundStory(None, 1.0, said, maybe=near[0], maybe_reason=reason)

    @staticmethod
    def _text(item: int) -> tuple[str, str]:
        rows = Item.objects.filter(pk=item).values_list("title", "text__body")
        title, body = rows.first() or ("", "")
        return title, body or ""


def text_of(item: Item) -> int:
    """Return what all prints of one text have in common: the first of them."""
    return item.copy_of_id or item.pk


def load_ties(texts: Collection[int]) -> Ties:
    """Return what people said of these texts, and of those they tied them to."""
    known: dict[int, tuple[int, int, bool]] = {}
    seen: set[int] = set()
    waiting = set(texts)
    while waiting:
        seen |= waiting
        rows = Tie.objects.filter(_touching(waiting)).exclude(pk__in=known)
        columns = ("pk", "first", "first__copy_of", "second", "second__copy_of", "together")
        new = {
            pk: (copied or first, other_copied or second, together)
            for pk, first, copied, second, other_copied, together in rows.values_list(*columns)
        }
        known |= new
        waiting = {text for one, other, _ in new.values() for text in (one, other)} - seen
    return Ties(known.values())


def _touching(texts: Collection[int]) -> Q:
    """Return ties of these texts; a first print may have become a copy since."""
    own = Q(first__in=texts) | Q(second__in=texts)
    return own | Q(first__copy_of__in=texts) | Q(second__copy_of__in=texts)


def _placed(texts: Collection[int]) -> tuple[dict[int, int], dict[int, int]]:
    """Return the stories of the prints of these texts, by item and by text."""
    same = Item.objects.filter(Q(pk__in=texts) | Q(copy_of__in=texts))
    # Asked for by itself: joined to coverage, the two ways to be a print would read every row.
    prints = dict(same.values_list("pk", "copy_of_id"))
    rows = Coverage.objects.filter(item__in=prints, story__isnull=False).order_by("at", "pk")
    placed: dict[int, int] = {}
    by_text: dict[int, int] = {}
    for item, story in rows.values_list("item_id", "story_id"):
        placed[item] = story
        by_text.setdefault(prints[item] or item, story)
    return placed, by_text
