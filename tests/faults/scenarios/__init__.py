"""The scenarios by name, in the order they run: those that need another plant come last."""

from collections.abc import Callable, Iterator, Mapping

from tests.faults.lab import Lab
from tests.faults.report import Run
from tests.faults.scenarios import broker, chaos, database, disk, doubles, kills, midnight

Scenario = Callable[[Lab], Iterator[Run]]

SCENARIOS: Mapping[str, Scenario] = {
    "undisturbed": chaos.undisturbed,
    "kill-points": kills.kill_points,
    "frozen-worker": doubles.frozen_worker,
    "frozen-reader": doubles.frozen_reader,
    "midnight": midnight.midnight,
    "valkey-flushed": broker.flushed,
    "connections-ended": database.connections_ended,
    "postgres-killed": database.killed,
    "postgres-immediate": database.stopped_at_once,
    "random-kills": chaos.random_kills,
    "disk-full": disk.full,
    "connections-few": database.connections_few,
    "two-of-each": doubles.two_of_each,
    "valkey-absent": broker.absent,
}
