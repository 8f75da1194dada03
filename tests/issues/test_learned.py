"""Which learned model reads: the one that rules, and the shipped one where it is broken."""

import logging

import pytest

from issues import learned
from issues.learned import ruling_weights
from issues.learning.shipped import TARGETS, starting_weights
from issues.models import LearnedModel
from issues.reading.features import FEATURES
from tests.build import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(learned, "_kept", {})


def model(**other: object) -> LearnedModel:
    whole = {
        "target": "topic",
        "made_at": NOW,
        "features": FEATURES,
        "classes": ["OR", "KES"],
        "buckets": [7, 9],
        "weights": [1.0, -1.0, -1.0, 1.0],
        "bias": [0.0, 0.0],
        "trained_on": 600,
        "judged_by": 120,
        "ruling": True,
        "reason": "dipakai",
    }
    return LearnedModel.objects.create(**whole | other)


def test_every_target_has_shipped_weights():
    assert set(starting_weights()) == set(TARGETS)


def test_without_a_ruling_model_the_shipped_ones_read():
    assert dict(ruling_weights()) == dict(starting_weights())


def test_the_ruling_model_reads():
    model()
    assert ruling_weights()["topic"].classes == ("OR", "KES")


def test_a_model_that_was_turned_down_does_not_read():
    model(ruling=False)
    assert ruling_weights()["topic"] is starting_weights()["topic"]


def test_a_broken_model_is_refused_with_words_and_the_shipped_one_reads(caplog):
    model(weights=[1.0, -1.0, -1.0])
    with caplog.at_level(logging.ERROR):
        assert ruling_weights()["topic"] is starting_weights()["topic"]
    assert "bobot awal dipakai" in caplog.text


def test_a_model_of_older_features_is_refused(caplog):
    model(features="ciri-0")
    assert ruling_weights()["topic"] is starting_weights()["topic"]
    assert "ciri-0" in caplog.text


def test_arrays_are_loaded_once_per_process(django_assert_num_queries):
    model()
    ruling_weights()
    with django_assert_num_queries(1):
        ruling_weights()
