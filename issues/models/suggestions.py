"""What the machine proposes and people answer, and what people said about stories."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from issues.models.coverage import Story
from issues.models.issues import Issue
from issues.models.subjects import Topic
from monitoring.models import Item


class SuggestionQuerySet(models.QuerySet["Suggestion"]):
    """Suggestions, by the questions the product asks of them."""

    def open(self) -> "SuggestionQuerySet":
        """Keep suggestions nobody has answered and that still hold."""
        return self.filter(answer="")


class Suggestion(models.Model):
    """One proposal with its reason. `key` names what is proposed: a rejection is never repeated.

    STORY: `item` may belong to `story`. MERGE: `story` and `other` may tell of one event. ISSUE:
    `story` may belong to `issue`. STATE: `issue` may move to `value`. MATTER: `story` fits no
    issue and may open one, with the working title `title` and the criterion `value`.
    """

    class Kind(models.TextChoices):
        STORY = "cerita", _("Masuk cerita")
        MERGE = "gabung", _("Gabungkan cerita")
        ISSUE = "isu", _("Masuk isu")
        STATE = "status", _("Status isu")
        MATTER = "perkara", _("Isu baru")

    class Answer(models.TextChoices):
        OPEN = "", _("belum dijawab")
        ACCEPTED = "ya", _("diterima")
        REJECTED = "tidak", _("ditolak")
        # The ground for it is gone: the story joined an issue, the counts fell.
        LAPSED = "gugur", _("gugur")

    key = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=8, choices=Kind)
    item = models.ForeignKey(
        Item, on_delete=models.CASCADE, null=True, blank=True, related_name="suggestions"
    )
    story = models.ForeignKey(
        Story, on_delete=models.CASCADE, null=True, blank=True, related_name="suggestions"
    )
    other = models.ForeignKey(
        Story, on_delete=models.CASCADE, null=True, blank=True, related_name="suggested_merges"
    )
    issue = models.ForeignKey(
        Issue, on_delete=models.CASCADE, null=True, blank=True, related_name="suggestions"
    )
    topic = models.ForeignKey(Topic, on_delete=models.SET_NULL, null=True, blank=True)
    value = models.CharField(max_length=20, blank=True)
    title = models.CharField(max_length=120, blank=True)
    confidence = models.FloatField()
    reason = models.CharField(max_length=300)
    words = ArrayField(models.CharField(max_length=120), default=list, blank=True)
    version = models.CharField(max_length=24)
    at = models.DateTimeField()
    answer = models.CharField(max_length=6, choices=Answer, default="", blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True
    )
    # Why it was rejected, where the person said so.
    answer_reason = models.CharField(max_length=300, blank=True)

    objects = SuggestionQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(
                fields=["kind", "-at"], name="suggestion_open", condition=models.Q(answer="")
            )
        ]

    def __str__(self) -> str:
        return self.key


class Tie(models.Model):
    """What a person said of two texts: one event, or two. It holds for ever, whatever is read anew.

    `first` is the one with the lower key, and both are first prints of their texts.
    """

    first = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="ties")
    second = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="ties_back")
    together = models.BooleanField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True
    )
    at = models.DateTimeField()

    class Meta:
        ordering = ["at"]
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="one_tie_per_pair"),
            models.CheckConstraint(
                condition=models.Q(first__lt=models.F("second")), name="tie_lower_key_first"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} {'=' if self.together else '≠'} {self.second_id}"
