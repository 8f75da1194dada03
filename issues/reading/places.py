"""Decide which regions an article is about: regencies and cities, the province, or elsewhere."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from issues.reading.knowledge import CITY, DISTRICT, REGENCY, Knowledge
from issues.reading.phrases import Hit
from issues.reading.placenames import find_place_names, is_agent, is_weak, mask
from issues.reading.text import BODY, LEAD, TITLE, Text
from issues.reading.values import Span, Value, quote

# Points of one region: for any mention in a zone, and once more for repeating it there.
_POINTS = {TITLE: (3.0, 3.0), LEAD: (2.0, 3.0), BODY: (1.0, 2.0)}
# A regency stays when it has at least this share of the strongest one's points.
_SHARE = 0.25
# More regencies than this in one article are a list: the story is the province's.
_MOST = 4
_HARM = (
    r"\w*bakar|\w*hangus\w*|ludes|dilalap|\w*rusak\w*|ambruk|roboh|runtuh|\w*jarah|meledak|terendam"
)
_BUILDING = (
    r"(?:gedung|kantor|pendopo|rumah (?:dinas|jabatan)|aula) (?:DPRD|gubernur|dinas|badan|setda)"
)
_DAMAGED = re.compile(
    rf"\b{_BUILDING}\b[^\n.]{{0,60}}\b(?:{_HARM})\b|\b(?:{_HARM})\b[^\n.]{{0,30}}\b{_BUILDING}\b",
    re.IGNORECASE,
)
_DISTRICT = re.compile(r"\b(?:kecamatan|kec\.)\s", re.IGNORECASE)
_COUNTS = (
    *("dua", "tiga", "empat", "lima", "enam"),
    *("tujuh", "delapan", "sembilan", "sepuluh", "sebelas"),
)
_WIDE = re.compile(
    r"\bse-?\s?provinsi\b|\b(?:seluruh|semua|setiap) (?:kabupaten|daerah)\b"
    rf"|\b(?:(?P<count>\d{{1,2}}|{'|'.join(_COUNTS)}) )?kabupaten(?:(?:/| dan )kota)?\b",
    re.IGNORECASE,
)
# "Sembilan kabupaten/kota" of ten is the province; "lima" are those five.
_NEARLY_ALL = 0.75


@dataclass
class _Evidence:
    """Words for one region by zone, gathered while reading."""

    zones: Counter[str] = field(default_factory=Counter)
    spans: list[Span] = field(default_factory=list)
    words: list[str] = field(default_factory=list)

    def add(self, hit: Hit[str], zone: str) -> None:
        self.zones[zone] += 1
        self.spans.append((hit.start, hit.end))
        self.words.append(hit.words)

    @property
    def points(self) -> float:
        return sum(_POINTS[zone][count > 1] for zone, count in self.zones.items())

    @property
    def upfront(self) -> bool:
        """Whether the headline or the lead names the region."""
        return bool(self.zones[TITLE] or self.zones[LEAD])


def find_places(
    text: Text, knowledge: Knowledge, ours: bool, seats: Sequence[str] = ()
) -> tuple[Value[str], ...]:
    """Return the regions, the strongest first.

    `ours` says that our leadership is in the article; `seats` are the regencies of other officials
    in it, which count where no place is written.

    Regencies come as their codes, districts only where "Kecamatan" stands before the name. The
    home code means the province as a whole; nothing means elsewhere. A dateline and the bare name
    of the capital are weak: they count where nothing else does.
    """
    masked = mask(text, knowledge)
    hits = find_place_names(text, masked, knowledge)
    strong = [h for h in hits if not is_weak(h, text, masked, knowledge, ours)]
    strong = _without_agents(strong, masked, knowledge)
    weak = [h for h in hits if h not in strong]
    evidence = _gather(_written(strong, text, knowledge), text, knowledge)
    home = evidence.pop(knowledge.home, None)
    kept = _keep(evidence, home, text, ours) or _seated(evidence, seats, ours)
    if not kept and seats and not home and not ours:
        return (Value(seats[0], 0.7, "pejabat daerahnya disebut"),)
    if not kept:
        return _at_the_seat(home, text, knowledge) or _widest(
            weak, evidence, home, text, knowledge, ours
        )
    found = [_value(code, proof, kept) for code, proof in kept]
    wide = _home_beside(text, knowledge, ours or home is not None)
    return (*found, *wide, *_districts(strong, masked, knowledge))


def _written(hits: list[Hit[str]], text: Text, knowledge: Knowledge) -> list[Hit[str]]:
    """Drop the dateline where the article itself names a regency."""
    written = [h for h in hits if not text.in_dateline(h.start)]
    named = any(knowledge.home not in h.means for h in written)
    return written if named else hits


def _without_agents(hits: list[Hit[str]], masked: str, knowledge: Knowledge) -> list[Hit[str]]:
    """Drop offices of the state where a regency is written otherwise."""
    written = [h for h in hits if not is_agent(h, masked)]
    return written if any(knowledge.home not in h.means for h in written) else hits


def _gather(hits: list[Hit[str]], text: Text, knowledge: Knowledge) -> dict[str, _Evidence]:
    evidence: dict[str, _Evidence] = {}
    said = {code for hit in hits if len(codes := _regencies(hit, knowledge)) == 1 for code in codes}
    for hit in hits:
        for code in _meant(hit, said, text, knowledge):
            evidence.setdefault(code, _Evidence()).add(hit, text.zone_at(hit.start))
    return evidence


def _regencies(hit: Hit[str], knowledge: Knowledge) -> list[str]:
    return sorted({knowledge.regency_of(code) for code in hit.means})


def _meant(hit: Hit[str], said: set[str], text: Text, knowledge: Knowledge) -> list[str]:
    """Return the regency meant; several only for a cue they share ("Gunung Kembar").

    Of several, those count that the article names otherwise (`said`). A city and a regency of one
    name are told apart by "Kota"; districts of one name stay the first in order.
    """
    codes = _regencies(hit, knowledge)
    if len(codes) == 1:
        return codes
    before = text.raw[max(0, hit.start - 12) : hit.start].lower()
    named = [code for code in codes if code in said]
    if all(hit.words in knowledge.region[code].cues for code in hit.means):
        return named or codes
    if re.search(r"\b(?:kota|pemkot|kabupaten|pemkab) $", before) or not named:
        city = "kota " in before or "pemkot " in before
        named = [code for code in codes if (knowledge.region[code].level == CITY) == city]
    return (named or codes)[:1]


def _keep(
    evidence: dict[str, _Evidence], home: _Evidence | None, text: Text, ours: bool
) -> list[tuple[str, _Evidence]]:
    """Return the regencies that carry the story; none when they are only a list or an aside."""
    ranked = sorted(evidence.items(), key=lambda item: (-item[1].points, item[0]))
    if home and home.zones[TITLE] and _located(home, text):
        ranked = [(code, proof) for code, proof in ranked if proof.zones[TITLE]]
    if ours or (home and home.upfront):
        ranked = [(code, proof) for code, proof in ranked if proof.upfront or proof.points >= 2]
    if home and home.zones[TITLE]:
        ranked = [(code, proof) for code, proof in ranked if proof.points > 2]
    if not ranked:
        return []
    most = ranked[0][1].points
    kept = [(code, proof) for code, proof in ranked if proof.points >= _SHARE * most]
    aside = most <= 1 and text.dateline is not None
    # A cue that several share is one name: "Provinsi Pulau Kembar" is no list.
    names = {tuple(proof.words) for _, proof in kept}
    return [] if aside or len(names) > _MOST else kept


def _seated(
    evidence: dict[str, _Evidence], seats: Sequence[str], ours: bool
) -> list[tuple[str, _Evidence]]:
    """Return the regency whose official is named, where headline or lead name it too.

    Beside "Bupati perempuan pertama di Seroja" the province only says among whom.
    """
    if ours:
        return []
    return [(code, evidence[code]) for code in seats if code in evidence and evidence[code].upfront]


def _at_the_seat(
    home: _Evidence | None, text: Text, knowledge: Knowledge
) -> tuple[Value[str], ...]:
    """Return the capital where a building of the province is damaged: it stands there.

    Meetings and protests at the building are about the province; fire and ruin happen on the spot.
    """
    code = knowledge.seat_of_home
    damaged = _DAMAGED.search(text.plain, 0, text.lead_end) if home and code else None
    if damaged is None or code is None:
        return ()
    reason = f"gedung provinsi di ibu kota: {quote([damaged[0]])}"
    return (Value(code, 0.7, reason, (damaged.span(),), (damaged[0],)),)


def _located(home: _Evidence, text: Text) -> bool:
    """Return whether the headline says "di Seroja": the province is the place, not the actor."""
    start = min(home.spans)[0]
    return bool(re.search(r"\b(?:di|se)[\s-]$", text.raw[:start], re.IGNORECASE))


def _value(code: str, proof: _Evidence, kept: list[tuple[str, _Evidence]]) -> Value[str]:
    total = sum(other.points for _, other in kept)
    confidence = min(0.97, 0.55 + 0.08 * min(proof.points, 3) + 0.2 * proof.points / total)
    reason = f"menyebut {quote(proof.words)}"
    return Value(code, round(confidence, 2), reason, tuple(proof.spans), tuple(proof.words))


def _home_beside(text: Text, knowledge: Knowledge, ours: bool) -> list[Value[str]]:
    """Add the province where the story reaches all of it ("96 desa di delapan kabupaten")."""
    wide = next(
        (hit for hit in _WIDE.finditer(text.plain, 0, text.lead_end) if _all_of(hit, knowledge)),
        None,
    )
    if not wide or not (ours or not knowledge.elsewhere.all(text.plain)):
        return []
    reason = f"menjangkau seluruh provinsi: {quote([wide[0]])}"
    return [Value(knowledge.home, 0.6, reason, (wide.span(),), (wide[0],))]


def _all_of(hit: re.Match[str], knowledge: Knowledge) -> bool:
    """Return whether words that count regencies mean (nearly) all of ours."""
    count = (hit["count"] or "").lower()
    if not count:
        return hit[0].lower() != "kabupaten"
    number = _COUNTS.index(count) + 2 if count in _COUNTS else int(count)
    ours = sum(region.level in (REGENCY, CITY) for region in knowledge.regions)
    return number >= _NEARLY_ALL * ours


def _districts(hits: list[Hit[str]], masked: str, knowledge: Knowledge) -> list[Value[str]]:
    found: dict[str, Value[str]] = {}
    for hit in hits:
        named = [code for code in hit.means if knowledge.region[code].level == DISTRICT]
        if named and _DISTRICT.search(masked[max(0, hit.start - 10) : hit.start + 11]):
            reason = f"disebut sebagai kecamatan: {quote([hit.words])}"
            spans = ((hit.start, hit.end),)
            found.setdefault(named[0], Value(named[0], 0.9, reason, spans, (hit.words,)))
    return list(found.values())


def _widest(
    weak: list[Hit[str]],
    aside: dict[str, _Evidence],
    home: _Evidence | None,
    text: Text,
    knowledge: Knowledge,
    ours: bool,
) -> tuple[Value[str], ...]:
    """Return the province when the article is about it, else the weak evidence, else nothing."""
    if home:
        reason = f"tingkat provinsi: {quote(home.words)}"
        confidence = 0.8 if home.upfront else 0.65
        return (Value(knowledge.home, confidence, reason, tuple(home.spans), tuple(home.words)),)
    if ours:
        return (Value(knowledge.home, 0.7, "pejabat atau perangkat daerah provinsi disebut"),)
    for hit in weak:
        code = _meant(hit, set(), text, knowledge)[0]
        where = "titimangsa" if text.in_dateline(hit.start) else "sebutan sekilas"
        reason = f"hanya dari {where} {quote([hit.words])}"
        return (Value(code, 0.5, reason, ((hit.start, hit.end),), (hit.words,)),)
    return tuple(_value(code, proof, list(aside.items())) for code, proof in aside.items())
