"""The parent's end of one extraction child: start it, talk to it in time, kill it, start it again.

A process is the only boundary that holds: libxml2 cannot be interrupted from inside, and Celery's
own children may not have children of multiprocessing.
"""

import json
import os
import selectors
import struct
import subprocess
import sys
import time
from pathlib import Path
from typing import IO, Any

_ROOT = Path(__file__).resolve().parents[2]
# Importing trafilatura takes a second on a quiet machine; a busy one may need many.
_START_SECONDS = 30.0
# The process that reads foreign bytes is told no passwords.
_ENVIRONMENT = ("PATH", "PYTHONPATH", "LANG", "LC_ALL", "LD_LIBRARY_PATH")
# What the child may take beyond its time to say that it was late, before it is killed.
_GRACE_SECONDS = 0.2
# A child that one large page has swollen to this is replaced: memory freed is rarely given back.
_SWOLLEN_MB = 110
_HEAD = struct.Struct("!I")
_READ_AT_ONCE = 1 << 20


class ChildFailed(Exception):
    """The child was late, died or gave up; the message is a reason in Indonesian."""


class Child:
    """One child process, started when first asked and again after it was lost."""

    def __init__(self, memory_mb: int, per_child: int) -> None:
        self._memory_mb = memory_mb
        self._per_child = per_child
        self._served = 0
        self._process: subprocess.Popen[bytes] | None = None

    def ask(self, request: dict[str, Any], seconds: float) -> dict[str, Any]:
        """Return the child's answer; raises ChildFailed, after which the next call starts anew."""
        late = f"lebih lama dari {seconds:.1f} detik"
        try:
            answer = self._exchange({**request, "seconds": seconds}, seconds + _GRACE_SECONDS)
        except TimeoutError:
            self.end()
            raise ChildFailed(late) from None
        except (EOFError, OSError):
            self.end()
            raise ChildFailed("prosesnya berhenti") from None
        self._served += 1
        if self._is_spent(answer):
            self.end()
        if "late" in answer:
            raise ChildFailed(late)
        if "error" in answer:
            raise ChildFailed(f"halaman tidak terbaca ({answer['error']})")
        return answer

    def _is_spent(self, answer: dict[str, Any]) -> bool:
        swollen = answer.get("error") == "MemoryError" or answer.get("memory_mb", 0) > _SWOLLEN_MB
        return swollen or self._served >= self._per_child

    @property
    def is_running(self) -> bool:
        """Say whether the process is there."""
        return self._process is not None and self._process.poll() is None

    def end(self) -> None:
        """Kill the process and collect it; nothing is lost, it keeps no state."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in _pipes(process):
            pipe.close()

    def _exchange(self, request: dict[str, Any], seconds: float) -> dict[str, Any]:
        source, answers = _pipes(self._running())
        until = time.monotonic() + seconds
        _write(source, request, until)
        return _read(answers, until)

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self.end()
            self._served = 0
            self._process = self._started()
            _read(_pipes(self._process)[1], time.monotonic() + _START_SECONDS)
        return self._process

    def _started(self) -> subprocess.Popen[bytes]:
        module = "monitoring.pages.extract_child"
        process = subprocess.Popen(
            [sys.executable, "-m", module, str(os.getpid()), str(self._memory_mb)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=_ROOT,
            env={name: os.environ[name] for name in _ENVIRONMENT if name in os.environ},
            bufsize=0,
            # Ctrl-C at a terminal is for the parent, which then ends its children.
            start_new_session=True,
        )
        os.set_blocking(_pipes(process)[0].fileno(), False)
        return process


def _pipes(process: subprocess.Popen[bytes]) -> tuple[IO[bytes], IO[bytes]]:
    if process.stdin is None or process.stdout is None:
        raise EOFError
    return process.stdin, process.stdout


def _write(pipe: IO[bytes], message: dict[str, Any], until: float) -> None:
    data = json.dumps(message).encode()
    rest = memoryview(_HEAD.pack(len(data)) + data)
    while rest:
        _wait(pipe, selectors.EVENT_WRITE, until)
        rest = rest[os.write(pipe.fileno(), rest) :]


def _read(pipe: IO[bytes], until: float) -> dict[str, Any]:
    size = _HEAD.unpack(_exactly(pipe, _HEAD.size, until))[0]
    answer: dict[str, Any] = json.loads(_exactly(pipe, size, until))
    return answer


def _exactly(pipe: IO[bytes], size: int, until: float) -> bytes:
    data = bytearray()
    while len(data) < size:
        _wait(pipe, selectors.EVENT_READ, until)
        part = os.read(pipe.fileno(), min(size - len(data), _READ_AT_ONCE))
        if not part:
            raise EOFError
        data += part
    return bytes(data)


def _wait(pipe: IO[bytes], event: int, until: float) -> None:
    with selectors.DefaultSelector() as waiting:
        waiting.register(pipe, event)
        if not waiting.select(max(0.0, until - time.monotonic())):
            raise TimeoutError
