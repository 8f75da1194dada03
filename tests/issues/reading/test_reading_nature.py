"""What kind of writing it is, by the marks newsrooms and press offices leave."""

from tests.issues.reading.seroja import read_news

NEWS = "Hujan turun sejak pagi di pusat kota. Warga menunggu di teras."


def nature(title: str, *paragraphs: str, official: bool = False) -> str:
    return read_news(title, *paragraphs, official=official).nature.value


def test_news_is_the_rule():
    assert nature("Hujan Sejak Pagi", NEWS) == "berita"


def test_an_official_channel_prints_releases():
    assert nature("Gubernur Buka Rapat", NEWS, official=True) == "rilis"


def test_a_signature_of_the_press_office_is_a_release():
    assert nature("Rapat Dibuka", NEWS, "Acara ditutup doa. (humas)") == "rilis"


def test_the_stock_of_press_offices_is_a_release_without_signature():
    body = (
        "Bertempat di aula, acara berlangsung khidmat. Dalam sambutannya, beliau menyebut ini "
        "wujud nyata sinergi. Turut hadir unsur Forkopimda."
    )
    assert nature("Rapat Dibuka", body) == "rilis"


def test_advertorials_are_marked():
    assert nature("Belanja Hemat di Kota", NEWS, "Datang dan buktikan. (Adv)") == "advertorial"


def test_a_column_says_who_writes():
    assert nature("Tentang Sabar", NEWS, "Penulis adalah guru pensiunan.") == "opini"
    assert nature("Opini: Tentang Sabar", NEWS) == "opini"


def test_a_column_in_the_first_person_with_a_byline_at_the_end():
    body = "Saya ingat pagi itu. Saya menunggu. Kita semua tahu. Kami diam. Saya pulang."
    assert (
        nature("Tentang Sabar", body, "Rina Melur, pengajar sosiologi, tinggal di desa.") == "opini"
    )


def test_first_person_in_quotes_is_no_column():
    body = "“Saya antre, saya lelah, kami pulang, kita lihat, saya kecewa,” kata Rina."
    assert nature("Antrean", body, "Rina Melur, pedagang sayur, pulang sore hari.") == "berita"


def test_a_photo_page_says_so():
    assert nature("FOTO: Lampion di Kanal", "Anak-anak menyalakan lampion.") == "foto"
