"""Remembers under which port and password the bundled services answer.

``DATA_DIR/services.json`` is the only memory: a start reads from it what it used before, and the
settings read from it where to connect when the environment names no service.
"""

import json
import secrets
import socket
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from .errors import StartFailed
from .files import write_private

FILE = "services.json"
HOST = "127.0.0.1"
# Below the range that systems hand out to outgoing connections, which would block a restart.
PORTS_TO_TRY = 1000


def urls(data_dir: Path) -> dict[str, str]:
    """Return ``database_url`` and ``redis_url`` as far as bundled services were started here."""
    try:
        text = (data_dir / FILE).read_text(encoding="utf-8")
    except FileNotFoundError:
        return {}
    known = json.loads(text)
    return {name: known[name] for name in ("database_url", "redis_url") if name in known}


def remember(data_dir: Path, known: Mapping[str, str]) -> None:
    """Add addresses to the file, which holds passwords."""
    merged = {**urls(data_dir), **known}
    write_private(data_dir / FILE, json.dumps(merged, indent=2) + "\n")


@dataclass
class Address:
    """A loopback port and the password behind it; the port may move when a stranger takes it."""

    port: int
    password: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)

    @classmethod
    def of(cls, url: str) -> "Address":
        parts = urlsplit(url)
        return cls(parts.port or 0, parts.password or "")

    def take_free_port(self) -> bool:
        """Keep the port if it is free, else move to the next free one; tell whether it moved."""
        before = self.port
        self.port = next_free_port(before)
        return self.port != before


def next_free_port(first: int) -> int:
    """Return the first port from ``first`` on that nobody listens on."""
    for port in range(first, first + PORTS_TO_TRY):
        if port_is_free(port):
            return port
    raise StartFailed(f"No free port between {first} and {first + PORTS_TO_TRY} on {HOST}.")


def port_is_free(port: int) -> bool:
    """Tell whether a server could listen there now."""
    return bind_error(port, HOST) is None


def bind_error(port: int, host: str) -> OSError | None:
    """Return what keeps a server from listening there; None when it could."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
            probe.listen(1)
        except OSError as error:
            return error
    return None
