"""Form fields for what people bring: clean text, links, days, photos and PDFs."""

from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

from monitoring.clean import clean, clean_lines
from monitoring.dates import EARLIEST_YEAR, LATEST_YEAR
from monitoring.files.attachments import Accepted, Refused, accept

# Read before it is measured, so that the words can say how long a text really is.
READ_LONGEST = 50_000
# A day as browsers send and show it.
DAY_INPUT = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class CleanField(forms.CharField):
    """Text of people and phones without NUL, marks that turn the direction, and the like."""

    def __init__(self, lines: bool = False, **options: Any) -> None:
        super().__init__(**options)
        self.cleaner = clean_lines if lines else clean

    def to_python(self, value: Any) -> str:
        """Return the text cleaned; it is measured afterwards."""
        longest = max(READ_LONGEST, 2 * (self.max_length or 0))
        return self.cleaner(super().to_python(value), longest)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Leave out the limit a browser would cut a pasted text at without a word."""
        attrs: dict[str, Any] = super().widget_attrs(widget)
        attrs.pop("maxlength", None)
        return attrs


class LinkField(CleanField):
    """An address of the web; people leave out its scheme, and nobody may choose another one."""

    default_validators = [URLValidator(schemes=["http", "https"])]

    def to_python(self, value: Any) -> str:
        """Return the address with a scheme."""
        address = super().to_python(value)
        return f"https://{address}" if address and "://" not in address else address


class DayField(forms.DateField):
    """A day on which something may have been published; the years are those of `dates`.

    The database writes years that Python cannot read back, so that others would break every page.
    """

    widget = DAY_INPUT

    def validate(self, value: date | None) -> None:
        """Refuse a year that can only be a typing error."""
        super().validate(value)
        if value is not None and not EARLIEST_YEAR <= value.year <= LATEST_YEAR:
            raise forms.ValidationError(_("Mohon periksa tahunnya."))


class FilesInput(forms.ClearableFileInput):
    """A file input for several files."""

    allow_multiple_selected = True


class AttachmentsField(forms.FileField):
    """Up to `most` photos and PDFs; the cleaned value is a list of Accepted."""

    widget = FilesInput

    def __init__(self, *, most: int, **options: Any) -> None:
        self.most = most
        super().__init__(required=False, **options)

    def clean(self, data: Any, initial: Any = None) -> list[Accepted]:
        """Return the accepted files; raises ValidationError naming each file that is refused."""
        uploads: list[UploadedFile] = [upload for upload in data or [] if upload]
        if len(uploads) > self.most:
            words = _("Paling banyak %(most)d berkas; mohon pilih yang paling penting.")
            raise forms.ValidationError(words % {"most": self.most})
        judged = [accept(upload) for upload in uploads]
        refused = [one.words for one in judged if isinstance(one, Refused)]
        if refused:
            raise forms.ValidationError(refused)
        return [one for one in judged if isinstance(one, Accepted)]
