"""What every form of the editor has in common: labels, keys, doubles, and the check of a record."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commandcenter.packs.editor.fields import editor_field
from commandcenter.trace.labels import label_of
from monitoring.clean import clean


class Fields:
    """Base of every form's Meta: model fields become the editor's fields."""

    formfield_callback = staticmethod(editor_field)


class RecordForm(forms.ModelForm):
    """The form of one record; `slug` is its kind in the address and in the trace."""

    slug = ""
    # What a key is made of; nothing when the row has none, or a person writes it.
    key_from = ""
    # What other data refer to: set once.
    fixed: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, use_required_attribute=False, **kwargs)
        self.new = self.instance._state.adding
        for name, field in self.fields.items():
            field.label = label_of(self.slug, name)
            field.disabled = not self.new and name in self.fixed

    def clean(self) -> dict[str, Any]:
        """Refuse a second record of the same name, in words."""
        super().clean()
        self._check_key()
        self.check(self.cleaned_data)
        return self.cleaned_data

    def check(self, values: dict[str, Any]) -> None:
        """Refuse what no single field can see is wrong."""

    def complete(self, at: datetime) -> list[str]:
        """Set what follows from the edit; return the names of the columns that were set."""
        return []

    def follow(self, at: datetime) -> None:
        """Bring up to date what hangs on the record, after it was written."""

    def twin(self) -> Any | None:
        """Return the standing row this new one would be a double of."""
        return self._same().first() if self._natural() else None

    def _check_key(self) -> None:
        """Give a new row its key; a taken one is an error on the field it was made from."""
        name = self.cleaned_data.get(self.key_from, "")
        if not self.key_from or not self.new or not name:
            return
        # The form packs demand: no underscore, no dash at the end.
        self.instance.key = slugify(name).replace("_", "-")[:80].strip("-")
        if not self.instance.key:
            self.add_error(self.key_from, _("Mohon isi dengan kata-kata."))
        elif self._same().exists():
            self.add_error(self.key_from, _("Sudah ada dengan nama ini; sunting yang sudah ada."))

    def _typed(self, name: str) -> str:
        """Return what was typed into a field, also where the field refused it."""
        longest = self._meta.model._meta.get_field(name).max_length
        return clean(self.data.get(name, ""), longest)

    def _natural(self) -> dict[str, Any]:
        """Return the values that make two rows one and the same."""
        return {"key": self.instance.key} if self.key_from else {}

    def _same(self) -> Any:
        others = self._meta.model._default_manager.filter(**self._natural())
        return others.exclude(pk=self.instance.pk)


class CheckForm(forms.Form):
    """Somebody held a record against the world today: where, and whether it stood."""

    origin = forms.CharField(
        label=gettext_lazy("Asal data"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Di mana dicek: keputusan, situs resmi, atau surat."),
    )
    verified = forms.BooleanField(label=gettext_lazy("Cocok dengan kenyataan"), required=False)
