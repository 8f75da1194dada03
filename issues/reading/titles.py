"""Find titles of office in an article and say how each one stands: placed, bare, or not meant.

A first step of `officials`, which decides whose a bare title is.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from issues.reading.knowledge import CITY, Knowledge
from issues.reading.lists import word_list
from issues.reading.phrases import Hit, lower
from issues.reading.text import TITLE, Text

# How a title stands. PLACED: our region is named beside it; BARE: nothing is; ELSEWHERE: another
# region or an unknown name is; NOT_MEANT: a former or future holder, several, a building, an aide.
PLACED, BARE, ELSEWHERE, NOT_MEANT = "placed", "bare", "elsewhere", "not_meant"

HONORIFIC = (
    r"(?:(?:H|Hj|Dr|dr|drg|Drs|Dra|Ir|Prof|KH|TGH|TGKH|Mayjen|Brigjen|Letjen|Kol|Komjen|Irjen"
    r"|Bapak|Ibu|Pak|Bu|Bang|Haji|Hajah|TNI|\(Purn\.?\)|Purn)\b\.?,?\s+)*"
)
_CAPACITY = re.compile(
    r"\b(?:Pj|Pjs|Plt|Plh|Penjabat|Pelaksana Tugas|Pelaksana Harian)\b\.?\s+$", re.IGNORECASE
)
_NOT_IN_OFFICE = re.compile(
    r"\b(?:mantan|eks|bekas|ex|calon|bacalon|balon|kandidat|bakal|kursi|jabatan|posisi|pemilihan"
    r"|pilkada|pengganti|almarhum|mendiang"
    r"|(?:\d+|dua|tiga|empat|lima|sejumlah) nama)[\s-]+(?:calon\s+)?$",
    re.IGNORECASE,
)
_NOT_IN_OFFICE_AFTER = re.compile(
    r"\s+(?:terpilih|terdahulu|sebelumnya|lama\b|saat itu|kala itu|ketika itu|periode\s+\d"
    r"|(?:daerah|provinsi|kabupaten|kota)\s+(?:tersebut|itu|lain|tetangga))",
    re.IGNORECASE,
)
_SEVERAL = re.compile(
    r"\b(?:para|kedua|seluruh|semua|setiap|tiap|sejumlah|beberapa|antar|dua|tiga|empat|lima|enam"
    r"|delapan|sepuluh|seorang|\d+)[\s-]+$",
    re.IGNORECASE,
)
_SEVERAL_AFTER = re.compile(
    r"\s*(?:/|dan|serta|,)?\s*(?:(?:para\s+)?(?:bupati|wali ?kota)\s+)?se"
    r"(?:-|\s*(?:Indonesia|Nusa))"
    r"|\s*/\s*wali ?kota",
    re.IGNORECASE,
)
_BUILDING = re.compile(
    r"\b(?:kantor|gedung|rumah(?: dinas| jabatan)?|pendopo|pendapa|halaman|ruang(?: \w+)?|aula|lobi"
    r"|selasar|lapangan|kediaman|peraturan|surat keputusan|keputusan)\s+$",
    re.IGNORECASE,
)
_PROTEST = re.compile(
    r"\b(?:(?:ber)?demo|demonstrasi|unjuk rasa|berunjuk rasa|aksi|geruduk|menggeruduk"
    r"|digeruduk|serbu|duduki|menduduki|massa|karangan bunga|kepung)\b",
    re.IGNORECASE,
)
_AIDE = re.compile(
    r"\b(?:istri|suami|putra|putri|anak|ajudan|sopir|staf(?: ahli| khusus)?|stafsus|juru bicara"
    r"|jubir|utusan|tim|asisten|menjadi|sebagai)\s+$",
    re.IGNORECASE,
)
_LEVEL = re.compile(
    r"(?:\s*\([^)\n]{1,40}\))?[\s,(]*(?:(?:Pemerintah\s+)?(Provinsi|Prov\.|Kabupaten|Kab\.|Kota|Pemprov|Pemkab|Pemkot)\s+)?",
    re.IGNORECASE,
)
_NAME = re.compile(rf"\s+{HONORIFIC}((?:[A-Z][a-z'’]+)(?:\s+(?:[A-Z][a-z'’]+|[A-Z]\.?))*)")
_NO_NAME = word_list("not_names")
_JOINED = re.compile(r"\s*(?:,|dan|serta|/|maupun|beserta|hingga)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Title:
    """A title of office with the identities it may mean and how it stands."""

    start: int
    end: int
    words: str
    offices: tuple[str, ...]
    standing: str


def find_titles(text: Text, masked: str, knowledge: Knowledge) -> list[Title]:
    """Return the titles of office in order of place; longer titles win over their parts."""
    seats = _longest_at(knowledge.seats.all(masked))
    elsewhere = _longest_at(knowledge.elsewhere.all(masked))
    found = []
    for hit in knowledge.titles.longest(masked):
        title = _capacity(Title(hit.start, hit.end, hit.words, hit.means, BARE), masked)
        if _not_meant(title, text, masked):
            title = replace(title, standing=NOT_MEANT)
        elif lower(hit.words) in knowledge.full_titles:
            title = replace(title, standing=PLACED)
        else:
            title = _place(title, text, masked, knowledge, seats, elsewhere)
        found.append(title)
    return _shared(found, masked, knowledge)


def _capacity(title: Title, masked: str) -> Title:
    """Let "Pj", "Plt", "Plh" belong to the title."""
    before = _CAPACITY.search(masked[max(0, title.start - 20) : title.start])
    if not before:
        return title
    start = title.start - len(before[0])
    return replace(title, start=start, words=masked[start : title.end])


def _not_meant(title: Title, text: Text, masked: str) -> bool:
    before = masked[max(0, title.start - 40) : title.start]
    after = masked[title.end : title.end + 40]
    if _BUILDING.search(before):
        sentence = text.sentence_at(title.start)
        return not _PROTEST.search(masked, sentence.start, sentence.end)
    return bool(
        any(pattern.search(before) for pattern in (_NOT_IN_OFFICE, _SEVERAL, _AIDE))
        or _NOT_IN_OFFICE_AFTER.match(after)
        or _SEVERAL_AFTER.match(after)
    )


def _place(
    title: Title,
    text: Text,
    masked: str,
    knowledge: Knowledge,
    seats: dict[int, Hit[str]],
    elsewhere: dict[int, Hit[str]],
) -> Title:
    """Read the region or the name that follows the title."""
    level = _LEVEL.match(masked, title.end)
    after = level.end() if level else title.end
    seat, other = seats.get(after), elsewhere.get(after)
    if other and (not seat or other.end > seat.end):
        return replace(title, standing=ELSEWHERE, end=other.end)
    if seat:
        offices = _seated(title, seat.means, (level[1] or "") if level else "", knowledge)
        standing = PLACED if offices else ELSEWHERE
        return replace(title, offices=offices or title.offices, standing=standing, end=seat.end)
    if _names_a_stranger(title, text, masked, knowledge):
        return replace(title, standing=ELSEWHERE)
    return title


def _seated(
    title: Title, codes: tuple[str, ...], level: str, knowledge: Knowledge
) -> tuple[str, ...]:
    """Return the office of the region that follows; "Bima" is the regency unless "Kota" is said."""
    fitting = [o for o in title.offices if knowledge.office[o].region in codes]
    if len(fitting) > 1:
        city = level.lower() in ("kota", "pemkot")
        fitting = [
            office
            for office in fitting
            if (knowledge.region[knowledge.office[office].region].level == CITY) == city
        ] or fitting
    return tuple(fitting[:1])


def _names_a_stranger(title: Title, text: Text, masked: str, knowledge: Knowledge) -> bool:
    """Return whether a name nobody knows follows; a headline cannot tell, all is capital there."""
    if text.zone_at(title.start) == TITLE:
        return False
    name = _NAME.match(masked, title.end)
    if not name or name[1].split()[0] in _NO_NAME:
        return False
    known = knowledge.names.all(masked[name.start(1) - 30 : name.end(1) + 30])
    return not any(hit.words in name[0] for hit in known)


def _shared(titles: list[Title], masked: str, knowledge: Knowledge) -> list[Title]:
    """Let "Bupati dan Wakil Bupati Lombok Timur" place both titles."""
    for place in range(len(titles) - 2, -1, -1):
        title, following = titles[place], titles[place + 1]
        joined = _JOINED.fullmatch(masked, title.end, following.start)
        if title.standing != BARE or not joined or following.standing not in (PLACED, ELSEWHERE):
            continue
        if following.standing == ELSEWHERE:
            titles[place] = replace(title, standing=ELSEWHERE)
            continue
        region = knowledge.office[following.offices[0]].region
        offices = tuple(o for o in title.offices if knowledge.office[o].region == region)
        if offices:
            titles[place] = replace(title, offices=offices, standing=PLACED)
    return titles


def _longest_at(hits: Iterable[Hit[str]]) -> dict[int, Hit[str]]:
    longest: dict[int, Hit[str]] = {}
    for hit in hits:
        if hit.start not in longest or hit.end > longest[hit.start].end:
            longest[hit.start] = hit
    return longest
