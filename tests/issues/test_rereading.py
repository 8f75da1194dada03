"""Reading again: resumable, with progress, and nothing that people decided or built on moves."""

import logging
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.db import connections
from django.utils import timezone

from commandcenter.packs.reader import Pack
from issues.deciding import Choice, decide, edition
from issues.models import Coverage, Decision, Story, Tone
from issues.pipeline import read_items, rereading, understanding
from issues.pipeline.rereading import Choice as Wanted
from issues.pipeline.rereading import Progress, reread
from issues.reading.article import VERSION
from monitoring.locks import Lock
from monitoring.models import Item
from tests.build import make_issue, make_user
from tests.issues.test_pipeline import settled

pytestmark = pytest.mark.django_db(transaction=True)
TITLES = ("Gubernur Arya tinjau gudang pangan", "Stok beras aman", "Harga cabai naik di Kelana")


def read_by_old(*titles: str) -> list[Item]:
    """Read items, and let an older mechanism have read them."""
    items = [settled(title) for title in titles]
    read_items()
    Coverage.objects.update(version="lama", tone=Tone.NEGATIVE)
    return items


def run(**choice: Any) -> list[Progress]:
    told: list[Progress] = []
    reread(Wanted(timezone.now(), **choice), told.append)
    return told


def test_what_an_older_version_read_is_read_again_with_its_story_and_issue(province: Pack) -> None:
    read_by_old(*TITLES)
    Story.objects.update(issue=make_issue())
    Coverage.objects.update(issue=make_issue())
    before = list(Coverage.objects.values("pk", "story", "issue"))
    (progress,) = run()
    assert (progress.done, progress.total, progress.broken, progress.left) == (3, 3, 0, 0)
    assert set(Coverage.objects.values_list("version", flat=True)) == {VERSION}
    assert not Coverage.objects.filter(tone=Tone.NEGATIVE).exists()
    assert list(Coverage.objects.values("pk", "story", "issue")) == before
    assert run() == []


def test_what_people_decided_holds(province: Pack) -> None:
    (item,) = read_by_old(TITLES[0])
    said = {"seen": edition(item), "key": uuid4()}
    decide(item, [Choice(Decision.Field.TONE, Tone.NEGATIVE)], make_user(), timezone.now(), **said)
    run()
    assert Coverage.objects.get().tone == Tone.NEGATIVE


def test_a_run_that_was_killed_goes_on_where_it_stopped(
    province: Pack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rereading, "BATCH", 1)
    read_by_old(*TITLES)

    def killed(_progress: Progress) -> None:
        raise SystemExit(9)

    with pytest.raises(SystemExit):
        reread(Wanted(timezone.now()), killed)
    assert Coverage.objects.filter(version=VERSION).count() == 1
    assert [progress.done for progress in run()] == [1, 2]


def test_days_versions_and_everything_choose(province: Pack) -> None:
    old, _new = read_by_old(*TITLES[:2])
    Coverage.objects.filter(pk=old.pk).update(at=timezone.now() - timedelta(days=9))
    tomorrow = timezone.now().date() + timedelta(days=1)
    assert run(since=tomorrow) == run(version="lain") == []
    assert run(since=tomorrow - timedelta(days=4))[0].total == 1
    assert run(version="lama")[0].total == 1
    assert run() == [] and run(everything=True)[0].total == 2


def test_a_text_that_breaks_its_reader_keeps_its_reading(
    province: Pack, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    read_by_old(*TITLES)
    read = understanding.read

    def breaking(article: Any, knowledge: Any) -> Any:
        return read(article, knowledge) if article.title != TITLES[1] else 1 / 0

    monkeypatch.setattr(understanding, "read", breaking)
    with caplog.at_level(logging.CRITICAL):
        (progress,) = run()
    assert (progress.done, progress.broken) == (3, 1)
    assert Coverage.objects.get(version="lama").item.title == TITLES[1]


def test_what_was_read_meanwhile_is_left_alone(
    province: Pack, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_by_old(TITLES[0])
    understand = understanding.Analyst.understand

    def overtaken(self: Any, item: Item) -> Any:
        Coverage.objects.update(read_at=timezone.now(), version="orang lain")
        return understand(self, item)

    monkeypatch.setattr(understanding.Analyst, "understand", overtaken)
    run()
    assert Coverage.objects.get().version == "orang lain"


def test_two_runs_at_once_are_refused(province: Pack) -> None:
    other = connections.create_connection("default")
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [Lock.REREADING.value])
        with pytest.raises(CommandError, match="sedang berjalan"):
            call_command("reread")
    other.close()


def test_the_command_says_how_far_it_is(province: Pack, capsys: pytest.CaptureFixture[str]) -> None:
    read_by_old(*TITLES)
    call_command("reread", "--version", "lama")
    progress, end = capsys.readouterr().out.splitlines()
    assert progress.startswith("3 dari 3 berita, ") and "perkiraan selesai" in progress
    assert end == "Selesai: 3 berita dibaca ulang."


def test_progress_tells_when_it_should_end() -> None:
    at = timezone.now()
    progress = Progress(300, 100, 0, at - timedelta(seconds=50), at)
    assert (progress.rate, progress.left, progress.end) == (2.0, 200, at + timedelta(seconds=100))
    assert Progress(300, 0, 0, at, at).end is None
