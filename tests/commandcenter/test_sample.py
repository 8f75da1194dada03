"""The sample week ends today; only sample data are ever forgotten."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from commandcenter.packs.files import PackError
from commandcenter.packs.reader import Pack
from commandcenter.packs.sample import opened_at, refresh_sample
from monitoring.models import Item, Region
from tests.build import make_item, make_region, make_user

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def kept_in(tmp_path: Path, settings) -> Path:
    settings.DATA_DIR = tmp_path
    return tmp_path


def test_on_the_same_day_nothing_is_forgotten(province: Pack, kept_in: Path):
    at = timezone.now()
    refresh_sample(at)
    make_item()
    refresh_sample(at)
    assert Item.objects.count() == 1
    assert opened_at() == at


def test_on_a_new_day_the_coverage_starts_afresh_and_accounts_stay(province: Pack, kept_in: Path):
    refresh_sample(timezone.now())
    make_item()
    visitor = make_user()
    refresh_sample(timezone.now() + timedelta(days=1))
    visitor.refresh_from_db()
    assert not Item.objects.exists()
    assert Region.objects.home()


def test_a_database_with_real_data_is_never_emptied(kept_in: Path):
    make_region(name="Nusa Tenggara Barat")
    make_item()
    with pytest.raises(PackError, match="melayani Nusa Tenggara Barat"):
        refresh_sample(timezone.now())
    assert Item.objects.exists()
