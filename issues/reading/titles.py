"""Find titles of office in an article and say how each one stands: placed, bare, or not meant.

A first step of `officials`, which decides whose a bare title is.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from issues.reading.knowledge import CITY, DISTRICT, Knowledge
from issues.reading.lists import word_list
from issues.reading.phrases import Hit, lower
from issues.reading.standing import is_elect, is_meant, is_sought_or_left
from issues.reading.text import TITLE, Text

# How a title stands. PLACED: our region is named beside it; BARE: nothing is; ELSEWHERE: another
# region is; UNKNOWN: a name nobody knows is; NOT_MEANT: a former or future holder, several, a
# building, an aide.
PLACED, BARE, ELSEWHERE, UNKNOWN = "placed", "bare", "elsewhere", "unknown"
NOT_MEANT = "not_meant"
# What says that a title without a region is not ours.
STRANGE = (ELSEWHERE, UNKNOWN)

HONORIFIC = (
    r"(?:(?:H|Hj|Dr|dr|drg|Drs|Dra|Ir|Prof|KH|TGH|TGKH|Mayjen|Brigjen|Letjen|Kol|Komjen|Irjen"
    r"|Bapak|Ibu|Pak|Bu|Bang|Haji|Hajah|TNI|\(Purn\.?\)|Purn)\b\.?,?\s+)*"
)
_CAPACITY = re.compile(
    r"\b(?:Pj|Pjs|Plt|Plh|Penjabat(?: Sementara)?|Pelaksana Tugas|Pelaksana Harian)\b\.?[ \t]+$",
    re.IGNORECASE,
)
_LEVEL = re.compile(
    r"(?: *\([^)\n]{1,40}\))?[ \t,(]*"
    r"(?:(?:Pemerintah +)?(Provinsi|Prov\.|Kabupaten|Kab\.|Kota|Pemprov|Pemkab|Pemkot) +)?",
    re.IGNORECASE,
)
_NAME = re.compile(rf"[ \t]+{HONORIFIC}((?:[A-Z][a-z'’]+)(?:[ \t]+(?:[A-Z][a-z'’]+|[A-Z]\.?))*)")
_NO_NAME = word_list("not_names")
_JOINED = re.compile(
    r"[ \t]*(?:,|,?[ \t]*(?:dan|serta|/|maupun|beserta|hingga))[ \t]*", re.IGNORECASE
)
# A headline with more small initials than this among its words is written like a sentence.
_SENTENCE_CASE = 0.5
_LONG_WORD = re.compile(r"\b[^\W\d_]{4,}")


@dataclass(frozen=True, slots=True)
class Title:
    """A title of office with the identities it may mean and how it stands."""

    start: int
    end: int
    words: str
    offices: tuple[str, ...]
    standing: str


def find_titles(text: Text, masked: str, knowledge: Knowledge, at: date) -> list[Title]:
    """Return the titles of office in order of place; longer titles win over their parts."""
    hits = knowledge.titles.longest(masked)
    seats = _longest_at(knowledge.seats.all(masked)) if hits else {}
    elsewhere = _longest_at(knowledge.elsewhere.all(masked)) if hits else {}
    found = []
    for hit in hits:
        title = _capacity(Title(hit.start, hit.end, hit.words, hit.means, BARE), masked)
        if lower(hit.words) in knowledge.full_titles:
            title = replace(title, standing=PLACED)
        else:
            title = _place(title, text, masked, knowledge, seats, elsewhere)
        if not is_meant(text, masked, title.start, {hit.end, title.end}, at):
            title = replace(title, standing=NOT_MEANT)
        elif _is_a_namesake(title, text, masked):
            title = replace(title, standing=ELSEWHERE)
        found.append(title)
    return _sought_together(_shared(found, masked, knowledge), text, masked)


def _capacity(title: Title, masked: str) -> Title:
    """Let "Pj", "Plt", "Plh" belong to the title."""
    before = _CAPACITY.search(masked[max(0, title.start - 20) : title.start])
    if not before:
        return title
    start = title.start - len(before[0])
    return replace(title, start=start, words=masked[start : title.end])


def _is_a_namesake(title: Title, text: Text, masked: str) -> bool:
    """Return whether a namesake of the pack, blanked in `masked`, stands right behind the title."""
    name = _NAME.match(text.plain, title.end)
    return name is not None and masked[name.start(1)].isspace()


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
        return replace(title, standing=UNKNOWN)
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
    """Return whether a name nobody knows follows the title.

    A headline in capitals cannot tell by itself: there the word must be a proper noun in the
    body ("Bupati Wirosari …": "rombongan dari Wirosari"), or the name of a place below ours that
    has no such office ("Bupati Kediri", where Kediri is also a district of ours).
    """
    name = _NAME.match(masked, title.end)
    if not name or name[1].split()[0] in _NO_NAME:
        return False
    known = knowledge.names.all(masked[max(0, name.start(1) - 30) : name.end(1) + 30])
    if any(hit.words in name[0] for hit in known):
        return False
    if text.zone_at(title.start) != TITLE or _is_sentence_case(text):
        return True
    place = _longest_at(knowledge.places.all(masked[: name.end(1)])).get(name.start(1))
    if place:
        return all(knowledge.region[code].level == DISTRICT for code in place.means)
    return _is_proper(name[1].split()[0], text)


def _is_sentence_case(text: Text) -> bool:
    """Return whether the headline has capitals only where a sentence has them."""
    words = _LONG_WORD.findall(text.raw[: text.title_end])[1:]
    small = sum(word[0].islower() for word in words)
    return small > _SENTENCE_CASE * len(words)


def _is_proper(word: str, text: Text) -> bool:
    """Return whether the body writes the word with a capital inside a sentence, and never small."""
    body = text.plain[text.title_end :]
    inside = re.search(rf"(?<=[\w,] ){word}\b", body)
    return bool(inside) and not re.search(rf"\b{word.lower()}\b", body)


def _sought_together(titles: list[Title], text: Text, masked: str) -> list[Title]:
    """Let "calon gubernur dan wakil gubernur" and "bupati dan wabup terpilih" speak for both."""
    for place in range(1, len(titles)):
        before, title = titles[place - 1], titles[place]
        if not _JOINED.fullmatch(masked, before.end, title.start):
            continue
        if before.standing == NOT_MEANT and is_sought_or_left(text, masked, before.start):
            titles[place] = replace(title, standing=NOT_MEANT)
        elif title.standing == NOT_MEANT and is_elect(masked, title.end):
            titles[place - 1] = replace(before, standing=NOT_MEANT)
    return titles


def _shared(titles: list[Title], masked: str, knowledge: Knowledge) -> list[Title]:
    """Let "Bupati dan Wakil Bupati Lombok Timur" place both titles."""
    for place in range(len(titles) - 2, -1, -1):
        title, following = titles[place], titles[place + 1]
        joined = _JOINED.fullmatch(masked, title.end, following.start)
        if title.standing != BARE or not joined or following.standing not in (PLACED, *STRANGE):
            continue
        if following.standing in STRANGE:
            titles[place] = replace(title, standing=following.standing)
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
