"""Quotes: who is quoted as saying what, and the statement behind the same words in many outlets."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from issues.models.coverage import Coverage
from issues.models.people import Office, Person


class Statement(models.Model):
    """What one speaker said once, in the words of its first placement."""

    words = models.TextField()
    # The speaker as the first placement names him; office and person where the pack knows them.
    speaker = models.CharField(max_length=200)
    office = models.ForeignKey(
        Office, on_delete=models.SET_NULL, null=True, blank=True, related_name="statements"
    )
    person = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="statements"
    )
    # When the first placement appeared; the same words much later are said again.
    said_at = models.DateTimeField()
    # MinHash bands of the words: what shares one is compared in full.
    bands = ArrayField(models.IntegerField(), default=list)

    class Meta:
        ordering = ["-said_at"]
        indexes = [
            GinIndex(fields=["bands"], name="statement_bands"),
            models.Index(fields=["office", "-said_at"], name="statement_of_office"),
        ]

    def __str__(self) -> str:
        return f"{self.speaker}: {self.words[:60]}"


class Quote(models.Model):
    """One place in one text where somebody is quoted. Derived: read again, it is written anew."""

    class Kind(models.TextChoices):
        DIRECT = "langsung", _("kutipan langsung")
        INDIRECT = "tidak", _("kutipan tidak langsung")

    coverage = models.ForeignKey(Coverage, on_delete=models.CASCADE, related_name="quotes")
    statement = models.ForeignKey(
        Statement, on_delete=models.SET_NULL, null=True, related_name="quotes"
    )
    kind = models.CharField(max_length=8, choices=Kind)
    words = models.TextField()
    # [[start, end], …] in "title\n\nbody"; the words may cross paragraphs.
    spans = models.JSONField(default=list)
    # "ujar", "mengatakan", "menurut"; empty where only a colon tells who speaks.
    verb = models.CharField(max_length=60, blank=True)
    # As the text names the speaker at this place or, for a pronoun, before it; empty: not told.
    speaker = models.CharField(max_length=200, blank=True)
    speaker_spans = models.JSONField(default=list)
    office = models.ForeignKey(
        Office, on_delete=models.SET_NULL, null=True, blank=True, related_name="quotes"
    )
    person = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="quotes"
    )
    confidence = models.FloatField()
    reason = models.CharField(max_length=300)
    version = models.CharField(max_length=24)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.speaker}: {self.words[:60]}"
