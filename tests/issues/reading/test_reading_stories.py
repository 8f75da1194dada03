"""Which coverage is of one event: words of headline and opening, the window, two thresholds."""

from datetime import UTC, datetime, timedelta
from time import perf_counter

import pytest

from issues.reading.stories import StoryText, assign

NOON = datetime(2030, 5, 20, 12, tzinfo=UTC)
BRIDGE = "Jembatan gantung Batu Perada putus, tiga warga hanyut"
BRIDGE_BODY = (
    "Jembatan gantung di Batu Perada putus diterjang arus, Senin pagi. Tiga warga yang sedang "
    "menyeberang hanyut dan ditemukan selamat dua kilometer ke hilir."
)
MARKET = "Harga cabai di Pasar Lembayung tembus seratus ribu"
MARKET_BODY = "Harga cabai rawit di Pasar Lembayung mencapai Rp100.000 per kilogram sejak kemarin."


def text(story: int | None, title: str, body: str = "", hours: float = 0) -> StoryText:
    return StoryText(story, title, body, NOON + timedelta(hours=hours))


KNOWN = [text(1, BRIDGE, BRIDGE_BODY), text(2, MARKET, MARKET_BODY)]


def test_the_first_item_begins_a_story():
    assert assign(text(None, BRIDGE), []) is None


def test_the_same_text_joins_its_story():
    match = assign(text(None, BRIDGE, BRIDGE_BODY, hours=3), KNOWN)
    assert match.story == 1
    assert not match.suggested


def test_another_headline_over_the_same_text_joins():
    match = assign(text(None, "Arus Deras, Warga Batu Perada Selamat", BRIDGE_BODY, 5), KNOWN)
    assert match.story == 1


def test_another_wording_of_the_same_event_joins():
    body = "Tiga warga hanyut setelah jembatan gantung Batu Perada putus. Mereka selamat di hilir."
    match = assign(text(None, "Tiga warga Batu Perada selamat usai jembatan putus", body), KNOWN)
    assert match.story == 1


def test_headlines_alone_can_join():
    known = [text(7, "Kanwil gelar sosialisasi hak cipta di Pinisi")]
    match = assign(text(None, "Kanwil gelar sosialisasi hak cipta bagi pelajar Pinisi"), known)
    assert match.story == 7


def test_something_else_begins_a_story():
    body = "Dua puluh penari tampil di alun-alun Pinisi pada malam budaya."
    assert assign(text(None, "Malam budaya Pinisi meriah", body), KNOWN) is None


def test_the_same_place_is_not_the_same_event():
    body = "Warga Batu Perada memanen kopi robusta dan menjualnya ke koperasi."
    match = assign(text(None, "Kopi Batu Perada mulai dipanen", body), KNOWN)
    assert match is None or match.suggested


def test_the_same_words_a_week_later_are_another_event():
    assert assign(text(None, BRIDGE, BRIDGE_BODY, hours=24 * 7), KNOWN) is None


def test_items_without_a_story_are_ignored():
    assert assign(text(None, BRIDGE, BRIDGE_BODY), [text(None, BRIDGE, BRIDGE_BODY)]) is None


def test_half_similar_items_are_suggested_to_a_person():
    body = "Dinas menaksir biaya. Anggaran dibahas pekan depan bersama dewan dan kontraktor lama."
    match = assign(text(None, "Anggaran jembatan Batu Perada dibahas dewan", body), KNOWN)
    assert match.suggested
    assert match.confidence < 0.65


def test_the_reason_names_the_closest_item_and_shared_words():
    match = assign(text(None, BRIDGE, BRIDGE_BODY), KNOWN)
    assert "Jembatan gantung Batu Perada" in match.reason
    assert "“jembatan”" in match.reason


def test_a_chain_of_half_similar_items_does_not_grow():
    words = [f"kata{n}" for n in range(50)]
    known, stories = [], set()
    for step in range(10):
        title = " ".join(words[step * 4 : step * 4 + 7])
        match = assign(text(None, title), known)
        story = match.story if match and not match.suggested else step
        known.append(text(story, title))
        stories.add(story)
    assert len(stories) > 2


@pytest.mark.parametrize("count", [2000])
def test_it_compares_with_two_thousand_items_quickly(count: int):
    known = [
        text(n, f"{MARKET} nomor {n}", f"{MARKET_BODY} Catatan {n}. " * 8) for n in range(count)
    ]
    new = text(None, BRIDGE, BRIDGE_BODY)
    assign(new, known)
    begin = perf_counter()
    assign(new, known)
    assert perf_counter() - begin < 0.5
