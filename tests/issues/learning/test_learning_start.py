"""Starting weights are made again from labels and data: twice the same, and nothing is missed."""

from functools import partial
from pathlib import Path

import pytest

from issues.learning import corpus, start
from issues.learning.corpus import Passage
from issues.learning.lessons import FROM_REFS
from issues.learning.shipped import TARGETS
from issues.reading.weights import from_bytes, to_bytes
from tests.issues.reading.seroja import KNOWN

GOOD = "Pemkab Serunai membagikan bibit gratis kepada petani kecamatan ke-{n} dan panen pun naik."
BAD = "Warga mengeluhkan jalan rusak di desa ke-{n}, Pemkab Serunai belum juga memperbaiki."
ROWS = [(GOOD if n % 2 else BAD).format(n=n) for n in range(24)]


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with one fictional data set, whose labels stand in for the project's."""
    folder = tmp_path / "lampung_passages"
    folder.mkdir()
    write(folder, ROWS)
    lines = [label(n, text) for n, text in enumerate(ROWS)]
    labels = tmp_path / "labels.tsv"
    labels.write_text("\n".join(["\t".join(corpus.HEADER), *lines]) + "\n")
    monkeypatch.setattr(start, "read_corpus", partial(corpus.read_corpus, labels=labels))
    monkeypatch.setattr(start, "second_answers", partial(corpus.second_answers, labels))
    monkeypatch.setattr(start, "read_written", lambda: ())
    return tmp_path


def write(folder: Path, rows: list[str]) -> None:
    lines = "".join(f'"{text}",Desa\n' for text in rows)
    (folder / "fenomena.csv").write_text(f"kesimpulan,peristiwa\n{lines}")


def label(row: int, text: str) -> str:
    mark = Passage("lampung_passages", str(row), "", text, "").hash
    said = ("pos", "pos", "TANI") if row % 2 else ("neg", "neg", "JALAN")
    return "\t".join(("lampung_passages", str(row), mark, *said, "", "", "", "s"))


def made(data: Path) -> start.Started:
    return start.start(data, KNOWN)


def test_the_same_data_make_the_same_weights_twice(data: Path):
    first, second = made(data), made(data)
    assert [one.target for one in first.made] == list(TARGETS)
    assert weights_of(first) == weights_of(second)
    assert start.figures(first) == start.figures(second)


def test_a_row_whose_text_changed_is_counted_as_missing(data: Path):
    write(data / "lampung_passages", ["Teks ini bukan yang dulu dilabeli petugas.", *ROWS[1:]])
    found = made(data)
    assert (len(found.corpus.texts), found.corpus.missing) == (len(ROWS) - 1, 1)
    assert "23 labelled texts (1 not found)" in start.figures(found)


def test_what_is_kept_are_the_weights_and_the_figures_between_their_marks(
    data: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(start, "HERE", data)
    monkeypatch.setattr(start, "CARD", data / "MODEL_CARD.md")
    start.CARD.write_text(f"Sebelum\n{start.BEGIN}\nlama\n{start.END}\nSesudah\n")
    start.keep(made(data))
    card = start.CARD.read_text()
    assert card.startswith("Sebelum\n") and card.endswith("\nSesudah\n")
    assert "lama" not in card and "| topic |" in card
    assert all(from_bytes((data / f"{t}.npz").read_bytes()).target == t for t in TARGETS)


def test_items_to_measure_with_teach_no_target_but_those_named_for_it(data: Path):
    without = weights_of(made(data))
    (data / "ntb_refs").mkdir()
    row = '{"judul": "Panen", "ringkas": "Naik.", "tone": "pos", "tone_pemprov": "na"'
    (data / start.REFS_FILE).write_text(row + ', "topik": "TANI"}\n')
    taught = weights_of(made(data))
    assert {name for name, raw in taught.items() if raw != without[name]} <= set(FROM_REFS)


def weights_of(started: start.Started) -> dict[str, bytes]:
    return {one.target: to_bytes(one.weights) for one in started.made}
