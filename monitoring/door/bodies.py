"""Bodies of answers, read within bounds: the part of the door that does no network.

Compression is undone here and not by the HTTP client, because only here every decoded byte is
counted before the next is made (GHSA-38jv-5279-wg99).
"""

import re
import zlib
from dataclasses import dataclass

from monitoring.door.answers import Limits, Purpose

# Short bodies of zeros compress well beyond any ratio; below this size that harms nobody.
RATIO_FROM = 1_000_000

_CODINGS = {"": None, "identity": None, "gzip": 31, "x-gzip": 31, "deflate": 15}
_GZIP = b"\x1f\x8b"
_SIGNATURES = (
    (b"%PDF", "PDF"),
    (b"PK\x03\x04", "arsip ZIP"),
    (_GZIP, "arsip gzip"),
    (b"\x7fELF", "program"),
    (b"MZ\x90", "program"),
    (b"\x89PNG", "gambar"),
    (b"\xff\xd8\xff", "gambar"),
    (b"GIF8", "gambar"),
    (b"RIFF", "gambar atau suara"),
    (b"OggS", "suara"),
    (b"ID3", "suara"),
    (b"\x00\x00\x00\x18ftyp", "video"),
    (b"Rar!", "arsip RAR"),
    (b"7z\xbc\xaf", "arsip 7z"),
)
_TYPES = {
    "feed": re.compile(
        r"text/.*|application/([\w.+-]*(xml|rss|atom|rdf|json)|octet-stream|(x-)?gzip)|"
    ),
    "page": re.compile(r"text/.*|application/(xhtml\+xml|xml|octet-stream)|"),
    "service": re.compile(r"application/([\w.+-]*\+)?json|"),
}
# What such an answer holds is read as text or not at all.
_ANY_KIND = frozenset({"robots", "hub"})


class TooLarge(Exception):
    """The body passes a bound; the message names it."""


class Unreadable(Exception):
    """The body is not compressed the way the header says."""


@dataclass(frozen=True)
class Bounds:
    """How much of one body is read. With `cut`, what lies beyond is dropped instead of refused."""

    wire: int
    decoded: int
    ratio: int
    cut: bool = False


def bounds(purpose: Purpose, limits: Limits) -> Bounds:
    """Return how much to read for the purpose."""
    if purpose in _ANY_KIND:
        return Bounds(limits.robots, limits.robots, limits.ratio, cut=True)
    if purpose == "service":
        return Bounds(limits.service, limits.service, limits.ratio)
    return Bounds(limits.wire, limits.decoded, limits.ratio)


class Body:
    """Collect one body chunk by chunk; `add` raises as soon as a bound is passed."""

    def __init__(self, encoding: str, bounds: Bounds) -> None:
        """Raises Unreadable for encodings other than one of gzip and deflate.

        `wire` counts the bytes as they were sent.
        """
        self._bounds = bounds
        self.wire = 0
        self._parts = bytearray()
        self._inflate = _inflater(encoding)
        self._bare_tried = False

    @property
    def full(self) -> bool:
        """Whether nothing more needs to be read."""
        return self._bounds.cut and len(self._parts) >= self._bounds.decoded

    def add(self, chunk: bytes) -> None:
        """Count and decode one chunk; raises TooLarge or Unreadable."""
        self.wire += len(chunk)
        if self.wire > self._bounds.wire and not self._bounds.cut:
            raise TooLarge(f"lebih dari {self._bounds.wire // 1_000_000} MB")
        if self._inflate is None:
            self._keep(chunk)
        while chunk and self._inflate and not self._done():
            chunk = self._decode(self._inflate, chunk)

    def value(self) -> bytes:
        """Return what was read."""
        return bytes(self._parts)

    def _done(self) -> bool:
        # Bytes behind the end of the compressed stream are padding and ignored.
        return self.full or (self._inflate is not None and self._inflate.eof)

    def _decode(self, inflate: "zlib._Decompress", chunk: bytes) -> bytes:
        """Keep what the chunk decodes to, within the room left; return what is still to decode."""
        room = self._bounds.decoded - len(self._parts) + 1
        try:
            data = inflate.decompress(chunk, room)
        except zlib.error:
            self._start_without_header()
            return chunk
        self._keep(data)
        return inflate.unconsumed_tail

    def _start_without_header(self) -> None:
        # RFC 9110 section 8.4.1.2: some servers send "deflate" without the zlib wrapper.
        if self._parts or self._bare_tried:
            raise Unreadable("kompresi rusak")
        self._bare_tried = True
        self._inflate = zlib.decompressobj(-zlib.MAX_WBITS)

    def _keep(self, data: bytes) -> None:
        self._parts += data
        size = len(self._parts)
        if self._bounds.cut:
            del self._parts[self._bounds.decoded :]
        elif size > self._bounds.decoded:
            raise TooLarge(f"lebih dari {self._bounds.decoded // 1_000_000} MB setelah dibuka")
        elif size > RATIO_FROM and size > self.wire * self._bounds.ratio:
            raise TooLarge("kompresi tidak wajar")


def _inflater(encoding: str) -> "zlib._Decompress | None":
    name = encoding.strip().lower()
    if name not in _CODINGS:
        raise Unreadable(f"kompresi {name[:40]!r} tidak dikenal")
    window = _CODINGS[name]
    return None if window is None else zlib.decompressobj(window)


def wrong_kind(purpose: Purpose, media_type: str, start: bytes) -> str:
    """Return in a word what the body is if it cannot serve the purpose, else ""."""
    if purpose in _ANY_KIND:
        return ""
    if not _TYPES[purpose].fullmatch(media_type):
        return media_type
    # Large sitemaps are gzip files (sitemaps.org); their reader unpacks them within its bounds.
    if purpose == "feed" and start.startswith(_GZIP):
        return ""
    return next((name for sign, name in _SIGNATURES if start.startswith(sign)), "")
