"""What robots.txt forbids is not fetched; what it does not mention is."""

from datetime import timedelta

import pytest

from monitoring.door.robots import LONGEST_DELAY, allowed, crawl_delay

AGENT = "CommandCenterMonitor/0.1 (pemantau media pemerintah daerah)"
RULES = """
User-agent: *
Disallow: /admin
Disallow: /*.pdf$
Crawl-delay: 2

User-agent: commandcentermonitor
Disallow: /rahasia
Allow: /rahasia/umum
Crawl-delay: 5
"""


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/berita/1", True),
        ("/admin", True),
        ("/rahasia/x", False),
        ("/rahasia/umum/x", True),
        ("/a.pdf", True),
    ],
)
def test_rules_for_our_own_name_replace_the_general_ones(path: str, expected: bool) -> None:
    assert allowed(RULES, f"https://media.example{path}", AGENT) is expected


@pytest.mark.parametrize(("path", "expected"), [("/admin", False), ("/a.pdf", False), ("/b", True)])
def test_other_agents_follow_the_general_rules(path: str, expected: bool) -> None:
    assert allowed(RULES, f"https://media.example{path}", "Lain/1.0") is expected


@pytest.mark.parametrize("text", [None, "", "sampah \x00 tanpa arti", "Disallow", "<html></html>"])
def test_without_rules_everything_is_allowed(text: str | None) -> None:
    assert allowed(text, "https://media.example/", AGENT)
    assert crawl_delay(text, AGENT) is None


def test_the_wait_asked_of_us_is_kept() -> None:
    assert crawl_delay(RULES, AGENT) == timedelta(seconds=5)


@pytest.mark.parametrize(
    ("asked", "kept"), [("1000000", LONGEST_DELAY), ("0", None), ("-3", None), ("nan", None)]
)
def test_a_senseless_wait_does_not_silence_an_outlet(asked: str, kept: timedelta | None) -> None:
    assert crawl_delay(f"User-agent: *\nCrawl-delay: {asked}", AGENT) == kept
