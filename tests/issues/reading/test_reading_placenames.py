"""Which names are places of ours: addresses, shared names, origins, offices of the state."""

from dataclasses import replace

from issues.reading.article import Article, read
from issues.reading.knowledge import DISTRICT, REGENCY, Knowledge, KnownRegion
from tests.issues.reading.seroja import KNOWN, TODAY, read_news


def regions(title: str, *paragraphs: str) -> set[str]:
    return {value.value for value in read_news(title, *paragraphs).regions}


def regions_of(known: Knowledge, title: str, body: str = "") -> set[str]:
    return {value.value for value in read(Article(title, body, TODAY), known).regions}


WIDER = replace(
    KNOWN,
    regions=(
        *KNOWN.regions,
        KnownRegion("99.09", "Kabupaten Lontar Gading", "Lontar Gading", REGENCY, "99", "Semai",
                    cues=("Gunung Kembar",)),
        KnownRegion("99.10", "Kabupaten Rinai", "Rinai", REGENCY, "99", cues=("Gunung Kembar",)),
        KnownRegion("99.09.01", "Kecamatan Mekar", "Mekar", DISTRICT, "99.09"),
        KnownRegion("99.10.01", "Kecamatan Mekar", "Mekar", DISTRICT, "99.10"),
        KnownRegion("99.09.02", "Kecamatan Semai", "Semai", DISTRICT, "99.09", needs_cue=True),
    ),
)  # fmt: skip


def test_a_mountain_of_two_regencies_is_in_both():
    assert regions_of(WIDER, "Pendaki Hilang di Gunung Kembar") == {"99.09", "99.10"}


def test_a_mountain_of_two_regencies_is_in_the_one_the_article_names():
    body = "Ia naik lewat Rinai."
    assert regions_of(WIDER, "Pendaki Hilang di Gunung Kembar", body) == {"99.10"}


def test_districts_of_one_name_are_told_by_the_regency_named():
    assert regions_of(WIDER, "Longsor di Mekar", "BPBD Rinai menurunkan alat.") == {"99.10"}


def test_two_words_are_also_written_as_one():
    assert regions_of(WIDER, "Panen Padi di Lontargading") == {"99.09"}


def test_a_capital_named_like_a_word_needs_the_cue_of_its_district():
    assert regions_of(WIDER, "Harga Semai Jagung Naik") == set()
    assert "99.09" in regions_of(WIDER, "Pasar Kecamatan Semai Terbakar")


def test_the_widest_part_of_an_address_decides():
    body = "Rumah di Desa Kelana, Kecamatan Bukit Damar roboh."
    assert "99.05" not in regions("Angin kencang", body)


def test_a_village_with_a_second_word_is_not_the_regency():
    assert regions("Jalan di Pinisi Baru Rusak") == set()


def test_a_regency_of_elsewhere_named_like_a_district_of_ours_is_no_place():
    assert regions("Kabupaten Bukit Damar Ulang Tahun") == set()


def test_people_of_a_place_who_meet_elsewhere_are_not_there():
    assert regions("Warga Pelita dan Kelana di Teluk Mahoni Gelar Arisan") != {"99.05", "99.07"}


def test_what_somebody_was_before_is_not_the_place():
    body = "Buku karya mantan Bupati Kelana itu dibahas warga Pelita."
    assert regions("Bedah buku", body) == {"99.07"}


def test_police_named_after_a_city_yield_to_the_place_of_the_deed():
    assert regions("Polres Kelana Tangkap Pencuri di Pinisi") == {"99.08"}
    assert regions("Polres Kelana Tangkap Pencuri") == {"99.05"}


def test_pilgrims_are_no_person_called_haji():
    assert regions("Jemaah Haji Pelita Tiba") == {"99.07"}


def test_the_capital_in_a_headline_is_the_venue_of_our_leaders():
    assert regions("Gubernur Seroja Buka Rapat di Arunika") == {"99"}
    assert regions("Banjir Rendam Arunika") == {"99.71"}


def test_ruin_of_a_building_of_the_province_happens_in_the_capital():
    assert regions("Kantor Gubernur Seroja Terbakar") == {"99.71"}
    assert regions("Petani Datangi Kantor Gubernur Seroja") == {"99"}


def test_a_few_regencies_counted_are_not_the_province():
    wide = "Beasiswa Dibuka di Tujuh Kabupaten", "Pelita menjadi yang pertama."
    few = "Beasiswa Dibuka di Dua Kabupaten", "Pelita menjadi yang pertama."
    assert regions(*wide) == {"99", "99.07"}
    assert regions(*few) == {"99.07"}


def test_the_province_beside_a_regent_says_among_whom():
    body = "Anwar Bahtera memimpin Kelana sejak dua tahun lalu."
    assert regions("Anwar Bahtera, Bupati Termuda Seroja", body) == {"99.05"}


def test_what_follows_an_agency_is_where_the_agency_is():
    assert regions("Kasus campak naik", "Menurut Dinas Kesehatan Pinisi, ada 40 kasus.") == {
        "99.08"
    }


def test_a_headline_s_ordinary_word_is_no_district_of_another_regency():
    assert regions("Pasar Lama Sepi", "Pedagang di Pelita mengeluh.") == {"99.07"}
