"""How long no good answer may come before it is called silence: of one feed, or of them all."""

from datetime import timedelta

from django.conf import settings

# With short intervals a feed may miss a few turns before anybody is told.
AT_LEAST = timedelta(minutes=30)
TURNS = 3


def silent_after() -> timedelta:
    """Return the age of a good answer from which on its source counts as silent."""
    return max(AT_LEAST, TURNS * settings.FEED_INTERVAL)
