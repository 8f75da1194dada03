"""What an act changed, in the words that the person reads: "7 pemuatan ditandai Negatif".

The words are stored with the act, so they are Indonesian whoever acted.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from issues.models import Act, Coverage, Decision, Issue, Office, Tone, Topic
from issues.templatetags.figures import number
from monitoring.models import Region


def of_act(decisions: Sequence[Decision], placements: int, others: int) -> str:
    """Return what these decisions changed on how many placements; `others` were spread to.

    No placements: it was a field report.
    """
    with translation.override(settings.LANGUAGE_CODE):
        return _of_act(decisions, placements, others)


def of_undo(act: Act) -> str:
    """Return the words of taking this act back."""
    with translation.override(settings.LANGUAGE_CODE):
        return _("Diurungkan: %(words)s") % {"words": act.words}


def _of_act(decisions: Sequence[Decision], placements: int, others: int) -> str:
    changed = [row for row in decisions if row.before != row.value]
    what = ", ".join(_changed(changed)) or _("dikonfirmasi")
    words = ngettext("%(count)s pemuatan %(what)s", "%(count)s pemuatan %(what)s", placements)
    if not placements:
        words = _("Laporan lapangan %(what)s")
    said = words % {"count": number(placements), "what": what}
    if not others:
        return said
    return _("%(said)s; diterapkan ke %(others)s pemuatan lain dalam cerita") % {
        "said": said,
        "others": number(others),
    }


def _changed(decisions: Sequence[Decision]) -> Iterator[str]:
    """Yield one phrase for every value that changed."""
    named = {row.office_id for row in decisions if row.office_id}
    offices = Office.objects.in_bulk(named) if named else {}
    for row in decisions:
        if row.office_id:
            yield _official(row, offices[row.office_id])
        else:
            yield _PHRASES[row.field](row)


def _official(row: Decision, office: Office) -> str:
    if not row.value:
        return _("tanpa %(office)s") % {"office": office}
    return _("ditandai %(tone)s terhadap %(office)s") % {
        "tone": _tone(row.value),
        "office": office,
    }


def _issue(row: Decision) -> str:
    issue = Issue.objects.filter(pk=row.value).first() if row.value else None
    return _("masuk isu %(issue)s") % {"issue": issue} if issue else _("dilepas dari isu")


def _topics(row: Decision) -> str:
    topics = Topic.objects.in_bulk(row.value or [])
    names = [str(topics[code]) for code in row.value or [] if code in topics]
    return _("topik %(names)s") % {"names": ", ".join(names) or _("kosong")}


def _regions(row: Decision) -> str:
    regions = Region.objects.in_bulk(row.value or [])
    names = [regions[code].short for code in row.value or [] if code in regions]
    return _("wilayah %(names)s") % {"names": ", ".join(names) or _("di luar daerah")}


def _nature(row: Decision) -> str:
    return _("bersifat %(nature)s") % {"nature": dict(Coverage.Nature.choices).get(row.value, "")}


def _tone(value: Any) -> str:
    return str(dict(Tone.choices).get(value, value))


_PHRASES = {
    Decision.Field.TONE: lambda row: _("ditandai %(tone)s") % {"tone": _tone(row.value)},
    Decision.Field.TOPIC: _topics,
    Decision.Field.REGION: _regions,
    Decision.Field.ISSUE: _issue,
    Decision.Field.NATURE: _nature,
}
