"""Lay out an article once for every step of reading: zones, sentences, quotes, dateline.

Coordinates never move: whatever must not be read (furniture, masked phrases) is blanked with
spaces of the same length.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from issues.reading.values import Span

TITLE, LEAD, BODY = "judul", "teras", "tubuh"
LEAD_PARAGRAPHS = 2
# A body that lost its paragraphs is led by its first sentences.
LEAD_SENTENCES = 3

_FURNITURE = re.compile(
    r"^[ \t]*(?:baca juga|baca selengkapnya|simak juga|lihat juga|berita terkait|advertisement"
    r"|scroll to continue|artikel ini telah tayang|laporan wartawan|editor\s*:|reporter\s*:"
    r"|pewarta\s*:|copyright|ikuti berita|dapatkan update).*$"
    r"|\(?\bbaca juga\s*:[^\n]*",
    re.IGNORECASE | re.MULTILINE,
)
_DATELINE = re.compile(
    r"\A\s*(?P<place>[A-Z][\w'’.]*(?:[ -][A-Z][\w'’.]*){0,4})"
    r"(?:\s*[,/]\s*[^–—\n]{1,40}?|\s*\([^)\n]{1,40}\))?\s*(?:–|—|--| - )"
)
_QUOTE = re.compile(r"“[^”]{2,1200}”|\"[^\"]{2,1200}\"")
_ABBREVIATION = re.compile(
    r"(?:\b(?:H|Hj|K|KH|Dr|dr|drg|Drs|Dra|Ir|Prof|TGH|TGKH|Pj|Pjs|Plt|Plh|Kec|Kab|Ds|Kel|No|Jl|Rp"
    r"|St|Sdr|Bpk|Tn|Ny|Dg|Kol|Let|Kapt|Purn|tgl|hlm|dll|dsb|dkk|a\.n|u\.p|Ust|Muh|Moh|M\.Si"
    r"|S\.(?:Sos|Pd|Kom|Ag|IP|STP|H|E)|[A-Z])\.)$"
)
_END = re.compile(r"[.!?…]+[”\"')\]]*(?=\s)")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its place: zone and number of paragraph (title is -1)."""

    start: int
    end: int
    zone: str
    paragraph: int


@dataclass(frozen=True)
class Text:
    """An article laid out. `raw` is as printed, `plain` the same without furniture."""

    raw: str
    plain: str
    title_end: int
    sentences: tuple[Sentence, ...]
    quotes: tuple[Span, ...]
    dateline: Span | None

    @cached_property
    def _starts(self) -> list[int]:
        return [sentence.start for sentence in self.sentences]

    @cached_property
    def lead_end(self) -> int:
        """Where the lead ends: the title's end for an article without a body."""
        return max((s.end for s in self.sentences if s.zone != BODY), default=self.title_end)

    def sentence_at(self, position: int) -> Sentence:
        """Return the sentence a position stands in, or the nearest one before it."""
        return self.sentences[max(0, bisect_right(self._starts, position) - 1)]

    def zone_at(self, position: int) -> str:
        """Return the zone a position stands in."""
        return self.sentence_at(position).zone

    def words_of(self, sentence: Sentence) -> str:
        """Return a sentence as printed, on one line."""
        return " ".join(self.raw[sentence.start : sentence.end].split())

    def in_quote(self, position: int) -> bool:
        """Return whether a position stands inside quotation marks."""
        return any(start <= position < end for start, end in self.quotes)

    def in_dateline(self, position: int) -> bool:
        """Return whether a position stands in the dateline."""
        return self.dateline is not None and self.dateline[0] <= position < self.dateline[1]


# An article is laid out for its reading, and again for the issues it may belong to.
@lru_cache(maxsize=2)
def lay_out(title: str, body: str) -> Text:
    """Return the article with its sentences; an empty title or body is allowed."""
    raw = f"{title}\n\n{body}"
    plain = _FURNITURE.sub(lambda hit: " " * len(hit[0]), raw)
    sentences = (Sentence(0, len(title), TITLE, -1), *_body_sentences(plain, len(title) + 2))
    return Text(raw, plain, len(title), sentences, _quotes(plain), _dateline(body, len(title) + 2))


def blank(text: str, spans: Iterable[Span]) -> str:
    """Return the text with the spans replaced by spaces."""
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _quotes(plain: str) -> tuple[Span, ...]:
    return tuple(hit.span() for hit in _QUOTE.finditer(plain))


def _dateline(body: str, offset: int) -> Span | None:
    hit = _DATELINE.match(body)
    return (offset + hit.start("place"), offset + hit.end()) if hit else None


def _body_sentences(plain: str, start: int) -> list[Sentence]:
    paragraphs = [
        (start + hit.start(), start + hit.end()) for hit in re.finditer(r"\S[^\n]*", plain[start:])
    ]
    found: list[Sentence] = []
    for number, (begin, end) in enumerate(paragraphs):
        for left, right in _split(plain, begin, end):
            leads = number < LEAD_PARAGRAPHS
            if len(paragraphs) == 1:
                leads = len(found) < LEAD_SENTENCES
            found.append(Sentence(left, right, LEAD if leads else BODY, number))
    return found


def _split(plain: str, begin: int, end: int) -> Iterable[Span]:
    left = begin
    for hit in _END.finditer(plain, begin, end):
        if _continues(plain, hit):
            continue
        yield left, hit.end()
        left = hit.end() + len(plain[hit.end() : end]) - len(plain[hit.end() : end].lstrip())
    if left < end:
        yield left, end


def _continues(plain: str, hit: re.Match[str]) -> bool:
    """Return whether the stop is an abbreviation's or stands inside a running sentence."""
    if hit[0] == "." and _ABBREVIATION.search(plain[max(0, hit.start() - 12) : hit.end()]):
        return True
    following = plain[hit.end() : hit.end() + 40].lstrip()
    return bool(following) and following[0].islower()
