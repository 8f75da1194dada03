"""A form field for photos and PDFs: each file is judged, and every refusal is said at once."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from monitoring.attachments import Accepted, Refused, accept


class FilesInput(forms.ClearableFileInput):
    """A file input for several files."""

    allow_multiple_selected = True


class AttachmentsField(forms.FileField):
    """Up to `most` files of the given kinds; the cleaned value is a list of Accepted."""

    widget = FilesInput

    def __init__(self, *, most: int, kinds: tuple[str, ...], **options: Any) -> None:
        self.most, self.kinds = most, kinds
        super().__init__(required=False, **options)

    def clean(self, data: Any, initial: Any = None) -> list[Accepted]:
        """Return the accepted files; raises ValidationError naming each file that is refused."""
        uploads: list[UploadedFile] = [upload for upload in data or [] if upload]
        if len(uploads) > self.most:
            words = _("Paling banyak %(most)d berkas; mohon pilih yang paling penting.")
            raise forms.ValidationError(words % {"most": self.most})
        judged = [accept(upload, self.kinds) for upload in uploads]
        refused = [one.words for one in judged if isinstance(one, Refused)]
        if refused:
            raise forms.ValidationError(refused)
        return [one for one in judged if isinstance(one, Accepted)]
