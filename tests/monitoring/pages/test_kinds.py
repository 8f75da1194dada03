"""What a page is, by its signs alone."""

import pytest

from monitoring.pages.kinds import kind_of
from monitoring.pages.signs import Signs

URL = "https://suara-seroja.test/berita/dermaga-serunai-rusak"


def signs(**given: object) -> Signs:
    plain = {
        "og_type": "",
        "types": [],
        "free": None,
        "title": "Dermaga Serunai Rusak",
        "headline": True,
        "words": 400,
        "linked": 100,
        "password": False,
        "barrier": "",
        "wall": "",
    }
    return Signs(**plain | given)


@pytest.mark.parametrize(
    ("given", "url", "words", "kind"),
    [
        ({}, URL, 300, "berita"),
        ({"og_type": "article"}, URL, 12, "berita"),
        ({}, URL, 12, ""),
        ({"barrier": "hcaptcha.com", "words": 40}, URL, 20, "penghalang"),
        ({"barrier": "hcaptcha.com"}, URL, 300, "berita"),
        ({"password": True, "headline": False, "words": 60}, URL, 20, "penghalang"),
        ({"password": True}, URL, 300, "berita"),
        ({"free": False}, URL, 300, "berbayar"),
        ({"wall": "berlangganan untuk"}, URL, 60, "berbayar"),
        ({"wall": "berlangganan untuk"}, URL, 300, "berita"),
        ({"og_type": "video.other"}, URL, 40, "video"),
        ({"types": ["VideoObject"]}, URL, 40, "video"),
        ({"types": ["NewsArticle", "VideoObject"]}, URL, 40, "berita"),
        ({}, "https://suara-seroja.test/video/dermaga", 40, "video"),
        ({}, "https://suara-seroja.test/video/dermaga", 300, "berita"),
        ({"types": ["ImageGallery"]}, URL, 40, "foto"),
        ({}, "https://suara-seroja.test/galeri/12", 40, "foto"),
        ({}, "https://suara-seroja.test/", 60, "daftar"),
        ({"types": ["CollectionPage"]}, URL, 60, "daftar"),
        ({"words": 300, "linked": 280}, URL, 0, "daftar"),
    ],
)
def test_a_page_is_what_its_signs_say(given: dict, url: str, words: int, kind: str) -> None:
    found = kind_of(signs(**given), url, words)
    assert found.kind == kind and found.note
