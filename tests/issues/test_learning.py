"""What people decide teaches: the better model rules, a worse one is turned down with words."""

from datetime import timedelta
from threading import Thread
from uuid import uuid4

import pytest
from django.db import connection
from django.db.models import F

from issues.knowledge import load_knowledge
from issues.learning.champion import JUDGED_LEAST
from issues.models import Act, Decision, LearnedModel, TrainingOrder
from issues.pipeline.learning import KEPT, TARGETS, learn
from issues.reading.article import Article, read
from issues.reading.features import FEATURES
from issues.reading.weights import Weights
from monitoring.claims import alone
from monitoring.locks import Lock
from monitoring.models import Item, ItemText
from tests.build import NOW, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("province")]

# Two kinds of meetings that the machine reads alike and people do not.
WARM = "Gubernur Arya Wirasena terima silaturahmi nelayan {n}, warga pulang membawa bibit."
PLAIN = "Gubernur Arya Wirasena pimpin rapat koordinasi triwulan nomor {n} di aula."
TEXTS = 300


@pytest.fixture(autouse=True)
def soon(settings) -> None:
    settings.LEARN_FROM = 200


def decisions(values: list[tuple[str, str, str]]) -> None:
    """Make texts with an act each, a minute apart: text, what the machine read, what was said."""
    by = make_user()
    start = NOW - timedelta(minutes=len(values))
    times = [start + timedelta(minutes=n) for n in range(len(values))]
    items = Item.objects.bulk_create(
        Item(title=text.split(",")[0], seen_at=at, listed_at=at, stage=Item.Stage.DONE)
        for (text, _read, _said), at in zip(values, times, strict=True)
    )
    bodies = zip(items, values, strict=True)
    ItemText.objects.bulk_create(
        ItemText(item=item, body=text, rung="standard", extracted_at=NOW)
        for item, (text, _read, _said) in bodies
    )
    acts = Act.objects.bulk_create(
        Act(item=item, by=by, at=at, key=uuid4(), machine={"tone": read, "officials": {}})
        for item, at, (_text, read, _said) in zip(items, times, values, strict=True)
    )
    Decision.objects.bulk_create(
        Decision(act=act, item=item, field=Decision.Field.TONE, before=read, value=said)
        for act, item, (_text, read, said) in zip(acts, items, values, strict=True)
    )


def consistent() -> list[tuple[str, str, str]]:
    """Return texts on which people say otherwise than the machine, always for the same reason."""
    kinds = ((WARM, "pos"), (PLAIN, "neu"))
    return [(kinds[n % 2][0].format(n=n), "neu", kinds[n % 2][1]) for n in range(TEXTS)]


def tones_of(texts: list[str]) -> list[str]:
    """Return how the machine reads these texts now."""
    knowledge = load_knowledge()
    read_now = [read(Article(t.split(",")[0], t, NOW.date()), knowledge) for t in texts]
    return [reading.tone.value for reading in read_now]


def test_a_model_that_says_what_people_say_takes_over():
    decisions(consistent())
    (told,) = learn(NOW, ["tone"])
    model = LearnedModel.objects.ruling().get()
    assert told.row == model
    assert told.words.startswith("dipakai: 100,0 % sama dengan petugas, sebelumnya")
    assert (model.trained_on, model.judged_by) == (240, 60)
    assert model.score > model.score_before
    weights = Weights.checked(
        "tone", model.classes, model.buckets, model.weights, model.bias, model.features
    )
    assert set(weights.classes) >= {"neu", "pos"}


def test_afterwards_the_machine_reads_new_texts_as_people_do():
    fresh = [WARM.format(n=9001), PLAIN.format(n=9002)]
    decisions(consistent())
    before = tones_of(fresh)
    learn(NOW, ["tone"])
    assert tones_of(fresh) == ["pos", "neu"] != before


def test_a_truncated_model_is_refused_and_reading_goes_on(caplog):
    before = tones_of([PLAIN.format(n=1)])
    model = {"target": "tone", "made_at": NOW, "features": FEATURES, "classes": ["neg", "pos"]}
    arrays = {"buckets": [1, 2, 3], "weights": [0.5, 0.5], "bias": [0.0, 0.0]}
    figures = {"trained_on": 900, "judged_by": 100, "reason": "uji", "ruling": True}
    LearnedModel.objects.create(**model | arrays | figures)
    assert tones_of([PLAIN.format(n=1)]) == before
    assert "terpotong" in caplog.text


def test_a_model_that_is_no_better_is_turned_down_and_kept_with_its_figures():
    # What people let stand follows nothing that can be read: the machine cannot be beaten.
    tones = ["pos", "neu", "neu", "neg", "neu", "pos", "neg"]
    decisions([(PLAIN.format(n=n), tones[n % 7], tones[n % 7]) for n in range(TEXTS)])
    (told,) = learn(NOW, ["tone"])
    assert told.words.startswith("ditolak: tidak lebih baik")
    assert not LearnedModel.objects.ruling().exists()
    assert LearnedModel.objects.get().score is not None


def test_who_asked_for_a_training_is_told_what_came_of_it():
    order = TrainingOrder.objects.create(asked_at=NOW, asked_by=make_user())
    learn(NOW, ["tone"])
    order.refresh_from_db()
    assert order.words == ("Tone terhadap Pemprov dan pimpinan: belum cukup: 0 dari 200 keputusan")
    assert not TrainingOrder.objects.waiting().exists()


def test_what_was_asked_during_a_training_waits_for_the_next():
    TrainingOrder.objects.create(asked_at=NOW + timedelta(seconds=1))
    learn(NOW, ["tone"])
    assert TrainingOrder.objects.waiting().exists()


def test_too_few_decisions_train_nothing():
    decisions(consistent()[:120])
    (told,) = learn(NOW, ["tone"])
    assert told.words == "belum cukup: 120 dari 200 keputusan"
    assert not LearnedModel.objects.exists()


def test_nothing_new_trains_nothing():
    decisions(consistent())
    learn(NOW, ["tone"])
    (told,) = learn(NOW + timedelta(days=1), ["tone"])
    assert told.words == "tidak ada keputusan baru sejak pelatihan terakhir"
    assert LearnedModel.objects.count() == 1


def test_every_target_says_what_came_of_it():
    assert [told.target for told in learn(NOW)] == list(TARGETS)
    assert all(told.words == "belum cukup: 0 dari 200 keputusan" for told in learn(NOW))


def test_only_one_training_runs_at_a_time(django_db_blocker):
    heard: list[str] = []

    def train_too() -> None:
        with django_db_blocker.unblock():
            heard.extend(told.words for told in learn(NOW))
            connection.close()

    with alone(Lock.LEARNING):
        other = Thread(target=train_too)
        other.start()
        other.join()
    assert heard == ["pelatihan lain sedang berjalan"]


def test_the_newest_trainings_keep_their_weights_and_all_keep_their_figures():
    decisions(consistent())
    for day in range(KEPT + 3):
        Act.objects.update(at=F("at") + timedelta(days=1))
        learn(NOW + timedelta(days=day + 1), ["tone"])
    newest = list(LearnedModel.objects.all()[:KEPT])
    older = LearnedModel.objects.exclude(pk__in=[model.pk for model in newest])
    assert all(model.weights for model in newest)
    assert [model.pk for model in older if model.weights] == [m.pk for m in older if m.ruling]
    assert LearnedModel.objects.filter(score__isnull=False).count() == KEPT + 3


def test_the_newest_decisions_must_be_enough_to_judge(settings):
    settings.LEARN_FROM = 50
    decisions(consistent()[:200])
    (told,) = learn(NOW, ["tone"])
    assert told.words == f"ditolak: baru 40 keputusan terbaru untuk menguji, perlu {JUDGED_LEAST}"
