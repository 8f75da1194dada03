"""What an article is about: strong words, pairs of seeds, excludes, affixes, programmes."""

from dataclasses import replace

from issues.reading.features import bucket_of
from issues.reading.text import lay_out
from issues.reading.topics import find_topics
from issues.reading.weights import Weights
from tests.issues.reading.seroja import KNOWN, read_news

# A model that knows one word, "posyandu", as health.
LEARNED = Weights.checked(
    "topic", ["KES", "OR"], [bucket_of("w", "posyandu")], [9.0, -9.0], [0.0, 0.0]
)
TAUGHT = replace(KNOWN, weights={"topic": LEARNED})


def topics(title: str, *paragraphs: str) -> list[str]:
    return [value.value for value in read_news(title, *paragraphs).topics]


def test_one_strong_word_is_enough():
    assert topics("Beasiswa Dibayar") == ["PEND"]


def test_one_seed_is_not_enough():
    assert topics("Sekolah Libur") == []


def test_two_different_seeds_are_enough():
    assert topics("Sekolah Libur", "Siswa belajar di rumah.") == ["PEND"]


def test_the_same_seed_twice_is_one():
    assert topics("Sekolah Libur", "Sekolah dibuka lagi.") == []


def test_the_headline_decides_the_primary_topic():
    body = "Pasien bertanya.", "Dokter datang.", "Harga turun."
    assert topics("Banjir Surut", *body)[0] == "BENC"


def test_an_excluded_phrase_is_no_disaster():
    assert topics("Banjir Diskon di Toko") == []


def test_affixes_are_seen_through():
    assert topics("Kebanjiran Lagi") == ["BENC"]
    assert topics("Persekolahan", "Kesiswaan diatur ulang.") == ["PEND"]


def test_a_word_whose_meaning_left_its_base_is_read_whole():
    assert topics("Atlet Terima Penghargaan") == []


def test_an_abbreviation_needs_capitals():
    assert topics("Persiapan PON") == ["OR"]
    assert topics("Suara pon-pon") == []


def test_at_most_three_topics():
    body = "Banjir, jalan rusak, beasiswa, keracunan, dan harga naik."
    assert len(topics("Rangkuman", body)) == 3


def test_words_and_reason_are_kept():
    topic = read_news("Beasiswa Dibayar").topics[0]
    assert topic.words == ("Beasiswa",)
    assert topic.reason == "kata “Beasiswa”"


def test_a_programme_is_found_by_name():
    reading = read_news("Beasiswa Seroja Cendekia Cair")
    assert [programme.value for programme in reading.programmes] == ["cendekia"]


def test_a_learned_word_names_a_topic_no_word_of_the_pack_names():
    topic = find_topics(lay_out("Posyandu Dibuka", ""), TAUGHT)[0]
    assert topic.value == "KES"
    assert "Posyandu" in topic.words


def test_words_of_the_pack_and_the_model_are_weighed_together():
    text = lay_out("Banjir Rendam Posyandu", "Banjir surut setelah kekeringan panjang.")
    assert find_topics(text, TAUGHT)[0].value == "BENC"


def test_a_guess_that_could_be_another_is_told_as_doubtful():
    topic = find_topics(lay_out("Sekolah Libur", ""), TAUGHT)[0]
    assert topic.reason.startswith("belum pasti")


def test_nothing_said_is_no_topic_even_for_a_model():
    assert find_topics(lay_out("", ""), TAUGHT) == ()


def test_of_words_inside_one_another_the_longest_counts():
    assert topics("Jalan Rusak Lagi") == ["JALAN"]
