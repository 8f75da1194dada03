"""Brings the output of many processes onto one stream, each line under the name of its process."""

import os
import threading
from collections import deque
from typing import IO, TextIO

NAME_WIDTH = 8
LONGEST_LINE = 65_536
COLOURS = (36, 33, 32, 35, 34, 96, 93, 92, 95, 94)
# What children print may quote foreign text: an escape sequence must not steer the terminal.
CONTROL = {code: "�" for code in (*range(0x20), 0x7F, *range(0x80, 0xA0)) if code != 0x09}


class Log:
    """A stream shared by threads; once its reader is gone, lines are dropped and nobody blocks."""

    def __init__(self, stream: TextIO) -> None:
        self._stream: TextIO | None = stream
        self._coloured = stream.isatty() and "NO_COLOR" not in os.environ
        self._codes: dict[str, int] = {}
        self._lock = threading.Lock()

    def say(self, name: str, text: str) -> None:
        """Write ``text``, one prefixed line for each of its lines."""
        with self._lock:
            prefix = self._prefix(name)
            for line in text.splitlines():
                self._write(f"{prefix}{line.translate(CONTROL)}\n")

    def plain(self, text: str) -> None:
        """Write ``text`` as it is: what the product itself has to tell the person."""
        with self._lock:
            self._write(f"{text}\n")

    def follow(self, name: str, pipe: IO[bytes]) -> "Follower":
        """Copy every line of ``pipe`` here until it ends."""
        return Follower(self, name, pipe)

    def _prefix(self, name: str) -> str:
        label = f"{name:<{NAME_WIDTH}} | "
        if not self._coloured:
            return label
        code = self._codes.setdefault(name, COLOURS[len(self._codes) % len(COLOURS)])
        return f"\x1b[{code}m{label}\x1b[0m"

    def _write(self, line: str) -> None:
        if self._stream is None:
            return
        try:
            self._stream.write(line)
            self._stream.flush()
        except (OSError, ValueError):
            self._stream = None


class Follower(threading.Thread):
    """Reads one process's output to its end and keeps the last lines for an error message."""

    def __init__(self, log: Log, name: str, pipe: IO[bytes]) -> None:
        super().__init__(name=f"log of {name}", daemon=True)
        self._log, self._label, self._pipe = log, name, pipe
        self._last: deque[str] = deque(maxlen=20)
        self.start()

    def run(self) -> None:
        with self._pipe:
            while raw := self._pipe.readline(LONGEST_LINE):
                line = raw.decode(errors="replace").rstrip()
                self._last.append(line)
                self._log.say(self._label, line)

    def tail(self) -> str:
        """Return the last lines, complete when the process has ended."""
        self.join(timeout=1)
        return "\n".join(self._last)
