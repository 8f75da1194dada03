"""A period in the words in which the wall's counts ask: the same selection, the same totals."""

from dataclasses import dataclass
from functools import cached_property
from zoneinfo import ZoneInfo

from issues.recaps.periods import MINUTE, Period
from issues.selection import MINE, Selection
from issues.wall.moment import Moment


@dataclass(frozen=True, kw_only=True)
class Stretch(Moment):
    """The moment at which a period ends; what the wall calls today is the period.

    `watching` says whether any outlet answered during it.
    """

    period: Period
    watching: bool

    @cached_property
    def today(self) -> Selection:
        """Return what the recap counts: coverage about the leadership in the period."""
        return Selection(tentang=MINE, sejak_jam=self.period.start, sampai_jam=self.period.cut)

    def known(self, count: int, day: object = None) -> int | None:
        """Return the count, or None where zero would only mean that nobody looked."""
        return count if count or self.watching else None


def stretch(period: Period, zone: ZoneInfo, watching: bool) -> Stretch:
    """Return a period as a moment; its day is the local day of its last minute."""
    return Stretch(at=period.cut - MINUTE, zone=zone, period=period, watching=watching)
