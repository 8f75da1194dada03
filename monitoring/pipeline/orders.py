"""What people ask of a feed beside pulling it: read its archive, follow it to a new address."""

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from monitoring.models import Feed
from monitoring.nudge import nudge


def catch_up(feed: Feed) -> bool:
    """Read the feed's archive backwards from its second page, beginning now.

    False where it is off, is at it already, or reading archives is switched off.
    """
    if not settings.CATCH_UP_PAGES_MAX:
        return False
    mine = Feed.objects.watched().filter(pk=feed.pk, page=0)
    begun = bool(mine.update(page=2, due_at=timezone.now()))
    if begun:
        nudge("feed")
    return begun


def adopt_move(feed: Feed) -> str:
    """Fetch the feed from where its site says it lives; return "" or why that is not possible."""
    address = feed.moved_to
    if not address:
        return str(_("Situs tidak menyebut alamat baru untuk umpan ini."))
    other = Feed.objects.exclude(pk=feed.pk).filter(url=address).first()
    if other is not None:
        words = _("Alamat baru itu sudah ditarik sebagai umpan %(key)s; matikan salah satunya.")
        return str(words % {"key": other.key})
    feed.url, feed.moved_to, feed.due_at = address, "", timezone.now()
    feed.etag = feed.last_modified = feed.body_hash = ""
    fields = ["url", "moved_to", "due_at", "etag", "last_modified", "body_hash"]
    feed.save(update_fields=fields)
    nudge("feed")
    return ""
