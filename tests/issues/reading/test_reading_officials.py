"""Who is named: names, titles, pairs, epithets, as of the day of publication, and the traps."""

from datetime import date

import pytest

from issues.reading.whose import is_our_bare_governor
from tests.issues.reading.seroja import TODAY, mention_of, offices, read_news


def test_it_finds_the_governor_by_full_name_with_honorific():
    assert offices("Rapat kerja", "H. Arya Wirasena memimpin rapat.") == {"gubernur@99"}


def test_it_finds_an_alias_and_a_misspelling():
    assert offices("Bang Arya Buka Pameran") == {"gubernur@99"}
    assert offices("Pameran dibuka", "Aria Wirasena memberi sambutan.") == {"gubernur@99"}


def test_a_pair_names_both():
    assert offices("Setahun Arya-Sri Memimpin Seroja") == {"gubernur@99", "wagub@99"}


def test_a_pair_with_a_dash_names_both():
    assert offices("Setahun Arya–Sri") == {"gubernur@99", "wagub@99"}


def test_a_weak_name_alone_is_nobody():
    assert offices("Arya Menjual Dua Sapi", "Pak Arya menggarap ladang di Pelita.") == set()


def test_a_weak_name_counts_after_the_full_one():
    reading = read_news("Gubernur Seroja Bertemu Petani", "Arya Wirasena datang. Kata Arya, aman.")
    assert len(mention_of(reading, "gubernur@99").spans) == 3


def test_a_longer_name_with_the_same_first_name_is_somebody_else():
    text = "Arya Lodan melepas sapinya. Pak Arya menjual murah. Arya Wirasena tidak hadir."
    reading = read_news("Pasar hewan Seroja sepi", text)
    spans = mention_of(reading, "gubernur@99").spans
    assert [f"Pasar hewan Seroja sepi\n\n{text}"[a:b] for a, b in spans] == ["Arya Wirasena"]


def test_a_word_before_the_name_can_mean_somebody_else():
    assert offices("Panen raya", "Di sawah itu petani Arya Wirasena tersenyum.") == set()


def test_a_namesake_of_the_pack_is_masked():
    assert offices("Polisi tangkap begal", "Kombes Arya Wirasena memberi keterangan.") == set()


def test_a_bare_governor_is_ours_when_the_article_names_the_province():
    assert offices("Gubernur Tinjau Pasar", "Harga di Seroja turun.") == {"gubernur@99"}


def test_a_bare_governor_is_nobody_when_the_article_names_nothing_of_ours():
    assert offices("Gubernur Tinjau Pasar", "Harga turun di pasar itu.") == set()


def test_the_governor_of_another_province_is_never_ours():
    assert offices("Gubernur Tirta Mandala ke Seroja", "Tamu disambut di Arunika.") == set()


def test_a_bare_governor_follows_the_foreign_one_named_before():
    body = "Gubernur Teluk Mahoni Ratno Suwarsa menulis surat. Menurut gubernur, itu wajar."
    assert offices("Gubernur Minta Bupati Mundur", body) == set()


def test_a_governor_with_an_unknown_name_is_not_ours():
    assert offices("Kunjungan kerja ke Seroja", "Gubernur Leonard Sabanawa tiba pagi.") == set()


def test_both_governors_in_one_article_are_told_apart():
    body = "Gubernur Tirta Mandala berterima kasih. Gubernur Seroja membalas, lalu gubernur pulang."
    reading = read_news("Dua kepala daerah bertemu", body)
    assert len(mention_of(reading, "gubernur@99").spans) == 2


def test_the_rule_for_a_bare_governor_is_written_where_it_is_decided():
    assert "not ours, if that one belonged to another province" in is_our_bare_governor.__doc__


def test_a_vice_governor_is_not_a_governor():
    assert offices("Wakil Gubernur Seroja Buka Lomba") == {"wagub@99"}
    assert offices("Wagub Buka Lomba di Seroja") == {"wagub@99"}


@pytest.mark.parametrize("words", ["Mantan", "Eks", "Calon", "Bakal Calon", "Bekas"])
def test_a_former_or_future_governor_is_not_in_office(words: str):
    assert offices(f"{words} Gubernur Seroja Hadiri Reuni") == set()


def test_a_governor_elect_is_not_in_office():
    assert offices("Gubernur Seroja Terpilih Siapkan Tim") == set()


def test_a_former_governor_by_name_is_nobody_today():
    assert offices("Danar Bagaswara: Saya Sudah Cukup", "Mantan Gubernur itu pamit.") == set()


def test_the_former_governor_was_governor_in_his_time():
    day = date(2027, 3, 1)
    reading = read_news("Danar Bagaswara Resmikan Dermaga", on=day)
    assert mention_of(reading, "gubernur@99").person == "danar"


def test_a_person_before_taking_office_is_nobody():
    assert offices("Arya Wirasena Siap Maju", on=date(2028, 1, 5)) == set()


def test_a_title_means_who_held_it_on_that_day():
    before = read_news("Sekda Seroja Pimpin Apel", on=date(2030, 5, 16))
    after = read_news("Sekda Seroja Pimpin Apel", on=date(2030, 5, 17))
    assert mention_of(before, "sekda@99").person == "hasan"
    assert mention_of(after, "sekda@99").person == "made"


@pytest.mark.parametrize("words", ["Pj", "Pj.", "Penjabat", "Plh"])
def test_an_acting_capacity_belongs_to_the_title(words: str):
    reading = read_news(f"{words} Sekda Seroja Buka Rapat")
    assert mention_of(reading, "sekda@99").spans[0][0] == 0


def test_a_metaphor_is_not_the_office():
    assert offices("Siapa 'Gubernur Birokrasi' Seroja Berikutnya?") == set()


def test_a_building_is_not_the_governor():
    assert offices("Pegawai Apel di Halaman Kantor Gubernur Seroja") == set()


def test_a_protest_at_the_building_is_addressed_to_the_governor():
    assert offices("Mahasiswa Demo di Kantor Gubernur Seroja") == {"gubernur@99"}


def test_an_aide_is_not_the_governor():
    assert offices("Staf Ahli Gubernur Seroja Isi Pelatihan") == set()


def test_several_governors_are_nobody():
    assert offices("Para Gubernur Bertemu", "Acara di Seroja dihadiri para gubernur.") == set()


def test_a_regent_is_told_by_the_region_that_follows():
    assert offices("Bupati Kelana Lepas Jemaah") == {"bupati@99.05"}


def test_a_mayor_of_the_same_name_is_the_city_s():
    assert offices("Wali Kota Kelana Minta Maaf") == {"walikota@99.72"}


def test_two_titles_share_the_region_that_follows():
    assert offices("Pesan untuk Bupati dan Wakil Bupati Pelita") == {"bupati@99.07", "wabup@99.07"}


def test_a_bare_regent_is_the_one_named_before():
    body = "Bupati Kelana datang. Di Pelita hujan. Kemudian bupati pulang."
    reading = read_news("Kunjungan kerja", body)
    assert [m.office for m in reading.mentions] == ["bupati@99.05"]
    assert len(reading.mentions[0].spans) == 2


def test_a_bare_regent_is_the_only_regency_s():
    assert offices("Bupati Janji Perbaiki Jalan", "Warga Pelita menagih.") == {"bupati@99.07"}


def test_a_bare_regent_among_two_regencies_is_nobody():
    assert offices("Bupati Janji", "Warga Pelita dan warga Kelana menagih.") == set()


def test_a_regent_from_elsewhere_is_nobody():
    assert offices("Bupati Rantau Selasih Mundur", "Bupati Effendi Zukra mundur.") == set()


def test_the_day_of_the_change_belongs_to_the_new_holder():
    reading = read_news("Bupati Pelita Terima Surat", on=date(2030, 5, 18))
    assert mention_of(reading, "bupati@99.07").person == "nurdin"


def test_an_epithet_counts_with_the_province():
    body = "Orang nomor satu di Seroja itu menggunting pita."
    assert offices("Puskesmas Diresmikan", body) == {"gubernur@99"}


def test_a_head_of_agency_is_found_by_title_and_by_name():
    assert offices("Kepala Dinas ESDM Seroja Bentuk Satgas") == {"kadis-esdm@99"}
    assert offices("Satgas dibentuk", "Bram Sutejo menandatangani surat.") == {"kadis-esdm@99"}


def test_a_head_of_a_city_s_agency_is_not_ours():
    assert offices("Kepala Pelaksana BPBD Kota Arunika Siaga") == set()


def test_a_secretary_of_a_regency_is_not_the_province_s():
    assert offices("Sekda Pelita Buka Bimtek") == {"sekda@99.07"}


def test_furniture_between_paragraphs_names_nobody():
    assert offices("Cuaca cerah", "Baca juga: Gubernur Seroja Mundur", "Angin sedang.") == set()


def test_every_mention_says_why_and_when_the_tenure_began():
    mention = mention_of(read_news("Gubernur Seroja Buka Rapat", on=TODAY), "gubernur@99")
    assert "Gubernur Seroja" in mention.reason
    assert mention.since == date(2028, 5, 20)
    assert mention.confidence > 0.9


def test_an_unknown_name_fills_an_office_the_pack_leaves_empty():
    body = "Wali Kota Tegar Wiguna lega."
    reading = read_news("Pasar Kota Kelana Rapi", body)
    assert mention_of(reading, "walikota@99.72").person is None
    assert "belum tercatat" in mention_of(reading, "walikota@99.72").reason


def test_an_unknown_name_does_not_replace_a_holder_the_pack_knows():
    assert offices("Pasar Pelita Rapi", "Bupati Tegar Wiguna lega.") == set()


def test_a_known_person_new_to_an_office_leaves_the_title_standing():
    reading = read_news("Sekda Seroja Bram Sutejo Pimpin Apel")
    assert "sekda@99" in {mention.office for mention in reading.mentions}
