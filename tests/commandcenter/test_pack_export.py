"""Exporting the regional data: a pack that reads without an error and says what stands."""

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from commandcenter.accounts.models import Role
from commandcenter.packs.export import export
from commandcenter.packs.kinds import key_of, settled, standing_rows, values_of
from commandcenter.packs.loader import load_pack
from commandcenter.packs.models import PackRecord
from commandcenter.packs.reader import Pack, read_pack
from commandcenter.packs.rows import Row, rows
from issues.models import Person, Tenure, Topic
from monitoring.models import Feed, Outlet, SearchQuery
from tests.build import make_feed, make_outlet, make_user

pytestmark = pytest.mark.django_db


def exported(folder: Path) -> list[Row]:
    """Export into a folder and read it again as a pack."""
    export(folder, timezone.now())
    return list(rows(read_pack(folder, timezone.now())))


def standing(row: Row) -> Any:
    """Return the standing row that an exported one came from."""
    if row.kind == "tenure":
        office, person = row.values["office"].split("@")[0], row.values["person"]
        terms = Tenure.objects.filter(office__key=office, person__key=person)
        found = terms.filter(valid_from=row.values["valid_from"])
        return found.get(office__region=row.values["office"].split("@")[1])
    return next(one for one in standing_rows(row.kind).values() if key_of(row.kind, one) == row.key)


def edit() -> None:
    """Change a row of several kinds, as people do in the editor."""
    Topic.objects.filter(code="AIR").update(strong=["krisis air", "tarif $5 ribu: naik"])
    Outlet.objects.order_by("pk").first().regions.set([])
    outlet = make_outlet(
        "Warta Baru", key="warta-baru", gap_seconds=0, parallel=2, hosts=["lama.test"]
    )
    make_feed(outlet, key="warta-baru-umpan-1", url="https://warta.test/rss?a=${HOME}&b=1")
    rules = {"form": "links", "path": "/berita/*"}
    listing = {"key": "warta-baru-umpan-2", "kind": "listing", "rules": rules}
    make_feed(outlet, url="https://warta.test/berita", **listing)
    Person.objects.create(key="orang-baru", name="Orang Baru", aliases=["Bu Baru", "52.71", "ya"])
    SearchQuery.objects.create(text="gubernur seroja", about="pimpinan")
    PackRecord.objects.filter(kind="outlet").update(verified=True, origin="situs: resmi")


def test_what_is_exported_equals_what_stands(province: Pack, tmp_path: Path):
    edit()
    found = exported(tmp_path / "paket")
    assert {row.kind for row in found} == {row.kind for row in rows(province)} | {"query"}
    for row in found:
        kept = standing(row)
        assert settled(row.kind, row.values) == values_of(row.kind, kept, row.values), row.key


def test_what_is_exported_is_complete_and_keeps_its_checks(province: Pack, tmp_path: Path):
    edit()
    counts = {kind: len(standing_rows(kind)) for kind in ("region", "tenure", "feed", "issue")}
    found = exported(tmp_path / "paket")
    assert {kind: sum(row.kind == kind for row in found) for kind in counts} == counts
    checks = [row.check for row in found if row.kind == "outlet" and row.key != "warta-baru"]
    assert {(one.verified, one.origin) for one in checks} == {(True, "situs: resmi")}


def test_loading_the_export_again_changes_nothing(province: Pack, tmp_path: Path):
    edit()
    export(tmp_path / "paket", timezone.now())
    report = load_pack(read_pack(tmp_path / "paket", timezone.now()), timezone.now())
    assert report.counts["baru"] == 0 and not report.retired and not report.kept


def test_what_is_switched_off_or_not_described_stays_at_home(province: Pack, tmp_path: Path):
    off = Feed.objects.order_by("pk").first()
    Feed.objects.filter(pk=off.pk).update(enabled=False)
    make_outlet("Dari tautan", known=False)
    make_outlet("Tiruan", blocked=True)
    make_feed(make_outlet("Google News", key="mesin-google"), key="mesin-google-1")
    keys = {row.key for row in exported(tmp_path / "paket")}
    assert off.key not in keys
    assert not [key for key in keys if key.startswith(("media-", "mesin-"))]


def test_the_command_fills_an_empty_folder_only(province: Pack, tmp_path: Path, capsys: Any):
    call_command("exportpack", str(tmp_path / "paket"))
    assert "outlets.yaml" in capsys.readouterr().out
    with pytest.raises(CommandError, match="sudah berisi"):
        call_command("exportpack", str(tmp_path / "paket"))


def test_without_a_province_there_is_nothing_to_export(tmp_path: Path):
    with pytest.raises(CommandError, match="Belum ada paket"):
        call_command("exportpack", str(tmp_path / "paket"))
    assert not (tmp_path / "paket").exists()


def test_the_page_sends_the_files_as_one_zip(client: Client, province: Pack):
    client.force_login(make_user(role=Role.ADMINISTRATOR))
    answer = client.get(reverse("export_pack"))
    assert "attachment" in answer["Content-Disposition"]
    names = zipfile.ZipFile(io.BytesIO(answer.content)).namelist()
    assert {"pack.yaml", "outlets.yaml", "people.yaml"} <= set(names)
