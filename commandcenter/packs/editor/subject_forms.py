"""Forms of what coverage can be about: topics, issues, and flagship programmes."""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commandcenter.packs.editor.forms import Fields, RecordForm
from issues.models import Issue, Programme, Topic

_TOPIC_CODE = re.compile(r"[A-Z]{2,8}")


class TopicForm(RecordForm):
    """A topic with the words that point to it; its code is what coverage refers to."""

    slug, fixed = "topik", ("code",)

    class Meta(Fields):
        model = Topic
        fields = ("code", "name", "agency", "strong", "seeds", "exclude")
        help_texts = {
            "code": gettext_lazy(
                "Dua sampai delapan huruf besar, misalnya AIR; tidak dapat diubah lagi."
            ),
            "strong": gettext_lazy("Satu frasa tiap baris; satu saja yang muncul sudah cukup."),
            "seeds": gettext_lazy("Satu kata tiap baris; perlu dua yang berbeda."),
            "exclude": gettext_lazy("Frasa yang membatalkan topik ini."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Kode")

    def clean_code(self) -> str:
        """Accept capital letters only, and no code twice."""
        code: str = self.cleaned_data["code"]
        if not _TOPIC_CODE.fullmatch(code):
            raise ValidationError(_("Mohon dua sampai delapan huruf besar, tanpa angka."))
        if self.new and Topic.objects.filter(code=code).exists():
            raise ValidationError(_("Kode ini sudah dipakai topik lain."))
        return code

    def _natural(self) -> dict[str, Any]:
        return {"code": self._typed("code")}


class IssueForm(RecordForm):
    """The words of an issue; what people do about it stands on its own page."""

    slug = "isu"

    class Meta(Fields):
        model = Issue
        fields = ("title", "statement", "topic", "agency", "regions", "strong", "seeds", "exclude")
        help_texts = {
            "regions": gettext_lazy("Kosongkan untuk seluruh provinsi."),
            "strong": gettext_lazy("Satu frasa tiap baris; satu saja yang muncul sudah cukup."),
            "seeds": gettext_lazy("Satu kata tiap baris; perlu dua yang berbeda."),
            "exclude": gettext_lazy("Frasa yang membatalkan isu ini."),
        }


class ProgrammeForm(RecordForm):
    """A flagship programme."""

    slug, key_from = "program", "name"

    class Meta(Fields):
        model = Programme
        fields = ("name", "aliases", "topic", "agency")
