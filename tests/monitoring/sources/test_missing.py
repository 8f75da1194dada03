"""Why an article was missed: the first reason that holds, with times people can check."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from monitoring.sources.missing import Facts, KnownFeed, KnownItem, why

ZONE = ZoneInfo("Asia/Makassar")
START = datetime(2026, 11, 20, tzinfo=UTC)
SEEN = START + timedelta(hours=5)
GOOD = KnownFeed("utama", tries=40, good=39, shown=10)


def facts(**values: object) -> Facts:
    given = {"is_article": True, "start": START, "end": START + timedelta(days=2)}
    watched = {"outlet": "Suara Seroja", "outlet_known": True, "feeds": (GOOD,)}
    return Facts(**given | watched | values)  # type: ignore[arg-type]


def item(**values: object) -> KnownItem:
    given = {"title": "Pasar dibuka", "stage": "done", "note": "", "seen_at": SEEN}
    return KnownItem(**given | values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("case", "reason", "missed"),
    [
        ({"is_article": False}, "bukan-berita", False),
        ({"deleted": True}, "dihapus", False),
        ({"outlet": ""}, "media-baru", True),
        ({"blocked": "penyalin"}, "media-ditolak", True),
        ({"enabled": False}, "media-mati", True),
        ({"feeds": ()}, "tanpa-umpan", True),
        ({"feeds": (KnownFeed("utama", 40, 3, "Situs menolak (403)."),)}, "umpan-sakit", True),
        ({"feeds": (KnownFeed("utama", 0, 0),)}, "umpan-sakit", True),
        ({"feeds": (KnownFeed("utama", 40, 40, cut=7),)}, "terpotong", True),
        ({"robots_forbid": True}, "robots", True),
        ({}, "luar-umpan", True),
        ({"item": item()}, "ada", False),
        ({"item": item(by_hand=True)}, "ada", False),
        ({"item": item(stage="page")}, "menunggu", False),
        ({"item": item(stage="quarantine", note="halaman kosong")}, "ekstraksi", True),
        ({"item": item(copy_of="“Pasar” (Kabar Dano)")}, "salinan", False),
    ],
)
def test_the_first_reason_that_holds_is_the_answer(
    case: dict[str, object], reason: str, missed: bool
):
    verdict = why(facts(**case), ZONE)
    assert (verdict.reason, verdict.missed) == (reason, missed)
    assert verdict.sentences and all(words.endswith(".") for words in verdict.sentences)


def test_what_was_seen_after_its_day_had_ended_is_late_and_not_missed():
    known = item(published_at=START, until=SEEN - timedelta(hours=1))
    verdict = why(facts(item=known), ZONE)
    assert (verdict.reason, verdict.missed) == ("terlambat", False)
    assert "20 Nov 08.00" in " ".join(verdict.sentences)


def test_one_feed_that_did_well_is_enough_to_ask_what_it_shows():
    feeds = (KnownFeed("mati", 40, 0, "Situs tidak menjawab."), GOOD)
    verdict = why(facts(feeds=feeds), ZONE)
    assert verdict.reason == "luar-umpan"
    assert "utama sehat" in verdict.sentences[0] and "mati" not in verdict.sentences[0]


def test_a_gap_between_two_visits_is_named():
    verdict = why(facts(feeds=(KnownFeed("utama", 40, 40, gap=True, shown=10),)), ZONE)
    assert "menampilkan 10 berita" in verdict.sentences[-1]


def test_the_words_of_the_failing_feed_stand_in_the_answer():
    verdict = why(facts(feeds=(KnownFeed("utama", 40, 3, "Situs menolak (403)."),)), ZONE)
    assert "3 dari 40 berhasil): Situs menolak (403)." in verdict.sentences[0]
