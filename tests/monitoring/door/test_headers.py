"""What an answer says of itself is read within bounds, and a lie is left out."""

from datetime import timedelta

import pytest

from monitoring.door.headers import links, max_age

SENT = "Sun, 22 Nov 2026 05:00:00 GMT"
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("cache_control", "expires", "fresh"),
    [
        ("public, max-age=3600", "", HOUR),
        ("max-age=999999999", "", timedelta(hours=24)),
        ('MAX-AGE = "60"', "", timedelta(minutes=1)),
        ("no-store, max-age=3600", "", timedelta(0)),
        ("public", "Sun, 22 Nov 2026 06:00:00 GMT", HOUR),
        ("public", "Sun, 22 Nov 2026 04:00:00 GMT", timedelta(0)),
        ("public", "0", None),
        ("x-max-age=5", "", None),
        ("", "", None),
    ],
)
def test_how_long_an_answer_calls_itself_fresh(
    cache_control: str, expires: str, fresh: timedelta | None
) -> None:
    assert max_age(cache_control, expires, SENT) == fresh


def test_links_are_read_by_relation_and_made_absolute() -> None:
    found = links(
        ['</hub>; rel="hub", <https://media.test/rss>; rel=self', "</p/2>; title=x; rel='next'"],
        "https://media.test/feed/",
    )
    assert found["hub"] == "https://media.test/hub"
    assert found["self"] == "https://media.test/rss"


def test_two_relations_may_share_a_link_and_the_first_target_stands() -> None:
    found = links(['<a>; rel="hub self"', "<b>; rel=hub"], "https://media.test/")
    assert found == {"hub": "https://media.test/a", "self": "https://media.test/a"}


@pytest.mark.parametrize("header", ["", "<", "<>; rel=hub", "<//[>; rel=hub", "<a>; " * 2000])
def test_malformed_links_are_left_out(header: str) -> None:
    assert links([header], "https://media.test/") == {}
