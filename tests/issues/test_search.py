"""Search in coverage: what is found, that counts equal lists, and that nothing typed breaks it."""

from datetime import timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from issues import listing
from issues.models import Coverage, Tone
from issues.selection import Selection
from monitoring.models import Item, ItemText, ItemWords
from tests.build import NOW, make_coverage, make_item, make_region, make_story, make_user

pytestmark = pytest.mark.django_db

ZONE = ZoneInfo("Asia/Makassar")
EVIL = "<script>alert(1)</script>"


def write(title: str, body: str = "", **values: object) -> Coverage:
    """Make the coverage of an item with a text."""
    item = make_item(title)
    if body:
        rung = ItemText.Rung.STANDARD
        ItemText.objects.create(item=item, body=body, rung=rung, extracted_at=NOW)
    return make_coverage(item, **values)


def found(cari: str, **values: object) -> set[str]:
    rows = Selection(cari=cari, **values).coverage(ZONE)
    return set(rows.values_list("item__title", flat=True))


@pytest.fixture
def desk(client: Client) -> Client:
    """Log in somebody of the rapid-response team in the home province."""
    make_region()
    client.force_login(make_user())
    return client


def page(desk: Client, **words: str) -> str:
    response = desk.get("/berita", words)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


# -- What is found ------------------------------------------------------------------------------


def test_words_in_title_and_text_count_in_any_order_and_form():
    write("Beasiswa belum cair", "Mahasiswa menunggu pencairan.")
    write("Beasiswa dibuka")
    assert found("menunggu beasiswanya") == {"Beasiswa belum cair"}


def test_exactly_finds_words_only_as_written():
    write("Pembayaran tertunda")
    assert found("bayar") == {"Pembayaran tertunda"}
    assert found("bayar", persis="1") == set()
    assert found("pembayaran", persis="1") == {"Pembayaran tertunda"}


def test_a_phrase_stands_in_this_order_and_not_across_title_and_text():
    write("Dana hibah", "Kota Melati")
    assert found('"dana hibah"') == {"Dana hibah"}
    assert found('"hibah dana"') == found('"hibah kota"') == set()


def test_exclusions_take_away():
    write("Banjir di Melati")
    write("Banjir surut", "Bantuan dana hibah tiba.")
    assert found("banjir -surut") == {"Banjir di Melati"}
    assert found('banjir -"dana hibah"') == {"Banjir di Melati"}
    assert found('"banjir surut" -melati') == {"Banjir surut"}


def test_one_of_two_can_be_enough():
    for title in ("Banjir", "Air pasang naik", "Kemarau"):
        write(title)
    assert found('banjir ATAU "air pasang"') == {"Banjir", "Air pasang naik"}


@pytest.mark.parametrize("typed", ["Ju'ang", "Ju’ang", "juʼang", "Sri-Dinda", "sri dinda", "DINDA"])
def test_names_are_found_however_they_are_written(typed: str):
    write("Kata Ju'ang", "Bersama Sri-Dinda dari Antar/Pulau.")
    write("Yang lain")
    assert found(typed) == {"Kata Ju'ang"}


def test_addresses_and_markup_are_words_too():
    write("Lihat kabar.test/dana", "<b>hibah</b> rp6,7 miliar, 12-15 orang")
    for typed in ("dana", "kabar.test", "hibah", '"rp6,7 miliar"', "15"):
        assert found(typed), typed


def test_words_follow_every_change_of_title_and_text():
    coverage = write("Lama", "Isi semula")
    Item.objects.filter(pk=coverage.pk).update(title="Baru")
    ItemText.objects.filter(pk=coverage.pk).update(body="Naskah")
    assert found("baru naskah") == {"Baru"}
    assert found("lama") == found("semula") == set()
    ItemText.objects.filter(pk=coverage.pk).delete()
    assert found("naskah") == set() and found("baru") == {"Baru"}


def test_words_go_with_their_item():
    item = make_item()
    item.delete()
    assert not ItemWords.objects.exists()


def test_a_text_of_any_length_can_be_stored():
    write("Panjang", " ".join(f"kata{number}" for number in range(60_000)))
    assert found("kata20000") == {"Panjang"}


def test_filters_narrow_a_search():
    write("Banjir lama", tone=Tone.NEGATIVE)
    write("Banjir baru")
    assert found("banjir", tone=Tone.NEGATIVE) == {"Banjir lama"}
    assert found("banjir", hari=NOW.date() + timedelta(days=1)) == set()


# -- What the page shows ------------------------------------------------------------------------


def test_counts_equal_lists_on_every_page(desk: Client):
    story = make_story()
    for number in range(65):
        write(f"Banjir {number}", story=story if number < 40 else make_story())
    write("Kemarau")
    assert "<strong>26</strong> cerita, <strong>65</strong> pemuatan" in page(desk, cari="banjir")
    listed = [
        row.pk
        for number in "123"
        for row in listing.read(Selection(cari="banjir"), ZONE, number).page.object_list
    ]
    assert len(listed) == len(set(listed)) == 65


def test_the_newest_comes_first(desk: Client):
    for days in (3, 1, 2):
        make_coverage(make_item(f"Banjir {days}", NOW - timedelta(days=days)))
    shown = listing.read(Selection(cari="banjir"), ZONE, None).page.object_list
    assert all(before.at > after.at for before, after in pairwise(shown))


def test_beyond_the_cap_the_page_says_so(desk: Client, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(listing, "SEARCH_COUNT_MAX", 40)
    for number in range(41):
        write(f"Banjir {number}")
    words = page(desk, cari="banjir")
    assert "<strong>40+</strong> pemuatan" in words and "dari 40 yang terbaru" in words
    assert "Banjir 40" not in page(desk, cari="banjir", hari="2026-11-20")


def test_found_words_are_marked_in_title_and_text(desk: Client):
    write("Beasiswa cair", f"{'Kata ' * 100} mahasiswa menerima beasiswanya. {'Akhir ' * 100}")
    words = page(desk, cari="beasiswa")
    assert words.count('<mark class="mark-found"') == 2
    assert ">beasiswanya</mark>" in words and "… " in words


def test_marked_text_stays_text(desk: Client):
    write(f"Banjir {EVIL}", f"Banjir {EVIL} \u202eterbalik 😀")
    words = page(desk, cari="banjir script")
    assert "<script>alert" not in words
    assert "&lt;<mark" in words


def test_a_search_without_a_word_is_answered_in_words(desk: Client):
    write("Banjir")
    for typed in ("-banjir", "!!!", "😀"):
        words = page(desk, cari=typed)
        assert "Belum ada kata yang dicari" in words and "Banjir" not in words


@pytest.mark.parametrize(
    "typed",
    [
        "'", '"', '"""', "\\", ":*", "a:*", "& | ! ( )", "<->", "a <2> b", "%00", "a\x00b",
        "a" * 5000, "kata " * 1000, "-" * 200, '"a" ATAU -"b" ATAU', "\u202eabc", "\ud7ff", "²",
        "٣", "é" * 300, "ـ", "ATAU ATAU", "a'); DROP TABLE x; --", "judul@isi.batas",
    ],
)  # fmt: skip
@pytest.mark.parametrize("persis", ["", "1"])
def test_anything_typed_is_answered(desk: Client, typed: str, persis: str):
    write("Banjir")
    page(desk, cari=typed, persis=persis)


def test_the_form_explains_its_language(desk: Client):
    assert "-kata untuk pengecuali" in page(desk)


def test_a_search_asks_a_fixed_number_of_questions(desk: Client, django_assert_num_queries):
    write("Banjir")
    desk.get("/berita?cari=banjir")
    with django_assert_num_queries(14):
        desk.get("/berita?cari=banjir")
    for number in range(20):
        write(f"Banjir {number}", "Naskah tentang banjir.")
    with django_assert_num_queries(14):
        desk.get("/berita?cari=banjir")
