"""Only what is about somebody else, and that nobody touched, is ever forgotten."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from issues.models import Coverage, Quote, Statement, Tone
from issues.pipeline.keeping import forget_statements, forget_unrelated
from monitoring.models import Item, ItemVersion
from tests.build import (
    make_attachment,
    make_coverage,
    make_issue,
    make_item,
    make_mention,
    make_missed,
    make_office,
    make_quote,
    make_user,
)

pytestmark = pytest.mark.django_db
LONG_AGO = timezone.now() - settings.RETENTION_UNRELATED - timedelta(days=1)


def unrelated(at=LONG_AGO, tone=Tone.UNRELATED, **values) -> Coverage:
    return make_coverage(make_item("Liga dimulai", at=at, **values), tone=tone)


def left() -> int:
    forget_unrelated(timezone.now())
    return Item.objects.count()


def test_an_old_item_about_somebody_else_goes_with_its_coverage():
    unrelated()
    assert left() == 0
    assert not Coverage.objects.exists()


@pytest.mark.parametrize("tone", [Tone.NEUTRAL, Tone.UNSURE, Tone.NEGATIVE])
def test_what_is_about_us_or_unsure_stays(tone: str):
    unrelated(tone=tone)
    assert left() == 1


def test_what_is_not_old_enough_stays():
    unrelated(at=LONG_AGO + timedelta(days=2))
    assert left() == 1


def test_what_somebody_brought_stays():
    unrelated(entered_by=make_user())
    assert left() == 1


@pytest.mark.parametrize(
    "tie",
    [
        lambda coverage: Coverage.objects.filter(pk=coverage.pk).update(issue=make_issue()),
        lambda coverage: Coverage.objects.filter(pk=coverage.pk).update(handled_at=timezone.now()),
        lambda coverage: make_mention(coverage, make_office()),
        lambda coverage: make_attachment(coverage.item),
        lambda coverage: make_missed(item=coverage.item),
        lambda coverage: ItemVersion.objects.create(
            item=coverage.item,
            number=1,
            title="Liga",
            body="",
            seen_at=LONG_AGO,
            replaced_at=LONG_AGO,
            change="judul",
        ),
    ],
    ids=["issue", "handled", "mention", "file", "asked about", "version"],
)
def test_what_hangs_together_with_anything_stays(tie):
    tie(unrelated())
    assert left() == 1


def test_the_first_print_of_a_text_stays_while_its_copies_do():
    first = unrelated()
    unrelated(tone=Tone.NEUTRAL, copy_of=first.item)
    assert left() == 2


def test_more_than_one_batch_goes_at_one_call(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("issues.pipeline.keeping.BATCH", 1)
    unrelated()
    unrelated()
    assert left() == 0


def test_a_statement_goes_with_its_last_quotation():
    kept = make_quote(make_coverage()).statement
    make_quote(unrelated())
    forget_unrelated(timezone.now())
    assert list(Statement.objects.all()) == [kept]


def test_more_statements_than_go_at_one_call_are_said(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    monkeypatch.setattr("issues.pipeline.keeping.MOST", 1)
    make_quote(make_coverage())
    make_quote(make_coverage())
    Quote.objects.all().delete()
    with caplog.at_level("INFO"):
        assert forget_statements() == 1
    assert "pernyataan tanpa kutipan melebihi 1" in caplog.text
