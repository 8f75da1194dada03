"""Keeps one program running: starts it, starts it again when it dies, ends it when asked.

The only place that starts long-lived processes; the bundled servers and everything of
``commandcenter.up`` go through it.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from .errors import NotYet
from .log import Follower, Log
from .place import Account
from .processes import end_group, send, write_record

FIRST_PAUSE = 1.0
LONGEST_PAUSE = 30.0
# A program that ran this long was well: its next death starts again with the first pause.
WELL_AFTER = 60.0
TETHER = Path(__file__).with_name("tether.py")


@dataclass(frozen=True)
class Program:
    """How to run something, and how it wants to be ended."""

    name: str
    argv: tuple[str, ...]
    environment: Mapping[str, str] = field(repr=False)
    stop_signal: signal.Signals = signal.SIGTERM
    kill_signal: signal.Signals = signal.SIGKILL
    grace: float = 5.0
    account: Account | None = None
    directory: Path | None = None


def tethered(argv: tuple[str, ...], farewell: int, account: Account | None = None) -> list[str]:
    """Return the command that runs ``argv`` so that it gets ``farewell`` when we die.

    The kernel means the starting *thread* by "we": start from the main thread only.
    """
    uid, gid = (str(account.uid), str(account.gid)) if account else ("-", "-")
    wrapper = [sys.executable, "-I", "-S", str(TETHER)]
    return [*wrapper, str(os.getpid()), str(int(farewell)), uid, gid, *argv]


class Keeper:
    """One program and its present process.

    ``plan`` is asked at every start, so that it can clear leftovers or move to another port; it
    raises ``NotYet`` to be asked again later.
    """

    def __init__(self, name: str, plan: Callable[[], Program], log: Log, run_dir: Path) -> None:
        self.name = name
        self.deaths = 0
        self._plan = plan
        self._log = log
        self._record = run_dir / f"{name}.json"
        self._program: Program | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._follower: Follower | None = None
        self._started = 0.0
        self._pause = 0.0
        self._not_before = 0.0

    @property
    def pid(self) -> int | None:
        """Return the process number while there is a process."""
        return self._process.pid if self._process else None

    def running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def tend(self) -> None:
        """Notice a death and start what should run; returns at once."""
        if self.running():
            return
        if self._process is not None:
            self._bury(self._process)
        if time.monotonic() >= self._not_before:
            self._start()

    def tail(self) -> str:
        """Return the last lines the program printed."""
        return self._follower.tail() if self._follower else ""

    def restart(self) -> None:
        """End the process so that the next ``tend`` starts it afresh."""
        self.stop()
        self._pause = self._not_before = 0.0

    def stop(self, hurry: Callable[[], bool] = lambda: False) -> None:
        """End the process and its group: politely, then by force after its grace or on hurry."""
        if self._process is None or self._program is None:
            return
        self._signal(self._program.stop_signal)
        deadline = time.monotonic() + self._program.grace
        while self.running() and not hurry() and time.monotonic() < deadline:
            time.sleep(0.02)
        self._end_by_force(self._process, self._program)
        self._forget(self._process)

    def _start(self) -> None:
        try:
            program = self._plan()
        except NotYet as reason:
            self._postpone(str(reason))
            return
        self._program = program
        self._process = subprocess.Popen(
            tethered(program.argv, program.stop_signal, program.account),
            env=dict(program.environment),
            cwd=program.directory,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        write_record(self._record, self._process.pid, program.stop_signal)
        self._started = time.monotonic()
        if self._process.stdout is not None:
            self._follower = self._log.follow(self.name, self._process.stdout)

    def _bury(self, process: "subprocess.Popen[bytes]") -> None:
        if time.monotonic() - self._started >= WELL_AFTER:
            self._pause = 0.0
        self._forget(process)
        self._postpone(_obituary(process.returncode))

    def _postpone(self, reason: str) -> None:
        self.deaths += 1
        self._pause = min(max(self._pause * 2, FIRST_PAUSE), LONGEST_PAUSE)
        self._not_before = time.monotonic() + self._pause
        self._log.say(self.name, f"{reason}; next start in {self._pause:.0f} s")

    def _end_by_force(self, process: "subprocess.Popen[bytes]", program: Program) -> None:
        if self.running():
            self._log.say(self.name, "has not ended by itself: killed")
            self._signal(program.kill_signal)
            try:
                process.wait(timeout=1)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def _signal(self, number: signal.Signals) -> None:
        if self._process is not None and self.running():
            send(self._process.pid, number)

    def _forget(self, process: "subprocess.Popen[bytes]") -> None:
        end_group(process.pid)
        self._record.unlink(missing_ok=True)
        self._process = None


def _obituary(code: int) -> str:
    if code < 0:
        return f"was ended by {signal.Signals(-code).name}"
    return f"ended with exit code {code}"
