"""The worked examples of the tone guide and its cases, each with the same trap in other words."""

import pytest

from tests.issues.reading.seroja import mention_of, read_news

SAID = "Hal itu disampaikan di Kepulauan Seroja."


@pytest.mark.parametrize(
    ("title", "body", "event", "towards_us"),
    [
        # T1, C29: allegation and denial in one headline.
        (
            "Dana Titipan Diduga Atas Perintah Gubernur Arya, Pemprov Seroja: Sesuai Aturan",
            "Dana titipan itu diduga mengalir ke dewan.",
            "neg",
            "neg",
        ),
        # T2: the one who fails to answer.
        (
            "Tiga Surat Bupati Kelana soal Krisis Air Belum Dibalas Gubernur Arya",
            "Warga pulau kesulitan air.",
            "neg",
            "neg",
        ),
        # T6, T7: the forum's critics.
        (
            "Setahun Arya-Sri, Ombudsman Sebut Pelayanan Pemprov Seroja Bermasalah",
            "Ombudsman menilai Pemprov Seroja lamban.",
            "neg",
            "neg",
        ),
        # T12: pressure to act.
        (
            "Kursi Kepala Dinas Kosong Setahun, DPRD Desak Gubernur Arya",
            "DPRD kecewa atas kekosongan itu.",
            "neg",
            "neg",
        ),
        # T16: a faction's critical notes.
        (
            "Catatan Kritis, Fraksi Soroti Pemborosan Pemprov Seroja",
            "Fraksi mengkritik belanja Pemprov Seroja.",
            "neg",
            "neg",
        ),
        # T17: a legal summons.
        (
            "Paguyuban Nelayan Somasi Gubernur Arya",
            "Somasi dilayangkan karena Gubernur Arya dinilai abai.",
            "neg",
            "neg",
        ),
        # T14, T15: prosecutors and a regency's case.
        (
            "Kejaksaan Tahan Dua Tersangka Korupsi Lahan di Kelana",
            "Kerugian negara ditaksir dua miliar.",
            "neg",
            "na",
        ),
        # T18: a regent's success.
        (
            "Bupati Kelana Sukses Turunkan Kemiskinan",
            "Capaian Pemkab Kelana itu terbaik.",
            "pos",
            "na",
        ),
        # T19: a regent's failure.
        (
            "Pelantikan Bupati Kelana Diwarnai Kekecewaan Warga",
            "Warga kecewa dan memprotes Bupati Kelana.",
            "neg",
            "na",
        ),
        # C31: a wreath for somebody who did not die.
        (
            "Turut Berduka Cita atas Matinya Hati Nurani Gubernur Arya",
            "Karangan bunga dikirim pegawai yang dirumahkan Pemprov Seroja.",
            "neg",
            "neg",
        ),
        # R7: a deed that mocks.
        (
            "Warga Tanam Pisang di Tengah Jalan Provinsi, Pemprov Seroja Disindir",
            "Jalan itu rusak bertahun-tahun.",
            "neg",
            "neg",
        ),
    ],
)
def test_worked_examples(title: str, body: str, event: str, towards_us: str):
    reading = read_news(title, body)
    assert (reading.event_tone.value, reading.tone.value) == (event, towards_us)


@pytest.mark.parametrize(
    ("title", "body"),
    [
        # T3: a demonstration, and the leader who meets it.
        ("Mahasiswa Demo, Gubernur Arya Temui Massa", "Gubernur Arya mendengarkan tuntutan."),
        # T4: his own words ask to be criticised.
        ("Gubernur Arya ke Mahasiswa: Tegur Saya kalau Salah", "Dialog berlangsung terbuka."),
        # T5: praise and a warning.
        ("DPRD Puji Gubernur Arya, tapi Ingatkan Utang Menumpuk", SAID),
        # T11: a reshuffle without judgement.
        ("Mutasi Pemprov Seroja, Sembilan Pejabat Dilantik", SAID),
        # T13: plain, though it can be read mockingly.
        ("Gubernur Arya Akui Baru Pertama Kali ke Pulau Pinisi", SAID),
        # T20: the victim of a false account.
        ("Akun Bodong Catut Nama Gubernur Arya", "Warga diminta waspada di Seroja."),
        # R8: the leader finds fault with others.
        ("Gubernur Arya Kecam Kontraktor yang Lalai", "Proyek di Pelita itu mangkrak."),
    ],
)
def test_what_is_not_against_the_leader_is_not_negative(title: str, body: str):
    assert read_news(title, body).tone.value in ("neu", "pos")


def test_c21_floods_with_a_leader_who_is_praised():
    reading = read_news(
        "Banjir Bandang di Kelana, Gubernur Arya Gerak Cepat",
        "Tokoh Kelana memuji Gubernur Arya yang sigap. Banjir merendam tiga desa.",
    )
    assert reading.event_tone.value == "neg"
    assert reading.tone.value == "pos"


def test_t2_the_regent_who_writes_is_not_blamed():
    reading = read_news(
        "Tiga Surat Bupati Kelana Anwar Bahtera Belum Dibalas Gubernur Arya", "Surat itu soal air."
    )
    assert mention_of(reading, "bupati@99.05").tone.value != "neg"


def test_t20_a_false_account_is_no_denied_allegation():
    reading = read_news("Akun Bodong Catut Nama Gubernur Arya", "Pemprov Seroja mengimbau warga.")
    assert not reading.tone.reason.startswith("R3")


def test_r9_a_former_governor_is_not_ours_but_his_debt_may_be():
    former = read_news("Mantan Gubernur Danar Bagaswara Diperiksa", "Pemeriksaan di kejaksaan.")
    assert former.tone.value == "na"
    linked = read_news(
        "Gubernur Arya Keluhkan Utang Danar Bagaswara", "Pemprov Seroja menanggung tunggakan."
    )
    assert linked.tone.value != "na"


def test_a_task_force_with_our_name_is_ours():
    reading = read_news("Satgas Pangan Seroja Periksa Dapur", "Satgas mendatangi tiga dapur.")
    assert reading.tone.value != "na"


def test_our_name_that_governs_in_a_headline_is_our_government():
    assert read_news("Seroja Perketat Pengawasan Kapal", "Kapal diperiksa.").tone.value != "na"
    assert read_news("Seroja Diguyur Hujan Deras", "Hujan turun.").tone.value == "na"


def test_a_bare_agency_in_news_of_one_regency_is_the_regency_s():
    answer = read_news("Remaja Pelita Tewas Terseret Arus", "BPBD mencatat dua rumah terendam.")
    assert answer.tone.value == "na"


def test_who_will_govern_speaks_for_the_coming_government():
    answer = read_news("Gubernur Seroja Terpilih Temui Tokoh", "Pertemuan itu tertutup.")
    assert answer.tone.value == "neu"


def test_somebody_else_s_sponsored_text_is_marked():
    reading = read_news("Menginap di Tepi Danau", "Konten ini kerja sama dengan hotel.")
    assert reading.nature.value == "advertorial"


def test_a_text_the_newsroom_does_not_answer_for_is_a_column():
    reading = read_news("Tentang Sabar", "Tulisan ini sepenuhnya tanggung jawab penulis.")
    assert reading.nature.value == "opini"
