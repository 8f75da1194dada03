"""A little hub on loopback: it keeps who asked for what, calls back, and reports what is new."""

import hashlib
import hmac
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlencode, urlsplit


@dataclass
class Hub:
    """What was asked of the hub, in order, and what it answers."""

    port: int = 0
    status: int = 202
    asked: list[dict[str, str]] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/hub"

    def calls_back(self, **told: str) -> tuple[int, str]:
        """Verify the newest subscription, or say what `told` says; return status and body."""
        form = self.asked[-1]
        values = {"mode": "subscribe", "topic": form["hub.topic"], "challenge": "tantangan-7"}
        query = {f"hub.{name}": value for name, value in (values | told).items()}
        return send("GET", f"{form['hub.callback']}?{urlencode(query)}")

    def reports(self, body: bytes, secret: str = "") -> int:
        """Send what is new to the newest subscriber; return the status of its answer."""
        form = self.asked[-1]
        key = (secret or form["hub.secret"]).encode()
        signature = "sha256=" + hmac.new(key, body, hashlib.sha256).hexdigest()
        headers = {"X-Hub-Signature": signature, "Content-Type": "application/rss+xml"}
        return send("POST", form["hub.callback"], body, headers)[0]


def send(
    method: str, url: str, body: bytes = b"", headers: Mapping[str, str] | None = None
) -> tuple[int, str]:
    """Send one request; return status and body."""
    parts = urlsplit(url)
    connection = HTTPConnection(parts.netloc, timeout=10)
    connection.request(method, f"{parts.path}?{parts.query}", body, dict(headers or {}))
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return answer.status, text


@contextmanager
def little_hub() -> Iterator[Hub]:
    """Open the hub in a thread of its own on a free port."""
    hub = Hub()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            hub.asked.append(dict(parse_qsl(self.rfile.read(length).decode())))
            self.send_response(hub.status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_arguments: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    hub.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield hub
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
