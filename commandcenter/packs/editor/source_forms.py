"""Forms of what is polled: outlets, their feeds, and words for search engines."""

import re
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commandcenter.packs.editor.fields import NumberChoiceField
from commandcenter.packs.editor.forms import Fields, RecordForm
from monitoring.models import Feed, Outlet, SearchQuery

TIERS = [
    (1, gettext_lazy("1, jangkauan nasional atau seluruh provinsi")),
    (2, gettext_lazy("2, jangkauan beberapa kabupaten")),
    (3, gettext_lazy("3, jangkauan setempat")),
]
# What the collector remembers of an address; another address has nothing of it.
_OF_ONE_ADDRESS = {
    "etag": "",
    "last_modified": "",
    "body_hash": "",
    "outcome": "",
    "note_now": "",
    "outcome_since": None,
    "fetched_at": None,
    "good_at": None,
    "failures": 0,
}


class OutletForm(RecordForm):
    """An outlet: kind and tier weigh its coverage, official keeps releases apart."""

    slug, key_from = "media", "name"
    tier = NumberChoiceField(choices=TIERS)

    class Meta(Fields):
        model = Outlet
        fields = ("name", "home", "kind", "tier", "official", "press_council", "regions")
        fields += ("gap_seconds", "enabled")
        help_texts = {
            "official": gettext_lazy("Rilis sendiri dihitung terpisah dari pemberitaan."),
            "gap_seconds": gettext_lazy("Jarak antara dua permintaan ke situs ini."),
            "enabled": gettext_lazy("Bila dimatikan, tidak ditarik lagi; berita lama tetap ada."),
            "press_council": gettext_lazy(
                "Seperti tercantum di Dewan Pers; kosong: belum diketahui."
            ),
        }

    def clean_gap_seconds(self) -> float:
        """Keep the pause within what a pack may say."""
        if not 0 <= self.cleaned_data["gap_seconds"] <= 3600:
            raise ValidationError(_("Mohon isi antara 0 dan 3600 detik."))
        return float(self.cleaned_data["gap_seconds"])

    def complete(self, at: datetime) -> list[str]:
        """An outlet whose data somebody looked through is known."""
        self.instance.known = True
        return ["known"]


class FeedForm(RecordForm):
    """One polled address of an outlet."""

    slug, fixed = "umpan", ("outlet",)

    class Meta(Fields):
        model = Feed
        fields = ("outlet", "url", "kind", "note", "enabled")
        help_texts = {"url": gettext_lazy("Alamat RSS atau Atom, diawali http:// atau https://.")}

    def clean_url(self) -> str:
        """Accept an http(s) address with a host that no other feed has."""
        url: str = self.cleaned_data["url"]
        if not _is_web_address(url):
            raise ValidationError(_("Mohon tulis alamat lengkap, diawali http:// atau https://."))
        other = Feed.objects.exclude(pk=self.instance.pk).filter(url=url).first()
        if other:
            words = _("Alamat ini sudah ditarik untuk %(outlet)s.")
            raise ValidationError(words, params={"outlet": other.outlet})
        return url

    def complete(self, at: datetime) -> list[str]:
        """Let a new or changed address be fetched now, without what is known of the old one."""
        if not self.new and "url" not in self.changed_data:
            return []
        if self.new:
            self.instance.key = _free_feed_key(self.instance.outlet)
        for name, value in _OF_ONE_ADDRESS.items():
            setattr(self.instance, name, value)
        self.instance.due_at = at
        return [*_OF_ONE_ADDRESS, "due_at"]

    def _natural(self) -> dict[str, Any]:
        return {"url": self._typed("url")}


class QueryForm(RecordForm):
    """Words the search feeds are asked for."""

    slug = "pencarian"

    class Meta(Fields):
        model = SearchQuery
        fields = ("text", "about", "enabled")

    def _natural(self) -> dict[str, Any]:
        return {"text": self._typed("text")}


def _is_web_address(url: str) -> bool:
    """Say whether this is an http(s) address with a host and without white space."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and not re.search(r"\s", url)


def _free_feed_key(outlet: Outlet) -> str:
    """Return a key for another feed of this outlet."""
    taken = set(outlet.feeds.values_list("key", flat=True))
    number = len(taken) + 1
    while f"{outlet.key}-umpan-{number}" in taken:
        number += 1
    return f"{outlet.key}-umpan-{number}"
