"""Make the starting weights again from labels, written items and data, and write their figures.

One command, the same result: `manage.py learn start PATH_TO_DATA`. Every figure is of texts that
were left out when the weights behind it were made.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from issues.learning.champion import Score, score
from issues.learning.corpus import (
    SECOND,
    WRITTEN,
    Corpus,
    CorpusError,
    Labelled,
    read_corpus,
    read_refs,
    read_written,
    second_answers,
)
from issues.learning.lessons import FROM_REFS, REFS, laid_out, lessons
from issues.learning.second import Agreed, compare
from issues.learning.shipped import HERE, TARGETS
from issues.learning.training import Validation, cross_validate, fold_of, train
from issues.reading.knowledge import Knowledge
from issues.reading.topics import TOPIC, find_topics
from issues.reading.weights import Weights, to_bytes

REFS_FILE = Path("ntb_refs/ntb_refs_dev.jsonl")
CARD = HERE / "MODEL_CARD.md"
BEGIN, END = "<!-- angka: ditulis oleh `manage.py learn start` -->", "<!-- akhir angka -->"
_ANSWERS: dict[str, Callable[[Labelled], str]] = {
    "topic": lambda one: one.topic or "-",
    "event": lambda one: one.event,
    "government": lambda one: one.government,
}


@dataclass(frozen=True, slots=True)
class Made:
    """One trained target: its weights, their size, and how they did on texts not seen.

    `parts` has the score of each data set.
    """

    target: str
    weights: Weights
    size: int
    n: int
    validation: Validation
    parts: dict[str, tuple[int, Score]]


@dataclass(frozen=True, slots=True)
class Started:
    """Everything `learn start` finds; `topics` is the whole reading of topics by data set."""

    corpus: Corpus
    written: int
    made: tuple[Made, ...]
    topics: dict[str, tuple[int, float, float]]
    agreed: dict[str, Agreed]


def start(data: Path, knowledge: Knowledge) -> Started:
    """Train every target and measure it. Raises CorpusError."""
    corpus, written = read_corpus(data), read_written()
    texts = [*corpus.texts, *written]
    refs = read_refs(data / REFS_FILE) if (data / REFS_FILE).is_file() else ()
    made = tuple(_made(target, texts, refs) for target in TARGETS)
    return Started(
        corpus,
        len(written),
        made,
        _topics([*texts, *refs], knowledge),
        _agreed(corpus),
    )


def keep(started: Started) -> None:
    """Write the weights and the figures of the model card."""
    for one in started.made:
        (HERE / f"{one.target}.npz").write_bytes(to_bytes(one.weights))
    card = CARD.read_text(encoding="utf-8")
    before, _, rest = card.partition(BEGIN)
    _, _, after = rest.partition(END)
    CARD.write_text(f"{before}{BEGIN}\n\n{figures(started)}\n{END}{after}", encoding="utf-8")


def figures(started: Started) -> str:
    """Return every figure as tables of Markdown."""
    lines = [
        f"{len(started.corpus.texts)} labelled texts ({started.corpus.missing} not found), "
        f"{started.written} written ones.",
        "",
        "| second reading | n | same | kappa | macro-F1 |",
        "|---|---|---|---|---|",
        *(f"| {name} | {a.n} | {a.share:.2f} | {a.kappa:.2f} | {a.macro_f1:.2f} |"
          for name, a in started.agreed.items()),
        "",
        "| weights alone, texts not seen | n | accuracy | macro-F1 | size |",
        "|---|---|---|---|---|",
    ]  # fmt: skip
    for one in started.made:
        whole = one.validation.score
        lines.append(
            f"| {one.target} | {one.n} | {whole.accuracy:.3f} | {whole.macro_f1:.3f} "
            f"| {one.size // 1000} kB |"
        )
        lines += [
            f"| … {name} | {n} | {part.accuracy:.3f} | {part.macro_f1:.3f} | |"
            for name, (n, part) in one.parts.items()
        ]
    lines += [
        "",
        "| topics as read: words and weights, texts not seen | n | words alone | both |",
        "|---|---|---|---|",
        *(f"| {name} | {n} | {words:.3f} | {both:.3f} |"
          for name, (n, words, both) in started.topics.items()),
    ]  # fmt: skip
    return "\n".join(lines) + "\n"


def _made(target: str, texts: Sequence[Labelled], refs: Sequence[Labelled]) -> Made:
    by_set = lessons(target, [*texts, *refs] if target in FROM_REFS else texts)
    examples = list(chain.from_iterable(by_set.values()))
    weights = train(examples, target)
    validation = cross_validate(examples, target)
    parts, begin = {}, 0
    for name, own in by_set.items():
        answers = validation.answers[begin : begin + len(own)]
        begin += len(own)
        if own:
            parts[name] = (len(own), score(answers, [example.label for example in own]))
    unseen = lessons(target, refs).get(REFS, [])
    if unseen and REFS not in by_set:
        told = [weights.probabilities(example.features) for example in unseen]
        best = [max(one, key=lambda name: one[name]) for one in told]
        parts[REFS] = (len(unseen), score(best, [example.label for example in unseen]))
    return Made(target, weights, len(to_bytes(weights)), len(examples), validation, parts)


def _topics(texts: Sequence[Labelled], knowledge: Knowledge) -> dict[str, tuple[int, float, float]]:
    """Return for each data set how often the primary topic is right: by words, and by both."""
    known = sorted((one for one in texts if one.topic), key=lambda one: one.passage.data)
    examples = list(chain.from_iterable(lessons(TOPIC, known).values()))
    numbers = fold_of([example.group for example in examples])
    right: dict[str, list[tuple[bool, bool]]] = {}
    for fold in sorted(set(numbers)):
        seen = [e for e, number in zip(examples, numbers, strict=True) if number != fold]
        unseen = [one for one, number in zip(known, numbers, strict=True) if number == fold]
        told = _right(unseen, knowledge, train(seen, TOPIC))
        for one, answers in zip(unseen, told, strict=True):
            right.setdefault(one.passage.data, []).append(answers)
    return {
        name: (len(r), sum(w for w, _ in r) / len(r), sum(b for _, b in r) / len(r))
        for name, r in sorted(right.items())
    }


def _right(
    texts: Sequence[Labelled], knowledge: Knowledge, weights: Weights
) -> list[tuple[bool, bool]]:
    """Return for each text whether words alone, and words with weights, name its topic."""
    ways = [replace(knowledge, weights=known) for known in ({}, {TOPIC: weights})]
    told = [[find_topics(laid_out(one), way)[:1] for way in ways] for one in texts]
    return [
        tuple(bool(found) and found[0].value == one.topic for found in both)
        for one, both in zip(texts, told, strict=True)
    ]


def _agreed(corpus: Corpus) -> dict[str, Agreed]:
    first = {(one.passage.data, one.passage.row): one for one in corpus.texts}
    second = {key: line for key, line in second_answers().items() if key in first}
    if not second:
        raise CorpusError(f"Tidak ada teks dari {SECOND.name} maupun {WRITTEN.name} yang sama.")
    return {
        name: compare([of(first[key]) for key in second], [line[name] for line in second.values()])
        for name, of in _ANSWERS.items()
    }
