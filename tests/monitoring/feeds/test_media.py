"""Photo series and videos are told by where the newsroom puts them."""

import pytest

from monitoring.feeds.media import medium


@pytest.mark.parametrize(
    ("link", "section", "kind"),
    [
        ("https://a.test/foto/2/pagi-di-dermaga", "", "foto"),
        ("https://a.test/video/3/rapat", "", "video"),
        ("https://a.test/berita/1/video-rapat-beredar", "", ""),
        ("https://a.test/berita/foto", "", ""),
        ("https://a.test/1", "Galeri Foto", "foto"),
        ("https://a.test/1", "Videografi", ""),
        ("https://www.youtube.com/watch?v=1", "", "video"),
        ("", "", ""),
    ],
)
def test_the_section_tells_and_the_headline_does_not(link: str, section: str, kind: str) -> None:
    assert medium(link, section).kind == kind


def test_the_reason_is_said_in_words() -> None:
    assert medium("https://a.test/foto/2/pagi", "").note == "Alamatnya di bagian /foto/."
    assert medium("https://a.test/1", "", video=True).note == "Umpan ini kanal video."
