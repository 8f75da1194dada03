"""What became of an item, and who followed its correction."""

from datetime import timedelta

import pytest
from django.test import Client

from commandcenter.accounts.models import Role
from monitoring.models import Item, ItemText, ItemVersion, Revisit
from monitoring.trail import history_of, steps, trail_of
from monitoring.versions import Standing
from tests.build import NOW, make_item, make_outlet, make_region, make_user

pytestmark = pytest.mark.django_db

OLD = "Gubernur meninjau jembatan.\nJembatan itu menelan biaya Rp12 miliar dari APBD tahun ini."
NEW = OLD.replace("Rp12", "Rp21") + "\nRalat: semula tertulis Rp12 miliar, seharusnya Rp21 miliar."
CORRECTED_AT = NOW - timedelta(hours=2)
BEFORE, AFTER = NOW - timedelta(hours=3), NOW - timedelta(hours=1)


def make_print(name: str, body: str, looked_at=AFTER, **values) -> Item:
    """Make an item with a text that was last taken from its page at an instant."""
    url = f"https://{name.lower().replace(' ', '-')}.test/jembatan"
    given = {"url": url, "outlet": make_outlet(name), "published_at": NOW - timedelta(days=1)}
    item = make_item("Gubernur Tinjau Jembatan", NOW - timedelta(days=1), **given | values)
    ItemText.objects.create(item=item, body=body, rung="standard", extracted_at=looked_at)
    return item


@pytest.fixture
def corrected() -> Item:
    """Make an item whose newsroom corrected it, with the wording before."""
    make_region()
    mark = {"correction": "ralat", "corrected_at": CORRECTED_AT, "correction_note": "tertulis"}
    item = make_print("Suara Seroja", NEW, **mark)
    ItemVersion.objects.create(
        item=item,
        number=1,
        title=item.title,
        body=OLD,
        seen_at=BEFORE,
        replaced_at=CORRECTED_AT,
        change="naskah",
    )
    return item


def standings(corrected: Item, *copies: Item) -> list[Standing]:
    Item.objects.filter(pk__in=[copy.pk for copy in copies]).update(copy_of=corrected)
    return [one.standing for one in trail_of([corrected, *copies]).followers]


def test_each_copy_says_how_it_stands_towards_the_correction(corrected: Item):
    copies = [
        make_print("Warta Pinisi", NEW),
        make_print("Radar Serunai", OLD),
        make_print("Utara Kini", "Gubernur meninjau jembatan. Warga menyambut dengan meriah."),
        make_print("Harian Cendana", OLD),
        make_print("Kabar Melati", OLD, looked_at=BEFORE),
    ]
    Revisit.objects.create(item=copies[3], until=NOW, gone_at=AFTER)
    expected = [Standing.UPDATED, Standing.OLD, Standing.PART, Standing.GONE, Standing.UNSEEN]
    assert standings(corrected, *copies) == expected


def test_a_copy_looked_at_without_change_since_still_prints_the_old_text(corrected: Item):
    copy = make_print("Radar Serunai", OLD, looked_at=BEFORE)
    Revisit.objects.create(item=copy, until=NOW, seen_at=AFTER)
    assert standings(corrected, copy) == [Standing.OLD]


def test_the_counts_are_told_in_one_sentence(corrected: Item):
    copies = [make_print("Warta Pinisi", NEW), make_print("Radar Serunai", OLD)]
    standings(corrected, *copies)
    told = "1 asal, 2 salinan: 1 sudah memuat ralat, 1 masih naskah lama"
    assert trail_of([corrected, *copies]).summary == told


def test_only_a_newsroom_with_the_old_text_gets_a_letter_with_the_right_words(corrected: Item):
    copies = [make_print("Warta Pinisi", NEW), make_print("Radar Serunai", OLD)]
    standings(corrected, *copies)
    none, words = (one.letter for one in trail_of([corrected, *copies]).followers)
    assert none == ""
    assert "Yth. Redaksi Radar Serunai" in words and corrected.url in words
    assert "Semula: “Jembatan itu menelan biaya Rp12 miliar dari APBD tahun ini.”" in words
    assert "Menjadi: “Jembatan itu menelan biaya Rp21 miliar dari APBD tahun ini.”" in words
    assert "Sabtu, 21 November 2026 pukul 11.42 WITA" in words


def test_without_a_correction_there_is_no_trail():
    item = make_print("Suara Seroja", OLD)
    assert trail_of([item]) is None
    assert history_of(item, [item]).number == 1


def test_the_changes_of_an_item_are_told_newest_first(corrected: Item):
    values = {"title": "Gubernur Tinjau Proyek", "body": OLD, "seen_at": BEFORE}
    ItemVersion.objects.filter(number=1).update(number=2)
    ItemVersion.objects.create(
        item=corrected, number=1, replaced_at=BEFORE, change="judul", **values
    )
    (newest, oldest), left_out = steps(corrected)
    assert (newest.number, oldest.number, left_out) == (2, 1, 0)
    assert [(p.kind, p.words) for p in oldest.title if p.kind != "same"] == [
        ("gone", "Proyek"),
        ("new", "Jembatan"),
    ]


def test_the_page_of_versions_marks_every_word_for_those_who_cannot_see(
    client: Client, corrected: Item
):
    client.force_login(make_user(role=Role.VIEWER))
    page = client.get(f"/berita/{corrected.pk}/versi").content.decode()
    assert '<del><span class="hidden">dihapus: </span><bdi>Rp12</bdi></del>' in page
    assert '<ins><span class="hidden">ditambahkan: </span><bdi>Rp21</bdi></ins>' in page
    assert "Versi ke-2" in page


def test_the_page_of_an_item_tells_version_trail_and_letter(client: Client, corrected: Item):
    copy = make_print("Radar Serunai", OLD, copy_of=corrected)
    client.force_login(make_user(role=Role.VIEWER))
    for pk in (corrected.pk, copy.pk):
        page = client.get(f"/berita/{pk}").content.decode()
        assert "1 asal, 1 salinan: 1 masih naskah lama" in page
        assert "Yth. Redaksi Radar Serunai" in page and "readonly" in page
    assert "memuat ralat atas berita ini" in client.get(f"/berita/{corrected.pk}").content.decode()


def test_a_page_taken_down_is_told_on_the_item(client: Client, corrected: Item):
    Revisit.objects.create(item=corrected, until=NOW, gone_at=AFTER)
    client.force_login(make_user(role=Role.VIEWER))
    page = client.get(f"/berita/{corrected.pk}").content.decode()
    assert "Halaman aslinya sudah tidak ada" in page


def test_foreign_words_are_shown_never_obeyed(client: Client, corrected: Item):
    evil = "<script>alert(1)</script> {{ 7 }}"
    ItemVersion.objects.update(title=evil, body=f"{evil}. {OLD}")
    client.force_login(make_user(role=Role.VIEWER))
    page = client.get(f"/berita/{corrected.pk}/versi").content.decode()
    assert "<script>alert" not in page and "&lt;script&gt;" in page


def test_contributors_do_not_see_versions(client: Client, corrected: Item):
    client.force_login(make_user(role=Role.CONTRIBUTOR))
    assert client.get(f"/berita/{corrected.pk}/versi").status_code == 403
