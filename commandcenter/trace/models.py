"""One row per changed row: which one, by whom, when, and what it was and became."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ChangeQuerySet(models.QuerySet["Change"]):
    """Changes, by the questions pages ask of them."""

    def of(self, row: models.Model) -> "ChangeQuerySet":
        """Keep changes of one row."""
        return self.filter(table=row._meta.db_table, row=str(row.pk))

    def newest(self) -> int:
        """Return the number of the newest of these changes; 0 when there is none."""
        return self.order_by("-pk").values_list("pk", flat=True).first() or 0


class Change(models.Model):
    """One change of one row, written by the trigger `trace_note` and by nothing else.

    `before` and `after` hold the watched columns that differ, by the name of the column; all of
    them where the row was made or deleted. A list of related rows (regions) changes one at a
    time: {"regions": "99.01"} on the side where it stands.
    """

    class Action(models.TextChoices):
        INSERT = "INSERT", _("dibuat")
        UPDATE = "UPDATE", _("diubah")
        DELETE = "DELETE", _("dihapus")

    table = models.CharField(max_length=63)
    row = models.CharField(max_length=80)
    action = models.CharField(max_length=6, choices=Action)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    at = models.DateTimeField()
    # Empty for what the system or somebody with SQL did. Without a constraint: a deed must not
    # fail because of its trace.
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        null=True,
        related_name="+",
    )

    objects = ChangeQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["table", "row", "-id"], name="change_of_row"),
            models.Index(fields=["by", "-id"], name="change_by"),
            models.Index(fields=["at"], name="change_at"),
        ]

    def __str__(self) -> str:
        return f"{self.table} {self.row} {self.action}"
