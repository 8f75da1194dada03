"""What the machine learned from people: weights as arrays, with what they were made of."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _


class LearnedModelQuerySet(models.QuerySet["LearnedModel"]):
    """Learned models, by the questions reading and training ask."""

    def ruling(self) -> "LearnedModelQuerySet":
        """Keep the models that reading uses now, at most one for a target."""
        return self.filter(ruling=True)


class LearnedModel(models.Model):
    """One training for one target, also one that was turned down: its figures stay to be seen.

    Arrays are parallel: `weights` holds len(classes) numbers for each of `buckets`, one bucket
    after the other. Reading checks their lengths and refuses what does not fit.
    """

    class Target(models.TextChoices):
        EVENT = "event_tone", _("Tone peristiwa")
        TONE = "tone", _("Tone terhadap Pemprov dan pimpinan")
        OFFICIAL = "official", _("Tone terhadap pejabat")
        TOPIC = "topic", _("Topik")

    target = models.CharField(max_length=10, choices=Target)
    made_at = models.DateTimeField()
    # Version of the features the weights belong to (issues/reading/features.py).
    features = models.CharField(max_length=24)
    classes = ArrayField(models.CharField(max_length=12))
    buckets = ArrayField(models.IntegerField())
    weights = ArrayField(models.FloatField())
    bias = ArrayField(models.FloatField())
    # Decisions it was trained on, and the newest ones it was judged by.
    trained_on = models.PositiveIntegerField()
    judged_by = models.PositiveIntegerField()
    # Share of the newest decisions it agrees with, and that of the model ruling at that time.
    score = models.FloatField(null=True)
    score_before = models.FloatField(null=True)
    ruling = models.BooleanField(default=False)
    reason = models.CharField(max_length=300)
    seconds = models.FloatField(default=0)

    objects = LearnedModelQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        permissions = [("teach", _("Latih model"))]
        constraints = [
            models.UniqueConstraint(
                fields=["target"], condition=models.Q(ruling=True), name="one_ruling_model"
            )
        ]

    def __str__(self) -> str:
        return f"{self.target} {self.made_at:%Y-%m-%d %H:%M}"


class TrainingOrderQuerySet(models.QuerySet["TrainingOrder"]):
    """Orders of training, by the questions the page and the worker ask."""

    def waiting(self) -> "TrainingOrderQuerySet":
        """Keep the orders that no training has answered."""
        return self.filter(ended_at=None)


class TrainingOrder(models.Model):
    """A person asked for a training now: a row, so that it waits however busy the workers are.

    `words` says what came of it, target by target.
    """

    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True)
    ended_at = models.DateTimeField(null=True)
    words = models.CharField(max_length=600, blank=True)

    objects = TrainingOrderQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.asked_at:%Y-%m-%d %H:%M}"
