"""How long no good answer may come before it is called silence: of one feed, or of them all."""

from datetime import timedelta

from django.conf import settings

# With short intervals a feed may miss a few turns before anybody is told.
AT_LEAST = timedelta(minutes=30)
TURNS = 3


def silent_after(interval: timedelta | None = None) -> timedelta:
    """Return the age of a good answer from which on its source counts as silent.

    `interval` is how often the feed is asked; without one the setting counts.
    """
    return max(AT_LEAST, TURNS * (interval or settings.FEED_INTERVAL))
