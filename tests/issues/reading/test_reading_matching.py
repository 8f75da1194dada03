"""Which issue an article belongs to: strong phrases, seeds, topic and region, excludes."""

from datetime import date

from issues.reading.article import Article, read
from issues.reading.knowledge import KnownIssue
from issues.reading.matching import IssueMatch, match_issues
from tests.issues.reading.seroja import KNOWN

GRANTS = KnownIssue(
    "beasiswa",
    "Penundaan beasiswa daerah",
    topic="PEND",
    regions=("99",),
    strong=("beasiswa belum cair",),
    seeds=("beasiswa", "mahasiswa", "talangan", "cair"),
)
MINE = KnownIssue(
    "tambang",
    "Tambang ilegal Bukit Serunai",
    regions=("99.04",),
    strong=("tambang Bukit Serunai",),
    seeds=("tambang", "lubang", "merkuri", "alat berat"),
    exclude=("tambang garam",),
)


DAY = date(2030, 5, 20)


def match(title: str, body: str = "") -> tuple[IssueMatch, ...]:
    article = Article(title, body, DAY)
    return match_issues(article, read(article, KNOWN), (GRANTS, MINE))


def keys(title: str, body: str = "") -> list[str]:
    return [found.key for found in match(title, body)]


def test_a_strong_phrase_is_enough():
    assert keys("Beasiswa Belum Cair, Orang Tua Resah") == ["beasiswa"]


def test_two_seeds_with_the_topic_are_enough():
    assert keys("Beasiswa Dibayar lewat Talangan", "Mahasiswa lega.") == ["beasiswa"]


def test_one_seed_is_not_enough():
    assert keys("Beasiswa Dibuka untuk Atlet") == []


def test_seeds_without_topic_and_region_are_not_enough():
    assert keys("Lubang dan Alat Berat di Kelana", "Lubang digali alat berat.") == []


def test_seeds_in_the_issue_s_region_are_enough():
    body = "Penambang memakai merkuri di dua lubang di Bukit Serunai."
    assert keys("Merkuri di Lubang Tambang Serunai", body) == ["tambang"]


def test_words_that_only_say_where_or_who_are_not_enough():
    road = KnownIssue(
        "jalan", "Jalan rusak", regions=("99.04",), seeds=("Hulu Serunai", "Bukit Damar", "bupati")
    )
    article = Article("Bupati Serunai Panen Sorgum", "Di Hulu Serunai dan Bukit Damar.", DAY)
    assert match_issues(article, read(article, KNOWN), (road,)) == ()


def test_affixes_do_not_hide_a_phrase():
    assert keys("Pertambangan Bukit Serunai Dihentikan") == ["tambang"]


def test_an_excluded_phrase_rules_the_issue_out():
    assert keys("Tambang Bukit Serunai", "Yang dimaksud tambang garam rakyat.") == []


def test_the_best_match_comes_first():
    body = "Mahasiswa yang beasiswanya belum cair juga menyoal tambang Bukit Serunai."
    assert keys("Beasiswa Belum Cair, Mahasiswa Demo", body) == ["beasiswa", "tambang"]


def test_a_phrase_upfront_weighs_more_than_one_in_the_body():
    upfront = match("Beasiswa Belum Cair")[0].confidence
    buried = match("Rapat Dewan", "Satu.\n\nDua.\n\nAda soal beasiswa belum cair.")[0].confidence
    assert upfront > buried


def test_the_reason_quotes_the_words_and_says_what_agrees():
    found = match("Beasiswa Belum Cair", "Mahasiswa Seroja menunggu.")[0]
    assert "“Beasiswa Belum Cair”" in found.reason
    assert "topik" in found.reason
    assert found.spans[0] == (0, 19)


def test_two_seeds_deep_in_a_text_are_asked_of_a_person():
    found = match("Rapat Dewan", "Satu.\n\nDua.\n\nMahasiswa menanyakan beasiswa.")[0]
    assert found.suggested


def test_a_phrase_upfront_needs_nobody():
    assert not match("Beasiswa Belum Cair")[0].suggested
