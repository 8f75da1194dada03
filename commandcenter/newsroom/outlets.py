"""The cast of the sample newsroom: who speaks which feed dialect in which layout."""

from dataclasses import dataclass
from typing import Literal

DialectName = Literal["wordpress", "agency", "blogger", "pemda", "plain"]
LayoutName = Literal["harian", "kantor", "portal", "blog", "pemda", "ringan"]

WEEK = 60
"""Feed depth in items that holds the eight days of any outlet."""


@dataclass(frozen=True, kw_only=True)
class Outlet:
    """One fictional outlet. `number` is the last byte of its loopback address, so never reuse it.

    `full` and `tracked` concern WordPress: feeds with the whole text instead of its beginning, and
    with utm parameters on their links. `robots` is the body of its robots.txt.
    """

    key: str
    name: str
    number: int
    dialect: DialectName
    layout: LayoutName
    depth: int = WEEK
    full: bool = False
    tracked: bool = False
    robots: str = "User-agent: *\nDisallow:\n"


_SLOW_ROBOTS = "User-agent: *\nCrawl-delay: 2\nDisallow: /cari\n"

OUTLETS: tuple[Outlet, ...] = (
    Outlet(
        key="suara-seroja",
        name="Suara Seroja",
        number=1,
        dialect="wordpress",
        layout="harian",
        full=True,
    ),
    Outlet(key="antar-pulau", name="Antar Pulau", number=2, dialect="agency", layout="kantor"),
    Outlet(
        key="nusantara-raya", name="Nusantara Raya", number=3, dialect="agency", layout="portal"
    ),
    Outlet(
        key="kabar-kelana",
        name="Kabar Kelana",
        number=4,
        dialect="wordpress",
        layout="harian",
        full=True,
        tracked=True,
    ),
    Outlet(
        key="radar-serunai",
        name="Radar Serunai",
        number=5,
        dialect="wordpress",
        layout="harian",
        robots=_SLOW_ROBOTS,
    ),
    # Ten newest only, as WordPress ships: whoever polls too rarely loses items of this outlet.
    Outlet(
        key="arunika-pos",
        name="Arunika Pos",
        number=6,
        dialect="wordpress",
        layout="portal",
        depth=10,
    ),
    Outlet(key="harian-pelita", name="Harian Pelita", number=7, dialect="pemda", layout="ringan"),
    Outlet(key="seroja-niaga", name="Seroja Niaga", number=8, dialect="plain", layout="kantor"),
    Outlet(
        key="radio-kelana",
        name="Radio Kelana",
        number=9,
        dialect="wordpress",
        layout="ringan",
        tracked=True,
    ),
    Outlet(
        key="warta-pinisi",
        name="Warta Pinisi",
        number=10,
        dialect="blogger",
        layout="blog",
        depth=25,
    ),
    Outlet(
        key="lintas-cendana",
        name="Lintas Cendana",
        number=11,
        dialect="blogger",
        layout="blog",
        depth=25,
    ),
    Outlet(key="utara-kini", name="Utara Kini", number=12, dialect="plain", layout="ringan"),
    Outlet(key="pemprov", name="Siaran Pemprov Seroja", number=13, dialect="pemda", layout="pemda"),
    Outlet(
        key="kominfo-arunika", name="Kominfo Arunika", number=14, dialect="pemda", layout="pemda"
    ),
)

BY_KEY: dict[str, Outlet] = {outlet.key: outlet for outlet in OUTLETS}
