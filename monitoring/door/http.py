"""The one guarded door to the network: every byte from outside comes in through `Door`.

The address is checked, its name resolved by us, every resolved address checked, a checked one
connected to, and the socket's peer checked again before the request is sent; redirects start from
the beginning. Values come out, never exceptions: a failure is a row on the health page.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace

import aiohttp
from yarl import URL

from monitoring.door import bodies
from monitoring.door.addresses import IpNetwork, Refused, Target, check, joined, refusal
from monitoring.door.answers import (
    Answer,
    Failure,
    Limits,
    Request,
    Stop,
    failure_by_status,
    refuse_wrong_kind,
)
from monitoring.door.client import Lookup, client, system_lookup
from monitoring.door.headers import (
    LONGEST_ETAG,
    LONGEST_LAST_MODIFIED,
    links,
    max_age,
    media_type,
    retry_after,
    validator,
)

__all__ = ["Answer", "Door", "Failure", "Limits", "Request", "refusal"]

log = logging.getLogger(__name__)

_CHUNK = 65_536
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
# The page lives elsewhere from now on (RFC 9110 15.4.2, 15.4.9).
_FOR_GOOD = frozenset({301, 308})
# Only these repeat a form at the new address (RFC 9110 15.4.8, 15.4.9).
_REPEATS_FORMS = frozenset({307, 308})
_ACCEPT = {
    "feed": "application/rss+xml, application/atom+xml, application/xml;q=0.9, */*;q=0.5",
    "page": "text/html, application/xhtml+xml;q=0.9, */*;q=0.5",
    "robots": "text/plain, */*;q=0.5",
    "hub": "*/*",
    "service": "application/json",
}


@dataclass(frozen=True)
class Door:
    """Fetch addresses within limits; the only place in the product that opens connections.

    Only public addresses are connected to, and those inside `allow_networks`. Server names are
    looked up with `lookup`, outside the loop.
    """

    allow_networks: Sequence[IpNetwork]
    user_agent: str
    limits: Limits = field(default_factory=Limits)
    lookup: Lookup = system_lookup

    def fetch_all(self, requests: Sequence[Request], at_once: int = 40) -> list[Answer | Failure]:
        """Fetch all, up to `at_once` at a time, and return the results in the order given.

        Never raises for what a server does; one bad answer does not touch the others.
        """
        return asyncio.run(self._fetch_all(requests, at_once)) if requests else []

    async def fetch(self, request: Request) -> Answer | Failure:
        """Fetch one address inside a running loop; for several, `open` a session."""
        async with self.open(at_once=1) as session:
            return await session.fetch(request)

    @asynccontextmanager
    async def open(self, at_once: int = 40) -> AsyncIterator["Session"]:
        """Open a session whose `fetch` may run up to `at_once` times side by side."""
        async with client(self, at_once) as opened:
            yield Session(self, opened)

    async def _fetch_all(self, requests: Sequence[Request], at_once: int) -> list[Answer | Failure]:
        free = asyncio.Semaphore(at_once)
        async with self.open(at_once) as session:

            async def one(request: Request) -> Answer | Failure:
                async with free:
                    return await session.fetch(request)

            return await asyncio.gather(*map(one, requests))


@dataclass(frozen=True)
class Session:
    """One opened door: settings and name look-ups are shared, connections and cookies are not."""

    door: Door
    client: aiohttp.ClientSession

    async def fetch(self, request: Request) -> Answer | Failure:
        """Fetch one address; whatever happens comes back as a value."""
        try:
            async with asyncio.timeout(self.door.limits.total):
                return await self._follow(request)
        except Stop as stop:
            return stop.failure
        except Refused as reason:
            return Failure("refused", str(reason))
        except bodies.TooLarge as bound:
            return Failure("too_large", f"Isi terlalu besar ({bound}); tidak dibaca.")
        except bodies.Unreadable as reason:
            return Failure("server_error", f"Jawaban tidak terbaca ({reason}); akan dicoba lagi.")
        except TimeoutError:
            return Failure("timeout", "Situs tidak menjawab pada waktunya; akan dicoba lagi.")
        except (aiohttp.ClientError, OSError) as error:
            return _unreachable(error)
        except (ValueError, RuntimeError, AssertionError) as error:
            # A mistake of ours or of the client may cost one feed its turn, never a whole batch.
            log.error("fetch failed unexpectedly for %r", request.url[:200], exc_info=error)
            return Failure("unreachable", "Galat pada pengambil berita; laporkan kepada pengelola.")

    async def _follow(self, request: Request) -> Answer | Failure:
        url, most, moved = request.url, self.door.limits.redirects, True
        for hop in range(most + 1):
            target = check(url, self.door.allow_networks)
            async with await self._ask(request, target) as response:
                if response.status not in _REDIRECTS or "Location" not in response.headers:
                    answer = await self._answer(request, target, response)
                    told = bool(hop) and moved and isinstance(answer, Answer)
                    return replace(answer, moved_to=target.url) if told else answer
                _check_redirect(request, response.status)
                moved = moved and response.status in _FOR_GOOD
                url = joined(target, response.headers["Location"])
        raise Stop("refused", f"Alamat dialihkan lebih dari {most} kali; periksa alamatnya.")

    async def _ask(self, request: Request, target: Target) -> aiohttp.ClientResponse:
        limits = self.door.limits
        headers = {"Accept": _ACCEPT[request.purpose], **request.headers()}
        url = URL(target.url, encoded=True)
        async with asyncio.timeout(limits.connect + limits.first_byte):
            response = await self.client.request(
                "GET" if request.data is None else "POST",
                url,
                headers=headers,
                data=request.data,
                allow_redirects=False,
            )
        if sum(map(len, sum(response.raw_headers, ()))) > limits.header_bytes:
            response.close()
            raise Stop("server_error", "Kepala jawaban situs terlalu panjang.", response.status)
        return response

    async def _answer(
        self, request: Request, target: Target, response: aiohttp.ClientResponse
    ) -> Answer | Failure:
        headers = response.headers
        sent = headers.get("Date", "")
        wait = retry_after(headers.get("Retry-After", ""), sent)
        if failure := failure_by_status(request, response.status, wait):
            return failure
        body, size = b"", 0
        if response.status != 304:
            body, size = await self._body(request, response)
        return Answer(
            url=target.url,
            status=response.status,
            body=body,
            charset=media_type(headers.get("Content-Type", ""))[1],
            etag=validator(headers.get("ETag", ""), LONGEST_ETAG),
            last_modified=validator(headers.get("Last-Modified", ""), LONGEST_LAST_MODIFIED),
            retry_after=wait,
            max_age=max_age(headers.get("Cache-Control", ""), headers.get("Expires", ""), sent),
            links=links(headers.getall("Link", []), target.url),
            size=size,
        )

    async def _body(self, request: Request, response: aiohttp.ClientResponse) -> tuple[bytes, int]:
        """Read the body within bounds; return it with its size on the wire."""
        kind = media_type(response.headers.get("Content-Type", ""))[0]
        refuse_wrong_kind(request.purpose, bodies.wrong_kind(request.purpose, kind, b""))
        encodings = ",".join(response.headers.getall("Content-Encoding", []))
        body = bodies.Body(encodings, bodies.bounds(request.purpose, self.door.limits))
        async for chunk in response.content.iter_chunked(_CHUNK):
            body.add(chunk)
            if body.full:
                break
        value = body.value()
        refuse_wrong_kind(request.purpose, bodies.wrong_kind(request.purpose, kind, value[:512]))
        if not value.strip() and request.purpose in {"feed", "page", "service"}:
            raise Stop("empty", "Situs menjawab tanpa isi; akan dicoba lagi.", response.status)
        return value, body.wire


def _check_redirect(request: Request, status: int) -> None:
    """Raise Stop where what is posted must not go to another address.

    A payload and its key are meant for the service they were sent to and for nobody it names.
    """
    if request.payload is not None:
        raise Stop("refused", "Layanan mengalihkan permintaan; tidak dikirim ulang.", status)
    if request.form is not None and status not in _REPEATS_FORMS:
        raise Stop("refused", "Hub mengalihkan formulir; tidak dikirim ulang.")


def _unreachable(error: Exception) -> Failure:
    if isinstance(error, aiohttp.ClientConnectorDNSError):
        return Failure("unreachable", "Nama situs tidak ditemukan; akan dicoba lagi.")
    if isinstance(error, aiohttp.ClientSSLError):
        return Failure("unreachable", "Sertifikat keamanan situs tidak sah; beri tahu redaksinya.")
    if isinstance(error, aiohttp.ClientConnectorError):
        if isinstance(error.os_error, PermissionError):
            return Failure("refused", "Alamat menunjuk ke jaringan dalam, sehingga tidak diambil.")
        return Failure("unreachable", "Situs tidak dapat dihubungi; akan dicoba lagi.")
    if isinstance(error, aiohttp.ClientResponseError):
        return Failure("server_error", "Jawaban situs rusak; akan dicoba lagi.")
    return Failure("unreachable", "Sambungan ke situs terputus; akan dicoba lagi.")
