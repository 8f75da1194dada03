"""The reader of feeds measured against answers people wrote down. Reads files, writes nothing."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from monitoring.canonical import canonical
from monitoring.evaluation.values import CannotEvaluate, Evaluation
from monitoring.feeds.document import Document, opened
from monitoring.feeds.read import read_feed
from monitoring.feeds.values import FeedEntry, NotAFeed, ReadFeed

ANSWERS = "expected.json"
# The zone of dates without one, where the answers name no other under "zone".
ZONE = "Asia/Makassar"
# Later than every date of a sample, so that none counts as the future.
LATE = datetime(2100, 1, 1, tzinfo=UTC)
_MOST = 10_000
_HEAD = 200_000
_SITES = (
    re.compile(r"<(?:\w{1,20}:)?(?:link|loc)\b[^<>]{0,300}>\s*(https?://[\w.:-]{1,255})"),
    re.compile(r"<(?:\w{1,20}:)?link\b[^<>]{0,300}?href=[\"'](https?://[\w.:-]{1,255})"),
    re.compile(r"\"(?:home_page_url|feed_url|url)\"\s*:\s*\"(https?://[\w.:-]{1,255})"),
)

Answer = Mapping[str, Any]


def evaluate(folder: Path) -> Evaluation:
    """Read every file that `expected.json` names; `passed_share` is that of files without fault.

    The answers of a file are an object with any of: `n` (entries; 0: it must be refused as no
    feed; with `kind` "index": sitemaps to follow), `title` and `canonical` (of the first entry),
    `published` (of the first, or a list), `titles` and `links` (lists), null for what is unknown,
    `zone` (default WITA) and `url` (default: the site the file speaks of). Raises CannotEvaluate.
    """
    answers = _answers(folder)
    failures = [failure for name in answers for failure in _failures(folder, name, answers[name])]
    wrong = {failure["file"] for failure in failures}
    share = 1 - len(wrong) / len(answers)
    return Evaluation({"passed_share": round(share, 4)}, len(answers), tuple(failures))


def _answers(folder: Path) -> dict[str, Answer]:
    try:
        answers = json.loads((folder / ANSWERS).read_text())
    except (OSError, ValueError) as fault:
        raise CannotEvaluate(f"{folder / ANSWERS} tidak terbaca: {fault}") from fault
    if not isinstance(answers, dict) or not answers:
        raise CannotEvaluate(f"{folder / ANSWERS} harus berisi jawaban menurut nama berkas.")
    return answers


def _failures(folder: Path, name: str, answer: Answer) -> Iterator[dict[str, Any]]:
    try:
        body = (folder / name).read_bytes()
    except OSError as fault:
        yield {"file": name, "what": "file", "expected": "terbaca", "got": str(fault)}
        return
    zone = ZoneInfo(answer.get("zone", ZONE))
    url = answer.get("url") or _origin(body)
    found = read_feed(body, url, None, zone=zone, at=LATE, limit=_MOST)
    for what, expected, got in _compared(answer, found):
        if expected != got:
            yield {"file": name, "what": what, "expected": expected, "got": got}


def _origin(body: bytes) -> str:
    """Return the site that a document speaks of first: a file does not say where it came from."""
    document = opened(body, None)
    text = document.text[:_HEAD] if isinstance(document, Document) else ""
    spoken = filter(None, (site.search(text) for site in _SITES))
    found = min(spoken, key=lambda match: match.start(), default=None)
    return f"{found[1]}/" if found else "https://umpan.test/"


def _compared(answer: Answer, found: ReadFeed | NotAFeed) -> Iterator[tuple[str, Any, Any]]:
    """Yield what is asked, the answer, and what the reader says, in comparable form."""
    if isinstance(found, NotAFeed):
        got = 0 if answer.get("n") == 0 else f"{found.outcome}: {found.note}"
        yield "n", answer.get("n", "umpan"), got
        return
    seen = found.follow if answer.get("kind") == "index" else found.entries
    if "n" in answer:
        yield "n", answer["n"] or "bukan umpan", len(seen)
    for what, values in _ANSWERED.items():
        if what in answer:
            got = [values(entry) for entry in found.entries]
            expected = answer[what]
            single = not isinstance(expected, list)
            yield what, _normal(what, expected), (got[0] if got else None) if single else got


def _normal(what: str, expected: Any) -> Any:
    """Return a written answer in the form of what is read; moments in UTC."""
    if isinstance(expected, list):
        return [_normal(what, one) for one in expected]
    if what == "published" and isinstance(expected, str):
        moment = datetime.fromisoformat(expected)
        return _moment(moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(ZONE)))
    return expected


def _moment(published: datetime | None) -> str | None:
    return published.astimezone(UTC).isoformat(timespec="seconds") if published else None


_ANSWERED: dict[str, Callable[[FeedEntry], str | None]] = {
    "title": lambda entry: entry.title or None,
    "titles": lambda entry: entry.title or None,
    "published": lambda entry: _moment(entry.published),
    "canonical": lambda entry: canonical(entry.link) or None,
    "links": lambda entry: entry.link or None,
}
