"""A web server on loopback for the tests of the door: real sockets, and every bad habit of one."""

import asyncio
import re
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

Reply = Callable[[asyncio.StreamWriter], Awaitable[None]]


@dataclass
class Loopback:
    """What the server answers, by path, and what it was asked."""

    port: int
    replies: dict[str, Reply] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    posted: list[bytes] = field(default_factory=list)

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def says(self, path: str, body: bytes = b"", status: int = 200, **headers: str) -> str:
        """Answer `path` in an orderly way; return its address."""
        lines = {"Content-Type": "text/xml", "Content-Length": str(len(body))}
        lines |= {name.replace("_", "-"): value for name, value in headers.items()}
        head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
        return self.sends(path, f"HTTP/1.1 {status} X\r\n{head}\r\n".encode() + body)

    def sends(self, path: str, raw: bytes) -> str:
        """Answer `path` with these bytes and close."""

        async def reply(writer: asyncio.StreamWriter) -> None:
            writer.write(raw)

        return self.does(path, reply)

    def does(self, path: str, reply: Reply) -> str:
        """Answer `path` by whatever `reply` does."""
        self.replies[path] = reply
        return self.url(path)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one connection, and close it."""
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            self.asked.append(head)
            if length := re.search(r"(?i)^Content-Length: (\d+)", head, re.MULTILINE):
                self.posted.append(await reader.readexactly(int(length[1])))
            reply = self.replies.get(head.split(" ")[1])
            await (reply(writer) if reply else self._nothing(writer))
            await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    async def _nothing(self, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 404 X\r\nContent-Length: 0\r\n\r\n")


@contextmanager
def loopback(host: str = "127.0.0.1") -> Iterator[Loopback]:
    """Open the server in a thread of its own on a free port."""
    served, ready = Loopback(0), threading.Event()
    loop = asyncio.new_event_loop()
    stopping = asyncio.Event()

    async def run() -> None:
        server = await asyncio.start_server(served.serve, host, 0)
        served.port = server.sockets[0].getsockname()[1]
        ready.set()
        await stopping.wait()
        server.close()

    def serve() -> None:
        # Leaving the runner cancels the connections that are still open.
        with asyncio.Runner(loop_factory=lambda: loop) as runner:
            runner.run(run())

    thread = threading.Thread(target=serve)
    thread.start()
    assert ready.wait(5)
    try:
        yield served
    finally:
        loop.call_soon_threadsafe(stopping.set)
        thread.join(5)
