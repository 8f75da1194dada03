"""The fictional province in a few lines: what reading's tests know, and short ways to read."""

from datetime import date

from issues.reading.article import Article, Reading, read
from issues.reading.knowledge import (
    CITY,
    DISTRICT,
    PROVINCE,
    REGENCY,
    Knowledge,
    KnownAgency,
    KnownOffice,
    KnownPerson,
    KnownPhrases,
    KnownProgramme,
    KnownRegion,
    KnownTenure,
    KnownTopic,
)
from issues.reading.values import MentionReading

TODAY = date(2030, 5, 20)

OFFICES = (
    KnownOffice(
        "gubernur",
        "99",
        "Gubernur",
        leader=True,
        rank=1,
        full_forms=("Gubernur Kepulauan Seroja", "Gubernur Seroja"),
        epithets=("orang nomor satu di Seroja",),
    ),
    KnownOffice("wagub", "99", "Wakil Gubernur", leader=True, rank=2, forms=("Wagub",)),
    KnownOffice("sekda", "99", "Sekretaris Daerah", leader=True, rank=3, forms=("Sekda",)),
    KnownOffice("kadis-esdm", "99", "Kepala Dinas ESDM", rank=6, agency="esdm"),
    KnownOffice("kepala-bpbd", "99", "Kepala Pelaksana BPBD", rank=6, agency="bpbd"),
    KnownOffice("bupati", "99.05", "Bupati", rank=10),
    KnownOffice("bupati", "99.07", "Bupati", rank=10),
    KnownOffice("wabup", "99.07", "Wakil Bupati", rank=11, forms=("Wabup",)),
    KnownOffice("walikota", "99.71", "Wali Kota", rank=10, forms=("Walikota",)),
    KnownOffice("walikota", "99.72", "Wali Kota", rank=10, forms=("Walikota",)),
    KnownOffice("sekda", "99.07", "Sekretaris Daerah", rank=12, forms=("Sekda",)),
)
PERSONS = (
    KnownPerson(
        "arya",
        "Arya Wirasena",
        "H. Arya Wirasena",
        aliases=("Gubernur Arya", "Bang Arya"),
        weak_aliases=("Arya",),
        variants=("Aria Wirasena",),
        not_after=("petani",),
        pairs=("Arya-Sri",),
    ),
    KnownPerson(
        "sri", "Sri Lestari Ningrum", aliases=("Sri Lestari", "Bu Tari"), pairs=("Arya-Sri",)
    ),
    KnownPerson("hasan", "Hasan Mardika"),
    KnownPerson("made", "Made Darsana"),
    KnownPerson("danar", "Danar Bagaswara", weak_aliases=("Danar",)),
    KnownPerson("bram", "Bram Sutejo"),
    KnownPerson("yohanes", "Yohanes Lamba"),
    KnownPerson("anwar", "Anwar Bahtera"),
    KnownPerson("hamzah", "Hamzah Lazuardi"),
    KnownPerson("nurdin", "Nurdin Cahaya"),
    KnownPerson("indra", "Indra Mahardika"),
)
TENURES = (
    KnownTenure("gubernur@99", "arya", date(2028, 5, 20)),
    KnownTenure("gubernur@99", "danar", date(2023, 5, 20), date(2028, 5, 19)),
    KnownTenure("wagub@99", "sri", date(2028, 5, 20)),
    KnownTenure("sekda@99", "hasan", date(2026, 1, 1), date(2030, 5, 16)),
    KnownTenure("sekda@99", "made", date(2030, 5, 17), capacity="Pj"),
    KnownTenure("kadis-esdm@99", "bram", date(2029, 1, 1)),
    KnownTenure("kepala-bpbd@99", "yohanes", date(2029, 1, 1)),
    KnownTenure("bupati@99.05", "anwar", date(2028, 5, 20)),
    KnownTenure("bupati@99.07", "hamzah", date(2028, 5, 20), date(2030, 5, 18)),
    KnownTenure("wabup@99.07", "nurdin", date(2028, 5, 20)),
    KnownTenure("bupati@99.07", "nurdin", date(2030, 5, 18), capacity="Plt"),
    KnownTenure("walikota@99.71", "indra", date(2028, 5, 20)),
)
REGIONS = (
    KnownRegion(
        "99",
        "Provinsi Kepulauan Seroja",
        "Kepulauan Seroja",
        PROVINCE,
        capital="Kota Arunika",
        aliases=("Seroja",),
    ),
    KnownRegion(
        "99.01",
        "Kabupaten Cendana Timur",
        "Cendana Timur",
        REGENCY,
        "99",
        "Lembayung",
        aliases=("Centim",),
    ),
    KnownRegion("99.04", "Kabupaten Serunai", "Serunai", REGENCY, "99", cues=("Bukit Serunai",)),
    KnownRegion("99.05", "Kabupaten Kelana", "Kelana", REGENCY, "99", "Labuhan Kelana"),
    KnownRegion("99.07", "Kabupaten Pelita", "Pelita", REGENCY, "99", "Pelita Raya"),
    KnownRegion("99.08", "Kabupaten Pinisi", "Pinisi", REGENCY, "99", "Bandar Pinisi"),
    KnownRegion("99.71", "Kota Arunika", "Arunika", CITY, "99"),
    KnownRegion("99.72", "Kota Kelana", "Kota Kelana", CITY, "99"),
    KnownRegion("99.07.02", "Kecamatan Bukit Damar", "Bukit Damar", DISTRICT, "99.07"),
    KnownRegion(
        "99.71.03", "Kecamatan Pasar Lama", "Pasar Lama", DISTRICT, "99.71", needs_cue=True
    ),
)
AGENCIES = (
    KnownAgency("esdm", "Dinas Energi dan Sumber Daya Mineral", "Dinas ESDM"),
    KnownAgency("bpbd", "Badan Penanggulangan Bencana Daerah", "BPBD"),
    KnownAgency("bpsdm", "Badan Pengembangan Sumber Daya Manusia", "BPSDM"),
    KnownAgency("pupr", "Dinas Pekerjaan Umum", "Dinas PUPR", aliases=("PUPR",)),
    KnownAgency("polda", "Polda Kepulauan Seroja", "Polda", own=False),
)
TOPICS = (
    KnownTopic("PEND", "Pendidikan", strong=("beasiswa",), seeds=("sekolah", "siswa", "rektor")),
    KnownTopic("JALAN", "Jalan", strong=("jalan rusak",), seeds=("aspal", "lubang", "jembatan")),
    KnownTopic("BENC", "Bencana", strong=("banjir", "kekeringan"), exclude=("banjir diskon",)),
    KnownTopic("KES", "Kesehatan", strong=("keracunan",), seeds=("pasien", "dokter")),
    KnownTopic("OR", "Olahraga", strong=("PON",), seeds=("atlet", "stadion")),
    KnownTopic("EKO", "Ekonomi", strong=("harga",), seeds=("pasar", "sembako")),
)
PHRASES = KnownPhrases(
    metaphors=("Gubernur Birokrasi",),
    not_places=("Universitas Arunika", "Bank Seroja"),
    elsewhere=("Tirta Mandala", "Teluk Mahoni"),
    namesakes=("Kombes Arya Wirasena",),
)


def make_knowledge() -> Knowledge:
    """Return the province as reading knows it."""
    return Knowledge(
        home="99",
        offices=OFFICES,
        persons=PERSONS,
        tenures=TENURES,
        regions=REGIONS,
        agencies=AGENCIES,
        topics=TOPICS,
        programmes=(KnownProgramme("cendekia", "Beasiswa Seroja Cendekia", topic="PEND"),),
        phrases=PHRASES,
    )


KNOWN = make_knowledge()


def read_news(title: str, *paragraphs: str, on: date = TODAY, official: bool = False) -> Reading:
    """Read a headline and paragraphs published on a day."""
    return read(Article(title, "\n\n".join(paragraphs), on, official), KNOWN)


def offices(title: str, *paragraphs: str, on: date = TODAY) -> set[str]:
    """Return the identities of the offices an article names."""
    return {mention.office for mention in read_news(title, *paragraphs, on=on).mentions}


def mention_of(reading: Reading, office: str) -> MentionReading:
    """Return the mention of one office."""
    return next(mention for mention in reading.mentions if mention.office == office)
