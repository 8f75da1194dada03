"""When a name of the pack is somebody else, and when a part of a name is enough."""

from dataclasses import replace
from datetime import date

import pytest

from issues.reading.article import Article, read
from issues.reading.knowledge import Knowledge, KnownPerson, KnownTenure
from tests.issues.reading.seroja import KNOWN, TODAY, mention_of, offices, read_news


def with_person(person: KnownPerson, tenure: KnownTenure) -> Knowledge:
    """Return the province with one more person in office."""
    persons, tenures = (*KNOWN.persons, person), (*KNOWN.tenures, tenure)
    return replace(KNOWN, persons=persons, tenures=tenures)


SINGLE = with_person(
    KnownPerson("mahoni", "Mahonika"), KnownTenure("bupati@99.07", "mahoni", date(2030, 5, 19))
)


def who(known: Knowledge, title: str, body: str = "") -> set[str]:
    return {mention.office for mention in read(Article(title, body, TODAY), known).mentions}


def test_a_part_of_the_name_in_the_headline_counts_with_the_title_in_the_body():
    reading = read_news("Arya Tegur Kepala Dinas", "Gubernur Seroja kecewa.")
    assert mention_of(reading, "gubernur@99").spans[0] == (0, 4)


@pytest.mark.parametrize("words", ["AKBP", "Letkol Inf", "Kapolres Pelita", "Brigjen Pol"])
def test_a_rank_or_police_post_makes_somebody_else(words: str):
    assert offices(f"{words} Bram Sutejo Pimpin Apel") == set()


def test_an_age_makes_an_ordinary_person():
    body = "Bram Sutejo (35) selamat. Warga Pelita menolong."
    assert offices("Perahu karam", body) == set()


@pytest.mark.parametrize("words", ["tersangka", "warga", "bocah bernama", "striker"])
def test_a_trade_or_a_part_in_a_crime_makes_an_ordinary_person(words: str):
    assert offices("Kabar dari Pelita", f"Polisi menemui {words} Bram Sutejo.") == set()


def test_a_candidate_word_before_the_name_takes_the_office_away():
    assert offices("Cabup Anwar Bahtera Berkampanye di Kelana") == set()


def test_a_name_of_one_word_needs_public_affairs_at_home():
    assert who(SINGLE, "Mahonika Menang Lomba Nyanyi") == set()
    assert who(SINGLE, "Mahonika Resmikan Pasar Pelita") == {"bupati@99.07"}


def test_a_name_of_one_word_counts_behind_its_title():
    assert who(SINGLE, "Plt Bupati Mahonika Tiba") == {"bupati@99.07"}


def test_who_is_on_leave_counts_only_with_the_title():
    acting = with_person(
        KnownPerson("tirta", "Tirta Wening"),
        KnownTenure("bupati@99.05", "tirta", date(2030, 5, 1), capacity="Pjs"),
    )
    assert who(acting, "Anwar Bahtera Sapa Warga") == set()
    assert who(acting, "Bupati Kelana Anwar Bahtera Cuti") == {"bupati@99.05"}


def test_of_two_offices_the_one_the_article_names_is_meant():
    both = with_person(
        KnownPerson("bram2", "Satya Gumilang"),
        KnownTenure("kepala-bpbd@99", "bram2", date(2030, 5, 1)),
    )
    both = replace(
        both, tenures=(*both.tenures, KnownTenure("kadis-esdm@99", "bram2", date(2030, 5, 1)))
    )
    body = "Kepala Pelaksana BPBD Seroja menyebut air surut."
    assert who(both, "Satya Gumilang: Air Surut", body) == {"kepala-bpbd@99"}


def test_a_title_of_another_place_before_the_name_makes_somebody_else():
    body = "Bupati Tirta Mandala Anwar Bahtera datang ke Pelita."
    assert offices("Tamu dari jauh", body) == set()


def test_a_namesake_of_the_pack_behind_the_title_is_not_the_holder():
    known = replace(KNOWN, phrases=replace(KNOWN.phrases, namesakes=("Anwar Lama",)))
    assert who(known, "Bupati Kelana Anwar Lama Tutup Usia") == set()


@pytest.mark.parametrize("first", ["Muhammad", "Mohamad", "Moh.", "Muh", "M."])
def test_the_commonest_first_name_is_found_in_every_spelling(first: str):
    known = with_person(
        KnownPerson("rasyid", "Muhamad Rasyid Kelana"),
        KnownTenure("bupati@99.05", "rasyid", date(2030, 5, 19)),
    )
    assert who(known, f"{first} Rasyid Kelana Buka Lomba") == {"bupati@99.05"}


def test_a_pair_before_office_is_a_ticket_not_an_office():
    both = replace(
        KNOWN, tenures=(*KNOWN.tenures, KnownTenure("bupati@99.05", "sri", date(2020, 1, 1)))
    )
    article = Article("Arya-Sri Daftar ke KPU", "Warga Seroja menonton.", date(2028, 1, 10))
    assert not read(article, both).mentions
