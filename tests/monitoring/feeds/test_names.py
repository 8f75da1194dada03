"""The same element has many names across dialects; they mean one thing."""

import pytest

from monitoring.feeds.names import FIELDS, named


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        ("title", "title"),
        ("PubDate", "pubdate"),
        ("{http://www.w3.org/2005/Atom}link", "link"),
        ("{http://purl.org/rss/1.0/}item", "item"),
        ("{HTTP://PURL.ORG/DC/ELEMENTS/1.1/}Creator", "dc:creator"),
        ("{http://backend.userland.com/rss2}title", "title"),
        ("{https://www.bing.com/news/search?q=a}Source", "bing:source"),
        ("{http://lain.test/ns}title", "?:title"),
    ],
)
def test_an_element_has_the_name_everybody_uses(tag: str, name: str) -> None:
    assert named(tag) == name


def test_an_unknown_namespace_means_nothing() -> None:
    assert named("{http://lain.test/ns}title") not in FIELDS
