"""`python -m tests.bench.feedserver PORT`: feeds for the collector, from a process of their own.

`/feed-N.xml` has ENTRIES entries and about SIZE bytes and answers 304 to its own ETag. What comes
out next is set by GET `/set?latency=S` (seconds before every answer) and `/set?fresh=K&every=M`
(K new entries in every M-th feed, the rest as before).
"""

import asyncio
import sys
from urllib.parse import parse_qsl, urlsplit

from tests.bench.vocabulary import paragraphs

ENTRIES, SIZE = 30, 64_000
POOL = 4_000
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" xmlns:content="{}"><channel>'
_MODULE = "http://purl.org/rss/1.0/modules/content/"


class Feeds:
    """The feeds as they are now; `told` counts the entries each one has published."""

    def __init__(self) -> None:
        self.latency = 0.0
        self._pool = list(paragraphs(POOL))
        self._told: dict[int, int] = {}
        self._bodies: dict[int, tuple[str, bytes]] = {}

    def change(self, latency: str = "", fresh: str = "", every: str = "1", feeds: str = "") -> None:
        """Set what comes next; with `feeds` the bodies of so many are written now, not later."""
        self.latency = float(latency) if latency else self.latency
        for number in range(int(feeds or 0)):
            if fresh and number % int(every) == 0:
                self._told[number] = self._told.get(number, ENTRIES) + int(fresh)
                self._bodies.pop(number, None)
            self.feed(number)

    def feed(self, number: int) -> tuple[str, bytes]:
        """Return the ETag and the body of a feed."""
        if number not in self._bodies:
            told = self._told.get(number, ENTRIES)
            newest = range(told - 1, told - ENTRIES - 1, -1)
            head = f"{_HEAD.format(_MODULE)}<title>Kabar {number}</title>"
            body = head + "".join(self._entry(number, one) for one in newest) + "</channel></rss>"
            self._bodies[number] = f'"{number}-{told}"', body.encode()
        return self._bodies[number]

    def _entry(self, feed: int, number: int) -> str:
        """Return one entry; the same one has the same words at every visit."""
        address = f"http://kabar-{feed}.test/berita/{number}"
        start = (feed * 7919 + number * 104_729) % POOL
        title = " ".join(self._pool[start].split()[:9])
        text = self._pool[start]
        content = ""
        while len(content) < SIZE // ENTRIES - len(title) - 480:
            start = (start + 1) % POOL
            content += f"<p>{self._pool[start]}</p>"
        return (
            f"<item><title>{title}</title><link>{address}</link><guid>{address}</guid>"
            f"<pubDate>Sat, 21 Nov 2026 {number // 60 % 24:02}:{number % 60:02}:00 +0800</pubDate>"
            f"<description>{text[:150]}</description>"
            f"<content:encoded><![CDATA[{content}]]></content:encoded></item>"
        )


async def serve(port: int) -> None:
    """Serve until killed."""
    feeds = Feeds()

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            asked = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            parts = urlsplit(asked.split(" ", 2)[1])
            if parts.path == "/set":
                feeds.change(**dict(parse_qsl(parts.query)))
                status, etag, body = "200 OK", '"set"', b"set"
            else:
                await asyncio.sleep(feeds.latency)
                etag, body = feeds.feed(int(parts.path.removeprefix("/feed-")[:-4]))
                known = f"if-none-match: {etag}\r\n" in asked.lower()
                status, body = ("304 Not Modified", b"") if known else ("200 OK", body)
            head = f"HTTP/1.1 {status}\r\nContent-Type: application/rss+xml\r\nETag: {etag}\r\n"
            head += f"Connection: close\r\nContent-Length: {len(body)}\r\n\r\n"
            writer.write(head.encode() + body)
            await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", port, backlog=512)
    async with server:
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1])))
