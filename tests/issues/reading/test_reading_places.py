"""Where an article matters: regencies, the province, elsewhere, and names that are no places."""

from tests.issues.reading.seroja import read_news


def regions(title: str, *paragraphs: str) -> list[str]:
    return [value.value for value in read_news(title, *paragraphs).regions]


def test_it_finds_a_regency_by_name_alias_and_cue():
    assert regions("Banjir di Pelita") == ["99.07"]
    assert regions("Warga Centim antre air") == ["99.01"]
    assert regions("Penambang di Bukit Serunai kabur") == ["99.04"]


def test_a_capital_stands_for_its_regency():
    assert regions("Pasar Labuhan Kelana terbakar") == ["99.05"]


def test_a_district_points_to_its_regency_and_is_named_after_its_cue():
    assert regions("Longsor di Kecamatan Bukit Damar") == ["99.07", "99.07.02"]


def test_a_district_without_its_cue_only_points_to_the_regency():
    assert regions("Longsor di Bukit Damar") == ["99.07"]


def test_a_name_that_is_also_a_word_needs_its_cue():
    assert regions("Pasar Lama Ditata") == []
    assert regions("Warga Kecamatan Pasar Lama mengungsi") == ["99.71", "99.71.03"]


def test_a_name_that_is_also_a_word_counts_near_another_place():
    assert "99.71" in regions("Api di Pasar Lama", "Warga Kota Arunika berhamburan.")


def test_an_institution_named_after_a_city_is_no_place():
    assert regions("Guru besar Universitas Arunika wafat") == []


def test_a_boat_with_a_region_s_name_is_no_place():
    body = "Perahu itu bernama Kelana Jaya. Awak Kelana Jaya pulang ke Pinisi."
    assert regions("Kelana Jaya Juara", body) == ["99.08"]


def test_a_dateline_of_the_capital_says_nothing():
    body = "ARUNIKA – Pemprov Seroja membahas anggaran."
    assert regions("Anggaran dibahas", body) == ["99"]


def test_a_dateline_is_ignored_where_the_text_names_a_place():
    assert regions("Jalan rusak di Pelita", "KELANA – Warga Pelita mengeluh.") == ["99.07"]


def test_a_dateline_counts_where_nothing_else_does():
    assert regions("Angin merusak atap", "BANDAR PINISI – Angin datang sore.") == ["99.08"]


def test_a_province_wide_story_is_the_province_s():
    assert regions("Pemprov Seroja Tambah Guru") == ["99"]


def test_a_list_of_many_regencies_is_the_province_s():
    body = "Bantuan dikirim ke Pelita, Kelana, Pinisi, Serunai, Cendana Timur, dan Kota Arunika."
    assert regions("Bantuan Seroja Dikirim", body) == ["99"]


def test_a_regency_in_passing_does_not_move_a_story_of_the_province():
    body = "Seroja mencatat inflasi rendah.", "Harga beras stabil.", "Di Pelita harga naik."
    assert regions("Inflasi Seroja Terkendali", *body) == ["99"]


def test_a_story_from_elsewhere_has_no_region():
    assert regions("Gunung meletus di Tirta Mandala", "Warga mengungsi.") == []


def test_where_people_come_from_is_not_where_it_happens():
    body = "Mahasiswa asal Pelita itu tinggal di Kelana."
    assert regions("Kisah perantau", body) == ["99.05"]


def test_city_and_regency_of_one_name_are_told_apart():
    assert regions("Antrean KTP di Kota Kelana") == ["99.72"]
    assert regions("Antrean KTP di Kelana") == ["99.05"]


def test_an_official_s_regency_counts_where_no_place_is_written():
    assert regions("Anwar Bahtera Lantik Camat") == ["99.05"]


def test_every_region_says_why():
    region = read_news("Banjir di Pelita", "Warga Pelita mengungsi.").regions[0]
    assert "Pelita" in region.reason
    assert region.spans[0] == (10, 16)
    assert 0.5 < region.confidence < 1
