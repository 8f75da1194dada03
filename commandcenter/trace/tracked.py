"""What is traced: the rows that people change, and of them the columns that people change.

Columns that machines write (polling, risk, leases) are not named here, so their updates neither
make noise nor cost anything: the triggers are bound to these columns. Passwords and secrets are
never named. After every `migrate` the triggers follow this list (installing.py).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from commandcenter.trace.triggers import Links, Watch


@dataclass(frozen=True)
class Tracked:
    """One kind of row: its model, the word for it, its watched columns, and where it is shown.

    Without `born`, rows are made by the collector or have a history of their own, so that only
    changes and deletions count. `many` names lists of related rows. `called` is what people call
    a row.
    """

    slug: str
    model: str
    words: Any
    columns: tuple[str, ...]
    many: tuple[str, ...] = ()
    born: bool = True
    page: Callable[[Any], str] | None = None
    called: Callable[[Any], str] = str

    @property
    def table(self) -> type[models.Model]:
        """Return the model of these rows."""
        return apps.get_model(self.model)


def _editor(kind: str) -> Callable[[Any], str]:
    """Return the way to a row's page in the editor of the pack."""
    return lambda row: reverse("pack_record", args=[kind, row.pk])


def _access(_row: Any) -> str:
    return reverse("access")


TRACKED = (
    Tracked(
        "tanda",
        "issues.Act",
        _("Penandaan berita"),
        # Its words are written a moment after the row; what it decided stands in its decisions.
        ("item_id", "by_id", "at", "undoes_id"),
        page=lambda act: reverse("item", args=[act.item_id]),
    ),
    Tracked(
        "putusan",
        "issues.Decision",
        _("Isi penandaan"),
        ("item_id", "field", "office_id", "before", "value", "spread"),
        born=False,
        page=lambda decision: reverse("item", args=[decision.item_id]),
    ),
    Tracked(
        "isu",
        "issues.Issue",
        _("Isu"),
        (
            *("title", "statement", "topic_id", "agency_id", "strong", "seeds", "exclude"),
            *("state", "state_reason", "holder_id", "next_step", "deadline", "opened_because"),
        ),
        many=("regions",),
        page=lambda issue: reverse("issue", args=[issue.pk]),
    ),
    Tracked(
        "tanggapan",
        "issues.Response",
        _("Tanggapan"),
        (
            *("issue_id", "kind", "title", "instruction", "agency_id", "holder_id"),
            *("due_at", "done_at", "outcome"),
        ),
        page=lambda one: reverse("issue", args=[one.issue_id]) if one.issue_id else "",
    ),
    Tracked(
        "laporan",
        "monitoring.FieldReport",
        _("Laporan lapangan"),
        ("verification", "verification_note"),
        born=False,
        page=lambda report: reverse("item", args=[report.pk]),
    ),
    Tracked(
        "media",
        "monitoring.Outlet",
        _("Media"),
        (
            *("key", "name", "home", "kind", "tier", "official", "press_council"),
            *("gap_seconds", "enabled", "known", "hosts", "parallel", "blocked", "block_note"),
        ),
        many=("regions",),
        page=_editor("media"),
    ),
    Tracked(
        "umpan",
        "monitoring.Feed",
        _("Umpan"),
        ("key", "outlet_id", "url", "kind", "note", "enabled", "rules", "query_id"),
        page=_editor("umpan"),
        called=lambda feed: f"{feed.outlet} ({feed})",
    ),
    Tracked(
        "pencarian",
        "monitoring.SearchQuery",
        _("Kata pencarian"),
        ("text", "about", "enabled"),
        page=_editor("pencarian"),
    ),
    Tracked(
        "tokoh",
        "issues.Person",
        _("Tokoh"),
        ("key", "name", "full_name", "aliases", "weak_aliases", "variants", "not_after", "pairs"),
        page=_editor("tokoh"),
    ),
    Tracked(
        "jabatan",
        "issues.Office",
        _("Jabatan"),
        (
            *("key", "region_id", "title", "leader", "rank", "agency_id"),
            *("forms", "full_forms", "epithets"),
        ),
        page=_editor("jabatan"),
    ),
    Tracked(
        "masa-jabatan",
        "issues.Tenure",
        _("Masa jabatan"),
        ("office_id", "person_id", "capacity", "valid_from", "valid_to", "verified", "origin"),
        page=_editor("masa-jabatan"),
    ),
    Tracked(
        "opd",
        "issues.Agency",
        _("OPD"),
        ("key", "name", "short", "aliases", "kind", "valid_from", "valid_to", "successor_id"),
        page=_editor("opd"),
    ),
    Tracked(
        "topik",
        "issues.Topic",
        _("Topik"),
        ("name", "agency_id", "strong", "seeds", "exclude"),
        page=_editor("topik"),
    ),
    Tracked(
        "program",
        "issues.Programme",
        _("Program unggulan"),
        ("key", "name", "aliases", "topic_id", "agency_id"),
        page=_editor("program"),
    ),
    Tracked(
        "wilayah",
        "monitoring.Region",
        _("Wilayah"),
        ("name", "short", "capital", "aliases", "cues", "needs_cue", "title", "report"),
        born=False,
    ),
    Tracked(
        "pemeriksaan",
        "packs.PackRecord",
        _("Pemeriksaan data"),
        ("origin", "checked", "verified"),
        born=False,
        page=lambda record: _checked_page(record),
        called=lambda record: _checked_name(record),
    ),
    Tracked(
        "akun",
        "accounts.User",
        _("Akun"),
        ("username", "name", "role", "region_id", "agency_id", "is_active"),
        page=_access,
    ),
    Tracked(
        "undangan",
        "accounts.Invitation",
        _("Undangan"),
        ("role", "region_id", "agency_id", "used_at"),
        page=_access,
    ),
    Tracked(
        "sandi",
        "accounts.PasswordLink",
        _("Tautan sandi"),
        ("user_id", "made_by_id", "used_at"),
        page=_access,
    ),
    Tracked(
        "token",
        "accounts.Token",
        _("Token"),
        ("user_id", "name", "revoked_at"),
    ),
    Tracked(
        "layar",
        "accounts.Display",
        _("Layar"),
        ("name", "revoked_at"),
        page=_access,
    ),
)
BY_SLUG = {tracked.slug: tracked for tracked in TRACKED}


def _checked(record: Any) -> Tracked | None:
    """Return the kind of the record that was checked: packs name it by its model, in small."""
    names = {one.model.split(".")[1].lower(): one for one in TRACKED}
    return names.get(record.kind)


def _checked_page(record: Any) -> str:
    kind = _checked(record)
    return reverse("pack_record", args=[kind.slug, record.row]) if kind and kind.page else ""


def _checked_name(record: Any) -> str:
    kind = _checked(record)
    return f"{kind.words} {record.key}" if kind else str(record.key)


def watched() -> list[Watch]:
    """Return the traced tables as the triggers need them."""
    return [_watch(one) for one in TRACKED]


def _watch(one: Tracked) -> Watch:
    meta = one.table._meta
    lists = [meta.get_field(name) for name in one.many]
    many = [
        Links(field.m2m_db_table(), field.name, field.m2m_column_name(), field.m2m_reverse_name())
        for field in lists
    ]
    return Watch(meta.db_table, meta.pk.column, one.columns, one.born, tuple(many))
