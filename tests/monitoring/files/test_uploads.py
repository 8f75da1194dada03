"""A request may carry only so much; more is refused before it fills a disk."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from monitoring.files import uploads
from tests.build import make_region, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(settings, client: Client) -> Client:
    """Log somebody in where uploads are bounded."""
    settings.FILE_UPLOAD_HANDLERS = [
        "monitoring.files.uploads.BoundedUpload",
        "django.core.files.uploadhandler.TemporaryFileUploadHandler",
    ]
    make_region()
    client.force_login(make_user())
    return client


def send(client: Client) -> int:
    return client.post("/lapor", {"photos": SimpleUploadedFile("a.jpg", b"x" * 5000)}).status_code


def test_a_request_above_the_bound_is_refused(desk: Client, monkeypatch):
    monkeypatch.setattr(uploads, "REQUEST_MAX_MB", 0.005)
    assert send(desk) == 400


def test_a_request_within_the_bound_is_read(desk: Client):
    assert send(desk) == 422
