"""Reading end to end: settled items become coverage, stories and issues in PostgreSQL."""

from datetime import timedelta

import pytest
from django.utils import timezone

from commandcenter.packs.reader import Pack
from issues.models import Coverage, Issue, IssueChange, Mention, Story
from issues.pipeline import read_items, reading, understanding, weigh_issues
from issues.pipeline.story_finder import StoryFinder
from issues.pipeline.story_memory import StoryMemory
from issues.pipeline.weighing import weigh
from issues.reading.article import VERSION
from issues.settling import LEVELS
from monitoring.models import FieldReport, Item, ItemText, Outlet, Region
from tests.build import make_issue, make_user

pytestmark = pytest.mark.django_db(transaction=True)

LEAD = (
    "ARUNIKA – Gubernur Kepulauan Seroja Arya Wirasena meninjau gudang pangan di Kota Arunika. "
    "Ia meminta kepala dinas menjaga stok beras sampai panen raya tiba di Cendana Tengah."
)


def settled(
    title: str, body: str = LEAD, outlet: str | None = "suara-seroja", **values: object
) -> Item:
    """Make an item whose text is settled and that waits for its reader."""
    at = timezone.now()
    item = Item.objects.create(
        **{
            "title": title,
            "outlet": outlet and Outlet.objects.get(key=outlet),
            "stage": Item.Stage.READ,
        }
        | {"seen_at": at, "listed_at": at, "published_at": at, "due_at": at}
        | values
    )
    ItemText.objects.create(item=item, body=body, rung=ItemText.Rung.GIVEN, extracted_at=at)
    return item


def test_an_item_becomes_coverage_with_reasons_and_version(province: Pack):
    item = settled("Gubernur Arya tinjau gudang pangan")
    assert read_items() == 1
    coverage = Coverage.objects.get(item=item)
    assert coverage.version == VERSION
    assert set(coverage.reasons) >= {"tone", "event_tone", "nature", "story"}
    assert all(
        {"value", "confidence", "reason", "version"} <= set(coverage.reasons[field])
        for field in ("tone", "event_tone", "headline_tone", "body_tone", "story")
    )
    item.refresh_from_db()
    assert (item.stage, item.due_at) == (Item.Stage.DONE, None)


def test_a_mention_knows_the_office_the_person_and_the_term(province: Pack):
    settled("Gubernur Arya tinjau gudang pangan")
    read_items()
    mention = Mention.objects.get(office__key="gubernur")
    assert mention.person.name == "Arya Wirasena"
    assert mention.tenure.office == mention.office
    assert mention.sentence and mention.spans and mention.reason


def test_copies_are_read_into_one_story(province: Pack):
    first = settled("Gubernur Arya tinjau gudang pangan")
    copy = settled("Stok beras aman, kata Gubernur", outlet="radio-kelana", copy_of=first)
    read_items()
    assert Coverage.objects.get(item=copy).story == Coverage.objects.get(item=first).story
    assert Story.objects.count() == 1


def test_unlike_events_stay_in_stories_of_their_own(province: Pack):
    settled("Gubernur Arya tinjau gudang pangan")
    settled("Kapal karam di Teluk Layar", "Nelayan menolong sebelas awak kapal. " * 12)
    read_items()
    assert Story.objects.count() == 2


def test_an_issue_takes_the_coverage_that_its_words_name(province: Pack):
    item = settled(
        "Pencairan beasiswa tertunda, mahasiswa menagih",
        "ARUNIKA – Penerima Beasiswa Seroja Cendekia mengeluh karena beasiswa belum cair. " + LEAD,
    )
    read_items()
    issue = Issue.objects.get(key="penundaan-beasiswa")
    assert Coverage.objects.get(item=item).issue == issue
    assert Coverage.objects.get(item=item).story.issue == issue


def test_reading_again_keeps_story_and_issue(province: Pack):
    item = settled("Pencairan beasiswa tertunda", "Dana beasiswa belum cair sejak September. " * 9)
    read_items()
    before = Coverage.objects.values("story", "issue").get(item=item)
    Item.objects.update(stage=Item.Stage.READ, due_at=timezone.now())
    read_items()
    assert Coverage.objects.values("story", "issue").get(item=item) == before
    assert Story.objects.count() == 1


def test_a_text_that_breaks_the_reader_holds_up_nobody_and_ends_in_quarantine(
    province: Pack, monkeypatch: pytest.MonkeyPatch
):
    def breaking(article, knowledge, read=understanding.read):
        if "racun" in article.title:
            raise ZeroDivisionError
        return read(article, knowledge)

    monkeypatch.setattr(understanding, "read", breaking)
    poison, good = settled("racun"), settled("Gubernur Arya tinjau gudang pangan")
    for _ in range(8):
        Item.objects.filter(stage=Item.Stage.READ).update(due_at=timezone.now())
        read_items()
    poison.refresh_from_db()
    assert Coverage.objects.filter(item=good).exists()
    assert poison.stage == Item.Stage.QUARANTINE
    assert "perlu diperiksa" in poison.stage_note


def test_without_a_pack_items_wait_without_losing_tries(db: None):
    at = timezone.now()
    item = Item.objects.create(
        title="x", seen_at=at, listed_at=at, due_at=at, stage=Item.Stage.READ
    )
    assert read_items() == 0
    item.refresh_from_db()
    assert (item.attempts, item.stage) == (0, Item.Stage.READ)


def negative_week(issue_words: str) -> None:
    """Let three outlets complain on three days."""
    at = timezone.now()
    for day, outlet in enumerate(["suara-seroja", "kabar-kelana", "nusantara-raya"]):
        settled(
            f"Mahasiswa protes, {issue_words}, Gubernur Arya dikritik lamban ({day})",
            f"Mahasiswa memprotes Gubernur Arya Wirasena karena {issue_words}. " * 8 + str(day),
            outlet=outlet,
            listed_at=at - timedelta(hours=20 * day),
            published_at=at - timedelta(hours=20 * day),
        )


def test_risk_shows_the_parts_it_is_made_of(province: Pack):
    negative_week("beasiswa belum cair")
    read_items()
    weigh_issues(timezone.now())
    issue = Issue.objects.get(key="penundaan-beasiswa")
    assert issue.risk == sum(points for _words, points in issue.risk_parts) > 0
    assert issue.risk_version
    changes = IssueChange.objects.filter(issue=issue, field="level")
    assert changes.exists() == (issue.level != Issue.Level.LOW)


def test_a_state_set_by_a_person_is_left_alone(province: Pack):
    issue = Issue.objects.get(key="penundaan-beasiswa")
    issue.state = Issue.State.EASING
    issue.save()
    IssueChange.objects.create(
        issue=issue,
        at=timezone.now(),
        field="state",
        before="muncul",
        after="mereda",
        reason="sudah dijelaskan",
        by=make_user(),
    )
    negative_week("beasiswa belum cair")
    read_items()
    weigh_issues(timezone.now())
    issue.refresh_from_db()
    assert issue.state == Issue.State.EASING


def test_a_closed_issue_with_a_new_story_relapses_and_keeps_its_history(province: Pack):
    issue = Issue.objects.get(key="penundaan-beasiswa")
    Issue.objects.filter(pk=issue.pk).update(
        state=Issue.State.CLOSED, state_since=timezone.now() - timedelta(days=4)
    )
    negative_week("beasiswa belum cair")
    read_items()
    weigh_issues(timezone.now())
    issue.refresh_from_db()
    assert issue.state != Issue.State.CLOSED
    assert issue.changes.filter(before="selesai", after="kambuh").exists()


def test_one_old_item_does_not_bring_all_history_since_along(province: Pack):
    at = timezone.now()
    long_ago, between = at - timedelta(days=300), at - timedelta(days=150)
    item = settled("Gubernur Arya tinjau gudang pangan", listed_at=between)
    read_items()
    items = [Item(pk=-1, listed_at=long_ago), Item(pk=-2, listed_at=at)]
    assert item.pk not in StoryFinder.around(items, StoryMemory()).memory.index


def test_a_worker_that_dies_in_a_batch_costs_its_neighbours_no_try(
    province: Pack, monkeypatch: pytest.MonkeyPatch
):
    def dying(reader: object, item: Item) -> set[int]:
        raise SystemExit(9)

    monkeypatch.setattr(reading._Reader, "take", dying)
    for number in range(3):
        settled(f"Berita {number}")
    with pytest.raises(SystemExit):
        read_items()
    assert set(Item.objects.values_list("attempts", flat=True)) == {0}


def told(title: str, body: str = LEAD) -> Item:
    """Make a field report that waits for its reader."""
    item = settled(title, body, kind=Item.Kind.FIELD_REPORT, outlet=None)
    region = Region.objects.get(code="99")
    FieldReport.objects.create(item=item, number="LL-1", region=region, received_at=item.seen_at)
    return item


def test_a_story_that_a_report_began_takes_the_headline_of_its_first_placement(province: Pack):
    told("Katanya gudang pangan kosong")
    read_items()
    settled("Gubernur Arya tinjau gudang pangan")
    settled("Stok beras aman", outlet="radio-kelana")
    read_items()
    assert Story.objects.get().headline == "Gubernur Arya tinjau gudang pangan"


def test_a_field_report_adds_no_risk(province: Pack):
    item = told("Gubernur Arya dituding")
    read_items()
    issue = make_issue()
    Coverage.objects.filter(item=item).update(issue=issue)
    Mention.objects.filter(coverage__item=item).update(role=Mention.Role.ACCUSED)
    assert Mention.objects.filter(role=Mention.Role.ACCUSED, office__leader=True).exists()
    weigh([issue.pk], timezone.now())
    issue.refresh_from_db()
    assert (issue.risk, issue.risk_parts) == (0, [])


def test_what_waits_follows_the_level_of_its_issue(province: Pack):
    issue = Issue.objects.get(key="penundaan-beasiswa")
    report = told("Beasiswa belum cair")
    read_items()
    Coverage.objects.filter(item=report).update(issue=issue)
    negative_week("beasiswa belum cair")
    read_items()
    weigh_issues(timezone.now())
    issue.refresh_from_db()
    assert LEVELS.index(issue.level) > 0
    assert Coverage.objects.get(item=report).urgency == LEVELS.index(issue.level)
