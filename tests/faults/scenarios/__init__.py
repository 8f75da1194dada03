"""The scenarios by name, in the order they run: what is alike stands together."""

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
    "random-kills": chaos.random_kills,
    "valkey-flushed": broker.flushed,
    "valkey-absent": broker.absent,
    "postgres-killed": database.killed,
    "postgres-immediate": database.stopped_at_once,
    "connections-ended": database.connections_ended,
    "connections-few": database.connections_few,
    "disk-full": disk.full,
    "two-of-each": doubles.two_of_each,
    "midnight": midnight.midnight,
}
