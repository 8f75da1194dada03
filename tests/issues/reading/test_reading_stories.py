"""Which coverage is of one event: words of headline and opening, the window, two thresholds."""

from datetime import UTC, datetime, timedelta

from issues.reading.stories import StoryText, assign, worth_asking
from issues.reading.story_index import StoryIndex
from issues.reading.story_print import print_of

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
KNOWN_HEADLINES = [text(1, BRIDGE), text(2, MARKET)]
DAILY = ["gotong royong", "gelar pengajian", "tanam bakau", "lomba perahu", "rawat mata air"] * 3


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
    often = [text(n, f"Warga Batu Perada {word}", hours=n) for n, word in enumerate(DAILY, 10)]
    body = "Warga Batu Perada memanen kopi robusta dan menjualnya ke koperasi."
    match = assign(text(None, "Kopi Batu Perada mulai dipanen", body), KNOWN + often)
    assert match is None or match.suggested


def test_the_same_headline_over_another_text_a_week_later_is_another_event():
    body = "Tiang listrik di Kelurahan Lembayung roboh dan melukai dua pengendara motor."
    assert assign(text(None, BRIDGE, body, hours=24 * 7), KNOWN) is None


def test_a_headline_that_is_printed_again_within_two_weeks_joins():
    known = [text(1, BRIDGE), text(2, MARKET)]
    assert assign(text(None, BRIDGE, hours=24 * 12), known).story == 1
    assert assign(text(None, BRIDGE, hours=24 * 15), known) is None


def test_what_is_half_alike_joins_on_the_day_and_not_three_days_later():
    again = "Warga hanyut saat jembatan putus: cerita tim penolong dari Kelana"
    assert not assign(text(None, again, hours=2), KNOWN_HEADLINES).suggested
    later = assign(text(None, again, hours=70), KNOWN_HEADLINES)
    assert later is None or later.suggested


def test_items_without_a_story_are_ignored():
    assert assign(text(None, BRIDGE, BRIDGE_BODY), [text(None, BRIDGE, BRIDGE_BODY)]) is None


def test_half_similar_items_are_suggested_to_a_person():
    body = "Dinas menaksir biaya. Anggaran dibahas pekan depan bersama dewan dan kontraktor lama."
    match = assign(text(None, "Anggaran jembatan Batu Perada dibahas dewan", body, 24), KNOWN)
    assert match.suggested
    assert match.confidence < 0.65


def test_what_is_in_the_news_every_day_is_no_ground_to_ask():
    titles = "Bupati Serunai hadiri panen kopi", "Bupati Serunai hadiri lomba perahu"
    index = StoryIndex()
    assert worth_asking(index, *titles)
    for number, word in enumerate(DAILY):
        index.add(number, number, print_of(f"Bupati Serunai hadiri {word}", ""), NOON)
    assert not worth_asking(index, *titles)


def test_names_and_titles_of_officials_are_no_ground_to_ask():
    titles = "Wagub Sri Lestari Lepas Atlet", "Wagub Sri Lestari Tinjau Pasar"
    assert worth_asking(StoryIndex(), *titles)
    assert not worth_asking(StoryIndex(), *titles, officials=("wagub", "sri", "lestari"))


def test_the_reason_names_the_closest_item_and_shared_words():
    match = assign(text(None, BRIDGE, BRIDGE_BODY), KNOWN)
    assert "Jembatan gantung Batu Perada" in match.reason
    assert "“gantung”" in match.reason


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


def test_two_angles_of_one_forum_are_two_stories():
    forum = "Forum Air Serunai di Pinisi, Sabtu"
    praise = "Gubernur Arya memuji kerja kelompok tani dan menjanjikan pompa bagi dua belas desa."
    blame = "Koalisi warga menuding dinas lamban, menyebut sumur kering dan meminta audit dana."
    known = [text(1, "Gubernur janjikan pompa bagi kelompok tani", f"{praise} {forum}.")]
    match = assign(text(None, "Koalisi warga minta dana sumur diaudit", f"{blame} {forum}."), known)
    assert match is None or match.suggested
