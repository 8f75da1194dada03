"""The one guarded door to the network: every byte from outside comes in through `Door`.

The address is checked, its name resolved by us, every resolved address checked, a checked one
connected to, and the socket's peer checked again before the request is sent; redirects start from
the beginning. Values come out, never exceptions: a failure is a row on the health page.
"""

import asyncio
import logging
import socket
from collections.abc import AsyncIterator, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from ipaddress import ip_address

import aiohttp
from aiohttp import AddrInfoType
from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

from monitoring.door import bodies
from monitoring.door.addresses import (
    IpNetwork,
    Refused,
    Target,
    admits,
    check,
    inner_note,
    joined,
    refusal,
)
from monitoring.door.answers import (
    Answer,
    Failure,
    Limits,
    Request,
    Stop,
    failure_by_status,
    refuse_wrong_kind,
)

__all__ = ["Answer", "Door", "Failure", "Limits", "Request", "refusal"]

log = logging.getLogger(__name__)

Lookup = Callable[[str], Sequence[str]]

_CHUNK = 65_536
_MOST_LOOKUPS = 40
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_ACCEPT = {
    "feed": "application/rss+xml, application/atom+xml, application/xml;q=0.9, */*;q=0.5",
    "page": "text/html, application/xhtml+xml;q=0.9, */*;q=0.5",
    "robots": "text/plain, */*;q=0.5",
}


def system_lookup(host: str) -> list[str]:
    """Return the addresses the system's resolver knows for the name; raises OSError for none."""
    found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(info[4][0]) for info in found))


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
        async with _client(self, at_once) as client:
            yield Session(self, client)

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
        url, most = request.url, self.door.limits.redirects
        for _ in range(most + 1):
            target = check(url, self.door.allow_networks)
            async with await self._ask(request, target) as response:
                if response.status not in _REDIRECTS or "Location" not in response.headers:
                    return await self._answer(request, target, response)
                url = joined(target, response.headers["Location"])
        raise Stop("refused", f"Alamat dialihkan lebih dari {most} kali; periksa alamatnya.")

    async def _ask(self, request: Request, target: Target) -> aiohttp.ClientResponse:
        limits = self.door.limits
        headers = {"Accept": _ACCEPT[request.purpose], **request.validators()}
        url = URL(target.url, encoded=True)
        async with asyncio.timeout(limits.connect + limits.first_byte):
            response = await self.client.get(url, headers=headers, allow_redirects=False)
        if sum(map(len, sum(response.raw_headers, ()))) > limits.header_bytes:
            response.close()
            raise Stop("server_error", "Kepala jawaban situs terlalu panjang.", response.status)
        return response

    async def _answer(
        self, request: Request, target: Target, response: aiohttp.ClientResponse
    ) -> Answer | Failure:
        headers = response.headers
        wait = bodies.retry_after(headers.get("Retry-After", ""), headers.get("Date", ""))
        if failure := failure_by_status(request, response.status, wait):
            return failure
        return Answer(
            url=target.url,
            status=response.status,
            body=b"" if response.status == 304 else await self._body(request, response),
            charset=bodies.media_type(headers.get("Content-Type", ""))[1],
            etag=bodies.validator(headers.get("ETag", ""), bodies.LONGEST_ETAG),
            last_modified=bodies.validator(
                headers.get("Last-Modified", ""), bodies.LONGEST_LAST_MODIFIED
            ),
            retry_after=wait,
        )

    async def _body(self, request: Request, response: aiohttp.ClientResponse) -> bytes:
        kind = bodies.media_type(response.headers.get("Content-Type", ""))[0]
        refuse_wrong_kind(request.purpose, bodies.wrong_kind(request.purpose, kind, b""))
        encodings = ",".join(response.headers.getall("Content-Encoding", []))
        body = bodies.Body(encodings, bodies.bounds(request.purpose, self.door.limits))
        async for chunk in response.content.iter_chunked(_CHUNK):
            body.add(chunk)
            if body.full:
                break
        value = body.value()
        refuse_wrong_kind(request.purpose, bodies.wrong_kind(request.purpose, kind, value[:512]))
        if not value.strip() and request.purpose != "robots":
            raise Stop("empty", "Situs menjawab tanpa isi; akan dicoba lagi.", response.status)
        return value


class _CheckedResolver(AbstractResolver):
    """Hand the client only addresses that were checked; one inner address refuses the name."""

    def __init__(self, door: Door, threads: int) -> None:
        self._door = door
        # The loop's own pool has six threads on two cores: six dead names would stop all others.
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="lookup")

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        loop = asyncio.get_running_loop()
        found = await loop.run_in_executor(self._pool, self._door.lookup, host)
        addresses = [ip_address(text.partition("%")[0]) for text in found]
        if not addresses:
            raise OSError(socket.EAI_NONAME, "no address")
        if not all(admits(address, port, self._door.allow_networks) for address in addresses):
            raise Refused(inner_note(host, port))
        return [
            ResolveResult(
                hostname=host,
                host=str(address),
                port=port,
                family=socket.AF_INET6 if address.version == 6 else socket.AF_INET,
                proto=0,
                flags=socket.AI_NUMERICHOST,
            )
            for address in addresses
        ]

    async def close(self) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)


def _client(door: Door, at_once: int) -> aiohttp.ClientSession:
    limits, networks = door.limits, door.allow_networks
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(
            resolver=_CheckedResolver(door, min(at_once, _MOST_LOOKUPS)),
            socket_factory=_socket_factory(networks),
            limit=0,
            # Small sites close kept connections without a word; then a good feed would look broken.
            force_close=True,
        ),
        request_class=_request_class(networks),
        trust_env=False,
        cookie_jar=aiohttp.DummyCookieJar(),
        auto_decompress=False,
        headers={"User-Agent": door.user_agent, "Accept-Encoding": "gzip, deflate"},
        timeout=aiohttp.ClientTimeout(
            total=None, sock_connect=limits.connect, sock_read=limits.first_byte
        ),
        max_line_size=limits.header_line,
        max_field_size=limits.header_line,
        max_headers=limits.header_lines,
    )


def _socket_factory(networks: Sequence[IpNetwork]) -> Callable[[AddrInfoType], socket.socket]:
    """Return what makes sockets, for checked peers only; literal addresses pass no resolver."""

    def checked_socket(info: AddrInfoType) -> socket.socket:
        family, kind, protocol, _, peer = info
        if not admits(ip_address(peer[0]), peer[1], networks):
            raise PermissionError(f"{peer[0]} is not to be connected to")
        return socket.socket(family, kind, protocol)

    return checked_socket


def _request_class(networks: Sequence[IpNetwork]) -> type[aiohttp.ClientRequest]:
    """Return a request that looks at its socket's peer before its first byte is sent."""

    class CheckedRequest(aiohttp.ClientRequest):
        async def send(self, conn: aiohttp.connector.Connection) -> aiohttp.ClientResponse:
            peer = conn.transport and conn.transport.get_extra_info("peername")
            if not peer or not admits(ip_address(peer[0].partition("%")[0]), peer[1], networks):
                conn.close()
                raise Refused("Sambungan ternyata menuju jaringan dalam; dihentikan.")
            return await super().send(conn)

    return CheckedRequest


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
