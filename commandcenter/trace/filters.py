"""The filter of the one list: whose changes, of what kind, on which day."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from commandcenter.accounts.models import User
from commandcenter.trace.models import Change
from commandcenter.trace.tracked import BY_SLUG, TRACKED
from monitoring.fields import DayField
from monitoring.home import day_bounds, home_zone

PEOPLE, SYSTEM, ALL = "", "sistem", "semua"


class TraceFilter(forms.Form):
    """What the address of the list may say; anything else is an error with words."""

    orang = forms.ChoiceField(label=_("Oleh"), required=False)
    jenis = forms.ChoiceField(label=_("Jenis"), required=False)
    hari = DayField(label=_("Hari"), required=False)

    def __init__(self, data: Any) -> None:
        super().__init__(data, use_required_attribute=False)
        users = [(str(pk), name) for pk, name in User.objects.values_list("pk", "name")]
        whose = [
            (PEOPLE, _("Semua petugas")),
            (SYSTEM, _("Sistem, paket daerah, dan SQL")),
            (ALL, _("Semua")),
        ]
        self.fields["orang"].choices = [*whose, *users]
        self.fields["jenis"].choices = [("", _("Semua")), *((t.slug, t.words) for t in TRACKED)]

    def changes(self) -> QuerySet[Change]:
        """Return what the filter selects, newest first; the form must be valid."""
        found = Change.objects.select_related("by")
        chosen = self.cleaned_data
        if chosen["jenis"]:
            found = found.filter(table=BY_SLUG[chosen["jenis"]].table._meta.db_table)
        if chosen["hari"]:
            begins, ends = day_bounds(chosen["hari"], home_zone())
            found = found.filter(at__gte=begins, at__lt=ends)
        return self._by(found, chosen["orang"])

    def _by(self, found: QuerySet[Change], whose: str) -> QuerySet[Change]:
        if whose == ALL:
            return found
        if whose in {PEOPLE, SYSTEM}:
            return found.filter(by__isnull=whose == SYSTEM)
        return found.filter(by=int(whose))
