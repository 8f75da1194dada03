"""A bound on everything that is uploaded in one request, before any of it is stored anywhere."""

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler

# Five photos of the largest size a report may carry, and the text around them.
REQUEST_MAX_MB = 130


class BoundedUpload(FileUploadHandler):
    """Refuses a request whose announced length is above the bound; handles no file itself."""

    def handle_raw_input(
        self, input_data: Any, META: dict[str, Any], content_length: int, *rest: Any, **more: Any
    ) -> None:
        """Raise RequestDataTooBig, which is answered with 400, for a body that is too long."""
        if content_length > REQUEST_MAX_MB * 1_000_000:
            raise RequestDataTooBig(f"{content_length} bytes, at most {REQUEST_MAX_MB} MB")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Leave every chunk to the handlers that store it."""
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Leave the file to the handlers that store it."""
