"""Training happens in a process of its own, and somebody sees to it when the night passed by."""

import subprocess
import sys
from datetime import timedelta
from uuid import uuid4

import pytest

from issues.learning import apart
from issues.models import Act, LearnedModel, TrainingOrder
from monitoring.claims import alone
from monitoring.locks import Lock
from tests.build import NOW, make_item, make_user


def trained(days_ago: float) -> None:
    made = {"made_at": NOW - timedelta(days=days_ago), "features": "uji", "classes": []}
    numbers = {"buckets": [], "weights": [], "bias": [], "trained_on": 1, "judged_by": 1}
    LearnedModel.objects.create(target="tone", reason="uji", **made, **numbers)


def act(days_ago: float) -> None:
    Act.objects.create(
        item=make_item(), by=make_user(), at=NOW - timedelta(days=days_ago), key=uuid4()
    )


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Return the processes that were started; they end well at once."""
    found: list[list[str]] = []

    def run(command: list[str], **_limits: object) -> subprocess.CompletedProcess[str]:
        found.append(command)
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(subprocess, "run", run)
    return found


def test_the_process_is_our_own_command(started):
    assert apart.learn_apart()
    assert started[0][0] == sys.executable
    assert started[0][-2:] == ["learn", "now"]


@pytest.mark.django_db
def test_nothing_is_trained_unless_somebody_asked(started):
    apart.learn_if_asked()
    assert started == []
    apart.order(make_user(), NOW)
    apart.learn_if_asked()
    assert len(started) == 1


@pytest.mark.django_db
def test_who_asks_while_a_training_runs_waits(started):
    apart.order(make_user(), NOW)
    with alone(Lock.LEARNING):
        apart.learn_if_asked()
    assert started == []
    assert TrainingOrder.objects.waiting().exists()


@pytest.mark.django_db
def test_who_asked_for_a_training_that_failed_is_told_so(monkeypatch):
    failed = subprocess.CompletedProcess([], 1)
    monkeypatch.setattr(subprocess, "run", lambda *_given, **_limits: failed)
    apart.order(make_user(), NOW)
    apart.learn_if_asked()
    assert TrainingOrder.objects.get().words == apart.FAILED


@pytest.mark.django_db
def test_a_process_that_hangs_is_ended_and_said(monkeypatch, caplog):
    def hang(command: list[str], timeout: float, **_limits: object) -> None:
        raise subprocess.TimeoutExpired(command, timeout)

    monkeypatch.setattr(subprocess, "run", hang)
    assert not apart.learn_apart(timedelta(seconds=5))
    assert "tidak selesai dalam 5 detik" in caplog.text


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("last_training", "last_act", "overdue"),
    [(2, 1, True), (2, 3, False), (0.5, 0.1, False), (None, 1, False)],
)
def test_a_night_without_training_is_noticed_where_there_is_something_to_learn(
    last_training, last_act, overdue
):
    if last_training:
        trained(last_training)
    act(last_act)
    assert apart.is_overdue(NOW) is overdue
