"""Where a site keeps its feeds is told from one of its pages, best first."""

from pathlib import Path

from monitoring.feeds.discovery import CANDIDATES_MAX, Candidate, candidates

SAMPLES = Path(__file__).parents[2] / "samples/feeds"
URL = "https://suara-seroja.test/daerah"
PAGE = (SAMPLES / "plain-listing.html").read_text()
ROBOTS = "User-agent: *\nSitemap: /sitemap.xml\nsitemap: https://suara-seroja.test/news.xml\n"


def found(page: str = PAGE, url: str = URL, robots: str = "") -> list[Candidate]:
    return list(candidates(page, url, robots))


def test_what_the_page_names_comes_first() -> None:
    first, *_ = found()
    assert first.url == "https://suara-seroja.test/umpan.xml"
    assert (first.kind, first.title, first.named) == ("rss", "Suara Seroja", True)


def test_feeds_of_comments_and_data_interfaces_are_no_candidates() -> None:
    assert not [one for one in found() if "comments" in one.url or "wp-json" in one.url]


def test_the_system_behind_a_page_tells_its_feed() -> None:
    assert "WordPress" in next(one.why for one in found() if one.url.endswith("/feed/"))
    blog = found("<html><p></html>", "https://suara-desa.blogspot.com/")
    assert blog[0].url == "https://suara-desa.blogspot.com/feeds/posts/default"


def test_sitemaps_of_robots_come_with_those_of_news_first() -> None:
    named = [one.url for one in found(robots=ROBOTS) if one.kind == "sitemap" and one.named]
    assert named == ["https://suara-seroja.test/news.xml", "https://suara-seroja.test/sitemap.xml"]


def test_sitemaps_of_other_sites_are_not_ours() -> None:
    robots = "Sitemap: https://lain.test/sitemap.xml"
    assert not [one for one in found(robots=robots) if "lain.test" in one.url]


def test_a_page_that_lists_articles_is_a_candidate_with_its_rules() -> None:
    (listing,) = [one for one in found() if one.kind == "listing"]
    assert listing.url == URL
    assert dict(listing.rules) == {"form": "links", "path": "/*/*/*"}


def test_a_video_channel_is_found_by_the_number_in_its_page() -> None:
    channel = "UC" + "a" * 22
    page = f'<html><script>{{"externalId":"{channel}"}}</script></html>'
    first, *_ = found(page, "https://www.youtube.com/@seroja")
    assert first.url == f"https://www.youtube.com/feeds/videos.xml?channel_id={channel}"
    assert first.kind == "video"


def test_each_address_is_named_once_and_there_are_never_too_many() -> None:
    links = "".join(
        f'<link rel="alternate" type="application/rss+xml" href="/{n // 2}">' for n in range(200)
    )
    addresses = [one.url for one in found(f"<html><head>{links}</head><body></body></html>")]
    assert len(addresses) == len(set(addresses)) == CANDIDATES_MAX


def test_a_page_that_says_nothing_still_has_the_usual_places() -> None:
    assert {one.named for one in found("")} == {False}
    assert "https://suara-seroja.test/feed/" in [one.url for one in found("")]
