"""One door per outside thing: read from the source, so that a second door cannot be forgotten."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
APPS = ("monitoring", "issues", "commandcenter")

# What opens connections, or can; `urllib.parse` and `http` (status names) do not.
NETWORK = (
    "aiohttp",
    "ftplib",
    "http.client",
    "http.server",
    "httpx",
    "requests",
    "socket",
    "socketserver",
    "telnetlib",
    "urllib.request",
    "urllib3",
    "xmlrpc",
)
# Who may, and why it is not a second door.
LOOPBACK = {
    "monitoring/door/http.py": "the door itself",
    "monitoring/door/client.py": "the door's client",
    "commandcenter/newsroom": "the sample newsroom serves on loopback",
    "commandcenter/embedded": "bundled services on loopback or a socket",
    "commandcenter/up": "asks its own processes whether they are up",
    "commandcenter/health": "asks its own processes whether they are up",
    "commandcenter/health.py": "asks its own processes whether they are up",
}
PURE_ROOMS = ("door", "feeds", "pages")
PURE = (
    "canonical.py", "clean.py", "copies.py", "dates.py", "furniture.py", "links.py", "schedule.py",
    "sources/hosts.py", "sources/listings.py", "sources/opml.py", "sources/preview.py",
    "sources/suspicion.py", "sources/table.py",
    "archive.py", "websub.py",
    *(str(p.relative_to(ROOT / "monitoring")) for room in PURE_ROOMS
      for p in sorted((ROOT / "monitoring" / room).glob("*.py"))),
)  # fmt: skip


def sources() -> Iterator[Path]:
    for app in APPS:
        yield from (ROOT / app).rglob("*.py")


def imported(path: Path) -> set[str]:
    """Every module a file imports, with the names taken from it as if they were modules."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def importers(*modules: str) -> set[str]:
    """The files that import one of the modules or something inside it."""
    return {
        str(path.relative_to(ROOT))
        for path in sources()
        if any(f"{name}.".startswith(f"{module}.") for name in imported(path) for module in modules)
    }


@pytest.mark.parametrize(
    ("library", "door"),
    [
        ("feedparser", "monitoring/feeds/parse.py"),
        ("trafilatura", "monitoring/pages/extract_child.py"),
        ("protego", "monitoring/door/robots.py"),
    ],
)
def test_a_library_that_reads_foreign_bytes_has_one_importer(library: str, door: str) -> None:
    assert importers(library) == {door}


def test_only_the_door_reaches_the_network() -> None:
    strangers = {
        path
        for path in importers(*NETWORK)
        if not any(path == known or path.startswith(f"{known}/") for known in LOOPBACK)
    }
    assert strangers == set()


def test_the_door_is_there() -> None:
    assert "monitoring/door/http.py" in importers("aiohttp")


@pytest.mark.parametrize("name", PURE)
def test_a_module_that_decides_knows_no_database_and_no_settings(name: str) -> None:
    names = imported(ROOT / "monitoring" / name)
    assert not {one for one in names if one.startswith(("django", "monitoring.models"))}
