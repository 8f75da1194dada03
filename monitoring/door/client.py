"""The HTTP client behind the door: it resolves only to checked addresses and checks its peers."""

import asyncio
import socket
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from ipaddress import ip_address
from typing import Protocol

import aiohttp
from aiohttp import AddrInfoType
from aiohttp.abc import AbstractResolver, ResolveResult

from monitoring.door.addresses import IpNetwork, Refused, admits, inner_note
from monitoring.door.answers import Limits

Lookup = Callable[[str], Sequence[str]]

_MOST_LOOKUPS = 40


class Settings(Protocol):
    """What the client must know of the door."""

    @property
    def allow_networks(self) -> Sequence[IpNetwork]: ...
    @property
    def user_agent(self) -> str: ...
    @property
    def limits(self) -> Limits: ...
    @property
    def lookup(self) -> Lookup: ...


def system_lookup(host: str) -> list[str]:
    """Return the addresses the system's resolver knows for the name; raises OSError for none."""
    found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(info[4][0]) for info in found))


class _CheckedResolver(AbstractResolver):
    """Hand the client only addresses that were checked; one inner address refuses the name."""

    def __init__(self, door: "Settings", threads: int) -> None:
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


def client(door: "Settings", at_once: int) -> aiohttp.ClientSession:
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
