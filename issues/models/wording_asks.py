"""WordingAsk: one question to a language model, and how it ended."""

from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from issues.models.coverage import Story


class WordingAskQuerySet(models.QuerySet["WordingAsk"]):
    """Questions, by what is asked of them."""

    def failing_since(self) -> datetime | None:
        """Return when the questions began to fail; None while the last one was answered."""
        answered = self.exclude(outcome__in=[WordingAsk.Outcome.ASKED, WordingAsk.Outcome.FAILED])
        failed = self.filter(outcome=WordingAsk.Outcome.FAILED)
        if last := answered.order_by("-at").first():
            failed = failed.filter(at__gt=last.at)
        first = failed.order_by("at").first()
        return first.at if first else None


class WordingAsk(models.Model):
    """One question about the summary of one story: when, to which model, how it ended and why.

    Without `story` it was about a summary, or a story, that is no more: it still counts for its
    hour.
    """

    class Outcome(models.TextChoices):
        ASKED = "tanya", _("ditanyakan")
        PROPOSED = "usul", _("diusulkan")
        REFUSED = "tolak", _("ditolak")
        FAILED = "gagal", _("gagal")

    story = models.ForeignKey(
        Story, on_delete=models.SET_NULL, null=True, related_name="wording_asks"
    )
    at = models.DateTimeField()
    model = models.CharField(max_length=120)
    outcome = models.CharField(max_length=5, choices=Outcome, default=Outcome.ASKED)
    note = models.CharField(max_length=300, blank=True)
    version = models.CharField(max_length=24)

    objects = WordingAskQuerySet.as_manager()

    class Meta:
        ordering = ["-at"]
        indexes = [models.Index(fields=["-at"], name="wording_ask_newest")]

    def __str__(self) -> str:
        return f"{self.story_id}: {self.outcome}"
