"""E12 to E20: texts, packs and models that reading must bear: stored, flagged, never neutral."""

import logging
from collections.abc import Iterator

import pytest
from django.utils import timezone

from commandcenter.packs.reader import Pack
from issues import knowledge, learned
from issues.models import Coverage, LearnedModel, Office, Person, Tone
from issues.pipeline import read_items
from issues.reading.features import FEATURES
from issues.reading.soundness import UNJUDGED
from monitoring.models import Item
from tests.issues.test_pipeline import settled

pytestmark = pytest.mark.django_db(transaction=True)

GOOD = "Gubernur Arya tinjau gudang pangan"
MALAY = (
    "Polis menahan dua lelaki selepas kemalangan di bandar ini, kata pengarah jabatan itu. "
    "Mangsa dibawa ke hospital kerana cedera, manakala syarikat berkenaan enggan mengulas."
)
SASAK = "Dengan dese leq Kelana uah pade dateng jok bale, laguq ndeq araq aiq lekan uiq."
ENGLISH = "The governor said that the bridge will open for the people of the island next week."
LISTING = "\n".join(f"Berita nomor {number} hari ini" for number in range(40))
SENTENCE = "Warga Kelana menerima bantuan air bersih dari pemerintah kabupaten setempat. "


@pytest.fixture(autouse=True)
def nothing_remembered() -> Iterator[None]:
    """Let no pack or model of a test be remembered by the next."""
    yield
    knowledge._last = None
    learned._kept.clear()


def read_beside_a_good_one(title: str, body: str) -> Coverage:
    """Read a text beside a good one; the good one is read as ever, the other is never neutral."""
    item, good = settled(title, body), settled(GOOD)
    assert read_items() == 2
    assert Coverage.objects.get(item=good).flags == []
    found = Coverage.objects.get(item=item)
    tones = {found.tone, found.event_tone, *found.mentions.values_list("tone", flat=True)}
    assert not tones & {Tone.NEUTRAL, Tone.UNRELATED}
    if not UNJUDGED.isdisjoint(found.flags):
        assert tones == {Tone.UNSURE}
        assert found.reasons["tone"]["reason"].startswith("perlu ditinjau: ")
    return found


def test_e12_an_empty_text_is_stored_as_empty(province: Pack):
    assert read_beside_a_good_one("", " \n\n ").flags == ["kosong"]


def test_e13_of_200_000_words_the_beginning_is_read(province: Pack):
    found = read_beside_a_good_one("Bantuan air bersih tiba di Kelana", SENTENCE * 20_000)
    assert found.flags == ["dipotong"] and found.language == "id"


def test_e14_english_is_no_neutral_news(province: Pack):
    found = read_beside_a_good_one("Governor Arya Wirasena opens the bridge", ENGLISH)
    assert (found.flags, found.language) == (["bahasa-asing"], "en")


def test_e15_malay_is_no_neutral_news(province: Pack):
    found = read_beside_a_good_one("Dua lelaki ditahan polis selepas kemalangan", MALAY)
    assert (found.flags, found.language) == (["bahasa-asing"], "ms")


def test_e16_sasak_is_no_neutral_news(province: Pack):
    found = read_beside_a_good_one("Dengan leq Kelana ndeq araq aiq", SASAK)
    assert (found.flags, found.language) == (["bahasa-asing"], "sas")


def test_e17_emoji_say_nothing(province: Pack):
    assert read_beside_a_good_one("😀😀😀", "🎉🎉\n\n👍🏽").flags == ["emoji"]


def test_e18_a_list_page_is_not_one_article(province: Pack):
    assert read_beside_a_good_one("Kumpulan berita hari ini", LISTING).flags == ["halaman-daftar"]


def test_e19_a_pack_with_broken_aliases_reads_on_and_names_them(
    province: Pack, caplog: pytest.LogCaptureFixture
):
    broken = ["", "a", ".*", "(Arya|Sri)+", "kata " * 1_000]
    Person.objects.filter(name="Arya Wirasena").update(aliases=["Bang Arya", *broken])
    Office.objects.filter(key="gubernur").update(epithets=broken)
    item = settled("Bang Arya tinjau gudang pangan")
    with caplog.at_level(logging.WARNING, logger="issues.knowledge"):
        read_items()
        settled("Warga Kelana menunggu air bersih")
        read_items()
    assert Coverage.objects.get(item=item).mentions.filter(office__key="gubernur").exists()
    assert not Item.objects.exclude(stage=Item.Stage.DONE).exists()
    said = [record.getMessage() for record in caplog.records]
    assert sum("aliases" in words for words in said) == len(broken), said
    assert all("tidak dipakai" in words for words in said)


def test_e20_a_truncated_model_is_refused_and_rules_read_on(
    province: Pack, caplog: pytest.LogCaptureFixture
):
    LearnedModel.objects.create(
        target=LearnedModel.Target.TONE,
        made_at=timezone.now(),
        features=FEATURES,
        classes=["pos", "neg"],
        buckets=[1, 2, 3],
        weights=[0.5],
        bias=[0.0],
        trained_on=1,
        judged_by=1,
        ruling=True,
        reason="uji",
    )
    item = settled(GOOD)
    with caplog.at_level(logging.ERROR, logger="issues.learned"):
        read_items()
    assert Coverage.objects.get(item=item).tone != ""
    assert any("ditolak" in record.getMessage() for record in caplog.records)
