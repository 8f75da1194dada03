"""What the pack last wrote to each row, so that people's edits can be told from its own."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PackRecord(models.Model):
    """One record of the loaded pack: which row it is, and the values the pack last gave it.

    A field whose row value still equals `values` belongs to the pack and follows its next
    version; a field that differs was edited by a person and stays.
    """

    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=160)
    pack = models.CharField(max_length=40)
    # Primary key of the row, so that it is found again whatever people edit in it.
    row = models.CharField(max_length=40)
    values = models.JSONField()
    loaded_at = models.DateTimeField()
    # Where the record comes from, when somebody last held it against the world, and whether it
    # is confirmed; an editor shows "belum diverifikasi" where it is not.
    origin = models.CharField(max_length=300, blank=True)
    checked = models.DateField(null=True, blank=True)
    verified = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="one_pack_record")]
        permissions = [("edit_pack", _("Sunting data daerah"))]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
