"""Cases from the practice of NTB, by their code: who is named, and where it happened.

The sentences are written for these tests; the facts in them are public: who held which office
when, and what places and people are called.
"""

from tests.issues.reading.ntb import HOME, holder, named, placed, read_ntb

BOTH = {"gubernur@52", "wagub@52"}


def test_c01_the_governor_of_east_java_is_not_ours():
    text = "Beredar Video Gubernur Jawa Timur Bagi-bagi Motor", "Polisi memastikan video itu palsu."
    assert named("2025-06-01", *text) == set()
    assert placed("2025-06-01", *text) == set()


def test_c03_a_police_officer_of_the_same_name_is_nobody():
    text = "Kombes Pol M Iqbal Alqudusy: Mudik Lancar", "Kabidhumas Polda Jateng itu, Iqbal, siaga."
    assert named("2025-04-01", *text) == set()


def test_c03_a_rank_makes_the_full_name_somebody_else():
    assert named("2025-04-01", "AKBP Lalu Muhamad Iqbal Pimpin Apel Polres Dompu") == set()


def test_c05_a_person_before_office_is_not_the_governor():
    body = "Juru Bicara Kemlu itu masuk bursa calon Bupati Lombok Tengah."
    text = "Lalu Muhammad Iqbal Disebut Siap Pulang", body
    assert named("2024-03-04", *text) == set()
    assert placed("2024-03-04", *text) == {"52.02"}


def test_c07_the_governor_of_that_day_is_meant():
    text = "Gubernur NTB Zulkieflimansyah Lantik Lima Bupati", "Bang Zul berpesan agar rukun."
    assert holder("2021-02-26", *text) == "zulkieflimansyah"


def test_c07_the_same_name_is_nobody_years_later():
    assert named("2026-02-01", "Bang Zul Reuni dengan Teman Lama di Mataram") == set()


def test_c09_an_acting_governor_of_another_province_becomes_ours_on_a_day():
    before = named("2024-05-10", "Pj Gubernur Sumatera Utara Hassanudin Tinjau Jalan")
    after = holder("2024-08-10", "Pj Gubernur NTB Hassanudin Pimpin Apel")
    assert (before, after) == (set(), "hassanudin")


def test_c09_a_common_name_alone_is_not_the_acting_governor():
    text = "Gerobak Terguling di Selong", "Hasanuddin (45), pedagang bakso, selamat."
    assert named("2024-08-10", *text) == set()


def test_c11_a_prefix_of_a_name_is_not_the_name():
    assert named("2022-11-01", "Zulkifli Muhadli Luncurkan Buku tentang Sumbawa Barat") == set()
    assert named("2022-11-01", "Aspidsus Kejati NTB Zulkifli Said Periksa Saksi") == set()


def test_c13_a_nickname_needs_its_pair():
    assert named("2025-11-01", "Ibu Nani, Jurnalis Televisi, Latih Pegawai Kominfo") == set()
    pair = named("2026-02-20", "Setahun Amar-Nani, Warga KSB Menagih Janji")
    assert pair == {"bupati@52.07", "wabup@52.07"}


def test_c15_a_metaphor_is_the_secretary_never_the_governor():
    text = "Sang 'Gubernur Birokrasi' Pemprov NTB Kumpulkan Kepala Dinas"
    assert named("2025-09-01", text) == {"sekda@52"}


def test_c15_an_empty_chair_is_nobody():
    assert named("2026-01-20", "Tiga Nama Berebut Kursi 'Gubernur Birokrasi' NTB") == set()


def test_c17_a_room_and_a_savings_account_are_no_district():
    room = "Rapat di Ruang Rapat Tambora Kantor Gubernur NTB", "Kepala dinas memaparkan serapan."
    assert placed("2025-10-01", *room) == {HOME}
    assert placed("2025-10-01", "Nasabah Tabungan Tambora Bertambah") == set()


def test_c17_the_district_counts_with_its_cue():
    assert placed("2025-10-01", "Warga Kecamatan Tambora Antre Air") == {"52.06"}


def test_c19_a_person_called_like_a_place_is_no_place():
    text = "Wamendagri Bima Arya Buka Rakor di Jakarta", "Bima Arya meminta daerah hemat."
    assert placed("2025-05-01", *text) == set()


def test_c21_praise_in_a_flood_names_the_pair_and_the_regency():
    body = "Banjir melanda Ambalawi, Wera, dan Lambu, Kabupaten Bima."
    text = "Anggota Dewan Puji Gerak Cepat Iqbal-Dinda", body
    assert named("2025-12-01", *text) == BOTH
    assert placed("2025-12-01", *text) == {"52.06"}


def test_c23_a_dateline_is_not_the_place():
    body = "Mataram (Suara Contoh) – Pemprov NTB menaikkan insentif guru se-NTB."
    assert placed("2025-07-01", "Insentif Guru Honorer Naik", body) == {HOME}


def test_c25_the_island_is_a_place_and_water_is_not():
    assert placed("2025-07-01", "Krisis Air di Gili Meno dan Gili Air") == {"52.08"}
    assert placed("2025-07-01", "Krisis Air Makin Parah") == set()


def test_c27_the_same_first_name_is_told_by_the_role():
    stranger = "Irfan, Koordinator Aliansi Honorer, Minta Kepastian", "Irfan akan kembali berdemo."
    official = "Wabup Bima dr. Irfan Resmikan Puskesmas", "Irfan mengajak warga hidup sehat."
    assert named("2025-12-01", *stranger) == set()
    assert named("2025-12-01", *official) == {"wabup@52.06"}


def test_c27_officials_of_other_provinces_with_like_names_are_kept_apart():
    first = "Achmad Zaini Ajak Warga Bayar Pajak", "Wakil Wali Kota Palangka Raya itu ke pasar."
    second = "Wabup Katingan Firdaus Tinjau Banjir", "Firdaus membawa bantuan."
    assert named("2025-12-01", *first) == named("2025-12-01", *second) == set()


def test_c29_an_allegation_and_its_denial_name_the_governor():
    title = "Dana Diduga dari Direktif Gubernur, Pemprov NTB: Sesuai Regulasi"
    assert named("2025-10-01", title) == {"gubernur@52"}
    assert read_ntb("2025-10-01", title).denied.value


def test_c31_a_wreath_is_addressed_to_the_governor_and_nobody_died():
    text = "Karangan Bunga 'Matinya Hati Nurani' untuk Gubernur NTB", "Honorer mengirimnya."
    assert named("2025-12-20", *text) == {"gubernur@52"}
    assert "BENC" not in {topic.value for topic in read_ntb("2025-12-20", *text).topics}


def test_c33_where_guests_come_from_is_not_the_place():
    text = "Wartawan asal Sukoharjo Belajar Keterbukaan Informasi di NTB"
    assert placed("2023-11-07", text) == {HOME}


def test_c41_an_acting_governor_inaugurates_a_regent():
    title = "Bupati Perempuan Pertama Lombok Barat Dilantik Pj Gubernur"
    text = title, "Sumiatun dilantik Pj Gubernur NTB Lalu Gita Ariadi di Mataram."
    assert named("2023-11-13", *text) == {"gubernur@52", "bupati@52.01"}
    assert holder("2023-11-13", *text) == "lalu-gita-ariadi"
    assert placed("2023-11-13", *text) == {"52.01"}


def test_c45_an_acronym_of_the_election_is_no_new_province():
    text = "PPS Mulai Coklit di Dompu", "Panitia Pemungutan Suara mendatangi rumah warga."
    assert placed("2024-07-01", *text) == {"52.05"}


def test_c45_the_proposed_province_is_its_five_regencies():
    found = placed("2025-06-04", "Usulan Provinsi Pulau Sumbawa Dibahas Lagi di Senayan")
    assert found == {"52.04", "52.05", "52.06", "52.07", "52.72"}


def test_c47_an_epithet_counts_beside_the_name():
    body = (
        "Gubernur NTB Lalu Muhamad Iqbal memberi waktu. “Tiga bulan,” tutur mantan Dubes Turki itu."
    )
    reading = read_ntb("2026-02-21", "Kinerja Sekda Dinilai Tiga Bulan Lagi", body)
    governor = next(m for m in reading.mentions if m.office == "gubernur@52")
    assert len(governor.spans) == 2


def test_c47_the_first_man_of_another_province_is_not_ours():
    text = "Orang Nomor Satu di Bumi Tambun Bungai Panen Raya", "Gubernur Kalteng memanen padi."
    assert named("2026-02-21", *text) == set()


def test_the_bare_title_is_ours_beside_the_unnamed_provincial_government():
    text = "Gubernur: Anggaran Harus Berpihak", "Pemprov menyiapkan rancangan."
    assert named("2025-07-01", *text) == {"gubernur@52"}


def test_a_meeting_in_the_capital_is_about_the_province():
    assert placed("2025-08-01", "Gubernur NTB Buka Rakor Pangan di Mataram") == {HOME}


def test_fire_at_a_building_of_the_province_is_in_the_capital():
    assert placed("2025-09-01", "Api Hanguskan Gedung DPRD NTB") == {"52.71"}


def test_bima_is_the_city_where_only_the_city_is_named():
    text = "Warga Kota Bima Mengungsi", "Banjir merendam Bima sejak subuh."
    assert placed("2025-12-01", *text) == {"52.72"}
