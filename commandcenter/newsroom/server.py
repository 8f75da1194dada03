"""The sample newsroom on the wire: a loopback HTTP server with one site per fictional outlet."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from socket import socket
from threading import Thread
from zoneinfo import ZoneInfo

from aiohttp import web
from aiohttp.hdrs import ACCEPT_ENCODING

from commandcenter.newsroom import addresses, articles, troubles
from commandcenter.newsroom.outlets import BY_KEY
from commandcenter.newsroom.schedule import Schedule, plan
from commandcenter.newsroom.site import Answer, Site

log = logging.getLogger(__name__)

Clock = Callable[[], datetime]
CLOSING_SECONDS = 1.0


@dataclass
class Newsroom:
    """A newsroom and what is wrong with its sites at present. Made by `prepare`."""

    schedule: Schedule
    sites: Mapping[str, Site]
    sockets: Mapping[str, socket]
    clock: Clock
    faults: dict[str, str] = field(default_factory=dict)

    def base(self, outlet: str) -> str:
        """The outlet's web address without a closing slash."""
        return self.sites[outlet].base

    def feed(self, outlet: str) -> str:
        """The address of the outlet's feed."""
        return self.sites[outlet].feed_url

    def trouble(self, outlet: str, kind: str | None) -> None:
        """Makes the outlet fail from its next answer on, or (None) work again; any thread may."""
        if kind is None:
            self.faults.pop(outlet, None)
            return
        _require_trouble(outlet, kind)
        self.faults[outlet] = kind


def prepare(
    folder: Path,
    port: int,
    opened_at: datetime,
    zone: ZoneInfo,
    *,
    shared: bool = False,
    faults: Mapping[str, str] | None = None,
    clock: Clock | None = None,
) -> Newsroom:
    """A newsroom with its addresses taken but not yet answering.

    Raises ArticleError, ScheduleError or AddressUnavailable, each fit to be shown as it is, and
    ValueError for an unknown fault or a moment without a zone.
    """
    for outlet, kind in (faults or {}).items():
        _require_trouble(outlet, kind)
    texts = articles.load(folder)
    sockets = addresses.bind(port, shared=shared)
    bases = addresses.bases(sockets)
    try:
        schedule = plan(texts, opened_at, zone, bases)
    except ValueError:
        _close(sockets)
        raise
    sites = {key: Site(BY_KEY[key], base, schedule.of(BY_KEY[key])) for key, base in bases.items()}
    clock = clock or (lambda: datetime.now(zone))
    return Newsroom(schedule, sites, sockets, clock, dict(faults or {}))


async def serve(
    folder: Path,
    port: int,
    opened_at: datetime,
    zone: ZoneInfo,
    *,
    shared: bool = False,
    faults: Mapping[str, str] | None = None,
) -> None:
    """Serves the newsroom until cancelled; the arguments and errors are those of `prepare`."""
    desk = FrontDesk(prepare(folder, port, opened_at, zone, shared=shared, faults=faults))
    try:
        await desk.open()
        await asyncio.Event().wait()
    finally:
        await desk.close()


def run(
    folder: Path,
    port: int,
    opened_at: datetime,
    zone: ZoneInfo,
    *,
    shared: bool = False,
    faults: Mapping[str, str] | None = None,
) -> None:
    """As `serve`, for callers without a loop; lasts until KeyboardInterrupt."""
    asyncio.run(serve(folder, port, opened_at, zone, shared=shared, faults=faults))


@contextmanager
def start(
    folder: Path,
    opened_at: datetime,
    zone: ZoneInfo,
    *,
    port: int = 0,
    faults: Mapping[str, str] | None = None,
    clock: Clock | None = None,
) -> Iterator[Newsroom]:
    """A newsroom answering from a thread of its own while the block lasts; port 0: any free one.

    Where 127.77.0.N cannot be used the outlets share 127.0.0.1 on ports of their own.
    """
    try:
        newsroom = prepare(folder, port, opened_at, zone, faults=faults, clock=clock)
    except addresses.AddressUnavailable as error:
        log.warning("%s Sementara itu semua media memakai 127.0.0.1.", error)
        newsroom = prepare(folder, 0, opened_at, zone, shared=True, faults=faults, clock=clock)
    loop = asyncio.new_event_loop()
    thread = Thread(target=loop.run_forever, name="newsroom", daemon=True)
    thread.start()
    desk = FrontDesk(newsroom)
    try:
        asyncio.run_coroutine_threadsafe(desk.open(), loop).result()
        yield newsroom
    finally:
        asyncio.run_coroutine_threadsafe(desk.close(), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


class FrontDesk:
    """Answers HTTP for a newsroom: finds the site by the address called, adds HTTP's mechanics."""

    def __init__(self, newsroom: Newsroom) -> None:
        self._newsroom = newsroom
        self._called = {
            bound.getsockname(): newsroom.sites[key] for key, bound in newsroom.sockets.items()
        }
        self._closing = asyncio.Event()
        app = web.Application()
        app.router.add_get("/{tail:.*}", self._receive)
        self._runner = web.AppRunner(
            app, access_log=None, handler_cancellation=True, shutdown_timeout=CLOSING_SECONDS
        )

    async def open(self) -> None:
        """Starts answering on every address."""
        await self._runner.setup()
        for bound in self._newsroom.sockets.values():
            await web.SockSite(self._runner, bound).start()

    async def close(self) -> None:
        """Lets go of hanging callers and of all addresses."""
        self._closing.set()
        await self._runner.cleanup()
        _close(self._newsroom.sockets)

    async def _receive(self, request: web.Request) -> web.StreamResponse:
        site = self._site(request)
        trouble = self._trouble(site, request.path)
        if trouble == "hang":
            await self._closing.wait()
        if trouble == "endless":
            return await self._stream(request, troubles.endless(site), "text/xml")
        answer = await asyncio.to_thread(troubles.spoiled, trouble, site) if trouble else None
        answer = answer or site.answer(request.path, request.query, self._newsroom.clock())
        if trouble == "slow" and answer.status == 200:
            return await self._stream(request, troubles.dripped(answer.body), answer.content_type)
        return _response(request, answer)

    def _site(self, request: web.Request) -> Site:
        if request.transport is None:
            raise web.HTTPServiceUnavailable(text="koneksi sudah ditutup")
        return self._called[request.transport.get_extra_info("sockname")]

    def _trouble(self, site: Site, path: str) -> str | None:
        trouble = self._newsroom.faults.get(site.outlet.key)
        strikes = trouble in troubles.WHOLE_SITE or site.is_feed(path)
        return trouble if strikes else None

    async def _stream(
        self, request: web.Request, pieces: AsyncIterator[bytes], content_type: str
    ) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": content_type})
        await response.prepare(request)
        async for piece in pieces:
            if self._closing.is_set():
                break
            await response.write(piece)
        return response


def _response(request: web.Request, answer: Answer) -> web.Response:
    """The answer with its validators, gzipped where asked, or 304 where the caller has it."""
    if answer.location:
        return web.Response(status=answer.status, headers={"Location": answer.location})
    headers = {"Content-Type": answer.content_type, "Vary": "Accept-Encoding"}
    response = web.Response(body=answer.body, status=answer.status, headers=headers)
    if answer.status == 200:
        response.etag = sha256(answer.body).hexdigest()[:20]
        response.last_modified = answer.changed
    if _unchanged(request, response):
        response.body, response.headers["Content-Type"] = None, answer.content_type
        response.set_status(304)
    elif "gzip" in request.headers.get(ACCEPT_ENCODING, ""):
        response.enable_compression(web.ContentCoding.gzip)
    return response


def _unchanged(request: web.Request, response: web.Response) -> bool:
    """As RFC 9110 has it: an If-None-Match decides alone, If-Modified-Since only without one."""
    if response.status != 200:
        return False
    if request.if_none_match is not None:
        known = {tag.value for tag in request.if_none_match}
        return bool(known & {"*", response.etag.value if response.etag else ""})
    since, changed = request.if_modified_since, response.last_modified
    return since is not None and changed is not None and changed <= since


def _require_trouble(outlet: str, kind: str) -> None:
    if outlet not in BY_KEY or kind not in troubles.TROUBLES:
        raise ValueError(f"no trouble {kind!r} for outlet {outlet!r}: {troubles.TROUBLES}")


def _close(sockets: Mapping[str, socket]) -> None:
    for bound in sockets.values():
        bound.close()
