"""Measure one kind of value, text by text, as the product would read each."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from issues.evaluation.bootstrap import intervals
from issues.evaluation.kinds import Case, Kind
from issues.evaluation.rows import read_labelled
from issues.evaluation.values import Ground, Labelled, Measured
from issues.reading.article import Article, read


def evaluate(kind: Kind, path: Path, ground: Ground) -> Measured:
    """Read every labelled text of the file and compare.

    Raises CannotEvaluate where there is nothing to compare.
    """
    rows, skipped = read_labelled(path, kind.needs)
    cases = list(_cases(kind, rows, ground))
    return Measured(
        metrics=kind.score(cases),
        intervals=intervals(cases, kind.score),
        n=len(cases),
        skipped=skipped + len(rows) - len(cases),
        confusion=kind.confusion(cases),
        failures=tuple(failure for case in cases for failure in kind.failures(case)),
    )


def _cases(kind: Kind, rows: Sequence[Labelled], ground: Ground) -> Iterator[Case]:
    for row in rows:
        try:
            gold = kind.gold(row.labels)
        except (TypeError, ValueError):
            continue
        official = row.outlet.removeprefix("www.") in ground.official_hosts
        reading = read(Article(row.title, row.body, row.day, official), ground.knowledge)
        yield Case(row.id, gold, kind.found(reading), kind.reason(reading))
