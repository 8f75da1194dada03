"""What a site's robots.txt allows us to fetch (RFC 9309)."""

from datetime import timedelta
from functools import lru_cache

from protego import Protego

# Longer waits are typing errors (seconds for milliseconds); they would silence an outlet.
LONGEST_DELAY = timedelta(seconds=60)


def allowed(robots_txt: str | None, url: str, agent: str) -> bool:
    """Whether our agent may fetch the address; without a robots.txt everything is allowed."""
    return robots_txt is None or bool(_rules(robots_txt).can_fetch(url, _token(agent)))


def crawl_delay(robots_txt: str | None, agent: str) -> timedelta | None:
    """Return the wait the site asks for between two requests, at most LONGEST_DELAY."""
    if robots_txt is None:
        return None
    seconds = _rules(robots_txt).crawl_delay(_token(agent))
    if seconds is None or not seconds > 0:
        return None
    return timedelta(seconds=min(float(seconds), LONGEST_DELAY.total_seconds()))


@lru_cache(maxsize=256)
def _rules(robots_txt: str) -> Protego:
    return Protego.parse(robots_txt)


def _token(agent: str) -> str:
    """Return the product token (RFC 9309 section 2.2.1) of `Name/1.0 (comment)`."""
    return agent.split("/", 1)[0].split(" ", 1)[0]
