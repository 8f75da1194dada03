"""The figure for extraction is computed from answers people wrote down."""

import json
from pathlib import Path
from typing import Any

import pytest

from monitoring.evaluation.extraction import evaluate, overlap
from monitoring.evaluation.values import CannotEvaluate

TITLE = "Dermaga Serunai Rusak Diterjang Ombak"
TEXT = "Dermaga Serunai rusak diterjang ombak setinggi tiga meter sejak Kamis malam. " * 3
TIME = '<meta property="article:published_time" content="2024-11-20T10:30:00+08:00">'
GOLD = {"file": "a.html", "url": "https://seroja.test/a", "title": TITLE, "content": TEXT}


def measure(folder: Path, **gold: Any) -> dict[str, Any]:
    page = f"<html><head>{TIME}</head><body><article><h1>{TITLE}</h1><p>{TEXT}</p></article></body>"
    (folder / "a.html").write_text(page)
    (folder / "gold.json").write_text(json.dumps([GOLD | gold]))
    found = evaluate(folder)
    return {**found.metrics, "n": found.n, "failures": found.failures}


def test_a_page_read_right_has_full_marks(tmp_path: Path) -> None:
    found = measure(tmp_path, date="2024-11-20 10:30 WITA")
    assert found["f1"] == found["title_exact_share"] == found["date_right_share"] == 1.0
    assert (found["n"], found["failures"]) == (1, ())


@pytest.mark.parametrize(
    ("date", "right"),
    [
        ({"date_ms": 1732069800000}, 1.0),
        ({"date": "20 November 2024"}, 1.0),
        ({"date": "20 November 2024 11.30 WITA"}, 0.0),
        ({"date": "19 November 2024"}, 0.0),
        ({}, 1.0),
    ],
)
def test_a_time_is_right_to_the_minute_and_a_day_to_the_day(
    tmp_path: Path, date: dict[str, Any], right: float
) -> None:
    assert measure(tmp_path, **date)["date_right_share"] == right


def test_a_failure_says_what_was_wanted(tmp_path: Path) -> None:
    found = measure(tmp_path, title="Judul Lain", content="Naskah yang lain sama sekali.")
    assert (found["f1"], found["title_exact_share"]) == (0.0, 0.0)
    (failure,) = found["failures"]
    assert failure["title"] == TITLE and failure["wanted_title"] == "Judul Lain"


@pytest.mark.parametrize("gold", ["", "[]", '[{"file": "tidak-ada.html"}]'])
def test_a_folder_without_answers_says_so(tmp_path: Path, gold: str) -> None:
    (tmp_path / "gold.json").write_text(gold)
    with pytest.raises(CannotEvaluate):
        evaluate(tmp_path)


def test_overlap_counts_runs_of_four_words() -> None:
    assert overlap("a b c d e", "a b c d e") == 1.0
    assert overlap("a b c d", "e f g h") == 0.0
    assert overlap("a b c d e", "a b c d x") == 0.5
    assert overlap("", "") == 1.0
