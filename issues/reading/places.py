"""Decide which regions an article is about: regencies and cities, the province, or elsewhere."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from issues.reading.forms import SINGLE, STRONG
from issues.reading.knowledge import DISTRICT, PROVINCE, Knowledge
from issues.reading.lists import word_list
from issues.reading.phrases import Hit
from issues.reading.text import BODY, LEAD, TITLE, Text, blank
from issues.reading.values import Span, Value, quote

# Points of one region: for any mention in a zone, and once more for repeating it there.
_POINTS = {TITLE: (3.0, 3.0), LEAD: (2.0, 3.0), BODY: (1.0, 2.0)}
# A regency stays when it has at least this share of the strongest one's points.
_SHARE = 0.25
# More regencies than this in one article are a list: the story is the province's.
_MOST = 4
_NEAR = 200

_LEVEL = r"\b(?:kecamatan|kec\.|kabupaten|kab\.|kota|gunung|pulau|desa|kelurahan)\s+"
_LEVEL_BEFORE = re.compile(_LEVEL + "$", re.IGNORECASE)
_LEVEL_FIRST = re.compile(_LEVEL, re.IGNORECASE)
_DISTRICT = re.compile(r"\b(?:kecamatan|kec\.)\s", re.IGNORECASE)
_LOCAL_BEFORE = re.compile(
    r"\b(?:kecamatan|kec\.|kabupaten|kab\.|kota|desa|dusun|kampung|kelurahan|bupati|wabup"
    r"|wali ?kota|wawali|camat|pemkab|pemkot|polres|polresta|polsek|kodim|kejari|dprd|warga"
    r"|masyarakat|bumi|wilayah|pulau|gunung|bukit|sungai|teluk|pantai|bandara|pelabuhan|pasar|puskesmas|rsud|kantor"
    r"|di|ke|dari|asal|se-)\s*$",
    re.IGNORECASE,
)
# Where people come from is not where things happen.
_ORIGIN_BEFORE = re.compile(
    r"\b(?:asal|kelahiran|keluarga(?: besar)?|tokoh|paguyuban|alumni|perantau|diaspora)\s+$"
    r"|\b(?:keluarga|tokoh)\s+[A-Z]\w+(?:-|–| dan )$",
    re.IGNORECASE,
)
# The capital's bare name often means the provincial government; these say the city is meant.
_CITY_BEFORE = re.compile(
    r"\b(?:kota|pemkot|wali ?kota|wawali|warga|polresta|kecamatan|kelurahan|pelajar|anak)\s+$",
    re.IGNORECASE,
)
# A place after one of these names a newspaper, a boat, a firm or a person.
_INSTITUTION_BEFORE = re.compile(
    r"\b(?:Universitas|Politeknik|Institut|Stasiun|Hotel|Bank|Tabungan|Ruang|Radar|Radio|Harian"
    r"|Kabar|Warta|Suara|Lintas|perahu|kapal|KM|KMP|PT|CV|Bapak|Pak|Ibu|Bu|Haji|H\.|Hj\.|dr\.|Dr\."
    r"|Persatuan|FC|Jalan|Jl\.)\s+$"
)
_NAME_BEFORE = re.compile(r"[\w”)] ([A-Z][a-z'’]+) $")
_NAME_GOES_ON = re.compile(r" ([A-Z][a-z]+)")
_NO_NAME = word_list("not_after_places")
_WIDE = re.compile(
    r"\bse-?\s?provinsi\b|\b(?:seluruh|semua|setiap|delapan|sembilan|sepuluh|\d{1,2})"
    r" (?:kabupaten|daerah)\b|\bkabupaten(?:/| dan )kota\b",
    re.IGNORECASE,
)


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
    masked = _mask(text, knowledge)
    hits = [h for h in knowledge.places.longest(masked) if _is_place(h, text, masked, knowledge)]
    strong = [h for h in hits if not _is_weak(h, text, masked, knowledge)]
    weak = [h for h in hits if h not in strong]
    evidence = _gather(_written(_confirmed(strong, text, masked), text, knowledge), text, knowledge)
    home = evidence.pop(knowledge.home, None)
    kept = _keep(evidence, home, text, ours)
    if not kept and seats and not home and not ours:
        return (Value(seats[0], 0.7, "pejabat daerahnya disebut"),)
    if not kept:
        return _widest(weak, evidence, home, text, knowledge, ours)
    found = [_value(code, proof, kept) for code, proof in kept]
    wide = _home_beside(text, knowledge, ours or home is not None)
    return (*found, *wide, *_districts(strong, masked, knowledge))


def _mask(text: Text, knowledge: Knowledge) -> str:
    """Blank what only looks like a place: institutions, persons, places that are not ours."""
    hits = [*knowledge.not_places.longest(text.plain), *knowledge.elsewhere.longest(text.plain)]
    spans = [(hit.start, hit.end) for hit in hits]
    spans += [
        (hit.start, hit.end)
        for hit in knowledge.names.longest(text.plain)
        if any(kind in (STRONG, SINGLE) for _, kind in hit.means)
    ]
    return blank(text.plain, spans)


def _is_place(hit: Hit[str], text: Text, masked: str, knowledge: Knowledge) -> bool:
    before = masked[max(0, hit.start - 24) : hit.start]
    if _INSTITUTION_BEFORE.search(before):
        return False
    if _part_of_a_name(hit, text, before):
        return False
    if all(knowledge.region[code].needs_cue for code in hit.means):
        cued = _LEVEL_BEFORE.search(before) or _LEVEL_FIRST.match(hit.words)
        return bool(cued) or _near_another(hit, masked, knowledge)
    return True


def _part_of_a_name(hit: Hit[str], text: Text, before: str) -> bool:
    """Return whether capitals around the word make it part of another name ("Bima Arya")."""
    if text.zone_at(hit.start) == TITLE or _LOCAL_BEFORE.search(before):
        return False
    preceding = _NAME_BEFORE.search(before)
    if preceding and preceding[1] not in _NO_NAME:
        return True
    following = _NAME_GOES_ON.match(text.raw, hit.end)
    return bool(following and following[1] not in _NO_NAME and " " not in hit.words)


def _near_another(hit: Hit[str], masked: str, knowledge: Knowledge) -> bool:
    """Return whether a place that needs no cue stands within 200 characters."""
    start = max(0, hit.start - _NEAR)
    around = masked[start : hit.end + _NEAR]
    return any(
        other.start + start != hit.start
        and any(
            not knowledge.region[code].needs_cue and knowledge.region[code].level != PROVINCE
            for code in other.means
        )
        for other in knowledge.places.longest(around)
    )


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
        or _LOCAL_BEFORE.search(masked[: h.start])
    ]


def _written(hits: list[Hit[str]], text: Text, knowledge: Knowledge) -> list[Hit[str]]:
    """Drop the dateline where the article itself names a regency."""
    written = [h for h in hits if not text.in_dateline(h.start)]
    named = any(knowledge.home not in h.means for h in written)
    return written if named else hits


def _gather(hits: list[Hit[str]], text: Text, knowledge: Knowledge) -> dict[str, _Evidence]:
    evidence: dict[str, _Evidence] = {}
    for hit in hits:
        code = _meant(hit, text, knowledge)
        evidence.setdefault(code, _Evidence()).add(hit, text.zone_at(hit.start))
    return evidence


def _meant(hit: Hit[str], text: Text, knowledge: Knowledge) -> str:
    """Return the regency meant; a city and a regency of one name are told apart by "Kota"."""
    codes = sorted({knowledge.regency_of(code) for code in hit.means})
    if len(codes) == 1:
        return codes[0]
    before = text.raw[max(0, hit.start - 12) : hit.start].lower()
    city = "kota " in before or "pemkot " in before
    fitting = [code for code in codes if (knowledge.region[code].level == "kota") == city]
    return (fitting or codes)[0]


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
    return [] if aside or len(kept) > _MOST else kept


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
    wide = _WIDE.search(text.plain, 0, text.lead_end)
    if not (wide and ours):
        return []
    reason = f"menjangkau seluruh provinsi: {quote([wide[0]])}"
    return [Value(knowledge.home, 0.6, reason, (wide.span(),), (wide[0],))]


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
        code = _meant(hit, text, knowledge)
        where = "titimangsa" if text.in_dateline(hit.start) else "sebutan sekilas"
        reason = f"hanya dari {where} {quote([hit.words])}"
        return (Value(code, 0.5, reason, ((hit.start, hit.end),), (hit.words,)),)
    return tuple(_value(code, proof, list(aside.items())) for code, proof in aside.items())


def _is_weak(hit: Hit[str], text: Text, masked: str, knowledge: Knowledge) -> bool:
    """Return whether a hit is an origin, or the capital's bare name outside the headline.

    Desks sit in the capital, so its dateline says nothing; another dateline is where it happened.
    """
    if _ORIGIN_BEFORE.search(masked[max(0, hit.start - 32) : hit.start]):
        return True
    home = knowledge.region.get(knowledge.home)
    capital = home.capital.removeprefix("Kota ") if home else ""
    bare = hit.words.lower() == capital.lower() and text.zone_at(hit.start) != TITLE
    return bare and not _CITY_BEFORE.search(masked[max(0, hit.start - 16) : hit.start])
