"""Read the labelled texts that starting weights are learned from.

The labels are kept with the project, the texts are not: given the path of the data, every label
finds its text again by data set and row, and a hash tells whether it is still the same text.
"""

import csv
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

HERE = Path(__file__).parent / "starting"
LABELS = HERE / "labels.tsv"
SECOND = HERE / "labels_second.tsv"
WRITTEN = HERE / "written.jsonl"
HEADER = ("data", "row", "hash", "event", "government", "topic", "event cues", "government cues",
          "topic cues", "sure")  # fmt: skip
NO_TOPIC = "-"

# Labels were given to what fits on a screen; longer passages were cut there.
_LONGEST = 420
# A conclusion of fewer characters says too little; then the event is the text.
_SHORTEST = 70
_LONGEST_FIELD = 1 << 24
_SENTENCE_END = re.compile(r"(?<=[.!?])\s")


class CorpusError(RuntimeError):
    """Labels or data cannot be read; the sentence says what is missing."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A text as it was labelled; `title` is empty for a passage without headline.

    `target` names whom the second tone is towards.
    """

    data: str
    row: str
    title: str
    body: str
    target: str

    @property
    def text(self) -> str:
        """Return the text as its labeller saw it."""
        joined = f"{self.title}. {self.body}" if self.title and self.body else ""
        return (joined or self.title or self.body)[:_LONGEST]

    @property
    def hash(self) -> str:
        """Return the first eight hexadecimal digits of SHA-256 of the text."""
        return sha256(self.text.encode()).hexdigest()[:8]


@dataclass(frozen=True, slots=True)
class Labelled:
    """A passage with what a reader said of it.

    Tones "pos", "neu", "neg", towards the target also "na"; `topic` empty where none of the 25
    fits; `cues` are the words the answers rest on; `sure` is False where one could go either way.
    """

    passage: Passage
    event: str
    government: str
    topic: str
    cues: tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]
    sure: bool


@dataclass(frozen=True, slots=True)
class Corpus:
    """The labelled texts; `missing` counts labels whose text is gone or has changed."""

    texts: tuple[Labelled, ...]
    missing: int


def read_corpus(data: Path, labels: Path = LABELS) -> Corpus:
    """Return the labelled passages found under `data`. Raises CorpusError."""
    lines = list(_lines(labels))
    wanted = {line["data"] for line in lines}
    passages = {
        (p.data, p.row): p for name in sorted(wanted & _SETS.keys()) for p in _SETS[name](data)
    }
    found = [(line, passages.get((line["data"], line["row"]))) for line in lines]
    texts = tuple(_labelled(line, p) for line, p in found if p and p.hash == line["hash"])
    if not texts:
        raise CorpusError(f"Tidak ada satu pun teks berlabel di {data}.")
    return Corpus(texts, len(lines) - len(texts))


def read_written(path: Path = WRITTEN) -> tuple[Labelled, ...]:
    """Return the fictional items that were written for training. Raises CorpusError."""
    return tuple(_written(number, row) for number, row in enumerate(_objects(path)))


def read_refs(path: Path) -> tuple[Labelled, ...]:
    """Return items in the format of ntb_refs. Raises CorpusError."""
    return tuple(_written(number, row, "ntb_refs") for number, row in enumerate(_objects(path)))


def second_answers(path: Path = SECOND) -> dict[tuple[str, str], dict[str, str]]:
    """Return what the second reader said, by data set and row. Raises CorpusError."""
    return {(line["data"], line["row"]): line for line in _lines(path)}


def _lines(path: Path) -> Iterator[dict[str, str]]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise CorpusError(f"Berkas label {path.name} tidak terbaca.") from error
    for line in lines[1:]:
        cells = line.split("\t")
        if len(cells) != len(HEADER):
            raise CorpusError(f"Berkas label {path.name}: baris tidak lengkap: {line[:60]}")
        yield dict(zip(HEADER, cells, strict=True))


def _labelled(line: dict[str, str], passage: Passage) -> Labelled:
    return Labelled(
        passage,
        line["event"],
        line["government"],
        "" if line["topic"] == NO_TOPIC else line["topic"],
        (_cues(line["event cues"]), _cues(line["government cues"]), _cues(line["topic cues"])),
        line["sure"] == "s",
    )


def _cues(cell: str) -> tuple[str, ...]:
    return tuple(word for word in cell.split("|") if word)


def _objects(path: Path) -> Iterator[dict[str, str]]:
    try:
        for line in path.read_text(encoding="utf-8").splitlines():
            yield json.loads(line)
    except (OSError, ValueError) as error:
        raise CorpusError(f"Berkas {path.name} tidak terbaca: {error}") from error


def _written(number: int, row: dict[str, str], data: str = "written") -> Labelled:
    passage = Passage(data, str(number), row["judul"], row["ringkas"], "Pemprov")
    nothing: tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]] = ((), (), ())
    return Labelled(passage, row["tone"], row["tone_pemprov"], row["topik"], nothing, True)


# -- The data sets: how a row becomes the text that was labelled ----------------------------------


def _rows(path: Path) -> Iterator[tuple[str, dict[str, str]]]:
    csv.field_size_limit(_LONGEST_FIELD)
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            for number, row in enumerate(csv.DictReader(file)):
                yield str(number), {k: " ".join((v or "").split()) for k, v in row.items() if k}
    except (OSError, ValueError, csv.Error) as error:
        raise CorpusError(f"Data {path} tidak terbaca: {error}") from error


def _lampung(data: Path) -> Iterator[Passage]:
    target = "Pemda setempat (provinsi/kab/kota) dan pimpinannya"
    for number, row in _rows(data / "lampung_passages/fenomena.csv"):
        told = row["kesimpulan"] or row["peristiwa"]
        body = told if len(told) >= _SHORTEST else row["peristiwa"]
        yield Passage("lampung_passages", number, "", body, target)


def _politicians(data: Path) -> Iterator[Passage]:
    for number, row in _rows(data / "political_pseudo/pseudo.csv"):
        yield Passage("political_pseudo", number, "", row["context_text"], row["entity_name"])


def _finance(data: Path) -> Iterator[Passage]:
    for number, row in _rows(data / "ojk_jabar/berita.csv"):
        yield Passage("ojk_jabar", number, row["judul"], row["ringkasan"], "OJK")


def _articles(data: Path) -> Iterator[Passage]:
    target = "pemerintah (pusat/daerah) dan pejabatnya"
    for number, row in _rows(data / "topics_kamigon/train.csv"):
        lead = _SENTENCE_END.split(row["isi"])[0]
        yield Passage("topics_kamigon", number, row["judul"], lead, target)


def _releases(data: Path) -> Iterator[Passage]:
    for number, row in _rows(data / "ntb_syndication/ntb_syndication_dev.csv"):
        yield Passage("ntb_syndication", number, row["headline"], "", "Kanwil Kemenkumham NTB")


_SETS: dict[str, Callable[[Path], Iterator[Passage]]] = {
    "lampung_passages": _lampung,
    "political_pseudo": _politicians,
    "ojk_jabar": _finance,
    "topics_kamigon": _articles,
    "ntb_syndication": _releases,
}
