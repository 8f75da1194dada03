"""C1 to C27: addresses that must not be asked, and what a network may do to those that may."""

import logging
import shutil
import ssl
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from commandcenter.accounts.models import Role
from monitoring.door.addresses import LONGEST_URL, refusal
from monitoring.door.http import Door, Failure, Limits, Request
from monitoring.models import Feed, Fetch, Item
from monitoring.pipeline import collect_pages
from monitoring.sources.importing import Fate, judge, take_in
from monitoring.sources.listings import Row, Rows
from monitoring.sources.looking import look_at
from tests.build import NOW, make_outlet, make_region, make_user
from tests.hostile.conftest import ALLOWED, HOST, OTHER, Town
from tests.monitoring.pipeline.printing import rss

INSIDE = "jaringan dalam"
FILES = [
    "file:/etc/passwd",
    "FILE:///etc/passwd",
    " file:///etc/passwd",
    "source:file:///etc/hosts",
]
# What `openssl ca` must know to make a certificate with an end of our choosing.
_AUTHORITY = """
[ca]
default_ca = own
[own]
database = {folder}/index
serial = {folder}/serial
new_certs_dir = {folder}
default_md = sha256
policy = any
x509_extensions = names
[any]
commonName = supplied
[names]
subjectAltName = IP:{address}
"""
_REQUEST = "openssl req -newkey rsa:2048 -nodes -subj /CN=media.test -keyout key -out request"
_SIGN = "openssl ca -batch -notext -selfsign -config ca -in request -keyfile key -out cert"


def test_c1_loopback_by_number_and_by_name_is_refused(town: Town):
    town.names["localhost"] = ["127.0.0.1", "::1"]
    words = town.refused(*(town.url("/", host) for host in ("127.0.0.1", "localhost", "[::1]")))
    assert all(INSIDE in one for one in words)
    assert not any("Host: 127.0.0.1" in head for head in town.site.asked)


def test_c2_the_metadata_address_is_refused(town: Town):
    assert INSIDE in town.refused("http://169.254.169.254/latest/meta-data/")[0]


def test_c3_private_networks_are_refused(town: Town):
    town.refused("http://10.0.0.1", "http://172.16.0.1", "http://192.168.1.1")


def test_c4_addresses_behind_a_carriers_nat_are_refused(town: Town):
    town.refused("http://100.64.0.1/")


def test_c5_an_inner_address_mapped_into_ipv6_is_refused(town: Town):
    town.refused(town.url("/", "[::ffff:127.0.0.1]"), town.url("/", "[::ffff:7f00:1]"))


def test_c6_an_inner_address_wrapped_for_a_tunnel_is_refused(town: Town):
    nat64, six_to_four = "http://[64:ff9b::7f00:1]/", "http://[2002:7f00:1::]/"
    town.refused(nat64, six_to_four, "http://[2001:0:4136:e378:8000:63bf:3fff:fdd2]/")


def test_c7_link_local_and_unique_local_ipv6_are_refused(town: Town):
    town.refused("http://[fe80::1%25eth0]/", "http://[fc00::1]/")


def test_c8_the_address_of_nobody_is_refused(town: Town):
    town.refused(town.url("/", "0"), town.url("/", "0.0.0.0"), "http://0.0.0.0:8000/")


def test_c9_numbers_only_old_resolvers_understand_are_refused(town: Town):
    hosts = ("2130706433", "0x7f000001", "0177.0.0.1", "127.1")
    words = town.refused(*(town.url("/", host) for host in hosts))
    assert all("Alamat angka" in one for one in words)


def test_c10_multicast_and_broadcast_are_refused(town: Town):
    town.refused("http://224.0.0.1/", "http://[ff02::1]/", "http://255.255.255.255/")


def test_c11_a_backslash_between_two_hosts_is_refused(town: Town):
    town.names["suara.test"] = [HOST]
    town.refused("http://internal.test:8888\\@suara.test/")


def test_c12_a_user_name_is_refused_and_a_password_never_repeated(
    town: Town, caplog: pytest.LogCaptureFixture
):
    caplog.set_level(logging.DEBUG)
    words = town.refused(
        f"http://suara.test@127.0.0.1:{town.site.port}/", town.url("/", f"redaksi:rahasia@{HOST}")
    )
    assert "rahasia" not in caplog.text and not any("rahasia" in one for one in words)


def test_c13_a_second_host_behind_a_fragment_or_a_code_is_refused(town: Town):
    port = town.site.port
    town.refused(f"http://127.0.0.1:{port}#@suara.test/", f"http://suara.test%2f@127.0.0.1:{port}")


def test_c14_a_name_with_one_inner_address_among_public_ones_is_refused(town: Town):
    town.names["suara.test"] = [HOST, "127.0.0.1"]
    assert INSIDE in town.refused(town.url("/", "suara.test"))[0]


def test_c15_a_name_that_changes_its_answer_leads_to_the_checked_address_only(town: Town):
    answers = iter([[HOST], ["127.0.0.1"]])
    town.lookup = lambda host: next(answers)
    town.says("/feed", rss(range(3)))
    feed = town.visited(town.url("/feed", "suara.test"))
    assert feed.outcome == Fetch.Outcome.NEW
    town.collect(feed)
    assert feed.outcome == Fetch.Outcome.REFUSED and set(town.traces.called) == {HOST}


def test_c16_a_redirect_to_the_metadata_address_is_refused_at_that_hop(town: Town):
    first = town.moves("/a", "/b")
    town.moves("/b", "http://169.254.169.254/latest/meta-data/")
    assert INSIDE in town.refused(first)[0]
    assert any("/b " in head for head in town.site.asked)


def test_c17_a_redirect_to_another_scheme_is_refused(town: Town):
    targets = [
        "file:///etc/passwd",
        "gopher://127.0.0.1:6379/_FLUSHALL",
        "ftp://suara.test/",
        "data:text/xml,<rss/>",
        "javascript:alert(1)",
    ]
    words = town.refused(*(town.moves(f"/{n}", to) for n, to in enumerate(targets)))
    assert all("http://" in one for one in words)
    assert "/etc/passwd" not in town.traces.opened


def test_c18_a_loop_and_a_chain_of_fifty_redirects_end_after_five(town: Town):
    loop = town.moves("/putar", "/putar")
    for number in range(50):
        town.moves(f"/rantai{number}", f"/rantai{number + 1}")
    words = town.refused(loop, town.url("/rantai0"))
    assert all("lebih dari 5 kali" in one for one in words)
    asked = [head.split(" ")[1] for head in town.site.asked]
    assert asked.count("/putar") == 6 and "/rantai5" in asked and "/rantai6" not in asked


def test_c19_nothing_secret_follows_a_redirect_to_another_site(town: Town):
    """No feed has a password; one in the address of a redirect is refused like any other."""
    assert not [f.name for f in Feed._meta.fields if "password" in f.name or "user" in f.name]
    town.says("/sana", rss(range(3)))
    feed = town.visited(town.moves("/sini", town.url("/sana", OTHER), status=307))
    head = next(head for head in town.site.asked if "/sana" in head).lower()
    assert feed.outcome == Fetch.Outcome.NEW
    assert "authorization:" not in head and "cookie:" not in head and "referer:" not in head
    town.refused(town.moves("/bocor", town.url("/sana", f"a:b@{OTHER}"), status=307))


def test_c20_addresses_of_files_are_refused_at_save_and_at_fetch(town: Town):
    town.refused(*FILES)
    assert all(look_at(url, timezone.now()).note for url in FILES)
    judged = judge(Rows(tuple(Row(n, url=url) for n, url in enumerate(FILES)))).judged
    assert {one.fate for one in judged} == {Fate.REFUSED}
    assert not {"/etc/passwd", "/etc/hosts"} & set(town.traces.opened)


def test_c20_an_address_nobody_can_read_stops_no_batch(town: Town):
    outlet = make_outlet(home="http://[::1", gap_seconds=0)
    town.says("/feed", rss(range(3)))
    good = town.visited(town.url("/feed"), outlet=outlet)
    assert good.outcome == Fetch.Outcome.NEW
    Item.objects.update(due_at=NOW.replace(year=2020))
    assert collect_pages().total() >= 3
    town.refused("http://[::1", "http://[::1]:abc/", "http://suara.test:99999/", "http://")


def test_c21_line_ends_and_control_marks_inject_no_header(town: Town):
    ends = ("/a\r\nX-Y: 1", "/a\tb", "/%0d%0aX-Y:1", "/%00")
    town.refused(*map(town.url, ends))
    result = Door([ALLOWED], "P").fetch_all([Request(town.url("/a\x00b"), "feed")])[0]
    assert isinstance(result, Failure) and result.outcome == Fetch.Outcome.REFUSED
    # In a query it stays the code it is.
    town.visited(town.url("/?q=%0d%0aX-Y:1"))
    assert not any(line.startswith("X-Y") for head in town.site.asked for line in head.split("\n"))


def test_c22_a_very_long_address_is_refused_by_the_form_and_by_the_door(town: Town, client: Client):
    long = f"https://suara.test/{'a' * 100_000}"
    assert str(LONGEST_URL) in (refusal(long) or "")
    make_region()
    client.force_login(make_user(role=Role.RAPID_RESPONSE))
    answer = client.post(reverse("add_source"), {"address": long})
    assert answer.status_code == 422 and answer.context["form"].errors
    assert not town.traces.called


def test_c23_a_name_that_imitates_another_is_shown_by_its_code(town: Town, monkeypatch):
    """The second letter is Cyrillic; what was looked at, and would be saved, says so."""
    name = "sаara.test".encode("idna").decode()
    town.names[name] = [HOST]
    town.says("/feed", rss(range(3)))
    monkeypatch.setattr("monitoring.sources.looking.Door", lambda *_: _door(town))
    (found,) = look_at(town.url("/feed", "sаara.test"), timezone.now()).found
    assert found.url == town.url("/feed", name) and name.startswith("xn--")


def test_c23_a_list_that_imitates_a_name_is_shown_and_kept_by_its_code(db: None):
    rows = Rows((Row(1, "Suara", url="https://sаara.test/feed"),))
    coded = "sаara.test".encode("idna").decode()
    assert judge(rows).judged[0].row.url == f"https://{coded}/feed"
    assert [take_in(rows, timezone.now()).counts["new"] for _time in range(2)] == [1, 0]
    assert Feed.objects.get().url == f"https://{coded}/feed"


def test_c23_a_name_in_a_broken_code_is_not_found(town: Town):
    assert town.failed("http://xn--zzzzzzzz99.test/").outcome == Fetch.Outcome.UNREACHABLE
    assert town.refused("http://xn--.test/", f"http://{'é' * 70}.test/")


def test_c24_ports_of_other_services_are_refused(town: Town):
    ports = (22, 25, 6379, 5432, 11211)
    words = town.refused(*(f"http://103.10.66.1:{port}/" for port in ports))
    assert all("tidak diizinkan" in one for one in words)
    assert refusal("http://suara.test:6379/")


def test_c25_a_proxy_of_the_environment_is_ignored(town: Town, monkeypatch: pytest.MonkeyPatch):
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/")
    assert town.visited(town.says("/feed", rss(range(3)))).outcome == Fetch.Outcome.NEW
    assert set(town.traces.called) == {HOST}


def certify(folder: Path, until: str, address: str) -> None:
    """Make a key and a certificate of its own signing for an address, valid until a year."""
    (folder / "ca").write_text(_AUTHORITY.format(folder=folder, address=address))
    (folder / "index").touch()
    (folder / "serial").write_text("01")
    dates = f" -startdate 20200101000000Z -enddate {until}0101000000Z"
    for command in (_REQUEST, _SIGN + dates):
        subprocess.run(command.split(), check=True, capture_output=True, cwd=folder)


@contextmanager
def secured(folder: Path) -> Iterator[tuple[int, list[str]]]:
    """Open a site with the certificate in the folder; yield its port and what it was asked."""
    context, asked = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER), []
    context.load_cert_chain(folder / "cert", folder / "key")

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)

    with HTTPServer((HOST, 0), Handler) as server:
        server.handle_error = lambda request, address: None
        server.socket = context.wrap_socket(server.socket, server_side=True)
        threading.Thread(target=server.handle_request, daemon=True).start()
        yield server.server_port, asked


@pytest.mark.skipif(not shutil.which("openssl"), reason="openssl makes the certificate")
@pytest.mark.parametrize(
    ("until", "address", "trusted"),
    [("2099", HOST, False), ("2021", HOST, True), ("2099", OTHER, True)],
    ids=["self-signed", "expired", "of-another-site"],
)
def test_c26_a_bad_certificate_fails_in_words_and_nothing_is_asked(
    town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, until: str, address: str,
    trusted: bool,
):  # fmt: skip
    certify(tmp_path, until, address)
    with secured(tmp_path) as (port, asked):
        if trusted:
            known = ssl.create_default_context(cafile=tmp_path / "cert")
            monkeypatch.setattr("aiohttp.connector._SSL_CONTEXT_VERIFIED", known)
        feed = town.failed(f"https://{HOST}:{port}/feed")
    assert feed.outcome == Fetch.Outcome.UNREACHABLE and "Sertifikat" in feed.note_now
    assert not asked


def test_c26_a_site_that_speaks_no_tls_is_not_asked_without_it(town: Town):
    town.limits = Limits(connect=0.4, first_byte=0.4, total=1)
    town.says("/feed", rss(range(3)))
    feed = town.failed(town.url("/feed").replace("http:", "https:"))
    assert feed.outcome in {Fetch.Outcome.UNREACHABLE, Fetch.Outcome.TIMEOUT}
    assert not any("/feed" in head for head in town.site.asked)


def test_c27_a_name_nobody_knows_is_tried_again_and_comes_back(town: Town):
    town.says("/feed", rss(range(3)))
    feed = town.failed(town.url("/feed", "suara.test"))
    assert feed.outcome == Fetch.Outcome.UNREACHABLE and "tidak ditemukan" in feed.note_now
    assert feed.failures < 1
    town.names["suara.test"] = [HOST]
    town.collect(feed, suspects=True)
    assert (feed.outcome, feed.failures) == (Fetch.Outcome.NEW, 0)


def _door(town: Town) -> Door:
    return Door([ALLOWED], "Pemantau/1.0", town.limits, town.lookup)
