"""Forms of what is polled: outlets, their feeds, and words for search engines."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commandcenter.packs.editor.fields import NumberChoiceField
from commandcenter.packs.editor.forms import Fields, RecordForm
from monitoring.door.addresses import refusal
from monitoring.models import Feed, Outlet, SearchQuery
from monitoring.source_forms import TIERS
from monitoring.sources.adding import free_feed_key
from monitoring.sources.hosts import host_of
from monitoring.sources.search_feeds import ensure_search_feeds

# More requests side by side than a small server bears (OutletRecord says the same).
PARALLEL_MAX = 8
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
    "full_at": None,
    "moved_to": "",
    "page": 0,
}


class OutletForm(RecordForm):
    """An outlet: kind and tier weigh its coverage, official keeps releases apart."""

    slug, key_from = "media", "name"
    tier = NumberChoiceField(choices=TIERS)

    class Meta(Fields):
        model = Outlet
        fields = ("name", "home", "kind", "tier", "official", "press_council", "regions")
        fields += ("hosts", "gap_seconds", "parallel", "enabled")
        help_texts = {
            "official": gettext_lazy("Rilis sendiri dihitung terpisah dari pemberitaan."),
            "gap_seconds": gettext_lazy("Jarak antara dua permintaan ke situs ini."),
            "hosts": gettext_lazy("Domain lama atau domain lain media ini, satu per baris."),
            "parallel": gettext_lazy("Berapa permintaan sekaligus ke situs ini; lazimnya 1."),
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

    def clean_parallel(self) -> int:
        """Keep the requests side by side within what a pack may say."""
        if not 1 <= self.cleaned_data["parallel"] <= PARALLEL_MAX:
            words = _("Mohon isi antara 1 dan %(most)s.")
            raise ValidationError(words, params={"most": PARALLEL_MAX})
        return int(self.cleaned_data["parallel"])

    def clean_hosts(self) -> list[str]:
        """Accept names of sites, with or without the rest of an address."""
        lines = self.cleaned_data["hosts"]
        hosts = [host_of(one if "://" in one else f"https://{one}") for one in lines]
        for host in hosts:
            if words := refusal(f"https://{host}/", settings.FETCH_ALLOW_NETWORKS):
                raise ValidationError(words)
        return list(dict.fromkeys(hosts))

    def complete(self, at: datetime) -> list[str]:
        """An outlet whose data somebody looked through is known."""
        self.instance.known = True
        return ["known"]


class FeedForm(RecordForm):
    """One polled address of an outlet."""

    slug, fixed = "umpan", ("outlet",)

    class Meta(Fields):
        model = Feed
        fields = ("outlet", "url", "kind", "rules", "note", "enabled")
        help_texts = {
            "url": gettext_lazy("Alamat umpan, diawali http:// atau https://."),
            "rules": gettext_lazy("Hanya untuk halaman daftar; diusulkan saat menambah sumber."),
        }

    def clean_url(self) -> str:
        """Accept an http(s) address that the door would open and that no other feed has."""
        url: str = self.cleaned_data["url"]
        # An address that stands was checked when it came; the networks allowed may be others now.
        if "url" not in self.changed_data:
            return url
        if words := refusal(url, settings.FETCH_ALLOW_NETWORKS):
            raise ValidationError(words)
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
            self.instance.key = free_feed_key(self.instance.outlet)
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

    def follow(self, at: datetime) -> None:
        """Let the search engines be asked for the words as they are now."""
        ensure_search_feeds(at)

    def _natural(self) -> dict[str, Any]:
        return {"text": self._typed("text")}
