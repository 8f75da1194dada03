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
# A task force or a body around the leaders is the government's when it carries our name.
_AROUND = re.compile(
    r"\b(?:Satgas|Satuan Tugas|Gugus Tugas|Tim Percepatan|Tim Gubernur|Dekranasda|TP[ -]PKK"
    r"|Tim Penggerak PKK|Forkopimda|Samsat|UPTD|UPT|Sekretariat DPRD|BUMD)\b(?:\s+[\w-]+){0,3}?\s+$"
)
# The holders of tomorrow speak for the government of tomorrow.
_ELECT = re.compile(
    r"\b(?:Gubernur|Wakil Gubernur|Wagub)(?:\s+dan\s+(?:Wakil Gubernur|Wagub))?(?:\s+[A-Z]\w+)?"
    r"\s+terpilih\b",
    re.IGNORECASE,
)
# "Seroja Perketat Pengawasan": in a headline the name of the province does what only we can do.
_GOVERNS = re.compile(
    r"\s+(?:perketat|siapkan|siagakan|targetkan|usulkan|ajukan|alokasikan|anggarkan|kucurkan"
    r"|gelontorkan|percepat|genjot|perkuat|salurkan|luncurkan|larang|wajibkan|cabut|terbitkan"
    r"|tetapkan|berlakukan|terapkan|bentuk|buka|tutup|evaluasi|moratorium|raih|sabet|terima"
    r"|deklarasikan|batasi|tambah|pangkas|kaji|bahas|rancang|susun|dorong|janjikan)\b",
    re.IGNORECASE,
)
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
    spans |= _by_our_name(text, knowledge)
    if at_home:
        spans |= {hit.span() for hit in _ELECT.finditer(text.plain)}
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


def _by_our_name(text: Text, knowledge: Knowledge) -> set[Span]:
    """Return where the name of the province stands for its government."""
    found: set[Span] = set()
    for hit in knowledge.seats.all(text.plain):
        if knowledge.home not in hit.means:
            continue
        around = _AROUND.search(text.plain, max(0, hit.start - 50), hit.start)
        if around:
            found.add((around.start(), hit.end))
        elif _opens_clause(text, hit.start) and _GOVERNS.match(text.plain, hit.end):
            found.add((hit.start, hit.end))
    return found


def _opens_clause(text: Text, start: int) -> bool:
    """Return whether a clause of the headline begins here."""
    if start >= text.title_end:
        return False
    return start == 0 or text.raw[:start].endswith((", ", ": ", "; ", ". ", "? ", "! "))


def _agencies(text: Text, knowledge: Knowledge, ours: bool, at_home: bool) -> set[Span]:
    """Return agencies by name; a bare name counts where our government is named otherwise."""
    hits = knowledge.agency_names.longest(text.plain)
    foreign = {key for hit in hits for key in hit.means if _of_others(hit, text, knowledge)}
    return {
        (hit.start, hit.end)
        for hit in hits
        if not foreign & set(hit.means)
        and (ours or _of_ours(hit, text, knowledge) or (at_home and not _local(text, knowledge)))
    }


def _local(text: Text, knowledge: Knowledge) -> bool:
    """Return whether headline and lead are about a regency or city, whose agency is meant then."""
    if _OTHER_GOVERNMENT.search(text.plain, 0, text.lead_end):
        return True
    places = [
        hit for hit in knowledge.places.longest(text.plain) if not text.in_dateline(hit.start)
    ]
    return bool(places) and not any(knowledge.home in hit.means for hit in places)


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
