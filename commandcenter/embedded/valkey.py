"""The bundled Valkey: broker and cache, append-only on disk, small, never evicting.

What is lost in it is found again in PostgreSQL, so a second of appends may go with a crash.
"""

import os
import signal
import socket
from collections.abc import Callable

from .addresses import HOST, Address
from .binaries import find_valkey
from .keeper import Program
from .place import Place, reachable_valkey
from .processes import end_all, occupants, send

NAME = "valkey"
FIRST_PORT = 16379
# A failed background save must not stop the queue; eviction would drop Celery's bindings.
SETTINGS = f"""\
bind {HOST}
protected-mode yes
daemonize no
dir ./
appendonly yes
appendfsync everysec
save ""
stop-writes-on-bgsave-error no
maxmemory 256mb
maxmemory-policy noeviction
loglevel warning
"""


class Valkey:
    """One server in one place."""

    def __init__(self, place: Place, known_url: str | None, say: Callable[[str], None]) -> None:
        self._place = place
        self._say = say
        self.address = Address.of(known_url) if known_url else Address(FIRST_PORT)
        self._program = reachable_valkey(find_valkey(), place)

    @property
    def url(self) -> str:
        return f"redis://:{self.address.password}@{HOST}:{self.address.port}/0"

    def prepare(self) -> None:
        """Make the data directory if there is none."""
        self._place.own_directory(self._place.queue)

    def plan(self) -> Program:
        """Say how to run the server; the password is in the file, never on the command line."""
        self._clear_leftovers()
        if self.address.take_free_port():
            self._say(f"moves to port {self.address.port}, the other one is taken")
        secrets = f"port {self.address.port}\nrequirepass {self.address.password}\n"
        file = self._place.own_file(self._place.directory / "valkey.conf", SETTINGS + secrets)
        return Program(
            name=NAME,
            argv=(str(self._program.server), str(file)),
            environment={"PATH": os.environ.get("PATH", os.defpath)},
            stop_signal=signal.SIGTERM,
            grace=3.0,
            account=self._place.account,
            directory=self._place.queue,
        )

    def _clear_leftovers(self) -> None:
        """End a server of an earlier life: two must never append to the same file."""
        present = occupants(self._place.queue.resolve())
        for pid in present:
            self._say(f"ending an earlier server (process {pid})")
            send(pid, signal.SIGTERM)
        end_all(present, patience=3.0)

    def ready(self, pid: int | None) -> bool:
        """Tell whether it answers to our password, so that no stranger is taken for it."""
        if pid is None:
            return False
        request = f"AUTH {self.address.password}\r\nPING\r\n".encode()
        try:
            with socket.create_connection((HOST, self.address.port), timeout=1) as connection:
                connection.sendall(request)
                return b"+PONG" in _first_lines(connection, 2)
        except OSError:
            return False


def _first_lines(connection: socket.socket, count: int) -> bytes:
    answer = b""
    while answer.count(b"\r\n") < count and (part := connection.recv(1024)):
        answer += part
    return answer
