"""Act: let go, at the end of loading, of rows whose record left the pack and nobody edited."""

from commandcenter.packs.kinds import values_of
from commandcenter.packs.match import Left
from commandcenter.packs.models import PackRecord
from commandcenter.packs.report import LoadReport

# A source is switched off, because coverage hangs on it; what was only said is deleted.
OFF = frozenset({"outlet", "feed", "query"})
DELETED = frozenset({"tenure", "day"})


def retire(left: list[Left], report: LoadReport) -> None:
    """Retire what may be retired, and count in the report what stays although it left the pack."""
    for one in left:
        if one.standing is None:
            _forget(one.record)
        elif one.record.kind in OFF | DELETED and not _edited(one):
            _let_go(one, report)
        else:
            report.counts["tidak ada lagi di paket"] += 1


def _let_go(one: Left, report: LoadReport) -> None:
    """Switch the row off or delete it, and forget that a pack wrote it."""
    if one.record.kind in OFF:
        one.standing.enabled = False
        one.standing.save(update_fields=["enabled"])
    else:
        one.standing.delete()
    outcome = "dimatikan" if one.record.kind in OFF else "dihapus"
    _forget(one.record)
    report.counts[outcome] += 1
    report.retired.append(f"{one.record.kind} {one.record.key} ({outcome})")


def _edited(one: Left) -> bool:
    """Say whether a person changed any value the pack wrote."""
    written = one.record.values
    return values_of(one.record.kind, one.standing, written) != written


def _forget(record: PackRecord) -> None:
    """Delete the record, unless its key names another row by now."""
    PackRecord.objects.filter(pk=record.pk, row=record.row).delete()
