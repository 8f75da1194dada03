"""What somebody chose is watched, and its hosts are the outlet's own."""

import pytest

from monitoring.models import Feed
from monitoring.sources.adding import add_feeds
from monitoring.sources.preview import Found
from tests.build import NOW, make_outlet

pytestmark = pytest.mark.django_db


def chosen(url: str, kind: str = "rss") -> Found:
    return Found(url, kind, "Disebut halaman itu sendiri.", "Suara Seroja", 7, ())


def test_what_is_watched_already_stays_as_it_is():
    outlet = make_outlet()
    (feed,) = add_feeds(outlet, [chosen("https://suara.test/feed")], NOW)
    assert (feed.due_at, feed.note) == (NOW, "Disebut halaman itu sendiri.")
    assert add_feeds(outlet, [chosen("https://suara.test/feed")], NOW) == []


def test_another_host_of_the_outlet_is_noted():
    outlet = make_outlet(home="https://suara.test/")
    add_feeds(
        outlet, [chosen("https://suara-lama.test/feed"), chosen("https://m.suara.test/f")], NOW
    )
    assert outlet.hosts == ["suara-lama.test"]


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("https://feeds.feedburner.com/suara", "rss"),
        ("https://news.google.com/rss/search?q=suara", "search"),
    ],
)
def test_a_host_that_serves_everybody_does_not_become_the_outlets(url: str, kind: str):
    outlet = make_outlet(home="https://suara.test/")
    add_feeds(outlet, [chosen(url, kind)], NOW)
    assert outlet.hosts == [] and Feed.objects.get().outlet == outlet
