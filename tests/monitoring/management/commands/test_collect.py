"""One feed fetched by hand, with an account that a person can read."""

from collections.abc import Iterator
from datetime import timedelta
from ipaddress import ip_network

import pytest
from django.conf import settings as product
from django.core.management import CommandError, call_command
from django.utils import timezone

from monitoring.models import Feed, Outlet
from tests.monitoring.loopback import Loopback, loopback
from tests.monitoring.pipeline.printing import a_feed, rss

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def site(settings: product) -> Iterator[Loopback]:
    """Open a site that the door may enter."""
    settings.FETCH_ALLOW_NETWORKS = [ip_network("127.0.0.0/8")]
    with loopback() as served:
        yield served


def told(capsys: pytest.CaptureFixture[str], named: object) -> str:
    """Return what the command prints about a feed."""
    call_command("collect", str(named))
    return capsys.readouterr().out


def test_the_account_tells_what_was_asked_found_and_decided(site: Loopback, capsys):
    site.says("/feed", rss(range(5)), ETag='"satu"')
    feed = a_feed(site, due_at=None)
    account = told(capsys, feed.key)
    for words in (
        f"Alamat      {feed.url}",
        "seluruhnya, tanpa syarat",
        f"200 dari {feed.url}, 1.0",
        'byte, ETag "satu"',
        "rss “Suara Seroja”",
        "5 terlihat, 5 baru, 0 ditolak, 0 dipotong",
        "ada berita baru",
        "tiap 5 menit. Kebiasaannya belum dikenal",
        "Belum ditarik",
    ):
        assert words in account


def test_a_second_time_it_asks_for_changes_only(site: Loopback, capsys):
    site.says("/feed", rss(range(5)), ETag='"satu"')
    feed = a_feed(site)
    told(capsys, feed.url)
    account = told(capsys, feed.pk)
    assert 'hanya bila berubah (If-None-Match: "satu")' in account
    assert "tidak berubah" in account


def test_a_failure_is_told_with_what_happens_next(site: Loopback, capsys):
    site.says("/feed", b"<html><title>Sebentar</title></html>", 500)
    account = told(capsys, a_feed(site).key)
    assert "galat di media" in account and "jarak pengambilan diperlebar" in account


def test_an_archive_page_is_told_too(site: Loopback, capsys):
    site.says("/feed", rss(range(5, 10)))
    site.says("/feed?paged=2", rss(range(5)))
    account = told(capsys, a_feed(site, page=2).key)
    assert "halaman 2: 5 entri, 5 baru" in account
    assert "halaman arsip 3 menunggu" in account


def test_a_feed_that_is_not_there_or_busy_is_said(site: Loopback):
    feed = a_feed(site)
    with pytest.raises(CommandError, match="Tidak ada umpan"):
        call_command("collect", "tidak-ada")
    later = timezone.now() + timedelta(minutes=1)
    Outlet.objects.update(next_request_at=later)
    with pytest.raises(CommandError, match="sedang diberi jeda"):
        call_command("collect", feed.key)
    Feed.objects.update(lease_until=later)
    with pytest.raises(CommandError, match="sedang ditarik pekerja lain"):
        call_command("collect", feed.key)
