"""Stories are measured as the product builds them: in the order of days, knowing only the past."""

from pathlib import Path

import pytest

from issues.evaluation.stories import evaluate
from monitoring.evaluation.values import CannotEvaluate
from tests.issues.evaluation.labels import write

HEAD = "event,split,date,outlet,headline,url"
DOCK = "dermaga serunai rusak diterjang ombak besar pelayaran dihentikan"
PRIZE = "siswa pelita raih medali emas olimpiade matematika nasional"


def csv(folder: Path, *rows: str) -> Path:
    """Write "event day headline" rows as the log of a press office has them."""
    path = folder / "cerita.csv"
    lines = [row.split(" ", 2) for row in rows]
    body = [f"{e},dev,2030-05-{day},suara.test,{headline}," for e, day, headline in lines]
    path.write_text("\n".join([HEAD, *body]))
    return path


def test_two_prints_of_one_event_become_one_story(tmp_path: Path) -> None:
    rows = (f"E1 01 {DOCK}", f"E1 02 {DOCK} sementara", f"E2 01 {PRIZE}")
    found = evaluate(csv(tmp_path, *rows))
    assert found.metrics == {"pair_f1": 1.0, "b3_f1": 1.0}
    assert (found.n, found.failures) == (3, ())
    assert found.confusion == {"events": 2, "stories": 2, "right": 3, "torn": 0, "mixed": 0}


def test_a_torn_event_is_listed(tmp_path: Path) -> None:
    found = evaluate(csv(tmp_path, f"E1 01 {DOCK}", f"E1 01 {PRIZE}"))
    assert found.confusion["torn"] == 1
    assert [(one.expected, one.got) for one in found.failures] == [("E1", "cerita baru")]


def test_two_events_in_one_story_are_listed_with_the_words_that_joined_them(tmp_path: Path) -> None:
    found = evaluate(csv(tmp_path, f"E1 01 {DOCK}", f"E2 01 {DOCK}"))
    (failure,) = found.failures
    assert (failure.expected, failure.got) == ("cerita baru", "E1")
    assert "dermaga" in failure.reason


def test_an_earlier_text_never_joins_a_story_of_later_days(tmp_path: Path) -> None:
    late, early = f"E1 20 {DOCK}", f"E1 01 {DOCK}"
    assert evaluate(csv(tmp_path, late, early)).metrics["pair_f1"] == 0


def test_labelled_headlines_count_where_their_event_is_filled(tmp_path: Path) -> None:
    path = write(tmp_path, {"event": "E1"}, {"event": "E1"}, {"event": None})
    found = evaluate(path)
    assert (found.n, found.skipped, found.metrics["pair_f1"]) == (2, 1, 1.0)


def test_a_file_without_events_says_so(tmp_path: Path) -> None:
    with pytest.raises(CannotEvaluate, match="event"):
        evaluate(write(tmp_path, {}))
