"""The door fetches from outlets and from nowhere else, and every failure comes back as a value."""

import asyncio
import gzip
import resource
import shutil
import socket
import ssl
import subprocess
import threading
import time
import zlib
from collections.abc import Iterator, Sequence
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from ipaddress import ip_network
from pathlib import Path

import pytest

from monitoring.door.answers import Answer, Failure, Limits, Request
from monitoring.door.http import Door, refusal, system_lookup
from tests.monitoring.loopback import Loopback, loopback

OUTSIDE = [ip_network("127.0.0.1/32")]
_CERTIFICATE = "openssl req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=media.test"
QUICK = Limits(connect=0.5, first_byte=0.5, total=1.0)
FEED = b"<rss><channel><title>Kabar</title></channel></rss>"
# Without the time of packing: cases must be named alike by all who run them side by side.
PACKED = gzip.compress(FEED, mtime=0)


@pytest.fixture(scope="module")
def site() -> Iterator[Loopback]:
    with loopback() as opened:
        yield opened


def fetch(
    url: str, limits: Limits | None = None, purpose: str = "feed", **asked: str
) -> Answer | Failure:
    door = Door(OUTSIDE, "Pemantau/1.0", limits or Limits())
    return door.fetch_all([Request(url, purpose, **asked)])[0]  # type: ignore[arg-type]


def outcome(result: Answer | Failure) -> str:
    assert isinstance(result, Failure), result
    assert result.note.endswith(".")
    return result.outcome


# Answers


def test_it_returns_the_body_and_what_the_server_says_of_it(site: Loopback) -> None:
    url = site.says("/rss", FEED, ETag='W/"1"', Content_Type="text/xml; charset=UTF-8")
    answer = fetch(url)
    assert isinstance(answer, Answer)
    assert (answer.url, answer.status, answer.body) == (url, 200, FEED)
    assert (answer.charset, answer.etag) == ("utf-8", 'W/"1"')


def test_it_names_itself_and_sends_no_cookie_and_no_referrer(site: Loopback) -> None:
    fetch(site.says("/id", FEED, Set_Cookie="a=1; Path=/"))
    fetch(site.url("/id"))
    asked = site.asked[-1].lower()
    assert "user-agent: pemantau/1.0" in asked
    assert "cookie:" not in asked and "referer:" not in asked


def test_results_come_in_the_order_of_the_requests(site: Loopback) -> None:
    async def slowly(writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.2)
        writer.write(b"HTTP/1.1 200 X\r\n\r\n<rss/>1")

    urls = [site.does("/slow", slowly), site.says("/fast", b"<rss/>2"), "http://10.0.0.1/"]
    results = Door(OUTSIDE, "P").fetch_all([Request(url, "feed") for url in urls])
    assert [getattr(r, "body", None) for r in results] == [b"<rss/>1", b"<rss/>2", None]


def test_many_are_fetched_side_by_side(site: Loopback) -> None:
    async def slowly(writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.3)
        writer.write(b"HTTP/1.1 200 X\r\n\r\n<rss/>")

    url, started = site.does("/side", slowly), time.monotonic()
    results = Door(OUTSIDE, "P").fetch_all([Request(url, "feed")] * 30)
    assert all(isinstance(result, Answer) for result in results)
    assert time.monotonic() - started < 2


def test_a_session_serves_several_requests_inside_a_loop(site: Loopback) -> None:
    url = site.says("/session", FEED)

    async def twice() -> list[Answer | Failure]:
        async with Door(OUTSIDE, "P").open() as session:
            return [await session.fetch(Request(url, "feed")) for _ in range(2)]

    assert [type(result) for result in asyncio.run(twice())] == [Answer, Answer]


# Conditional requests


def test_a_304_is_an_answer_when_it_was_asked_for(site: Loopback) -> None:
    answer = fetch(site.says("/same", status=304), etag='"1"', last_modified="Sat")
    assert isinstance(answer, Answer) and (answer.status, answer.body) == (304, b"")
    assert 'If-None-Match: "1"' in site.asked[-1] and "If-Modified-Since" not in site.asked[-1]


def test_a_304_out_of_the_blue_is_a_failure(site: Loopback) -> None:
    assert outcome(fetch(site.says("/same", status=304))) == "server_error"


@pytest.mark.parametrize("etag", ['"' + "x" * 600 + '"', '"a\x0bb"', '"é"'])
def test_an_etag_that_is_too_long_or_not_printable_is_not_kept(site: Loopback, etag: str) -> None:
    raw = f"HTTP/1.1 200 X\r\nETag: {etag}\r\n\r\n<rss/>".encode()
    result = fetch(site.sends("/etag", raw))
    assert isinstance(result, Failure) or result.etag == ""


@pytest.mark.parametrize(
    ("header", "wait"),
    [
        ("120", timedelta(minutes=2)),
        ("99999999999999999999", timedelta(hours=24)),
        ("-5", None),
        ("Thu, 01 Jan 1970 00:00:00 GMT", timedelta(0)),
        ("Sat, 30 Aug 2025 07:30:00 GMT", timedelta(minutes=30)),
        ("Sat, 30 Aug 2099 07:30:00 GMT", timedelta(hours=24)),
        ("besok", None),
        ("٣", None),
    ],
)
def test_a_retry_after_is_clamped(site: Loopback, header: str, wait: timedelta | None) -> None:
    url = site.says("/wait", status=429, Retry_After=header, Date="Sat, 30 Aug 2025 07:00:00 GMT")
    result = fetch(url)
    assert outcome(result) == "blocked" and result.retry_after == wait


# Statuses


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (404, "gone"),
        (410, "gone"),
        (401, "blocked"),
        (403, "blocked"),
        (429, "blocked"),
        (451, "blocked"),
        (400, "server_error"),
        (500, "server_error"),
        (503, "server_error"),
        (204, "empty"),
        (302, "server_error"),
    ],
)
def test_a_status_without_a_body_is_an_outcome(site: Loopback, status: int, expected: str) -> None:
    result = fetch(site.says("/status", status=status))
    assert outcome(result) == expected and result.status == status


@pytest.mark.parametrize("body", [b"", b" \n "])
def test_an_empty_answer_is_a_failure_not_an_empty_feed(site: Loopback, body: bytes) -> None:
    assert outcome(fetch(site.says("/empty", body))) == "empty"


# Where it may go


@pytest.mark.parametrize("url", ["http://10.0.0.1/", "file:///etc/passwd", "http://a@b.id/", ""])
def test_what_the_gate_refuses_is_never_asked(url: str) -> None:
    assert outcome(fetch(url)) == "refused" and refusal(url)


def named(answers: dict[str, Sequence[str]], limits: Limits = QUICK) -> Door:
    """A door whose resolver knows these names only."""

    def lookup(host: str) -> Sequence[str]:
        if host not in answers:
            raise socket.gaierror(socket.EAI_NONAME, "unknown")
        return answers[host]

    return Door(OUTSIDE, "P", limits, lookup)


def test_a_name_that_points_inside_is_refused(site: Loopback) -> None:
    door = named({"berita.test": ["10.0.0.5"]})
    assert outcome(door.fetch_all([Request("http://berita.test/", "feed")])[0]) == "refused"


def test_a_name_with_one_inner_address_among_public_ones_is_refused(site: Loopback) -> None:
    asked = len(site.asked)
    door = named({"berita.test": ["127.0.0.1", "127.0.0.2"]})
    url = site.url("/rss", "berita.test")
    assert outcome(door.fetch_all([Request(url, "feed")])[0]) == "refused"
    assert len(site.asked) == asked


def test_a_public_address_on_a_strange_port_is_refused() -> None:
    door = named({"berita.test": ["8.8.8.8"]})
    assert outcome(door.fetch_all([Request("http://berita.test:22/", "feed")])[0]) == "refused"


def test_an_unknown_name_is_unreachable() -> None:
    door = named({})
    result = door.fetch_all([Request("http://berita.test/", "feed")])[0]
    assert outcome(result) == "unreachable" and "tidak ditemukan" in result.note


def test_a_name_that_changes_its_address_leads_to_the_checked_one_only(site: Loopback) -> None:
    """DNS rebinding: each look-up is checked, and what was checked is connected to."""
    answers = iter([["127.0.0.1"], ["127.0.0.2"], ["127.0.0.2"]])
    door = Door(OUTSIDE, "P", QUICK, lambda host: next(answers))
    site.says("/rebind", FEED)
    request = Request(site.url("/rebind", "berita.test"), "feed")
    first, second = door.fetch_all([request])[0], door.fetch_all([request])[0]
    assert isinstance(first, Answer) and outcome(second) == "refused"
    assert "Host: berita.test" in site.asked[-1]


def test_a_socket_whose_peer_lies_inside_is_closed_before_the_request(
    site: Loopback, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Detoured(socket.socket):
        def getpeername(self) -> tuple[str, int]:
            return ("10.0.0.9", 80)

    asked = len(site.asked)
    url = site.says("/peer", FEED)
    monkeypatch.setattr("monitoring.door.client.socket.socket", Detoured)
    assert outcome(fetch(url)) == "refused"
    assert len(site.asked) == asked


def test_dead_names_do_not_hold_up_the_others(site: Loopback) -> None:
    released = threading.Event()

    def lookup(host: str) -> list[str]:
        if host.startswith("mati"):
            released.wait(5)
        return ["127.0.0.1"]

    urls = [f"http://mati{number}.test/" for number in range(12)]
    door = Door(OUTSIDE, "P", QUICK, lookup)
    good = site.says("/alive", FEED).replace("127.0.0.1", "hidup.test")
    results = door.fetch_all([Request(url, "feed") for url in [*urls, good]])
    released.set()
    assert {outcome(result) for result in results[:-1]} == {"timeout"}
    assert isinstance(results[-1], Answer)


def test_proxies_of_the_environment_are_ignored(
    site: Loopback, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9/")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9/")
    assert isinstance(fetch(site.says("/direct", FEED)), Answer)


def test_the_system_resolver_answers_with_addresses() -> None:
    assert "127.0.0.1" in system_lookup("localhost")


# Redirects


def test_a_redirect_is_followed_and_the_last_address_returned(site: Loopback) -> None:
    last = site.says("/ber%20ita", FEED)
    url = site.says("/old", status=301, Location="/ber ita")
    answer = fetch(url)
    assert isinstance(answer, Answer) and (answer.url, answer.body) == (last, FEED)


@pytest.mark.parametrize(
    "location",
    [
        "http://169.254.169.254/",
        "http://127.0.0.2/",
        "//10.0.0.1/",
        "file:///etc/passwd",
        "gopher://127.0.0.1:6379/_FLUSHALL",
        "ftp://media.id/",
        "data:text/xml,<rss/>",
        "javascript:alert(1)",
        "http://10.0.0.1\\@127.0.0.1/",
        "http://[::1",
        "http://user:pw@127.0.0.1/",
    ],
)
def test_a_redirect_starts_from_the_first_check(site: Loopback, location: str) -> None:
    assert outcome(fetch(site.says("/away", status=302, Location=location))) == "refused"


def test_a_redirect_to_itself_ends_after_five_hops(site: Loopback) -> None:
    site.asked.clear()
    assert outcome(fetch(site.says("/loop", status=302, Location="/loop"))) == "refused"
    assert len(site.asked) == 6


def test_cookies_of_one_hop_are_not_sent_to_the_next(site: Loopback) -> None:
    site.says("/hop2", FEED)
    fetch(site.says("/hop1", status=302, Location="/hop2", Set_Cookie="a=1; Path=/"))
    assert "cookie:" not in site.asked[-1].lower()


# Sizes


def test_a_gzip_bomb_is_cut_without_filling_the_memory(site: Loopback) -> None:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    bomb = b"".join(packer.compress(bytes(1_000_000)) for _ in range(100)) + packer.flush()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert outcome(fetch(site.says("/bomb", bomb, Content_Encoding="gzip"))) == "too_large"
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 64_000


def test_a_body_larger_than_the_limit_is_cut_off(site: Loopback) -> None:
    limits = Limits(wire=1_000_000)
    assert outcome(fetch(site.says("/large", b"<rss>" * 300_000), limits)) == "too_large"


def test_a_decoded_body_larger_than_the_limit_is_cut_off(site: Loopback) -> None:
    body = gzip.compress(bytes(range(256)) * 6_000)
    limits = Limits(decoded=1_000_000, ratio=10_000)
    url = site.says("/decoded", body, Content_Encoding="gzip")
    assert outcome(fetch(url, limits)) == "too_large"


def test_a_body_without_end_is_cut_off(site: Loopback) -> None:
    async def forever(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 X\r\nContent-Type: text/xml\r\n\r\n")
        while True:
            writer.write(b"<item/>" * 10_000)
            await writer.drain()

    assert outcome(fetch(site.does("/endless", forever), Limits(wire=500_000))) == "too_large"


def test_what_comes_after_the_content_length_is_not_read(site: Loopback) -> None:
    url = site.sends("/lied", b"HTTP/1.1 200 X\r\nContent-Length: 6\r\n\r\n<rss/>" + b"x" * 99_999)
    answer = fetch(url)
    assert isinstance(answer, Failure) or answer.body == b"<rss/>"


@pytest.mark.parametrize(
    "headers",
    [
        b"X: " + b"a" * 20_000 + b"\r\n",
        b"X-" + b"a" * 20_000 + b": 1\r\n",
        b"".join(b"X-%d: 1\r\n" % number for number in range(10_000)),
        b"".join(b"X-%d: %s\r\n" % (number, b"a" * 9_000) for number in range(20)),
    ],
)
def test_headers_beyond_bounds_end_the_fetch(site: Loopback, headers: bytes) -> None:
    raw = b"HTTP/1.1 200 X\r\n" + headers + b"\r\n<rss/>"
    assert outcome(fetch(site.sends("/headers", raw))) == "server_error"


def test_a_robots_file_is_cut_and_not_refused(site: Loopback) -> None:
    url = site.says("/robots.txt", b"# \n" * 400_000, Content_Type="text/plain")
    answer = fetch(url, purpose="robots")
    assert isinstance(answer, Answer) and len(answer.body) == Limits().robots


# Encodings


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("gzip", PACKED),
        ("GZIP", PACKED + b"\0" * 20),
        ("deflate", zlib.compress(FEED)),
        ("deflate", zlib.compress(FEED)[2:-4]),
        ("identity", FEED),
    ],
)
def test_one_layer_of_compression_is_undone(site: Loopback, encoding: str, body: bytes) -> None:
    answer = fetch(site.says("/packed", body, Content_Encoding=encoding))
    assert isinstance(answer, Answer) and answer.body == FEED


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("gzip, gzip, gzip", PACKED),
        ("br", b"\x8b\x02\x80sampah"),
        ("zstd", b"sampah"),
        ("gzip", b"bukan gzip"),
        ("deflate", b"\xff\xff\xff\xff"),
    ],
)
def test_other_compression_is_a_failure_with_a_reason(
    site: Loopback, encoding: str, body: bytes
) -> None:
    assert outcome(fetch(site.says("/odd", body, Content_Encoding=encoding))) == "server_error"


# Time


def test_a_server_that_drips_is_left_at_the_deadline(site: Loopback) -> None:
    async def drip(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 X\r\n\r\n")
        while True:
            writer.write(b"<")
            await writer.drain()
            await asyncio.sleep(0.05)

    started = time.monotonic()
    assert outcome(fetch(site.does("/drip", drip), QUICK)) == "timeout"
    assert time.monotonic() - started < 3


def test_headers_that_drip_are_left_at_the_first_byte_deadline(site: Loopback) -> None:
    async def drip(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 X\r\n")
        for number in range(1000):
            writer.write(b"X-%d: 1\r\n" % number)
            await writer.drain()
            await asyncio.sleep(0.05)

    limits = Limits(connect=0.2, first_byte=0.2, total=20)
    started = time.monotonic()
    assert outcome(fetch(site.does("/slow-head", drip), limits)) == "timeout"
    assert time.monotonic() - started < 3


def test_a_server_that_never_answers_is_left(site: Loopback) -> None:
    async def never(writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(5)

    assert outcome(fetch(site.does("/never", never), QUICK)) == "timeout"


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"HTTP/1.1 200 X\r\nContent-Length: 100\r\n\r\n<rss",
        b"HTTP/1.1 200 X\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n<rss>\r\n5\r\n<",
        b"HTTP/1.1 200 X\r\nContent-Length: -1\r\n\r\n<rss/>",
        b"SSH-2.0-OpenSSH\r\n\r\n",
        b"\0\0\0\0\r\n\r\n",
    ],
)
def test_a_broken_answer_is_a_failure(site: Loopback, raw: bytes) -> None:
    assert outcome(fetch(site.sends("/broken", raw))) in {"unreachable", "server_error"}


def test_a_port_where_nobody_listens_is_unreachable() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert outcome(fetch(f"http://127.0.0.1:{port}/")) == "unreachable"


# Kinds of content


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/pdf", b"%PDF-1.7"),
        ("application/rss+xml", b"%PDF-1.7"),
        ("image/png", b"\x89PNG"),
        ("application/octet-stream", b"PK\x03\x04zip"),
        ("text/xml", b"\x7fELF"),
        ("video/mp4", b"x"),
    ],
)
def test_what_cannot_be_a_feed_is_told_before_it_is_parsed(
    site: Loopback, kind: str, body: bytes
) -> None:
    assert outcome(fetch(site.says("/kind", body, Content_Type=kind))) == "not_a_feed"


@pytest.mark.parametrize(
    "kind",
    ["application/rss+xml", "application/atom+xml; x=y", "TEXT/HTML", "application/json", ""],
)
def test_the_content_types_feeds_really_have_are_let_in(site: Loopback, kind: str) -> None:
    assert isinstance(fetch(site.says("/kind", FEED, Content_Type=kind)), Answer)


def test_a_page_that_is_a_document_is_refused_with_its_kind(site: Loopback) -> None:
    result = fetch(site.says("/doc", b"%PDF-1.7", Content_Type="text/html"), purpose="page")
    assert outcome(result) == "refused" and "PDF" in result.note


# Certificates


@pytest.mark.skipif(not shutil.which("openssl"), reason="openssl makes the certificate")
def test_a_certificate_nobody_vouches_for_is_a_failure_with_a_reason(tmp_path: Path) -> None:
    subprocess.run(
        [*_CERTIFICATE.split(), "-keyout", tmp_path / "key", "-out", tmp_path / "cert"],
        check=True,
        capture_output=True,
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "cert", tmp_path / "key")
    with HTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler) as server:
        server.handle_error = lambda request, address: None  # type: ignore[method-assign]
        server.socket = context.wrap_socket(server.socket, server_side=True)
        threading.Thread(target=server.handle_request, daemon=True).start()
        result = fetch(f"https://127.0.0.1:{server.server_port}/")
    assert outcome(result) == "unreachable" and "Sertifikat" in result.note


# What an answer tells the schedule, and what is posted to a hub


@pytest.mark.parametrize(("statuses", "moved"), [((301, 308), True), ((301, 302), False)])
def test_only_permanent_redirects_say_where_a_feed_lives_now(
    site: Loopback, statuses: tuple[int, int], moved: bool
) -> None:
    there = site.says("/kini", FEED)
    site.says("/antara", b"", status=statuses[1], Location="/kini")
    answer = fetch(site.says("/dulu", b"", status=statuses[0], Location="/antara"))
    assert isinstance(answer, Answer)
    assert answer.moved_to == (there if moved else "")


def test_an_answer_says_how_long_it_is_fresh_and_where_its_hub_is(site: Loopback) -> None:
    hub = '<https://hub.test/>; rel="hub"'
    answer = fetch(site.says("/kepala", FEED, Cache_Control="max-age=60", Link=hub))
    assert isinstance(answer, Answer)
    assert answer.max_age == timedelta(minutes=1)
    assert answer.links == {"hub": "https://hub.test/"}
    assert answer.size == len(FEED)


@pytest.mark.parametrize("kind", ["application/gzip", "application/x-gzip", "text/xml"])
def test_a_sitemap_that_is_a_gzip_file_is_let_in_as_it_is(site: Loopback, kind: str) -> None:
    answer = fetch(site.says("/peta.xml.gz", PACKED, Content_Type=kind))
    assert isinstance(answer, Answer)
    assert (answer.body, answer.size) == (PACKED, len(PACKED))


def test_a_page_that_is_a_gzip_file_is_no_page(site: Loopback) -> None:
    url = site.says("/arsip", PACKED, Content_Type="text/html")
    assert outcome(fetch(url, purpose="page")) == "refused"


def test_a_form_is_posted_and_a_hub_may_answer_without_a_body(site: Loopback) -> None:
    url = site.says("/hub", b"", status=202)
    answer = fetch(url, purpose="hub", form={"hub.mode": "subscribe"})  # type: ignore[arg-type]
    assert isinstance(answer, Answer) and answer.status == 202
    assert site.asked[-1].startswith("POST /hub")


def test_a_form_is_not_repeated_where_a_hub_points_elsewhere(site: Loopback) -> None:
    site.says("/lain", b"", status=202)
    url = site.says("/hub-pindah", b"", status=302, Location="/lain")
    answer = fetch(url, purpose="hub", form={"hub.mode": "subscribe"})  # type: ignore[arg-type]
    assert outcome(answer) == "refused"
    assert "/lain" not in site.asked[-1].splitlines()[0]


# What is asked of a service


def ask(url: str, limits: Limits | None = None) -> Answer | Failure:
    return fetch(url, limits, "service", payload=b'{"a": 1}', bearer="kunci")  # type: ignore[arg-type]


def test_a_payload_is_posted_once_with_its_key(site: Loopback) -> None:
    answer = ask(site.says("/tanya", b'{"b": 2}', Content_Type="application/json"))
    assert isinstance(answer, Answer) and answer.body == b'{"b": 2}'
    assert site.asked[-1].startswith("POST /tanya")
    assert "Authorization: Bearer kunci" in site.asked[-1]
    assert site.posted[-1] == b'{"a": 1}'


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_payload_follows_no_redirect(site: Loopback, status: int) -> None:
    site.says("/orang-lain", b"{}", Content_Type="application/json")
    assert outcome(ask(site.says("/alih", b"", status=status, Location="/orang-lain"))) == "refused"
    assert "/alih" in site.asked[-1].splitlines()[0]


def test_a_service_inside_is_not_asked_unless_its_network_is_allowed(site: Loopback) -> None:
    url = site.says("/dalam", b"{}", Content_Type="application/json")
    asked = len(site.asked)
    door = Door([], "Pemantau/1.0")
    (answer,) = door.fetch_all([Request(url, "service", payload=b"{}", bearer="kunci")])
    assert (outcome(answer), len(site.asked)) == ("refused", asked)


@pytest.mark.parametrize(
    ("body", "kind", "expected"),
    [
        (b"<html>Masuk</html>", "text/html", "refused"),
        (b"%PDF-1.7", "", "refused"),
        (b"  ", "application/json", "empty"),
        (b" " * 1_000_001, "application/json", "too_large"),
        (gzip.compress(b" " * 2_000_000), "application/json", "too_large"),
    ],
)
def test_an_answer_that_is_no_json_is_a_failure(
    site: Loopback, body: bytes, kind: str, expected: str
) -> None:
    packed = {"Content_Encoding": "gzip"} if body.startswith(b"\x1f") else {}
    assert outcome(ask(site.says("/salah", body, Content_Type=kind, **packed))) == expected


def test_a_key_stands_in_no_description_of_a_request() -> None:
    assert "kunci" not in repr(Request("https://mesin.test/", "service", bearer="kunci"))
