"""The fast reader finds the same things in every dialect of RSS, RDF and Atom."""

from pathlib import Path

from monitoring.feeds.raw import RawEntry, RawFeed
from monitoring.feeds.tree import read_tree

SAMPLES = Path(__file__).parents[2] / "samples/feeds"


def sample(name: str) -> RawFeed:
    feed = read_tree((SAMPLES / name).read_text())
    assert feed is not None
    return feed


def entry(*parts: str) -> RawEntry:
    names = 'xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom"'
    feed = read_tree(f"<rss {names}><channel><item>{''.join(parts)}</item></channel></rss>")
    assert feed is not None
    return feed.entries[0]


def test_markup_that_was_not_escaped_stays_markup_in_texts_and_goes_in_titles() -> None:
    feed = sample("atom-with-xhtml.xml")
    assert feed.title == "Kabar Seroja"
    assert feed.entries[0].title == "Judul besar"
    assert "<p>Isi &amp; satu.</p><p>Isi dua.</p>" in feed.entries[0].content


def test_items_beside_the_channel_are_read_too() -> None:
    feed = sample("rdf-site-summary.xml")
    assert (feed.period, feed.frequency) == ("daily", "4")
    (one,) = feed.entries
    assert (one.guid, one.link) == ("https://rdf.test/1", "https://rdf.test/1")
    assert (one.date, one.author, one.section) == ("2026-03-05T10:00+08:00", "Budi", "Ekonomi")


def test_an_identity_that_is_an_address_stands_in_for_a_missing_link() -> None:
    assert entry("<guid>https://a.test/1</guid>").link == "https://a.test/1"
    assert entry('<guid isPermaLink="false">https://a.test/1</guid>').link == ""
    assert entry("<guid>12345</guid>").link == ""


def test_the_address_before_a_feed_service_took_over_is_the_article() -> None:
    assert sample("bing-search.xml").entries[1].link == "https://asli.test/2"


def test_a_link_of_the_feed_about_itself_is_no_article() -> None:
    link = '<atom:link rel="self" href="https://a.test/feed"/>'
    assert entry(link, "<link>https://a.test/1</link>").link == "https://a.test/1"


def test_a_second_description_is_the_full_text() -> None:
    one = entry("<description>Pendek</description>", "<description>Panjang</description>")
    assert (one.summary, one.content) == ("Pendek", "Panjang")


def test_a_full_text_stands_in_for_a_missing_summary() -> None:
    assert sample("atom-with-xhtml.xml").entries[0].summary


def test_the_first_picture_named_is_the_picture() -> None:
    thumbnail = '<media:thumbnail url="https://a.test/k.jpg"/>'
    sound = '<enclosure url="https://a.test/s.mp3" type="audio/mpeg"/>'
    picture = '<enclosure url="https://a.test/g.jpg" type="image/jpeg"/>'
    assert entry(sound, picture, thumbnail).image == "https://a.test/g.jpg"


def test_the_outlet_behind_an_entry_is_named_in_either_dialect() -> None:
    atom = sample("atom-with-xhtml.xml").entries[1]
    rss = sample("aggregator-with-source.xml").entries[0]
    assert (atom.source_name, atom.source_url) == ("Media Asal", "https://asal.test/")
    assert (rss.source_name, rss.source_url) == ("Kabar Tanjung", "https://kabartanjung.example")


def test_a_video_channel_gives_its_description_and_picture() -> None:
    (one,) = sample("video-channel.xml").entries
    assert one.summary == "Uraian video."
    assert one.image == "https://i.ytimg.test/vi/abc/hqdefault.jpg"


def test_documents_with_a_dtd_or_encoded_binary_texts_are_not_read_fast() -> None:
    assert (
        read_tree('<!DOCTYPE rss SYSTEM "x.dtd"><rss><item><title>A</title></item></rss>') is None
    )
    secret = '<content mode="base64" type="image/png">QQ==</content>'
    assert read_tree(f"<rss><channel><item>{secret}</item></channel></rss>") is None


def test_names_are_known_whatever_their_case() -> None:
    feed = read_tree(
        "<RSS><Channel><Item><Title>A</Title><PubDate>x</PubDate></Item></Channel></RSS>"
    )
    assert feed is not None and feed.entries[0].date == "x"
