"""Who decided what on a text, and when; the last one on each field."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from issues.deciding import prints
from issues.models import Coverage, Decision, Issue, Tone, Topic
from monitoring.models import Item, Region


@dataclass(frozen=True)
class Stamp:
    """One decision as it is shown: by whom, when, and the value in words."""

    by: str
    at: datetime
    words: str


def stamps(item: Item) -> dict[tuple[str, int | None], Stamp]:
    """Return the standing decisions on a text by field and office."""
    rows = Decision.objects.standing().filter(item__in=prints(item))
    return {
        (row.field, row.office_id): Stamp(
            by=row.act.by.get_short_name() if row.act.by else _("akun yang dihapus"),
            at=row.act.at,
            words=words(row.field, row.value),
        )
        for row in rows.select_related("act__by")
    }


def words(field: str, value: Any) -> str:
    """Return a decided value as staff say it."""
    if field in {Decision.Field.TONE, Decision.Field.OFFICIAL}:
        return str(dict(Tone.choices).get(value, _("tidak disebut")))
    if field == Decision.Field.NATURE:
        return str(dict(Coverage.Nature.choices).get(value, value))
    if field == Decision.Field.ISSUE:
        return str(Issue.objects.filter(pk=value).first() or _("tidak masuk isu mana pun"))
    model = Topic if field == Decision.Field.TOPIC else Region
    return ", ".join(map(str, model.objects.filter(pk__in=value or ()))) or _("kosong")
