"""Tone towards the government and its officials: the rules R1 to R8 and R10 in worked examples."""

import pytest

from issues.reading.rules import UNSURE_BELOW
from issues.reading.values import Value
from tests.issues.reading.seroja import mention_of, read_news


def tone(title: str, *paragraphs: str, official: bool = False) -> Value[str]:
    return read_news(title, *paragraphs, official=official).tone


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("Bus Terguling di Pelita", "Tiga penumpang luka dan dirawat di puskesmas."),
        ("Wali Kota Arunika Resmikan Bus Sekolah", "Warga menyambut gembira bus itu."),
        ("Gubernur Teluk Mahoni Dikritik", "Warga kecewa kepada Gubernur Teluk Mahoni."),
    ],
)
def test_r1_what_is_not_about_us_is_unrelated_not_neutral(title: str, body: str):
    answer = tone(title, body)
    assert answer.value == "na"
    assert answer.reason.startswith("R1")


@pytest.mark.parametrize(
    ("title", "lead", "wanted"),
    [
        ("Warga Kecewa, Pemprov Seroja Lamban", "Pemprov Seroja dinilai abai dan gagal.", "neg"),
        ("DPRD Apresiasi Pemprov Seroja", "Pemprov Seroja sukses dan dipuji banyak pihak.", "pos"),
        ("Mahasiswa Demo, Desak Gubernur Arya Bertindak", "Gubernur Arya dikecam massa.", "neg"),
    ],
)
def test_r2_headline_and_lead_decide(title: str, lead: str, wanted: str):
    closing = "Menurut juru bicara, semua berjalan lancar."
    answer = tone(title, lead, "Paragraf kedua berisi jadwal.", closing)
    assert answer.value == wanted
    assert answer.reason.startswith("R2")


@pytest.mark.parametrize(
    "title",
    [
        "Dituding Pakai Dana Beasiswa, Gubernur Seroja Membantah",
        "Diduga Ada Titipan Proyek, Pemprov Seroja: Sesuai Regulasi",
        "Gubernur Arya Tepis Isu Jual Beli Jabatan",
    ],
)
def test_r3_allegation_and_denial_in_the_headline_stay_negative(title: str):
    reading = read_news(title, "Gubernur Seroja menjawab tuduhan itu di Arunika.")
    assert reading.tone.value == "neg"
    assert reading.tone.reason.startswith("R3")
    assert reading.denied.value is True


def test_r3_a_hoax_that_is_denied_is_no_allegation():
    answer = tone(
        "Pemprov Seroja Klarifikasi Hoaks Lowongan", "Pemprov Seroja meluruskan kabar itu."
    )
    assert not answer.reason.startswith("R3")


@pytest.mark.parametrize(
    ("title", "body", "wanted"),
    [
        (
            "Banjir Rendam Pelita, Gubernur Arya Kirim Bantuan",
            "Warga memuji Gubernur Arya yang sigap. Banjir merendam 200 rumah.",
            "pos",
        ),
        (
            "Kekeringan Melanda, Gubernur Arya Salurkan Air",
            "Kekeringan terjadi di Pelita. Gubernur Arya menyalurkan air.",
            "neu",
        ),
        (
            "Kebakaran Hanguskan Pasar Pelita, Wagub Tinjau Lokasi",
            "Kebakaran itu menghanguskan 30 kios. Wagub meninjau lokasi di Seroja.",
            "neu",
        ),
    ],
)
def test_r4_who_acts_well_in_a_bad_event(title: str, body: str, wanted: str):
    reading = read_news(title, body)
    assert reading.event_tone.value == "neg"
    assert reading.tone.value == wanted
    assert reading.tone.reason.startswith("R4")


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("Gubernur Arya Sukses Turunkan Kemiskinan", "Capaian itu terbaik, kata Gubernur Arya."),
        ("Wagub Luncurkan Program Desa", "Wagub menyebut program di Seroja berhasil."),
        ("Pemprov Seroja Raih Penghargaan", "Pemprov Seroja bangga atas prestasi itu."),
    ],
)
def test_r5_an_own_claim_of_success_is_positive_and_a_release(title: str, body: str):
    reading = read_news(title, body, official=True)
    assert reading.tone.value == "pos"
    assert reading.tone.reason.startswith("R5")
    assert reading.nature.value == "rilis"


def test_r5_a_warning_by_the_press_office_is_neutral():
    answer = tone("Waspada Hoaks Bansos", "Pemprov Seroja mengimbau warga teliti.", official=True)
    assert answer.value == "neu"


@pytest.mark.parametrize(
    "title",
    [
        "DPRD Puji Gubernur Arya, tetapi Ingatkan Utang Menumpuk",
        "Ekonom Apresiasi Pemprov Seroja, namun Kritik Lambatnya Belanja",
        "Program Gubernur Arya Sukses, tapi Warga Keluhkan Antrean",
    ],
)
def test_r6_praise_with_a_warning_is_neutral_and_balanced(title: str):
    reading = read_news(title, "Hal itu disampaikan di Seroja.")
    assert reading.tone.value == "neu"
    assert reading.tone.reason.startswith("R6")
    assert reading.balanced.value is True


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("‘Terima Kasih Jalan Rusaknya’, Warga Sindir Pemprov Seroja", "Spanduk dipasang."),
        ("Terima Kasih, Gubernur Arya, Keran Kami Kering", "Warga Pelita berkelakar."),
        ("Turut Berduka Cita atas Mangkraknya Jembatan", "Papan itu ditujukan ke Pemprov Seroja."),
    ],
)
def test_r7_satire_is_negative_whatever_the_words(title: str, body: str):
    answer = tone(title, body)
    assert answer.value == "neg"
    assert answer.reason.startswith("R7")


@pytest.mark.parametrize(
    "title",
    [
        "Gubernur Arya Ucapkan Terima Kasih kepada Korban Banjir",
        "Turut Berduka Cita, Gubernur Arya Melayat Korban Longsor",
    ],
)
def test_r7_real_thanks_and_condolences_are_no_satire(title: str):
    assert not tone(title, "Acara berlangsung di Pelita.").reason.startswith("R7")


@pytest.mark.parametrize(
    "title",
    [
        "Gubernur Arya Semprot Kontraktor Jalan Pelita",
        "Gubernur Arya Tegur Keras Perusahaan Tambang",
        "Gubernur Arya Minta Polisi Usut Pungli",
    ],
)
def test_r8_criticism_of_others_is_not_criticism_of_the_governor(title: str):
    answer = tone(title, "Perusahaan itu dinilai lalai.")
    assert answer.value in ("neu", "pos")
    assert answer.reason.startswith("R8")


def test_r8_the_governor_s_own_offence_is_no_criticism_of_others():
    answer = tone("Gubernur Arya Langgar Aturan Lelang", "Gubernur Arya menyalahgunakan wewenang.")
    assert answer.value == "neg"


def test_r8_refusing_to_meet_a_crowd_is_no_criticism_of_others():
    answer = tone("Gubernur Arya Tolak Temui Mahasiswa", "Mahasiswa kecewa kepada Gubernur Arya.")
    assert answer.value == "neg"


def test_r3_somebody_else_s_denial_is_not_the_governor_s():
    title = "Polisi Bantah Isu Begal di Tiga Kecamatan Utara Kota Itu, Gubernur Arya Imbau Warga"
    assert not tone(title, "Imbauan disampaikan di Seroja.").reason.startswith("R3")


def test_r9_a_former_governor_is_not_the_government():
    answer = tone("Danar Bagaswara Dikritik Warga", "Mantan gubernur itu dinilai gagal.")
    assert answer.value == "na"


def test_r10_a_column_without_clear_words_is_unsure_not_neutral():
    body = "Saya menulis tentang Gubernur Arya dan kapal kayu.", "Penulis adalah guru."
    assert tone("Kursi Kayu", *body).value == "unsure"


def test_good_and_bad_in_balance_are_unsure():
    body = "Warga memuji Gubernur Arya. Warga lain mengecam Gubernur Arya."
    answer = tone("Setahun Gubernur Arya di Mata Warga", body)
    assert answer.value == "unsure"
    assert answer.confidence < UNSURE_BELOW


def test_a_bad_event_with_an_unclear_part_of_ours_is_unsure():
    body = (
        "Warga mengeluh karena jalan rusak dan jembatan ambruk.",
        "Proyek itu mangkrak dan terbengkalai.",
        "Dinas PUPR Seroja mencatat lokasi itu. Warga Pelita menunggu.",
    )
    assert tone("Jembatan Ambruk, Warga Pelita Mengeluh", *body).value == "unsure"


def test_an_agenda_without_judgement_is_neutral():
    assert tone("Gubernur Arya Lantik Dua Kepala Biro", "Pelantikan pukul sembilan.").value == "neu"


def test_own_words_of_an_official_about_others_do_not_fall_on_him():
    body = "“Proyek ini mangkrak dan kontraktornya lalai,” kata Gubernur Arya Wirasena."
    reading = read_news("Rapat di Pelita", "Rapat dibuka pagi.", "Acara singkat.", body)
    assert mention_of(reading, "gubernur@99").tone.value != "neg"


def test_tone_is_towards_each_official():
    body = "Mahasiswa mengecam Gubernur Arya. Wagub Sri Lestari menemui massa dan dipuji."
    reading = read_news("Aksi di Arunika", body)
    assert mention_of(reading, "gubernur@99").tone.value == "neg"
    assert mention_of(reading, "wagub@99").tone.value == "pos"


def test_headline_and_body_are_kept_apart():
    reading = read_news(
        "Pemprov Seroja Dikecam, Dinilai Gagal",
        "Pemprov Seroja berhasil dan sukses, menuai pujian.",
        "Warga mengapresiasi Pemprov Seroja.",
    )
    assert reading.headline_tone.value == "neg"
    assert reading.body_tone.value == "pos"


def test_roles_are_told():
    accused = read_news("Warga Tuding Gubernur Arya Ingkar Janji", "Gubernur Arya dituding lalai.")
    subject = read_news("Gubernur Arya Buka Rapat", "Rapat dimulai.")
    source = read_news("Rapat di Pelita", "Satu.", "Dua.", "Kata Gubernur Arya, jadwal tetap.")
    named = read_news("Rapat di Pelita", "Satu.", "Dua.", "Undangan untuk Gubernur Arya dikirim.")
    roles = [mention_of(r, "gubernur@99").role for r in (accused, subject, source, named)]
    assert roles == ["tertuduh", "subjek", "narasumber", "disebut"]


def test_a_mention_shows_its_sentence():
    reading = read_news("Rapat", "Hujan turun. Gubernur Arya Wirasena datang naik perahu.")
    sentence = mention_of(reading, "gubernur@99").sentence
    assert sentence == "Gubernur Arya Wirasena datang naik perahu."
