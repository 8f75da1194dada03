"""What people did to stories: merging two, taking items out of one. Undo is an act of its own."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from issues.models.coverage import Story


class StoryAct(models.Model):
    """One merge or split: by whom, when, in words, and what it needs to be taken back.

    Not an Act: who merges stories has not looked at the tone of any text, so nothing leaves the
    queue of the desk. `story` is the one that stays, `other` the one merged away or begun.
    """

    class Kind(models.TextChoices):
        MERGE = "gabung", _("digabungkan")
        SPLIT = "pisah", _("dipisahkan")

    kind = models.CharField(max_length=6, choices=Kind)
    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="acts")
    other = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="acts_as_other")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="story_acts"
    )
    at = models.DateTimeField()
    words = models.CharField(max_length=300)
    # {"items": [[item, story], …], "ties": [[first, second, together or null], …],
    # "issue": that of `story`, "led": [stories that had been merged into `other`, …]}
    before = models.JSONField(default=dict)
    # The key the form carried: a double click is one act.
    key = models.UUIDField(unique=True)
    undoes = models.OneToOneField(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="undone_by"
    )

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.words
