"""A pack that is corrected: loaded over people's edits and workers' writes, and what left it."""

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from commandcenter.packs import loader
from commandcenter.packs.files import PackError
from commandcenter.packs.install import find_pack
from commandcenter.packs.loader import load_pack
from commandcenter.packs.merge import merge
from commandcenter.packs.models import PackRecord
from commandcenter.packs.reader import Pack
from commandcenter.packs.records import FeedRecord, OutletRecord, TenureRecord
from commandcenter.packs.report import LoadReport
from commandcenter.packs.sample import refresh_sample
from issues.models import Issue, Tenure, Topic
from monitoring.models import CalendarDay, Feed, Item, Outlet, Region, SearchQuery
from tests.build import make_item

pytestmark = pytest.mark.django_db


def load(pack: Pack) -> LoadReport:
    return load_pack(pack, timezone.now())


def part(pack: Pack, file: str, **changed: Any) -> Pack:
    """Return the pack with other records in one of its files."""
    return Pack(**{**vars(pack), file: getattr(pack, file).model_copy(update=changed)})


def with_tenures(pack: Pack, *tenures: TenureRecord) -> Pack:
    return part(pack, "people", tenures=tenures)


def with_outlets(pack: Pack, *outlets: OutletRecord) -> Pack:
    return part(pack, "outlets", outlets=outlets)


def with_feeds(pack: Pack, *feeds: FeedRecord) -> Pack:
    """Return the pack with these feeds on its first outlet."""
    first, *others = pack.outlets.outlets
    return with_outlets(pack, first.model_copy(update={"feeds": feeds}), *others)


def feed(key: str, path: str) -> FeedRecord:
    return FeedRecord(key=key, url=f"https://contoh.invalid/{path}")


def name_of(pack: Pack, key: str) -> str:
    return f"{pack.outlets.outlets[0].key}-{key}"


def feeds_now() -> dict[str, tuple[int, str, bool]]:
    found = Feed.objects.filter(url__startswith="https://contoh.invalid/")
    return {f.url.rsplit("/", 1)[1]: (f.pk, f.key, f.enabled) for f in found}


def acting(pack: Pack) -> TenureRecord:
    return next(t for t in pack.people.tenures if t.capacity == "Pj")


def replaced(pack: Pack, **changed: Any) -> Pack:
    """Return the pack with its acting secretary's tenure corrected."""
    found = acting(pack)
    new = found.model_copy(update=changed)
    return with_tenures(pack, *(new if t is found else t for t in pack.people.tenures))


def while_loading(monkeypatch: pytest.MonkeyPatch, happens: Any) -> None:
    """Let something happen after the loader read the database and before it writes."""
    reading = loader.match

    def read(wanted: Any) -> Any:
        found = reading(wanted)
        happens()
        return found

    monkeypatch.setattr(loader, "match", read)


def test_what_workers_and_people_write_during_a_load_stays(
    contoh: Pack, monkeypatch: pytest.MonkeyPatch
):
    load(contoh)
    first, *others = contoh.outlets.outlets
    one = first.feeds[0].model_copy(update={"note": "catatan baru"})
    corrected = first.model_copy(update={"tier": 2, "name": "Baru", "feeds": (one,)})
    key, until = f"{first.key}-{one.key}", timezone.now() + dt.timedelta(minutes=5)

    def meanwhile() -> None:
        Feed.objects.filter(key=key).update(due_at=until, etag="v2", enabled=False)
        Outlet.objects.filter(key=first.key).update(robots="baru", home="https://x.invalid")

    while_loading(monkeypatch, meanwhile)
    load(with_outlets(contoh, corrected, *others))
    row, outlet = Feed.objects.get(key=key), Outlet.objects.get(key=first.key)
    assert (row.note, row.due_at, row.etag, row.enabled) == ("catatan baru", until, "v2", False)
    assert (outlet.name, outlet.tier, outlet.robots) == ("Baru", 2, "baru")
    assert outlet.home == "https://x.invalid"


def test_a_reference_is_written_in_its_own_column(contoh: Pack):
    load(contoh)
    topics = contoh.topics.topics
    other = next(a.key for a in contoh.agencies.agencies if a.key != topics[0].agency)
    moved = topics[0].model_copy(update={"agency": other})
    load(part(contoh, "topics", topics=(moved, *topics[1:])))
    assert Topic.objects.get(code=moved.code).agency.key == other


def test_a_row_a_person_made_under_a_packs_key_is_kept_and_reported(contoh: Pack):
    now, key = timezone.now(), contoh.issues.issues[0].key
    Issue.objects.create(key=key, title="Judul petugas", state_since=now, opened_at=now)
    report = load(contoh)
    issue = Issue.objects.get(key=key)
    assert issue.title == "Judul petugas"
    assert issue.statement == contoh.issues.issues[0].statement
    assert f"issue {key} (title)" in report.kept and "dipertahankan" in str(report)
    assert load(contoh).kept == [f"issue {key} (title)"]


def test_without_a_record_the_pack_fills_only_what_is_empty():
    decision = merge(None, {"a": "", "b": [], "c": False, "d": 3}, {"a": 1, "b": 2, "c": 3, "d": 3})
    assert decision.write == {"a": 1, "b": 2}
    assert decision.kept == ("c",)


def test_a_corrected_capacity_stays_one_tenure(contoh: Pack):
    first = load(contoh)
    before = Tenure.objects.get(capacity="Pj")
    changed = replaced(contoh, capacity="Plh")
    report = load(changed)
    assert Tenure.objects.get(pk=before.pk).capacity == "Plh"
    assert report.counts["diperbarui"] == 1 and report.counts["baru"] == 0
    assert load(changed).counts["tetap"] == first.counts["baru"]


def test_a_capacity_a_person_edited_is_kept_when_the_pack_corrects_it(contoh: Pack):
    load(contoh)
    Tenure.objects.filter(capacity="Pj").update(capacity="Plt", valid_from="2020-01-01")
    report = load(replaced(contoh, capacity="Plh"))
    tenure = Tenure.objects.get(office__key=acting(contoh).office, valid_to=None)
    assert (tenure.capacity, str(tenure.valid_from)) == ("Plt", "2020-01-01")
    assert len(report.kept) == 2


def test_a_corrected_person_leaves_one_holder(contoh: Pack):
    load(contoh)
    other = next(p.key for p in contoh.people.persons if p.key != acting(contoh).person)
    changed = replaced(contoh, person=other)
    report = load(changed)
    holder = Tenure.objects.get(office__key=acting(contoh).office, valid_to=None)
    assert holder.person.key == other
    assert report.counts["dihapus"] == 1 and acting(contoh).person in str(report)
    assert load(changed).counts["dihapus"] == 0


def test_an_earlier_term_that_leaves_the_pack_leaves_the_later_one_alone(contoh: Pack):
    term = {"capacity": "definitif", "from_": dt.date(2001, 1, 1), "to": dt.date(2002, 1, 1)}
    earlier = acting(contoh).model_copy(update=term)
    again = {"from_": dt.date(2003, 1, 1), "to": dt.date(2004, 1, 1)}
    later = earlier.model_copy(update=again)
    load(with_tenures(contoh, *contoh.people.tenures, earlier, later))
    kept = Tenure.objects.get(valid_from=later.from_)
    report = load(with_tenures(contoh, *contoh.people.tenures, later))
    assert Tenure.objects.get(pk=kept.pk).valid_from == later.from_
    assert not Tenure.objects.filter(valid_from=earlier.from_).exists()
    assert report.counts["dihapus"] == 1


def test_a_tenure_a_person_edited_is_only_counted_when_it_leaves(contoh: Pack):
    load(contoh)
    Tenure.objects.filter(capacity="Pj").update(origin="SK Gubernur")
    gone = acting(contoh)
    report = load(with_tenures(contoh, *(t for t in contoh.people.tenures if t is not gone)))
    assert Tenure.objects.filter(capacity="Pj").exists()
    assert report.counts["tidak ada lagi di paket"] == 1 and not report.retired


def test_a_renamed_feed_is_the_same_feed(contoh: Pack):
    load(with_feeds(contoh, feed("lama", "a")))
    before = feeds_now()["a"]
    report = load(with_feeds(contoh, feed("baru", "a")))
    assert feeds_now() == {"a": (before[0], name_of(contoh, "baru"), True)}
    assert report.counts["baru"] == 0
    assert not PackRecord.objects.filter(kind="feed", key=name_of(contoh, "lama")).exists()


def test_feeds_that_exchange_their_addresses_stay_with_them(contoh: Pack):
    load(with_feeds(contoh, feed("x", "a"), feed("y", "b")))
    before = feeds_now()
    swapped = with_feeds(contoh, feed("x", "b"), feed("y", "a"))
    load(swapped)
    x, y = name_of(contoh, "x"), name_of(contoh, "y")
    assert feeds_now() == {"a": (before["a"][0], y, True), "b": (before["b"][0], x, True)}
    assert load(swapped).counts["diperbarui"] == 0


def test_a_feed_takes_the_key_of_one_that_left(contoh: Pack):
    load(with_feeds(contoh, feed("x", "a"), feed("y", "b")))
    changed = with_feeds(contoh, feed("x", "b"))
    report = load(changed)
    assert [enabled for _pk, _key, enabled in feeds_now().values()].count(True) == 1
    assert feeds_now()["b"][2] and report.counts["dimatikan"] == 1
    assert load(changed).counts["diperbarui"] == 0


def test_a_feed_a_person_added_first_is_kept_with_its_key(contoh: Pack):
    load(contoh)
    outlet = Outlet.objects.get(key=contoh.outlets.outlets[0].key)
    url = "https://contoh.invalid/a"
    Feed.objects.create(key="punya-petugas", outlet=outlet, url=url, enabled=False)
    report = load(with_feeds(contoh, feed("x", "a")))
    assert feeds_now()["a"][1:] == ("punya-petugas", False)
    assert report.kept == [f"feed {name_of(contoh, 'x')} (enabled)"]


def test_outlets_and_feeds_that_left_the_pack_are_no_longer_polled(contoh: Pack):
    load(contoh)
    gone, *others = contoh.outlets.outlets
    changed = with_outlets(contoh, *others)
    report = load(changed)
    assert not Outlet.objects.get(key=gone.key).enabled
    assert not Feed.objects.filter(outlet__key=gone.key, enabled=True).exists()
    assert report.counts["dimatikan"] == 1 + len(gone.feeds)
    assert f"outlet {gone.key} (dimatikan)" in str(report)
    assert not PackRecord.objects.filter(kind="outlet", key=gone.key).exists()
    assert load(changed).retired == []


def test_an_outlet_a_person_edited_is_only_counted_when_it_leaves(contoh: Pack):
    load(contoh)
    gone, *others = contoh.outlets.outlets
    Outlet.objects.filter(key=gone.key).update(name="Nama dari petugas")
    report = load(with_outlets(contoh, *others))
    assert Outlet.objects.get(key=gone.key).enabled
    assert report.counts["tidak ada lagi di paket"] == 1


def test_a_day_that_left_the_pack_is_deleted(contoh: Pack):
    load(contoh)
    gone, *others = contoh.calendar.days
    report = load(part(contoh, "calendar", days=tuple(others)))
    assert not CalendarDay.objects.filter(name=gone.name).exists()
    assert report.counts["dihapus"] == 1 and gone.name in str(report)


def test_an_issue_that_left_the_pack_is_only_counted(contoh: Pack):
    load(contoh)
    gone, *others = contoh.issues.issues
    changed = part(contoh, "issues", issues=tuple(others))
    assert load(changed).counts["tidak ada lagi di paket"] == 1
    assert load(changed).counts["tidak ada lagi di paket"] == 1
    assert Issue.objects.filter(key=gone.key).exists()


def test_a_row_the_database_refuses_is_named_with_kind_and_key(contoh: Pack):
    ended = replaced(contoh, to=dt.date(1999, 1, 1))
    with pytest.raises(PackError, match=r"tenure sekda@99:made-darsana:Pj:1: ditolak"):
        load(ended)
    assert not Region.objects.exists()


def test_the_order_of_regions_in_the_pack_is_nobodys_edit(contoh: Pack):
    issue, *others = contoh.issues.issues
    mixed = issue.model_copy(update={"regions": ("99.71", "99.02", "99.01")})
    pack = part(contoh, "issues", issues=(mixed, *others))
    first = load(pack)
    again = load(pack)
    assert again.kept == [] and again.counts["tetap"] == first.counts["baru"]
    # What an earlier release recorded in the order of the file.
    record = PackRecord.objects.get(kind="issue", key=issue.key)
    record.values["regions"] = ["99.71", "99.02", "99.01"]
    record.save()
    fewer = mixed.model_copy(update={"regions": ("99.71", "99.02")})
    assert load(part(contoh, "issues", issues=(fewer, *others))).kept == []
    assert Issue.objects.get(key=issue.key).regions.count() == 2


def test_a_row_deleted_and_loaded_again_is_found_the_next_time(contoh: Pack):
    load(contoh)
    Issue.objects.all().delete()
    assert load(contoh).counts["baru"] == len(contoh.issues.issues)
    assert load(contoh).counts["baru"] == 0


def checks(kind: str, key: str) -> tuple[Any, ...]:
    record = PackRecord.objects.get(kind=kind, key=key)
    return record.origin, record.checked, record.verified


def test_origin_and_check_are_remembered_and_follow_the_pack(contoh: Pack):
    load(contoh)
    first, *others = contoh.topics.topics
    assert checks("topic", first.code) == ("rekaan", first.checked, False)
    later = first.checked + dt.timedelta(days=1)
    said = {"origin": "ditinjau ulang", "checked": later, "verified": True}
    corrected = part(contoh, "topics", topics=(first.model_copy(update=said), *others))
    report = load(corrected)
    assert checks("topic", first.code) == ("ditinjau ulang", later, True)
    assert report.counts["diperbarui"] == 0 and not report.kept


def test_a_later_check_of_a_person_outlasts_the_pack(contoh: Pack):
    load(contoh)
    today = timezone.localdate()
    mine = {"origin": "dicek ke redaksi", "checked": today, "verified": True}
    key = contoh.outlets.outlets[0].key
    PackRecord.objects.filter(kind="outlet", key=key).update(**mine)
    load(contoh)
    assert checks("outlet", key) == tuple(mine.values())
    renamed = contoh.outlets.outlets[0].model_copy(update={"name": "Suara Baru"})
    load(with_outlets(contoh, renamed, *contoh.outlets.outlets[1:]))
    assert Outlet.objects.get(key=key).name == "Suara Baru"
    assert checks("outlet", key) == tuple(mine.values())


def test_report_words_a_person_edited_are_kept(contoh: Pack):
    load(contoh)
    home = Region.objects.home()
    home.report["recipient"] = "Ibu Penjabat Gubernur"
    home.save()
    assert load(contoh).kept == ["region 99 (report)"]
    assert Region.objects.home().report["recipient"] == "Ibu Penjabat Gubernur"


def test_a_search_query_that_left_the_pack_is_switched_off(contoh: Pack):
    load(contoh)
    gone, *others = contoh.queries.queries
    report = load(part(contoh, "queries", queries=tuple(others)))
    assert not SearchQuery.objects.get(text=gone.text).enabled
    assert report.retired == [f"query {gone.text} (dimatikan)"]


def test_loading_ntb_twice_changes_nothing():
    pack = find_pack("ntb", timezone.now())
    first = load(pack)
    before = [list(m.objects.order_by("pk").values()) for m in (Feed, Tenure, Region, PackRecord)]
    second = load(pack)
    assert second.counts == {"tetap": first.counts["baru"], "tidak ada lagi di paket": 0}
    assert not second.kept and not second.retired
    after = [list(m.objects.order_by("pk").values()) for m in (Feed, Tenure, Region, PackRecord)]
    assert before == after


def test_on_the_next_day_the_sample_moves_and_nothing_piles_up(contoh: Pack):
    load(contoh)
    counts = CalendarDay.objects.count(), Tenure.objects.count(), PackRecord.objects.count()
    tomorrow = find_pack("contoh", timezone.now() + dt.timedelta(days=1))
    report = load(tomorrow)
    assert report.kept == [] and report.counts["tidak ada lagi di paket"] == 0
    assert counts == (
        CalendarDay.objects.count(),
        Tenure.objects.count(),
        PackRecord.objects.count(),
    )


def test_a_sample_of_another_province_is_never_emptied(tmp_path: Any, settings: Any):
    settings.DATA_DIR = tmp_path
    level, phrases = Region.Level.PROVINCE, {"sample": True}
    Region.objects.create(code="52", name="Nusa Tenggara Barat", level=level, phrases=phrases)
    make_item()
    with pytest.raises(PackError, match="melayani Nusa Tenggara Barat"):
        refresh_sample(timezone.now())
    assert Item.objects.exists()
