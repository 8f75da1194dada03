"""When a title of office means its holder: terms, vacancies, cups, aides, looking back."""

from datetime import date

import pytest

from tests.issues.reading.seroja import mention_of, offices, read_news


def test_one_candidate_word_speaks_for_both_titles():
    assert offices("KPU Tetapkan Calon Gubernur dan Wakil Gubernur Seroja") == set()


@pytest.mark.parametrize("words", ["Seleksi", "Bursa", "Pansel", "Kursi", "Lelang Jabatan"])
def test_a_vacant_office_is_nobody(words: str):
    assert offices(f"{words} Sekda Seroja Sepi Peminat") == set()


def test_a_term_that_ended_is_not_the_present_holder():
    assert offices("Pesan Gubernur Seroja 2023-2028 untuk Penerus") == set()


def test_a_term_that_lasts_is_the_present_holder():
    assert offices("Gubernur Seroja Periode 2028-2033 Berkantor") == {"gubernur@99"}


def test_two_terms_are_told_of_somebody_by_name():
    body = "Gubernur Seroja dua periode itu kini bertani."
    assert offices("Danar Bagaswara Panen Kopi", body) == set()


def test_at_that_time_means_the_day_where_no_earlier_year_is_told():
    assert offices("Bupati Kelana saat itu membantah tuduhan") == {"bupati@99.05"}


def test_at_that_time_means_an_earlier_holder_where_an_earlier_year_is_told():
    body = "Pada 2019, Bupati Kelana saat itu membantah tuduhan."
    assert offices("Riwayat sengketa pasar", body) == set()


@pytest.mark.parametrize(
    "words", ["Piala Gubernur Seroja", "Gubernur Cup Seroja", "Gubernur Bank Indonesia"]
)
def test_a_cup_and_a_bank_have_governors_of_their_own(words: str):
    assert offices(f"{words} Ramai Dibicarakan", "Penonton datang dari Pelita.") == set()


@pytest.mark.parametrize("words", ["Istri", "Anak", "Sopir", "Tenaga Ahli", "Menantu"])
def test_kin_and_staff_are_not_the_official(words: str):
    assert offices(f"{words} Gubernur Seroja Jadi Korban Begal") == set()


def test_previously_is_an_adverb_before_a_verb():
    body = "Gubernur sebelumnya mengatakan harga akan turun."
    assert offices("Harga turun di Seroja", body) == {"gubernur@99"}
    assert offices("Kantor sepi", "Gubernur sebelumnya, kata warga Seroja, ramah.") == set()


def test_a_headline_says_nothing_about_the_title_that_opens_the_body():
    body = "Bupati Kelana menyiapkan anggaran."
    assert offices("Jalan Mulus Ditargetkan 2031", body) == {"bupati@99.05"}


def test_an_epithet_on_a_vacant_chair_is_nobody():
    assert offices("Bursa orang nomor satu di Seroja memanas") == set()


def test_the_regent_of_a_town_below_us_is_somebody_else_s():
    assert offices("Bupati Bukit Damar Studi Banding ke Pelita") == set()


def test_a_proper_name_of_the_body_marks_a_stranger_in_the_headline():
    body = "Rombongan dari Wirosari meniru pengelolaan pasar."
    assert offices("Bupati Wirosari Belajar ke Pelita", body) == set()


def test_a_headline_written_like_a_sentence_shows_names():
    assert offices("Bupati Wirosari belajar pengelolaan pasar ke Pelita") == set()


def test_a_capital_verb_is_no_name():
    assert offices("Bupati Belajar Kelola Pasar", "Warga Pelita senang.", on=date(2030, 5, 1)) == {
        "bupati@99.07"
    }


def test_the_press_shortens_titles_everywhere_alike():
    assert offices("Walkot Arunika Lepas Jemaah") == {"walikota@99.71"}
    assert offices("Sekdaprov Seroja Pimpin Rapat") == {"sekda@99"}


def test_the_bare_title_is_ours_beside_an_unnamed_provincial_government():
    assert offices("Gubernur Janji Hemat", "Pemprov memangkas belanja.") == {"gubernur@99"}


def test_an_unnamed_provincial_government_of_elsewhere_says_nothing():
    body = "Pemprov memangkas belanja di Tirta Mandala."
    assert offices("Gubernur Janji Hemat", body) == set()


def test_small_letters_throughout_are_read_like_any_others():
    reading = read_news("bang arya buka pameran di kelana")
    assert mention_of(reading, "gubernur@99").person == "arya"
    assert [region.value for region in reading.regions] == ["99.05"]


def test_elect_behind_two_titles_is_for_both():
    assert offices("Gubernur dan Wakil Gubernur Terpilih Cek Kesehatan di Arunika") == set()
