"""The articles whose quotations were marked by hand; readings are held against the marks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from commandcenter.packs.sample import NEWSROOM
from issues.reading.knowledge import Knowledge
from issues.reading.officials import find_officials
from issues.reading.quotes import QuoteReading, find_quotes
from issues.reading.text import lay_out
from issues.reading.values import Span

HERE = Path(__file__).parent
MAY = "boleh"


@dataclass(frozen=True)
class Marked:
    """An article with its marks: kind, first words, speaker, and "boleh" for those that may be."""

    key: str
    title: str
    body: str
    marks: tuple[tuple[str, ...], ...]


def marked_articles() -> Iterator[Marked]:
    """Yield the sample articles and then those written for their forms."""
    for key, marks in _table("quotes_marked.yaml").items():
        head, _, body = (NEWSROOM / f"{key}.md").read_text(encoding="utf-8").partition("\n---\n")
        title = yaml.safe_load(head.removeprefix("---\n"))["title"]
        yield Marked(key, title, body.strip(), tuple(map(tuple, marks)))
    for key, written in _table("quotes_written.yaml").items():
        marks = tuple(map(tuple, written["quotes"]))
        yield Marked(key, written["title"], written["body"].strip(), marks)


def _table(name: str) -> dict[str, Any]:
    return yaml.safe_load((HERE / name).read_text(encoding="utf-8"))


def judge(article: Marked, knowledge: Knowledge, at: Any) -> Iterator[tuple[bool, str]]:
    """Yield right or wrong, with what went wrong: for each mark, and for what nobody says.

    A quotation that covers no mark is wrong as well, so that finding too much does not pay.
    """
    text = lay_out(article.title, article.body)
    found = find_quotes(text, find_officials(text, knowledge, at))
    names = {person.key: person.name for person in knowledge.persons}
    covered: set[int] = set()
    after = 0
    for kind, words, speaker, *may in article.marks:
        place = text.plain.find(words, after)
        place = place if place >= 0 else text.plain.find(words)
        span = (place, place + len(words))
        hits = [n for n, quote in enumerate(found) if _overlaps(quote, span)]
        covered.update(hits)
        if MAY in may:
            continue
        right = [n for n in hits if _is_by(found[n], speaker, names) and found[n].kind == kind]
        got = [(found[n].kind, found[n].speaker, found[n].reason) for n in hits]
        yield bool(right), f"{article.key}: {kind} “{words}” oleh {speaker}, dibaca {got}"
    for number, quote in enumerate(found):
        if number not in covered:
            who = f"{quote.kind}, {quote.speaker}, {quote.reason}"
            told = f"{article.key}: bukan kutipan “{quote.words[:60]}” ({who})"
            yield False, told


def _overlaps(quote: QuoteReading, span: Span) -> bool:
    return any(start < span[1] and end > span[0] for start, end in quote.spans)


def _is_by(quote: QuoteReading, expected: str, names: dict[str, str]) -> bool:
    told = [_bare(quote.speaker), _bare(names.get(quote.person or "", ""))]
    wanted = [_bare(one) for one in expected.split("|")]
    return any(_same(one, who) for one in wanted for who in told if who)


def _same(wanted: str, told: str) -> bool:
    return f" {wanted} " in f" {told} " or f" {told} " in f" {wanted} "


def _bare(words: str) -> str:
    return " ".join(re.findall(r"[\w@.]*\w", words.casefold()))
