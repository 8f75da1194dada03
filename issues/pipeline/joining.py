"""Proposes the issue a story may belong to: by the words of one of its texts, or by its texts.

A person's word stands: what was rejected for the story or for the text is not proposed again, and
a text on which somebody decided an issue is left alone.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import Count, F, Q, QuerySet

from issues.models import Coverage, Decision, Issue, Suggestion
from issues.pipeline.names import Names
from issues.pipeline.suggesting import lapse, propose
from issues.reading.matching import IssueMatch

KIND = Suggestion.Kind.ISSUE
# How long after its newest placement a story is still asked about.
RECENT = timedelta(days=7)
BY_TEXTS = 0.55


def suggest_by_words(
    coverage: Coverage, matches: Sequence[IssueMatch], names: Names, at: datetime
) -> None:
    """Propose the best issue whose words were found but are not enough to join it."""
    maybe = next((match for match in matches if match.suggested), None)
    placed = coverage.issue_id or not coverage.story_id or coverage.story.issue_id
    if maybe is None or placed or _decided(coverage):
        return
    issue = names.issues[maybe.key]
    if _rejected(coverage, issue):
        return
    propose(
        KIND,
        f"isu:{coverage.story_id}:{issue}",
        at=at,
        confidence=maybe.confidence,
        reason=maybe.reason,
        words=maybe.words,
        item_id=coverage.pk,
        story_id=coverage.story_id,
        issue_id=issue,
    )


def suggest_by_texts(at: datetime) -> int:
    """Propose stories of which some texts were put into an issue; return how many wait for it."""
    rows = (
        Coverage.objects.press()
        .filter(story__last_at__gte=at - RECENT, story__issue=None, issue__in=Issue.objects.live())
        .order_by()
        .values("story", "issue")
        .annotate(inside=Count("pk", distinct=True), whole=Count("story__coverage", distinct=True))
        .filter(inside__lt=F("whole"))
    )
    found = [_by_texts(row["story"], row["issue"], row["inside"], at) for row in rows]
    return sum(row is not None for row in found)


def lapse_placed(at: datetime) -> int:
    """Let proposals lapse whose story belongs to an issue by now, or is closed or merged away."""
    waiting = Suggestion.objects.open().filter(kind=KIND)
    gone = Q(story=None) | ~Q(story__issue=None) | ~Q(story__merged_into=None)
    return lapse(waiting.filter(gone | Q(issue__state=Issue.State.CLOSED)), at)


def _by_texts(story: int, issue: int, inside: int, at: datetime) -> Suggestion | None:
    texts = Coverage.objects.press().filter(story=story)
    open_one = texts.filter(issue=None).order_by("at", "pk").first()
    if open_one is None:
        return None
    return propose(
        KIND,
        f"isu:{story}:{issue}",
        at=at,
        confidence=BY_TEXTS,
        reason=f"{inside} dari {texts.count()} pemuatannya sudah masuk isu ini",
        item_id=open_one.pk,
        story_id=story,
        issue_id=issue,
    )


def _decided(coverage: Coverage) -> bool:
    """Say whether a person decided the issue of this text."""
    root = coverage.item.copy_of_id or coverage.pk
    same = Q(item=root) | Q(item__copy_of=root)
    return Decision.objects.standing().filter(same, field=Decision.Field.ISSUE).exists()


def _rejected(coverage: Coverage, issue: int) -> bool:
    """Say whether this issue was rejected for the text or for its story."""
    return rejected(issue, Q(story=coverage.story_id) | Q(item=coverage.pk)).exists()


def rejected(issue: int, whose: Q) -> QuerySet[Suggestion]:
    """Return rejections of an issue for these stories or items."""
    no = Suggestion.Answer.REJECTED
    return Suggestion.objects.filter(whose, kind=KIND, issue=issue, answer=no)
