"""The process in which foreign HTML is read: `python -m monitoring.pages.extract_child PARENT`.

Requests and answers are length-prefixed JSON over stdin and stdout. libxml2 cannot be interrupted
and trafilatura needs seconds for some tables, so `extract.Extractor` kills this process when it is
late; the process itself ends with its input, with its parent, and at its limits. The only importer
of trafilatura.
"""

import ctypes
import json
import logging
import os
import resource
import signal
import struct
import sys
from pathlib import Path
from types import FrameType
from typing import Any, BinaryIO

from lxml import etree, html
from trafilatura import bare_extraction, baseline

from monitoring.furniture import clear_page
from monitoring.pages.facts import facts
from monitoring.pages.stated import LONG

_OPTIONS: dict[str, dict[str, Any]] = {
    "standard": {"favor_precision": True},
    "fast": {"fast": True, "favor_precision": True},
    "no_tables": {"fast": True, "include_tables": False},
}
_STATM = Path("/proc/self/statm")
_PR_SET_PDEATHSIG = 1


class _Late(BaseException):
    """The time for a rung is over; no `except Exception` of a library may hold it up."""


def main() -> None:
    """Serve requests until the input ends."""
    parent, memory_mb = int(sys.argv[1]), int(sys.argv[2])
    _die_with(parent)
    resource.setrlimit(resource.RLIMIT_AS, (memory_mb * 2**20, memory_mb * 2**20))
    logging.disable(logging.CRITICAL)
    signal.signal(signal.SIGALRM, _stop)
    source, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    # A library that prints must not break the conversation.
    os.dup2(2, 1)
    _send(answers, {"ready": True})
    while (request := _receive(source)) is not None:
        _limit_processor_time(request["seconds"])
        _send(answers, _answer_in_time(request))


def _die_with(parent: int) -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    # The parent may have died before the call above.
    if os.getppid() != parent:
        sys.exit(1)


def _limit_processor_time(seconds: float) -> None:
    """Let the kernel end us if the parent is stopped and cannot."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime + seconds) + 2
    resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.RLIM_INFINITY))


def _receive(source: BinaryIO) -> dict[str, Any] | None:
    head = source.read(4)
    if len(head) < 4:
        return None
    request: dict[str, Any] = json.loads(source.read(struct.unpack("!I", head)[0]))
    return request


def _send(answers: BinaryIO, message: dict[str, Any]) -> None:
    data = json.dumps(message).encode()
    answers.write(struct.pack("!I", len(data)) + data)
    answers.flush()


def _stop(signal_number: int, frame: FrameType | None) -> None:
    raise _Late


def _answer_in_time(request: dict[str, Any]) -> dict[str, Any]:
    """Answer, or give up between two steps of Python: cheaper for the parent than a new child.

    What does not return from libxml2 in time is ended by the parent.
    """
    try:
        signal.setitimer(signal.ITIMER_REAL, request["seconds"])
        try:
            return _answer(request)
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
    except _Late:
        return {"late": True}


def _answer(request: dict[str, Any]) -> dict[str, Any]:
    try:
        tree = html.document_fromstring(
            request["html"].encode(), parser=html.HTMLParser(encoding="utf-8", no_network=True)
        )
        # Before the extraction, which takes the tree apart.
        found = facts(tree, request["url"], request["title"], need_date=request["need_date"])
        clear_page(tree)
        text = _text(tree, request, found["stated_body"])
        return {"text": text, "need_date": request["need_date"], "memory_mb": _memory(), **found}
    except MemoryError:
        return {"error": "MemoryError"}
    except (etree.LxmlError, ValueError, RecursionError) as error:
        return {"error": type(error).__name__}


def _memory() -> int:
    """Return the megabytes this process has now; 0 where the system does not say.

    Its `ru_maxrss` would not do: after exec it is still that of the parent.
    """
    try:
        pages = int(_STATM.read_text().split()[1])
    except OSError:
        return 0
    return pages * resource.getpagesize() // 2**20


def _text(tree: html.HtmlElement, request: dict[str, Any], stated: str) -> str:
    """Return the text by the rung asked for.

    The second extractor is the text of the page's own data, else trafilatura's `baseline`:
    article element or all paragraphs. On twelve pages of three sites it reached .87 of the words
    in order, justext with its Indonesian list .75.
    """
    if request["rung"] == "second":
        return stated if len(stated) >= LONG else baseline(tree)[1]
    document = bare_extraction(
        tree, url=request["url"] or None, include_comments=False, **_OPTIONS[request["rung"]]
    )
    return getattr(document, "text", None) or ""


if __name__ == "__main__":
    main()
