"""Labels without texts: they find their text again, or say that it has changed."""

from pathlib import Path

import pytest

from issues.learning import corpus
from issues.learning.corpus import CorpusError, Passage, read_corpus, read_refs, read_written

ROW = "Warga Serunai mengeluhkan jembatan yang ambruk sejak dua bulan dan belum juga diperbaiki."


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Return a folder with one row of one data set."""
    folder = tmp_path / "lampung_passages"
    folder.mkdir()
    (folder / "fenomena.csv").write_text(f'kesimpulan,peristiwa\n"{ROW}",Jembatan\n')
    return tmp_path


def labels(folder: Path, text: str) -> Path:
    mark = Passage("lampung_passages", "0", "", text, "").hash
    cells = ("lampung_passages", "0", mark, "neg", "neu", "JALAN", "ambruk|keluh", "", "", "r")
    path = folder / "labels.tsv"
    path.write_text("\t".join(corpus.HEADER) + "\n" + "\t".join(cells) + "\n")
    return path


def test_a_label_finds_its_text(data: Path):
    [one] = read_corpus(data, labels(data, ROW)).texts
    assert (one.passage.text, one.event, one.topic, one.sure) == (ROW, "neg", "JALAN", False)
    assert one.cues[0] == ("ambruk", "keluh")


def test_a_text_that_changed_is_left_out(data: Path):
    with pytest.raises(CorpusError, match="Tidak ada satu pun"):
        read_corpus(data, labels(data, "Teks lain."))


def test_data_that_is_not_there_is_said(tmp_path: Path):
    with pytest.raises(CorpusError, match="tidak terbaca"):
        read_corpus(tmp_path, labels(tmp_path, ROW))


def test_a_cut_line_of_labels_is_said(data: Path):
    path = data / "labels.tsv"
    path.write_text("\t".join(corpus.HEADER) + "\nlampung_passages\t0\n")
    with pytest.raises(CorpusError, match="tidak lengkap"):
        read_corpus(data, path)


def test_the_labels_of_the_project_hold_no_texts():
    cues = [
        cue
        for path in (corpus.LABELS, corpus.SECOND)
        for line in path.read_text().splitlines()[1:]
        for cell in line.split("\t")[6:9]
        for cue in cell.split("|")
    ]
    assert max(len(cue.split()) for cue in cues) <= 4


def test_written_items_have_codes_and_tones():
    items = read_written()
    assert {item.event for item in items} == {"pos", "neu", "neg"}
    assert {item.government for item in items} == {"pos", "neu", "neg", "na"}
    assert len({item.topic for item in items}) == 25


def test_items_of_a_monitoring_sheet_are_read(tmp_path: Path):
    path = tmp_path / "sheet.jsonl"
    path.write_text(
        '{"judul": "A", "ringkas": "B", "tone": "pos", "tone_pemprov": "na", "topik": "OR"}\n'
    )
    [one] = read_refs(path)
    assert (one.passage.title, one.passage.body, one.topic) == ("A", "B", "OR")
