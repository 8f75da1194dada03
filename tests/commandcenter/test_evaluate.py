"""`manage.py evaluate` prints what a stage or a kind of reading reaches."""

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.issues.evaluation.labels import write

KINDS = {
    "officials": {"precision", "recall"},
    "regions": {"set_f1"},
    "tone": {"macro_f1", "government_macro_f1"},
    "topics": {"accuracy", "top3"},
    "stories": {"pair_f1", "b3_f1"},
}


@pytest.mark.parametrize("what", KINDS)
def test_every_kind_of_reading_prints_figures_with_intervals(
    what: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(tmp_path, {"event": "E1"}, {"id": "L2", "event": "E1"}, {"judul": None})
    call_command("evaluate", what, str(path), pack="contoh", json=True)
    said = json.loads(capsys.readouterr().out)
    assert set(said["metrics"]) == set(said["intervals"]) == KINDS[what]
    assert (said["n"], said["skipped"]) == (2, 1)
    assert set(said) == {"metrics", "intervals", "n", "skipped", "confusion", "failures"}


def test_failures_are_lists_of_four(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("evaluate", "topics", str(write(tmp_path, {"topik": "XX"})), json=True)
    ((row, expected, got, reason),) = json.loads(capsys.readouterr().out)["failures"]
    assert (row, expected, type(got), type(reason)) == ("L1", "XX", list, str)


def test_a_table_is_printed_for_people(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("evaluate", "regions", str(write(tmp_path, {})), pack="contoh")
    first = capsys.readouterr().out.splitlines()[0]
    assert first.split()[0] == "set_f1" and " to " in first


def test_an_unknown_pack_and_an_empty_folder_are_said_in_words(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="Yang tersedia"):
        call_command("evaluate", "tone", str(write(tmp_path, {})), pack="tidak-ada")
    with pytest.raises(CommandError, match="neither a file"):
        call_command("evaluate", "tone", str(tmp_path / "kosong"))
