"""The editor of regional data: checked in words, never over a colleague, kept by the next load."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from commandcenter.accounts.models import Role
from commandcenter.packs.editor.kinds import KINDS
from commandcenter.packs.loader import load_pack
from commandcenter.packs.models import PackRecord
from commandcenter.packs.reader import Pack
from commandcenter.trace.models import Change
from issues.knowledge import load_knowledge
from issues.models import Agency, Office, Person, Tenure, Topic
from monitoring.models import Feed, Outlet
from tests.build import make_feed, make_outlet, make_region, make_tenure, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client: Client) -> Client:
    client.force_login(make_user("Rani Kartika", role=Role.ADMINISTRATOR))
    return client


def record(kind: str, row: Any) -> str:
    return reverse("pack_record", args=[kind, row.pk])


def filled(client: Client, address: str, **changed: Any) -> dict[str, Any]:
    """Return what a browser would send for the form of this page, with some fields changed."""
    page = client.get(address)
    form = page.context["form"]
    data = {name: form[name].value() for name in form.fields}
    lists = {name for name, value in data.items() if isinstance(value, list)} - {"regions"}
    data |= {name: "\n".join(data[name]) for name in lists}
    data["regions"] = [getattr(one, "pk", one) for one in data.get("regions") or []]
    data |= {"seen": page.context.get("seen", "")} | changed
    return {name: value for name, value in data.items() if value is not None and value is not False}


def said(response: Any) -> str:
    """Return the errors of the form of an answer."""
    return str(response.context["form"].errors)


@pytest.mark.parametrize("kind", [kind.slug for kind in KINDS])
def test_every_kind_has_a_list_a_record_and_a_form_that_saves_nothing_by_itself(
    kind: str, admin: Client, province: Pack
):
    chosen = next(one for one in KINDS if one.slug == kind)
    row = chosen.model.objects.first() or chosen.form.Meta.model.objects.create(text="Gubernur")
    listed = admin.get(reverse("pack_records", args=[kind])).content.decode()
    assert escape(row) in listed
    before = Change.objects.count()
    answer = admin.post(record(kind, row), filled(admin, record(kind, row)), follow=True)
    assert answer.status_code == 200, said(answer)
    assert "Tidak ada yang berubah" in answer.content.decode()
    assert Change.objects.count() == before


def test_only_who_may_edit_regional_data_gets_in(client: Client):
    client.force_login(make_user(role=Role.RAPID_RESPONSE))
    assert client.get(reverse("pack_editor")).status_code == 403
    assert client.get(reverse("export_pack")).status_code == 403


def test_a_list_is_searched_and_counted(admin: Client):
    make_outlet("Suara Seroja"), make_outlet("Kabar Serunai", enabled=False)
    page = admin.get(reverse("pack_records", args=["media"]), {"cari": "serunai"})
    assert [str(one.row) for one in page.context["listed"]] == ["Kabar Serunai"]
    off = admin.get(reverse("pack_records", args=["media"]), {"keadaan": "mati"})
    assert off.context["page"].paginator.count == 1


def test_an_edit_writes_only_its_columns_and_says_so_in_the_trace(admin: Client):
    outlet = make_outlet(tier=3)
    data = filled(admin, record("media", outlet), tier=2)
    later = timezone.now() + dt.timedelta(hours=1)
    Outlet.objects.update(next_request_at=later)
    assert admin.post(record("media", outlet), data).status_code == 302
    outlet.refresh_from_db()
    assert (outlet.tier, outlet.next_request_at) == (2, later)
    page = admin.get(record("media", outlet)).content.decode()
    assert "Tier" in page and "Rani Kartika" in page


def test_a_stale_form_overwrites_nobody_and_loses_nothing(admin: Client):
    outlet = make_outlet("Suara Seroja", tier=3)
    data = filled(admin, record("media", outlet), name="Suara Seroja Raya")
    Outlet.objects.update(tier=1)
    answer = admin.post(record("media", outlet), data)
    page = answer.content.decode()
    assert answer.status_code == 409 and "Suara Seroja Raya" in page
    assert "<bdi>3</bdi></del>" in page and "<bdi>1</bdi></ins>" in page
    outlet.refresh_from_db()
    assert outlet.name == "Suara Seroja"
    # What the person did not touch has followed the colleague; what they typed is still there.
    shown = answer.context["form"]
    assert (shown["name"].value(), shown["tier"].value()) == ("Suara Seroja Raya", "1")
    again = data | {"tier": "1", "seen": answer.context["seen"]}
    assert admin.post(record("media", outlet), again).status_code == 302
    outlet.refresh_from_db()
    assert (outlet.name, outlet.tier) == ("Suara Seroja Raya", 1)


def test_a_conflict_keeps_what_both_people_did_to_different_fields(admin: Client, province: Pack):
    outlet = Outlet.objects.first()
    feed = make_feed(outlet, note="lama")
    data = filled(admin, record("umpan", feed), note="baru")
    Feed.objects.filter(pk=feed.pk).update(enabled=False, url="https://lain.test/rss")
    shown = admin.post(record("umpan", feed), data).context["form"]
    values = {name: shown[name].value() for name in ("note", "enabled", "url")}
    assert values == {"note": "baru", "enabled": False, "url": "https://lain.test/rss"}


def test_an_outlet_that_came_with_a_link_is_known_once_somebody_described_it(admin: Client):
    outlet = make_outlet(known=False)
    admin.post(record("media", outlet), filled(admin, record("media", outlet), kind="harian"))
    outlet.refresh_from_db()
    assert outlet.known


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("ftp://suara.test/rss", "Hanya alamat http"),
        ("suara.test/rss", "Hanya alamat http"),
        ("http:///rss", "Nama situs tidak sah"),
        ("http://[x", "tidak dapat dibaca"),
        ("http://10.1.2.3/rss", "jaringan dalam"),
    ],
)
def test_the_address_of_a_feed_must_be_one_the_door_opens(admin: Client, url: str, words: str):
    feed = make_feed(make_outlet())
    answer = admin.post(record("umpan", feed), filled(admin, record("umpan", feed), url=url))
    assert answer.status_code == 422 and words in said(answer)


def test_no_address_is_polled_twice(admin: Client):
    feed, other = make_feed(make_outlet()), make_feed(make_outlet("Kabar Serunai"))
    data = filled(admin, record("umpan", feed), url=other.url)
    assert "Kabar Serunai" in said(admin.post(record("umpan", feed), data))


def test_a_new_address_knows_nothing_of_the_old_one_and_is_due_now(admin: Client):
    feed = make_feed(make_outlet(), etag="lama", outcome="gone", failures=9)
    data = filled(admin, record("umpan", feed), url="https://suara.test/rss")
    admin.post(record("umpan", feed), data)
    feed.refresh_from_db()
    assert (feed.etag, feed.outcome, feed.failures) == ("", "", 0) and feed.due_at


def test_a_form_sent_twice_makes_one_feed(admin: Client):
    outlet = make_outlet()
    data = {"outlet": outlet.pk, "url": "https://suara.test/rss", "kind": "rss", "enabled": "on"}
    first = admin.post(reverse("new_record", args=["umpan"]), data)
    second = admin.post(reverse("new_record", args=["umpan"]), data)
    assert first["Location"] == second["Location"]
    assert Feed.objects.get().key == f"{outlet.key}-umpan-1"
    data["note"] = "lain"
    assert admin.post(reverse("new_record", args=["umpan"]), data).status_code == 422


def test_rules_of_a_listing_page_are_checked_and_none_is_nothing(admin: Client):
    feed = make_feed(make_outlet(), kind="listing")
    data = filled(admin, record("umpan", feed))
    assert "xpath" in said(admin.post(record("umpan", feed), data | {"rules": '{"form": "xpath"}'}))
    assert "kurawal" in said(admin.post(record("umpan", feed), data | {"rules": "[1]"}))
    admin.post(record("umpan", feed), data | {"rules": '{"form": "links", "path": "/b/*"}'})
    feed.refresh_from_db()
    assert feed.rules == {"form": "links", "path": "/b/*"}
    answer = admin.post(record("umpan", feed), filled(admin, record("umpan", feed), rules=""))
    assert answer.status_code == 302, said(answer)
    feed.refresh_from_db()
    assert feed.rules == {}


@pytest.mark.parametrize("host", ["https://suara-lama.test/x", "www.suara-lama.test"])
def test_other_domains_of_an_outlet_are_kept_as_hosts(admin: Client, host: str):
    outlet = make_outlet()
    admin.post(record("media", outlet), filled(admin, record("media", outlet), hosts=host))
    outlet.refresh_from_db()
    assert outlet.hosts == ["suara-lama.test"]


@pytest.mark.parametrize(
    ("field", "value"), [("hosts", "10.1.2.3"), ("hosts", "dua kata"), ("parallel", "9")]
)
def test_what_the_door_would_not_bear_is_refused(admin: Client, field: str, value: str):
    outlet = make_outlet()
    data = filled(admin, record("media", outlet)) | {field: value}
    assert admin.post(record("media", outlet), data).status_code == 422


def test_new_words_are_asked_of_the_search_engines_at_once(admin: Client, settings: Any):
    settings.SEARCH_ENGINES = ["google", "bing"]
    make_region()
    admin.post(
        reverse("new_record", args=["pencarian"]), {"text": "Bupati Serunai", "enabled": "on"}
    )
    assert Feed.objects.filter(kind="search", query__text="Bupati Serunai").count() == 2


def test_a_term_ends_after_it_starts(admin: Client):
    tenure = make_tenure(make_office_once())
    data = filled(admin, record("masa-jabatan", tenure), valid_to="2020-01-01")
    assert "mendahului" in said(admin.post(record("masa-jabatan", tenure), data))


def test_two_definitive_terms_never_overlap_but_an_acting_one_may(admin: Client):
    office = make_office_once()
    make_tenure(office, "Arya Wirasena", valid_from=dt.date(2025, 2, 20))
    person = Person.objects.create(key="sri", name="Sri Maheswari")
    data = {"office": office.pk, "person": person.pk, "valid_from": "2026-01-01"}
    address = reverse("new_record", args=["masa-jabatan"])
    answer = admin.post(address, data | {"capacity": "definitif"})
    assert "Arya Wirasena" in said(answer)
    assert admin.post(address, data | {"capacity": "Plt"}).status_code == 302
    assert Tenure.objects.filter(person=person).get().capacity == "Plt"


def make_office_once() -> Office:
    return Office.objects.create(key="gubernur", title="Gubernur", region=make_region())


def test_an_office_stands_once_in_its_region(admin: Client):
    office = make_office_once()
    data = {"title": "Gubernur", "region": office.region_id, "rank": 1}
    answer = admin.post(reverse("new_record", args=["jabatan"]), data)
    assert answer.status_code == 422 and "Sudah ada" in said(answer)
    data["region"] = make_region("99.01", "Cendana Timur").pk
    assert admin.post(reverse("new_record", args=["jabatan"]), data).status_code == 302


@pytest.mark.parametrize("code", ["air", "AIR1", "A", "TERLALUPANJANG"])
def test_the_code_of_a_topic_is_capital_letters(admin: Client, code: str):
    answer = admin.post(reverse("new_record", args=["topik"]), {"code": code, "name": "Air"})
    assert answer.status_code == 422 and not Topic.objects.exists()


def test_phrases_stand_one_per_line_none_twice_none_of_one_letter(admin: Client):
    topic = Topic.objects.create(code="AIR", name="Air bersih")
    data = filled(admin, record("topik", topic), strong=" krisis  air\n\nkrisis air\nPDAM ")
    admin.post(record("topik", topic), data)
    topic.refresh_from_db()
    assert topic.strong == ["krisis air", "PDAM"]
    short = filled(admin, record("topik", topic), strong="PDAM\nx")
    assert "“x”" in said(admin.post(record("topik", topic), short))


def test_an_agency_is_not_its_own_heir(admin: Client):
    old = Agency.objects.create(key="lama", name="Dinas Lama", short="Lama")
    new = Agency.objects.create(key="baru", name="Dinas Baru", short="Baru", successor=old)
    data = filled(admin, record("opd", old), successor=new.pk)
    assert "OPD yang sama" in said(admin.post(record("opd", old), data))


def test_a_persons_edit_survives_the_next_load_and_reaches_reading(admin: Client, province: Pack):
    topic = Topic.objects.get(code="AIR")
    words = [*topic.strong, "sumur kering"]
    admin.post(
        record("topik", topic), filled(admin, record("topik", topic), strong="\n".join(words))
    )
    load_pack(province, timezone.now())
    known = {one.code: one.strong for one in load_knowledge().topics}
    assert "sumur kering" in known["AIR"]


def test_a_check_is_noted_with_its_day_and_where(admin: Client, province: Pack):
    outlet = Outlet.objects.first()
    address = reverse("check_record", args=["media", outlet.pk])
    admin.post(address, {"origin": "situs resmi", "verified": "on"})
    kept = PackRecord.objects.get(kind="outlet", row=str(outlet.pk))
    assert (kept.origin, kept.verified) == ("situs resmi", True)
    assert kept.checked == timezone.localdate()
    told = admin.get(reverse("trace"), {"jenis": "pemeriksaan"}).context["told"]
    assert (told[0].name, told[0].address) == (f"Media {outlet.key}", record("media", outlet))


def test_only_what_people_made_and_nothing_uses_can_be_deleted(admin: Client, province: Pack):
    used, mine = Outlet.objects.first(), make_outlet("Warta Baru")
    admin.post(reverse("delete_record", args=["media", used.pk]))
    make_feed(mine)
    admin.post(reverse("delete_record", args=["media", mine.pk]))
    assert Outlet.objects.filter(pk__in=[used.pk, mine.pk]).count() == 2
    mine.feeds.all().delete()
    admin.post(reverse("delete_record", args=["media", mine.pk]))
    again = admin.post(reverse("delete_record", args=["media", mine.pk]))
    assert again.status_code == 302 and not Outlet.objects.filter(pk=mine.pk).exists()


@pytest.mark.parametrize("address", ["/paket/tidak-ada", "/paket/media/abc", "/paket/media/999999"])
def test_what_is_not_there_is_not_found(admin: Client, address: str):
    assert admin.get(address).status_code == 404


def test_hostile_text_is_shown_as_text(admin: Client):
    outlet = make_outlet("<script>alert(1)</script>")
    for address in (record("media", outlet), reverse("pack_records", args=["media"])):
        assert "<script>alert" not in admin.get(address).content.decode()
    nul = filled(admin, record("media", outlet), name="a\x00b")
    assert admin.post(record("media", outlet), nul).status_code == 422


def test_an_outlet_shows_its_feeds_and_a_new_one_begins_with_it(admin: Client):
    outlet = make_outlet()
    feed = make_feed(outlet)
    page = admin.get(record("media", outlet)).content.decode()
    assert feed.url in page
    address = f"{reverse('new_record', args=['umpan'])}?outlet={outlet.pk}"
    assert address in page
    assert admin.get(address).context["form"]["outlet"].value() == str(outlet.pk)


def test_an_empty_form_says_what_is_missing(admin: Client):
    for kind in KINDS:
        if not kind.made_at:
            assert admin.post(reverse("new_record", args=[kind.slug]), {}).status_code == 422


@pytest.mark.parametrize(
    ("kind", "field"), [("umpan", "url"), ("topik", "code"), ("pencarian", "text")]
)
def test_bytes_that_are_no_text_are_refused_in_words(admin: Client, kind: str, field: str):
    answer = admin.post(f"/paket/{kind}/baru", {field: "a\x00b"})
    assert answer.status_code == 422 and answer.context["form"].errors[field]


@pytest.mark.parametrize("path", ["", "/cek", "/hapus"])
def test_an_address_that_names_no_record_is_a_missing_page(admin: Client, path: str):
    assert admin.post(f"/paket/topik/A%00{path}").status_code == 404
