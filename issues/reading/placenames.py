"""Find the names of our places in an article, and tell which of them are none; a step of `places`.

None of the rules knows a province: which words are places comes from the pack, how the press uses
them does not.
"""

import re

from issues.reading.forms import SINGLE, STRONG
from issues.reading.knowledge import DISTRICT, PROVINCE, Knowledge, KnownRegion
from issues.reading.lists import word_list
from issues.reading.phrases import Hit
from issues.reading.text import TITLE, Text, blank

_NEAR = 200
# How far before a name the words that tell its kind are looked for.
_BEFORE = 64
_LEVEL = r"\b(?:kecamatan|kec\.|kabupaten|kab\.|kota|gunung|pulau|desa|kelurahan)\s+"
_LEVEL_BEFORE = re.compile(_LEVEL + "$", re.IGNORECASE)
_LEVEL_FIRST = re.compile(_LEVEL, re.IGNORECASE)
_LOCAL_BEFORE = re.compile(
    r"\b(?:kecamatan|kec\.|kabupaten|kab\.|kota|desa|dusun|kampung|kelurahan|bupati|wabup"
    r"|wali(?: ?kota)?|wawali|camat|pemkab|pemkot|polres|polresta|polsek|kodim|kejari|dprd|warga"
    r"|masyarakat|bumi|wilayah|pulau|gunung|bukit|sungai|teluk|pantai|bandara|pelabuhan|pasar|puskesmas"
    r"|rsud|kantor"
    r"|di|ke|dari|asal|se-)\s*$",
    re.IGNORECASE,
)
# Where people come from is not where things happen, nor what they were before.
_ORIGIN_BEFORE = re.compile(
    r"\b(?:asal|kelahiran|keluarga(?: besar)?|tokoh|paguyuban|alumni|perantau|diaspora)\s+$"
    r"|\b(?:keluarga|tokoh)\s+[A-Z]\w+(?:-|–| dan )$"
    r"|\b(?:mantan|eks|bekas)\s+(?:\w+\s+){1,3}$"
    r"|\b(?:pelaku|tersangka|terdakwa|terduga|korban|pemuda|pria|wanita|perempuan)"
    r"(?:,| adalah| merupakan)? warga\s+$",
    re.IGNORECASE,
)
# Offices of the state that serve more than the regency they are named after.
_AGENT_BEFORE = re.compile(
    r"\b(?:polres(?:ta(?:bes)?)?|polsek|kejari|kejaksaan negeri|kodim|bpn|bps|kpp|kppn|samsat|rutan"
    r"|lapas|bapas|imigrasi|bulog|pengadilan (?:negeri|agama)|pn)\s+$",
    re.IGNORECASE,
)
# People of a place who meet somewhere else: "warga KSB dan Sumbawa di Jakarta".
_PEOPLE_BEFORE = re.compile(
    r"\b(?i:warga|masyarakat|tokoh|mahasiswa|perantau|keluarga|ikatan|paguyuban)"
    r"(?: [A-Z][\w-]*){0,3}?(?:,| dan)?\s+$"
)
_PEOPLE_AWAY = re.compile(r"(?:(?:,| dan) [A-Z][\w-]*(?: [A-Z][\w-]*)?)*(?: \w+)? di(?: [a-z]+)? $")
# The capital's bare name often means the provincial government; these say the city is meant.
_CITY_BEFORE = re.compile(
    r"\b(?:kota|pemkot|wali ?kota|wawali|warga|polresta|kecamatan|kelurahan|pelajar|anak)\s+$",
    re.IGNORECASE,
)
# A place after one of these names a newspaper, a boat, a firm or a person.
_INSTITUTION_BEFORE = re.compile(
    r"\b(?:Universitas|Politeknik|Institut|Stasiun|Hotel|Bank|Tabungan|Ruang|Radar|Radio|Harian"
    r"|Kabar|Warta|Suara|Lintas|perahu|kapal|KM|KMP|PT|CV|Bapak|Pak|Ibu|Bu|H\.|Hj\.|dr\.|Dr\."
    r"|(?<![Jj]emaah )(?<![Cc]alon )Haji"
    r"|Persatuan|FC|Jalan|Jl\.)\s+$"
)
# A regency of this name, which is not ours, where only a district of ours is called so.
_REGENCY_BEFORE = re.compile(
    r"\b(?:Kabupaten|Kab\.|Kota|Bupati|Wabup|Wakil Bupati|Wali ?[Kk]ota|Wakil Wali ?[Kk]ota|Pemkab"
    r"|Pemkot|DPRD|Polres|Polresta|Kodim|Kejari)\s+$"
)
_AT_BEFORE = re.compile(r"\b(?:di|ke|dari)\s+$", re.IGNORECASE)
_NAME_BEFORE = re.compile(r"[\w”)] ([A-Z][a-z'’]+) $")
# An agency or a post before the place: "Dinas Kesehatan Kelana", "Ketua KPU Pelita".
_AGENCY_BEFORE = re.compile(
    r"\b(?:Dinas|Badan|Kantor|Biro|Bidang|Kadis|Kaban|Kepala|Ketua|Sekretaris|Anggota|Sekretariat"
    r"|Satpol|Kementerian|Kemenag|Balai|Unit|UPTD?|RSUD|PDAM|Perumda|Bawaslu|KPU|BPBD|PMI|Baznas"
    r"|MUI|Kejaksaan|Pengadilan|Forum|Aliansi|Ikatan|Asosiasi|Dis[a-z]{3,})"
    r"(?:,? [A-Z][\w-]*| dan){0,6} $"
)
_NAME_GOES_ON = re.compile(r" ([A-Z][a-z]+)")
_VILLAGE_GOES_ON = re.compile(
    r" (?:Baru|Lama|Jaya|Indah|Permai|Asri|Makmur|Mulya|Sari|Rejo|Atas|Bawah|Hulu|Hilir)\b"
)
_NO_NAME = word_list("not_after_places")
# "Desa A, Kecamatan B, Kabupaten C": what may stand between the parts of an address.
_ADDRESS = re.compile(r",?\s+(?:di\s+)?(?:kecamatan|kec\.|kabupaten|kab\.|kota)\s+|,\s+", re.I)
_ADDRESS_BEFORE = re.compile(
    r"\b(?:desa|dusun|kampung|pekon|nagari|tiyuh|gampong|kelurahan|kecamatan|kec\.)\s+$", re.I
)


def find_place_names(text: Text, masked: str, knowledge: Knowledge) -> list[Hit[str]]:
    """Return the names that are places of ours, in order of place; `masked` is from `mask`."""
    hits = [h for h in knowledge.places.longest(masked) if _is_place(h, text, masked, knowledge)]
    return _confirmed(_addressed(hits, masked, knowledge), text, masked)


def mask(text: Text, knowledge: Knowledge) -> str:
    """Blank what only looks like a place: institutions, persons, places that are not ours.

    A phrase inside a longer name of ours stays ("Provinsi Pulau Kembar").
    """
    false = [*knowledge.not_places.longest(text.plain), *knowledge.elsewhere.longest(text.plain)]
    ours = knowledge.places.longest(text.plain) if false else []
    spans = [(h.start, h.end) for h in false if not any(_inside(h, place) for place in ours)]
    spans += [
        (hit.start, hit.end)
        for hit in knowledge.names.longest(text.plain)
        if any(kind in (STRONG, SINGLE) for _, kind in hit.means)
    ]
    return blank(text.plain, spans)


def _inside(part: Hit[str], whole: Hit[str]) -> bool:
    """Return whether a hit lies in a longer one."""
    inside = whole.start <= part.start and part.end <= whole.end
    return inside and len(part.words) < len(whole.words)


def is_weak(hit: Hit[str], text: Text, masked: str, knowledge: Knowledge, ours: bool) -> bool:
    """Return whether a hit is an origin, or the capital's bare name.

    Desks sit in the capital, so its dateline says nothing; another dateline is where it happened.
    In a headline the bare capital counts, unless our leaders (`ours`) are in the article: where
    they meet is not what it is about.
    """
    if _ORIGIN_BEFORE.search(masked[max(0, hit.start - 40) : hit.start]):
        return True
    if _away_from_home(hit, text, masked, knowledge):
        return True
    home = knowledge.region.get(knowledge.home)
    capital = home.capital.removeprefix("Kota ") if home else ""
    if hit.words.lower() != capital.lower():
        return False
    bare = not _CITY_BEFORE.search(masked[max(0, hit.start - 16) : hit.start])
    return bare and (ours or text.zone_at(hit.start) != TITLE)


def is_agent(hit: Hit[str], masked: str) -> bool:
    """Return whether a hit only names an office of the state ("Polresta Arunika").

    Its district may reach beyond the name: it counts where no place is written.
    """
    return bool(_AGENT_BEFORE.search(masked[max(0, hit.start - 24) : hit.start]))


def _away_from_home(hit: Hit[str], text: Text, masked: str, knowledge: Knowledge) -> bool:
    """Return whether people of the place are somewhere else: "warga Suntara di Jakarta"."""
    if not _PEOPLE_BEFORE.search(masked[max(0, hit.start - 48) : hit.start]):
        return False
    return any(
        _PEOPLE_AWAY.fullmatch(text.plain, hit.end, other.start)
        for other in knowledge.elsewhere.longest(text.plain[: hit.end + 60])
        if other.start > hit.end
    )


def _is_place(hit: Hit[str], text: Text, masked: str, knowledge: Knowledge) -> bool:
    before = masked[max(0, hit.start - _BEFORE) : hit.start]
    if _INSTITUTION_BEFORE.search(before) or _part_of_a_name(hit, text, before):
        return False
    regions = [knowledge.region[code] for code in hit.means]
    if knowledge.home not in hit.means and _VILLAGE_GOES_ON.match(text.raw, hit.end):
        return False
    if all(region.level == DISTRICT for region in regions) and _REGENCY_BEFORE.search(before):
        return any(region.parent == knowledge.home for region in regions)
    if all(_needs_cue(region, hit.words, regions) for region in regions):
        cued = _LEVEL_BEFORE.search(before) or _LEVEL_FIRST.match(hit.words)
        return bool(cued) or _near_another(hit, text, masked, knowledge)
    return True


def _needs_cue(region: KnownRegion, words: str, alike: list[KnownRegion]) -> bool:
    """Return whether the words need a cue to mean the region.

    A capital is named like its district: where that needs a cue, so does the capital.
    """
    if region.needs_cue or words.lower() != region.capital.lower():
        return region.needs_cue
    itself = words.lower() in (region.short.lower(), region.name.lower())
    return not itself and any(other.needs_cue for other in alike)


def _part_of_a_name(hit: Hit[str], text: Text, before: str) -> bool:
    """Return whether capitals around the word make it part of another name ("Bima Arya").

    An abbreviation is nobody's name, and what follows an agency's is where the agency is.
    """
    if text.zone_at(hit.start) == TITLE or hit.words.isupper() or _LOCAL_BEFORE.search(before):
        return False
    preceding = _NAME_BEFORE.search(before)
    if preceding and preceding[1] not in _NO_NAME:
        return not _AGENCY_BEFORE.search(before)
    following = _NAME_GOES_ON.match(text.raw, hit.end)
    return bool(following and following[1] not in _NO_NAME and " " not in hit.words)


def _near_another(hit: Hit[str], text: Text, masked: str, knowledge: Knowledge) -> bool:
    """Return whether a place that needs no cue stands within 200 characters.

    A headline capitalises ordinary words too: there it must be a place of the same regency, or
    "di" stands before the word.
    """
    start = max(0, hit.start - _NEAR)
    plain = text.zone_at(hit.start) == TITLE and not _AT_BEFORE.search(masked[start : hit.start])
    own = _regencies(hit, knowledge) if plain else set()
    return any(
        other.start + start != hit.start
        and (not own or bool(own & _regencies(other, knowledge)))
        and any(
            not knowledge.region[code].needs_cue and knowledge.region[code].level != PROVINCE
            for code in other.means
        )
        for other in knowledge.places.longest(masked[start : hit.end + _NEAR])
    )


def _addressed(hits: list[Hit[str]], masked: str, knowledge: Knowledge) -> list[Hit[str]]:
    """Let the widest part of an address decide: in "Desa A, Kecamatan B, Kabupaten C" it is C.

    Villages are called like districts and regencies elsewhere in the same province.
    """
    kept = list(hits)
    for inner, outer in zip(reversed(hits[:-1]), reversed(hits[1:]), strict=True):
        follows = _ADDRESS.fullmatch(masked, inner.end, outer.start)
        named = _ADDRESS_BEFORE.search(masked[max(0, inner.start - 12) : inner.start])
        if follows and named and not _regencies(inner, knowledge) & _regencies(outer, knowledge):
            kept.remove(inner)
    return kept


def _regencies(hit: Hit[str], knowledge: Knowledge) -> set[str]:
    return {knowledge.regency_of(code) for code in hit.means}


def _confirmed(hits: list[Hit[str]], text: Text, masked: str) -> list[Hit[str]]:
    """Drop a headline's place that the body only knows as part of another name."""
    body = text.raw[text.title_end :]
    named = {code for h in hits if h.start > text.title_end for code in h.means}
    return [
        h
        for h in hits
        if h.start > text.title_end
        or named & set(h.means)
        or h.words not in body
        or _LOCAL_BEFORE.search(masked[max(0, h.start - _BEFORE) : h.start])
    ]
