"""What goes to the network door and what comes back, and the words for it.

Pure values: `http` fills them, the pipeline reads them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Literal

Purpose = Literal["feed", "page", "robots", "hub", "service"]


@dataclass(frozen=True)
class Limits:
    """Bounds of one fetch. Times are seconds; `total` covers all hops and the body."""

    connect: float = 5.0
    first_byte: float = 10.0
    total: float = 30.0
    redirects: int = 5
    header_lines: int = 100
    header_bytes: int = 64_000
    header_line: int = 16_000
    wire: int = 10_000_000
    decoded: int = 15_000_000
    ratio: int = 100
    # RFC 9309 section 2.5 asks for at least 500 KiB; the rest of a robots.txt is not read.
    robots: int = 512_000
    # A service answers a question; what is longer answers something else.
    service: int = 1_000_000


@dataclass(frozen=True)
class Request:
    """What to fetch; the validators of the last good answer ask for changes only.

    With a `form` it is posted (to a hub) instead of asked for, with a `payload` of JSON as well (to
    a service, which is shown `bearer` as its key: RFC 6750 section 2.1).
    """

    url: str
    purpose: Purpose
    etag: str = ""
    last_modified: str = ""
    form: Mapping[str, str] | None = None
    payload: bytes | None = field(default=None, repr=False)
    bearer: str = field(default="", repr=False)

    @property
    def data(self) -> Mapping[str, str] | bytes | None:
        """Return what is posted; None where an address is only asked for."""
        return self.form if self.payload is None else self.payload

    def headers(self) -> dict[str, str]:
        """Return what goes with the request: validators, or what the payload is and whose."""
        said = self.validators()
        said |= {} if self.payload is None else {"Content-Type": "application/json"}
        return said | ({"Authorization": f"Bearer {self.bearer}"} if self.bearer else {})

    def validators(self) -> dict[str, str]:
        """Return the conditional header: beside an ETag the date would be ignored.

        RFC 9110 section 13.1.3.
        """
        if self.etag:
            return {"If-None-Match": self.etag}
        return {"If-Modified-Since": self.last_modified} if self.last_modified else {}


@dataclass(frozen=True)
class Answer:
    """A body, or status 304 without one. `url` is where the last redirect led.

    `charset` is the parameter of the Content-Type, unverified. `etag` and `last_modified` are ""
    where they must not be stored and sent back. `moved_to` is the last address where every hop was
    a permanent redirect, else "". `max_age` is how long the answer calls itself fresh, `links` the
    Link headers by relation, `size` the bytes of the body on the wire.
    """

    url: str
    status: int
    # Python 3.11 writes out what a finished task returned whenever an event loop is entered.
    body: bytes = field(repr=False)
    charset: str | None
    etag: str
    last_modified: str
    retry_after: timedelta | None
    moved_to: str = ""
    max_age: timedelta | None = None
    links: Mapping[str, str] = field(default_factory=dict)
    size: int = 0


@dataclass(frozen=True)
class Failure:
    """Why there is no body: `outcome` is a value of Fetch.Outcome, `note` a sentence for people."""

    outcome: str
    note: str
    status: int | None = None
    retry_after: timedelta | None = None


class Stop(Exception):
    """Carries the Failure that ends a fetch to the one place that returns it."""

    def __init__(self, outcome: str, note: str, status: int | None = None) -> None:
        super().__init__(note)
        self.failure = Failure(outcome, note, status)


def failure_by_status(
    request: Request, status: int, retry_after: timedelta | None
) -> Failure | None:
    """Return the failure a status means; None where there is a body, or 304 was asked for.

    A 304 without validators is a failure: believed, it would keep a feed silent for ever.
    """
    if status in {200, 203} or (status == 304 and request.validators()):
        return None
    # A hub answers 202 (WebSub 5.1): it has heard us and will call back.
    if request.purpose == "hub" and 200 <= status < 300:
        return None
    outcome, note = _words(status)
    return Failure(outcome, note, status, retry_after)


def refuse_wrong_kind(purpose: Purpose, kind: str) -> None:
    """Raise Stop where `kind` names what the body is instead of what was asked for."""
    if kind and purpose == "feed":
        raise Stop("not_a_feed", f"Alamat ini berisi {kind}, bukan umpan; periksa alamatnya.")
    if kind and purpose == "service":
        raise Stop("refused", f"Layanan menjawab dengan {kind}, bukan JSON; periksa alamatnya.")
    if kind:
        raise Stop("refused", f"Alamat ini berisi {kind}, bukan halaman berita.")


def _words(status: int) -> tuple[str, str]:
    if status == 204:
        return "empty", "Situs menjawab tanpa isi (204); akan dicoba lagi."
    if status in {404, 410}:
        return "gone", f"Alamat ini tidak ada lagi di situsnya ({status}); periksa alamatnya."
    if status == 429:
        return "blocked", "Situs meminta kita menunggu (429); jarak pengambilan diperlebar."
    if status in {401, 403, 407, 451}:
        return "blocked", f"Situs menolak pengambilan ({status}); hubungi redaksinya."
    if status >= 500:
        return "server_error", f"Situs sedang bermasalah ({status}); akan dicoba lagi."
    if status == 304:
        return "server_error", "Situs menjawab “tidak berubah” tanpa kita tanya; akan dicoba lagi."
    return "server_error", f"Situs memberi jawaban yang tidak dikenal ({status}); akan dicoba lagi."
