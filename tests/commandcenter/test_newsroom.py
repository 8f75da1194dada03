"""The sample newsroom checks its articles and lets them out when and where they say."""

import asyncio
import shutil
from contextlib import suppress
from dataclasses import FrozenInstanceError, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.request import urlopen
from zoneinfo import ZoneInfo

import pytest

from commandcenter.newsroom import addresses, originality
from commandcenter.newsroom.articles import Article, ArticleError, load, read
from commandcenter.newsroom.outlets import OUTLETS
from commandcenter.newsroom.schedule import Schedule, ScheduleError, plan
from commandcenter.newsroom.server import Newsroom, serve, start

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "tests/samples/newsroom"
PACK = ROOT / "commandcenter/packs/contoh/newsroom"
WITA = ZoneInfo("Asia/Makassar")
OPENED = datetime(2026, 3, 5, 9, 0, tzinfo=WITA)
BASES = {outlet.key: f"http://{outlet.key}.contoh" for outlet in OUTLETS}
SEES_TEN = "arunika-pos"


def scheduled(articles: tuple[Article, ...], opened_at: datetime = OPENED) -> Schedule:
    return plan(articles, opened_at, WITA, BASES)


def edited(folder: Path, old: str, new: str) -> Path:
    text = (SAMPLES / "dermaga-01.md").read_text("utf-8")
    assert old in text
    target = folder / "dermaga-01.md"
    target.write_text(text.replace(old, new, 1), "utf-8")
    return target


# Articles


def test_an_article_file_becomes_a_value_that_cannot_change() -> None:
    article = read(SAMPLES / "dermaga-01.md")
    assert (article.key, len(article.paragraphs), len(article.copies)) == ("dermaga-01", 5, 7)
    assert article.expect.tone == {"gubernur": "pos"}
    with pytest.raises(FrozenInstanceError):
        article.title = "lain"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("kind: rilis", "kind: kabar", "dermaga-01.md:7: kind: "),
        ("day: -2", "day: 3", "dermaga-01.md:4: day: "),
        ('"10:15"', "12:15", "dermaga-01.md:5: time: "),
        ("after: 45", "after: -1", "dermaga-01.md:12: copies.1.after: "),
        ("antar-pulau", "antar-benua", "dermaga-01.md:12: copies.1.outlet: "),
        ("event: pos", "event: baik", "dermaga-01.md:24: expect.event: "),
        ("author:", "penulis:", "dermaga-01.md:8: penulis: "),
        ("[gubernur]", "[gubernur", "dermaga-01.md:24: "),
        ("day: -2", "live: 4", "needs either day and time, or live"),
        ("antar-pulau", "pemprov", "prints the same text twice"),
    ],
)
def test_a_wrong_article_is_told_with_file_line_and_field(
    tmp_path: Path, old: str, new: str, told: str
) -> None:
    with pytest.raises(ArticleError) as caught:
        read(edited(tmp_path, old, new))
    assert told in str(caught.value)


def test_all_faults_of_a_folder_are_told_at_once(tmp_path: Path) -> None:
    edited(tmp_path, "kind: rilis", "kind: kabar")
    (tmp_path / "kosong-01.md").write_text("tanpa pagar", "utf-8")
    with pytest.raises(ArticleError, match=r"(?s)dermaga-01.md:7.*kosong-01.md:1"):
        load(tmp_path)


# Schedule


def test_day_zero_is_the_local_date_of_the_opening() -> None:
    evening_in_utc = datetime(2026, 3, 4, 20, 0, tzinfo=UTC)
    run = scheduled(load(SAMPLES), evening_in_utc)
    photo = next(one for one in run.placements if one.article.kind == "foto")
    assert photo.published_at == datetime(2026, 3, 5, 6, 30, tzinfo=WITA)


def test_copies_follow_their_original_with_their_own_headline_and_length() -> None:
    run = scheduled((read(SAMPLES / "dermaga-01.md"),)).placements
    assert [one.published_at - run[0].published_at for one in run][:3] == [
        timedelta(minutes=after) for after in (0, 30, 45)
    ]
    assert run[2].title == "Jam bongkar ikan di Tanjung Biduk diubah"
    assert [len(one.paragraphs) for one in run] == [5, 5, 5, 5, 3, 5, 5, 5]


def test_live_texts_come_out_minutes_after_the_opening() -> None:
    run = scheduled(load(SAMPLES))
    fresh = set(run.published(OPENED + timedelta(minutes=13))) - set(run.published(OPENED))
    assert {one.outlet.key for one in fresh} == {"suara-seroja", "harian-pelita"}


def test_the_same_folder_and_opening_give_the_same_schedule() -> None:
    assert scheduled(load(SAMPLES)) == scheduled(load(SAMPLES))


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="aware"):
        scheduled(load(SAMPLES), OPENED.replace(tzinfo=None))


def test_two_texts_at_one_address_are_refused_by_name() -> None:
    one = read(SAMPLES / "kanal-01.md")
    with pytest.raises(ScheduleError, match=r"kanal-02 and kanal-01|kanal-01 and kanal-02"):
        scheduled((one, replace(one, key="kanal-02")))


# Serving


def content(url: str) -> bytes:
    with urlopen(url, timeout=5) as body:
        whole: bytes = body.read()
    return whole


def port_of(newsroom: Newsroom) -> int:
    return int(newsroom.base("suara-seroja").rpartition(":")[2])


def test_outlets_have_addresses_of_their_own() -> None:
    with start(SAMPLES, OPENED, WITA) as newsroom:
        hosts = {newsroom.base(outlet.key).rpartition(":")[0] for outlet in OUTLETS}
    assert len(hosts) == len(OUTLETS) or hosts == {"http://127.0.0.1"}


def test_without_the_loopback_range_outlets_share_one_address(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(addresses, "NETWORK", "203.0.113")
    with pytest.raises(addresses.AddressUnavailable, match="ifconfig lo0 alias"):
        addresses.bind(0)
    with start(SAMPLES, OPENED, WITA) as shared:
        assert shared.base("pemprov").startswith("http://127.0.0.1:")
        assert b"<rss" in content(shared.feed("pemprov"))


def test_a_taken_port_is_told() -> None:
    with start(SAMPLES, OPENED, WITA) as newsroom:
        port = port_of(newsroom)
        with pytest.raises(addresses.AddressUnavailable, match=f"Porta {port} sudah dipakai"):
            addresses.bind(port)


def test_the_same_folder_opening_and_port_give_the_same_bytes() -> None:
    def served(port: int) -> tuple[int, list[bytes]]:
        with start(SAMPLES, OPENED, WITA, port=port, clock=lambda: OPENED) as newsroom:
            urls = [one.url for one in newsroom.schedule.published(OPENED)]
            urls += [newsroom.feed(outlet.key) for outlet in OUTLETS]
            return port_of(newsroom), [content(url) for url in urls]

    port, first = served(0)
    assert served(port) == (port, first)


def test_serving_lasts_until_cancelled_and_frees_its_addresses() -> None:
    async def briefly(port: int) -> bytes:
        task = asyncio.create_task(serve(SAMPLES, port, OPENED, WITA, shared=True))
        await asyncio.sleep(0.1)
        robots = await asyncio.to_thread(content, f"http://127.0.0.1:{port + 1}/robots.txt")
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
        return robots

    with start(SAMPLES, OPENED, WITA) as newsroom:
        port = port_of(newsroom)
    assert asyncio.run(briefly(port)) == asyncio.run(briefly(port))


# The pack as written


def test_the_pack_is_large_and_no_two_articles_share_a_template() -> None:
    print(found := originality.check(PACK))
    assert found.median < originality.MEDIAN_LIMIT


def test_feeds_hold_the_whole_week_of_all_outlets_but_one() -> None:
    run = scheduled(load(PACK))
    cut = [one.key for one in OUTLETS if len(run.of(one).placements) > one.depth]
    assert cut == [SEES_TEN]


def test_texts_from_one_template_are_refused_by_name(tmp_path: Path) -> None:
    shutil.copy(SAMPLES / "dermaga-01.md", tmp_path / "dermaga-02.md")
    edited(tmp_path, "240 perahu", "300 perahu")
    with pytest.raises(originality.NewsroomError, match=r"(?s)only 2 articles.*01 ~ dermaga-02"):
        originality.check(tmp_path)
