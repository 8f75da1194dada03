"""The laboratory's own arithmetic, and one real death at a kill point."""

import json
import os
import signal
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from types import ModuleType

import pytest
from django.conf import settings
from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.utils import timezone

from commandcenter.newsroom.server import Newsroom
from monitoring.models import Entry, Feed, Fetch, Item
from monitoring.pipeline import collect_feeds
from tests.faults.invariants import CHECKS, FeedSeen, Look, Seen, Verdict, judge, violated
from tests.faults.orders import Deed, Order, Orders
from tests.faults.processes import living, of_data_dir
from tests.faults.report import HAPPENED, Run, keep, runs_table, skipped, total
from tests.faults.saboteur import POINTS, Saboteur, SeamMissing, found, wrap
from tests.faults.scenarios.kills import DEEDS, PASSES
from tests.faults.wall import placements

ROOT = Path(__file__).parent.parent
FEED = FeedSeen("suara-seroja-utama", 30, frozenset("ab"), frozenset("abc"), ("a", "b"))
WELL = Seen(
    feeds=(FEED,),
    items=("a", "b"),
    stages=(("done", 2),),
    covered=2,
    lease=4.0,
    looks=(Look(100.0, 100.0),),
    wall_count=2,
    counted=2,
)


def wrong(**changes: object) -> list[str]:
    return violated(judge(replace(WELL, **changes)))


def run(held: bool = True, seconds: float | None = 2.0) -> Run:
    verdicts = (Verdict(HAPPENED, True, ""), Verdict("I2", held, "" if held else "1 is missing"))
    return Run("valkey-flushed", "FLUSHALL", 7, seconds, verdicts)


# -- Invariants ---------------------------------------------------------------------------------


def test_what_is_well_violates_nothing():
    assert wrong() == []


@pytest.mark.parametrize("due_in", [None, -61.0, 27 * 3600.0])
def test_a_feed_that_is_never_due_or_late_or_put_off_for_too_long_is_found(due_in: float | None):
    assert wrong(feeds=(replace(FEED, due_in=due_in),)) == ["I1"]


def test_a_published_article_without_an_item_is_missing():
    [_due, once, *_others] = judge(replace(WELL, items=("a",)))
    assert once.detail == "suara-seroja-utama: 1 of 2 published are missing"


def test_an_article_may_be_known_by_another_address():
    assert wrong(items=("a", "c"), aliases=frozenset("b")) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"items": ("a", "b", "b")},
        {"items": ("a", "b", "x")},
        {"feeds": (replace(FEED, brought=("a", "b", "b")),)},
        {"feeds": (replace(FEED, brought=("a", "b", "x")),)},
        {"feeds": (replace(FEED, brought=("a",)),)},
    ],
    ids=["an item twice", "an item of nobody", "an entry twice", "a foreign entry", "no entry"],
)
def test_what_was_collected_is_what_was_published_once(changes: dict[str, object]):
    assert wrong(**changes) == ["I2"]


def test_an_article_that_came_out_since_the_fetch_may_but_need_not_be_there():
    late = replace(FEED, brought=("a", "b", "c"))
    assert wrong(feeds=(late,), items=("a", "b", "c")) == []


def test_an_item_between_two_stages_is_stuck_and_one_set_aside_is_not():
    assert wrong(stages=(("done", 2), ("page", 1))) == ["I3"]
    assert wrong(stages=(("done", 2), ("quarantine", 1))) == []


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"covered": 1}, "I4"),
        ({"recaps_equal": False}, "I4"),
        ({"oldest_lease": 8.5}, "I5"),
        ({"looks": (Look(102.0, 100.0),)}, "I6"),
        ({"looks": (Look(102.0, None),)}, "I6"),
        ({"wall_count": 3}, "I7"),
        ({"wall_count": None}, "I7"),
        ({"strangers": (4711,)}, "I8"),
        ({"idle": 11.0}, "I8"),
    ],
)
def test_each_invariant_can_be_violated(changes: dict[str, object], key: str):
    assert wrong(**changes) == [key]


# -- Orders and the saboteur --------------------------------------------------------------------


def test_an_order_is_carried_out_at_its_pass_and_once(tmp_path: Path):
    orders = Orders(tmp_path)
    orders.give(Order("reading", 3, Deed()))
    assert [orders.take_ticket("reading") for _ in range(5)] == [False, False, True, False, False]


def test_an_order_for_another_point_or_withdrawn_does_not_count(tmp_path: Path):
    orders = Orders(tmp_path)
    orders.give(Order("reading", 1, Deed()))
    assert not orders.take_ticket("after_claim")
    orders.withdraw("reading")
    assert not orders.take_ticket("reading")


def test_whoever_carries_out_an_order_leaves_word_of_it_first(tmp_path: Path):
    orders = Orders(tmp_path)
    orders.give(Order("reading", 1, Deed(number=signal.SIGCONT)))
    assert orders.done("reading") is None
    orders.carry_out("reading")
    assert orders.done("reading")["pid"] == os.getpid()


def test_a_new_order_forgets_who_carried_out_the_last_one(tmp_path: Path):
    orders = Orders(tmp_path)
    orders.give(Order("reading", 1, Deed(number=signal.SIGCONT)))
    orders.carry_out("reading")
    orders.give(Order("reading", 1, Deed()))
    assert orders.done("reading") is None


def test_every_seam_of_the_product_is_where_the_saboteur_expects_it(tmp_path: Path):
    for name in Saboteur(Orders(tmp_path)).seams():
        assert found(name)


@pytest.mark.parametrize("name", ["monitoring.claims.gone", "monitoring.gone.claim", "gone.a.b"])
def test_a_seam_that_moved_is_named(name: str):
    with pytest.raises(SeamMissing, match=name):
        found(name)


def test_a_wrapped_function_is_wrapped_wherever_it_was_imported(monkeypatch: pytest.MonkeyPatch):
    # Invented modules: what is wrapped in the product stays wrapped for every later test.
    home, guest = ModuleType("monitoring.invented"), ModuleType("issues.invented")
    home.plainly = guest.plainly = lambda: "plain"  # type: ignore[attr-defined]
    for module in (home, guest):
        monkeypatch.setitem(sys.modules, module.__name__, module)
    wrap("monitoring.invented.plainly", lambda function: lambda: f"wrapped {function()}")
    assert (home.plainly(), guest.plainly()) == ("wrapped plain", "wrapped plain")


def test_every_point_is_passed_and_dies_in_two_ways():
    assert set(PASSES) == set(POINTS)
    assert len(POINTS) * len(DEEDS) == 16


# -- Processes ----------------------------------------------------------------------------------


def started(proc: Path, pid: int, data_dir: str, state: str = "S", session: int = 40) -> None:
    (proc / str(pid)).mkdir()
    (proc / str(pid) / "environ").write_bytes(f"A=b\0DATA_DIR={data_dir}\0".encode())
    (proc / str(pid) / "stat").write_text(f"{pid} (a) b) {state} 1 40 {session} 0")


def test_processes_of_a_data_dir_are_found_with_their_session(tmp_path: Path):
    started(tmp_path, 41, "/data/faults")
    started(tmp_path, 42, "/data/faults", session=42)
    started(tmp_path, 43, "/data/faults/other")
    started(tmp_path, 44, "/data/faults", state="Z")
    assert of_data_dir(Path("/data/faults"), tmp_path) == {41: 40, 42: 42}


def test_a_record_without_its_process_names_nobody(tmp_path: Path):
    record = tmp_path / "beat.json"
    assert living(record) is None
    record.write_text(json.dumps({"pid": os.getpid(), "birth": "long ago", "stop_signal": 15}))
    assert living(record) is None


# -- What is printed and written ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "count"),
    [("62 cerita, 1.071 pemuatan +3", 1071), ("1 cerita, 1 pemuatan", 1), ("Nihil", 0)],
)
def test_the_wall_is_read_as_people_read_it(words: str, count: int):
    assert placements(words) == count


def test_the_table_marks_what_held_and_says_what_did_not():
    lines = runs_table([run(), run(held=False)]).splitlines()
    assert lines[0].split() == ["scenario", "recovered", "F", *CHECKS, "what", "was", "done"]
    assert "2.0 s" in lines[1] and "ok" in lines[1] and "NO" in lines[2]
    assert lines[-1] == "valkey-flushed: I2 1 is missing"


def test_a_plant_that_did_not_recover_did_not_hold():
    assert not run(seconds=None).held
    assert "did not recover" in runs_table([run(seconds=None)])


def test_a_scenario_that_could_not_run_did_not_hold():
    assert not skipped("disk-full", "needs root").held
    assert total([run(), skipped("disk-full", "needs root")]).endswith("not held: disk-full")


def test_the_file_holds_conditions_totals_and_every_verdict(tmp_path: Path):
    keep(tmp_path / "faults.json", [run(), run(held=False)], [("seed", "7")])
    said = json.loads((tmp_path / "faults.json").read_text())
    assert said["conditions"] == {"seed": "7"}
    assert (said["totals"]["runs"], said["totals"]["held"]) == (2, 1)
    assert said["runs"][1]["verdicts"][1] == {"key": "I2", "held": False, "detail": "1 is missing"}


# -- What the product owes to the laboratory -----------------------------------------------------


@pytest.mark.django_db
def test_a_transaction_that_idles_for_a_lease_is_ended_by_the_database():
    with connection.cursor() as cursor:
        cursor.execute("SELECT extract(epoch FROM %s::interval)", [_shown(cursor)])
        assert cursor.fetchone()[0] == settings.LEASE.total_seconds()


def _shown(cursor: CursorWrapper) -> str:
    cursor.execute("SHOW idle_in_transaction_session_timeout")
    return str(cursor.fetchone()[0])


# -- One real death -----------------------------------------------------------------------------

VICTIM = """
import django; django.setup()
from monitoring.pipeline import collect_feeds
from tests.faults.saboteur import from_environment
from_environment().install()
collect_feeds()
"""


def die_at(point: str, orders: Orders) -> int:
    """Collect in a process of its own that dies at the second pass of the point."""
    orders.give(Order(point, 2, Deed()))
    database = connection.settings_dict
    login = f"{database['USER']}:{database['PASSWORD']}@{database['HOST']}:{database['PORT']}"
    ours = {
        "DATABASE_URL": f"postgres://{login}/{database['NAME']}",
        "DJANGO_SETTINGS_MODULE": "commandcenter.settings",
        "FETCH_ALLOW_NETWORKS": "127.0.0.0/8",
        "FAULTS_ORDERS": str(orders.folder),
    }
    command = [sys.executable, "-c", VICTIM]
    return subprocess.run(command, cwd=ROOT, env=os.environ | ours, check=False).returncode


@pytest.mark.services
@pytest.mark.django_db(transaction=True)
def test_a_death_before_the_commit_loses_nothing_and_doubles_nothing(
    newsroom: Newsroom, tmp_path: Path
):
    feeds = Feed.objects.filter(outlet__key__in=["suara-seroja", "seroja-niaga"])
    Feed.objects.exclude(pk__in=feeds).update(due_at=None)
    assert die_at("before_commit", Orders(tmp_path / "orders")) == -signal.SIGKILL
    # The first feed's commit stands, the second's died with its process.
    assert Fetch.objects.count() == 1
    Feed.objects.filter(fetched_at=None).exclude(due_at=None).update(
        lease_until=timezone.now() - timedelta(seconds=1)
    )
    collect_feeds()
    out = newsroom.schedule.published(timezone.now())
    shown = {one.url for one in out if one.outlet.key in ("suara-seroja", "seroja-niaga")}
    assert Item.objects.count() == len(shown)
    assert Entry.objects.values("feed", "item").distinct().count() == Entry.objects.count()
