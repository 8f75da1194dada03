"""What a person can do about a feed, in the reader's language."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from monitoring.sources.health import Advice, advice_for

WORDS: dict[Advice, Any] = {
    Advice.NOTHING: "",
    Advice.FIND_FEED: _("Cari alamat umpan yang baru di situsnya."),
    Advice.CHECK_ADDRESS: _("Periksa penulisan alamatnya."),
    Advice.ASK_NEWSROOM: _("Hubungi redaksinya, sebutkan alamat dan nama penarik kita."),
    Advice.WAIT: _("Dicoba lagi sendiri; bila berhari-hari, hubungi media."),
    Advice.SMALLER_FEED: _("Cari umpan yang lebih ringkas, misalnya per rubrik."),
    Advice.REPORT: _("Laporkan kepada administrator; dicoba lagi sendiri."),
    Advice.ADOPT: _("Buka alamat barunya; bila benar milik media ini, pakai alamat baru."),
    Advice.CHECK_WORKERS: _("Periksa worker dan beat, atau jalankan Tarik sekarang."),
    Advice.OPEN_SITE: _("Buka situsnya: bila ada berita baru di sana, cari umpan yang baru."),
    Advice.PULL: _("Menunggu giliran pertama; bisa dimulai dengan Tarik sekarang."),
    Advice.SWITCH_ON: _("Nyalakan umpannya, atau terima lagi medianya, bila ingin dipantau."),
}


def advice_words(health: str, outcome: str) -> str:
    """Return what can be done about a stored health; empty when there is nothing to do."""
    return str(WORDS[advice_for(health, outcome)])
