"""Act: opening an issue, from an empty form or from an item at the desk."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models, transaction
from django.db.models import Q
from django.utils import translation
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from issues.deciding import Choice, decide
from issues.models import Agency, Coverage, Decision, Issue, Topic
from monitoring.clean import clean
from monitoring.models import Item, Region
from monitoring.nudge import nudge

# How far back a new issue looks for coverage that was read before it existed.
LOOK_BACK = timedelta(days=14)
# A title is what people say of the matter: short and neutral.
WORDS_OF_A_TITLE = 8
TITLE_MAX = 120


class Criterion(models.TextChoices):
    """Why something is an issue and not just news (docs/reading.md, 4); one is enough."""

    SPREAD = "sebaran", _("Tiga media atau lebih, atau dua hari pemberitaan tentang hal yang sama")
    NATIONAL = "nasional", _("Media nasional memberitakan negatif tentang Pemprov atau pimpinan")
    MASS = "aksi", _("Ada aksi massa, somasi, gugatan, atau rapat dengar pendapat DPRD")
    HARM = "dampak", _("Korban jiwa, SARA, KLB, atau gangguan layanan dasar")
    REPORTS = "laporan", _("Dua laporan lapangan atau lebih dari orang yang berbeda")
    REQUESTED = "permintaan", _("Permintaan pimpinan atau OPD")
    HOAX = "hoaks", _("Hoaks tentang Pemprov beredar")


@dataclass(frozen=True, kw_only=True)
class IssueDescription:
    """What an issue is: what people read of it, and the words that find its coverage."""

    title: str
    statement: str = ""
    topic: Topic | None = None
    agency: Agency | None = None
    regions: list[Region] = field(default_factory=list)
    strong: list[str] = field(default_factory=list)
    seeds: list[str] = field(default_factory=list)
    exclude: list[str] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class NewIssue(IssueDescription):
    """What a person fills in to open an issue; `criterion` says why it is one."""

    criterion: str


@transaction.atomic
def open_issue(new: NewIssue, by: AbstractBaseUser, at: datetime) -> tuple[Issue, bool]:
    """Open an issue; a second try with the same title returns the first one and False.

    Its first state is no decision of a person, so it writes no IssueChange: weighing must stay
    free to move it. Who opened it, and why, stands on the issue itself.
    """
    # Stored, so Indonesian whoever opens it.
    with translation.override(settings.LANGUAGE_CODE):
        because = str(Criterion(new.criterion).label)
    values = {
        "title": new.title,
        "statement": new.statement,
        "topic": new.topic,
        "agency": new.agency,
        "strong": new.strong,
        "seeds": new.seeds,
        "exclude": new.exclude,
        "state": Issue.State.EMERGING,
        "state_since": at,
        "state_reason": because,
        "opened_at": at,
        "opened_by": by,
        "opened_because": because,
    }
    issue, created = Issue.objects.get_or_create(key=slugify(new.title)[:80], defaults=values)
    if created:
        issue.regions.set(new.regions)
        read_again([*new.strong, *new.seeds], Q(coverage__issue=None), at)
    return issue, created


@transaction.atomic
def open_from(
    item: Item, new: NewIssue, by: AbstractBaseUser, at: datetime, seen: str, key: UUID
) -> tuple[Issue, bool]:
    """Open an issue and decide that the text of `item` belongs to it; both or neither.

    Raises deciding.ChangedMeanwhile when a colleague decided on the text after `seen`.
    """
    issue, created = open_issue(new, by, at)
    decide(item, [Choice(Decision.Field.ISSUE, issue.pk)], by, at, seen, key)
    return issue, created


def read_again(words: list[str], whose: Q, at: datetime) -> None:
    """Hand recent items that hold one of these words, and are `whose`, to the reader again."""
    holds = Q()
    for word in words:
        holds |= Q(title__icontains=word) | Q(text__body__icontains=word)
    if not holds:
        return
    recent = Item.objects.filter(whose, listed_at__gte=at - LOOK_BACK, stage=Item.Stage.DONE)
    recent.filter(holds).update(stage=Item.Stage.READ, due_at=at)
    transaction.on_commit(lambda: nudge("read"))


def suggested(item: Item | None, title: str) -> dict[str, Any]:
    """Return what a new form starts with: the given title, and what the item was read as."""
    if item is None:
        return {"title": short_title(title)}
    first = {"title": short_title(title or item.title), "dari": item.pk}
    coverage = Coverage.objects.filter(pk=item.pk).select_related("topic__agency").first()
    if coverage is None:
        return first
    agency = coverage.topic.agency if coverage.topic else None
    regions = Region.objects.regencies().filter(coverage__coverage=coverage)
    return first | {"topic": coverage.topic, "agency": agency, "regions": list(regions)}


def short_title(text: str) -> str:
    """Return the beginning of a headline as a title may be: few words, no exclamation."""
    words = clean(text, 500).translate(str.maketrans("", "", "!?")).split()
    return " ".join(words[:WORDS_OF_A_TITLE])[:TITLE_MAX]
