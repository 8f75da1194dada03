"""What an item said before, and which items are looked at again to see whether they changed."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from monitoring.claims import Claimable, ClaimQuerySet
from monitoring.models.items import Item


class ItemVersion(models.Model):
    """What an item said until `replaced_at`; the newest wording stands in the item itself."""

    class Change(models.TextChoices):
        TITLE = "judul", _("judul berubah")
        TEXT = "naskah", _("naskah berubah")
        BOTH = "keduanya", _("judul dan naskah berubah")

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=500)
    body = models.TextField()
    seen_at = models.DateTimeField()
    replaced_at = models.DateTimeField()
    # What changed towards the following version, in words and as a kind.
    change = models.CharField(max_length=10, choices=Change)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["item", "number"]
        constraints = [
            models.UniqueConstraint(fields=["item", "number"], name="one_version_per_number")
        ]

    def __str__(self) -> str:
        return f"{self.item_id} v{self.number}"


class Revisit(Claimable):
    """An item that is looked at again until `until`; `due_at` is when its page is fetched next."""

    item = models.OneToOneField(
        Item, on_delete=models.CASCADE, primary_key=True, related_name="revisit"
    )
    until = models.DateTimeField()
    # Why it is looked at: an issue that lives, a copy of something that was corrected.
    reason = models.CharField(max_length=200)
    visits = models.PositiveSmallIntegerField(default=0)
    seen_at = models.DateTimeField(null=True, blank=True)
    body_hash = models.CharField(max_length=64, blank=True)
    etag = models.CharField(max_length=512, blank=True)
    last_modified = models.CharField(max_length=128, blank=True)
    # When the page was found to be taken down.
    gone_at = models.DateTimeField(null=True, blank=True)
    note = models.CharField(max_length=300, blank=True)

    objects = ClaimQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["due_at"], name="revisit_due", condition=models.Q(due_at__isnull=False)
            )
        ]

    def __str__(self) -> str:
        return str(self.item_id)
