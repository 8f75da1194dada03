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
from typing import Any, BinaryIO

from lxml import etree, html
from trafilatura import bare_extraction

from monitoring.furniture import clear_page
from monitoring.pages.facts import facts

_OPTIONS: dict[str, dict[str, Any]] = {
    "standard": {"favor_precision": True},
    "fast": {"fast": True, "favor_precision": True},
    "no_tables": {"fast": True, "include_tables": False},
}
_PR_SET_PDEATHSIG = 1


def main() -> None:
    """Serve requests until the input ends."""
    parent, memory_mb = int(sys.argv[1]), int(sys.argv[2])
    _die_with(parent)
    resource.setrlimit(resource.RLIMIT_AS, (memory_mb * 2**20, memory_mb * 2**20))
    logging.disable(logging.CRITICAL)
    source, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    # A library that prints must not break the conversation.
    os.dup2(2, 1)
    _send(answers, {"ready": True})
    while (request := _receive(source)) is not None:
        _limit_processor_time(request["seconds"])
        _send(answers, _answer(request))


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


def _answer(request: dict[str, Any]) -> dict[str, Any]:
    try:
        tree = html.document_fromstring(
            request["html"].encode(), parser=html.HTMLParser(encoding="utf-8", no_network=True)
        )
        # Before the extraction, which takes the tree apart.
        found = dict(facts(tree, request["url"], request["title"], need_date=request["need_date"]))
        clear_page(tree)
        return {"text": _text(tree, request), **found}
    except MemoryError:
        return {"error": "MemoryError"}
    except (etree.LxmlError, ValueError, RecursionError) as error:
        return {"error": type(error).__name__}


def _text(tree: html.HtmlElement, request: dict[str, Any]) -> str:
    document = bare_extraction(
        tree, url=request["url"] or None, include_comments=False, **_OPTIONS[request["rung"]]
    )
    return getattr(document, "text", None) or ""


if __name__ == "__main__":
    main()
