"""Find where an article speaks of the provincial government: leaders, agencies, "Pemprov".

Tone towards the government looks at these places; without any, the article is not about us (R1).
"""

import re

from issues.reading.knowledge import Knowledge
from issues.reading.officials import Official
from issues.reading.phrases import Hit
from issues.reading.text import Text
from issues.reading.values import Span

_GOVERNMENT = re.compile(
    r"\b(?:Pemprov|Pemerintah Provinsi|Pemerintah Daerah Provinsi|Sekretariat Daerah Provinsi"
    r"|pemerintah provinsi|pemprov|BUMD provinsi|Inspektorat Provinsi|dinas provinsi|OPD provinsi"
    r"|(?<=Dinas )\w+ provinsi|milik provinsi|jalan provinsi)\b(?=(\s*))",
)
_OTHER_GOVERNMENT = re.compile(
    r"\b(?:Pemkab|Pemkot|Pemerintah Kabupaten|Pemerintah Kota|Bupati|Wali ?Kota)\b", re.IGNORECASE
)
_OF_OTHERS = re.compile(
    r"(?:\s+dan\s+\w+){0,2}\s+(?:Daerah\s+)?\(?(?:Kabupaten|Kab\.|Kota)\b", re.IGNORECASE
)
_OF_PROVINCE = re.compile(r"\s+(?:Pemprov|Provinsi|provinsi)\b")
_ANY_GOVERNMENT = re.compile(r"\b(?:pemerintah daerah|Pemda|pemda|birokrasi|perangkat daerah)\b")


def find_targets(
    text: Text, knowledge: Knowledge, officials: tuple[Official, ...], at_home: bool
) -> tuple[Span, ...]:
    """Return where our government is spoken of, in order; nothing when it is not.

    `at_home` says that the article is set in our province: only then "pemerintah provinsi" and a
    bare agency mean ours.
    """
    spans = {s for o in officials if knowledge.is_ours(o.office) for s in o.spans}
    spans |= _government(text, knowledge, at_home)
    spans |= _agencies(text, knowledge, bool(spans), at_home)
    if spans:
        spans |= {hit.span() for hit in _ANY_GOVERNMENT.finditer(text.plain)}
    return tuple(sorted(spans))


def _government(text: Text, knowledge: Knowledge, at_home: bool) -> set[Span]:
    elsewhere = {hit.start for hit in knowledge.elsewhere.all(text.plain)}
    seats = {hit.start: hit.means for hit in knowledge.seats.all(text.plain)}
    found: set[Span] = set()
    for hit in _GOVERNMENT.finditer(text.plain):
        after = hit.end() + len(hit[1])
        if after in elsewhere and after not in seats:
            continue
        if at_home or knowledge.home in seats.get(after, ()):
            found.add(hit.span())
    return found


def _agencies(text: Text, knowledge: Knowledge, ours: bool, at_home: bool) -> set[Span]:
    """Return agencies by name; a bare name counts where our government is named otherwise."""
    hits = knowledge.agency_names.longest(text.plain)
    foreign = {key for hit in hits for key in hit.means if _of_others(hit, text, knowledge)}
    return {
        (hit.start, hit.end)
        for hit in hits
        if not foreign & set(hit.means)
        and (ours or _of_ours(hit, text, knowledge) or (at_home and not _local(text)))
    }


def _local(text: Text) -> bool:
    """Return whether a regency's or city's government is in the headline or lead."""
    return bool(_OTHER_GOVERNMENT.search(text.plain, 0, text.lead_end))


def _of_others(hit: Hit[str], text: Text, knowledge: Knowledge) -> bool:
    if _OF_OTHERS.match(text.plain, hit.end):
        return True
    following = text.plain[hit.end : hit.end + 40]
    place = next((h for h in knowledge.seats.all(following) if h.start == 1), None)
    other = next((h for h in knowledge.elsewhere.all(following) if h.start == 1), None)
    return bool(other or (place and knowledge.home not in place.means))


def _of_ours(hit: Hit[str], text: Text, knowledge: Knowledge) -> bool:
    following = text.plain[hit.end : hit.end + 40]
    named = any(h.start <= 1 and knowledge.home in h.means for h in knowledge.seats.all(following))
    return named or bool(_OF_PROVINCE.match(following))
