"""Topics and flagship programmes of the pack: what coverage can be about."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from issues.models.people import Agency


def _phrases() -> ArrayField:
    """Return a column for a list of words or phrases."""
    return ArrayField(models.CharField(max_length=120), default=list, blank=True)


class Topic(models.Model):
    """A subject area (urusan) with the words that point to it."""

    code = models.CharField(max_length=8, primary_key=True)
    name = models.CharField(max_length=80)
    agency = models.ForeignKey(Agency, on_delete=models.SET_NULL, null=True, blank=True)
    # One strong word is enough; of the others it takes two different ones.
    strong = _phrases()
    seeds = _phrases()
    exclude = _phrases()

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class Programme(models.Model):
    """A flagship programme (program unggulan), a second dimension beside the topic."""

    key = models.SlugField(unique=True, max_length=80)
    name = models.CharField(max_length=120)
    aliases = _phrases()
    topic = models.ForeignKey(Topic, on_delete=models.SET_NULL, null=True, blank=True)
    agency = models.ForeignKey(Agency, on_delete=models.SET_NULL, null=True, blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
