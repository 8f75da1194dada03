"""Real Indonesian news goes through the whole pipeline: nothing is lost, and it is read well.

The bounds lie a little under what is reached; `python -m tests.real_input` prints the figures.
"""

from collections.abc import Iterator
from statistics import mean
from typing import Any

import pytest
from django.core.cache import cache
from django.core.management import call_command

from tests.real_input.material import ABSENT, PRESENT
from tests.real_input.outcome import Outcome, run
from tests.real_input.report import markdown
from tests.real_input.scores import Judgement, agreement, word_f1
from tests.real_input.serving import UNDATED

real = pytest.mark.skipif(not PRESENT, reason=ABSENT)


def judged(**values: Any) -> Judgement:
    empty = {"officials": (), "regions": (), "topic": None, "event": "neu", "government": "na"}
    given = empty | values
    sets = {name: frozenset(given[name]) for name in ("officials", "regions")}
    return Judgement(**given | sets)


# -- Scores -------------------------------------------------------------------------------------


def test_words_count_as_often_as_they_stand_in_the_text() -> None:
    assert word_f1("Air, air bersih", "air bersih air") == 1
    assert word_f1("air bersih", "jalan rusak") == 0
    assert word_f1("air bersih", "air bersih Baca juga") == pytest.approx(2 / 3)


def test_only_judged_offices_and_no_districts_are_compared() -> None:
    found = judged(officials={"sekda@52", "kepala-bpbd@52"}, regions={"52", "52.71", "52.71.03"})
    kept = found.narrowed(("sekda",))
    assert (kept.officials, kept.regions) == ({"sekda@52"}, {"52", "52.71"})


def test_agreement_counts_officials_over_all_texts_and_unsure_among_ours() -> None:
    gold = judged(officials={"gubernur@52", "sekda@52"}, topic="PEND", government="pos")
    found = judged(officials={"gubernur@52"}, topic="PEND", government="unsure")
    of_no_topic = judged(officials=())
    result = agreement([(gold, found), (of_no_topic, judged(officials={"wagub@52"}))])
    assert (result.officials_precision, result.officials_recall) == (0.5, 0.5)
    assert (result.topic, result.unsure_government, result.unsure_about_us) == (1, 0.5, 1)


# -- The real input -----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def outcome(django_db_setup: None, django_db_blocker: Any) -> Iterator[Outcome]:
    """Run the pipeline once for all tests of this file, and leave the database empty."""
    with django_db_blocker.unblock():
        try:
            yield run()
        finally:
            call_command("flush", interactive=False, verbosity=0)
            cache.clear()


@real
def test_nothing_is_lost_and_everything_is_read(outcome: Outcome) -> None:
    assert outcome.given == len(outcome.rows) == 88
    assert {row.stage for row in outcome.rows} == {"done"}
    assert len(outcome.pages) == 12
    assert all(row.story for row in outcome.rows)


@real
def test_the_text_of_real_pages_is_won(outcome: Outcome) -> None:
    scores = [word_f1(page.text, row.body) for page, row in outcome.pages]
    assert mean(scores) >= 0.93
    assert {row.rung for _, row in outcome.pages} == {"standard"}


@real
def test_titles_stand_as_the_feed_gave_them(outcome: Outcome) -> None:
    assert [row.title for _, row in outcome.pages] == [page.title for page, _ in outcome.pages]


@real
def test_dates_come_from_the_feed_and_else_from_the_page(outcome: Outcome) -> None:
    dated = [(page, row) for page, row in outcome.pages if page.outlet != UNDATED]
    assert [row.published_at for _, row in dated] == [page.published for page, _ in dated]
    undated = [(page, row) for page, row in outcome.pages if page.outlet == UNDATED]
    assert undated
    for page, row in undated:
        assert row.published_at is not None
        day = page.published.astimezone(row.published_at.tzinfo).date()
        assert row.published_at.date() == day


@real
def test_officials_of_the_province_are_recognised(outcome: Outcome) -> None:
    found = agreement(outcome.judged)
    assert found.officials_precision >= 0.88
    assert found.officials_recall >= 0.75


@real
def test_regions_are_recognised_as_well_as_annotators_agree(outcome: Outcome) -> None:
    assert agreement(outcome.judged).regions_f1 >= 0.82


@real
def test_the_report_lists_every_item(outcome: Outcome) -> None:
    found = agreement(outcome.judged)
    report = markdown(outcome, found, found)
    assert all(row.title.replace("|", "\\|") in report for row in outcome.rows)
