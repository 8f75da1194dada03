"""Training happens in a process of its own, and somebody sees to it when the night passed by."""

import subprocess
import sys
from datetime import timedelta
from uuid import uuid4

import pytest

from issues.learning import apart
from issues.models import Act, LearnedModel
from tests.build import NOW, make_item, make_user


def trained(days_ago: float) -> None:
    made = {"made_at": NOW - timedelta(days=days_ago), "features": "uji", "classes": []}
    numbers = {"buckets": [], "weights": [], "bias": [], "trained_on": 1, "judged_by": 1}
    LearnedModel.objects.create(target="tone", reason="uji", **made, **numbers)


def act(days_ago: float) -> None:
    Act.objects.create(
        item=make_item(), by=make_user(), at=NOW - timedelta(days=days_ago), key=uuid4()
    )


def test_the_process_is_our_own_command(monkeypatch):
    asked: list[list[str]] = []

    def run(command: list[str], **_limits: object) -> subprocess.CompletedProcess[str]:
        asked.append(command)
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(subprocess, "run", run)
    assert apart.learn_apart()
    assert asked[0][0] == sys.executable
    assert asked[0][-2:] == ["learn", "now"]


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
