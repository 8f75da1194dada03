"""What people decided: acts and their decisions, append-only. Undo is an act of its own."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from issues.models.people import Office
from monitoring.models import Item


class Act(models.Model):
    """One press of "Simpan" or "Urungkan": by whom, when, on which item, in words."""

    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="acts"
    )
    at = models.DateTimeField()
    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="acts")
    # What changed on how many placements, as it was said to the person.
    words = models.CharField(max_length=300)
    placements = models.PositiveIntegerField(default=0)
    # What the machine had read when the person acted, and its version: agreement is counted from
    # it, also of what was looked at and let stand (issues/learning/agreement.py).
    machine = models.JSONField(default=dict, blank=True)
    # False where a story was put into an issue by its proposal: nobody judged this text, so it
    # still waits at the desk, and what the machine had read of it was not let stand.
    looked = models.BooleanField(default=True, db_default=True)
    # The key the form carried: a double click is one act.
    key = models.UUIDField(unique=True)
    undoes = models.OneToOneField(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="undone_by"
    )

    class Meta:
        ordering = ["-at", "-pk"]
        permissions = [("decide", _("Tandai berita"))]
        indexes = [
            models.Index(fields=["by", "-at"], name="act_by_newest"),
            models.Index(fields=["item", "-at"], name="act_on_item"),
        ]

    def __str__(self) -> str:
        return self.words


class DecisionQuerySet(models.QuerySet["Decision"]):
    """Decisions, by the questions settling asks."""

    def standing(self) -> "DecisionQuerySet":
        """Keep decisions whose act was not undone, oldest first: the last one wins."""
        return self.filter(act__undone_by=None).order_by("act__at", "pk")


class Decision(models.Model):
    """One value a person set. A machine value never overwrites it.

    `item` names the text: a decision holds for every print of the same text. Values by field:
    tone and official a Tone ("" for an official: not named here), topic and region a list of
    codes, issue a primary key or null, nature a Nature.
    """

    class Field(models.TextChoices):
        TONE = "tone", _("Tone terhadap Pemprov dan pimpinan")
        OFFICIAL = "official", _("Tone terhadap pejabat")
        TOPIC = "topic", _("Topik")
        REGION = "region", _("Wilayah")
        ISSUE = "issue", _("Isu")
        NATURE = "nature", _("Sifat")

    act = models.ForeignKey(Act, on_delete=models.CASCADE, related_name="decisions")
    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="decisions")
    field = models.CharField(max_length=8, choices=Field)
    # The official a tone is towards; only for OFFICIAL.
    office = models.ForeignKey(Office, on_delete=models.CASCADE, null=True, blank=True)
    before = models.JSONField(null=True)
    value = models.JSONField(null=True)
    # True where the decision came here by spreading an issue, topic or region to the story.
    spread = models.BooleanField(default=False)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["item", "field"], name="decision_of_item")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(field="official", office__isnull=False)
                | (~models.Q(field="official") & models.Q(office__isnull=True)),
                name="decision_on_official_names_office",
            )
        ]

    def __str__(self) -> str:
        return f"{self.field} = {self.value}"


class Hold(models.Model):
    """Somebody works on an item right now; it lapses by itself so that nothing stays stuck."""

    item = models.OneToOneField(
        Item, on_delete=models.CASCADE, primary_key=True, related_name="hold"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="holds")
    until = models.DateTimeField()

    class Meta:
        ordering = ["until"]

    def __str__(self) -> str:
        return f"{self.item_id} {self.by_id}"


class SavedSelection(models.Model):
    """A filter somebody kept by name: an address of the list or of the desk."""

    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_selections"
    )
    name = models.CharField(max_length=80)
    # The parameters of Selection.address(), never a whole address.
    address = models.CharField(max_length=1000)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["by", "name"], name="one_saved_selection_per_name")
        ]

    def __str__(self) -> str:
        return self.name
