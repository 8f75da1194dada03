"""feedparser is the judge: what the fast reader reads, it reads the same."""

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from monitoring.feeds.document import Document, opened
from monitoring.feeds.finish import Setting, feed_title, finished
from monitoring.feeds.parse import judged
from monitoring.feeds.raw import RawFeed
from monitoring.feeds.tree import read_tree

SAMPLES = Path(__file__).parents[2] / "samples/feeds"
SETTING = Setting(
    "https://media.example/feed", ZoneInfo("Asia/Makassar"), datetime(2026, 3, 6, tzinfo=UTC)
)
# Samples that the fast reader leaves to the judge, each for the reason its name says.
JUDGED = {
    "feedparser-stops-at-this.xml",
    "marks-that-turn-text-around.xml",
    "rss-091-two-descriptions.xml",
    "truncated-in-an-entry.xml",
}


def text_of(name: str) -> str:
    document = opened((SAMPLES / name).read_bytes(), None)
    return document.text if isinstance(document, Document) and document.form == "xml" else ""


NAMES = sorted(path.name for path in SAMPLES.iterdir() if text_of(path.name))


def judgement(text: str) -> RawFeed:
    found = judged(text, 500)
    assert isinstance(found, RawFeed)
    return found


@pytest.mark.parametrize("name", [name for name in NAMES if name not in JUDGED])
def test_the_fast_reader_and_the_judge_read_the_same(name: str) -> None:
    fast, slow = read_tree(text_of(name)), judgement(text_of(name))
    assert fast is not None
    assert finished(fast.entries, 500, SETTING) == finished(slow.entries, 500, SETTING)
    assert feed_title(fast.title) == feed_title(slow.title)
    for said in ("kind", "language", "generator", "ttl", "period", "frequency"):
        assert getattr(fast, said) == getattr(slow, said)
    assert set(fast.links) == set(slow.links)


@pytest.mark.parametrize("name", sorted(JUDGED))
def test_what_is_not_well_formed_or_oddly_encoded_is_left_to_the_judge(name: str) -> None:
    assert read_tree(text_of(name)) is None
    assert judgement(text_of(name)).entries


def test_an_entry_that_stops_the_parser_costs_only_itself() -> None:
    entries = judgement(text_of("feedparser-stops-at-this.xml")).entries
    assert [entry.title for entry in entries] == ["Sebelum", "Sesudah"]


def test_windows_quotes_passed_off_as_latin_1_are_mended() -> None:
    entries = judgement(text_of("rss-091-two-descriptions.xml")).entries
    assert entries[2].summary == "Tanpa judul ‘kutip”".replace("‘", "’")


def test_an_identity_that_is_no_address_is_no_link() -> None:
    one, two = judgement(
        "<rss><item><guid>12345</guid></item><item><guid>https://a.test/2</guid></item>"
    ).entries
    assert (one.link, two.link) == ("", "https://a.test/2")


def test_entries_cut_out_of_a_giant_feed_are_counted() -> None:
    items = "".join(f"<item><title>{n}</title></item>" for n in range(100))
    found = judged(f"<rss><channel>{items}", 10)
    assert isinstance(found, RawFeed)
    assert (len(found.entries), found.dropped) == (40, 60)
