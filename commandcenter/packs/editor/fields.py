"""Form fields of the editor: lists of phrases as lines, days as days, regions to choose from."""

from typing import Any

from django import forms
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from monitoring.feeds.rules import BadRules, rules_from
from monitoring.fields import DAY_INPUT
from monitoring.models import Region

# More would slow every reading down, and nobody could check them.
PHRASES_MAX = 300
# A single letter would match everywhere.
PHRASE_MIN = 2


class PhrasesField(forms.CharField):
    """A list of words or phrases, one per line; none twice, none too short or too long."""

    widget = forms.Textarea(attrs={"rows": 4})

    def __init__(self, longest: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.longest = longest

    def prepare_value(self, value: Any) -> Any:
        """Show a list as lines; what a person typed stays as typed."""
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        """Return the phrases in the order they were written."""
        lines = (" ".join(line.split()) for line in (value or "").splitlines())
        return list(dict.fromkeys(line for line in lines if line))

    def validate(self, value: Any) -> None:
        """Refuse what reading could not work with, naming the phrase."""
        super().validate(value)
        for phrase in value:
            if not PHRASE_MIN <= len(phrase) <= self.longest:
                words = _("“%(phrase)s”: tulis antara %(least)s dan %(most)s huruf.")
                limits = {"least": PHRASE_MIN, "most": self.longest}
                raise ValidationError(words, params={"phrase": phrase[:60]} | limits)
        if len(value) > PHRASES_MAX:
            words = _("Mohon paling banyak %(most)s baris; tertulis %(count)s.")
            raise ValidationError(words, params={"most": PHRASES_MAX, "count": len(value)})

    def run_validators(self, value: Any) -> None:
        """Check every phrase as text."""
        for phrase in value:
            super().run_validators(phrase)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare phrases, not the way they were typed."""
        return list(initial or []) != self.to_python(data)


class NumberChoiceField(forms.TypedChoiceField):
    """A choice between numbers; Django's own takes 1 and "1" for a change."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(coerce=int, **kwargs)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare what is meant."""
        return str(initial) != str(data)


class RulesField(forms.JSONField):
    """Rules of a listing page as JSON; nothing written is no rules."""

    widget = forms.Textarea(attrs={"rows": 4, "spellcheck": "false"})
    empty_values = [None, ""]

    def prepare_value(self, value: Any) -> Any:
        """Show no rules as nothing."""
        return "" if value == {} else super().prepare_value(value)

    def to_python(self, value: Any) -> Any:
        """Return the rules as a mapping."""
        return {} if value in self.empty_values else super().to_python(value)

    def validate(self, value: Any) -> None:
        """Refuse what is no mapping; the reader of listing pages says what else is wrong."""
        super().validate(value)
        if not isinstance(value, dict):
            raise ValidationError(_("Mohon tulis aturan di antara tanda kurawal { }."))
        try:
            if value:
                rules_from(value)
        except BadRules as problem:
            raise ValidationError(str(problem)) from problem


def editor_field(field: models.Field, **kwargs: Any) -> Any:
    """Return the form field for a model field, as the editor shows it."""
    if isinstance(field, ArrayField):
        return PhrasesField(field.base_field.max_length, required=False)
    if isinstance(field, models.DateField):
        kwargs["widget"] = DAY_INPUT
    if isinstance(field, models.JSONField):
        # A hidden copy of the default would be compared instead of what stands.
        kwargs |= {"form_class": RulesField, "show_hidden_initial": False}
    if isinstance(field, models.URLField):
        kwargs["assume_scheme"] = "https"
    if field.related_model is Region:
        kwargs["queryset"] = Region.objects.with_pages()
    if isinstance(field, models.ForeignKey):
        kwargs["empty_label"] = _("Belum ditentukan") if field.blank else _("Pilih")
    if isinstance(field, models.ManyToManyField):
        kwargs["widget"] = forms.CheckboxSelectMultiple
    return field.formfield(**kwargs)
