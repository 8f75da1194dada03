"""Act: write the standing rows as the files of a region pack, the reverse of rows.py.

What rows do not keep cannot come back: comments, notes, and the coordinates of regions. Left out
are outlets, feeds and search words that are switched off, outlets that are blocked or that nobody
described yet, and the feeds of search engines.
"""

import datetime as dt
import io
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from django.utils import timezone

from commandcenter.packs.files import PackError
from commandcenter.packs.kinds import standing_rows, values_of
from commandcenter.packs.models import PackRecord
from monitoring.models import Region
from monitoring.sources.search_feeds import PREFIX

Data = dict[str, Any]

# What each kind's record says, by the names of the row; the pack calls some of them otherwise.
NAMES = {
    "region": "name short level parent capital aliases cues needs_cue",
    "agency": "name short aliases kind valid_from valid_to successor",
    "office": "key region title leader rank agency forms full_forms epithets",
    "person": "name full_name aliases weak_aliases variants not_after",
    "tenure": "office person capacity valid_from valid_to",
    "topic": "name agency strong seeds exclude",
    "programme": "name aliases topic agency",
    "issue": "title statement topic agency regions strong seeds exclude state",
    "outlet": "name home hosts kind tier official press_council regions gap_seconds parallel",
    "feed": "url kind note rules",
    "day": "date name kind",
    "query": "text about",
}
CALLED = {"valid_from": "from", "valid_to": "to"}
KEYS = {"region": "code", "topic": "code"}
KEYLESS = frozenset({"office", "tenure", "day", "query"})
# An issue that came back is one that grows, for a database that never saw it close.
_STATE = {"kambuh": "berkembang"}
_EMPTY: tuple[Any, ...] = (None, "", [], {})
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True)
class Archive:
    """A zip with the files of the pack, and the name it is saved under."""

    name: str
    content: bytes


def archive(at: dt.datetime) -> Archive:
    """Return the pack as a zip. Raises PackError when no pack was ever loaded."""
    packed, day = io.BytesIO(), timezone.localtime(at).date()
    texts = dict(files(at))
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, text in texts.items():
            zipped.writestr(name, text)
    return Archive(f"paket-{_home().code}-{day}.zip", packed.getvalue())


def export(folder: Path, at: dt.datetime) -> list[str]:
    """Write the pack into a folder that is new or empty, and return the names of its files.

    Raises PackError when the folder holds something already, or no pack was ever loaded.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise PackError(f"{folder}: sudah berisi; pilih folder baru atau kosong")
    texts = dict(files(at))
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return list(texts)


def files(at: dt.datetime) -> Iterator[tuple[str, str]]:
    """Yield the name and the text of every file. Raises PackError without a home province."""
    head = f"# Diekspor {timezone.localtime(at):%Y-%m-%d %H:%M}; komentar berkas asal tidak ikut.\n"
    for name, data in _data(_home()).items():
        if any(part not in _EMPTY for part in data.values()):
            text = yaml.dump(
                data,
                Dumper=yaml.CSafeDumper,
                sort_keys=False,
                allow_unicode=True,
                default_flow_style=None,
                width=100,
            )
            # Reading replaces ${NAME}, so that a dollar sign is written twice.
            yield f"{name}.yaml", head + text.replace("$", "$$")


def _home() -> Region:
    home = Region.objects.home()
    if home is None:
        raise PackError("Belum ada paket daerah yang dimuat.")
    return home


def _data(home: Region) -> dict[str, Data]:
    """Return the content of every file, by name; a record says nothing that is the default."""
    checks = _checks()
    records = {kind: list(_records(kind, checks)) for kind in NAMES}
    words = home.phrases
    villages = [one for one in records["region"] if one["level"] == Region.Level.VILLAGE]
    return {
        "pack": _head(home),
        "regions": {
            "regions": [one for one in records["region"] if one not in villages],
            "not_places": words.get("not_places", []),
            "elsewhere": words.get("elsewhere", []),
        },
        "villages": _villages(villages),
        "people": {
            "offices": records["office"],
            "persons": records["person"],
            "tenures": records["tenure"],
            "pairs": list(_pairs()),
            "namesakes": [{"text": text} for text in words.get("namesakes", [])],
        },
        "agencies": {"agencies": records["agency"]},
        "topics": {"topics": records["topic"]},
        "programmes": {"programmes": records["programme"]},
        "issues": {"issues": records["issue"]},
        "outlets": {"outlets": records["outlet"]},
        "calendar": {"days": records["day"]},
        "queries": {"queries": records["query"]},
        "report": home.report,
        "map": _map(home),
    }


def _head(home: Region) -> Data:
    wrote = PackRecord.objects.filter(kind="region", key=home.code).first()
    return {
        "name": wrote.pack if wrote else home.code,
        "title": home.title,
        "home": home.code,
        "zone": home.zone,
        "zone_label": home.zone_label,
        "stripe": home.stripe,
        "metaphors": home.phrases.get("metaphors", []),
        "sample": bool(home.phrases.get("sample")),
    }


def _map(home: Region) -> Data:
    shapes = dict(Region.objects.exclude(shape="").values_list("code", "shape"))
    if not shapes:
        return {}
    return {
        "attribution": home.phrases.get("map_attribution", ""),
        "viewbox": home.phrases.get("map_viewbox", ""),
        "shapes": shapes,
    }


def _checks() -> dict[tuple[str, str], Data]:
    """Return where every record comes from and how sure it is, by kind and primary key."""
    names = ("origin", "checked", "verified")
    found = PackRecord.objects.values("kind", "row", *names)
    return {(one["kind"], one["row"]): {name: one[name] for name in names} for one in found}


def _records(kind: str, checks: dict[tuple[str, str], Data]) -> Iterator[Data]:
    """Yield the records of a kind in the order of their lists; feeds stand in their outlets."""
    feeds = _by_outlet(checks) if kind == "outlet" else {}
    for pk, row in standing_rows(kind).items():
        if not _belongs(kind, row):
            continue
        record = _key(kind, row) | values_of(kind, row, NAMES[kind].split())
        record |= checks.get((kind, pk), {})
        if kind == "tenure":
            record |= _office(record) | {"origin": row.origin, "verified": row.verified}
        if kind == "issue":
            record["state"] = _STATE.get(record["state"], record["state"])
        if pk in feeds:
            record["feeds"] = feeds[pk]
        yield _said(record)


def _belongs(kind: str, row: Any) -> bool:
    """Say whether a row is a record of its own: switched on and described; feeds are not.

    Search engines follow from the words, and blocked outlets are nobody's sources.
    """
    if kind == "outlet" and (row.blocked or row.key.startswith(PREFIX)):
        return False
    return kind != "feed" and getattr(row, "enabled", True) and getattr(row, "known", True)


def _by_outlet(checks: dict[tuple[str, str], Data]) -> dict[str, list[Data]]:
    """Return the records of feeds by the primary key of their outlet."""
    feeds: dict[str, list[Data]] = defaultdict(list)
    for pk, row in standing_rows("feed").items():
        if row.enabled:
            key = _pack_key(row.key.removeprefix(f"{row.outlet.key}-"))
            record = {"key": key} | values_of("feed", row, NAMES["feed"].split())
            feeds[str(row.outlet_id)].append(_said(record | checks.get(("feed", pk), {})))
    return feeds


def _key(kind: str, row: Any) -> Data:
    """Return the key under which the pack names a row."""
    if kind in KEYLESS:
        return {}
    name = KEYS.get(kind, "key")
    return {name: getattr(row, name) if kind in KEYS else _pack_key(row.key)}


def _pack_key(key: str) -> str:
    """Return a key as packs write them: titles of people may leave other signs in theirs."""
    return re.sub(r"[^a-z0-9]+", "-", key.lower()).strip("-")


def _office(record: Data) -> Data:
    """Return office and region of a term apart; rows name them together."""
    office, region = record["office"].split("@")
    return {"office": office, "region": region}


def _said(record: Data) -> Data:
    """Return a record without what is the default, with days as days and in the pack's words."""
    return {
        CALLED.get(name, name): _value(value)
        for name, value in record.items()
        if value not in _EMPTY and value is not False
    }


def _value(value: Any) -> Any:
    if isinstance(value, str) and _DAY.fullmatch(value):
        return dt.date.fromisoformat(value)
    return value


def _villages(villages: Iterable[Data]) -> Data:
    """Return villages by district; they share where they come from."""
    found: dict[str, Data] = defaultdict(dict)
    defaults: Data = {}
    for one in villages:
        district, number = one["code"].rsplit(".", 1)
        found[district][number] = one["short"]
        defaults = {name: one[name] for name in ("origin", "checked", "verified") if name in one}
    return {"defaults": defaults, "villages": dict(found)} if found else {}


def _pairs() -> Iterator[Data]:
    """Yield names of two persons together, from what stands on each of them."""
    named: dict[str, list[str]] = defaultdict(list)
    for person in standing_rows("person").values():
        for name in person.pairs:
            named[name].append(person.key)
    for name, persons in named.items():
        if len(persons) == 2:
            yield {"name": name, "persons": persons}
