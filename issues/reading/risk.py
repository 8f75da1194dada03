"""Risk of an issue, 0 to 100, as a sum of visible parts (docs/reading.md, 3)."""

from dataclasses import dataclass

from issues.reading.values import quote
from issues.reading.words import WordIndex

RISK_VERSION = "risiko-1"

LOW, MEDIUM, HIGH, CRITICAL = "rendah", "sedang", "tinggi", "kritis"
LEVELS = ((75, CRITICAL), (50, HIGH), (25, MEDIUM), (0, LOW))

# Hours in which coverage must double to count as fast.
_DOUBLING_HOURS = 3
_FAST_FROM = 4

Part = tuple[str, int]

# Sensitive matters: name, points (once), topics and words that show them.
_SENSITIVE: tuple[tuple[str, int, tuple[str, ...], str], ...] = (
    (
        "korban, anak, SARA, keamanan",
        15,
        (),
        "tewas; meninggal; korban jiwa; korban luka; luka berat; anak di bawah umur; pencabulan;"
        " kekerasan seksual; kekerasan anak; pernikahan anak; SARA; intoleransi; bentrok; ricuh;"
        " kerusuhan; penjarahan; dibakar massa; tawuran; terorisme; bayi; balita",
    ),
    (
        "hukum",
        15,
        ("HUK",),
        "KPK; korupsi; tersangka; OTT; gratifikasi; suap; Kejati; kejaksaan; kerugian negara;"
        " penyidikan; gugatan; somasi; pungli; penggelapan; penyelewengan; PTUN",
    ),
    (
        "bencana",
        10,
        ("BENC",),
        "banjir; longsor; gempa; tsunami; kekeringan; erupsi; kebakaran; puting beliung;"
        " tanggap darurat; pengungsi; krisis air",
    ),
    (
        "kebutuhan dasar",
        10,
        ("AIR", "KES"),
        "air bersih; krisis air; PDAM; beras langka; kelangkaan; listrik padam; rumah sakit; RSUD;"
        " puskesmas; obat kosong; keracunan; gizi buruk; kelaparan; BBM langka; LPG langka; pasien",
    ),
)
_MASS_ACTION = (
    "demo; demonstrasi; unjuk rasa; aksi massa; mogok; blokade; memblokade; turun ke jalan;"
    " geruduk; segel; boikot; kepung; aksi jilid; aksi lanjutan; mimbar bebas"
)


def _index(words: str) -> WordIndex[str]:
    return WordIndex((word.strip(), word.strip()) for word in words.split(";"))


_SENSITIVE_INDEX = tuple((name, p, codes, _index(words)) for name, p, codes, words in _SENSITIVE)
_MASS_ACTION_INDEX = _index(_MASS_ACTION)


@dataclass(frozen=True, slots=True)
class RiskFacts:
    """What the risk is computed from, counted by the caller over the issue's live coverage.

    `negative` and `positive` count items by tone towards the leadership; `accused` and `subject`
    say whether a leader has that role anywhere; outlets are distinct, `tier1_negative` those of
    tier 1 with a negative item, `known_outlets` those of tier 1 and 2; `hourly` items per hour,
    oldest first, the last hour is now; `words` the headlines (and leads), searched for sensitive
    matters and calls to action, `topics` the codes; `social` 0 to 2, set by a person.
    """

    negative: int = 0
    positive: int = 0
    accused: bool = False
    subject: bool = False
    outlets: int = 0
    tier1: int = 0
    tier1_negative: int = 0
    hourly: tuple[int, ...] = ()
    words: str = ""
    topics: tuple[str, ...] = ()
    answered: bool = False
    social: int = 0
    known_outlets: int = 0


@dataclass(frozen=True, slots=True)
class Risk:
    """Score, level and the parts that add up to it, in the order they were added."""

    score: int
    level: str
    parts: tuple[Part, ...]
    version: str = RISK_VERSION


def assess(facts: RiskFacts) -> Risk:
    """Return the risk; the parts add up to the score unless it is held at 0 or 100."""
    parts = [
        *_tone(facts),
        *_role(facts),
        *_reach(facts),
        *_speed(facts),
        *_sensitivity(facts),
        *_social(facts),
        *_answer(facts),
    ]
    score = max(0, min(100, sum(points for _, points in parts)))
    return Risk(score, level_of(score), tuple(parts))


def level_of(score: int) -> str:
    """Return the level of a score: from 25 "sedang", from 50 "tinggi", from 75 "kritis"."""
    return next(level for floor, level in LEVELS if score >= floor)


def _tone(facts: RiskFacts) -> list[Part]:
    """Weigh negative tone: in full when it prevails, half when good coverage outweighs it."""
    if not facts.negative:
        return []
    if facts.negative >= facts.positive:
        return [(f"nada negatif terhadap pimpinan ({facts.negative} berita)", 20)]
    return [
        (f"sebagian nada negatif ({facts.negative} dari {facts.negative + facts.positive})", 10)
    ]


def _role(facts: RiskFacts) -> list[Part]:
    if facts.accused:
        return [("pimpinan tertuduh", 20)]
    return [("pimpinan menjadi objek berita", 10)] if facts.subject else []


def _reach(facts: RiskFacts) -> list[Part]:
    parts: list[Part] = []
    if facts.tier1_negative:
        parts.append((f"negatif di media tier 1 ({facts.tier1_negative})", 15))
    elif facts.tier1:
        parts.append((f"diberitakan media tier 1 ({facts.tier1})", 5))
    points = next((p for floor, p in ((15, 15), (8, 10), (3, 5)) if facts.outlets >= floor), 0)
    if points:
        parts.append((f"{facts.outlets} media", points))
    if facts.outlets == 1 and not facts.known_outlets:
        parts.append(("satu sumber yang belum dikenal", -5))
    return parts


def _speed(facts: RiskFacts) -> list[Part]:
    """Compare the last three hours with the three before them."""
    now = sum(facts.hourly[-_DOUBLING_HOURS:])
    before = sum(facts.hourly[-2 * _DOUBLING_HOURS : -_DOUBLING_HOURS])
    if now >= _FAST_FROM and now >= 2 * max(before, 1):
        return [(f"berlipat dua dalam tiga jam ({before} menjadi {now})", 10)]
    return []


def _sensitivity(facts: RiskFacts) -> list[Part]:
    parts = [
        (f"sensitif: {name} ({quote(found)})", points)
        for name, points, codes, index in _SENSITIVE_INDEX
        if (found := _found(index, codes, facts))
    ]
    action = [hit.words for hit in _MASS_ACTION_INDEX.find(facts.words)]
    return [*parts, (f"ajakan atau aksi massa ({quote(action)})", 10)] if action else parts


def _found(index: WordIndex[str], codes: tuple[str, ...], facts: RiskFacts) -> list[str]:
    """Return the words that show a sensitive matter, else its topics."""
    words = [hit.words for hit in index.find(facts.words)]
    return words or [code for code in codes if code in facts.topics]


def _social(facts: RiskFacts) -> list[Part]:
    points = {1: 5, 2: 10}.get(facts.social, 0)
    return [("ramai di media sosial (diisi petugas)", points)] if points else []


def _answer(facts: RiskFacts) -> list[Part]:
    return [("sudah ditanggapi", -10)] if facts.answered else []
