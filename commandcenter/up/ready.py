"""Waits for the web server's first good answer and tells the person where to go."""

import socket
import threading
import time

from commandcenter.embedded.log import Log

from .plan import Order

ASK_EVERY = 0.3
# A product that is alive but not complete (nothing fetched yet) is shown after this.
COMPLETE_WITHIN = 8.0
SAY_AFTER = 30.0


class Announcement(threading.Thread):
    """Prints the addresses once the product answers; starts no process, so a thread may do it."""

    def __init__(self, order: Order, links: dict[str, str], log: Log) -> None:
        super().__init__(name="announcement", daemon=True)
        self._order, self._links, self._log = order, links, log

    def run(self) -> None:
        begun, said = time.monotonic(), False
        while not self._answers(time.monotonic() - begun):
            if not said and time.monotonic() - begun > SAY_AFTER:
                self._log.say("up", "no answer yet; the lines marked web say why")
                said = True
            time.sleep(ASK_EVERY)
        self._log.plain(welcome(self._order, self._links))

    def _answers(self, waited: float) -> bool:
        paths = ["/readyz"] if waited < COMPLETE_WITHIN else ["/readyz", "/healthz"]
        host, port = self._order.local_host, self._order.port
        return any(status(host, port, path) == 200 for path in paths)


def welcome(order: Order, links: dict[str, str]) -> str:
    """Return the words for the person: address, the links that exist, how to end."""
    lines = [("Command Center", f"{order.url}/")]
    if "first-login" in links:
        lines.append(("First login", f"{order.url}{links['first-login']}   (works once)"))
    if "display" in links:
        lines.append(("Wall", f"{order.url}{links['display']}"))
    lines.append(("End", "Ctrl-C"))
    return "\n" + "\n".join(f"  {label:<16} {text}" for label, text in lines) + "\n"


def status(host: str, port: int, path: str) -> int | None:
    """Return the status code of one HTTP answer; None when there is none."""
    request = f"GET {path} HTTP/1.0\r\nHost: {host}:{port}\r\nConnection: close\r\n\r\n"
    try:
        with socket.create_connection((host, port), timeout=5) as connection:
            connection.sendall(request.encode())
            words = connection.makefile("rb").readline(200).split()
    except OSError:
        return None
    return int(words[1]) if len(words) > 1 and words[1].isdigit() else None
