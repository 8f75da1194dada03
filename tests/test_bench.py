"""The pure parts of the benchmark: arithmetic, and reading what systems and the stack print."""

import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from commandcenter.newsroom.outlets import BY_KEY, Outlet
from commandcenter.up.plan import Order
from commandcenter.up.ready import welcome
from tests.bench.__main__ import PARTS, _parts
from tests.bench.browser import filled
from tests.bench.figures import Figure, keep, merged, percentile, table
from tests.bench.flow import PATIENCE, WANTED, Watch, busiest
from tests.bench.memory import descendants, owner, parent, pss
from tests.bench.stack import BenchError, environment, links, plain
from tests.bench.vocabulary import PARAGRAPH_WORDS, WORDS, paragraphs, vocabulary

NOON = datetime(2026, 11, 21, 4, tzinfo=UTC)
SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)


@dataclass(frozen=True)
class Coming:
    """An article as the watch sees it."""

    title: str
    published_at: datetime
    outlet: Outlet = BY_KEY["suara-seroja"]


def coming(*minutes: int) -> list[Coming]:
    return [Coming(f"Berita {minute}", NOON + minute * MINUTE) for minute in minutes]


# -- Figures ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("share", "value"), [(0.5, 3), (0.95, 5), (0.0, 1), (0.2, 1), (0.21, 2)])
def test_a_percentile_is_one_of_the_values(share: float, value: float) -> None:
    assert percentile([5, 1, 4, 2, 3], share) == value


def test_no_values_have_no_percentile() -> None:
    with pytest.raises(ValueError, match="no values"):
        percentile([], 0.95)


def test_figures_replace_their_own_key_and_leave_the_others() -> None:
    before = {"wall.p95_ms": {"value": 99, "unit": "ms"}, "tone.f1": {"value": 0.7, "unit": ""}}
    after = merged(before, [Figure("wall.p95_ms", 31.00049, "ms", "100 runs")])
    assert after == {
        "tone.f1": {"value": 0.7, "unit": ""},
        "wall.p95_ms": {"value": 31.0, "unit": "ms"},
    }


def test_figures_of_two_runs_stand_in_one_file(tmp_path: Path) -> None:
    file = tmp_path / "bench.json"
    keep(file, [Figure("start.first_s", 9.0, "s")])
    keep(file, [Figure("stack.idle_mb", 500.0, "MB")])
    assert '"start.first_s"' in file.read_text()
    assert '"stack.idle_mb"' in file.read_text()


def test_a_table_has_columns_and_no_trailing_blanks() -> None:
    assert table([("a", "1", "ms"), ("long", "22", "")]) == "a     1   ms\nlong  22"


def test_parts_are_all_unless_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert _parts([]) == list(PARTS)
    assert _parts(["wall"]) == ["wall"]
    with pytest.raises(SystemExit):
        _parts(["walls"])
    assert "no part called walls" in capsys.readouterr().err


# -- Processes ----------------------------------------------------------------------------------


def test_a_tree_of_processes_leaves_strangers_out() -> None:
    assert descendants(10, {10: 1, 11: 10, 12: 11, 13: 10, 20: 1, 21: 20}) == {10, 11, 12, 13}


def test_a_process_belongs_to_the_nearest_named_one_above_it() -> None:
    parents, names = {11: 10, 12: 11, 13: 12, 14: 10}, {10: "up", 12: "web"}
    assert [names[owner(pid, names, parents)] for pid in (11, 13, 14)] == ["up", "web", "up"]


def test_the_parent_is_found_behind_any_name() -> None:
    assert parent("42 (a) b (c) S 7 42 42 0") == 7


def test_the_proportional_size_is_read_from_the_kernels_words() -> None:
    assert (
        pss("55d0-7ffd ---p 00000000 [rollup]\nRss:   900 kB\nPss:   812 kB\nPss_Anon: 1 kB") == 812
    )
    assert pss("") == 0


# -- The stack ----------------------------------------------------------------------------------


def test_links_are_read_from_the_welcome() -> None:
    order = Order(Path("/data"), "contoh", True, "127.0.0.1", 8123, 8077)
    said = "web      | Listening\n" + welcome(order, {"first-login": "/u/a_b", "display": "/d/x-y"})
    assert links(said) == {"Command Center": "/", "First login": "/u/a_b", "Wall": "/d/x-y"}


def test_a_start_that_said_nothing_yet_has_no_links() -> None:
    assert links("prepare  | paket contoh: 3 baru") == {}


def test_the_stack_decides_its_own_services() -> None:
    given = {"DATABASE_URL": "postgresql://x", "REDIS_URL": "redis://x", "HOME": "/root"}
    assert environment(given) == {"HOME": "/root"}


def test_words_of_a_fragment_stand_side_by_side() -> None:
    fragment = b"<p><span>Radio Kelana</span>\n <bdi>Kata &#x27;siap&#x27;</bdi></p>"
    assert plain(fragment) == "Radio Kelana Kata 'siap'"


# -- The flow -----------------------------------------------------------------------------------


def test_the_busiest_span_begins_at_its_first_article() -> None:
    times = [one.published_at for one in coming(1, 3, 8, 9, 9, 15)]
    assert busiest(times, 3) == NOON + 8 * MINUTE


def test_what_is_out_is_polled_once() -> None:
    polled: list[Coming] = []
    watch = Watch(coming(1, 2), polled.append)
    watch.poll_what_is_out(NOON)
    assert not polled
    for _ in range(2):
        watch.poll_what_is_out(NOON + MINUTE)
    assert [one.title for one in polled] == ["Berita 1"]


def test_an_article_is_seen_when_outlet_and_title_stand_together() -> None:
    watch = Watch(coming(1), lambda one: None)
    watch.poll_what_is_out(NOON + MINUTE)
    watch.look("12.01 Radio Kelana Berita 1", NOON + MINUTE)
    assert watch.missed == ["Berita 1"]
    for seconds in (61, 70):
        watch.look("12.01 Suara Seroja Berita 1", NOON + seconds * SECOND)
    assert watch.seen == {watch.out[0]: NOON + 61 * SECOND}


def test_the_watch_waits_for_what_is_out_but_not_forever() -> None:
    watch = Watch(coming(*range(WANTED + 1), 60), lambda one: None)
    watch.poll_what_is_out(NOON + WANTED * MINUTE)
    for one in watch.out[:WANTED]:
        watch.seen[one] = NOON
    last = watch.out[-1].published_at
    assert not watch.over(last + PATIENCE - SECOND)
    assert watch.over(last + PATIENCE)


def test_the_watch_is_not_over_before_enough_was_seen() -> None:
    watch = Watch(coming(0, 60), lambda one: None)
    watch.poll_what_is_out(NOON)
    watch.look("Suara Seroja Berita 0", NOON)
    assert not watch.over(NOON + MINUTE)


# -- The rooms ----------------------------------------------------------------------------------

FORM = """
<form id="f" action="/meja/1/simpan?tone=neg"><input name="seen" value="x">
<input type="radio" name="tone" value="pos"><input type="radio" name="tone" value="neu">
<input type="radio" name="tone_4" value="pos" checked>
<template><input name="pola"></template><button name="aksi" value="buang"></button></form>
"""


def test_a_form_is_sent_as_it_stands_with_a_tone_where_none_is_chosen() -> None:
    address, fields = filled(FORM, "f")
    assert address == "/meja/1/simpan?tone=neg"
    assert fields == [("seen", "x"), ("tone_4", "pos"), ("tone", "neu"), ("aksi", "simpan")]


def test_a_page_without_the_form_stops_the_benchmark() -> None:
    with pytest.raises(BenchError, match="no form g"):
        filled(FORM, "g")


def test_the_vocabulary_is_the_same_every_time_and_frequent_words_come_first() -> None:
    words = vocabulary(random.Random(1))
    assert words == vocabulary(random.Random(1)) and len(set(words)) == WORDS
    text = " ".join(paragraphs(40)).lower().replace(".", "").split()
    assert len(text) == 40 * PARAGRAPH_WORDS
    assert text == " ".join(paragraphs(40)).lower().replace(".", "").split()
    assert text.count(words[0]) > text.count(words[60])
