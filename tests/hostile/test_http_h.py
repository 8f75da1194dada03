"""H1 to H18: what a server may answer, and how slowly; the collector goes on with the others."""

import asyncio
import gzip
import socket
import struct
import time
import tracemalloc
import zlib
from datetime import timedelta

import pytest
from django.utils import timezone

from monitoring.door.http import Limits
from monitoring.models import Feed, Fetch, Item, Outlet, Revisit
from monitoring.pipeline import collect_feeds
from monitoring.pipeline.robots import refresh_robots
from tests.build import make_outlet
from tests.hostile.conftest import HOST, LONG_DUE, OTHER, Town
from tests.monitoring.loopback import Reply
from tests.monitoring.pipeline.printing import rss

Outcome = Fetch.Outcome
SHORT = Limits(connect=0.5, first_byte=0.5, total=1.0)
OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n"
CHALLENGE = b"<!doctype html><title>Just a moment...</title><script src='/cf-chl'></script>"


def endless(head: bytes, piece: bytes, pause: float | None = None) -> Reply:
    """Return a reply that says `head` and then `piece` until somebody hangs up."""

    async def reply(writer: asyncio.StreamWriter) -> None:
        writer.write(head)
        while True:
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(pause or 0)

    return reply


async def silence(writer: asyncio.StreamWriter) -> None:
    await asyncio.Event().wait()


async def reset(writer: asyncio.StreamWriter) -> None:
    """Break the connection off in the middle of the body, with a reset instead of a farewell."""
    writer.write(OK + b"Content-Length: 5000\r\n\r\n<rss>")
    await writer.drain()
    linger = struct.pack("ii", 1, 0)
    writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
    writer.transport.abort()


def test_h1_a_bomb_of_ten_gigabytes_is_cut_in_little_memory(town: Town):
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    start = packer.compress(bytes(1_000_000)) + packer.flush(zlib.Z_FULL_FLUSH)
    megabyte = packer.compress(bytes(1_000_000)) + packer.flush(zlib.Z_FULL_FLUSH)

    async def bomb(writer: asyncio.StreamWriter) -> None:
        writer.write(OK + b"Content-Encoding: gzip\r\n\r\n" + start)
        for _ in range(10_000):
            writer.write(megabyte)
            await writer.drain()

    url = town.does("/bom", bomb)
    tracemalloc.start()
    feed = town.failed(url)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert feed.outcome == Outcome.TOO_LARGE and peak < 64_000_000


def test_h2_three_layers_of_compression_are_refused(town: Town):
    body = gzip.compress(gzip.compress(gzip.compress(rss(range(3)))))
    feed = town.failed(town.says("/", body, Content_Encoding="gzip, gzip, gzip"))
    assert "kompresi" in feed.note_now


def test_h3_a_compression_we_did_not_ask_for_fails_in_words(town: Town):
    feed = town.failed(town.says("/", b"\x8b\x02\x80sampah", Content_Encoding="br"))
    assert "'br'" in feed.note_now


@pytest.mark.parametrize(
    ("length", "outcomes"),
    [
        (b"Content-Length: 10\r\n", {Outcome.NOT_A_FEED, Outcome.SERVER_ERROR}),
        (b"", {Outcome.TOO_LARGE}),
    ],
)
def test_h4_a_body_without_end_is_cut(town: Town, length: bytes, outcomes: set[str]):
    town.limits = Limits(wire=500_000)
    body = endless(OK + length + b"\r\n", b"<item/>" * 5_000)
    assert town.failed(town.does("/", body)).outcome in outcomes


def test_h5_a_server_that_drips_is_left_at_the_deadline(town: Town):
    assert Limits().total == 30
    town.limits = Limits(total=0.7)
    drip = endless(OK + b"\r\n<rss>", b" ", pause=0.05)
    assert town.failed(town.does("/", drip)).outcome == Outcome.TIMEOUT


@pytest.mark.parametrize(
    "reply",
    [
        endless(b"HTTP/1.1 200 OK\r\n", b"X-A: 1\r\n", pause=0.05),
        endless(b"HTTP/1.1 200 OK\r\n", b"X-A: 1\r\n"),
        endless(b"HTTP/1.1 200 OK\r\nX-A: ", b"a" * 50_000),
    ],
    ids=["slow", "fast", "one-line"],
)
def test_h6_headers_without_end_are_cut(town: Town, reply: Reply):
    town.limits = SHORT
    assert town.failed(town.does("/", reply)).outcome in {Outcome.TIMEOUT, Outcome.SERVER_ERROR}


@pytest.mark.parametrize("lines", [b"X-A: " + b"a" * 10_000_000, b"X-A: 1\r\n" * 10_000])
def test_h6_too_many_headers_are_an_error_of_the_site(town: Town, lines: bytes):
    raw = OK + lines + b"\r\n\r\n" + rss(range(3))
    assert town.failed(town.sends("/", raw)).outcome == Outcome.SERVER_ERROR


@pytest.mark.parametrize(
    "reply",
    [
        silence,
        reset,
        endless(OK + b"Transfer-Encoding: chunked\r\n\r\n5\r\n<rss>\r\n", b"", pause=5),
    ],
)
def test_h7_what_breaks_off_or_never_comes_leaves_the_worker_free(town: Town, reply: Reply):
    town.limits = SHORT
    assert town.failed(town.does("/", reply)).outcome in {Outcome.TIMEOUT, Outcome.UNREACHABLE}


def test_h7_a_chunk_that_was_cut_short_is_no_feed(town: Town):
    raw = OK + b"Transfer-Encoding: chunked\r\n\r\n500\r\n" + rss(range(3))[:300]
    assert town.failed(town.sends("/", raw)).outcome in {Outcome.SERVER_ERROR, Outcome.UNREACHABLE}


def test_h8_unchanged_without_being_asked_for_changes_is_an_error(town: Town):
    feed = town.failed(town.says("/", status=304))
    assert "tanpa kita tanya" in feed.note_now
    before = feed.failures
    town.collect(feed)
    assert feed.failures > before and feed.good_at is None


@pytest.mark.parametrize(
    "tag", [b'"' + b"x" * 600 + b'"', b'"' + b"x" * 1_000_000 + b'"', b'"a\rX-Y: 1"', b'"\xff"']
)
def test_h9_a_mark_that_is_too_long_or_breaks_lines_is_not_kept(town: Town, tag: bytes):
    body = rss(range(3))
    feed = town.visited(town.sends("/", OK + b"ETag: " + tag + b"\r\n\r\n" + body))
    assert feed.etag == ""
    town.collect(feed)
    assert not any("If-None-Match" in head for head in town.site.asked)


@pytest.mark.parametrize(
    "page",
    [
        CHALLENGE,
        b"<html><title>Verifikasi</title><div class='g-recaptcha captcha'></div></html>",
        b"<html><title>Masuk</title><form><input name='s' type='password'></form></html>",
    ],
)
def test_h10_a_page_in_place_of_the_feed_is_an_error_and_keeps_the_old_entries(
    town: Town, page: bytes
):
    feed = town.visited(town.says("/feed", rss(range(3))))
    town.says("/feed", page, Content_Type="text/html")
    town.collect(feed)
    assert feed.outcome == Outcome.NOT_A_FEED and feed.entries.count() == 3
    assert "bukan umpan" in feed.note_now and feed.failures > 0


@pytest.mark.parametrize("body", [b"", b" \n"])
def test_h11_an_empty_body_is_an_error_and_no_quiet_day(town: Town, body: bytes):
    assert town.failed(town.says("/", body)).outcome == Outcome.EMPTY


@pytest.mark.parametrize(
    "wish", ["99999999", "-5", "Thu, 01 Jan 1970 00:00:00 GMT", "besok pagi", "\u0663"]
)
def test_h12_a_wish_to_wait_is_bounded(town: Town, wish: str):
    feed = town.failed(town.says("/", status=429, Retry_After=wish))
    now = timezone.now()
    assert now < feed.due_at <= now + timedelta(hours=24)


@pytest.mark.parametrize("status", [429, 503])
def test_h13_a_storm_of_one_host_leaves_the_others_on_schedule(town: Town, status: int):
    storm = make_outlet(home=town.url(), gap_seconds=0)
    for number in range(50):
        town.watch(town.says(f"/badai{number}", status=status, Retry_After="600"), outlet=storm)
    town.says("/feed", rss(range(3)))
    calm = [town.watch(town.url(f"/feed#{number}", OTHER)) for number in range(8)]
    Feed.objects.update(due_at=timezone.now() - LONG_DUE)
    for _tick in range(6):
        collect_feeds()
    for feed in calm:
        feed.refresh_from_db()
    assert {feed.outcome for feed in calm} == {Outcome.NEW}
    assert sum("/badai" in head for head in town.site.asked) < 5
    assert not Feed.objects.filter(due_at__lte=timezone.now()).exists()


def test_h14_cookies_of_one_hop_are_sent_to_no_other(town: Town):
    town.says("/sana", rss(range(3)), Set_Cookie="c=3; Path=/")
    town.says("/antara", status=302, Location=town.url("/sana", OTHER), Set_Cookie="b=2; Path=/")
    feed = town.visited(
        town.says("/sini", status=302, Location="/antara", Set_Cookie="a=1; Path=/")
    )
    town.collect(feed)
    assert feed.outcome == Outcome.UNCHANGED
    assert not any("cookie:" in head.lower() for head in town.site.asked)


TOLD = (
    "<rss><channel><title>K</title><item><title>Café “Senja”</title><guid>1</guid></item>"
    "</channel></rss>"
)


@pytest.mark.parametrize(
    ("said", "body"),
    [
        ("text/xml; charset=utf-8", TOLD.encode("windows-1252")),
        ("text/xml; charset=us-ascii", TOLD.encode("utf-16")),
        ("text/xml; charset=utf-7", TOLD.encode()),
        ("text/xml; charset=tidak-ada", TOLD.encode()),
    ],
)
def test_h15_a_lie_about_the_charset_is_seen_through(town: Town, said: str, body: bytes):
    feed = town.visited(town.says("/", body, Content_Type=said))
    assert feed.entries.get().title == "Café “Senja”"


def kept_rules(town: Town, before: str = "") -> str:
    """Return the rules an outlet has after its robots.txt was asked for."""
    outlet = make_outlet(home=town.url(), robots=before)
    started = time.monotonic()
    refresh_robots([outlet], timezone.now())
    assert time.monotonic() - started < Limits().total
    return Outlet.objects.get(pk=outlet.pk).robots


def test_h16_a_robots_file_of_fifty_megabytes_is_read_to_its_bound(town: Town):
    lines = endless(OK.replace(b"xml", b"plain") + b"\r\n", b"Disallow: /x\n" * 5_000)
    assert len(kept_rules(town, "") if town.does("/robots.txt", lines) else "") == 512_000


@pytest.mark.parametrize("status", [302, 500])
def test_h16_without_an_answer_the_rules_known_stay_in_force(town: Town, status: int):
    """RFC 9309 section 2.3.1.3 and 2.3.1.4; the policy is written at `refresh_robots`."""
    town.says("/robots.txt", status=status, Location="/robots.txt")
    known = "User-agent: *\nDisallow: /admin/\n"
    assert kept_rules(town, known) == known
    assert sum("/robots.txt" in head for head in town.site.asked) <= 6


def test_h17_another_article_under_the_same_guid_is_one_row_and_rarely_looked_at(town: Town):
    feed = town.visited(town.says("/feed", rss([1])))
    item, now = Item.objects.get(entries__feed=feed), timezone.now()
    later = now + timedelta(days=1)
    watched = {"until": later, "due_at": later, "seen_at": now, "reason": "isu"}
    Revisit.objects.create(item=item, **watched)
    for number in range(3):
        town.says("/feed", rss([1]).replace(b"Berita nomor 1", b"Judul lain %d" % number))
        town.collect(feed)
    assert feed.entries.get().title == "Judul lain 2"
    assert feed.fetches.filter(new__gt=0).count() == 1
    assert Revisit.objects.get().due_at == later


@pytest.mark.parametrize(
    "location", ["/berita baru/é", "berita%20baru/%C3%A9", f"//{HOST}:%d/berita baru/é"]
)
def test_h18_the_target_of_a_redirect_is_resolved(town: Town, location: str):
    town.says("/berita%20baru/%C3%A9", rss(range(3)))
    location = location.replace("%d", str(town.site.port))
    assert town.visited(town.moves("/lama", location)).outcome == Outcome.NEW


def test_h18_the_resolved_target_passes_the_gate_again(town: Town):
    town.refused(
        town.moves("/a", "//10.0.0.1/umpan baru"),
        town.moves("/b", f"//127.0.0.1:{town.site.port}/é"),
        town.moves("/c", "\\\\10.0.0.1\\umpan"),
    )
