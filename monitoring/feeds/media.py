"""Photo series and videos told from articles by where the newsroom puts them. Pure.

They are entries of their feed like any other, but have no text of their own; saying so early
spares the extraction a search for one.
"""

import re
from typing import NamedTuple
from urllib.parse import urlsplit

_PHOTO = frozenset({"foto", "photo", "photos", "fotografi", "galeri-foto", "foto-berita"})
_VIDEO = frozenset({"video", "videos", "watch", "shorts", "video-berita", "20detik"})
_SECTION = re.compile(r"\s*(?:(foto|photo|photos|galeri foto)|(video|videos))\s*", re.IGNORECASE)
_VIDEO_HOSTS = frozenset({"youtube.com", "youtu.be", "m.youtube.com", "vimeo.com"})


class Medium(NamedTuple):
    """`kind` is "foto", "video" or "" (a value of Item.PageKind), `note` why, in words."""

    kind: str = ""
    note: str = ""


def medium(link: str, section: str, *, video: bool = False) -> Medium:
    """Tell a photo series or a video by the sections of its address, or the section it names.

    The last part of an address is the article's own name ("/berita/video-rapat-beredar") and says
    nothing. `video` says that the feed is a video channel.
    """
    if video:
        return Medium("video", "Umpan ini kanal video.")
    path, host = _parts(link)
    parts = {part for part in path.lower().split("/")[:-1] if part}
    for kind, names in (("foto", _PHOTO), ("video", _VIDEO)):
        if named := sorted(parts & names):
            return Medium(kind, f"Alamatnya di bagian /{named[0]}/.")
    if host.removeprefix("www.") in _VIDEO_HOSTS:
        return Medium("video", f"Tayang di {host}.")
    if found := _SECTION.fullmatch(section):
        return Medium("foto" if found[1] else "video", f"Rubriknya “{section.strip()}”.")
    return Medium()


def _parts(link: str) -> tuple[str, str]:
    try:
        parts = urlsplit(link)
        return parts.path, parts.hostname or ""
    except ValueError:
        return "", ""
