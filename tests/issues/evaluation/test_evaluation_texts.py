"""Who, where, in what tone and about what are compared with what people wrote."""

from dataclasses import replace
from pathlib import Path

import pytest

from issues.evaluation import texts
from issues.evaluation.kinds import OFFICIALS, REGIONS, TONE, TOPICS, Case
from issues.evaluation.values import Failure, Ground
from monitoring.evaluation.values import CannotEvaluate
from tests.issues.evaluation.labels import measure, write
from tests.issues.reading.seroja import KNOWN


@pytest.mark.parametrize("kind", [OFFICIALS, REGIONS, TOPICS])
def test_what_is_read_as_labelled_has_full_marks(tmp_path: Path, kind) -> None:
    found = measure(kind, tmp_path, {})
    assert set(found.metrics.values()) == {1.0}
    assert (found.n, found.skipped, found.failures) == (1, 0, ())


def test_an_office_nobody_judges_is_neither_right_nor_wrong(tmp_path: Path) -> None:
    title = "Kepala Dinas ESDM Bram Sutejo Mendampingi Gubernur Arya Wirasena"
    found = measure(OFFICIALS, tmp_path, {"judul": title})
    assert found.metrics == {"precision": 1.0, "recall": 1.0}


def test_a_missed_official_costs_recall_and_is_listed_with_what_was_read(tmp_path: Path) -> None:
    found = measure(OFFICIALS, tmp_path, {"pejabat": ["gubernur@99", "wagub@99"]})
    assert found.metrics == {"precision": 1.0, "recall": 0.5}
    (failure,) = found.failures
    assert (failure.expected, failure.got) == (["gubernur@99", "wagub@99"], ["gubernur@99"])
    assert "gubernur@99: " in failure.reason
    assert found.confusion["wagub@99"] == {"right": 0, "missed": 1, "extra": 0}


def test_an_official_nobody_wrote_costs_precision(tmp_path: Path) -> None:
    found = measure(OFFICIALS, tmp_path, {"pejabat": []}, {})
    assert found.metrics == {"precision": 0.5, "recall": 1.0}


def test_districts_count_for_their_regency(tmp_path: Path) -> None:
    said = {"judul": "Kecamatan Bukit Damar Kekeringan", "ringkas": "", "kab": ["99.07"]}
    assert measure(REGIONS, tmp_path, said).metrics == {"set_f1": 1.0}


def test_no_region_where_none_is_labelled_is_right(tmp_path: Path) -> None:
    elsewhere = {"judul": "Harga Beras di Tirta Mandala Turun", "ringkas": "", "kab": []}
    assert measure(REGIONS, tmp_path, elsewhere).metrics == {"set_f1": 1.0}


def test_both_tones_are_compared_and_a_wrong_one_says_which() -> None:
    right = Case("L1", ("pos", "na"), ("pos", "na"), "satu\ndua")
    wrong = Case("L2", ("neg", "na"), ("pos", "na"), "satu\ndua")
    assert TONE.score([right, wrong]) == {
        "macro_f1": pytest.approx(1 / 3),
        "government_macro_f1": 1.0,
    }
    assert TONE.failures(right) == []
    assert TONE.failures(wrong) == [Failure("L2", "event neg", "event pos", "satu")]
    assert TONE.confusion([right, wrong])["event"] == {"neg": {"pos": 1}, "pos": {"pos": 1}}


def test_a_tone_that_is_not_sure_is_wrong(tmp_path: Path) -> None:
    said = {"judul": "Kabar Hari Ini", "ringkas": "", "tone": "neu", "tone_pemprov": "na"}
    unsure = replace(TONE, found=lambda _: ("unsure", "unsure"))
    found = measure(unsure, tmp_path, said)
    assert set(found.metrics.values()) == {0.0}
    assert [failure.got for failure in found.failures] == ["event unsure", "government unsure"]


def test_the_third_topic_is_not_the_primary_one_but_among_the_three() -> None:
    third, none = Case("L1", "OR", ("PEND", "KES", "OR"), ""), Case("L2", "OR", (), "")
    assert TOPICS.score([third]) == {"accuracy": 0.0, "top3": 1.0}
    assert TOPICS.score([third, none]) == {"accuracy": 0.0, "top3": 0.5}
    assert TOPICS.confusion([third, none]) == {"OR": {"PEND": 1, "-": 1}}


@pytest.mark.parametrize(
    "broken",
    [{"tanggal": "kemarin"}, {"judul": None}, {"tone": None}, {"tone": "senang"}, {"kab": "99"}],
)
def test_rows_that_cannot_be_judged_are_counted(tmp_path: Path, broken) -> None:
    kind = REGIONS if "kab" in broken else TONE
    found = measure(kind, tmp_path, {}, broken)
    assert (found.n, found.skipped) == (1, 1)


def test_a_broken_line_costs_itself_only(tmp_path: Path) -> None:
    path = write(tmp_path, {})
    path.write_text(f'\ufeff{path.read_text()}\n{{"id": \n[1, 2]\n')
    found = texts.evaluate(TOPICS, tmp_path, Ground(KNOWN))
    assert (found.n, found.skipped, found.metrics["accuracy"]) == (1, 2, 1.0)


def test_what_an_official_channel_publishes_is_read_as_a_release(tmp_path: Path) -> None:
    path = write(tmp_path, {"outlet": "www.resmi.test", "topik": "rilis"})
    natures = replace(TOPICS, found=lambda reading: (reading.nature.value,))
    plain = texts.evaluate(natures, path, Ground(KNOWN))
    official = texts.evaluate(natures, path, Ground(KNOWN, frozenset({"resmi.test"})))
    assert (plain.metrics["accuracy"], official.metrics["accuracy"]) == (0.0, 1.0)


@pytest.mark.parametrize("name", ["tidak-ada.jsonl", "."])
def test_a_path_without_labels_says_so(tmp_path: Path, name: str) -> None:
    with pytest.raises(CannotEvaluate):
        texts.evaluate(TONE, tmp_path / name, Ground(KNOWN))


def test_a_file_without_the_labels_of_the_kind_says_which_are_missing(tmp_path: Path) -> None:
    with pytest.raises(CannotEvaluate, match="topik"):
        measure(TOPICS, tmp_path, {"topik": None})
